"""Personal data: valid numbers are found by their check digits, look-alikes are not."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from govgauge.detect.personal.finding import PersonalKind, find_personal_data, mask_all

AS_OF = date(2026, 11, 25)
COUNT = 10_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DIVISIONS = ["110101", "130402", "310115", "440305", "510104", "650102", "542621", "230103"]


def identity(rng: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=rng.randrange(34_000))
    digits = rng.choice(DIVISIONS) + f"{born:%Y%m%d}" + f"{rng.randrange(1, 1000):03}"
    return (
        digits + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11]
    )


def luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def card(rng: random.Random) -> str:
    length = rng.choice([16, 17, 18, 19])
    prefix = rng.choice(["622848", "621700", "623052", "436742", "552245"])
    return luhn(prefix + "".join(rng.choice("0123456789") for _ in range(length - 1 - len(prefix))))


def mobile(rng: random.Random) -> str:
    return rng.choice(["138", "159", "186", "177", "199", "147"]) + f"{rng.randrange(10**8):08}"


def credit_code(rng: random.Random) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "9111" + "0105" + "".join(rng.choice(alphabet[:10]) for _ in range(9))
    total = sum(alphabet.index(c) * pow(3, n, 31) for n, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


def kinds(text: str, *headings: str) -> list[PersonalKind]:
    return [item.kind for item in find_personal_data(text, AS_OF, headings)]


@pytest.mark.parametrize(
    ("make", "around", "kind"),
    [
        (identity, "{}", PersonalKind.IDENTITY_NUMBER),
        (identity, "张某，男，身份证号：{}，汉族", PersonalKind.IDENTITY_NUMBER),
        (card, "开户银行：农业银行，卡号{}。", PersonalKind.BANK_CARD),
        (mobile, "申请人手机：{}，家住城关镇", PersonalKind.MOBILE_NUMBER),
    ],
)
def test_ten_thousand_valid_numbers_are_all_found(
    make: Callable[[random.Random], str], around: str, kind: PersonalKind
) -> None:
    rng = random.Random(f"valid {kind} {around}")
    missed = [n for n in (make(rng) for _ in range(COUNT)) if kinds(around.format(n)) != [kind]]
    assert missed == []


def wrong_check_digit(rng: random.Random) -> str:
    number = identity(rng)
    return number[:-1] + rng.choice([c for c in "0123456789X" if c != number[-1]])


def wrong_luhn(rng: random.Random) -> str:
    number = card(rng)
    return number[:-1] + rng.choice([c for c in "0123456789" if c != number[-1]])


def masked_identity(rng: random.Random) -> str:
    number = identity(rng)
    return rng.choice([number[:6] + "********" + number[14:], number[:14] + "****"])


def masked_mobile(rng: random.Random) -> str:
    number = mobile(rng)
    return number[:3] + "****" + number[7:]


def serial(rng: random.Random) -> str:
    return f"{rng.choice(['HB', 'XZ', '冀', 'No.'])}{rng.randrange(10**17):018}"


def document_number(rng: random.Random) -> str:
    return f"邯政办〔{rng.randrange(2000, 2026)}〕{rng.randrange(1, 300)}号"


def inside_longer(rng: random.Random) -> str:
    return f"{rng.randrange(1, 10)}{identity(rng)}{rng.randrange(10)}"


def in_an_address(rng: random.Random) -> str:
    return f"http://www.a.gov.cn/art/{mobile(rng)}/{rng.randrange(10**9)}.html"


@pytest.mark.parametrize(
    ("make", "around"),
    [
        (wrong_check_digit, "张某，身份证号：{}"),
        (masked_identity, "张某，身份证号：{}"),
        (masked_mobile, "申请人手机：{}"),
        (wrong_luhn, "开户银行：农业银行，卡号{}。"),
        (credit_code, "统一社会信用代码：{}"),
        (serial, "受理编号：{}"),
        (document_number, "根据{}文件"),
        (inside_longer, "合同编号{}"),
        (in_an_address, "申请人请登录{}"),
        (mobile, "监督电话：{}"),
        (mobile, "联系人：王科长，电话{}"),
        (mobile, "{}"),
        (card, "本项目流水号{}"),
    ],
)
def test_ten_thousand_look_alikes_are_left_alone(
    make: Callable[[random.Random], str], around: str
) -> None:
    rng = random.Random(f"alike {make.__name__} {around}")
    accused = [n for n in (make(rng) for _ in range(COUNT)) if kinds(around.format(n))]
    assert accused == []


@pytest.mark.parametrize(
    ("cell", "headings", "kind"),
    [
        ("13812345678", ("姓名", "手机号码", "低保金额"), PersonalKind.MOBILE_NUMBER),
        ("城关镇幸福小区3号楼2单元501室", ("受助学生家庭住址",), PersonalKind.HOME_ADDRESS),
        ("zhangsan@163.com", ("考生姓名", "邮箱"), PersonalKind.EMAIL),
    ],
)
def test_headings_give_a_cell_its_context(
    cell: str, headings: tuple[str, ...], kind: PersonalKind
) -> None:
    assert kinds(cell, *headings) == [kind]
    assert kinds(cell, "办公室", "值班电话", "地址") == []


def test_blanks_inside_a_number_do_not_hide_it() -> None:
    number = identity(random.Random(2))
    assert kinds(f"{number[:6]} {number[6:14]} {number[14:]}") == [PersonalKind.IDENTITY_NUMBER]


def test_excerpts_hold_no_number_whole() -> None:
    rng = random.Random(3)
    number, phone = identity(rng), mobile(rng)
    text = f"申请人张某，身份证号{number}，手机{phone}"
    items = list(find_personal_data(text, AS_OF))
    shown = mask_all(text, items)
    assert len(items) == 2 and number not in shown and phone not in shown
    assert number[6:14] not in shown and "*" in shown
