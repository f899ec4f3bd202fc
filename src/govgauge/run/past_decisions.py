"""What people decided about findings, in this campaign and in those before it in the workspace."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from govgauge.model.failure import BadInput
from govgauge.model.finding import Finding
from govgauge.model.review import ReviewAct, ReviewEvent
from govgauge.store.results import ResultsFolder
from govgauge.store.reviews import whole_reviews
from govgauge.store.workspace import CampaignFolder, Workspace

_UPHELD = {ReviewAct.CONFIRM.value: True, ReviewAct.REJECT.value: False}


@frozen
class PastDecision:
    """The last word of people about one finding; ``campaign`` is where it was said.

    ``finding`` is what they looked at, where it is still in the results.
    """

    finding_id: str
    upheld: bool
    who: str
    why: str
    at: str
    campaign: str
    finding: Finding | None = field(default=None, eq=False)


def past_decisions(folder: CampaignFolder) -> dict[str, PastDecision]:
    """People's last word about each finding, by its id, up to this campaign's time point.

    What a campaign took over from one before it is no decision of its own.  Raises ``Conflict``
    (``broken-reviews``) where a record was tampered with.
    """
    last: dict[str, PastDecision] = {}
    for campaign in _up_to(folder):
        for path in campaign.all_results():
            for decision in _decided_in(path, campaign.path.name):
                known = last.get(decision.finding_id)
                if known is None or decision.at >= known.at:
                    last[decision.finding_id] = decision
    return dict(sorted(last.items()))


def _up_to(folder: CampaignFolder) -> list[CampaignFolder]:
    """This campaign and those of its workspace that judge an earlier time point, in that order."""
    own = folder.read_campaign().as_of
    workspace = Workspace(folder.workspace)
    found = []
    for name in workspace.campaign_names():
        campaign = workspace.campaign(name)
        if campaign.path.name != folder.path.name and any(
            map(_is_reviewed, campaign.all_results())
        ):
            as_of = _as_of(campaign)
            if as_of is None or as_of <= own:
                found.append((as_of is not None, as_of or own, name, campaign))
    return [campaign for *_, campaign in sorted(found, key=lambda f: f[:3])] + [folder]


def _as_of(campaign: CampaignFolder) -> datetime | None:
    """A campaign's time point; ``None`` for one an older version began, which is before this one."""
    try:
        return campaign.read_campaign().as_of
    except BadInput:
        return None


def _is_reviewed(results: Path) -> bool:
    path = results / "reviews.jsonl"
    return path.is_file() and path.stat().st_size > 0


def _decided_in(results: Path, campaign: str) -> Iterator[PastDecision]:
    events = {event.subject: event for event in whole_reviews(results).events if _says(event)}
    if not events or not (results / "findings.parquet").is_file():
        return
    seen = {f.finding_id: f for f in ResultsFolder(results).findings_with(events.keys())}
    for finding_id, event in events.items():
        yield PastDecision(
            finding_id,
            _UPHELD[_said(event)],
            event.who,
            event.why,
            event.at,
            campaign,
            seen.get(finding_id),
        )


def _says(event: ReviewEvent) -> bool:
    """True for what somebody said of a finding here: what was taken over names its campaign."""
    return _said(event) in _UPHELD and not (event.act is ReviewAct.REJECT and event.value)


def _said(event: ReviewEvent) -> str:
    return event.value if event.act is ReviewAct.ARBITRATE else event.act.value
