"""Letters left without an answer 留言长期未回应.

Question: has the unit left valid letters of the last year unanswered for over three months?
Rule: 国办秘函〔2019〕19号 单项否决“互动回应差”; 国办发〔2015〕15号 单项否决“互动回应差”.
Limits: only letters whose state, or the words in the reply's place, say that nobody answered are
called unanswered; a letter without any place for an answer, or with an empty one, is for a person,
and one without a state on a page with scripts that may write the reply is open.  Letters whose state
says that they are void, doubled, refused or not public are no valid messages; those settled without a
published text are answered.  Petitions (信访), reports of misconduct, interviews and consultations
are left out.  Letters that are not published cannot be seen.
"""

from collections import Counter
from datetime import datetime

from govgauge.detect.mail.letters import WINDOW, MailLetter, in_window, months_before, read_mailbox
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.finding import Instance
from govgauge.model.kinds import LETTERS, PAGES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("留言长期未回应", "Letters left unanswered"),
    remedy=Text(
        "逐条办理并公开答复，已线下答复的补录答复内容和日期；无效留言标明不予受理的原因",
        "answer each and publish the answer; where one was given otherwise, enter its text and day; "
        "mark messages that are not valid with the reason",
    ),
    clause="国办秘函〔2019〕19号 单项否决“互动回应差”；国办发〔2015〕15号 单项否决“互动回应差”",
    needs=(PAGES, TARGETS, LETTERS),
    parameters=(
        Parameter(
            "limit_months",
            unit="months",
            default=3,
            says=Text("超过几个月未回应", "months after which silence is a fault"),
        ),
        WINDOW,
    ),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each letter of the window that waited longer than the limit."""
    mailbox = read_mailbox(view)
    missing = Counter(mailbox.missing)
    latest = months_before(as_of.date(), params["limit_months"])
    instances: list[Instance] = []
    seen = 0
    for letter in mailbox.letters:
        if letter.is_void or (
            letter.asked and not in_window(letter.asked, as_of, params["window_days"])
        ):
            continue
        if letter.is_replied or (letter.asked and letter.asked >= latest):
            seen += 1
        elif letter.asked is None:
            missing[Reason.AMBIGUOUS] += 1
        elif letter.is_open or not letter.row.status:
            instances.append(_instance(letter, as_of, params))
            seen += 1
        else:
            seen += 1
    sure = [i for i in instances if i.verdict is Verdict.UNMET]
    verdict = Verdict.UNMET if sure else Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not seen):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="letters",
        missing=dict(sorted(missing.items())),
        value=float(len(sure)),
        unit_of_value="letters",
        reason=_reason(verdict, missing),
    )


def _reason(verdict: Verdict, missing: Counter[Reason]) -> Reason | None:
    if verdict is Verdict.UNDETERMINED:
        return main_reason(missing)
    return Reason.AMBIGUOUS if verdict is Verdict.NEEDS_PERSON else None


def _instance(letter: MailLetter, as_of: datetime, params: Params) -> Instance:
    asked = letter.asked
    assert asked is not None
    days = (as_of.date() - asked).days
    verdict, reason = Verdict.UNMET, None
    if letter.page.loader and not letter.row.status:
        verdict, reason = Verdict.UNDETERMINED, Reason.NEEDS_BROWSER
    elif not letter.is_open or not letter.evidence:
        verdict, reason = Verdict.NEEDS_PERSON, Reason.AMBIGUOUS
    shown = letter.row.status or letter.row.reply or "未见答复"
    return Instance(
        target=letter.page.url,
        says=Text(
            f"来信“{letter.title}”{asked} 提出，至监测时已 {days} 天，"
            f"页面显示“{shown}”，超过 {params['limit_months']} 个月未回应",
            f"the letter “{letter.title}” of {asked} has waited {days} days; its page says “{shown}”, "
            f"over {params['limit_months']} months without an answer",
        ),
        verdict=verdict,
        severity=Severity.GRAVE,
        value=float(days),
        unit_of_value="days",
        column=letter.page.column,
        excerpt=f"{letter.title} {asked} {shown}",
        mark=f"{letter.title} {asked}",
        confidence=letter.row.confidence,
        evidence=letter.evidence,
        reason=reason,
    )
