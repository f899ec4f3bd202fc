"""What a public copy masks: secrets and personal data; and what it leaves as it is (V1, V3)."""

from __future__ import annotations

import random

import pytest

from govgauge.store.redaction import _MASKS, _folded, redact, redact_header

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(rng: random.Random) -> str:
    day = f"{rng.randrange(1940, 2015)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    number = f"{rng.choice(('110101', '440301', '510104', '330106'))}{day}{rng.randrange(1000):03}"
    total = sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=True))
    return number + "10X98765432"[total % 11]


def mobile(rng: random.Random) -> str:
    return f"1{rng.choice('3456789')}{rng.randrange(10**9):09}"


def bank_card(rng: random.Random) -> str:
    number = "62" + "".join(str(rng.randrange(10)) for _ in range(rng.choice((13, 16))))
    for last in "0123456789":
        whole = number + last
        total = 0
        for place, digit in enumerate(reversed(whole)):
            value = int(digit) * (1 + place % 2)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return whole
    raise AssertionError


@pytest.mark.parametrize("make", [identity_number, mobile, bank_card])
@pytest.mark.parametrize(
    "frame", ["电话：{}。", "<td>{}</td>", "张三{}", "{}", "号码 {}，请", "a={}&b=1", "“{}”"]
)
def test_numbers_of_persons_are_masked_wherever_they_stand(make, frame: str) -> None:
    rng = random.Random(5)
    for _ in range(60):
        number = make(rng)
        shown = redact(frame.format(number))
        assert number not in shown.text
        assert number[6:14] not in shown.text
        assert shown.masked == 1


@pytest.mark.parametrize(
    "written",
    [
        "138 1234 5678", "138-1234-5678", "+86 13812345678", "8613812345678", "１３８１２３４５６７８",
        "&#49;&#51;8&#x31;2345678", "110101 19900307 7758", "11010119900307775８",
        "6222 0212 3456 7890 128", "name.surname@example.com", "name＠example.com",
        "name&#64;example.com", "name%40example.com", "11010519491231002x",
    ],
)  # fmt: skip
def test_other_ways_to_write_them_are_masked_too(written: str) -> None:
    assert redact(f"联系 {written} 咨询").masked == 1


@pytest.mark.parametrize(
    "text",
    [
        "京ICP备05070218号", "政府网站标识码 1101050001", "国办发〔2015〕15号", "2026-11-24 10:30:00",
        "11010000002000001", "统一社会信用代码 11110000000013338W", "邮编 100001 电话 010-12345678",
        "110101199003077759", "columnid=12345&page=2", "/art/2026/11/24/art_1229_58937481.html",
        "时间戳 1795000000123", "GDP 12345678901.25 万元", "图片 8d3f.jpg?v=20261124",
        "<meta name=\"keywords\" content=\"政务公开,办事\">", "密码：请联系管理员",
    ],
)  # fmt: skip
def test_what_is_no_secret_of_anybody_stays(text: str) -> None:
    assert redact(text) == (text, 0)


SECRET = "Zx81kQp0LmW2"


@pytest.mark.parametrize(
    "text",
    [
        "http://a.gov.cn/x?token={}", "http://a.gov.cn/x?a=1&access_token={}&b=2",
        "http://a.gov.cn/x;jsessionid={}?a=1", "http://a.gov.cn/x?ticket={}",
        "http://a.gov.cn/?PHPSESSID={}", "http://a.gov.cn/?sid={}", "?x=1&amp;userToken={}",
        "http://user:{}@a.gov.cn/", "Authorization: Bearer {}", "var token = '{}';",
        "{{\"accessToken\": \"{}\"}}", "{{&quot;token&quot;:&quot;{}&quot;}}", "password={}",
        "<input type=hidden name=\"csrf_token\" value=\"{}\">",
        "<input value='{}' type=hidden name='__RequestVerificationToken'>",
        "<meta name=\"csrf-token\" content=\"{}\">", "document.cookie = \"JSESSIONID={}\"",
        "http://a.gov.cn/?url=%2Fx%3Ftoken%3D{}", "api_key: {}", "appSecret=\"{}\"",
        "X-Auth-Token: {}", "data-token=\"{}\"", "pwd={}", "signature={}", "Basic {}",
    ],
)  # fmt: skip
def test_what_opens_a_session_is_masked(text: str) -> None:
    shown = redact(text.format(SECRET))
    assert SECRET not in shown.text
    assert shown.masked >= 1


def test_only_harmless_fields_of_an_answer_are_repeated() -> None:
    header = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: SID=Zx81kQp0LmW2\r\n"
        b"X-Powered-By: secret\r\nLocation: /x?token=Zx81kQp0LmW2\r\n\r\n"
    )
    shown = redact_header(header)
    assert shown.text.split("\n") == [
        "HTTP/1.1 200 OK", "Content-Type: text/html", "Location: /x?token=***",
    ]  # fmt: skip
    assert shown.masked == 3


def test_masking_a_masked_text_again_changes_nothing() -> None:
    rng = random.Random(1)
    text = f"{identity_number(rng)} {mobile(rng)} a@b.cn ?token={SECRET}"
    once = redact(text).text
    assert redact(once).text == once


def test_no_text_with_a_match_lacks_the_sign_it_is_passed_over_by() -> None:
    """Random texts from the pieces all patterns are made of: a sign may be too many, never missing."""
    rng = random.Random(7)
    pieces = [
        "token", "ſid", "sİd", "tıcket", "SID", "apiKey", "app_Key", "Authorization", "sıgn", "sig", "jwt",
        "csrf-token",
        "=", ":", "%3D", "%3a", "&quot;", "bearer ", "BASIC ", "eyJhbGciOi.abcdef", "a@b.cn", "u＠b.cn",
        "x%40b.cn", "http://me:pw@h.cn/", "<input name=token value=abcdef>", "<meta content=x name=sid>",
        "abcdef123", " ", "-", "13912345678", "139 1234 5678", "+8613912345678", "６",
        identity_number(rng), bank_card(rng), "passwd", "pwd", "cookie", "secret", "ſession_id", "Key",
    ]  # fmt: skip
    hits = 0
    for _ in range(20_000):
        text = "".join(rng.choices(pieces, k=rng.randrange(1, 7)))
        for pattern, _mask, may_be in _MASKS:
            if pattern.search(text):
                hits += 1
                assert may_be(text, _folded(text)), (pattern.pattern, text)
    assert hits > 20_000
