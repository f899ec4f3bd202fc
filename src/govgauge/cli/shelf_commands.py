"""What govgauge can judge by: ``systems`` and ``detectors``."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli import system_commands
from govgauge.cli.options import LANGUAGE, Json, Lang, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.failure import BadInput
from govgauge.model.system import Grade, Indicator, IndicatorSystem, Node
from govgauge.model.text import Text
from govgauge.report.words import plain_number, words_of
from govgauge.run.shelf import check_system_file, known_system, list_known_systems, shelf

systems_app = typer.Typer(help="指标体系 / indicator systems", no_args_is_help=True)
detectors_app = typer.Typer(help="检测器 / detectors", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    system_commands.register(systems_app)
    app.add_typer(systems_app, name="systems")
    app.add_typer(detectors_app, name="detectors")


@systems_app.command("list")
def list_systems(as_json: Json = False, lang: Lang = LANGUAGE) -> int:
    """列出指标体系 / List the systems that ship.  Example: govgauge systems list"""
    screen = screen_for(lang, as_json)
    systems = list_known_systems()
    screen.document([_head(s) for s in systems])
    screen.table(
        Text("指标体系", "Indicator systems"),
        [
            Text("编号", "id"),
            Text("名称", "title"),
            Text("指标", "indicators"),
            Text("状态", "status"),
        ],
        [[s.system_id, s.title.in_(screen.language), str(_size(s)), s.status] for s in systems],
    )
    screen.next_step("查看一个", "look at one", "govgauge systems show census-2015")
    return 0


@systems_app.command("show")
def show_system(
    name: Annotated[str, typer.Argument(help="编号或文件 / id or file")],
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """查看一个指标体系 / Show one system.  Example: govgauge systems show census-2015"""
    screen = screen_for(lang, as_json)
    system = known_system(name)
    screen.document(
        _head(system)
        | {"sources": system.sources, "indicators": [_row(i) for i in system.indicators]}
        | ({} if system.tree is None else {"tree": [_node(n) for n in system.tree.walk()][1:]})
    )
    if system.indicators:
        _show_indicators(screen, system)
    if system.tree is not None:
        _show_tree(screen, system, system.tree)
    return 0


def _show_indicators(screen: Screen, system: IndicatorSystem) -> None:
    screen.table(
        system.title,
        [
            Text("代码", "code"),
            Text("阶段", "stage"),
            Text("指标", "indicator"),
            Text("来源", "measured by"),
            Text("分值", "points"),
            Text("核实", "grade"),
        ],
        [
            [
                i.code,
                words_of(screen.language)[f"stage.{i.stage.value}"],
                i.title.in_(screen.language),
                _measured_by(i, screen.language == "zh"),
                plain_number(system.cap_of(i)),
                _graded(i.grade, i.verified, screen),
            ]
            for i in system.indicators
        ],
    )


def _show_tree(screen: Screen, system: IndicatorSystem, tree: Node) -> None:
    """Every node with the weight it has among its siblings."""
    screen.table(
        system.title,
        [
            Text("代码", "code"),
            Text("指标", "indicator"),
            Text("权重", "weight"),
            Text("权重核实", "weight's grade"),
            Text("来源", "measured by"),
            Text("核实", "grade"),
        ],
        [
            [
                node.code,
                node.title.in_(screen.language),
                plain_number(node.weight),
                _graded(node.weight_grade, node.weight_grade.verified, screen),
                _measured_by(node, screen.language == "zh"),
                _graded(node.grade, node.grade.verified, screen),
            ]
            for node in list(tree.walk())[1:]
        ],
    )


def _graded(grade: Grade, verified: bool, screen: Screen) -> str:
    unverified = Text("未核实", "unverified").in_(screen.language)
    return grade.value if verified else f"{grade.value} {unverified}"


@systems_app.command("check")
def check_system(
    file: Annotated[Path, typer.Argument(help="YAML 文件 / YAML file")],
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """检查自编指标体系 / Check a system file.  Example: govgauge systems check my-city.yaml"""
    screen = screen_for(lang, as_json)
    problems = check_system_file(file)
    screen.document(
        [
            {
                "code": p.code,
                "line": p.place.line,
                "what": p.what.in_(screen.language),
                "remedy": p.remedy.in_(screen.language),
            }
            for p in problems
        ]
    )
    screen.problems(problems, shown=1000)
    if not problems:
        screen.say("没有错误", "no mistakes found")
    return 2 if problems else 0


@detectors_app.command("list")
def list_detectors(as_json: Json = False, lang: Lang = LANGUAGE) -> int:
    """列出检测器 / List the detectors.  Example: govgauge detectors list"""
    screen = screen_for(lang, as_json)
    found = shelf()
    screen.document(
        [
            {
                "id": d.detector_id,
                "version": d.about.version,
                "title": d.about.title.in_(screen.language),
            }
            for d in found.values()
        ]
    )
    screen.table(
        Text("检测器", "Detectors"),
        [Text("编号", "id"), Text("名称", "title"), Text("版本", "version"), Text("依据", "rule")],
        [
            [
                d.detector_id,
                d.about.title.in_(screen.language),
                str(d.about.version),
                d.about.clause,
            ]
            for d in found.values()
        ],
    )
    return 0


@detectors_app.command("show")
def show_detector(
    name: Annotated[str, typer.Argument(help="检测器编号 / detector id")],
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """查看一个检测器 / Show one detector.  Example: govgauge detectors show dead_links"""
    screen = screen_for(lang, as_json)
    found = shelf()
    if name not in found:
        raise BadInput(
            "unknown-detector",
            Text(f"没有检测器 {name}", f"no detector {name}"),
            Text(f"可用: {', '.join(found)}", f"there are: {', '.join(found)}"),
        )
    detector = found[name]
    parameters = [
        {
            "name": p.name,
            "unit": p.unit,
            "default": p.default,
            "says": p.says.in_(screen.language),
            "key": p.span.value if p.span else "",
        }
        for p in detector.about.parameters
    ]
    screen.document(
        {
            "id": name,
            "version": detector.about.version,
            "title": detector.about.title.in_(screen.language),
            "remedy": detector.about.remedy.in_(screen.language),
            "clause": detector.about.clause,
            "basis": detector.about.basis.value,
            "needs": [k.name for k in detector.about.needs],
            "parameters": parameters,
            "doc": detector.doc,
        }
    )
    screen.say(f"{name}  {detector.about.title.zh}", f"{name}  {detector.about.title.en}")
    screen.say(detector.doc, detector.doc)
    screen.say(f"整改: {detector.about.remedy.zh}", f"remedy: {detector.about.remedy.en}")
    screen.table(
        Text("参数", "Parameters"),
        [
            Text("名称", "name"),
            Text("单位", "unit"),
            Text("默认", "default"),
            Text("说明", "meaning"),
            Text("指标中的键", "key of an indicator"),
        ],
        [[p["name"], p["unit"], str(p["default"]), p["says"], p["key"]] for p in parameters],
    )
    return 0


def _head(system: IndicatorSystem) -> dict[str, object]:
    return {
        "id": system.system_id,
        "version": system.version,
        "title": {"zh": system.title.zh, "en": system.title.en},
        "status": system.status,
        "indicators": _size(system),
        "digest": system.digest,
    }


def _row(indicator: Indicator) -> dict[str, object]:
    return {
        "code": indicator.code,
        "stage": indicator.stage.value,
        "title": {"zh": indicator.title.zh, "en": indicator.title.en},
        "clause": indicator.clause,
        "grade": indicator.grade.value,
        "points": indicator.points,
        "measured_by": _measured_by(indicator, chinese=False),
    }


def _size(system: IndicatorSystem) -> int:
    """How many indicators a system has; the dimensions over them are none."""
    return len(system.asked)


def _node(node: Node) -> dict[str, object]:
    return {
        "code": node.code,
        "title": {"zh": node.title.zh, "en": node.title.en},
        "weight": node.weight,
        "weight_grade": node.weight_grade.value,
        "clause": node.clause,
        "grade": node.grade.value,
        "measured_by": _measured_by(node, chinese=False),
    }


def _measured_by(indicator: Indicator | Node, chinese: bool) -> str:
    words = words_of("zh" if chinese else "en")
    return ", ".join(m.detector or words[f"word.{m.source}"] for m in indicator.measures)
