"""How far the raters of a campaign agree: figures for each question that two people answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

from attrs import frozen

from govgauge.model.question import AnswerKind, Question
from govgauge.model.review import Marks
from govgauge.model.text import Text
from govgauge.score.agreement.intraclass import intraclass_correlations
from govgauge.score.agreement.krippendorff import Scale, Standing
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

    @property
    def all_alike(self) -> bool:
        """Every mark of the question is the same: nothing could disagree, and no alpha exists."""
        return self.figures.alpha is None and self.figures.ac1.observed == 1


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


@frozen
class OverallAgreement:
    """All questions together: how many marks were given twice, and how questions stand.

    ``equal`` is the share of equal pairs of marks, questions weighted by the units rated twice.
    There is no alpha of all questions at once: units differ more between questions than inside one,
    so it would be high however badly each is rated (``None`` ends: no question has an alpha).
    """

    questions: int
    twice: int
    rated: int
    equal: float
    alike: int
    standings: Mapping[Standing, int]
    weakest: str
    least_alpha: float | None
    median_alpha: float | None


def overall(agreements: Sequence[QuestionAgreement]) -> OverallAgreement | None:
    """What the figures of all questions come to; ``None`` where nobody rated anything twice."""
    if not agreements:
        return None
    twice = [one.figures.rated_twice.numerator for one in agreements]
    alphas = [(one.figures.alpha, one.question) for one in agreements if not one.all_alike]
    known = sorted((alpha, question) for alpha, question in alphas if alpha is not None)
    least, weakest = known[0] if known else (None, "")
    counted = Counter(one.figures.standing for one in agreements if not one.all_alike)
    equal = sum(n * one.figures.ac1.observed for n, one in zip(twice, agreements, strict=True))
    return OverallAgreement(
        questions=len(agreements),
        twice=int(sum(twice)),
        rated=sum(one.units for one in agreements),
        equal=float(equal / sum(twice)),
        alike=sum(one.all_alike for one in agreements),
        standings={standing: counted[standing] for standing in Standing},
        weakest=weakest,
        least_alpha=least,
        median_alpha=median(alpha for alpha, _ in known) if known else None,
    )


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
