"""What one finding stands on: the kept exchanges behind its digests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from govgauge.gather.content_coding import decode_body
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange
from govgauge.model.failure import BadInput
from govgauge.model.finding import Finding
from govgauge.model.results import DetectorCard
from govgauge.model.text import Text
from govgauge.run.judging import cards
from govgauge.run.shelf import shelf
from govgauge.store.archive import find_by_digest, stored_exchanges
from govgauge.store.results import ResultsFolder
from govgauge.store.warc import payload_digest
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
        }


def show_evidence(folder: CampaignFolder, finding_id: str, save: Path | None) -> ShownEvidence:
    """Find a finding by its id (or a beginning of it that is unique) and read its evidence.

    With ``save`` the raw answer and its decoded payload are written there.
    """
    finding = _find(folder, finding_id)
    wanted = {e.digest: e.url for e in finding.instance.evidence}
    unit = folder.unit(finding.unit_id).path
    shown: list[ShownExchange] = []
    found: set[str] = set()
    for path, offset, exchange in _exchanges(unit, wanted):
        digest = payload_digest(exchange)
        found.add(digest)
        saved_as = _save(save, digest, exchange) if save is not None else ""
        shown.append(_shown(exchange, digest, path, offset, saved_as))
    missing = tuple(sorted(set(wanted) - found))
    return ShownEvidence(finding, cards(shelf())[finding.detector], tuple(shown), missing)


def _find(folder: CampaignFolder, finding_id: str) -> Finding:
    matches: dict[str, Finding] = {}
    for results in folder.all_results():
        for unit in folder.read_units():
            for finding in ResultsFolder(results).findings_of(unit.unit_id):
                if finding.finding_id.startswith(finding_id):
                    matches[finding.finding_id] = finding
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


def _exchanges(unit: Path, wanted: dict[str, str]) -> Sequence[tuple[Path, int, Exchange]]:
    """The kept exchanges behind the references: same digest and, where there is one, address."""
    exact = [
        (path, offset, exchange)
        for path, offset, exchange in stored_exchanges(unit)
        if wanted.get(payload_digest(exchange)) == exchange.url
    ]
    known = {payload_digest(e) for _, _, e in exact}
    rest = find_by_digest(unit, set(wanted) - known)
    return exact + [(path, offset, exchange) for _, path, offset, exchange in rest]


def _shown(
    exchange: Exchange, digest: str, path: Path, offset: int, saved_as: str
) -> ShownExchange:
    return ShownExchange(
        digest=digest,
        url=exchange.url,
        asked_at=datetime.fromtimestamp(exchange.started_at, UTC).isoformat(timespec="seconds"),
        outcome=exchange.outcome.value,
        status=exchange.status,
        peer=exchange.peer,
        total_ms=exchange.timing.total_ms,
        file=path.name,
        offset=offset,
        saved_as=saved_as,
    )


def _save(folder: Path, digest: str, exchange: Exchange) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = digest.partition(":")[2][:16]
    (folder / f"{name}.http").write_bytes(exchange.header + exchange.body)
    payload = folder / f"{name}.payload"
    payload.write_bytes(decode_body(exchange, Budget())[1])
    return str(payload)
