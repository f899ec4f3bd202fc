"""Checking one evidence package: every byte, its records, signature and time stamp; offline."""

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Language, Text
from govgauge.run.verifying import NOT_BY_KEY, proof, stamp_document
from govgauge.store.keys import KeyCard
from govgauge.store.package_index import WARC_NAME, index_of
from govgauge.store.time_stamps import read_authorities
from govgauge.store.wacz import PackageCheck, check_package
from govgauge.store.warc_reading import read_exchanges

DAMAGED_RECORD = Text("记录与其摘要不符", "a record has not the digest it states")
WRONG_INDEX = Text("索引与记录不符", "the index does not fit the records")


@frozen
class PackageVerification:
    """What a package shows, and what of it is proven."""

    check: PackageCheck
    problems: tuple[tuple[str, Text], ...]
    finding: dict[str, Any] | None
    public: bool
    proves: tuple[Text, ...]

    @property
    def whole(self) -> bool:
        """True when every byte is as it was written, and the signer is the one asked for."""
        return not self.problems

    def as_document(self, language: Language) -> dict[str, Any]:
        """The JSON form."""
        statement, stamp = self.check.statement, self.check.stamp
        return {
            "whole": self.whole,
            "public_copy": self.public,
            "problems": [{"path": p, "what": t.in_(language)} for p, t in self.problems],
            "finding_id": self.finding["finding_id"] if self.finding else "",
            "signer": statement.signer.as_document() if statement else None,
            "created": statement.created if statement else "",
            "known_key": self.check.known,
            "time_stamp": stamp_document(stamp, language) if stamp else None,
            "proves": [p.in_(language) for p in self.proves],
        }


def verify_package(
    path: Path, known: Collection[KeyCard], authorities: Sequence[Path], signed_by: str
) -> PackageVerification:
    """Check a package without network; ``signed_by`` is the beginning of a key's id."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            "unreadable-file",
            Text("无法读取证据包", "this package cannot be read"),
            Text("检查路径", "check the path"),
            Place.in_file(path),
        ) from error
    check = check_package(data, known, read_authorities(authorities))
    problems = list(check.problems)
    document = None
    if check.whole:
        document = orjson.loads(check.files["finding.json"])
        problems += _records(check)
    signer = check.statement.signer.key_id if check.statement else ""
    if signed_by and not signer.startswith(signed_by):
        problems.append(("datapackage-digest.json", NOT_BY_KEY))
    stamped = check.stamp is not None and check.stamp.proven
    return PackageVerification(
        check,
        tuple(problems),
        document["finding"] if document else None,
        bool(document and document["public"]),
        proof(check.statement is not None, stamped, not problems),
    )


def _records(check: PackageCheck) -> list[tuple[str, Text]]:
    """The records against their own digests, and the index against the records."""
    name = f"archive/{WARC_NAME}"
    with tempfile.TemporaryDirectory() as scratch:
        warc = Path(scratch) / WARC_NAME
        warc.write_bytes(check.files[name])
        try:
            for _ in read_exchanges(warc):
                pass
            index = index_of(warc)
        except (BadInput, KeyError):
            return [(name, DAMAGED_RECORD)]
    if index != check.files["indexes/index.cdxj"]:
        return [("indexes/index.cdxj", WRONG_INDEX)]
    return []
