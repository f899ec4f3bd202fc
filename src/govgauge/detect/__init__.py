"""The shelf of detectors: every other file in this folder is one detector, found by its place.

A folder beside them is what one detector needs and is too large for its file.

A detector file holds a docstring (Question, Rule, Limits), ``DETECTOR`` and ``detect``; one that
asks about a unit beside all others holds ``sketch`` and ``judge`` instead.  Its id is its file name.
"""

import importlib
import pkgutil
from datetime import datetime
from functools import cache
from types import ModuleType

from govgauge.model.campaign_view import MOST_SKETCH_BYTES, CampaignParts, CampaignView
from govgauge.model.detector import Detect, Detection, Detector, Params, ShelvedDetector
from govgauge.model.failure import GovgaugeError, OurFault, Place
from govgauge.model.kinds import Undeclared, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

_SECTIONS = ("Question:", "Rule:", "Limits:")
_LEAST_UNITS = 2


@cache
def _shelf() -> tuple[ShelvedDetector, ...]:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.ispkg)
    return tuple(shelve(importlib.import_module(f"{__name__}.{name}")) for name in names)


def find_detectors() -> dict[str, ShelvedDetector]:
    """Every detector on the shelf by its id, in order."""
    return {d.detector_id: d for d in _shelf()}


def shelve(module: ModuleType) -> ShelvedDetector:
    """A detector file as a detector; :class:`OurFault` names what a malformed one lacks."""
    name = module.__name__.rpartition(".")[2]
    doc = module.__doc__ or ""
    lacking = [s for s in _SECTIONS if s not in doc]
    about = getattr(module, "DETECTOR", None)
    if not isinstance(about, Detector):
        lacking.append("DETECTOR")
    detect, campaign = _parts(module)
    if detect is None:
        lacking.append("detect() or sketch() and judge()")
    if lacking or detect is None or not isinstance(about, Detector):
        raise OurFault(
            "malformed-detector",
            Text(
                f"检测器 {name} 缺少 {', '.join(lacking)}",
                f"detector {name} lacks {', '.join(lacking)}",
            ),
            Text("参照其他检测器文件补全", "complete it after the model of its neighbours"),
            Place(file=getattr(module, "__file__", None) or name),
        )
    return ShelvedDetector(name, about, detect, doc.strip(), campaign)


def _parts(module: ModuleType) -> tuple[Detect | None, CampaignParts | None]:
    """What a detector file answers with: one unit's ``detect``, or both parts over a campaign."""
    sketch, judge = (getattr(module, name, None) for name in ("sketch", "judge"))
    if callable(sketch) and callable(judge):
        return _needs_a_campaign, CampaignParts(sketch, judge)
    detect = getattr(module, "detect", None)
    return (detect if callable(detect) else None), None


def _needs_a_campaign(view: View, params: Params, as_of: datetime) -> Detection:
    """What a campaign detector says of a unit that stands alone: nothing."""
    return _open(Reason.CAMPAIGN_NEEDED)


def run_detector(shelved: ShelvedDetector, view: View, given: Params, as_of: datetime) -> Detection:
    """Run one detector on the part of a view it declared, with its parameters resolved.

    A detector that raises has seen nothing: ``undetermined`` with reason ``our_fault``.
    """
    params = shelved.about.params(given)
    try:
        return shelved.detect(view.narrowed(shelved.about.needs), params, as_of)
    except Undeclared:
        raise
    except Exception as error:
        # A defect of ours must never read like a fault of the unit.
        return _open(Reason.OUR_FAULT, f"{type(error).__name__}: {error}")


def run_sketch(shelved: ShelvedDetector, view: View) -> bytes | None:
    """One unit's sketch; ``None`` where the detector raises or its sketch is too large."""
    assert shelved.campaign is not None
    try:
        sketch = shelved.campaign.sketch(view.narrowed(shelved.about.needs))
    except GovgaugeError:
        raise
    except Exception:
        return None
    return sketch if len(sketch) <= MOST_SKETCH_BYTES else None


def run_judge(
    shelved: ShelvedDetector, campaign: CampaignView, given: Params, as_of: datetime
) -> dict[str, Detection]:
    """A campaign detector's answer for every unit seen, in the order of the list.

    A list of one unit has nothing to stand beside: ``undetermined``.  A unit the detector does not
    answer for, and every unit where it raises: ``our_fault``.
    """
    assert shelved.campaign is not None
    params = shelved.about.params(given)
    seen = [unit.unit_id for unit in campaign.seen]
    if len(campaign.units) < _LEAST_UNITS:
        return dict.fromkeys(seen, _open(Reason.CAMPAIGN_NEEDED))
    try:
        answers = shelved.campaign.judge(campaign, params, as_of)
    except GovgaugeError:
        raise
    except Exception as error:
        return dict.fromkeys(seen, _open(Reason.OUR_FAULT, f"{type(error).__name__}: {error}"))
    return {unit_id: answers.get(unit_id, NOT_ANSWERED) for unit_id in seen}


def _open(reason: Reason, detail: str = "") -> Detection:
    return Detection(
        Verdict.UNDETERMINED, expected=1, missing={reason: 1}, reason=reason, detail=detail
    )


NOT_ANSWERED = _open(Reason.OUR_FAULT, "no answer for this unit")
"""What is said of a unit a campaign detector could not sketch or does not answer for."""
