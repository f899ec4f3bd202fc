"""Service guides that lack elements 办事指南要素缺失.

Question: which of the eight element classes does each service guide lack, or fill with nothing?
Rule: 国办发〔2015〕15号 办事指南·完整性 (the eight classes); 国办秘函〔2019〕19号 单项否决“服务不实用” and
要素齐全 (a guide that lacks four classes and more).
Limits: a class lacks where the guide neither labels nor tells it, where its cell or line is empty, or
where all that stands there says nothing (相关法规, 详见窗口).  Where a picture, a frame, a file that is
no form, or a link to more of the guide may hold it, where a near element stands instead (服务对象 for
申请条件, 办理时限 for 办理时间) or the text may tell it without a label, it is for a person; so is all
of a guide with fewer than two labels.  A page whose scripts may write elements is open.  The name of
the item is taken from the title.  Guides on other sites are not seen.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from govgauge.detect.guides.reading import LACKING, Given, SeenGuide, read_guides
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.failure import BadInput
from govgauge.model.finding import Instance
from govgauge.model.guide_elements import EIGHT, ELEMENTS
from govgauge.model.kinds import GUIDE_ELEMENTS, GUIDES, PAGES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

_BY_GUIDE, _BY_CLASS = "guide", "class"
_SURE_LABELS: Final = 2
_HOW = {
    Given.ABSENT: Text("", ""),
    Given.EMPTY: Text("（空白）", " (empty)"),
    Given.CONTENTLESS: Text("（“{}”无实际内容）", " (“{}” says nothing)"),
}


def _known_unit(value: object) -> None:
    if value not in (_BY_GUIDE, _BY_CLASS):
        raise BadInput(
            "bad-parameter",
            Text(f"each 不能是 {value}", f"each cannot be {value}"),
            Text("写 guide 或 class", "write guide or class"),
        )


DETECTOR = Detector(
    version=1,
    title=Text("办事指南要素缺失", "Guides that lack elements"),
    remedy=Text(
        "逐项补齐要素：写明依据的法律名称和条款、具体条件、全部材料、地址和窗口、办公时间、区号和电话、每一步流程；"
        "不用“相关法规”“详见窗口”代替",
        "fill in what lacks: the law and its article, the conditions, every material, street and window, "
        "office hours, the number with its area code, each step; do not write “see the rules” or "
        "“ask at the window” instead",
    ),
    clause="国办发〔2015〕15号 办事指南·完整性：八类要素；国办秘函〔2019〕19号 单项否决“服务不实用”、要素齐全",
    needs=(PAGES, TARGETS, GUIDES, GUIDE_ELEMENTS),
    parameters=(
        Parameter(
            "least_missing",
            unit="element classes",
            default=1,
            says=Text("缺少几类及以上要素才算", "how many classes a guide must lack to count"),
        ),
        Parameter(
            "each",
            unit="guide or class",
            default=_BY_GUIDE,
            says=Text(
                "按指南计（guide），或同一类要素在任何指南中缺少只计一次（class）",
                "count guides (guide), or each class once, however many guides lack it (class)",
            ),
            check=_known_unit,
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each guide, or for each class, that lacks what the parameters ask for."""
    seen = read_guides(view)
    least = params["least_missing"]
    if params["each"] == _BY_CLASS:
        instances = tuple(_by_class(seen.guides))
    else:
        instances = tuple(i for g in seen.guides if (i := _by_guide(g, least)) is not None)
    verdict = _verdict(instances)
    if not instances and (seen.missing or not seen.guides):
        verdict = Verdict.UNDETERMINED
    open_reason = main_reason(seen.missing, Reason.NO_SAMPLE)
    accused = sum(i.verdict is Verdict.UNMET for i in instances)
    return Detection(
        verdict,
        instances=instances,
        seen=len(seen.guides),
        expected=len(seen.guides) + seen.missing.total(),
        population="guides",
        missing=dict(sorted(seen.missing.items())),
        value=float(accused),
        unit_of_value="classes" if params["each"] == _BY_CLASS else "guides",
        reason={
            Verdict.UNDETERMINED: next((i.reason for i in instances), None) or open_reason,
            Verdict.NEEDS_PERSON: Reason.AMBIGUOUS,
        }.get(verdict),
    )


def _verdict(instances: Sequence[Instance]) -> Verdict:
    found = {instance.verdict for instance in instances}
    order = (Verdict.UNMET, Verdict.NEEDS_PERSON, Verdict.UNDETERMINED)
    return next((verdict for verdict in order if verdict in found), Verdict.MET)


def _standings(guide: SeenGuide) -> dict[str, Given]:
    return {element: guide.standing(element) for element in EIGHT}


def _by_guide(guide: SeenGuide, least: int) -> Instance | None:
    standings = _standings(guide)
    lacking = [element for element, given in standings.items() if given in LACKING]
    unsure = [element for element, given in standings.items() if given is Given.UNSURE]
    if len(lacking) + len(unsure) < least or not lacking + unsure:
        return None
    verdict, reason = _how_sure(guide, is_sure=len(lacking) >= least)
    name = guide.row.name
    zh, en = _named(guide, lacking)
    if unsure:
        zh += f"{'；' if zh else ''}{_list_zh(unsure)}是否齐全须人工核对"
        en += f"{'; ' if en else ''}whether it gives {_list_en(unsure)} is for a person"
    return Instance(
        target=guide.page.url,
        says=Text(f"办事指南“{name}”{zh}", f"the guide “{name}” {en}"),
        verdict=verdict,
        severity=Severity.GRAVE if len(lacking) >= len(EIGHT) // 2 else Severity.FAULT,
        value=float(len(lacking)),
        unit_of_value="element classes",
        column=guide.page.column,
        excerpt=f"{name}: {'、'.join(ELEMENTS[e].zh for e in lacking)}",
        mark=f"{name} {least}",
        confidence=guide.row.confidence,
        evidence=guide.evidence,
        reason=reason,
    )


def _by_class(guides: Sequence[SeenGuide]) -> Iterator[Instance]:
    standings = [_standings(guide) for guide in guides]
    for element in EIGHT:
        pairs = list(zip(guides, (given[element] for given in standings), strict=True))
        lacking = [guide for guide, given in pairs if given in LACKING]
        sure = [guide for guide in lacking if _how_sure(guide, is_sure=True)[1] is None]
        unsure = [guide for guide, given in pairs if given is Given.UNSURE]
        if sure or lacking or unsure:
            yield _of_class(element, sure, [*lacking, *unsure])


def _of_class(element: str, sure: Sequence[SeenGuide], open_ones: Sequence[SeenGuide]) -> Instance:
    of = sure or open_ones
    first = of[0]
    verdict, reason = _how_sure(first, is_sure=bool(sure))
    names = "、".join(f"“{guide.row.name}”" for guide in of[:3])
    what = ELEMENTS[element]
    zh = "缺少" if sure else "是否写明须人工核对："
    en = "lacking in" if sure else "for a person to look for in"
    return Instance(
        target=first.page.url,
        says=Text(
            f"办事指南要素“{what.zh}”{zh}{'' if not sure else '，见'}{names}等 {len(of)} 项",
            f"the element “{what.en}” is {en} {len(of)} guides, such as {names}",
        ),
        verdict=verdict,
        value=float(len(of)),
        unit_of_value="guides",
        column=first.page.column,
        excerpt=f"{what.zh}: {names}",
        mark=f"class {element}",
        confidence=first.row.confidence,
        evidence=first.evidence,
        reason=reason,
    )


def _how_sure(guide: SeenGuide, *, is_sure: bool) -> tuple[Verdict, Reason | None]:
    if guide.may_be_written:
        return Verdict.UNDETERMINED, Reason.NEEDS_BROWSER
    labelled = sum(bool(e.text or e.carries) for e in guide.elements.values())
    if not is_sure or labelled < _SURE_LABELS or not guide.evidence:
        return Verdict.NEEDS_PERSON, Reason.AMBIGUOUS
    return Verdict.UNMET, None


def _named(guide: SeenGuide, lacking: Sequence[str]) -> tuple[str, str]:
    if not lacking:
        return "", ""
    zh, en = [], []
    for element in lacking:
        how = _HOW[guide.standing(element)]
        filling = guide.elements[element].text[:20] if element in guide.elements else ""
        zh.append(ELEMENTS[element].zh + how.zh.format(filling))
        en.append(ELEMENTS[element].en + how.en.format(filling))
    return (
        f"缺少{'、'.join(zh)}，共 {len(lacking)} 类要素",
        f"lacks {len(lacking)} elements: {', '.join(en)}",
    )


def _list_zh(elements: Sequence[str]) -> str:
    return "、".join(ELEMENTS[element].zh for element in elements)


def _list_en(elements: Sequence[str]) -> str:
    return ", ".join(ELEMENTS[element].en for element in elements)
