"""What one finding stands on: the kept exchanges behind its digests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from govgauge.gather.content_coding import decode_body
from govgauge.model.campaign import Budget
from govgauge.model.failure import BadInput
from govgauge.model.finding import Finding
from govgauge.model.results import DetectorCard
from govgauge.model.text import Text
from govgauge.run.judging import cards
from govgauge.run.shelf import shelf
from govgauge.store.archive import find_by_digest, stored_exchanges
from govgauge.store.deletions import WHOLE_UNIT, read_deletions
from govgauge.store.disk import storage_failure
from govgauge.store.results import ResultsFolder
from govgauge.store.warc_reading import StoredExchange
from govgauge.store.workspace import CampaignFolder


@frozen
class ShownExchange:
    """One kept exchange, as a person or another program is told of it."""

    digest: str
    url: str
    asked_at: str
    outcome: str
    status: int | None
    peer: str
    total_ms: float
    file: str
    offset: int
    saved_as: str = ""


@frozen
class ShownEvidence:
    """A finding with its rule and every exchange it stands on."""

    finding: Finding
    card: DetectorCard
    exchanges: tuple[ShownExchange, ...]
    missing: tuple[str, ...]
    deleted: tuple[str, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """The JSON form."""
        instance = self.finding.instance
        return {
            "finding_id": self.finding.finding_id,
            "unit_id": self.finding.unit_id,
            "detector": self.finding.detector,
            "detector_version": self.finding.detector_version,
            "clause": self.card.clause,
            "verdict": instance.verdict.value,
            "target": instance.target,
            "says": {"zh": instance.says.zh, "en": instance.says.en},
            "remedy": {"zh": self.card.remedy.zh, "en": self.card.remedy.en},
            "excerpt": instance.excerpt,
            "exchanges": [attrs.asdict(e) for e in self.exchanges],
            "missing": list(self.missing),
            "deleted": list(self.deleted),
        }


def show_evidence(folder: CampaignFolder, finding_id: str, save: Path | None) -> ShownEvidence:
    """Find a finding by its id (or a beginning of it that is unique) and read its evidence.

    With ``save`` the raw answer and its decoded payload are written there.
    """
    finding, _ = find_finding(folder, finding_id)
    # A reference without digest stands on a table (visits.parquet), not on an exchange.
    wanted = {(e.digest, e.url) for e in finding.instance.evidence if e.digest}
    shown: list[ShownExchange] = []
    found: set[str] = set()
    deleted: set[str] = set()
    for path, stored in _exchanges(folder.unit(finding.unit_id).path, wanted):
        found.add(stored.digest)
        if stored.deleted:
            deleted.add(stored.digest)
            continue
        saved_as = _save(save, stored) if save is not None else ""
        shown.append(_shown(path, stored, saved_as))
    missing = {digest for digest, _ in wanted} - found
    if missing and _is_deleted(folder, finding.unit_id):
        deleted, missing = deleted | missing, set()
    card = cards(shelf())[finding.detector]
    return ShownEvidence(
        finding, card, tuple(shown), tuple(sorted(missing)), tuple(sorted(deleted))
    )


def _is_deleted(folder: CampaignFolder, unit_id: str) -> bool:
    """True when all evidence of a unit was deleted on the record."""
    entries = read_deletions(folder.path).entries
    return any(e.unit == unit_id and e.scope == WHOLE_UNIT for e in entries)


def find_finding(
    folder: CampaignFolder, finding_id: str, within: Sequence[Path] | None = None
) -> tuple[Finding, str]:
    """The one finding whose id begins so, and the key of the system it was judged by.

    ``within`` are the results looked into, all of the campaign when not given.  Raises ``BadInput``
    (``no-finding``, ``which-finding``).
    """
    matches: dict[str, tuple[Finding, str]] = {}
    for results in folder.all_results() if within is None else within:
        for finding in ResultsFolder(results).findings_like(finding_id):
            matches[finding.finding_id] = (finding, results.name)
    if len(matches) == 1:
        return next(iter(matches.values()))
    many = len(matches) > 1
    raise BadInput(
        "which-finding" if many else "no-finding",
        Text(
            f"{len(matches)} 条发现以 {finding_id} 开头" if many else f"没有发现 {finding_id}",
            f"{len(matches)} findings begin with {finding_id}" if many else f"no {finding_id}",
        ),
        Text("编号见 findings.csv 或报告中的单位页", "ids stand in findings.csv and on unit pages"),
    )


def _exchanges(unit: Path, wanted: set[tuple[str, str]]) -> Sequence[tuple[Path, StoredExchange]]:
    """The kept exchanges behind the references: same digest and, where there is one, address."""
    exact = [
        (path, stored)
        for path, stored in stored_exchanges(unit)
        if (stored.digest, stored.exchange.url) in wanted
    ]
    known = {(stored.digest, stored.exchange.url) for _, stored in exact}
    rest = find_by_digest(unit, {digest for digest, _ in wanted - known})
    shown = {(path, stored.start) for path, stored in exact}
    return exact + [(path, stored) for path, stored in rest if (path, stored.start) not in shown]


def _shown(path: Path, stored: StoredExchange, saved_as: str) -> ShownExchange:
    exchange = stored.exchange
    return ShownExchange(
        digest=stored.digest,
        url=exchange.url,
        asked_at=datetime.fromtimestamp(exchange.started_at, UTC).isoformat(timespec="seconds"),
        outcome=exchange.outcome.value,
        status=exchange.status,
        peer=exchange.peer,
        total_ms=exchange.timing.total_ms,
        file=path.name,
        offset=stored.start,
        saved_as=saved_as,
    )


def _save(folder: Path, stored: StoredExchange) -> str:
    name = stored.digest.partition(":")[2][:16]
    payload = folder / f"{name}.payload"
    exchange = stored.exchange
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.http").write_bytes(exchange.header + exchange.body)
        payload.write_bytes(decode_body(exchange, Budget())[1])
    except OSError as error:
        raise storage_failure(error, folder) from error
    return str(payload)
