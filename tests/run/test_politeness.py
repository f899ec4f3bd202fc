"""What a run asks for, withholds, and owes account of: settings, mandate, caps, budgets."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from govgauge.gather.outside import OutsideBudget
from govgauge.gather.withheld import Withheld
from govgauge.model.campaign import Authorisation, Opening, Pace, Plan, PolicyKind
from govgauge.model.failure import BadInput, NotAllowed
from govgauge.model.verdict import Reason
from govgauge.run.authorisation import check_mandate, read_authorisation
from govgauge.run.campaigns import RunEnd, resume_campaign, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.settings import waits_until, with_settings
from govgauge.store.facts_reading import read_facts
from govgauge.store.workspace import CampaignFolder

from .conftest import AS_OF, QUIET
from .raw_server import html, raw_server

LINE = "市政府办公厅；国办函〔2026〕1号；2026-11-01；*.a.gov.cn www.b.gov.cn"
FAST = Pace(gap_s=0.0, slowness=0.0, strain_s=0.0, second_attempt_s=0.0)


# -- settings --------------------------------------------------------------------------------------


def settings(tmp_path: Path, text: str, plan: Plan | None = None) -> Plan:
    (tmp_path / "govgauge.toml").write_text(text, "utf-8")
    return with_settings(plan or Plan(), workspace_at(tmp_path))


def test_a_workspace_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert with_settings(Plan(), workspace_at(tmp_path)) == Plan()


def test_settings_say_how_politely_to_ask_and_whom_to_complain_to(tmp_path: Path) -> None:
    plan = settings(
        tmp_path,
        'contact = "mailto:check@example.gov.cn"\n[politeness]\ngap_s = 3\n'
        'quiet_hours = ["08:30-18:00"]\ndaily_cap = 500\noutside_per_host = 40\n',
    )
    assert plan.pace == Pace(gap_s=3, quiet_hours=("08:30-18:00",), daily_cap=500)
    assert plan.outside_per_host == 40
    assert plan.user_agent.startswith("govgauge/0.1 (+https://")
    assert plan.user_agent.endswith("; mailto:check@example.gov.cn)")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("contact = 5\n", "bad-setting", 1),
        ('contact = "me"\n', "bad-setting", 1),
        ('contact = "mailto:a b\\r\\nX: y"\n', "bad-setting", 1),
        ("\nspeed = 1\n", "bad-setting", 2),
        ("[politeness]\ngap = 1\n", "bad-setting", 2),
        ('[politeness]\ngap_s = "1"\n', "bad-setting", 2),
        ("[politeness]\nper_host = 0\n", "bad-setting", 2),
        ("[politeness]\ngap_s = 1\ndaily_cap = true\n", "bad-setting", 3),
        ("[politeness]\nquiet_hours = 5\n", "bad-setting", 2),
        ('[politeness]\nquiet_hours = ["noon"]\n', "bad-quiet-hours", 2),
        ('\n[politeness]\nquiet_hours = ["00:00-24:00"]\n', "always-quiet", 3),
        ("politeness = 3\n", "bad-setting", 1),
        ("[politeness]\ngap_s = \n", "bad-settings", 2),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_by_its_line(
    tmp_path: Path, text: str, code: str, line: int | None
) -> None:
    with pytest.raises(BadInput, match=code) as caught:
        settings(tmp_path, text)
    assert caught.value.place.line == line


def test_quiet_hours_that_hold_now_are_known_before_a_run_begins(tmp_path: Path) -> None:
    (tmp_path / "govgauge.toml").write_text('[politeness]\nquiet_hours = ["08:30-18:00"]\n')
    workspace = workspace_at(tmp_path)
    noon, end, evening = (
        datetime.fromisoformat(f"2026-11-24T{clock}+08:00").timestamp()
        for clock in ("12:00", "18:00", "20:00")
    )
    assert waits_until(Plan(), workspace, noon) == end
    assert waits_until(Plan(), workspace, evening) is None
    assert waits_until(Plan(full_speed=True), workspace, noon) is None


@pytest.mark.parametrize("text", ["gap_s = 0.2", "per_host = 4", "per_address = 2", "slowness = 0"])
def test_only_a_mandate_goes_faster_than_anybody_else(tmp_path: Path, text: str) -> None:
    text = f"[politeness]\n{text}\n"
    with pytest.raises(NotAllowed, match="too-fast"):
        settings(tmp_path, text)
    settings(tmp_path, text, Plan(policy=PolicyKind.MANDATE))


# -- the mandate ---------------------------------------------------------------------------------


def test_an_authorisation_says_who_by_what_when_and_for_which_hosts(tmp_path: Path) -> None:
    given = read_authorisation(LINE)
    assert given == Authorisation(
        "市政府办公厅", "国办函〔2026〕1号", "2026-11-01", ("*.a.gov.cn", "www.b.gov.cn")
    )
    file = tmp_path / "mandate.toml"
    file.write_text(
        'by = "市政府办公厅"\ndocument = "国办函〔2026〕1号"\ndate = 2026-11-01\n'
        'hosts = ["*.a.gov.cn", "www.b.gov.cn"]\n',
        "utf-8",
    )
    assert read_authorisation(str(file)) == given
    assert [given.covers(h) for h in ("x.a.gov.cn", "a.gov.cn", "www.b.gov.cn")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("text", ["yes", "办公厅; 1号", "办公厅; 1号; 昨天", "; 1号; 2026-11-01"])
def test_half_an_authorisation_is_none(text: str) -> None:
    with pytest.raises(BadInput, match="bad-authorisation"):
        read_authorisation(text)


def test_a_mandate_without_its_authorisation_is_not_allowed(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="no-authorisation"):
        check_mandate(Plan(policy=PolicyKind.MANDATE))
    with pytest.raises(BadInput, match="authorisation-unused"):
        check_mandate(Plan(authorisation=read_authorisation(LINE)))
    (tmp_path / "s.csv").write_text("url\nhttp://www.a.gov.cn/\n", "utf-8")
    words = ["run", "s.csv", "--policy", "mandate", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "govgauge", *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 2
    assert "no-authorisation" in done.stderr
    assert "--authorisation" in done.stderr


# -- whole runs ------------------------------------------------------------------------------------

PAGES: dict[str, Any] = {"/": html("".join(f"<a href='/p{n}'>{n}</a>" for n in range(40)))}
PAGES |= {f"/p{n}": html(f"page {n} <a href='http://x.cn/{n}'>x</a>") for n in range(40)}


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    with raw_server(PAGES) as served:
        yield served


def run(root: Path, address: str, plan: Plan, sites: int = 1) -> RunEnd:
    rows = "".join(f"http://www.{chr(97 + n)}.gov.cn/\n" for n in range(sites))
    (root / "sites.csv").write_text("url\n" + rows, "utf-8")
    plan = attrs.evolve(plan, opening=Opening(resolve=(("*", address),)))
    return start_campaign(
        root / "sites.csv", "census-2015", workspace_at(root), "c", AS_OF, plan, 1, False, QUIET
    )


def reasons(folder: CampaignFolder) -> list[str]:
    (unit,) = folder.read_units()
    targets = read_facts(folder.unit(unit.unit_id).facts, ["targets"])["targets"]
    return [t.reason for t in targets if not t.outcome]


def test_the_cap_of_a_day_leaves_the_rest_open_with_its_reason(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    address, asked = site
    end = run(tmp_path, address, Plan(pace=attrs.evolve(FAST, daily_cap=20)))
    assert not end.failed
    own = [path for path in asked if path.startswith("/p") or path == "/"]
    assert len([path for path in asked if not path[1:].isdigit()]) <= 20
    assert 15 <= len(own) <= 18  # The last two of the day are for robots.txt and the like.
    assert reasons(end.folder).count(Reason.DAILY_CAP) == 41 - len(own)
    (assessment,) = end.results.assessments.values()
    assert assessment.coverage.missing[Reason.DAILY_CAP] > 0
    assert end.results.run["politeness"]["daily_caps"] >= 41 - len(own)


def test_a_site_that_had_its_requests_of_the_day_is_left_for_another_day(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    address, asked = site
    plan = Plan(pace=attrs.evolve(FAST, daily_cap=20))
    run(tmp_path, address, plan)
    before = len(asked)
    again = attrs.evolve(plan, opening=Opening(resolve=(("*", address),)))
    end = start_campaign(
        tmp_path / "sites.csv",
        "census-2015",
        workspace_at(tmp_path),
        "d",
        AS_OF,
        again,
        1,
        False,
        QUIET,
    )
    assert [Withheld.__name__ in f.detail for f in end.failed] == [True]
    assert len(asked) - before <= 4
    assert end.results.run["not_gathered"] == 1


def test_hosts_opened_by_name_are_lifted_only_by_full_speed_and_not_counted(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    plan = Plan(pace=attrs.evolve(FAST, daily_cap=20), full_speed=True)
    end = run(tmp_path, site[0], plan)
    assert Reason.DAILY_CAP not in reasons(end.folder)
    assert not (tmp_path / "polite").exists()


def test_each_unit_has_its_share_of_an_outside_host(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    # So few that the small server never drops one: an address asked again is read later.
    few = attrs.evolve(FAST, in_flight=8)
    end = run(tmp_path, site[0], Plan(pace=few, full_speed=True, outside_per_host=12), sites=3)
    for unit in end.folder.read_units():
        targets = read_facts(end.folder.unit(unit.unit_id).facts, ["targets"])["targets"]
        outside = [t for t in targets if t.target.startswith("http://x.cn/")]
        assert len(outside) == 40
        assert [t.reason for t in outside].count(Reason.OUTSIDE_BUDGET) == 36
        # Those of the pages read first, whatever came back first.
        assert {t.target for t in outside if t.outcome} == {f"http://x.cn/{n}" for n in range(4)}


def test_more_units_than_the_budget_share_it_by_lot() -> None:
    plan = Plan(outside_per_host=100, units=1000)
    shares = [OutsideBudget(plan, f"u{n}").share_of("x.cn") for n in range(1000)]
    assert set(shares) == {0, 1}
    assert sum(shares) == pytest.approx(100, abs=35)
    assert shares == [OutsideBudget(plan, f"u{n}").share_of("x.cn") for n in range(1000)]


def test_the_account_of_a_run_names_policy_limits_authorisation_and_what_was_asked(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    plan = Plan(
        policy=PolicyKind.MANDATE, authorisation=read_authorisation(LINE), pace=FAST, max_pages=3
    )
    end = run(tmp_path, site[0], plan)
    account = end.results.run
    assert account["policy"] == "mandate"
    assert account["authorisation"]["document"] == "国办函〔2026〕1号"
    assert account["pace"]["per_address"] == 1
    assert account["requests_of_networks"] == {"127.0.0.0/24": account["exchanges"]}
    assert "国办函〔2026〕1号" in (end.report.index.parent / "method.html").read_text("utf-8")
    held = end.folder.read_campaign().plan
    assert (held.authorisation, held.units) == (plan.authorisation, 1)
    assert "/robots.txt" not in site[1]
    again = resume_campaign(end.folder, 1, QUIET)
    assert again.results.assessments == end.results.assessments


def test_h53_a_run_that_goes_on_a_day_later_asks_for_the_rules_anew_and_for_nothing_else(
    tmp_path: Path, site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = site
    end = run(tmp_path, address, Plan(pace=FAST, full_speed=True, max_pages=5))
    (unit,) = end.folder.read_units()
    begun = time.time()
    for hours, robots in ((23, 0), (25, 1), (26, 0), (60, 1)):
        # As a kill just before the end leaves it.
        for name in ("done.json", "manifest.json"):
            (end.folder.unit(unit.unit_id).path / name).unlink()
        for seal in end.folder.path.glob("manifest*.json"):
            seal.unlink()
        asked.clear()
        monkeypatch.setattr(time, "time", lambda hours=hours: begun + hours * 3600)
        again = resume_campaign(end.folder, 1, QUIET)
        assert asked == ["/robots.txt"] * robots, hours
        assert again.results.assessments == end.results.assessments
