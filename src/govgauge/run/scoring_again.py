"""Scores again from stored findings: no facts are read and no detector is run.

The answer is the same as that of judging from facts, as long as nothing a detector answers from has
changed; whatever may have changed is checked, and refused.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from govgauge import __version__
from govgauge.model.detector import params_digest
from govgauge.model.failure import Conflict, Place
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.run.heeded import NOTHING_HEEDED, Heeded
from govgauge.run.judging import Judgement, Shelf, ranked
from govgauge.score.assessing import Assessing
from govgauge.store.detections import seal_of
from govgauge.store.results import ResultsFolder
from govgauge.store.stored_findings import StoredResults
from govgauge.store.workspace import CampaignFolder


def made_by(
    system: IndicatorSystem,
    shelf: Shelf,
    as_of: datetime,
    heed: Heeded = NOTHING_HEEDED,
) -> dict[str, Any]:
    """What findings depend on besides the evidence: detectors, parameters, time point, version.

    And what people said: a whitelist, where it allows something, a list of columns, and rules that
    only ask a person.
    """
    runs = sorted(
        [name, params_digest(given), shelf[name].about.version] for name, given in system.runs()
    )
    made: dict[str, Any] = {"runs": runs, "as_of": as_of.isoformat(), "govgauge": __version__}
    if heed.whitelist.phrases:
        made["whitelist"] = heed.whitelist.digest
    if heed.fallen.rules:
        made["fallen_rules"] = sorted(map(list, heed.fallen.names))
    if heed.columns.digest:
        made["columns"] = heed.columns.digest
    return made


def score_again(
    units: Sequence[Unit],
    folder: CampaignFolder,
    system: IndicatorSystem,
    shelf: Shelf,
    as_of: datetime,
    target: ResultsFolder,
    progress: Callable[[int, int], None],
    heed: Heeded = NOTHING_HEEDED,
) -> Judgement:
    """Score every unit from the findings stored in ``target``.

    Raises ``BadInput`` (``no-stored-findings``, ``damaged-findings``) and ``Conflict``
    (``findings-outdated``) where detectors, the time point or a unit's evidence are not those the
    findings were made from.
    """
    stored = StoredResults(target.path, folder.judged_from(system.key))
    if stored.made_by != made_by(system, shelf, as_of, heed):
        raise _outdated(
            target,
            Text(
                "检测器、参数、时间点、版本、白名单、栏目清单或转人工的规则已变",
                "detectors, time point, version, whitelist, columns or the rules that only ask a person changed",
            ),
        )
    _check_evidence(units, folder, stored.seals, target)
    by_id = {unit.unit_id: unit for unit in units}
    assessing = Assessing(system, heed.decisions)
    for number, (unit_id, detections) in enumerate(stored.units()):
        progress(number, len(units))
        assessing.add(by_id[unit_id], detections)
    progress(len(units), len(units))
    # A system that asks no detector has no detections to read.
    also = {
        "attachments": dict(stored.attachments),
        "allowed": dict(stored.allowed),
        "fallen_rules": heed.fallen.as_table(),
    }
    return ranked(units, assessing.finish(units), system, stored.counts, also)


def _check_evidence(
    units: Sequence[Unit],
    folder: CampaignFolder,
    seals: Mapping[str, str],
    target: ResultsFolder,
) -> None:
    """Each unit's done-marker, which holds the digest of all its files, is the one of then."""
    now = {unit.unit_id: seal_of(folder.unit(unit.unit_id).done) for unit in units}
    for unit_id in now.keys() | seals.keys():
        if now.get(unit_id) != seals.get(unit_id):
            raise _outdated(
                target, Text(f"{unit_id} 的证据已变", f"the evidence of {unit_id} changed")
            )


def _outdated(target: ResultsFolder, why: Text) -> Conflict:
    return Conflict(
        "findings-outdated",
        Text(f"已存的发现不再适用：{why.zh}", f"the stored findings no longer hold: {why.en}"),
        Text("运行 govgauge judge，由证据重新评判", "run govgauge judge without the option"),
        Place.in_file(target.path),
    )
