"""What pages of one kind hold: letters, service guides, policy documents, releases, forms, counts."""

from typing import NamedTuple


class LetterFact(NamedTuple):
    """One letter to the unit as one page shows it, persons masked.

    As :class:`~govgauge.model.reading.Letter`; a list and the letter's own page both have a row.
    """

    page_seq: int
    position: int
    title: str
    asked: str
    answered: str
    unit: str
    question: str
    reply: str
    status: str
    reply_place: bool
    form: str
    confidence: float


class GuideFact(NamedTuple):
    """One service guide (办事指南) of one page; a page that lists guides in a table has several.

    As :class:`~govgauge.model.reading.Guide`, without its elements and files.
    """

    page_seq: int
    position: int
    name: str
    form: str
    mentioned: str
    elsewhere: str
    confidence: float


class GuideElementFact(NamedTuple):
    """One labelled element of the guide at this position of its page.

    As :class:`~govgauge.model.reading.GuideElement`.
    """

    page_seq: int
    position: int
    element: str
    label: str
    text: str
    carries: str
    is_empty: bool


class GuideFileFact(NamedTuple):
    """One file the guide at this position of its page links to.

    As :class:`~govgauge.model.reading.GuideFile`; ``targets`` tells what became of it.
    """

    page_seq: int
    position: int
    element: str
    anchor: str
    target: str


class PolicyFact(NamedTuple):
    """One page that is a policy document (政策文件) or interprets one (政策解读).

    As :class:`~govgauge.model.reading.Policy`, without its text.
    """

    page_seq: int
    role: str
    subject: str
    subject_from: str
    subject_number: str
    number: str
    number_written: str
    written: str
    issuer: str
    signed_by: str
    signed_on: str
    validity: str
    text_chars: int
    confidence: float


class PolicyTextFact(NamedTuple):
    """The main text of one such page, persons masked; empty lines left out."""

    page_seq: int
    text: str


class ReleaseFact(NamedTuple):
    """The dateline of one article taken over from an agency or a paper.

    As :class:`~govgauge.model.reading.Release`.
    """

    page_seq: int
    agency: str
    sent_on: str


class FormFigureFact(NamedTuple):
    """One figure of a yearly work form (政府网站工作年度报表) that a page shows.

    As :class:`~govgauge.model.reading.FormFigure`; ``position`` is its place among the page's.
    """

    page_seq: int
    position: int
    block: str
    name: str
    value: int


class StatedCountFact(NamedTuple):
    """How many service items one page says there are.

    As :class:`~govgauge.model.reading.StatedCount`.
    """

    page_seq: int
    position: int
    name: str
    stated: int
    target: str
    words: str
