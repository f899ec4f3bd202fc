"""Forms of service guides that cannot be had 表格附件未提供或无法下载.

Question: can every form and file that a service guide offers or asks for be had?
Rule: 国办发〔2015〕15号 附件下载; 国办秘函〔2019〕19号 表格样表.
Limits: only an answer that says "not there" (404, 410, or the page a host gives for any address)
accuses; a refusal, an error or a page in a file's place leaves the file open.  A form that a guide
names and no file, link or page of the unit is called after is for a person: scripts, windows and
other sites may give it.  Whether a form is the right one, and is filled in as a sample, is not seen.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from govgauge.detect.guides.forms import given_otherwise, is_offered, named_forms
from govgauge.detect.guides.reading import SeenGuide, read_guides
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import GuideFileFact, PageFact, PageKind, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    GUIDE_ELEMENTS,
    GUIDE_FILES,
    GUIDES,
    PAGES,
    TARGETS,
    View,
    main_reason,
)
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("办事指南表格附件无法获取", "Forms of guides that cannot be had"),
    remedy=Text(
        "恢复失效的下载地址；指南中列出的每张表格都提供可下载的空白表和填写样表，或写明领取方式",
        "mend dead downloads; offer every form a guide names as an empty form and a filled sample, or "
        "tell where it is had",
    ),
    clause="国办发〔2015〕15号 附件下载：未提供或无法下载；国办秘函〔2019〕19号 表格样表",
    needs=(PAGES, TARGETS, GUIDES, GUIDE_ELEMENTS, GUIDE_FILES),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each file of a guide that is not there, and each form nobody offers."""
    seen = read_guides(view)
    missing = Counter(seen.missing)
    targets = {target.target: target for target in view[TARGETS]}
    pages = {page.url: page for page in view[PAGES]}
    files: dict[tuple[int, int], list[GuideFileFact]] = {}
    for file in sorted(view[GUIDE_FILES]):
        files.setdefault((file.page_seq, file.position), []).append(file)
    offered = _offered(view)
    found: dict[tuple[str, str], Instance] = {}
    settled = 0
    for guide in seen.guides:
        own = files.get((guide.row.page_seq, guide.row.position), [])
        for file in own:
            target = targets.get(file.target)
            if target is None or not target.outcome:
                missing[
                    Reason(target.reason) if target and target.reason else Reason.NOT_CHECKED
                ] += 1
                continue
            instance = _of_file(guide, file, target, pages.get(target.final_url))
            settled += 1
            if instance is not None:
                found.setdefault((instance.target, instance.mark), instance)
        for instance in _not_offered(guide, own, offered):
            found.setdefault((instance.target, instance.mark), instance)
    return _detection(tuple(found.values()), settled, missing, bool(seen.guides))


def _detection(
    instances: tuple[Instance, ...], settled: int, missing: Counter[Reason], any_guide: bool
) -> Detection:
    said = {instance.verdict for instance in instances}
    order = (Verdict.UNMET, Verdict.NEEDS_PERSON, Verdict.UNDETERMINED)
    verdict = next((v for v in order if v in said), Verdict.MET)
    if not instances and (missing or not any_guide):
        verdict = Verdict.UNDETERMINED
    reason = None
    if verdict in (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON):
        reason = next((i.reason for i in instances if i.reason), None)
        reason = reason or main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=instances,
        seen=settled,
        expected=settled + missing.total(),
        population="forms",
        missing=dict(sorted(missing.items())),
        value=float(sum(i.verdict is Verdict.UNMET for i in instances)),
        unit_of_value="forms",
        reason=reason,
    )


def _of_file(
    guide: SeenGuide, file: GuideFileFact, target: TargetFact, page: PageFact | None
) -> Instance | None:
    """What is wrong with a file that was asked for; ``None`` where nothing is."""
    outcome = Outcome(target.outcome)
    called = file.anchor or file.target.rpartition("/")[2]
    if target.status in (404, 410) or outcome is Outcome.SOFT_404:
        return _instance(
            guide,
            file.target,
            Text(
                f"的附件“{called}”无法下载：{file.target} 返回 {target.status}",
                f"offers “{called}”, which is not there: {file.target} answers {target.status}",
            ),
            excerpt=called,
            evidence=_answer(target),
        )
    if outcome is not Outcome.OK or not 200 <= target.status < 300:
        reason = Reason.of(outcome, target.status)
        return _instance(
            guide,
            file.target,
            Text(f"的附件“{called}”未能判定", f"offers “{called}”, which could not be judged"),
            excerpt=called,
            verdict=Verdict.UNDETERMINED,
            reason=reason,
        )
    if _has_ending(file.target) and page is not None and page.kind != PageKind.FILE:
        return _instance(
            guide,
            file.target,
            Text(
                f"的附件“{called}”打开的是网页，不是文件",
                f"offers “{called}”, which opens a page, no file",
            ),
            excerpt=called,
            verdict=Verdict.NEEDS_PERSON,
            reason=Reason.AMBIGUOUS,
        )
    return None


def _has_ending(address: str) -> bool:
    name = address.partition("?")[0].rpartition("/")[2].lower()
    return name.endswith((".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".zip", ".rar"))


def _offered(view: View) -> frozenset[str]:
    """What files and pages of the unit are called, where they may be forms."""
    names = {
        target.anchor for target in view[TARGETS] if "表" in target.anchor or "书" in target.anchor
    }
    names |= {file.anchor for file in view[GUIDE_FILES]}
    names |= {page.title for page in view[PAGES] if "表" in page.title or "书" in page.title}
    return frozenset(filter(None, names))


def _not_offered(
    guide: SeenGuide, own: list[GuideFileFact], offered: frozenset[str]
) -> Iterator[Instance]:
    """Each form the guide names that nothing of the unit is called after."""
    elements: Mapping[str, str] = {e: fact.text for e, fact in guide.elements.items()}
    text = "\n".join(elements.get(e, "") for e in ("materials", "forms", "steps"))
    if own or guide.row.elsewhere or given_otherwise(text):
        return
    for form in named_forms(text):
        if not is_offered(form, offered):
            yield _instance(
                guide,
                guide.page.url,
                Text(
                    f"要求的“{form}”未见提供下载，是否另有领取方式须人工核对",
                    f"asks for “{form}”, which nothing of the site offers; whether it is had otherwise "
                    "is for a person",
                ),
                excerpt=form,
                verdict=Verdict.NEEDS_PERSON,
                reason=Reason.AMBIGUOUS,
            )


def _answer(target: TargetFact) -> tuple[Evidence, ...]:
    answer = Evidence(target.digest, target.final_url, f"HTTP {target.status}")
    return (answer,) if target.digest else ()


def _instance(
    guide: SeenGuide,
    address: str,
    says: Text,
    *,
    excerpt: str,
    verdict: Verdict = Verdict.UNMET,
    reason: Reason | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Instance:
    shown = evidence + guide.evidence
    if verdict is Verdict.UNMET and not shown:
        verdict, reason = Verdict.NEEDS_PERSON, Reason.AMBIGUOUS
    return Instance(
        target=address,
        says=Text(
            f"办事指南“{guide.row.name}”{says.zh}", f"the guide “{guide.row.name}” {says.en}"
        ),
        verdict=verdict,
        severity=Severity.FAULT,
        value=1.0,
        unit_of_value="forms",
        column=guide.page.column,
        excerpt=excerpt,
        mark=excerpt,
        confidence=guide.row.confidence,
        evidence=shown,
        reason=reason,
    )
