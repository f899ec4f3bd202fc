"""How far the raters of a campaign agree: figures for each question that two people answered."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govgauge.model.question import AnswerKind, Question
from govgauge.model.review import Marks
from govgauge.model.text import Text
from govgauge.score.agreement.intraclass import intraclass_correlations
from govgauge.score.agreement.krippendorff import Scale
from govgauge.score.agreement.ratings import Ratings, as_ratings, rater_effects
from govgauge.score.agreement.second_readings import ItemAgreement, item_agreement

_FEWEST_UNITS = 2


@frozen
class QuestionAgreement:
    """One question over all units: who rated, the figures, and each rater's mean deviation.

    ``correlation`` is ICC(2,1) of the units all of these raters marked; ``None`` for words, with
    blanks only, or without any spread.
    """

    question: str
    title: Text
    raters: tuple[str, ...]
    units: int
    figures: ItemAgreement
    correlation: float | None
    effects: Mapping[str, float | None]


def agreement(
    asked: Sequence[Question], marks: Mapping[str, Marks]
) -> tuple[QuestionAgreement, ...]:
    """Every question that some unit has two marks of, in the order of the system.

    What an arbiter settled later changes nothing here: the figures tell of the raters.
    """
    by_question: dict[str, list[Question]] = {}
    for question in asked:
        if question.subject in marks:
            by_question.setdefault(_key(question), []).append(question)
    found = (_of_question(key, some, marks) for key, some in by_question.items())
    return tuple(one for one in found if one is not None)


def _key(question: Question) -> str:
    """The question without its unit: ``CODE`` or ``CODE/2``."""
    return question.subject.removeprefix(f"{question.unit_id}/")


def _of_question(
    key: str, questions: Sequence[Question], marks: Mapping[str, Marks]
) -> QuestionAgreement | None:
    said = [marks[q.subject].by_rater for q in questions]
    raters = tuple(sorted({who for one in said for who in one}))
    words = questions[0].allowed.categories
    in_words = questions[0].allowed.kind is AnswerKind.CATEGORY

    def number(value: str) -> float:
        return float(words.index(value)) if in_words else float(Fraction(value))

    ratings = as_ratings(
        [[number(one[who]) if who in one else None for who in raters] for one in said]
    )
    scale = Scale.ORDINAL if in_words else Scale.INTERVAL
    figures = item_agreement(ratings, scale)
    if figures is None:
        return None
    return QuestionAgreement(
        question=key,
        title=questions[0].title,
        raters=raters,
        units=len(said),
        figures=figures,
        correlation=None if in_words else _correlation(ratings),
        effects=dict(zip(raters, rater_effects(ratings), strict=True)),
    )


def _correlation(ratings: Ratings) -> float | None:
    whole = ratings[~(ratings != ratings).any(axis=1)]
    if len(whole) < _FEWEST_UNITS or whole.shape[1] < _FEWEST_UNITS:
        return None
    try:
        return intraclass_correlations(whole).single_2
    except ValueError:  # Marks that are all alike have none.
        return None
