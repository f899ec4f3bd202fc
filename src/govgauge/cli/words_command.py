"""The command for editors: ``words``, wrong words before publishing."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import attrs
import typer

from govgauge.cli.options import (
    LANGUAGE,
    Allow,
    Json,
    Lang,
    Resolve,
    WhitelistFile,
    plan_of,
    screen_for,
)
from govgauge.cli.screen import Screen
from govgauge.detect.wording.suspicion import NAMES
from govgauge.model.campaign import PolicyKind
from govgauge.model.text import Text
from govgauge.model.whitelist import NOTHING_ALLOWED
from govgauge.run.planning import BEIJING
from govgauge.run.whitelists import read_whitelist
from govgauge.run.words import (
    STANDARD_INPUT,
    CheckedText,
    OwnTerms,
    check_words,
    read_own_officials,
    read_own_terms,
)


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(words)


def words(
    source: Annotated[
        str, typer.Argument(help="文件、网址或 - / a file, an address, or - for standard input")
    ],
    wide: Annotated[
        bool, typer.Option("--wide", help="宽松：更多可疑处，供人复核 / more, for reviewers")
    ] = False,
    terms: Annotated[
        Path | None, typer.Option(help="自己的用语表 CSV / a table of one's own terms, CSV")
    ] = None,
    officials: Annotated[
        Path | None, typer.Option(help="任职表 CSV / a table of officials: name,post,from,to,order")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="文稿日期，默认今天 / the text's day, today if not given"
        ),
    ] = None,
    whitelist: WhitelistFile = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(help="本单位标识码或类别，可多次 / own unit id or group, for the whitelist"),
    ] = None,
    allow_address: Allow = None,
    resolve: Resolve = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """发布前检查用语 / Check wording before publishing: text, DOCX, PDF, spreadsheet or page.

    Strict by default: what is listed is nearly always wrong, and much that is wrong is not
    listed.  With --wide reviewers see more, most of it right.  Terms not to be used are listed
    with their rule; --terms adds rules of one's own.  What a --whitelist allows (rows for everybody, and
    those for --unit) is listed apart.  Exit code 1 when something is listed.

    Example: govgauge words 通知.docx
    """
    screen = screen_for(lang, as_json)
    plan = plan_of(PolicyKind.RESEARCH, 1, 0, allow_address, resolve, False)
    # A mistake in the table is told before anything is asked for.
    own = OwnTerms(
        read_own_terms(terms) if terms else (),
        _day(day),
        read_own_officials(officials) if officials else (),
    )
    table = read_whitelist(whitelist) if whitelist else NOTHING_ALLOWED
    allowed = table.of_names(unit or (), own.day)
    checked = check_words(source, plan, wide=wide, own_terms=own, allowed=allowed)
    screen.document(_document(checked))
    _show(screen, checked, wide=wide)
    return 1 if checked.places or checked.terms else 0


def _day(given: datetime | None) -> date:
    return (given or datetime.now(BEIJING)).date()


def _document(checked: CheckedText) -> dict[str, object]:
    return {
        "source": checked.source,
        "kind": checked.kind,
        "characters": checked.characters,
        "suspicions": [
            {
                "part": place.part,
                "line": place.line,
                "before": place.before,
                "inside": place.inside,
                "after": place.after,
                "says": attrs.asdict(place.suspicion.says),
                **{
                    k: v
                    for k, v in attrs.asdict(place.suspicion).items()
                    if k in ("slip", "written", "meant")
                },
            }
            for place in checked.places
        ],
        "terms": [
            {
                "part": place.part,
                "line": place.line,
                "before": place.before,
                "inside": place.inside,
                "after": place.after,
                "says": attrs.asdict(place.term.says),
                "rule": place.term.rule.rule_id,
                "meant": place.term.rule.meant,
                "source": place.term.rule.source,
                "grade": place.term.rule.grade.value,
                "verdict": place.term.rule.verdict.value,
            }
            for place in checked.terms
        ],
        "allowed": [
            {
                "place": hit.target,
                "written": hit.written,
                "excerpt": hit.excerpt,
                "phrase": hit.phrase.phrase,
                "scope": hit.phrase.scope,
                "reason": hit.phrase.reason,
                "who": hit.phrase.who,
            }
            for hit in checked.allowed
        ],
    }


def _show(screen: Screen, checked: CheckedText, *, wide: bool) -> None:
    found = len(checked.places) + len(checked.terms)
    screen.say(
        f"{checked.source}: 已检查 {checked.characters} 字，可疑 {found} 处",
        f"{checked.source}: {checked.characters} characters checked, {found} listed",
    )
    if checked.places:
        screen.table(
            Text("可疑用语", "Doubtful wording"),
            [Text("位置", "place"), Text("类别", "kind"), Text("原文", "written"),
             Text("建议", "meant"), Text("上下文", "context")],
            [
                [
                    " ".join(filter(None, (place.part, str(place.line)))),
                    NAMES[place.suspicion.slip].in_(screen.language),
                    place.suspicion.written,
                    place.suspicion.meant or "—",
                    f"…{place.before}【{place.inside}】{place.after}…",
                ]
                for place in checked.places
            ],
        )  # fmt: skip
    if checked.terms:
        screen.table(
            Text("不宜使用的用语", "Terms not to be used"),
            [Text("位置", "place"), Text("规则", "rule"), Text("原文", "written"),
             Text("建议", "meant"), Text("依据", "source"), Text("上下文", "context")],
            [
                [
                    " ".join(filter(None, (place.part, str(place.line)))),
                    place.term.rule.rule_id,
                    place.inside,
                    place.term.rule.meant or "—",
                    place.term.rule.source,
                    f"…{place.before}【{place.inside}】{place.after}…",
                ]
                for place in checked.terms
            ],
        )  # fmt: skip
    if checked.allowed:
        screen.table(
            Text("白名单放行", "Allowed by the whitelist"),
            [Text("位置", "place"), Text("原文", "written"), Text("白名单词语", "phrase"),
             Text("理由", "reason"), Text("批准人", "who")],
            [
                [hit.target, hit.written, hit.phrase.phrase, hit.phrase.reason, hit.phrase.who]
                for hit in checked.allowed
            ],
        )  # fmt: skip
    if not wide and checked.source != STANDARD_INPUT:
        screen.next_step(
            "查看更多可疑处", "see more that is doubtful", f"govgauge words {checked.source} --wide"
        )
