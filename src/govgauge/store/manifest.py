"""SHA-256 of every file of a unit, chained over the campaign, and the check of all of it."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from govgauge.model.failure import Conflict, Place
from govgauge.model.text import Text
from govgauge.store.deletions import Deletions, deletions_path, expected_state, read_deletions
from govgauge.store.disk import storage_failure
from govgauge.store.records import canonical_json
from govgauge.store.workspace import UnitFolder, write_atomic

_BLOCK_BYTES = 1024 * 1024
_HEADS = ("campaign.json", "units.json")
_SYSTEM_HEAD = re.compile(r"systems/[^/]+\.yaml")
_LINK_KEYS = {"unit", "manifest_sha256", "done_sha256", "previous"}
_NOT_LISTED = ("manifest.json", "done.json")
SIGNATURES = "signatures"

MISSING = Text("文件缺失", "the file is missing")
CHANGED = Text("内容与清单不符", "the content is not what the manifest says")
SURPLUS = Text("清单外的文件", "the manifest does not know this file")
NOT_DELETED = Text("已记录删除，但文件仍在", "recorded as deleted, but the file is still there")
UNSEALED = Text("批次尚未封存（未跑完？）", "the campaign is not sealed (not finished?)")


@frozen
class Damage:
    """One file that is not as it was written."""

    path: Path
    what: Text
    expected: str = ""
    found: str = ""


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(folder: UnitFolder) -> None:
    """List every file of the unit, then set its done-marker.

    The marker appears by rename after everything else is on the disk.
    """
    try:
        files = {
            name: {"sha256": file_digest(path), "bytes": path.stat().st_size}
            for name, path in _files(folder.path)
        }
    except OSError as error:
        raise storage_failure(error, folder.path) from error
    data = canonical_json({"files": files})
    write_atomic(folder.manifest, data)
    done = {"manifest_sha256": hashlib.sha256(data).hexdigest()}
    write_atomic(folder.done, canonical_json(done))


def seal_campaign(path: Path) -> None:
    """Chain the done units in order; any later change of any of them breaks the chain.

    Raises ``Conflict`` (``sealed-changed``) when a unit is not what an earlier seal says: sealing
    again would make the change look right.
    """
    links: list[dict[str, str]] = []
    previous = ""
    for unit in sorted(p.parent for p in path.glob("units/*/done.json")):
        link = {
            "unit": unit.name,
            "manifest_sha256": file_digest(unit / "manifest.json"),
            "done_sha256": file_digest(unit / "done.json"),
            "previous": previous,
        }
        previous = hashlib.sha256(canonical_json(link)).hexdigest()
        links.append(link)
    _refuse_changes(path / "manifest.json", links)
    heads = {name: file_digest(path / name) for name in (*_HEADS, *_system_heads(path))}
    chain = {"heads": heads, "units": links, "last": previous}
    _write_seal(path / "manifest.json", chain)


def _write_seal(seal: Path, chain: Any) -> None:
    """Write a seal; one that was signed is kept beside the signatures."""
    data = canonical_json(chain)
    folder = seal.with_name(SIGNATURES)
    if folder.is_dir() and seal.exists():
        old = seal.read_bytes()
        if old != data:
            write_atomic(folder / f"seal-{hashlib.sha256(old).hexdigest()}.json", old)
    write_atomic(seal, data)


def _refuse_changes(seal: Path, links: Sequence[dict[str, str]]) -> None:
    """Raise when units sealed before are not among the links as they were, or the seal is not."""
    if not seal.exists():
        return
    chain = read_seal(seal)
    if chain is None:
        raise _changed(seal)
    now = {link["unit"]: link for link in links}
    for sealed in chain["units"]:
        found = now.get(sealed["unit"], {})
        if any(found.get(k) != sealed[k] for k in _LINK_KEYS - {"previous"}):
            raise _changed(seal.parent / "units" / sealed["unit"])


def _changed(path: Path) -> Conflict:
    return Conflict(
        "sealed-changed",
        Text("封存之后被改动，不再重新封存", "this was changed after it was sealed"),
        Text(
            "运行 verify 查看改动，从备份恢复；或另建批次重新采集",
            "run verify to see what changed and restore it, or gather a new campaign",
        ),
        Place.in_file(path),
    )


def seal_system(path: Path, copy: Path) -> None:
    """Add the copy of one more system to a sealed campaign, and nothing else.

    A campaign that is not sealed, or whose seal is damaged, stays so.
    """
    seal = path / "manifest.json"
    chain = read_seal(seal)
    if chain is not None:
        chain["heads"][copy.relative_to(path).as_posix()] = file_digest(copy)
        _write_seal(seal, chain)


def _system_heads(path: Path) -> list[str]:
    return sorted(p.relative_to(path).as_posix() for p in path.glob("systems/*.yaml"))


def verify_campaign(path: Path, progress: Callable[[int, int], None]) -> list[Damage]:
    """Every difference between a campaign's files and its manifests; empty when whole.

    What was deleted on the record is no difference.  ``progress`` is told units done and units in
    all.
    """
    seal = path / "manifest.json"
    chain = read_seal(seal)
    if chain is None:
        return [Damage(seal, CHANGED if seal.exists() else UNSEALED)]
    damages = _verify_heads(path, chain["heads"])
    deletions = read_deletions(path)
    if deletions.broken:
        damages.append(Damage(deletions_path(path), CHANGED))
    previous = ""
    links = chain["units"]
    for number, link in enumerate(links):
        progress(number, len(links))
        if link["previous"] != previous:
            damages.append(Damage(seal, CHANGED, previous, link["previous"]))
        previous = hashlib.sha256(canonical_json(link)).hexdigest()
        damages += _verify_unit(UnitFolder(path / "units" / link["unit"]), link, deletions)
    if chain["last"] != previous:
        damages.append(Damage(seal, CHANGED, previous, chain["last"]))
    sealed = {link["unit"] for link in links}
    for unit in sorted(path.glob("units/*")):
        if unit.name not in sealed:
            damages.append(Damage(unit, SURPLUS))
    progress(len(links), len(links))
    return damages


def _verify_heads(path: Path, heads: dict[str, str]) -> list[Damage]:
    damages = []
    for name, digest in heads.items():
        found = _digest_or_none(path / name)
        if found != digest:
            damages.append(Damage(path / name, CHANGED if found else MISSING, digest, found or ""))
    surplus = [name for name in _system_heads(path) if name not in heads]
    return damages + [Damage(path / name, SURPLUS) for name in surplus]


def _verify_unit(
    folder: UnitFolder, link: dict[str, str], deletions: Deletions
) -> Iterator[Damage]:
    for path, expected in (
        (folder.manifest, link["manifest_sha256"]),
        (folder.done, link["done_sha256"]),
    ):
        found = _digest_or_none(path)
        if found != expected:
            yield Damage(path, CHANGED if found else MISSING, expected, found or "")
    if _digest_or_none(folder.manifest) != link["manifest_sha256"]:
        return  # What a damaged manifest says of the other files is worth nothing.
    manifest = _canonical(folder.manifest)
    present = dict(_files(folder.path))
    for name, entry in manifest["files"].items():
        steps = deletions.of_file(link["unit"], name)
        state = expected_state(entry["sha256"], steps)
        size = steps[-1]["bytes_after"] if steps else entry["bytes"]
        path = folder.path / name
        if state is None:
            yield Damage(deletions_path(folder.path.parent.parent), CHANGED)
        yield from _verify_file(path, state or "", size, present.pop(name, None) is not None)
    for path in present.values():
        yield Damage(path, SURPLUS)


def _verify_file(path: Path, expected: str, size: int, present: bool) -> Iterator[Damage]:
    """One listed file: as it must be, or gone where it was deleted (nothing expected)."""
    if not present:
        if expected:
            yield Damage(path, MISSING, expected)
        return
    found = file_digest(path)
    if not expected:
        yield Damage(path, NOT_DELETED, "", found)
    elif found != expected or path.stat().st_size != size:
        yield Damage(path, CHANGED, expected, found)


def read_seal(path: Path) -> Any:
    """A campaign's chain, ``None`` when it has not the shape that sealing gives it."""
    chain = _canonical(path)
    if not isinstance(chain, dict) or chain.keys() != {"heads", "units", "last"}:
        return None
    heads = chain["heads"]
    if not isinstance(heads, dict) or not heads.keys() >= set(_HEADS):
        return None
    if not all(_SYSTEM_HEAD.fullmatch(name) for name in heads.keys() - set(_HEADS)):
        return None
    if any(link.keys() != _LINK_KEYS for link in chain["units"]):
        return None
    return chain


def _canonical(path: Path) -> Any:
    """The JSON of a file whose bytes are exactly canonical, else ``None``."""
    try:
        data = path.read_bytes()
        document = orjson.loads(data)
        return document if canonical_json(document) == data else None
    except (OSError, orjson.JSONDecodeError):
        return None


def _digest_or_none(path: Path) -> str | None:
    try:
        return file_digest(path)
    except OSError:
        return None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _NOT_LISTED:
            yield name, path
