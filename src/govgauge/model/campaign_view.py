"""What a campaign detector judges from: every unit's sketch in a fixed order, each unit once more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from govgauge.model.detector import Detection, Params
from govgauge.model.kinds import View
from govgauge.model.unit import Unit

MOST_SKETCH_BYTES = 256 * 1024
"""No unit's sketch may be larger, however large its site."""


@frozen
class CampaignView:
    """All units of a campaign; neither sketches nor facts of more than one unit are held at a time.

    ``units`` are those of the list, gathered or not, in its order; ``seen`` those whose gathering
    came to its end and that could be sketched, in the same order.  ``sketches`` goes through the
    sketches of these, as often as it is called; ``view`` gives the facts of one of them, of the
    kinds the detector declared.
    """

    units: Sequence[Unit]
    seen: Sequence[Unit]
    sketches: Callable[[], Iterator[tuple[Unit, bytes]]]
    view: Callable[[Unit], View]


Sketch = Callable[[View], bytes]
"""One unit's facts as a few bytes: pure, at most ``MOST_SKETCH_BYTES``, without parameters."""
Judge = Callable[[CampaignView, Params, datetime], Mapping[str, Detection]]
"""The answer for every unit seen, by its id: pure, and in bounded memory."""


@frozen
class CampaignParts:
    """The two parts of a campaign detector."""

    sketch: Sketch
    judge: Judge
