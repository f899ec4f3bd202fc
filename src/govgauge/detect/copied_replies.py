"""Replies copied to other questions, or that say nothing 答复雷同、敷衍.

Question: do replies answer their letters, or is one text sent to different questions, or nothing said?
Rule: 国办秘函〔2019〕19号 办理答复 (答复推诿敷衍、答非所问); 国办发〔2017〕47号 留言办理.
Limits: nobody is accused here: each reply is raised for a person.  One text is raised where it has
something to say (30 characters and more without greetings) and its questions differ in wording: they
may still ask the same.  A question sent twice, and the same letter in two columns, are not raised.
A reply says nothing when all of it is a receipt, or sends the writer to an office it does not name.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from govgauge.detect.mail.answers import alike, is_evasive, may_be_copied, substance
from govgauge.detect.mail.letters import WINDOW, MailLetter, in_window, read_mailbox
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.finding import Instance
from govgauge.model.kinds import LETTERS, PAGES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("答复雷同或敷衍", "Copied or empty replies"),
    remedy=Text(
        "按来信所问逐项答复；须由其他部门办理的，写明部门名称和联系方式，或转办后答复结果",
        "answer what the letter asks; where another office must, name it with its number, or pass the "
        "letter on and tell what came of it",
    ),
    clause="国办秘函〔2019〕19号 办理答复：答复推诿敷衍、答非所问；国办发〔2017〕47号 政府网站发展指引：留言办理",
    needs=(PAGES, TARGETS, LETTERS),
    parameters=(WINDOW,),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each reply that was copied or says nothing."""
    mailbox = read_mailbox(view)
    missing = mailbox.missing
    days = params["window_days"]
    replied = [
        letter
        for letter in mailbox.letters
        if letter.reply and in_window(letter.asked, as_of, days)
    ]
    instances = (*_copied(replied), *_evasive(replied))
    verdict = Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not replied):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(replied),
        expected=len(replied) + missing.total(),
        population="letters",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="letters",
        reason=main_reason(missing, Reason.NOT_GATHERED) if verdict is not Verdict.MET else None,
    )


def _copied(letters: Sequence[MailLetter]) -> Iterator[Instance]:
    """Each letter whose reply another letter with a different question has word for word."""
    by_reply: dict[str, list[MailLetter]] = {}
    for letter in letters:
        if may_be_copied(letter.reply):
            by_reply.setdefault(substance(letter.reply), []).append(letter)
    for same in by_reply.values():
        for letter in same:
            other = next((o for o in same if not alike(_asks(letter), _asks(o))), None)
            if other is not None:
                yield _instance(
                    letter,
                    f"与来信“{other.title}”的答复一字不差，而两封来信文字不同",
                    f"is word for word that to “{other.title}”, a letter in other words",
                    "copied",
                )


def _evasive(letters: Sequence[MailLetter]) -> Iterator[Instance]:
    for letter in letters:
        if is_evasive(letter.reply):
            yield _instance(
                letter,
                "只表示收到或请其另问有关部门，没有实质内容",
                "only says that it was received or that an office should be asked",
                "evasive",
            )


def _asks(letter: MailLetter) -> str:
    return letter.row.question or letter.title


def _instance(letter: MailLetter, zh: str, en: str, mark: str) -> Instance:
    return Instance(
        target=letter.page.url,
        says=Text(f"来信“{letter.title}”的答复{zh}", f"the reply to “{letter.title}” {en}"),
        verdict=Verdict.NEEDS_PERSON,
        value=1.0,
        unit_of_value="letters",
        column=letter.page.column,
        excerpt=letter.reply[:80],
        mark=f"{mark} {letter.title} {letter.asked or ''}".strip(),
        confidence=letter.row.confidence,
        evidence=letter.evidence,
        reason=Reason.AMBIGUOUS,
    )
