"""What is noteworthy of a judged campaign, alone and beside the campaign before."""

from collections.abc import Sequence

import attrs

from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.run.judging import Judgement
from govgauge.run.previous import Previous, comparison, with_change
from govgauge.score.noteworthy.campaign import results_of
from govgauge.score.noteworthy.find import find_features
from govgauge.score.noteworthy.telling import told


def noteworthy(
    judgement: Judgement,
    units: Sequence[Unit],
    system: IndicatorSystem,
    previous: Previous | None = None,
) -> Judgement:
    """A judgement with its features, and with places gained since where there is a campaign before."""
    last = None if previous is None else previous.rates
    found = find_features(results_of(units, judgement.assessments, system, last=last))
    blocks = {i.block.zh: i.block for i in system.asked}
    titles = blocks | {i.code: i.title for i in system.asked}
    judgement = attrs.evolve(judgement, features=told(found, titles))
    if previous is None:
        return judgement
    return attrs.evolve(
        judgement,
        ranking=with_change(judgement.ranking, previous),
        statistics=judgement.statistics | {"previous": comparison(units, previous)},
    )
