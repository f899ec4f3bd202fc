"""The shelf of detectors: every other file in this folder is one detector, found by its place.

A folder beside them is what one detector needs and is too large for its file.

A detector file holds a docstring (Question, Rule, Limits), ``DETECTOR`` and ``detect``.
Its id is its file name.
"""

import importlib
import pkgutil
from datetime import datetime
from functools import cache
from types import ModuleType

from govgauge.model.detector import Detection, Detector, Params, ShelvedDetector
from govgauge.model.failure import OurFault, Place
from govgauge.model.kinds import Undeclared, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

_SECTIONS = ("Question:", "Rule:", "Limits:")


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
    if not callable(getattr(module, "detect", None)):
        lacking.append("detect()")
    if lacking or not isinstance(about, Detector):
        raise OurFault(
            "malformed-detector",
            Text(
                f"检测器 {name} 缺少 {', '.join(lacking)}",
                f"detector {name} lacks {', '.join(lacking)}",
            ),
            Text("参照其他检测器文件补全", "complete it after the model of its neighbours"),
            Place(file=getattr(module, "__file__", None) or name),
        )
    return ShelvedDetector(name, about, module.detect, doc.strip())


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
        return Detection(
            Verdict.UNDETERMINED,
            expected=1,
            missing={Reason.OUR_FAULT: 1},
            reason=Reason.OUR_FAULT,
            detail=f"{type(error).__name__}: {error}",
        )
