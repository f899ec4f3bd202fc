"""``demo``: model city → full campaign → report → where to look."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

import attrs
import typer

from govgauge.cli.gathering_commands import Watching
from govgauge.cli.options import LANGUAGE, Json, Lang, Workers, screen_for
from govgauge.cli.screen import Screen
from govgauge.cli.tables import one_fault, show_failing, show_results
from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.model.failure import Conflict, Place
from govgauge.model.results import Results
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import RunEnd, judge_campaign, start_campaign
from govgauge.run.city import build_city, served
from govgauge.run.places import workspace_at
from govgauge.run.planning import BEIJING
from govgauge.run.showing import report_server
from govgauge.run.watches import moments_before, watch_list

_AS_OF = datetime(2026, 11, 24, 23, 59, 59, tzinfo=BEIJING)
_SEED = 2026
_SYSTEM = "my-city"
_NATIONAL = ("census-2015", "inspection-2019-draft")
_CAMPAIGN = "demo"
_VANTAGES = ("demo: a simulated week, line 1", "demo: a simulated week, line 2")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(demo)


def demo(
    workspace: Annotated[
        Path, typer.Option("-w", "--workspace", help="演示目录（会重建）/ folder, made anew")
    ] = Path("demo-workspace"),
    sites: Annotated[int, typer.Option("--sites", min=1, max=2000, help="网站数 / sites")] = 40,
    port: Annotated[int, typer.Option("--port", help="报告端口 / port of the report")] = 8000,
    workers: Workers = 1,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="提供报告 / serve it")] = True,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """演示全流程 / Show the whole chain on a model city, and serve the report.

    Example: govgauge demo --no-serve
    """
    screen = screen_for(lang, as_json)
    _empty(workspace)
    city = workspace / "city"
    with screen.progress("生成模型城市", "building", sites) as bar:
        summary = build_city(city, _SEED, sites, _AS_OF.date(), lambda d, t: bar.to(d, t))
    screen.say(
        f"① 模型城市：{summary.sites} 个网站，{summary.pages} 个页面（均为虚构）",
        f"1. model city: {summary.sites} sites, {summary.pages} pages (all invented)",
    )
    end = _campaign(screen, workspace, city, sites, workers)
    run = end.results.run
    screen.say(
        f"③ 采集：{run['exchanges']} 次请求，全部存证；④ 评判：{_found(end.results, 'zh')}",
        f"3. gathered {run['exchanges']} exchanges, all kept; 4. judged: {_found(end.results, 'en')}",
    )
    show_results(screen, end.results, end.report)
    show_failing(screen, end.results)
    _where_to_look(screen, end, workspace)
    if serve:
        _serve(screen, end.report.index.parent, port)
    return 0


def _campaign(screen: Screen, workspace: Path, city: Path, sites: int, workers: int) -> RunEnd:
    """A week of visits in simulated time, then gather, judge and report; national tables too."""
    place = workspace_at(workspace)
    listed = city / "sites.csv"
    plan = Plan(seed=_SEED, pace=Pace(in_flight=32), full_speed=True)
    with served(city) as pins:
        plan = attrs.evolve(plan, opening=Opening(resolve=pins))
        with screen.progress("访问首页（模拟一周）", "visiting (a simulated week)", sites) as bar:
            moments = moments_before(_AS_OF)
            watch_list(
                listed, place, _CAMPAIGN, plan, moments, _VANTAGES, lambda d, t: bar.to(d, t)
            )
        screen.say(
            f"② 可用性：每站从 2 个监测点各访问 {len(moments)} 次（模拟一周，每天 20 次）",
            f"2. availability: {len(moments)} visits a site from each of 2 vantage points "
            "(a simulated week, 20 a day)",
        )
        with Watching(screen, sites) as watching:
            end = start_campaign(
                listed, _SYSTEM, place, _CAMPAIGN, _AS_OF, plan, workers, False, watching.watcher
            )
    for system in _NATIONAL:
        with Watching(screen, sites) as watching:
            judge_campaign(end.folder, system, watching.watcher)
    return end


def _empty(workspace: Path) -> None:
    """Make the demo's folder anew; a folder that is not a demo's is left alone."""
    if workspace.exists() and any(workspace.iterdir()):
        if not (workspace / "city" / "city.json").exists():
            raise Conflict(
                "not-a-demo",
                Text(
                    f"{workspace} 不是演示目录，未作改动",
                    f"{workspace} is not a demo's; left as it is",
                ),
                Text("用 -w 指定空目录", "name an empty folder with -w"),
                Place.in_file(workspace),
            )
        shutil.rmtree(workspace)


def _found(results: Results, language: str) -> str:
    findings = results.statistics["findings"]
    parts = []
    for detector, counts in findings.items():
        unmet = counts.get(Verdict.UNMET.value, 0)
        if unmet:
            title = results.detectors[detector].title
            parts.append(f"{title.zh if language == 'zh' else title.en} {unmet}")
    return ("、" if language == "zh" else ", ").join(parts)


def _where_to_look(screen: Screen, end: RunEnd, workspace: Path) -> None:
    screen.next_step("打开报告", "open the report", str(end.report.index))
    for system in _NATIONAL:
        path = next(end.folder.path.glob(f"report/{system}@*/index.html"))
        screen.next_step(f"同一证据按 {system} 评判", f"the same evidence by {system}", str(path))
    finding = one_fault(end.results)
    if finding is not None:
        screen.next_step(
            "看一条证据",
            "look at one piece of evidence",
            f"govgauge evidence show {finding.finding_id} -w {workspace}",
        )
    screen.next_step("核验证据", "verify it all", f"govgauge verify -w {workspace}")


def _serve(screen: Screen, folder: Path, port: int) -> None:
    server = report_server(folder, port)
    screen.say(
        f"报告: http://127.0.0.1:{server.server_port}/ （Ctrl-C 结束）",
        f"report: http://127.0.0.1:{server.server_port}/en/ (Ctrl-C ends it)",
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
