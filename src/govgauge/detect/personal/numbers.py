"""Identity numbers, bank cards and mobile numbers: what their digits alone can prove."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EARLIEST_BIRTH = 1900
_PROVINCES = frozenset(
    str(code)
    for code in (
        *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
        *range(61, 66), 71, 81, 82, 83,
    )
)  # fmt: skip
_CARD_PREFIXES = ("62", "60", "81", "82", "4", "51", "52", "53", "54", "55", "34", "35", "37")
_CARD_LENGTHS = range(16, 20)
_MOBILE_PREFIXES = frozenset(
    f"1{n}" for n in (
        *range(30, 40), 45, 46, 47, 48, 49, *range(50, 54), *range(55, 60), 62, 65, 66, 67,
        *range(70, 79), *range(80, 90), *range(90, 94), *range(95, 100),
    )
)  # fmt: skip


def is_identity_number(number: str, as_of: date) -> bool:
    """An 18-character citizen identity number (GB 11643-1999): place, birth date, check digit."""
    digits, check = number[:17], number[17:].upper()
    if len(number) != 18 or not digits.isdigit() or digits[:2] not in _PROVINCES:
        return False
    born = _date(digits[6:14])
    if born is None or born.year < _EARLIEST_BIRTH or born > as_of:
        return False
    if digits[14:17] == "000":
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return _CHECKS[total % 11] == check


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def is_bank_card(number: str) -> bool:
    """A card number: an issuer's prefix, 16 to 19 digits, and the Luhn check (GB/T 14504)."""
    if len(number) not in _CARD_LENGTHS or not number.isdigit():
        return False
    if not number.startswith(_CARD_PREFIXES) or len(set(number)) < 4:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_mobile_number(number: str) -> bool:
    """Eleven digits with a prefix that mobile operators use (numbering plan of 2017 and after)."""
    return len(number) == 11 and number.isdigit() and number[:3] in _MOBILE_PREFIXES


def masked(value: str) -> str:
    """A value with only its ends left, so that its owner alone knows it again."""
    if "@" in value:
        name, _, host = value.partition("@")
        return f"{name[:1]}***@{host}"
    if len(value) <= 4:
        return value[:1] + "*" * (len(value) - 1)
    kept = 3 if len(value) >= 11 else 1
    return value[:kept] + "*" * (len(value) - kept - 2) + value[-2:]
