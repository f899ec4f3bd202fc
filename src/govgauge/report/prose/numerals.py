"""Numbers in official Chinese: 第十二名, 前两名, 三至十名."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese_number(number: int) -> str:
    """A whole number from 0 to 9,999 in Chinese numerals (12 → 十二, 105 → 一百零五)."""
    if not 0 <= number <= 9_999:
        raise ValueError(number)
    if number < 10:
        return _DIGITS[number]
    digits = str(number)
    words = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + _UNITS[place]
        elif not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def chinese_count(number: int) -> str:
    """How many (两, not 二, before a measure word)."""
    return "两" if number == 2 else chinese_number(number)


def number_of_chinese(words: str) -> int:
    """The number a Chinese numeral of :func:`chinese_number` or ``chinese_count`` means.

    :class:`ValueError` for anything else.
    """
    if words == "两":
        return 2
    value, digit = 0, None
    for character in words:
        if character in _UNITS[1:]:
            value += (1 if digit is None else digit) * 10 ** _UNITS.index(character)
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            raise ValueError(words)
    value += digit or 0
    if not words or chinese_number(value) != words:
        raise ValueError(words)
    return value
