"""What to do about what was not seen, and where to go after a run."""

from pathlib import Path

from govgauge.cli.screen import Screen
from govgauge.cli.tables import one_fault
from govgauge.model.results import Results
from govgauge.model.text import Text
from govgauge.model.verdict import Reason
from govgauge.run.authorisation import out_of_scope
from govgauge.run.campaigns import RunEnd

_TURNED_AWAY = (Reason.CHALLENGED, Reason.RATE_LIMITED, Reason.ACCESS_DENIED, Reason.GEO_SUSPECTED)
_ROBOTS = (Reason.ROBOTS_DENIED, Reason.ROBOTS_UNREACHABLE)
_REMEDIES: tuple[tuple[tuple[Reason, ...], Text], ...] = (
    (
        (Reason.PERIOD_NOT_COVERED,),
        Text(
            "可用性须看连续 7 天、每天至少 20 次访问：先运行 govgauge watch，再运行 govgauge run",
            "availability takes 7 days of at least 20 visits: govgauge watch first, then govgauge run",
        ),
    ),
    (
        _TURNED_AWAY,
        Text(
            "有页面拦截、限制或拒绝了访问：换个时间再查，或请网站方放行本机地址；没看到的不计分",
            "some pages turned us away: look again later, or have this address let in; "
            "what was not seen is not scored",
        ),
    ),
    (
        _ROBOTS,
        Text(
            "robots.txt 不许访问或读不到；检查本单位所属网站可用 --policy mandate --authorisation",
            "robots.txt forbids some pages or cannot be read; an office that inspects its own sites "
            "may say --policy mandate --authorisation",
        ),
    ),
    (
        (Reason.PAGE_BUDGET,),
        Text("未看完的网站可提高 --max-pages", "raise --max-pages to see larger sites whole"),
    ),
    (
        (Reason.DAILY_CAP, Reason.OUTSIDE_BUDGET),
        Text(
            "已到请求上限：见工作区 govgauge.toml 的 daily_cap、outside_per_host",
            "the cap on requests was reached: daily_cap, outside_per_host in the workspace's "
            "govgauge.toml",
        ),
    ),
    (
        (Reason.QUESTION_OPEN, Reason.FIGURE_MISSING),
        Text(
            "有指标待人工回答：govgauge marks export 导出评分表，填好后 marks import，再 judge",
            "some indicators are for people: govgauge marks export writes workbooks; "
            "take them back with marks import, then judge again",
        ),
    ),
)


def say_remedies(screen: Screen, results: Results) -> None:
    """One line for each kind of thing that was not seen and that the user can do something about."""
    outside = len(out_of_scope(results.campaign.plan, tuple(results.units.values())))
    if outside:
        screen.say(
            f"! {outside} 个网站不在授权范围内，仍按 robots.txt 访问",
            f"! {outside} site(s) are out of the authorisation's scope: robots.txt was obeyed there",
        )
    reasons = {
        reason
        for assessment in results.assessments.values()
        for score in assessment.indicators
        for reason in (score.reason, *score.coverage.missing)
    }
    for concerned, remedy in _REMEDIES:
        if reasons & set(concerned):
            screen.say(f"→ {remedy.zh}", f"→ {remedy.en}")


def say_next_steps(screen: Screen, end: RunEnd, workspace: Path) -> None:
    """Report, verification, and the evidence of a fault that was found."""
    where = f"-w {workspace} --campaign {end.folder.path.name}"
    screen.next_step("打开报告", "open the report", str(end.report.index))
    screen.next_step("核验证据", "verify the evidence", f"govgauge verify {where}")
    fault = one_fault(end.results)
    if fault is not None:
        screen.next_step(
            "查看一条发现的证据",
            "see one finding's evidence",
            f"govgauge evidence show {fault.finding_id} {where}",
        )
