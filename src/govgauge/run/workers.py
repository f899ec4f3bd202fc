"""Many units at once: worker processes, each with one event loop and many crawls in it.

The done-marker of a unit is the only truth about it.
"""

from collections.abc import Sequence

import uvloop

from govgauge.model.campaign import Plan
from govgauge.model.unit import Unit
from govgauge.run.crew import TRIES, Crew
from govgauge.run.unit_loop import (
    Event,
    Failed,
    Gathered,
    NextUnit,
    OnEvent,
    Progressed,
    gather_all,
)
from govgauge.store.workspace import CampaignFolder

__all__ = ["Event", "Failed", "Gathered", "Progressed", "gather_units"]


def gather_units(
    units: Sequence[Unit], plan: Plan, folder: CampaignFolder, workers: int, on_event: OnEvent
) -> list[Failed]:
    """Gather every unit that has no done-marker yet; returns those that could not be.

    One worker means this very process.  A full or closed disk ends the run at once.
    """
    waiting = [u for u in units if not folder.unit(u.unit_id).is_done]
    if workers <= 1:
        failed = _gather_here(waiting, plan, folder, on_event)
    else:
        failed = Crew(plan, folder, workers, on_event).gather(waiting)
    for failure in failed:
        if failure.error is not None:
            raise failure.error
    return failed


def _gather_here(
    units: Sequence[Unit], plan: Plan, folder: CampaignFolder, on_event: OnEvent
) -> list[Failed]:
    """Gather in this process; a unit that fails is tried again alone."""
    failed: dict[str, Failed] = {}

    def note(event: Event) -> None:
        if isinstance(event, Failed):
            failed[event.unit_id] = event
        else:
            on_event(event)

    left = list(units)
    for at_once in (plan.pace.units_at_once, *[1] * (TRIES - 1)):
        failed.clear()
        uvloop.run(gather_all(_handing(left), at_once, plan, folder, note))
        left = [u for u in left if u.unit_id in failed]
        if not left or any(f.error is not None for f in failed.values()):
            break
    for failure in failed.values():
        on_event(failure)
    return list(failed.values())


def _handing(units: Sequence[Unit]) -> NextUnit:
    waiting = iter(units)
    return lambda: next(waiting, None)
