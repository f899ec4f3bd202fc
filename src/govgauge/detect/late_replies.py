"""Letters answered too late 答复超期.

Question: were the letters the unit shows answered within the working days the rule allows?
Rule: 国办秘函〔2019〕19号 办理答复 (简单常见问题 5 个工作日); 国办发〔2017〕47号 留言办理;
an answer after more than three months is what 互动回应差 (单项否决) means by long.
Limits: only letters shown with both days are judged; which day the clock starts on is a parameter,
and days are counted by the calendar of the State Council's holidays.  Whether a question was simple
is for a person: systems should have findings reviewed.  An answer dated before its question says
nothing.  Petitions (信访), reports of misconduct, interviews and consultations are left out.
"""

from collections import Counter
from datetime import datetime

from govgauge.detect.mail.letters import WINDOW, MailLetter, in_window, months_before, read_mailbox
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.finding import Instance
from govgauge.model.kinds import LETTERS, PAGES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.model.working_days import FirstDay, working_days_taken

DETECTOR = Detector(
    version=1,
    title=Text("答复超期", "Late replies"),
    remedy=Text(
        "收到留言后及时转办，在规定的工作日内答复并公开；一时办不完的先答复办理进度",
        "pass letters on at once, answer within the working days of the rule, and where a matter "
        "takes longer say so within them",
    ),
    clause="国办秘函〔2019〕19号 办理答复：5 个工作日；国办发〔2017〕47号 政府网站发展指引：留言办理",
    needs=(PAGES, TARGETS, LETTERS),
    parameters=(
        Parameter(
            "limit_days",
            unit="working days",
            default=5,
            says=Text("答复时限（工作日）", "working days within which an answer is due"),
        ),
        Parameter(
            "first_day",
            unit="next_day or same_day",
            default=FirstDay.NEXT_DAY.value,
            says=Text(
                "从来信次日（next_day）或当日（same_day）起算",
                "whether the clock starts the day after a letter came in, or on that day",
            ),
        ),
        Parameter(
            "long_months",
            unit="months",
            default=3,
            says=Text("超过几个月才答复为长期", "months after which a late answer is grave"),
        ),
        WINDOW,
    ),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each letter answered after more than the limit."""
    mailbox = read_mailbox(view)
    missing = Counter(mailbox.missing)
    instances: list[Instance] = []
    seen = 0
    for letter in mailbox.letters:
        taken = _taken(letter, params)
        if letter.is_void or not letter.is_replied:
            continue
        if taken is None and (
            letter.asked is None or in_window(letter.asked, as_of, params["window_days"])
        ):
            missing[Reason.AMBIGUOUS] += 1
        elif taken is not None and in_window(letter.asked, as_of, params["window_days"]):
            seen += 1
            if taken > params["limit_days"]:
                instances.append(_instance(letter, taken, params))
    verdict = Verdict.UNMET if instances else Verdict.MET
    if not instances and (missing or not seen):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="letters",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="letters",
        reason=main_reason(missing, Reason.NOT_GATHERED)
        if verdict is Verdict.UNDETERMINED
        else None,
    )


def _taken(letter: MailLetter, params: Params) -> int | None:
    if letter.asked is None or letter.answered is None:
        return None
    return working_days_taken(letter.asked, letter.answered, FirstDay(params["first_day"]))


def _instance(letter: MailLetter, taken: int, params: Params) -> Instance:
    asked, answered = letter.asked, letter.answered
    assert asked is not None
    assert answered is not None
    long = months_before(answered, params["long_months"]) > asked
    limit = params["limit_days"]
    return Instance(
        target=letter.page.url,
        says=Text(
            f"来信“{letter.title}”{asked} 提出，{answered} 答复，用了 {taken} 个工作日，超过 {limit} 个工作日",
            f"the letter “{letter.title}” of {asked} was answered on {answered}, after {taken} working "
            f"days where {limit} are allowed",
        ),
        severity=Severity.GRAVE if long else Severity.FAULT,
        value=float(taken),
        unit_of_value="working days",
        column=letter.page.column,
        excerpt=f"{letter.title} {asked} {answered}",
        mark=f"{letter.title} {asked}",
        confidence=letter.row.confidence,
        evidence=letter.evidence,
    )
