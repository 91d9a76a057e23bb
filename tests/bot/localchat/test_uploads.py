"""Pictures and documents: measuring, keeping, sending again."""

import struct
from collections.abc import Callable
from typing import Any

import pytest

from bot.localchat.stage import Stage
from bot.localchat.things import Upload
from bot.localchat.uploads import picture_size

from .scenario import PICTURE, PNG

Ok = Callable[..., Any]


def png(width: int, height: int) -> Upload:
    return Upload("a.png", PNG[:16] + struct.pack(">II", width, height) + PNG[24:], "image/png")


def test_a_file_id_is_sent_again_without_an_upload(stage: Stage, ok: Ok) -> None:
    first = ok("sendPhoto", {"photo": PICTURE}, chat_id=stage.person.id)["photo"][-1]
    again = ok("sendPhoto", chat_id=stage.channel.id, photo=first["file_id"])["photo"][-1]
    assert again == first


def test_the_same_bytes_have_the_same_unique_id(stage: Stage, ok: Ok) -> None:
    one, other = (ok("sendPhoto", {"photo": PICTURE}, chat_id=stage.person.id)["photo"][-1] for _ in range(2))
    assert one["file_unique_id"] == other["file_unique_id"]
    assert one["file_id"] != other["file_id"]


def test_a_part_may_have_any_name_when_it_is_attached(stage: Stage, ok: Ok) -> None:
    sent = ok(
        "sendDocument", {"part": Upload("t.csv", b"a", "text/csv")}, chat_id=stage.person.id, document="attach://part"
    )
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("t.csv", "text/csv")


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (Upload("a.png", b"no picture", "image/png"), "IMAGE_PROCESS_FAILED"),
        (png(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (Upload("a.png", b"", "image/png"), "IMAGE_PROCESS_FAILED"),
    ],
)
def test_impossible_pictures_are_refused(stage: Stage, refused: Ok, upload: Upload, sentence: str) -> None:
    assert refused("sendPhoto", {"photo": upload}, chat_id=stage.person.id) == f"Bad Request: {sentence}"


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("AgACnothing", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/a.png", "failed to get HTTP URL content"),
        ("attach://nothing", "is not found in the request"),
    ],
)
def test_unknown_files_are_refused(stage: Stage, refused: Ok, photo: str, words: str) -> None:
    assert words in refused("sendPhoto", chat_id=stage.person.id, photo=photo)


def test_a_document_is_no_photo(stage: Stage, ok: Ok, refused: Ok) -> None:
    file = ok("sendDocument", {"document": Upload("a", b"a")}, chat_id=stage.person.id)["document"]["file_id"]
    told = refused("sendPhoto", chat_id=stage.person.id, photo=file)
    assert told == "Bad Request: can't use file of type Document as Photo"


def test_a_caption_has_at_most_1024_characters(stage: Stage, refused: Ok) -> None:
    told = refused("sendPhoto", {"photo": PICTURE}, chat_id=stage.person.id, caption="x" * 1025)
    assert told == "Bad Request: message caption is too long"


def test_a_jpeg_is_measured_by_its_frame_header() -> None:
    start, quantization = b"\xff\xd8", b"\xff\xdb\x00\x04\x00\x00"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03" + b"\0" * 9
    assert picture_size(start + quantization + frame) == (640, 480)
    assert picture_size(start + quantization) is None
