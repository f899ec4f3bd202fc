"""Service guides that contradict themselves 办事指南自相矛盾.

Question: does a service guide state fees or telephones that cannot both be right?
Rule: 国办发〔2015〕15号 办事指南·准确性; 国办秘函〔2019〕19号 内容准确.
Limits: only what stands inside one guide is compared.  A guide contradicts itself for sure where one
line of its fee says nothing but that none is taken and another asks for an amount without any
condition (postage, lost papers, who pays); with a condition it is for a person.  One label given
twice with telephones that share no number is for a person, and is passed over where the places are
given twice too: a guide may serve several offices.  Whether any number is right is not seen.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from govgauge.detect.guides.reading import SeenGuide, read_guides
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.finding import Instance
from govgauge.model.guide_elements import ELEMENTS
from govgauge.model.kinds import GUIDE_ELEMENTS, GUIDES, PAGES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("办事指南自相矛盾", "Guides that contradict themselves"),
    remedy=Text(
        "核实收费和电话，同一指南内只保留一种正确的说法；有条件的收费写明条件",
        "find out which fee and which number is right and keep only that; where a fee has conditions, "
        "tell them",
    ),
    clause="国办发〔2015〕15号 办事指南·准确性；国办秘函〔2019〕19号 内容准确",
    needs=(PAGES, TARGETS, GUIDES, GUIDE_ELEMENTS),
    basis=Basis.SYNTHETIC_ONLY,
)
_SAID_AGAIN = re.compile(r"^([\u4e00-\u9fff（）()]{2,14})：(.*)$")
_FREE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}[:：])?(?:否|不收费?|免费|无收费|不收取(?:任何)?费用|零收费)(?:办理)?[。；;，,\s]*"
)
_AMOUNT = re.compile(r"(?<!\d)\d+(?:\.\d+)?\s*(?:元|块)|[一二三四五六七八九十百]+元")
_CONDITION = re.compile(
    "邮|快递|补[办领发证]|遗失|加急|除外|超[过出]|另|自愿|如需|若|以外|其他|企业|个人|单位|首次|第二|第三方|检测|评估|公告费|押金|工本"
)
_NUMBER = re.compile(r"(?<!\d)(?:0\d{2,3}[ \-—－)）]{0,2})?([2-9]\d{6,7})(?!\d)")


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each contradiction inside a guide."""
    seen = read_guides(view)
    instances = tuple(i for guide in seen.guides for i in (*_fees(guide), *_phones(guide)))
    said = {instance.verdict for instance in instances}
    order = (Verdict.UNMET, Verdict.NEEDS_PERSON)
    verdict = next((v for v in order if v in said), Verdict.MET)
    if not instances and (seen.missing or not seen.guides):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(seen.guides),
        expected=len(seen.guides) + seen.missing.total(),
        population="guides",
        missing=dict(sorted(seen.missing.items())),
        value=float(sum(i.verdict is Verdict.UNMET for i in instances)),
        unit_of_value="contradictions",
        reason={
            Verdict.UNDETERMINED: main_reason(seen.missing, Reason.NO_SAMPLE),
            Verdict.NEEDS_PERSON: Reason.AMBIGUOUS,
        }.get(verdict),
    )


def _fees(guide: SeenGuide) -> Iterator[Instance]:
    """A line that takes nothing beside one that takes an amount."""
    fact = guide.elements.get("fee")
    lines = fact.text.split("\n") if fact else []
    free = next((line for line in lines if _FREE.fullmatch(line)), "")
    dear = next((line for line in lines if _AMOUNT.search(line)), "")
    if free and dear:
        begin, end = sorted((lines.index(free), lines.index(dear)))
        is_sure = not any(_CONDITION.search(line) for line in lines[begin : end + 1])
        yield _instance(guide, "fee", free, dear, is_sure=is_sure)


def _phones(guide: SeenGuide) -> Iterator[Instance]:
    """One label given twice with numbers of which none is the same."""
    fact, place = guide.elements.get("phone"), guide.elements.get("place")
    if fact is None or (place and any(map(_SAID_AGAIN.match, place.text.split("\n")))):
        return
    first: list[str] = []
    for line in fact.text.split("\n"):
        again = _SAID_AGAIN.match(line)
        if again is None:
            first.append(line)
            continue
        numbers, others = (set(_NUMBER.findall(text)) for text in ("\n".join(first), again[2]))
        if again[1] == fact.label and numbers and others and not numbers & others:
            yield _instance(guide, "phone", first[0], line, is_sure=False)


def _instance(guide: SeenGuide, element: str, one: str, other: str, *, is_sure: bool) -> Instance:
    what, name = ELEMENTS[element], guide.row.name
    first, second = one[:40], other[:40]
    sure = is_sure and bool(guide.evidence) and not guide.may_be_written
    return Instance(
        target=guide.page.url,
        says=Text(
            f"办事指南“{name}”的{what.zh}前后不一：“{first}”与“{second}”{'' if sure else '，是否矛盾须人工核对'}",
            f"the guide “{name}” gives its {what.en} as “{first}” and as “{second}”"
            f"{'' if sure else '; whether they contradict is for a person'}",
        ),
        verdict=Verdict.UNMET if sure else Verdict.NEEDS_PERSON,
        value=1.0,
        unit_of_value="contradictions",
        column=guide.page.column,
        excerpt=f"{first} / {second}",
        mark=f"{name} {element}",
        confidence=guide.row.confidence,
        evidence=guide.evidence,
        reason=None if sure else Reason.AMBIGUOUS,
    )
