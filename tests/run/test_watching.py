"""Availability as the rule says it: a week of visits, none lost, none made up (H-rule V-W2)."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest

from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.model.facts import VisitFact
from govgauge.model.failure import BadInput, Conflict
from govgauge.model.outcome import Outcome
from govgauge.model.quiet import DAY_S, beijing_day
from govgauge.run.campaigns import RunEnd, start_campaign
from govgauge.run.own_line import CONFIRMED_WITHIN_S, OwnLine
from govgauge.run.places import workspace_at
from govgauge.run.vantages import Merged, merge_watch
from govgauge.run.visit_times import VisitTimes, period_end
from govgauge.run.watches import AskedWatch, WatchEnd, start_watch
from govgauge.store.facts_reading import read_visits
from govgauge.store.visits import VisitJournal
from govgauge.store.workspace import Workspace

from ..simulated_clock import MIDNIGHT, SimulatedClock
from .conftest import QUIET
from .raw_server import html, raw_server

SITES = ("a", "b", "c")
DOWN = b""
"""The server closes the connection without an answer."""
GONE = b"HTTP/1.1 410 Gone\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\ngone"
HOME = {"/": html("首页")}


class Watched:
    """Three sites on a real server, watched by a simulated clock."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address
        self.workspace = workspace_at(root / "work")
        self.sites = root / "sites.csv"
        rows = [f"900000000{n},http://www.{s}.gov.cn/" for n, s in enumerate(SITES)]
        self.sites.write_text("unit_id,url\n" + "\n".join(rows) + "\n", "utf-8")

    def plan(self, **pace: object) -> Plan:
        opening = Opening(resolve=(("*", self.address),))
        return Plan(opening=opening, full_speed=True, max_pages=2, pace=Pace(**pace))

    def watch(self, clock: SimulatedClock, plan: Plan | None = None, **asked: object) -> WatchEnd:
        return start_watch(
            self.sites,
            self.workspace,
            "c",
            plan or self.plan(),
            AskedWatch(**asked),
            lambda units, begin, end: None,
            lambda tally: None,
            clock,
        )

    def series(self, number: int = 0) -> list[VisitFact]:
        folder = self.workspace.campaign("c").unit(f"900000000{number}")
        return list(read_visits(folder.visits))

    def run(self, as_of: float) -> RunEnd:
        moment = datetime.fromtimestamp(as_of, UTC)
        return start_campaign(
            self.sites, "census-2015", self.workspace, "c", moment, self.plan(), 1, False, QUIET
        )


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with raw_server(HOME) as (address, _):
        yield Watched(tmp_path, address)


def verdict(end: RunEnd, unit_id: str = "9000000000") -> tuple[str, str]:
    """The verdict of the availability veto, and the report page of the unit."""
    assessment = end.results.assessments[unit_id]
    (score,) = [i for i in assessment.indicators if "home_page_unreachable" in str(i)] or [
        i for i in assessment.indicators if i.code == "P15-V1"
    ]
    page = end.report.index.parent / "units" / f"{unit_id}.html"
    return str(score.verdict), page.read_text("utf-8")


# -- the moments -------------------------------------------------------------------------------


@pytest.mark.parametrize("visits_a_day", [1, 20, 24, 96])
def test_every_beijing_day_has_its_visits_and_units_come_at_different_times(
    visits_a_day: int,
) -> None:
    times = VisitTimes(visits_a_day, seed=7)
    phases = [times.phase_of(f"u{n}") for n in range(200)]
    for phase in phases[:5]:
        moments, moment = [], MIDNIGHT
        while (moment := times.first_from(phase, moment)) < MIDNIGHT + 3 * DAY_S:
            moments.append(moment)
            moment += times.gap_s / 2
        assert set(Counter(map(beijing_day, moments)).values()) == {visits_a_day}
        gaps = {round(b - a, 3) for a, b in itertools.pairwise(moments)}
        assert gaps == {round(times.gap_s, 3)}
    quarters = Counter(int(phase * 4) for phase in phases)
    assert min(quarters.values()) > 30


def test_a_watch_that_begins_at_noon_still_covers_whole_days() -> None:
    assert period_end(MIDNIGHT, 7) == MIDNIGHT + 7 * DAY_S
    assert period_end(MIDNIGHT + 1, 7) == MIDNIGHT + 8 * DAY_S


# -- a week, whole, cut short, interrupted -----------------------------------------------------


def test_a_week_of_visits_is_judged_and_names_no_site_that_opened(watched: Watched) -> None:
    end = watched.watch(SimulatedClock())
    assert (end.tally.visits, end.tally.missed) == (3 * 7 * 24, 0)
    assert len(watched.series()) == 7 * 24
    result, _ = verdict(watched.run(MIDNIGHT + 7 * DAY_S - 1))
    assert result == "met"


def _week_watched(tmp_path: Path, vantages: tuple[str, ...]) -> tuple[Watched, RunEnd]:
    """A site that fails one visit in seventeen, by whoever visits, and others that do not."""
    answers = ([html("首页")] * 16 + [GONE]) * 10
    week = {**HOME, "www.a.gov.cn/": answers[:168] * len(vantages) + [html("首页")]}
    with raw_server(week) as (address, _):
        watched = Watched(tmp_path, address)
        for vantage in vantages:
            watched.watch(SimulatedClock(), vantage=vantage)
        return watched, watched.run(MIDNIGHT + 7 * DAY_S - 1)


def test_a_site_that_fails_one_visit_in_seventeen_from_two_places_is_a_veto(
    tmp_path: Path,
) -> None:
    watched, end = _week_watched(tmp_path, ("first", "second"))
    failed = Counter(v.vantage for v in watched.series() if v.status == 410)
    assert failed == {"first": 9, "second": 9}
    result, page = verdict(end)
    assert result == "unmet"
    assert "监测点 2 个：first、second" in page
    assert verdict(end, "9000000001")[0] == "met"


def test_h63_what_fails_from_one_place_alone_is_for_a_person(tmp_path: Path) -> None:
    watched, end = _week_watched(tmp_path, ("only",))
    assert sum(v.status == 410 for v in watched.series()) == 9
    result, page = verdict(end)
    assert result == "undetermined"
    assert "监测点 1 个：only" in page
    assert verdict(end, "9000000001")[0] == "met"


def test_a_shorter_series_is_a_measurement_and_the_report_says_so(tmp_path: Path) -> None:
    with raw_server({**HOME, "www.a.gov.cn/": [GONE, html("首页")] * 200}) as (address, _):
        watched = Watched(tmp_path, address)
        watched.watch(SimulatedClock(), days=2)
        result, page = verdict(watched.run(MIDNIGHT + 2 * DAY_S - 1))
    assert result == "undetermined"
    assert "监测期不足，仅为测量值" in page


class Killed(Exception):
    """The process ends here."""


def test_a_watch_that_is_stopped_keeps_its_visits_and_makes_up_none(watched: Watched) -> None:
    """Stopped after a day, started again half a day later: 12 moments of each site are missed."""

    def kill_after_a_day(moment: float) -> None:
        if moment > MIDNIGHT + DAY_S:
            raise Killed

    with pytest.raises(Killed):
        watched.watch(SimulatedClock(at=kill_after_a_day), days=2)
    assert len(watched.series()) == 24
    end = watched.watch(SimulatedClock(MIDNIGHT + 1.5 * DAY_S), days=2)
    assert (end.begin, end.end) == (MIDNIGHT, MIDNIGHT + 2 * DAY_S)
    assert end.tally.visits == 3 * 12
    moments = [v.started_at for v in watched.series()]
    assert len(moments) == 36
    assert not [m for m in moments if MIDNIGHT + DAY_S < m < MIDNIGHT + 1.5 * DAY_S]


def test_moments_the_machine_slept_through_are_missed(watched: Watched) -> None:
    def asleep(moment: float) -> float:
        sleeping = MIDNIGHT + 3600 * 5.25 <= moment < MIDNIGHT + 3600 * 10.25
        return MIDNIGHT + 3600 * 10.25 if sleeping else moment

    end = watched.watch(SimulatedClock(at=asleep), days=1)
    assert end.tally.visits + end.tally.missed == 3 * 24
    assert end.tally.missed == pytest.approx(15, abs=3)
    assert len(watched.series()) + len(watched.series(1)) + len(watched.series(2)) == (
        end.tally.visits
    )


def test_no_visit_is_made_in_quiet_hours(watched: Watched) -> None:
    plan = watched.plan(quiet_hours=("22:00-06:00",))
    end = watched.watch(SimulatedClock(), plan, days=1)
    assert (end.tally.visits, end.tally.missed) == (3 * 16, 3 * 8)
    hours = {int((v.started_at - MIDNIGHT) // 3600) for v in watched.series()}
    assert hours == set(range(6, 22))


def test_one_visit_now_is_enough_for_cron(watched: Watched) -> None:
    for hour in (0, 1):
        watched.watch(SimulatedClock(MIDNIGHT + 3600 * hour), once=True)
    assert [v.started_at for v in watched.series()] == [MIDNIGHT, MIDNIGHT + 3600]


def test_a_sealed_campaign_is_not_watched_any_more(watched: Watched) -> None:
    watched.watch(SimulatedClock(), days=1)
    watched.run(MIDNIGHT + DAY_S - 1)
    with pytest.raises(Conflict, match="already-sealed"):
        watched.watch(SimulatedClock(MIDNIGHT + DAY_S))


def test_what_a_killed_watch_left_is_in_the_series_before_the_campaign_is_sealed(
    watched: Watched,
) -> None:
    folder = watched.workspace.campaign("c")
    journal = VisitJournal(folder)
    journal.append("9000000000", VisitFact(MIDNIGHT, "local", Outcome.OK, 200, 12.5))
    (path,) = journal.files()
    with path.open("ab") as file:
        file.write(b'["9000000000",17950')  # The line the power cut took.
    watched.run(MIDNIGHT + DAY_S - 1)
    assert VisitFact(MIDNIGHT, "local", "ok", 200, 12.5) in watched.series()
    assert not journal.files()


def test_folding_twice_adds_nothing(watched: Watched) -> None:
    folder = watched.workspace.campaign("c")
    for _ in range(2):
        journal = VisitJournal(folder)
        for n in range(3):
            journal.append("9000000000", VisitFact(MIDNIGHT + n, "local", Outcome.OK, 200, 1.0))
        assert list(journal.fold()) == ["9000000000"]
    assert len(watched.series()) == 3


# -- whose fault -------------------------------------------------------------------------------


def visit(at: float, outcome: Outcome, status: int = 0) -> VisitFact:
    return VisitFact(at, "local", outcome, status, 1.0)


def test_a_visit_without_answer_is_believed_once_another_host_answers() -> None:
    line = OwnLine()
    assert line.settle("a", "ua", visit(0, Outcome.TIMEOUT_CONNECT), 10) == []
    assert line.in_doubt
    settled = line.settle("b", "ub", visit(20, Outcome.OK, 200), 21)
    assert [(s.unit_id, s.visit.outcome) for s in settled] == [
        ("ub", "ok"),
        ("ua", "timeout_connect"),
    ]


def test_the_same_host_proves_nothing_about_our_line() -> None:
    line = OwnLine()
    line.settle("a", "ua", visit(0, Outcome.RESET), 1)
    assert [s.unit_id for s in line.settle("a", "ua2", visit(5, Outcome.OK, 200), 6)] == ["ua2"]
    assert line.in_doubt


def test_when_nobody_answers_it_is_our_own_fault() -> None:
    line = OwnLine()
    for n, host in enumerate("abcde"):
        line.settle(host, host, visit(n, Outcome.DNS_TIMEOUT), n + 1)
    settled = line.expired(CONFIRMED_WITHIN_S + 10)
    assert [s.visit.outcome for s in settled] == ["our_fault"] * 5
    line.settle("a", "a", visit(2000, Outcome.REFUSED), 2001)
    assert [s.visit.outcome for s in line.give_up()] == ["our_fault"]


def test_an_answer_while_the_visit_failed_confirms_it_at_once() -> None:
    line = OwnLine()
    line.settle("b", "ub", visit(3, Outcome.OK, 200), 4)
    settled = line.settle("a", "ua", visit(0, Outcome.TIMEOUT_TOTAL), 30)
    assert [s.visit.outcome for s in settled] == ["timeout_total"]


def test_an_outage_at_our_side_counts_against_no_site(tmp_path: Path) -> None:
    with raw_server({"/": DOWN}) as (address, _):
        watched = Watched(tmp_path, address)
        end = watched.watch(SimulatedClock(), days=1)
    assert end.tally.outcomes == {"our_fault": 72}


def test_a_witness_shows_that_the_only_site_is_down(tmp_path: Path) -> None:
    answers = {"www.witness.cn/": html("我在"), "/": DOWN}
    with raw_server(answers) as (address, _):
        watched = Watched(tmp_path, address)
        watched.sites.write_text("unit_id,url\n9000000000,http://www.a.gov.cn/\n", "utf-8")
        end = watched.watch(SimulatedClock(), days=1, witnesses=("http://www.witness.cn/",))
    assert end.tally.outcomes == {"reset": 24}


def test_a_witness_that_had_its_requests_of_the_day_does_not_end_the_watch(tmp_path: Path) -> None:
    answers = {"www.witness.cn/": html("我在"), "/": DOWN}
    with raw_server(answers) as (address, _):
        watched = Watched(tmp_path, address)
        pace = {"gap_s": 0.0, "slowness": 0.0, "strain_s": 0.0, "daily_cap": 2}
        plan = attrs.evolve(watched.plan(**pace), full_speed=False)
        end = watched.watch(SimulatedClock(), plan, days=1, witnesses=("http://www.witness.cn/",))
    assert end.tally.missed == 3 * 24 - 3
    assert end.tally.outcomes == {"reset": 2, "our_fault": 1}  # Nothing vouched for the third.


# -- the command -------------------------------------------------------------------------------


def test_the_command_says_what_it_did_and_what_comes_next(watched: Watched) -> None:
    words = ["watch", str(watched.sites), "-w", str(watched.root / "work"), "--campaign", "c"]
    words += ["--once", "--resolve", f"*={watched.address}", "--full-speed", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "govgauge", *words], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert (told["units"], told["visits"], told["outcomes"]) == (3, 3, {"ok": 3})
    assert len(watched.series()) == 1
    again = subprocess.run(
        [sys.executable, "-m", "govgauge", *words[:-1], "--lang", "zh"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "已应答" in again
    assert "--once" in again.splitlines()[-1]


def test_the_workspace_is_the_only_place_written_to(watched: Watched) -> None:
    before = set(watched.root.iterdir())
    watched.watch(SimulatedClock(), days=1)
    assert set(watched.root.iterdir()) - before == {watched.root / "work"}
    assert Workspace(watched.root / "work").campaign_names() == []


# -- several vantage points ----------------------------------------------------------------------


def _two_places(tmp_path: Path, names: tuple[str, str]) -> tuple[Watched, Watched]:
    """One list watched for a day from two machines, each in a workspace of its own."""
    places = []
    for folder, vantage in zip(("here", "there"), names, strict=True):
        (tmp_path / folder).mkdir()
        with raw_server(HOME) as (address, _):
            watched = Watched(tmp_path / folder, address)
            watched.watch(SimulatedClock(), days=1, vantage=vantage)
        places.append(watched)
    return places[0], places[1]


def _merge(here: Watched, there: Watched) -> Merged:
    return merge_watch(here.sites, here.workspace, "c", there.workspace.campaign("c").path)


def test_visits_of_another_machine_are_taken_over_once(tmp_path: Path) -> None:
    here, there = _two_places(tmp_path, ("local", "second"))
    theirs, ours = there.series(), here.series()
    assert _merge(here, there).vantages == ("second",)
    assert here.series() == sorted([*ours, *theirs])
    assert _merge(here, there).visits == 0
    assert there.series() == theirs


def test_two_places_of_one_name_are_refused_and_nothing_is_taken(tmp_path: Path) -> None:
    here, there = _two_places(tmp_path, ("local", "local"))
    ours = here.series()
    with pytest.raises(Conflict, match="same-vantage"):
        _merge(here, there)
    assert here.series() == ours


def test_a_unit_that_stood_for_another_site_there_is_refused(tmp_path: Path) -> None:
    here, there = _two_places(tmp_path, ("local", "second"))
    ours = here.series()
    listed = here.sites.read_text("utf-8").replace("www.a.gov.cn", "www.other.gov.cn")
    here.sites.write_text(listed, "utf-8")
    with pytest.raises(Conflict, match="other-site"):
        _merge(here, there)
    assert here.series() == ours


def test_a_folder_without_visits_is_named(tmp_path: Path) -> None:
    here, _ = _two_places(tmp_path, ("local", "second"))
    with pytest.raises(BadInput, match="no-visits"):
        merge_watch(here.sites, here.workspace, "c", tmp_path)
