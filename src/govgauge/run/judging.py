"""From facts to results: detectors, scores, ranking, statistics.  No network, no clock."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from typing import Any

import attrs
from attrs import frozen

from govgauge.detect import run_detector
from govgauge.model.attachments_seen import AttachmentsSeen, whole_campaign
from govgauge.model.detector import Detection, ShelvedDetector, params_digest
from govgauge.model.feature import Feature
from govgauge.model.finding import Finding, as_finding
from govgauge.model.kinds import ALLOWED_PHRASES, REGISTERED, REGISTERED_COLUMNS, View
from govgauge.model.registered import registered_sites
from govgauge.model.results import DetectorCard
from govgauge.model.score import Assessment, RankingRow
from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict
from govgauge.run.heeded import NOTHING_HEEDED, Heeded
from govgauge.run.rule_precision import NONE_FALLEN, Fallen, asking_a_person
from govgauge.run.sketching import CampaignAnswers, campaign_answers, campaign_detectors
from govgauge.run.unit_view import NOTHING_GIVEN, Given, unit_view
from govgauge.score.assessing import Assessing
from govgauge.score.count import DetectorRun
from govgauge.score.rank import key_of_scores, rank
from govgauge.score.statistics import statistics
from govgauge.store.archive import evidence_deleted
from govgauge.store.deletions import deletions_path, read_deletions
from govgauge.store.detections import DetectionsWriter, seal_of
from govgauge.store.facts_reading import read_facts
from govgauge.store.results import FindingsWriter
from govgauge.store.reviews import Act
from govgauge.store.whitelists import KeptHit, write_allowed
from govgauge.store.workspace import CampaignFolder, UnitFolder

Shelf = Mapping[str, ShelvedDetector]
_NEVER = 1_000_000
_NO_ANSWERS: CampaignAnswers = {}
Detections = dict[DetectorRun, tuple[Detection, tuple[Finding, ...]]]


@frozen
class Judgement:
    """What one system says of every unit of a campaign."""

    assessments: dict[str, Assessment]
    ranking: list[RankingRow]
    statistics: dict[str, Any]
    features: tuple[Feature, ...] = ()
    carried: tuple[Act, ...] = ()
    """Rejections taken over from other campaigns, which count here already."""


def detect_unit(
    view: View,
    system: IndicatorSystem,
    shelf: Shelf,
    as_of: datetime,
    answers: CampaignAnswers = _NO_ANSWERS,
    fallen: Fallen = NONE_FALLEN,
) -> Detections:
    """Every detector run the system asks for, over one unit's facts.

    ``answers`` are those of the campaign detectors; without them a unit stands alone.  Rules that
    are ``fallen`` only ask.
    """
    detections: Detections = {}
    for detector_id, given in system.runs():
        shelved = shelf[detector_id]
        digest = params_digest(given)
        detection = answers.get((detector_id, digest), {}).get(view.unit.unit_id)
        if detection is None:
            detection = run_detector(shelved, view, given, as_of)
        detection = asking_a_person(detection, detector_id, fallen)
        findings = tuple(
            as_finding(i, view.unit.unit_id, detector_id, shelved.about.version, digest)
            for i in detection.instances
        )
        detections[detector_id, digest] = (detection, _once(findings))
    return detections


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once; what one run says for certain goes before what another leaves open."""
    once: dict[str, Finding] = {}
    for finding in findings:
        known = once.get(finding.finding_id)
        if known is None or known.instance.verdict is not Verdict.UNMET:
            once[finding.finding_id] = finding
    return tuple(once.values())


def view_of(
    unit: Unit,
    folder: UnitFolder,
    system: IndicatorSystem,
    shelf: Shelf,
    given: Given = NOTHING_GIVEN,
) -> View:
    """The facts of one unit that the system's detectors of single units need.

    ``given`` is what they need beside its own facts.
    """
    alone = [shelf[name] for name, _ in system.runs() if shelf[name].campaign is None]
    return unit_view(unit, folder, [kind.name for d in alone for kind in d.about.needs], given)


def attachments_of(folder: CampaignFolder, unit_id: str) -> AttachmentsSeen:
    """What became of one unit's attachments; nothing is said of a unit not gathered to its end."""
    unit = folder.unit(unit_id)
    if not unit.is_done:
        return AttachmentsSeen()
    return AttachmentsSeen.of(read_facts(unit.facts, {"attachments"})["attachments"])


def not_gathered(units: Sequence[Unit], folder: CampaignFolder) -> list[Unit]:
    """The units whose gathering did not come to its end."""
    return [u for u in units if not folder.unit(u.unit_id).is_done]


def open_detections(system: IndicatorSystem) -> Detections:
    """What is said of a unit that was not gathered to its end: nothing, whatever was seen."""
    nothing = Detection(
        Verdict.UNDETERMINED,
        expected=1,
        missing={Reason.NOT_GATHERED: 1},
        reason=Reason.NOT_GATHERED,
    )
    return {(name, params_digest(given)): (nothing, ()) for name, given in system.runs()}


def refuse_deleted(folder: CampaignFolder) -> None:
    """Raise ``Conflict`` (``evidence-deleted``) for a campaign of which evidence was deleted.

    Judged again it would give other results than those that stand.
    """
    if read_deletions(folder.path).entries:
        raise evidence_deleted(deletions_path(folder.path))


def judge_units(
    units: Sequence[Unit],
    folder: CampaignFolder,
    system: IndicatorSystem,
    shelf: Shelf,
    as_of: datetime,
    findings: FindingsWriter,
    kept: DetectionsWriter,
    progress: Callable[[int, int], None],
    heed: Heeded = NOTHING_HEEDED,
) -> Judgement:
    """Judge every unit from its facts; findings and detections go to the writers, unit by unit.

    What the whitelist allows is no finding; it is counted and listed in ``allowed.csv``.  What was
    rejected in a campaign before is rejected here (``carried``), unless somebody decided anew.
    """
    undone = {u.unit_id for u in not_gathered(units, folder)}
    steps = len(units) * (1 + len(campaign_detectors(system, shelf)))
    at = count()
    answers = campaign_answers(
        units, folder, system, shelf, as_of, undone, lambda: progress(next(at), steps)
    )
    assessing = Assessing(system, heed.decisions)
    counts: dict[str, dict[str, int]] = {}
    allowed: list[KeptHit] = []
    carried: list[Act] = []
    registered = registered_sites(units)
    for number, unit in enumerate(units, steps - len(units)):
        progress(number, steps)
        if unit.unit_id in undone:
            detections = open_detections(system)
        else:
            phrases = heed.whitelist.of(unit, as_of.date())
            given = {
                ALLOWED_PHRASES.name: phrases,
                REGISTERED.name: registered,
                REGISTERED_COLUMNS.name: heed.columns.of(unit.unit_id),
            }
            view = view_of(unit, folder.unit(unit.unit_id), system, shelf, given)
            detections = detect_unit(view, system, shelf, as_of, answers, heed.fallen)
        allowed += allowed_hits(unit, detections)
        found = _once([f for _, some in detections.values() for f in some])
        findings.add(unit.unit_id, found)
        kept.add(unit.unit_id, seal_of(folder.unit(unit.unit_id).done), detections, found)
        count_findings(counts, found)
        acts = heed.rejected_before.acts(found, shelf, heed.decisions.findings)
        carried += acts
        assessing.add(unit, detections, frozenset(act.subject for act in acts))
    progress(steps, steps)
    kept.attachments = whole_campaign(attachments_of(folder, unit.unit_id) for unit in units)
    kept.allowed = dict(sorted(Counter(detector for _, detector, _ in allowed).items()))
    write_allowed(folder.results(system.key) / "allowed.csv", allowed)
    also = {
        "attachments": dict(kept.attachments),
        "allowed": dict(kept.allowed),
        "fallen_rules": heed.fallen.as_table(),
    }
    judgement = ranked(units, assessing.finish(units), system, counts, also)
    return attrs.evolve(judgement, carried=tuple(carried))


def allowed_hits(unit: Unit, detections: Detections) -> list[KeptHit]:
    """What one unit's detectors left alone, once for each detector and place."""
    hits = {
        (unit.unit_id, detector, hit): None
        for (detector, _), (detection, _) in detections.items()
        for hit in detection.allowed
    }
    return list(hits)


def ranked(
    units: Sequence[Unit],
    assessments: dict[str, Assessment],
    system: IndicatorSystem,
    counts: Mapping[str, Mapping[str, int]],
    also: Mapping[str, Any],
) -> Judgement:
    """Assessments with what follows from all of them.

    ``counts`` are of findings (see below); ``also`` is told beside the other statistics.
    """
    ranking = rank(units, assessments, system, key_of_scores(system))
    tiers = [tier.code for tier in system.tiers]
    counted = statistics(units, assessments, counts, ranking, tiers)
    return Judgement(assessments, ranking, counted | dict(also))


@contextmanager
def no_full_collections() -> Iterator[None]:
    """Look for cycles among new objects alone.

    A nation's assessments are millions of values without any cycle, all of them kept: going
    through them again and again would be a third of the time.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


def count_findings(counts: dict[str, dict[str, int]], findings: Sequence[Finding]) -> None:
    """Count findings by detector and verdict into ``counts``."""
    for finding in findings:
        of_detector = counts.setdefault(finding.detector, {})
        verdict = finding.instance.verdict.value
        of_detector[verdict] = of_detector.get(verdict, 0) + 1


def cards(shelf: Shelf) -> dict[str, DetectorCard]:
    """What readers are told about each detector."""
    return {
        name: DetectorCard(
            name,
            shelved.about.version,
            shelved.about.title,
            shelved.about.remedy,
            shelved.about.clause,
            shelved.about.basis,
        )
        for name, shelved in shelf.items()
    }
