"""Interpretations that copy their document 政策解读照抄照搬.

Question: does an interpretation explain its document, or repeat its text?
Rule: 国办秘函〔2019〕19号 解读质量 (不得照抄照搬文件内容); 政府网站检查通报 names the fault.
Limits: nobody is accused here: each interpretation is raised for a person, with the longest
passages of both texts side by side.  Only pairs of which both texts stand on the pages are looked
at: a text in an attachment or a picture says nothing.  What share is too much is a parameter: no
rule sets a figure, and quoting a document to explain it is right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from govgauge.detect.policy.overlap import Overlap, Passage, overlap
from govgauge.detect.policy.papers import Paper, read_papers
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import PAGES, POLICIES, POLICY_TEXTS, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("政策解读照抄文件", "Interpretations that copy their document"),
    remedy=Text(
        "说明文件的背景、依据、主要内容、对谁有什么影响、怎样办理，用自己的话讲清楚，不照抄条文",
        "say why the document was made, what it changes, for whom and how to use it, in words of "
        "your own instead of its clauses",
    ),
    clause="国办秘函〔2019〕19号 政策解读·质量：不得照抄照搬文件内容",
    needs=(PAGES, TARGETS, POLICIES, POLICY_TEXTS),
    parameters=(
        Parameter(
            "share",
            unit="share",
            default=0.8,
            says=Text(
                "解读文字与文件相同的比例达到多少即提示",
                "the share of its text an interpretation may not have from its document",
            ),
        ),
        Parameter(
            "least_chars",
            unit="characters",
            default=150,
            says=Text("少于多少字的解读不比对", "shorter interpretations are not compared"),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_LEAST_DOCUMENT_CHARS = 100
_CUT_CHARS = 20_000
_SHOWN_CHARS = 120
_MOSTLY = 0.75


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each interpretation that is mostly the text of its document."""
    papers = read_papers(view)
    texts = {row.page_seq: row.text for row in view[POLICY_TEXTS]}
    missing = Counter(papers.missing)
    instances: list[Instance] = []
    seen = 0
    for paper, documents in papers.pairs():
        told = _prose(_text(paper, texts))
        sources = {_text(d, texts): d for d in documents if d.text_chars >= _LEAST_DOCUMENT_CHARS}
        if not documents or len(told) < params["least_chars"]:
            continue
        if not sources:
            missing[Reason.AMBIGUOUS] += 1
            continue
        found, source = max(
            ((overlap(told, text), text) for text in sources), key=lambda pair: pair[0].share
        )
        if found.share >= params["share"]:
            instances.append(_instance(paper, sources[source], found))
        elif any(len(text) >= _CUT_CHARS for text in sources):
            missing[Reason.TRUNCATED] += 1
            continue
        seen += 1
    return _answer(instances, seen, missing)


def _text(paper: Paper, texts: Mapping[int, str]) -> str:
    """The longest of the texts its pages show."""
    return max((texts.get(shown.page.seq, "") for shown in paper.pages), key=len)


def _prose(text: str) -> str:
    """Its sentences, without particulars and buttons; all of it where tags cut sentences up."""
    lines = [n for n in text.split("\n") if len(n) >= 15 and any(c in n for c in "。；，")]
    prose = "\n".join(lines)
    return prose if len(prose) >= _MOSTLY * len(text) else text


def _instance(paper: Paper, document: Paper, found: Overlap) -> Instance:
    shown, longest = paper.first, found.passages[0]
    return Instance(
        target=shown.page.url,
        says=Text(
            f"解读“{paper.title}”有 {found.share:.0%} 的文字与文件“{document.title}”相同，"
            f"最长一段 {longest.chars} 字",
            f"{found.share:.0%} of the interpretation “{paper.title}” is the text of the document "
            f"“{document.title}”; the longest passage has {longest.chars} characters",
        ),
        verdict=Verdict.NEEDS_PERSON,
        value=round(found.share, 3),
        unit_of_value="share",
        column=shown.page.column,
        excerpt=_side_by_side(longest),
        mark=document.title,
        confidence=shown.row.confidence,
        evidence=tuple(_evidence(paper, document, found.passages[:3])),
        reason=Reason.AMBIGUOUS,
    )


def _side_by_side(passage: Passage) -> str:
    copied, source = passage.copied[:_SHOWN_CHARS], passage.source[:_SHOWN_CHARS]
    return f"解读：“{copied}” / 文件：“{source}”"


def _evidence(paper: Paper, document: Paper, passages: Sequence[Passage]) -> Iterable[Evidence]:
    for side, where in ((paper, "copied"), (document, "source")):
        for evidence in side.first.evidence:
            for number, passage in enumerate(passages, 1):
                text = passage.copied if where == "copied" else passage.source
                yield Evidence(evidence.digest, evidence.url, f"{number}: {text[:_SHOWN_CHARS]}")


def _answer(instances: Sequence[Instance], seen: int, missing: Counter[Reason]) -> Detection:
    verdict, reason = Verdict.MET, None
    if instances:
        verdict, reason = Verdict.NEEDS_PERSON, main_reason(missing, Reason.AMBIGUOUS)
    elif missing or not seen:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="interpretations",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="interpretations",
        reason=reason,
    )
