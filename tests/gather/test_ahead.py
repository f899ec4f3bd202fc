"""Asking ahead: the order of taking is that of asking, however few tasks there are."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from govgauge.gather.ahead import Ahead, tasks_a_crawl
from govgauge.gather.frontier import Address, Frontier
from govgauge.model.exchange import Purpose


def address(number: int) -> Address:
    return Frontier().add(f"http://a.gov.cn/{number}", own=True, purpose=Purpose.PAGE)


@pytest.mark.parametrize("tasks", [1, 2, 3, 50])
def test_answers_come_in_order_and_no_more_than_so_many_are_under_way(tasks: int) -> None:
    rng = random.Random(tasks)
    under_way, most = [0], [0]

    async def ask(asked: Address) -> Any:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        for _ in range(rng.randrange(5)):
            await asyncio.sleep(0)
        under_way[0] -= 1
        return asked.url

    async def taken() -> list[str]:
        ahead = Ahead(ask, tasks)
        for number in range(40):
            ahead.add(address(number))
        answers = []
        while ahead:
            answer: Any = await ahead.answer()
            assert answer == ahead.first.url
            answers.append(answer)
            ahead.drop()
        await ahead.close()
        return answers

    assert asyncio.run(taken()) == [address(n).url for n in range(40)]
    assert min(tasks, 3) <= most[0] <= tasks


def test_one_that_is_left_does_not_keep_the_next_from_being_asked() -> None:
    async def ask(asked: Address) -> Any:
        if asked.url.endswith("/0"):
            await asyncio.Event().wait()  # Never answers.
        return asked.url

    async def second() -> Any:
        ahead = Ahead(ask, 1)
        ahead.add(address(0))
        ahead.add(address(1))
        await asyncio.sleep(0)
        ahead.drop()
        answer = await asyncio.wait_for(ahead.answer(), 20)
        await ahead.close()
        assert len(asyncio.all_tasks()) == 1
        return answer

    assert asyncio.run(second()) == address(1).url


def test_a_failure_of_ours_comes_out_where_its_answer_would_be_taken() -> None:
    async def ask(asked: Address) -> Any:
        raise MemoryError(asked.url)

    async def first() -> None:
        ahead = Ahead(ask, 2)
        for number in range(5):
            ahead.add(address(number))
        try:
            await ahead.answer()
        finally:
            await ahead.close()

    with pytest.raises(MemoryError, match=r"/0$"):
        asyncio.run(first())


def test_many_sites_in_one_worker_have_few_tasks_each() -> None:
    assert [tasks_a_crawl(n) for n in (1, 48, 500, 5_000)] == [512, 10, 1, 1]
