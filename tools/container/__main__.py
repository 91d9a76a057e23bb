"""Carry out the steps of the Containerfile in a clean Debian root and try the result; no container engine is needed.

    sudo python tools/container [FOLDER]

Needs root, debootstrap and the package indexes. FOLDER keeps the roots, some 2 GB, and a `base` that lies there is used
again; without one everything is removed at the end. Then, as the Containerfile's user and with a root that is mounted
read-only, the bot must: say its version, answer from the sample, pass `doctor`, run, be healthy by the HEALTHCHECK's
own command, draw a picture, and stop when it is told to. Prints what was done; leaves with 1 at the first thing that is
amiss. For now and then, or every night: it takes some minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import Stage, Step, read
from trying import tried

ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "http_proxy", "https_proxy", "no_proxy")
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print(__doc__)
        return 2
    folder = Path(arguments[0]) if arguments else Path(tempfile.mkdtemp(prefix="sitrep-container-"))
    try:
        built(folder)
        return tried(folder / "final", read(ROOT / "Containerfile")[-1])
    except subprocess.CalledProcessError as error:
        print(f"failed with {error.returncode}: {error.cmd}")
        return 1
    finally:
        if not arguments:
            shutil.rmtree(folder, ignore_errors=True)


def built(folder: Path) -> None:
    """Make `base`, and from it the root of every stage; the last is `final`."""
    stages = read(ROOT / "Containerfile")
    release = stages[-1].base.rpartition(":")[2].partition("-")[0]
    base = folder / "base"
    if not base.is_dir():
        print(f"debootstrap {release}")
        run("debootstrap", "--variant=minbase", release, str(base))
    roots: dict[str, Path] = {}
    for stage in stages:
        root = folder / ("final" if stage is stages[-1] else stage.name)
        shutil.rmtree(root, ignore_errors=True)
        run("cp", "-a", str(base), str(root))
        roots[stage.name] = root
        for number, step in enumerate(stage.steps):
            carry_out(step, root, stage, number, roots)


def carry_out(step: Step, root: Path, stage: Stage, number: int, roots: dict[str, Path]) -> None:
    """Do what *step*, the one of that number, asks for inside *root*; what it only declares is for later."""
    before = Stage(stage.base, stage.name, stage.steps[:number])
    where = before.last("WORKDIR")
    print(f"{stage.name}: {step.keyword} {step.rest[:100]}", flush=True)
    if step.keyword == "WORKDIR":
        (root / step.rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
    elif step.keyword == "COPY":
        copied(step, root, where.rest if where else "/", roots)
    elif step.keyword == "RUN":
        shut_in(root, step.rest, where.rest if where else "/", before.environment())


def copied(step: Step, root: Path, where: str, roots: dict[str, Path]) -> None:
    """Copy as COPY does: files into a folder, a folder's contents into the one that is named."""
    *sources, target = [each for each in step.words() if not each.startswith("--")]
    stage = next((each.partition("=")[2] for each in step.words() if each.startswith("--from=")), None)
    origin = roots[stage] if stage else ROOT
    to = root / os.path.join(where, target).lstrip("/")
    for each in sources:
        source = origin / each.lstrip("/")
        if source.is_dir():
            # Links stay links: what they point at is in the other root too.
            shutil.copytree(
                source, to, symlinks=True, ignore=shutil.ignore_patterns("__pycache__") if not stage else None
            )
        else:
            shutil.copy2(source, to if not to.is_dir() else to / source.name)


def shut_in(root: Path, command: str, where: str, environment: dict[str, str]) -> None:
    """Run *command* by the shell inside *root*, with this machine's way to the network for as long as it takes."""
    shutil.copy2("/etc/resolv.conf", root / "etc/resolv.conf")
    shutil.copy2(BUNDLE, root / "host-certificates.pem")
    given = {name: value for name in PASSED_ON if (value := os.environ.get(name))}
    given |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "PIP_CERT": "/host-certificates.pem"}
    given |= {"DEBIAN_FRONTEND": "noninteractive"} | environment
    try:
        run("chroot", str(root), "/bin/sh", "-ec", f"cd {where}; {command}", environment=given)
    finally:
        (root / "host-certificates.pem").unlink()


def run(*command: str, environment: dict[str, str] | None = None) -> None:
    """Run a program quietly; what it printed is shown when it fails. Raises CalledProcessError."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(done.stdout.decode(errors="replace")[-4000:])
    done.check_returncode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
