"""How results look on a terminal: a ranking of many units, or the problem list of one."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from govgauge.cli.screen import Screen
from govgauge.model.finding import Finding
from govgauge.model.results import Results
from govgauge.model.score import Assessment, IndicatorScore, RankingRow, Result, Score
from govgauge.model.text import Language, Text
from govgauge.model.verdict import Reason, Verdict
from govgauge.report.reasons import reasons_of
from govgauge.report.words import outcome_words, place, words_of
from govgauge.report.write import ReportFiles

_RESULT = {
    Result.PASS: Text("合格", "pass"),
    Result.FAIL: Text("不合格", "fail"),
    Result.OPEN: Text("未定", "open"),
}
_OPEN = (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)
_SHOWN_ROWS = 40


def interval(score: Score) -> str:
    """A settled score as one number, an open one as ``[low, high]``."""
    if score.settled:
        return f"{score.low:.2f}"
    return f"[{score.low:.2f}, {score.high:.2f}]"


def _score(assessment: Assessment) -> str:
    """A unit's score; a dash for one that is vetoed, or checked for vetoes only."""
    return interval(assessment.score) if assessment.has_score else "—"


def show_results(screen: Screen, results: Results, report: ReportFiles | None) -> None:
    """The ranking and what was found, or the same as JSON."""
    screen.document(_document(results, report))
    shown = results.ranking[:_SHOWN_ROWS]
    for group, members in groupby(shown, key=lambda row: row.group):
        _show_group(screen, results, group, list(members))
    left = len(results.ranking) - len(shown)
    if left > 0:
        zh, en = ("报告", "the report") if report else ("ranking.csv", "ranking.csv")
        screen.say(f"… 另有 {left} 行，见{zh}", f"… {left} more rows in {en}")
    screen.say(
        "区间两端：未定项全部计为失分 / 全部计为得分；相等才可公布。",
        "An interval counts every open item against, and for, the unit; equal ends may be published.",
    )


def _show_group(
    screen: Screen, results: Results, group: str, members: Sequence[RankingRow]
) -> None:
    language = screen.language
    rows = [
        [
            place(row),
            row.name,
            _score(results.assessments[row.unit_id]),
            _RESULT[results.assessments[row.unit_id].result].in_(language),
            _counts(results.standing_of(row.unit_id), language == "zh"),
        ]
        for row in members
    ]
    screen.table(
        Text(
            f"{group} · {results.system.title.zh} · 评分区间",
            f"{group} · {results.system.title.en} · intervals",
        ),
        [
            Text("名次", "rank"),
            Text("单位", "unit"),
            Text("得分", "score"),
            Text("结论", "result"),
            Text("发现", "findings"),
        ],
        rows,
    )


def say_not_gathered(screen: Screen, results: Results, where: str) -> bool:
    """Say how many units' gathering did not come to its end; true when there are any."""
    count = results.run["not_gathered"]
    if count:
        what = Text(
            f"{count} 个单位未采集完（采集曾中断），一律按未定处理",
            f"{count} unit(s) were not gathered to the end (interrupted); all about them is open",
        )
        remedy = Text("先继续采集", "go on gathering").in_(screen.language)
        screen.err.print(f"! {what.in_(screen.language)}", markup=False)
        screen.err.print(f"→ {remedy}: govgauge resume {where}", markup=False)
    return bool(count)


def say_attachments(screen: Screen, results: Results) -> None:
    """What became of the attachments, in one line; nothing where there are none."""
    language = screen.language
    states = results.statistics["attachments"]["states"]
    if not results.campaign.plan.attachments:
        screen.say("附件：未读取（--no-attachments）", "attachments: not read (--no-attachments)")
    elif states:
        comma = "，" if language == "zh" else ", "
        words = words_of(language)
        listed = comma.join(f"{words[f'attachment.{s}']} {n}" for s, n in states.items())
        total = sum(states.values())
        screen.say(f"附件 {total} 个：{listed}", f"{total} attachment(s): {listed}")


def say_allowed(screen: Screen, results: Results) -> None:
    """How many places the whitelist allowed, and where they are listed; nothing without any."""
    allowed = results.statistics.get("allowed", {})
    if allowed:
        listed = "，".join(f"{d} {n}" for d, n in allowed.items())
        total = sum(allowed.values())
        screen.say(
            f"白名单放行 {total} 处（{listed}），逐条列于 allowed.csv",
            f"the whitelist allowed {total} place(s) ({listed}), listed in allowed.csv",
        )


def say_fallen(screen: Screen, results: Results) -> None:
    """Which rules only ask a person, because people rejected too much of what they found."""
    for rule in results.statistics.get("fallen_rules", []):
        name = f"{rule['detector']} {rule['rule']}"
        counted = f"{rule['upheld']}/{rule['upheld'] + rule['rejected']}"
        screen.say(
            f"规则 {name} 人工认可率 {counted}，低于要求的 {rule['least']:g}：其结果只转人工复核",
            f"rule {name}: people upheld {counted}, below {rule['least']:g}; it only asks a person",
        )


def show_failing(screen: Screen, results: Results) -> None:
    """The failing sites and why, as a circular lists them."""
    language = screen.language
    indicators = {i.code: i for i in results.system.asked}
    failing = [a for a in results.assessments.values() if a.result is Result.FAIL]
    screen.table(
        Text(f"不合格网站及主要问题 ({len(failing)})", f"Failing sites and why ({len(failing)})"),
        [Text("序号", "no."), Text("网站", "site"), Text("标识码", "code"), Text("问题", "why")],
        [
            [
                str(number),
                results.units[a.unit_id].name,
                a.unit_id,
                "\n".join(reasons_of(a, indicators, results.findings_of(a.unit_id), language)),
            ]
            for number, a in enumerate(failing, 1)
        ],
    )


def _counts(findings: Sequence[Finding], chinese: bool) -> str:
    unmet = sum(f.instance.verdict is Verdict.UNMET for f in findings)
    unknown = sum(f.instance.verdict in _OPEN for f in findings)
    if chinese:
        return f"{unmet} 问题, {unknown} 未定"
    return f"{unmet} fault{'' if unmet == 1 else 's'}, {unknown} open"


def show_problem_list(screen: Screen, results: Results) -> None:
    """One site's problems with their evidence, its score so far, and what was not seen."""
    (unit,) = results.units.values()
    assessment = results.assessments[unit.unit_id]
    findings = results.findings_of(unit.unit_id)
    screen.document(
        _unit_document(unit.unit_id, assessment)
        | {"findings": [_finding_document(f) for f in findings], "url": unit.url}
    )
    language = screen.language
    unmet = [f for f in results.standing_of(unit.unit_id) if f.instance.verdict is Verdict.UNMET]
    rows = [
        [
            f.finding_id,
            results.detectors[f.detector].title.in_(language),
            f.instance.says.in_(language),
        ]
        for f in unmet
    ]
    if rows:
        screen.table(
            Text(f"{unit.url} 的问题 ({len(rows)})", f"Problems of {unit.url} ({len(rows)})"),
            [Text("编号", "id"), Text("检测", "detector"), Text("问题", "problem")],
            rows,
        )
    else:
        screen.say(f"{unit.url} 没有确证的问题", f"no certain problem of {unit.url}")
    screen.say(
        f"得分 {_score(assessment)}（{_RESULT[assessment.result].zh}）",
        f"score {_score(assessment)} ({_RESULT[assessment.result].en})",
    )
    _show_measured(screen, results, findings)
    _show_not_seen(screen, results, assessment)


def _show_measured(screen: Screen, results: Results, findings: Sequence[Finding]) -> None:
    """What was measured without being a verdict: one failed visit, a suspicion for a person."""
    measured = [f for f in findings if f.instance.verdict in _OPEN]
    if not measured:
        return
    language = screen.language
    shown = measured[:_SHOWN_ROWS]
    screen.table(
        Text(f"测量值和待定项 ({len(measured)})", f"Measured, not settled ({len(measured)})"),
        [Text("检测", "detector"), Text("所见", "what was seen"), Text("原因", "reason")],
        [
            [
                results.detectors[f.detector].title.in_(language),
                f.instance.says.in_(language),
                outcome_words(f.instance.reason or "", language),
            ]
            for f in shown
        ],
    )
    left = len(measured) - len(shown)
    if left:
        screen.say(f"… 另有 {left} 项，见报告或 --json", f"… {left} more in the report or --json")


def _show_not_seen(screen: Screen, results: Results, assessment: Assessment) -> None:
    """What could not be judged and why; questions that only a person answers are counted."""
    still_open = [i for i in assessment.indicators if i.verdict in _OPEN]
    unseen = [i for i in still_open if i.reason != Reason.QUESTION_OPEN]
    titles = {i.code: i.title for i in results.system.asked}
    language = screen.language
    if unseen:
        screen.table(
            Text(f"未能判定 ({len(unseen)})", f"Not settled ({len(unseen)})"),
            [
                Text("指标", "indicator"),
                Text("名称", "title"),
                Text("已见", "seen"),
                Text("原因", "reason"),
            ],
            [
                [
                    i.code,
                    titles[i.code].in_(language),
                    f"{i.coverage.seen}/{i.coverage.expected}",
                    _why_open(i, language),
                ]
                for i in unseen
            ],
        )
    left = len(still_open) - len(unseen)
    if left:
        screen.say(
            f"另有 {left} 项指标须由人工评判", f"{left} more indicator(s) are for a person to judge"
        )


def _why_open(score: IndicatorScore, language: Language) -> str:
    if score.reason:
        return outcome_words(score.reason, language)
    missing = score.coverage.missing.items()
    return ", ".join(f"{outcome_words(reason, language)} {count}" for reason, count in missing)


def one_fault(results: Results) -> Finding | None:
    """A certain fault whose evidence may be looked at; ``None`` where there is none."""
    for unit_id in results.units:
        for finding in results.standing_of(unit_id):
            if finding.instance.verdict is Verdict.UNMET:
                return finding
    return None


def _document(results: Results, report: ReportFiles | None) -> dict[str, Any]:
    return {
        "campaign": results.campaign.name,
        "system": results.system.key,
        "as_of": results.campaign.as_of.isoformat(),
        "report": str(report.index) if report else "",
        "units": [_unit_document(u, a) for u, a in results.assessments.items()],
        "run": dict(results.run),
    }


def _unit_document(unit_id: str, assessment: Assessment) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "system": assessment.system,
        "result": assessment.result.value,
        "low": float(assessment.score.low),
        "high": float(assessment.score.high),
        "scored": assessment.scored,
        "vetoed_by": list(assessment.vetoed_by),
        "coverage": {
            "seen": assessment.coverage.seen,
            "expected": assessment.coverage.expected,
            "missing": dict(assessment.coverage.missing),
        },
    }


def _finding_document(finding: Finding) -> dict[str, Any]:
    instance = finding.instance
    return {
        "finding_id": finding.finding_id,
        "detector": finding.detector,
        "verdict": instance.verdict.value,
        "target": instance.target,
        "says": {"zh": instance.says.zh, "en": instance.says.en},
        "reason": instance.reason.value if instance.reason else "",
        "evidence": [e.digest for e in instance.evidence],
    }
