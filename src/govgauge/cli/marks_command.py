"""``marks``: people's answers as workbooks, one for each rater."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.agreement_table import agreement_document, overall_document, show_agreement
from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, System, Workspace, screen_for
from govgauge.model.question import GivenMark
from govgauge.model.text import Text
from govgauge.run.marks import arbitrate, export_marks, import_marks, standing
from govgauge.run.places import campaign_at

marks_app = typer.Typer(help="人工评分 / people's marks", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(marks_app, name="marks")


@marks_app.command()
def export(
    rater: Annotated[
        list[str] | None, typer.Option("--rater", help="评分人，可多次 / who rates; repeatable")
    ] = None,
    again: Annotated[
        int,
        typer.Option("--again", min=0, max=100, help="二次评分单位比例 % / units rated twice, %"),
    ] = 10,
    seed: Annotated[int, typer.Option("--seed", help="分配种子 / seed of the deal")] = 1,
    output: Annotated[Path, typer.Option("-o", "--output", help="输出目录 / folder")] = Path(
        "marks"
    ),
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """导出评分表 / Write an XLSX workbook for each rater with the questions still open.

    Units are dealt out to the raters; some go to a second rater too, who is not told.
    Example: govgauge marks export --rater 甲 --rater 乙 --again 10 -w work -o marks
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    sheets = export_marks(folder, system, rater or ["rater"], again, seed, output)
    screen.document(
        {
            "files": {
                who: {"file": str(p), "questions": n} for who, (p, n) in sheets.files.items()
            },
            "units_rated_twice": sheets.twice,
        }
    )
    for who, (path, count) in sheets.files.items():
        screen.say(f"{who}: {path}（{count} 题）", f"{who}: {path} ({count} questions)")
    screen.say(f"二次评分的单位: {sheets.twice}", f"units that are rated twice: {sheets.twice}")
    screen.next_step(
        "填好后导入", "when filled in", f"govgauge marks import {output}/*.xlsx -w {workspace}"
    )
    return 0


@marks_app.command("import")
def import_(
    books: Annotated[
        list[Path], typer.Argument(help="填好的评分表 / workbooks", metavar="BOOK...")
    ],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """导入评分表 / Take workbooks back; bad cells are named, good ones are kept.

    Importing a book twice changes nothing; a changed answer is appended, never overwritten.
    Exit code 1 when some cell could not be taken.
    Example: govgauge marks import marks/甲.xlsx marks/乙.xlsx -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    taken = import_marks(folder, system, books)
    screen.document(
        [
            {"file": str(t.path), "rater": t.rater, "new": t.new, "known": t.known,
             "blank": t.blank,
             "problems": [{"code": p.code, "cell": p.place.cell} for p in t.problems]}
            for t in taken
        ]
    )  # fmt: skip
    for book in taken:
        screen.say(
            f"{book.rater}: 新 {book.new}，已有 {book.known}，未答 {book.blank}，有误 {len(book.problems)}",
            f"{book.rater}: new {book.new}, known {book.known}, blank {book.blank},"
            f" faulty {len(book.problems)}",
        )
        screen.problems(book.problems)
    stands = standing(folder, system)
    if stands.disagreements:
        screen.next_step(
            "处理分歧", "settle disagreements", f"govgauge marks status -w {workspace}"
        )
    else:
        screen.next_step("重新评判", "judge again", f"govgauge judge -w {workspace}")
    return 1 if any(t.problems for t in taken) else 0


@marks_app.command()
def status(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """评分进度、一致性和分歧 / How many questions are answered, how far raters agree, and where not.

    Agreement is told for each question that two people answered about some unit: the share of equal
    marks, Krippendorff's alpha, Gwet's AC1, Cohen's kappa (two raters), ICC(2,1) (numbers).
    Example: govgauge marks status -w work
    """
    screen = screen_for(lang, as_json)
    stands = standing(campaign_at(workspace, campaign), system)
    screen.document(
        {
            "asked": stands.asked,
            "answered": stands.answered,
            "disagreements": stands.disagreements,
            "agreement": [agreement_document(one) for one in stands.agreement],
            "overall": overall_document(stands.agreement),
        }
    )
    screen.say(
        f"已答 {stands.answered} / {stands.asked} 题",
        f"answered {stands.answered} of {stands.asked}",
    )
    show_agreement(screen, stands.agreement)
    if not stands.disagreements:
        screen.next_step("重新评判", "judge again", f"govgauge judge -w {workspace}")
        return 0
    screen.table(
        Text("分歧", "Disagreements"),
        [Text("编号", "subject"), Text("各评分人", "what each says")],
        [
            [subject, "; ".join(f"{who}: {value}" for who, value in sorted(said.items()))]
            for subject, said in stands.disagreements.items()
        ],
    )
    first = next(iter(stands.disagreements))
    screen.next_step(
        "仲裁", "settle one", f'govgauge marks arbitrate {first} --value V --by WHO --why "…"'
    )
    return 0


@marks_app.command("arbitrate")
def arbitrate_(
    subject: Annotated[str, typer.Argument(help="编号 / id of the question")],
    value: Annotated[str, typer.Option("--value", help="裁定的答案 / the answer that stands")],
    by: Annotated[str, typer.Option("--by", help="仲裁人 / who settles it")],
    why: Annotated[str, typer.Option("--why", help="理由 / reason")],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """仲裁分歧 / Settle a question that two raters answered differently.

    Example: govgauge marks arbitrate 1304000009/V-W1 --value 0 --by 丙 --why "复看原页，无此问题"
    """
    screen = screen_for(lang, as_json)
    decisions = arbitrate(
        campaign_at(workspace, campaign), system, GivenMark(subject, value, why), by
    )
    screen.document({"subject": subject, "value": decisions.marks[subject].settled})
    screen.say(f"{subject}: 裁定 {value}", f"{subject}: settled at {value}")
    screen.next_step("重新评判", "judge again", f"govgauge judge -w {workspace}")
    return 0
