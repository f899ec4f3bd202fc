"""All that people said and judging heeds, read before a campaign is judged."""

from attrs import field, frozen

from govgauge.model.review import NO_DECISIONS, Decisions, decided
from govgauge.model.system import IndicatorSystem
from govgauge.model.whitelist import NOTHING_ALLOWED, Whitelist
from govgauge.run.past_decisions import past_decisions
from govgauge.run.registered_columns import ListedColumns, listed_columns
from govgauge.run.rejected_before import RejectedBefore
from govgauge.run.rule_precision import NONE_FALLEN, Fallen, fallen_rules, rule_precisions
from govgauge.run.systems import Shelf
from govgauge.run.whitelists import kept_whitelist
from govgauge.store.reviews import whole_reviews
from govgauge.store.workspace import CampaignFolder


@frozen
class Heeded:
    """Decisions about this campaign, whitelist, list of columns, what follows from decisions before."""

    decisions: Decisions = NO_DECISIONS
    whitelist: Whitelist = NOTHING_ALLOWED
    rejected_before: RejectedBefore = field(factory=RejectedBefore)
    fallen: Fallen = NONE_FALLEN
    columns: ListedColumns = field(factory=ListedColumns)


NOTHING_HEEDED = Heeded()


def heeded(folder: CampaignFolder, system: IndicatorSystem, shelf: Shelf) -> Heeded:
    """What people said so far, as one system judges a campaign.

    Raises ``Conflict`` (``broken-reviews``) and what reading a whitelist raises.
    """
    past = past_decisions(folder)
    return Heeded(
        decided(whole_reviews(folder.results(system.key)).events),
        kept_whitelist(folder),
        RejectedBefore.of(past.values()),
        fallen_rules(rule_precisions(past.values(), system, shelf)),
        listed_columns(folder),
    )
