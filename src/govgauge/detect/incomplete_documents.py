"""Policy documents shown without number, date or issuer 政策文件要素不全.

Question: does each policy document show its number, a date and who issued it?
Rule: 国办发〔2017〕47号 政府网站发展指引, 信息发布 (文件标明文号、日期、发布机构等要素);
党政机关公文格式 GB/T 9704-2012, 7.2.5, 7.3.5 (发文字号、成文日期、发文机关署名).
Limits: only pages whose title is that of a formal paper (通知, 意见, 办法 …) in a column of policy
documents, or that show a number.  Drafts for comment, announcements, reposts named as such, laws,
plans and lists are left out, and so is a page whose text stands in an attachment or a picture.
What the page itself says it has not (文号：无) is told, not missing.  Where scripts may write the
particulars and no page with the same scripts shows them plainly, nothing is said.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from govgauge.detect.policy.linking import is_scripted, loaders
from govgauge.detect.policy.papers import Paper, Shown, read_papers
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import PAGES, POLICIES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("政策文件要素不全", "Documents without number, date or issuer"),
    remedy=Text(
        "在文件页面标明发文字号、成文日期或发布日期、发文机关；确无文号的注明“无”",
        "show the document's number, its date and who issued it on its page; where it has no "
        "number, say so",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：信息发布；GB/T 9704-2012 党政机关公文格式",
    needs=(PAGES, TARGETS, POLICIES),
    parameters=(
        Parameter(
            "elements",
            unit="names",
            default=("number", "date", "issuer"),
            says=Text(
                "查看哪些要素：number 文号、date 日期、issuer 发文机关",
                "which particulars are looked for: number, date, issuer",
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_FORMAL = re.compile(
    r"(?:通知|意见|决定|办法|规定|批复|细则|复函|方案|规则|命令)(?:[（(][^（）()]*[)）])*$"
)
_LEFT_OUT = re.compile(
    r"征求|征集|意见稿|草案|送审|公示|公告|通告|招标|采购|招聘|转载|转发|解读|规划|名单|清单|目录|会议|表彰"
    r"|(?<!办)法$|条例"
)
_BODY = re.compile(r"(?:委员会|政府|国务院|办公厅|办公室|局|部|厅|院|委|处|中心)$")
_LEAST_TEXT_CHARS = 100
_NAMES = {
    "number": Text("发文字号", "number"),
    "date": Text("日期", "date"),
    "issuer": Text("发文机关", "issuer"),
}


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each document that lacks one or more of the particulars."""
    papers = read_papers(view)
    documents = [paper for paper in papers.documents if _is_formal(paper)]
    missing = Counter(papers.missing)
    told = {name: loaders(d for d in documents if _TELLS[name](d)) for name in _TELLS}
    instances: list[Instance] = []
    seen = 0
    for document in documents:
        lacking = [name for name in params["elements"] if not _TELLS[name](document)]
        if lacking and _is_short(document):
            missing[Reason.AMBIGUOUS] += 1
        elif any(is_scripted(document, told[name]) for name in lacking):
            missing[Reason.NEEDS_BROWSER] += 1
        else:
            seen += 1
            if lacking:
                instances.append(_instance(document, lacking))
    return _answer(instances, seen, missing)


def _is_formal(paper: Paper) -> bool:
    title = paper.title
    return bool(_FORMAL.search(title) or paper.number) and not _LEFT_OUT.search(title)


def _is_short(paper: Paper) -> bool:
    """The text itself stands elsewhere: in an attachment or a picture."""
    return paper.text_chars < _LEAST_TEXT_CHARS


def _any(tells: Callable[[Shown], object]) -> Callable[[Paper], bool]:
    return lambda paper: any(tells(shown) for shown in paper.pages)


def _date(shown: Shown) -> object:
    page = shown.page
    return (
        page.written
        or page.published
        or page.date_unclear
        or shown.row.written
        or shown.row.signed_on
    )


def _issuer(shown: Shown) -> object:
    page = shown.page
    return page.issuer or shown.row.issuer or shown.row.signed_by or _BODY.search(page.source)


_TELLS: Mapping[str, Callable[[Paper], bool]] = {
    "number": _any(lambda shown: shown.row.number or shown.row.number_written),
    "date": _any(_date),
    "issuer": _any(_issuer),
}


def _instance(document: Paper, lacking: Sequence[str]) -> Instance:
    shown = document.first
    names = [_NAMES[name] for name in lacking]
    return Instance(
        target=shown.page.url,
        says=Text(
            f"政策文件“{document.title}”未标明{'、'.join(n.zh for n in names)}",
            f"the document “{document.title}” shows no {' and no '.join(n.en for n in names)}",
        ),
        severity=Severity.FAULT,
        value=float(len(lacking)),
        unit_of_value="particulars",
        column=shown.page.column,
        excerpt=document.title,
        mark=" ".join(lacking),
        confidence=shown.row.confidence,
        evidence=tuple(_evidence(document)),
    )


def _evidence(document: Paper) -> Iterator[Evidence]:
    for shown in document.pages:
        yield from shown.evidence


def _answer(instances: Sequence[Instance], seen: int, missing: Counter[Reason]) -> Detection:
    verdict, reason = Verdict.MET, None
    if instances:
        verdict = Verdict.UNMET
    elif missing or not seen:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="documents",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="documents",
        reason=reason,
    )
