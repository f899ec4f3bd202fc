"""Interpretations and documents that do not link to each other 政策解读与文件未相互关联.

Question: do a document and its interpretation, both on the site, lead to each other?
Rule: 国办发〔2017〕47号 政府网站发展指引, 解读回应 (文件页面有解读入口，解读页面关联文件内容);
国办秘函〔2019〕19号 解读关联.
Limits: only pairs of which both pages were seen, and where the interpretation's title, or the name
and number its text begins with, names the document.  A link through redirects, to another copy of
the same paper, or whose words name the other, counts.  Where scripts may write such links and no
page with the same scripts shows one plainly, nothing is said.  An interpretation of a document that
does not stand on the site is left out.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from govgauge.detect.policy.linking import Linking, is_scripted, loaders, read_linking
from govgauge.detect.policy.papers import Paper, read_papers
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.finding import Instance
from govgauge.model.kinds import PAGES, POLICIES, POLICY_LINKS, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("政策解读与文件未相互关联", "Interpretations not linked with their documents"),
    remedy=Text(
        "在解读页面加上所解读文件的链接，在文件页面加上解读的链接",
        "link the document from the page of its interpretation, and the interpretation from the "
        "page of the document",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：解读回应；国办秘函〔2019〕19号 政策解读·双向关联",
    needs=(PAGES, TARGETS, POLICIES, POLICY_LINKS),
    basis=Basis.SYNTHETIC_ONLY,
)

_Pair = tuple[Paper, tuple[Paper, ...], bool, bool]


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each interpretation that is not linked with its document both ways."""
    papers, linking = read_papers(view), read_linking(view)
    pairs = [_pair(linking, paper, found) for paper, found in papers.pairs() if found]
    plain_there = loaders(paper for paper, _, there, _ in pairs if there)
    plain_back = loaders(d for _, found, _, back in pairs if back for d in found)
    hidden = [
        (not there and is_scripted(paper, plain_there))
        or (not back and any(is_scripted(document, plain_back) for document in found))
        for paper, found, there, back in pairs
    ]
    instances = [
        _instance(pair, scripted)
        for pair, scripted in zip(pairs, hidden, strict=True)
        if not (pair[2] and pair[3])
    ]
    return _answer(instances, len(pairs), papers.missing)


def _pair(linking: Linking, paper: Paper, found: tuple[Paper, ...]) -> _Pair:
    """An interpretation, its documents, and whether links lead there and back."""
    there = any(linking.to_document(paper, document) for document in found)
    back = any(linking.to_interpretation(document, paper) for document in found)
    return paper, found, there, back


def _instance(pair: _Pair, hidden: bool) -> Instance:
    paper, found, there, back = pair
    document = found[0]
    zh = "；".join(
        said
        for said, holds in (
            ("解读页面没有指向文件的链接", there),
            ("文件页面没有指向解读的链接", back),
        )
        if not holds
    )
    en = " and ".join(
        said
        for said, holds in (
            ("its page does not lead to the document", there),
            ("the document's page does not lead to it", back),
        )
        if not holds
    )
    shown = paper.first
    return Instance(
        target=shown.page.url,
        says=Text(
            f"解读“{paper.title}”与文件“{document.title}”未相互关联：{zh}",
            f"the interpretation “{paper.title}” and the document “{document.title}” are not linked "
            f"both ways: {en}",
        ),
        verdict=Verdict.UNDETERMINED if hidden else Verdict.UNMET,
        severity=Severity.FAULT,
        value=float(2 - there - back),
        unit_of_value="missing links",
        column=shown.page.column,
        excerpt=f"{paper.title} / {document.title}",
        mark=document.title,
        confidence=shown.row.confidence,
        evidence=(*shown.evidence, *document.first.evidence),
        reason=Reason.NEEDS_BROWSER if hidden else None,
    )


def _answer(instances: Sequence[Instance], pairs: int, unseen: Counter[Reason]) -> Detection:
    accused = sum(i.verdict is Verdict.UNMET for i in instances)
    scripted = len(instances) - accused
    missing = unseen + Counter({Reason.NEEDS_BROWSER: scripted})
    verdict, reason = Verdict.MET, None
    if accused:
        verdict = Verdict.UNMET
    elif missing or not pairs:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=pairs - scripted,
        expected=pairs - scripted + missing.total(),
        population="interpretations",
        missing=dict(sorted(missing.items())),
        value=float(accused),
        unit_of_value="interpretations",
        reason=reason,
    )
