"""What became of every address a unit's pages link to, one row each, made as one goes through."""

from collections.abc import Iterator

from govgauge.gather.frontier import SITEMAP, Address, Frontier
from govgauge.model.exchange import Purpose
from govgauge.model.facts import Relation, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.verdict import Reason


def targets(frontier: Frontier, max_hops: int) -> Iterator[TargetFact]:
    """Every linked address with what became of it, redirects followed to their end.

    An own page that only a sitemap names and that was never seen follows the same form, as
    element ``sitemap`` and standing on no page: it is no link, but it is not seen either.
    """
    for address in frontier:
        end, reason = frontier.end_of(address, max_hops)
        if address.listed or _is_unseen_page(address, end, reason):
            yield _sent_away(_target(address, end, reason), address)


def _is_unseen_page(address: Address, end: Address, reason: Reason | None) -> bool:
    if not address.in_sitemap:
        return False
    own_page = end.own and end.purpose is Purpose.PAGE
    return reason is not None or (own_page and not end.visited)


def _target(address: Address, end: Address, reason: Reason | None) -> TargetFact:
    outcome = None if reason else end.outcome
    if reason is Reason.REDIRECT_LIMIT:
        outcome = Outcome.REDIRECT_LIMIT
    page = address.first_page
    return TargetFact(
        target=address.url,
        relation=Relation.OWN if address.own else Relation.OUTSIDE,
        element=address.element if page is not None else SITEMAP,
        page_count=address.page_count,
        on_home=address.on_home,
        page_url=page.url if page is not None else "",
        # The digest a page had when its links were followed: it was taken once, and for good.
        page_digest=page.digest if page is not None else "",
        anchor=address.anchor,
        outcome=outcome or "",
        status=end.status,
        attempts=end.attempts,
        final_url=end.url,
        digest=end.digest,
        reason="" if outcome else (reason or end.reason or ""),
    )


def _sent_away(fact: TargetFact, address: Address) -> TargetFact:
    instead = address.instead
    if instead is None:
        return fact
    if isinstance(instead, Outcome):
        return fact._replace(
            outcome=instead, status=address.status, digest=address.digest, reason=""
        )
    # Where it leads is not where it lives: nothing of the page itself was seen.
    return fact._replace(outcome="", status=0, final_url=address.url, reason=instead)
