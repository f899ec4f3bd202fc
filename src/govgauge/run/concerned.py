"""Which kept exchanges a finding concerns: those it cites, and what makes them understood.

Beside the cited ones: every other exchange with a cited address (second looks, other attempts),
the chain of redirects from and to them, and the full records that revisits refer to.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from attrs import field, frozen

from govgauge.gather.redirect import is_redirect, redirect_target
from govgauge.model.finding import Finding
from govgauge.store.archive import evidence_files, stored_exchanges
from govgauge.store.warc_reading import StoredExchange, read_exchanges

_MAX_HOPS = 10
_MAX_EXTRA = 40


class Place(NamedTuple):
    """Where one exchange lies, and what is needed to follow it."""

    path: Path
    start: int
    url: str
    digest: str
    target: str
    record_id: str
    refers_to: str
    deleted: bool


@frozen
class Concerned:
    """The exchanges of one finding in the order they were kept.

    ``cited`` are digests the finding names that were found, ``missing`` those that were not.
    """

    exchanges: tuple[tuple[Path, StoredExchange], ...]
    cited: frozenset[str]
    missing: tuple[str, ...]
    deleted: tuple[str, ...] = field(default=())


def concerned_by(finding: Finding, unit: Path) -> Concerned:
    """Every exchange a finding concerns, read again from the unit's evidence."""
    # A reference without digest stands on a table (visits.parquet), not on an exchange.
    references = [e for e in finding.instance.evidence if e.digest]
    digests = {e.digest for e in references}
    addresses = {e.url for e in references if e.url} | {finding.instance.target}
    places = [_place(path, stored) for path, stored in stored_exchanges(unit)]
    chosen = _cited(places, digests, {e.url for e in references})
    chosen |= _beside(places, chosen, addresses)
    chosen |= _originals(places, chosen)
    found = {p.digest for p in chosen}
    wanted = {(p.path, p.start) for p in chosen if not p.deleted}
    return Concerned(
        tuple(_read_again(unit, wanted)),
        frozenset(digests & found),
        tuple(sorted(digests - found)),
        tuple(sorted({p.digest for p in chosen if p.deleted and p.digest in digests})),
    )


def _place(path: Path, stored: StoredExchange) -> Place:
    exchange = stored.exchange
    target = redirect_target(exchange) if is_redirect(exchange) else ""
    return Place(
        path,
        stored.start,
        exchange.url,
        stored.digest,
        target,
        stored.record_id,
        stored.refers_to,
        stored.deleted,
    )


def _cited(places: list[Place], digests: set[str], urls: set[str]) -> set[Place]:
    """Exchanges with a cited digest: at the cited address, else the first with that payload."""
    exact = {p for p in places if p.digest in digests and p.url in urls}
    known = {p.digest for p in exact}
    for place in places:
        if place.digest in digests - known:
            exact.add(place)
            known.add(place.digest)
    return exact


def _beside(places: list[Place], chosen: set[Place], addresses: Iterable[str]) -> set[Place]:
    """Other exchanges of these addresses, and redirects from and to them, hop by hop."""
    urls = {p.url for p in chosen} | set(addresses)
    leading = {p.url: p.target for p in places if p.target}
    ahead, behind = set(urls), set(urls)
    for _ in range(_MAX_HOPS):
        ahead = {leading[u] for u in ahead if u in leading} - urls
        behind = {u for u, target in leading.items() if target in behind} - urls
        if not ahead and not behind:
            break
        urls |= ahead | behind
    extra = [p for p in places if p.url in urls and p not in chosen]
    return set(extra[:_MAX_EXTRA])


def _originals(places: list[Place], chosen: set[Place]) -> set[Place]:
    wanted = {p.refers_to for p in chosen if p.refers_to}
    return {p for p in places if p.record_id in wanted} if wanted else set()


def _read_again(unit: Path, wanted: set[tuple[Path, int]]) -> Iterable[tuple[Path, StoredExchange]]:
    for path in evidence_files(unit):
        for _, start in sorted(w for w in wanted if w[0] == path):
            yield path, next(iter(read_exchanges(path, start)))
