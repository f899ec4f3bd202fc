"""Commands about documents: ``publish`` writes them, ``trace`` leads a number back to its rows."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, System, Workspace, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.places import campaign_at
from govgauge.run.publishing import publish
from govgauge.run.tracing import Traced, trace
from govgauge.run.wishes import KINDS, ON_REQUEST, Wish

Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", help=f"只写这些 / only these: {', '.join((*KINDS, *ON_REQUEST))}", metavar="KIND"
    ),
]
ApprovedBy = Annotated[
    str, typer.Option("--approved-by", help="批准人；此后不再是草稿 / who approves", metavar="NAME")
]
Draft = Annotated[bool, typer.Option("--draft", help="收回批准 / take an approval back")]
Issuer = Annotated[str, typer.Option("--issuer", help="发布单位 / the office that publishes")]
Deadline = Annotated[str, typer.Option("--deadline", help="整改期限 / day faults are mended by")]
Licence = Annotated[str, typer.Option("--licence", help="开放数据的许可 / licence of open data")]
Before = Annotated[
    list[str] | None,
    typer.Option(
        "--previous", help="年度报告与之比较的批次，可多个 / campaigns to compare", metavar="NAME"
    ),
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="通报和年度报告另出 PDF / circular and report as PDF too")
]
History = Annotated[
    list[str] | None,
    typer.Option(
        "--history",
        help="公共网站列出的以往批次（须已发布） / former, published campaigns the site tells of",
        metavar="NAME",
    ),
]
Register = Annotated[
    str,
    typer.Option(
        "--register", help="季度抽查所据的清单 / list the quarter drew from", metavar="SITES"
    ),
]
PageOption = Annotated[
    str, typer.Option("--page", help="plain | official 公文版式（GB/T 9704 尺寸）", metavar="FORM")
]
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("publish")(publish_documents)
    app.command("trace")(trace_number)


def publish_documents(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    only: Only = None,
    approved_by: ApprovedBy = "",
    draft: Draft = False,
    issuer: Issuer = "",
    deadline: Deadline = "",
    page: PageOption = "plain",
    licence: Licence = "",
    previous: Before = None,
    history: History = None,
    pdf: Pdf = False,
    register: Register = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """由结果文件生成通报、年度报告、台账、诊断、开放数据和公共网站 / Write all that a campaign ends in.

    Nothing is judged again. Documents are drafts, and say so on every page, until --approved-by
    names who approves; an approval lapses when the results change. A failing unit is named only
    where all evidence of a reason is at hand. Written documents stand: a second call, or one after
    a stop, goes on with what is missing.

    Example: govgauge publish -w work --page official --deadline 2026-12-31
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    wish = Wish(
        only=tuple(only or ()),
        approved_by=approved_by,
        draft=draft,
        issuer=issuer,
        deadline=deadline,
        page_form=page,
        licence=licence,
        previous=tuple(previous or ()),
        history=tuple(history or ()),
        pdf=pdf,
        register=register,
    )
    with ExitStack() as stack:
        bars: dict[str, Any] = {}

        def progress(kind: str, done: int, total: int) -> None:
            if kind not in bars:
                bars[kind] = stack.enter_context(screen.progress(kind, kind, total))
            bars[kind].to(done, total)

        published = publish(folder, system, wish, progress)
    screen.document(
        {
            "folder": str(published.folder),
            "written": [str(path) for path in published.written],
            "kept": [str(path) for path in published.kept],
            "approved_by": published.approved_by,
            "named": published.named,
            "held": published.held,
        }
    )
    for path in published.written:
        screen.say(f"已写 {path}", f"written {path}")
    for path in published.kept:
        screen.say(f"未变 {path}", f"unchanged {path}")
    who = published.approved_by
    screen.say(
        f"批准人: {who}" if who else "草稿：未经批准，每页有水印",
        f"approved by {who}" if who else "draft: not approved, marked on every page",
    )
    if published.held:
        screen.say(
            f"{published.held} 个不合格单位因证据不在手边未列名",
            f"{published.held} failing units are not named: evidence is not at hand",
        )
    return 0


def trace_number(
    document: Annotated[Path, typer.Argument(help="文档 / the document", metavar="FILE")],
    number: Annotated[str, typer.Argument(help="印出的数字 / the number as printed")],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """由文档中的数字查到背后的数据行 / Lead a printed number back to the rows behind it.

    FILE is a document that publish wrote, by path or by name. Every place where it prints the
    number is told. Exit code 1 when the results have changed since the document was written.

    Example: govgauge trace circular.docx 37% -w work
    """
    screen = screen_for(lang, as_json)
    found = trace(campaign_at(workspace, campaign), document, number)
    screen.document([attrs.asdict(one) for one in found])
    for one in found:
        _show_traced(screen, one)
    stands = all(one.stands for one in found)
    if not stands:
        screen.say(
            "注意: 结果已变，文档须重新生成（govgauge publish）",
            "note: the results have changed since; publish again (govgauge publish)",
        )
    return 0 if stands else 1


def _show_traced(screen: Screen, one: Traced) -> None:
    figure = one.figure
    title = f"{figure.text} · {figure.place} · {figure.file}: {figure.formula.in_(screen.language)}"
    rows = [(row.key, row.says.in_(screen.language)) for row in one.rows]
    screen.table(
        Text(title, title), (Text("行", "row"), Text("内容", "what stands there")), rows[:_SHOWN]
    )
    if len(rows) > _SHOWN:
        screen.say(
            f"另有 {len(rows) - _SHOWN} 行，用 --json 列出全部",
            f"{len(rows) - _SHOWN} more rows; --json lists them all",
        )
