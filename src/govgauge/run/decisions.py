"""What people decide about findings: what waits for them, their decisions, how often they agreed."""

from collections.abc import Iterator
from datetime import UTC, datetime

from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.finding import Finding
from govgauge.model.review import Decisions, ReviewAct, ReviewState, decided, next_state
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.run.evidence import find_finding
from govgauge.run.past_decisions import past_decisions
from govgauge.run.rule_precision import RulePrecision, rule_precisions
from govgauge.run.systems import judging_system
from govgauge.store.results import ResultsFolder
from govgauge.store.reviews import Act, append_reviews, whole_reviews
from govgauge.store.workspace import CampaignFolder


@frozen
class DecidedFinding:
    """A finding with where it stands with people."""

    finding: Finding
    state: ReviewState


def waiting(folder: CampaignFolder, system_name: str) -> Iterator[Finding]:
    """The findings a person must decide and nobody has, unit by unit."""
    results, decisions = _results(folder, system_name)
    for unit in folder.read_units():
        for finding in results.findings_of(unit.unit_id):
            asks = finding.instance.verdict is Verdict.NEEDS_PERSON
            if asks and finding.finding_id not in decisions.upheld:
                yield finding


def decide(
    folder: CampaignFolder, system_name: str, finding_id: str, upheld: bool, who: str, why: str
) -> DecidedFinding:
    """Confirm or reject one finding (its id, or a beginning that is unique); appended, never undone.

    Raises ``BadInput`` (``no-reason``, ``no-finding``, ``which-finding``) and
    ``NotAllowed`` (``review-move``) where the finding stands beyond such a decision.
    """
    for name, text in (("--by", who), ("--why", why)):
        if not text.strip():
            raise BadInput(
                "no-reason",
                Text(f"缺少 {name}", f"{name} is empty"),
                Text("写明由谁、因何决定", "say who decides, and why"),
                Place(field=name),
            )
    results, decisions = _results(folder, system_name)
    finding, _ = find_finding(folder, finding_id, [results.path])
    state = decisions.findings.get(finding.finding_id, ReviewState.PROPOSED)
    act = ReviewAct.CONFIRM if upheld else ReviewAct.REJECT
    next_state(state, act)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with folder.locked():
        acts = [Act(who, act, finding.finding_id, why=why)]
        events = append_reviews(results.path, acts, at).events
    return DecidedFinding(finding, decided(events).findings[finding.finding_id])


def precision(folder: CampaignFolder, system_name: str) -> list[RulePrecision]:
    """For each rule what people made of its findings, in this campaign and in those before it."""
    system, shelf = judging_system(folder, folder.read_campaign(), system_name)
    _results(folder, system_name)
    return rule_precisions(past_decisions(folder).values(), system, shelf)


def _results(folder: CampaignFolder, system_name: str) -> tuple[ResultsFolder, Decisions]:
    system: IndicatorSystem = judging_system(folder, folder.read_campaign(), system_name)[0]
    results = ResultsFolder(folder.results(system.key))
    if not (results.path / "findings.parquet").is_file():
        raise BadInput(
            "not-judged",
            Text(f"还没有按 {system.key} 评判", f"not judged by {system.key} yet"),
            Text("先运行 govgauge judge", "run govgauge judge first"),
            Place.in_file(results.path),
        )
    return results, decided(whole_reviews(results.path).events)
