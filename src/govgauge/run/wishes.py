"""What a person asks ``publish`` for, and what is refused before anything is written."""

from attrs import frozen

from govgauge.model.failure import BadInput, NotAllowed, Place
from govgauge.model.results import Results
from govgauge.model.text import Text
from govgauge.report.docx.page_form import FORMS

KINDS = ("circular", "yearly", "ledger", "diagnosis", "score-sheets", "open-data", "observatory")
ON_REQUEST = ("quarterly",)
"""Kinds that are written only where they are named: not every campaign is one of theirs."""


@frozen
class Wish:
    """What a person asked for.

    ``draft`` takes an approval back; ``register`` is the list a quarter's units were drawn from.
    """

    only: tuple[str, ...] = ()
    approved_by: str = ""
    draft: bool = False
    issuer: str = ""
    deadline: str = ""
    page_form: str = "plain"
    licence: str = ""
    previous: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    pdf: bool = False
    register: str = ""


def check_wish(wish: Wish) -> None:
    """Refuse what cannot be written.  Raises ``BadInput``."""
    unknown = [kind for kind in wish.only if kind not in (*KINDS, *ON_REQUEST)]
    if unknown:
        known = ", ".join((*KINDS, *ON_REQUEST))
        raise BadInput(
            "unknown-document",
            Text(f"没有文档种类 {unknown[0]}", f"no kind of document is named {unknown[0]}"),
            Text(f"可用: {known}", f"there are: {known}"),
            Place(field="--only"),
        )
    if wish.page_form not in FORMS:
        raise BadInput(
            "unknown-page",
            Text(f"没有版式 {wish.page_form}", f"no page is named {wish.page_form}"),
            Text(f"可用: {', '.join(FORMS)}", f"there are: {', '.join(FORMS)}"),
            Place(field="--page"),
        )
    if wish.draft and wish.approved_by:
        raise BadInput(
            "draft-or-approved",
            Text("草稿与批准不能同时要求", "a document is a draft or approved, not both"),
            Text("去掉 --draft 或 --approved-by", "leave out --draft or --approved-by"),
            Place(field="--draft"),
        )


def check_issuer(results: Results, issuer: str) -> None:
    """Refuse the name of the institution whose published form a system only follows."""
    theirs = any(issuer in source or source in issuer for source in results.system.sources)
    if issuer and results.system.status == "style" and theirs:
        raise NotAllowed(
            "style-not-theirs",
            Text(
                f"{results.system.key} 仿照 {issuer} 的形式自拟，不得以其名义发布",
                f"{results.system.key} only follows the form of {issuer} and may not bear its name",
            ),
            Text("用实际发布单位的名称", "name the office that really publishes"),
            Place(field="--issuer"),
        )
