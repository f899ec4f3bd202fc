"""Campaign detectors: every unit is sketched, then all are judged together, in bounded memory.

What they answer stands ready before any unit's findings are written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import partial

from govgauge.detect import NOT_ANSWERED, run_judge, run_sketch
from govgauge.model.campaign_view import CampaignView
from govgauge.model.detector import Detection, ShelvedDetector, params_digest
from govgauge.model.kinds import View
from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.run.unit_view import unit_view
from govgauge.score.count import DetectorRun
from govgauge.store.detections import seal_of
from govgauge.store.sketches import SketchFolder
from govgauge.store.workspace import CampaignFolder

Shelf = Mapping[str, ShelvedDetector]
CampaignAnswers = Mapping[DetectorRun, Mapping[str, Detection]]
"""For each run of a campaign detector every gathered unit's answer, by its id."""


def campaign_detectors(system: IndicatorSystem, shelf: Shelf) -> list[ShelvedDetector]:
    """The campaign detectors a system asks, each once, in order."""
    asked = sorted({detector for detector, _ in system.runs()})
    return [shelf[name] for name in asked if shelf[name].campaign is not None]


def campaign_answers(
    units: Sequence[Unit],
    folder: CampaignFolder,
    system: IndicatorSystem,
    shelf: Shelf,
    as_of: datetime,
    undone: Set[str],
    note: Callable[[], None] = lambda: None,
) -> CampaignAnswers:
    """What the system's campaign detectors say of every unit but the ``undone``.

    ``note`` is called once for each unit and campaign detector.
    """
    answers: dict[DetectorRun, Mapping[str, Detection]] = {}
    for shelved in campaign_detectors(system, shelf):
        done = [u for u in units if u.unit_id not in undone]
        view = _campaign_view(units, done, folder, shelved, note)
        for detector, given in system.runs():
            if detector == shelved.detector_id:
                found = run_judge(shelved, view, given, as_of)
                said = {u.unit_id: found.get(u.unit_id, NOT_ANSWERED) for u in done}
                answers[detector, params_digest(given)] = said
    return answers


def _campaign_view(
    units: Sequence[Unit],
    done: Sequence[Unit],
    folder: CampaignFolder,
    shelved: ShelvedDetector,
    note: Callable[[], None],
) -> CampaignView:
    """The view over all done units, each of which has its sketch in its file."""
    kept = SketchFolder(folder, shelved.detector_id, shelved.about.version)
    sketched = []
    for unit in done:
        if _sketch(unit, folder, shelved, kept) is not None:
            sketched.append(unit)
        note()
    return CampaignView(
        units=units,
        seen=sketched,
        sketches=partial(_sketches, sketched, folder, shelved, kept),
        view=lambda unit: _view(unit, folder, shelved),
    )


def _sketches(
    units: Sequence[Unit], folder: CampaignFolder, shelved: ShelvedDetector, kept: SketchFolder
) -> Iterator[tuple[Unit, bytes]]:
    for unit in units:
        sketch = _sketch(unit, folder, shelved, kept)
        if sketch is not None:
            yield unit, sketch


def _sketch(
    unit: Unit, folder: CampaignFolder, shelved: ShelvedDetector, kept: SketchFolder
) -> bytes | None:
    """A unit's sketch from its file, else from its facts, and then kept."""
    seal = seal_of(folder.unit(unit.unit_id).done)
    known = kept.read(unit.unit_id, seal)
    if known is not None:
        return known
    made = run_sketch(shelved, _view(unit, folder, shelved))
    if made is not None:
        kept.write(unit.unit_id, seal, made)
    return made


def _view(unit: Unit, folder: CampaignFolder, shelved: ShelvedDetector) -> View:
    kinds = [kind.name for kind in shelved.about.needs]
    return unit_view(unit, folder.unit(unit.unit_id), kinds)
