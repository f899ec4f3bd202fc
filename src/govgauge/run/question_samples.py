"""Questions made ready for a rater: samples drawn by the campaign's seed, days counted from today."""

import random
from collections.abc import Iterable
from datetime import date, datetime

import attrs

from govgauge.model.measure import Sample
from govgauge.model.question import Question
from govgauge.model.working_days import due_day
from govgauge.run.planning import BEIJING
from govgauge.score.question_keys import ANY
from govgauge.store.facts_reading import read_facts
from govgauge.store.workspace import CampaignFolder


def prepared(
    folder: CampaignFolder, questions: Iterable[Question], today: date | None = None
) -> tuple[Question, ...]:
    """Every question with what was drawn for it and when an answer to a test is due.

    The same campaign draws the same sample, whoever it is given to and however often.
    """
    day = today or datetime.now(BEIJING).date()
    seed = folder.read_campaign().plan.seed
    return tuple(_ready(folder, question, seed, day) for question in questions)


def _ready(folder: CampaignFolder, question: Question, seed: int, today: date) -> Question:
    if question.due is not None:
        last = due_day(today, question.due.working_days, question.due.first)
        question = attrs.evolve(question, due_day=last)
    if question.sample is None:
        return question
    there = _population(folder, question.unit_id, question.sample)
    rng = random.Random(f"{seed}/{question.subject}")
    drawn = sorted(rng.sample(there, min(question.sample.count, len(there))))
    said = f"抽自 {len(there)} 条 / drawn from {len(there)}"
    return attrs.evolve(question, drawn=(said, *drawn))


def _population(folder: CampaignFolder, unit_id: str, sample: Sample) -> list[str]:
    """The addresses of all own items of the columns asked for, each once, in order."""
    unit = folder.unit(unit_id)
    if not unit.is_done:
        return []
    facts = read_facts(unit.facts, {"columns", "column_items"})
    pages = {
        column.page_seq
        for column in facts["columns"]
        if column.page_seq >= 0 and sample.of in (ANY, column.column_class)
    }
    found = {i.target for i in facts["column_items"] if i.page_seq in pages and i.target}
    return sorted(found)
