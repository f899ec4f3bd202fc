"""What it means that an own address answers as its host answers for any address.

A page that is not there answers so; so does a page behind a login, a page that a script fills,
and every page of a host that does not let us in.  Only the whole crawl tells them apart, so this
is settled when all answers are in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from govgauge.gather.controls import Control
from govgauge.gather.frontier import Address, Frontier
from govgauge.gather.scope import is_front, origin
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Presence
from govgauge.model.verdict import Reason

_ABSENT = (404, 410)
_ALIKE = (Presence.LIKE_CONTROL, Presence.SCRIPTED)
_MANY = 3
_FRONT_NAMES = re.compile(r"(?:shou_?ye|zhu_?ye|homepage|portal)", re.IGNORECASE)
_FRONT_ANCHOR = re.compile(r"首\s*页|主\s*页|^\W*(?:home|index)\W*$", re.IGNORECASE)
_MAX_FRONT_ANCHOR = 16
_MIN_NAME = 4


@frozen
class _SentAway:
    """An address that leads where its host sends unknown addresses."""

    address: Address
    end: Address
    control: Control


def settle(frontier: Frontier, controls: Sequence[Control], max_hops: int, home_title: str) -> None:
    """Say of every address that answers as its host's control whether it is gone or open.

    Where most of the pages that a host was asked for answer so, that is how the host treats us:
    it proves nothing about any of them.
    """
    by_origin = {origin(control.fact.url): control for control in controls}
    pages: Counter[str] = Counter()
    away: list[_SentAway] = []
    alike: list[Address] = []
    for address in _asked(frontier, home_title):
        if address.purpose is Purpose.PAGE:
            pages[origin(address.url)] += 1
        sent = _sent_away(frontier, address, by_origin, max_hops)
        if sent is not None:
            away.append(sent)
        if address.presence in _ALIKE:
            alike.append(address)
    shut = _shut(pages, [*alike, *(s.address for s in away)])
    for address in alike:
        if address.presence is Presence.LIKE_CONTROL and origin(address.url) in shut:
            address.outcome, address.status, address.reason = None, 0, Reason.AMBIGUOUS
    for sent in away:
        sent.address.instead = _instead(sent, origin(sent.control.fact.url) in shut)


def _asked(frontier: Frontier, home_title: str) -> Iterator[Address]:
    """The unit's own addresses that were asked for and do not stand for its home page."""
    for address in frontier:
        if not address.own or address.is_home or not address.attempts:
            continue
        if address.redirects_to is None or not _stands_for_home(address, home_title):
            yield address


def _shut(pages: Mapping[str, int], alike: Iterable[Address]) -> set[str]:
    """The origins where most of the pages asked for are answered like an impossible address."""
    same = Counter(origin(a.url) for a in alike if a.purpose is Purpose.PAGE)
    return {where for where, n in same.items() if n >= _MANY and 2 * n >= pages[where]}


def _sent_away(
    frontier: Frontier, address: Address, by_origin: Mapping[str, Control], max_hops: int
) -> _SentAway | None:
    end, reason = frontier.end_of(address, max_hops)
    passed: list[Address] = []
    hop: Address | None = address
    # From another spelling of a known page no host has led on: it was not asked for.
    while reason is None and hop is not None and hop != end and hop.attempts:
        passed.append(hop)
        hop = hop.redirects_to
    for one in passed:
        control = by_origin.get(origin(one.url))
        if hop is not None and control is not None and control.sent_to == hop.url:
            return _SentAway(address, hop, control)
    return None


def _instead(sent: _SentAway, shut: bool) -> Outcome | Reason | None:
    """What became of such an address, ``None`` when the page at its end says it.

    Only the home page, or a page that says itself that nothing is there, is where the lost are
    sent; a login page is where the living are sent too.
    """
    end, shown = sent.end, sent.control.reading
    if end.status in _ABSENT:
        return None
    if shut or shown is None or shown.asks_password:
        return Reason.AMBIGUOUS
    if end.is_home:
        return Outcome.SOFT_404
    return None if end.outcome is Outcome.SOFT_404 else Reason.AMBIGUOUS


def _stands_for_home(address: Address, home_title: str) -> bool:
    """True for a link that means the home page, by its address or by what it reads."""
    name = address.url.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]
    if is_front(address.url) or _FRONT_NAMES.fullmatch(name):
        return True
    if address.element == "img":
        return False
    anchor = address.anchor.strip()
    if len(anchor) <= _MAX_FRONT_ANCHOR and _FRONT_ANCHOR.search(anchor):
        return True
    return len(anchor) >= _MIN_NAME and anchor in home_title
