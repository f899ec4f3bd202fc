"""Which sites a city has: names, levels, hosts, sizes, health and traits, before any content."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from attrs import frozen

from govgauge.modelcity.site import Site
from govgauge.modelcity.wording import body_name, domain_label, place_names

_DIVISIONS = ("130400", "330100", "440300", "510100", "370200", "420100", "610100", "350200")
# Ten neighbours make one small hierarchy; the last two live on one host under paths.
_KINDS = (
    ("city", "portal"), ("county", "portal"), ("city", "department"), ("county", "portal"),
    ("county", "below"), ("province", "portal"), ("central", "portal"), ("county", "department"),
    ("township", "shared"), ("township", "shared"),
)  # fmt: skip
_GROUPS = {
    ("central", "portal"): "国务院部门网站", ("province", "portal"): "省政府门户",
    ("city", "portal"): "市政府门户", ("county", "portal"): "县区政府门户",
    ("county", "below"): "县区政府门户", ("township", "shared"): "乡镇街道网站",
    ("city", "department"): "部门网站", ("county", "department"): "部门网站",
}  # fmt: skip
_ENDS = {"province": "省", "city": "市", "county": "县", "township": "镇"}
# From model pupil to zombie, twelve neighbours tell a story.
_HEALTH = (1.0, 0.88, 0.7, 0.85, 0.25, 0.6, 0.95, 0.9, 0.78, 0.97, 0.8, 0.08)
_BREAKS_EVERY = 20
_CLOSED_SHARE = 0.12
_BROKEN: dict[int, dict[str, object]] = {7: {"status": 503}, 10: {"close": True}}
_MISSING_PAGES = ("plain", "plain", "soft_page", "plain", "to_home")
_SUFFIXES = ("com.cn", "org.cn", "net.cn", "cn", "com")
_ADDRESSES = 4


@frozen
class CityPlan:
    """What was asked for."""

    seed: int
    sites: int
    as_of: date
    sizes: str
    balance: str


def outlines(plan: CityPlan, families: Sequence[str]) -> Iterator[Site]:
    """The sites of a city in order, without content."""
    places = place_names(Random(f"places {plan.seed}"), plan.sites)
    taken: set[str] = set()
    before: Site | None = None
    for number in range(plan.sites):
        before = _outline(plan, number, places[number], families, taken, before)
        yield before


def _outline(
    plan: CityPlan, number: int, place: str, families: Sequence[str], taken: set[str], before: Site | None
) -> Site:  # fmt: skip
    random = Random(f"outline {plan.seed} {number}")
    level, kind = _KINDS[number % len(_KINDS)]
    # Shifted from round to round, so that a family is not bound to one kind of site.
    family = families[(number + 3 * (number // len(_KINDS))) % len(families)]
    name, organiser, short = _names(level, kind, place, random)
    division = _DIVISIONS[number % len(_DIVISIONS)]
    case = _domain_case(plan, number, kind, random)
    host, prefix = _address(kind, short, case, random, taken)
    site = Site(
        unit_id=f"bm{number % 90 + 10:02d}{number + 1:06d}" if level == "central" else f"{division}{number + 1:04d}",
        name=name, place="全国" if level == "central" else place, host=host, prefix=prefix,
        family=family, level=level, kind=kind, group=_GROUPS[level, kind],
        division="" if level == "central" else division, organiser=organiser,
        health=_health(plan, number), size=_size(plan, random), as_of=plan.as_of,
        domain_case=case, address=number % _ADDRESSES,
    )  # fmt: skip
    _settle_traits(plan, number, site, random)
    if kind == "shared" and before is not None and before.kind == "shared":
        _move_in(site, before, random)
    return site


def _names(level: str, kind: str, place: str, random: Random) -> tuple[str, str, str]:
    """Name, organiser and, for a department, its short name in hosts."""
    field, short = body_name(random)
    if level == "central":
        name = f"国家{place}{random.choice(('事务', '建设', '发展', '监督'))}总局"
        return name, name + "办公厅", ""
    if kind == "department":
        name = f"{place}{_ENDS[level]}{field}局"
        return name, random.choice((name, name + "办公室")), short
    name = f"{place}{_ENDS[level]}人民政府"
    return name, name + ("办公厅" if level == "province" else "办公室"), ""


def _domain_case(plan: CityPlan, number: int, kind: str, random: Random) -> str:
    """How the host breaks the rule for domains, mostly not at all.

    The first six sites of a story are reached by the one wildcard ``*.gov.cn``.
    """
    if kind == "shared" or (plan.balance != "even" and number < 6):
        return ""
    odds = 0.5 if plan.balance == "even" else (1.0 - _HEALTH[number % len(_HEALTH)]) * 0.35
    if random.random() >= odds:
        return ""
    return random.choice(("suffix", "form"))


def _address(kind: str, short: str, case: str, random: Random, taken: set[str]) -> tuple[str, str]:
    while True:
        label = domain_label(random)
        if case == "suffix":
            host = f"www.{label}{short}.{random.choice(_SUFFIXES)}"
        elif case == "form" and kind == "department":
            host = f"www.{label}{short}.gov.cn"
        elif case == "form":
            host = random.choice(
                (f"{label}.gov.cn", f"zwgk.{label}.gov.cn", f"portal.{label}.gov.cn")
            )
        else:
            host = f"{short}.{label}.gov.cn" if short else f"www.{label}.gov.cn"
        zone = host.removeprefix("www.")
        if zone not in taken:
            taken.add(zone)
            below = kind in ("below", "shared") and not case
            return host, f"/{random.choice(('web', 'zf', 'main', 'site'))}" if below else ""


def _health(plan: CityPlan, number: int) -> float:
    return 0.5 if plan.balance == "even" else _HEALTH[number % len(_HEALTH)]


def _size(plan: CityPlan, random: Random) -> int:
    """Pages wanted: 20 to 150, and in a mixed city a tail of large ones."""
    large = random.random()
    size = int(random.triangular(22, 150, 60))
    if plan.sizes != "mixed":
        return size
    if plan.sites < 500:
        return random.randrange(160, 380) if large < 0.06 else size
    if large < 0.006:
        return random.randrange(1_500, 5_000)
    return random.randrange(200, 1_200) if large < 0.05 else size


def _settle_traits(plan: CityPlan, number: int, site: Site, random: Random) -> None:
    site.missing_page = "plain" if site.kind == "shared" else random.choice(_MISSING_PAGES)
    even = plan.balance == "even"
    if random.random() < 0.02 if even else number % _BREAKS_EVERY in _BROKEN:
        site.broken_home = dict(_BROKEN[7] if even else _BROKEN[number % _BREAKS_EVERY])
        site.missing_page = "plain"
    elif even:
        site.is_closed = random.random() < _CLOSED_SHARE and site.kind != "shared"
    if even or number >= 6:
        site.delay_s = random.choice((0.03, 0.08)) if random.random() < 0.06 else 0.0
        site.flaky_every = random.choice((9, 17)) if random.random() < 0.06 else 0
    portal = site.kind == "portal" and site.level != "central"
    if portal and not site.domain_case and site.size >= 60 and random.random() < 0.4:
        site.services_host = site.host.replace("www.", random.choice(("zwfw.", "bsfw.", "fw.")), 1)
    site.nav_only = random.random() < 0.1
    site.sidebar = random.random() < 0.25


def _move_in(site: Site, before: Site, random: Random) -> None:
    """Share a host with the site before: one platform, each under its own path."""
    site.host, site.family, site.address = before.host, before.family, before.address
    site.prefix = f"{before.prefix}{random.randrange(2, 9)}"
    site.delay_s, site.flaky_every = before.delay_s, before.flaky_every
    site.division = before.division
    site.unit_id = f"{site.division}{site.unit_id[-4:]}"
