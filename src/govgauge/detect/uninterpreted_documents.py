"""Documents of the government or its office without an interpretation 政策文件未解读.

Question: of the recent documents issued in the name of the government or its office, drawn by a
seed, how many have an interpretation?
Rule: 国办秘函〔2019〕19号 解读比例 (随机抽查以本级政府或办公厅（室）名义印发的近期文件);
国办发〔2017〕47号 政府网站发展指引, 解读回应.
Limits: an interpretation on the site, one the document leads to, and any link of the site whose
words interpret the document count, wherever it stands.  Appointments, awards, replies, meetings and
other papers nobody explains are left out.  A document is accused only when no page that was not
seen may interpret it: by the words that lead there.  The value is the share that is interpreted.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from govgauge.detect.policy.linking import Linking, read_linking
from govgauge.detect.policy.naming import document_keys, name_key
from govgauge.detect.policy.ownership import is_own
from govgauge.detect.policy.papers import Paper, Papers, read_papers
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params, Span
from govgauge.model.finding import Instance
from govgauge.model.kinds import (
    PAGES,
    POLICIES,
    POLICY_LINKS,
    TARGETS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("政策文件未解读", "Documents without interpretation"),
    remedy=Text(
        "以政府或办公厅（室）名义印发的政策文件，同步发布解读材料并与文件相互关联",
        "publish an interpretation with each policy document of the government or its office, and "
        "link the two",
    ),
    clause="国办秘函〔2019〕19号 政策解读·解读比例；国办发〔2017〕47号 政府网站发展指引：解读回应",
    needs=(PAGES, TARGETS, POLICIES, POLICY_LINKS),
    parameters=(
        Parameter(
            "sample_count",
            unit="documents",
            default=0,
            says=Text("随机抽查几件，0 为全部", "how many documents are drawn, 0 for all"),
        ),
        Parameter(
            "seed",
            unit="number",
            default=0,
            says=Text("抽查的随机种子", "the seed they are drawn by"),
        ),
        Parameter(
            "window_days",
            unit="days",
            default=365,
            says=Text("只看监测时间点前多少天发布的文件", "how far back publication is looked at"),
            span=Span.WINDOW,
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_GOVERNMENT = re.compile(r"(?:人民政府|国务院|政府)(?:办公厅|办公室)?$")
_UNEXPLAINED = re.compile(
    r"任免|任职|免职|表彰|表扬|奖励|通报|成立|领导小组|指挥部|会议|放假|分工|批复|复函|答复|废止|失效|清理|转发|更正"
    r"|值班|名单|目录|征求|征集|意见稿|草案|公示|授予"
)
_FORMAL = re.compile(
    r"(?:通知|意见|决定|办法|规定|细则|方案|规则|措施|计划)(?:[（(][^（）()]*[)）])*$"
)
_INTERPRETS = re.compile(r"解读|图解|一图[读看]懂|图读|问答|答记者问")
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_MAY_LEAD = re.compile(
    r"解读|图解|图读|读懂|问答|政策|文件|动态|要闻|新闻|公开|更多|[下末尾]一?页|^\W*\d*\W*$"
)
"""What may stand on a link to an interpretation, or to a list of them."""


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each drawn document that nothing interprets."""
    papers, linking = read_papers(view), read_linking(view)
    begin = as_of.date() - timedelta(days=params["window_days"])
    asked = [d for d in papers.documents if _is_asked(d, view, begin, as_of.date())]
    drawn = _drawn(asked, view.unit.unit_id, params)
    interpreted = _interpreted(papers, linking, view)
    lacking = [d for d in drawn if d.first.page.url not in interpreted]
    unseen = _unseen(view)
    open_as = main_reason(unseen) if lacking and unseen else None
    missing = Counter() if lacking and not unseen else papers.missing
    instances = [_instance(document, open_as) for document in lacking]
    return _answer(instances, len(drawn), missing)


def _is_asked(document: Paper, view: View, begin: date, end: date) -> bool:
    """Recent, the unit's own, of the government or its office, and of a kind that is explained."""
    day = document.first.page.published
    if not day or not begin <= date.fromisoformat(day) <= end:
        return False
    title = document.title
    if not _FORMAL.search(title) or _UNEXPLAINED.search(title):
        return False
    governs = any(_GOVERNMENT.search(issuer) for issuer in document.issuers)
    return governs and is_own(document.issuers, view.unit) is True


def _drawn(documents: Sequence[Paper], unit_id: str, params: Params) -> Sequence[Paper]:
    """So many documents in an order nobody can foresee without the seed."""
    count = params["sample_count"]
    if not count:
        return documents

    def place(document: Paper) -> str:
        key = f"{params['seed']}\x1f{unit_id}\x1f{document.first.page.url}"
        return hashlib.sha256(key.encode()).hexdigest()

    drawn = sorted(documents, key=place)[:count]
    return sorted(drawn, key=lambda document: document.first.page.url)


def _interpreted(papers: Papers, linking: Linking, view: View) -> frozenset[str]:
    """The documents that something interprets, by the address of their first page."""
    found = {d.first.page.url for _, documents in papers.pairs() for d in documents}
    keys = frozenset(key for t in view[TARGETS] for key in _interpreted_by(t.anchor))
    for document in papers.documents:
        if document.keys & keys or linking.is_interpreted(document):
            found.add(document.first.page.url)
    return frozenset(found)


def _interpreted_by(anchor: str) -> Iterator[str]:
    """By what the words of a link name the document they interpret."""
    if not _INTERPRETS.search(anchor):
        return
    for name in _NAMED.findall(anchor):
        yield from document_keys(name)
    yield name_key(re.sub(r"^关于|的?(?:政策|文件|图文)?(?:解读|图解|问答).*$", "", anchor))


def _unseen(view: View) -> Counter[Reason]:
    """Pages of the unit that were not seen and may be interpretations, by the words to them."""
    may_be = [
        target
        for target in view[TARGETS]
        if target.element == "sitemap" or _MAY_LEAD.search(target.anchor)
    ]
    known = {t.target for t in view[TARGETS]} | {t.final_url for t in view[TARGETS]}
    named = {t.target for t in may_be} | {t.final_url for t in may_be}
    pages = [p for p in view[PAGES] if p.url in named or p.url not in known]
    _, missing = pages_shown(may_be, pages)
    return missing if view[PAGES] else Counter({Reason.NOT_GATHERED: 1})


def _instance(document: Paper, reason: Reason | None) -> Instance:
    shown, title = document.first, document.title
    return Instance(
        target=shown.page.url,
        says=Text(
            f"政策文件“{title}”（{shown.page.published} 发布）没有解读材料",
            f"nothing interprets the document “{title}”, published on {shown.page.published}",
        ),
        verdict=Verdict.UNDETERMINED if reason else Verdict.UNMET,
        value=1.0,
        unit_of_value="documents",
        column=shown.page.column,
        excerpt=title,
        mark=title,
        confidence=shown.row.confidence,
        evidence=shown.evidence,
        reason=reason,
    )


def _answer(instances: Sequence[Instance], drawn: int, missing: Counter[Reason]) -> Detection:
    accused = sum(i.verdict is Verdict.UNMET for i in instances)
    seen = drawn - (len(instances) - accused)
    verdict, reason = Verdict.MET, None
    if accused:
        verdict = Verdict.UNMET
    elif missing or not drawn:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="documents",
        missing=dict(sorted(missing.items())),
        value=1 - len(instances) / drawn if drawn else None,
        unit_of_value="share" if drawn else "",
        reason=reason,
    )
