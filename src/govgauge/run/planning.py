"""A campaign is entered: planned anew, or found to be the one that is asked for."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from govgauge import __version__
from govgauge.gather.address import parse_opening
from govgauge.model.campaign import Campaign, Opening, Plan
from govgauge.model.failure import BadInput, Conflict, NothingDone, Place
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.registry.sites import SiteList, read_sites
from govgauge.run.systems import held_digest, keep_system
from govgauge.score.load import find_system
from govgauge.store.workspace import CampaignFolder

OnListed = Callable[[SiteList], None]
BEIJING = timezone(timedelta(hours=8))
# How fast and where a server stands; every other part of a plan decides what is gathered.
_MAY_CHANGE = ("opening", "full_speed", "pace")


def ignore(listed: SiteList) -> None:
    """Nobody is told."""


def read_list(path: Path, on_listed: OnListed = ignore, *, strict: bool = False) -> SiteList:
    """A list of sites with at least one that can be asked; else ``NothingDone`` (``no-units``).

    ``on_listed`` is told what the list holds and what is wrong with it before anything is asked
    of a server: at the end of a week's watch it would be told too late.
    """
    listed = read_sites(path, strict=strict)
    on_listed(listed)
    if not listed.units:
        raise NothingDone(
            "no-units",
            Text("清单中没有可用的网站", "the list has no usable site"),
            Text("按提示修改清单后重试", "mend the list as told above and run again"),
        )
    return listed


@frozen
class Asked:
    """What a user asks of a campaign.  ``as_of`` is ``None`` where no time point was given."""

    system_name: str
    as_of: datetime | None
    plan: Plan


def end_of_day(moment: datetime) -> datetime:
    """The last second of a moment's day: what a bare date means as monitoring time point."""
    return moment.replace(hour=23, minute=59, second=59, microsecond=0)


def end_of_today() -> datetime:
    """The monitoring time point of a campaign nobody named one for.

    It must not lie before the campaign's own visits, and must be known when the campaign is
    planned, or a run that was killed would not replay: the end of the day in Beijing.
    """
    return end_of_day(datetime.now(BEIJING))


def check_opening(opening: Opening) -> None:
    """Refuse addresses no socket could be opened by, before anything is written."""
    for text in opening.allowed:
        parse_opening(text)
    for host, pinned in opening.resolve:
        if not is_pin(pinned):
            raise BadInput(
                "bad-resolve",
                Text(f"{pinned} 不是 地址:端口", f"{pinned} is not ADDRESS:PORT"),
                Text("写成 HOST=ADDRESS:PORT", "write HOST=ADDRESS:PORT"),
                Place(field=f"--resolve {host}"),
            )


def is_pin(text: str) -> bool:
    """True for ``ADDRESS:PORT``, an IPv6 address in brackets."""
    address, _, port = text.rpartition(":")
    try:
        ip_address(address.removeprefix("[").removesuffix("]"))
        return port.isdecimal() and 0 < int(port) < 1 << 16
    except ValueError:
        return False


def enter_campaign(
    folder: CampaignFolder,
    campaign: Campaign,
    asked: Asked,
    system: IndicatorSystem,
    units: Sequence[Unit],
) -> Campaign:
    """Write a new campaign's head, or compare an old one's with what is asked.

    Whatever decides what is gathered or how it is judged must be the same, else
    :class:`Conflict`.  Addresses and pace are those of this run, because a server may have moved;
    without any, those of the last run.  They stand in ``run.json``.
    """
    if not folder.exists:
        folder.write_units(units)
        keep_system(folder, system, find_system(asked.system_name))
        folder.write_campaign(campaign)  # Last: it is what makes the campaign exist.
        return campaign
    held = folder.read_campaign()
    if held.units_digest != campaign.units_digest:
        raise _conflict("other-units", held, Text("另一份网站清单", "another list of sites"))
    differences = _differences(folder, held, asked, system)
    if differences:
        both = Text("；".join(d.zh for d in differences), "; ".join(d.en for d in differences))
        raise _conflict("other-plan", held, both)
    if asked.plan.opening.empty:
        plan = resumed_plan(held, folder.read_run_facts())
        plan = attrs.evolve(plan, pace=asked.plan.pace)
    else:
        changing = {name: getattr(asked.plan, name) for name in _MAY_CHANGE}
        plan = attrs.evolve(held.plan, **changing)
    return attrs.evolve(held, plan=plan)


def check_version(campaign: Campaign, waiting: int) -> None:
    """Refuse to gather the rest of a campaign by another series of versions (0.1, 0.2 …).

    Within a series archives, facts and the order of a crawl stay as they are; across series one
    campaign would be two.  Judging what is gathered needs no such care.
    """
    if waiting and _series(campaign.version) != _series(__version__):
        old, new = campaign.version, __version__
        raise Conflict(
            "other-version",
            Text(
                f"该批次由 {old} 版开始采集，还有 {waiting} 个单位未采集；{new} 版不能接着采集",
                f"version {old} began this campaign and {waiting} units are not gathered; "
                f"version {new} would gather them otherwise",
            ),
            Text(
                f"用 {old} 版运行 resume；或用 --campaign 另起批次；已采集的可用 govgauge judge 评判",
                f"resume it with version {old}, or name a new one with --campaign; "
                "what is gathered can be judged with govgauge judge",
            ),
        )


def _series(version: str) -> tuple[str, ...]:
    return tuple(version.split(".")[:2])


def resumed_plan(campaign: Campaign, run_facts: dict[str, Any]) -> Plan:
    """The campaign's plan with the addresses of its last run."""
    if "opened" not in run_facts:
        return campaign.plan
    opened = [entry.partition("=") for entry in run_facts["opened"]]
    opening = Opening(
        tuple(name for name, pin, _ in opened if not pin),
        tuple((name, address) for name, pin, address in opened if pin),
    )
    return attrs.evolve(
        campaign.plan, opening=opening, full_speed=run_facts.get("full_speed", False)
    )


def _differences(
    folder: CampaignFolder, held: Campaign, asked: Asked, system: IndicatorSystem
) -> list[Text]:
    found = _system_change(folder, held, asked, system)
    if asked.as_of is not None and asked.as_of != held.as_of:
        found.append(_change("--as-of", held.as_of.isoformat(), asked.as_of.isoformat()))
    for field in attrs.fields(Plan):
        old, new = getattr(held.plan, field.name), getattr(asked.plan, field.name)
        if field.name not in _MAY_CHANGE and old != new:
            found.append(_change("--" + field.name.replace("_", "-"), old, new))
    return found


def _system_change(
    folder: CampaignFolder, held: Campaign, asked: Asked, system: IndicatorSystem
) -> list[Text]:
    if held.system not in (system.key, system.system_id, asked.system_name):
        return [_change("--system", held.system, system.key)]
    if (held_digest(folder, held, system) or held.system_digest) == system.digest:
        return []
    zh, en = f"{system.key} 的内容已改而版本未变", f"{system.key} changed under the same version"
    return [Text(zh, en)]


def _change(option: str, old: object, new: object) -> Text:
    return Text(f"{option} 原为 {old}，现为 {new}", f"{option} was {old}, is now {new}")


def _conflict(code: str, held: Campaign, what: Text) -> Conflict:
    return Conflict(
        code,
        Text(
            f"批次 {held.name} 已存在，与本次要求不同：{what.zh}",
            f"campaign {held.name} exists and is not what is asked for: {what.en}",
        ),
        Text(
            "用 --campaign 另起批次；用 govgauge resume 按原计划继续；"
            "用 govgauge judge --system 按另一指标体系评判已有证据",
            "name a new one with --campaign; go on with the old one by govgauge resume; "
            "judge its evidence by another system with govgauge judge --system",
        ),
    )
