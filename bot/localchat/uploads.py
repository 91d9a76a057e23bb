"""Files: taken in, measured, kept under a `file_id`, sent again by it, and fetched by their path."""

import hashlib
import struct
from typing import Any

from bot.localchat.arguments import Arguments
from bot.localchat.refusals import bad_request
from bot.localchat.things import StoredFile, Upload
from bot.localchat.world import World

Json = dict[str, Any]

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
_NOT_A_FILE = "wrong file identifier/HTTP URL specified"


def keep(world: World, upload: Upload, kind: str, meta: Json) -> StoredFile:
    """Store a file; the same bytes always have the same unique id."""
    if not upload.body:
        raise bad_request("file must be non-empty")
    digest = hashlib.sha256(kind.encode() + upload.body).hexdigest()
    number = world.number()
    folder = "photos" if kind == "photo" else "documents"
    ending = {"image/png": "png", "image/jpeg": "jpg"}.get(upload.mime) or upload.name.rpartition(".")[2][:8] or "bin"
    safe = "".join(char for char in ending if char.isalnum()) or "bin"
    file_id = ("AgAC" if kind == "photo" else "BQAC") + digest[:32] + f"{number:06d}"
    path = f"{folder}/file_{number}.{safe}"
    stored = StoredFile(file_id, digest[32:48], kind, path, upload.body, upload.mime, meta)
    world.files[file_id] = stored
    return stored


def photo_of(world: World, upload: Upload) -> Json:
    """`{"photo": [...]}` of an uploaded picture. Raises `RefusedError` for what is none, or has an impossible shape."""
    if len(upload.body) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(upload.body)} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
    size = picture_size(upload.body)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    mime = "image/png" if upload.body.startswith(b"\x89PNG") else "image/jpeg"
    named = Upload(upload.name, upload.body, mime)
    return {"photo": [keep(world, named, "photo", {"width": width, "height": height}).json()]}


def document_of(world: World, upload: Upload) -> Json:
    """`{"document": {...}}` of an uploaded file."""
    if len(upload.body) > LARGEST_FILE:
        raise bad_request("file is too big")
    return {"document": keep(world, upload, "document", {"file_name": upload.name, "mime_type": upload.mime}).json()}


def media_of(world: World, given: Arguments, value: str, kind: str) -> Json:
    """Content of a photo or document: a new file, or one the server has. Addresses are not fetched."""
    upload = given.upload(value)
    if upload is not None:
        return photo_of(world, upload) if kind == "photo" else document_of(world, upload)
    if value.startswith("attach://"):
        raise bad_request(f'file "{value}" is not found in the request' if value != f"attach://{kind}" else _NOT_A_FILE)
    known = world.files.get(value)
    if known is None:
        raise bad_request("failed to get HTTP URL content" if "://" in value else _NOT_A_FILE)
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.capitalize()} as {kind.capitalize()}")
    return {kind: [known.json()] if kind == "photo" else known.json()}


def picture_size(body: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, or None when it is neither."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return (width, height) if width and height else None
    return _jpeg_size(body) if body.startswith(b"\xff\xd8") else None


def _jpeg_size(body: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if marker in {0xC0, 0xC1, 0xC2}:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None
