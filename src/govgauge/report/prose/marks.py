"""Names in a printed line stand as one mark each, so that words inside a name join nothing."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

MARK = "[\U000f0000-\U000fffff]"
_FIRST_MARK = 0xF0000
_MOST_TRIED = 200


def names_by_mark(names: Sequence[str]) -> Mapping[str, str]:
    """The name each mark stands for."""
    return {chr(_FIRST_MARK + n): name for n, name in enumerate(names)}


def marked_texts(text: str, names: Sequence[str]) -> Iterator[str]:
    """The text with marks for names: longest names first, then every other way, 200 at most."""
    marks = {name: mark for mark, name in names_by_mark(names).items()}
    by_first: dict[str, list[str]] = {}
    for name in sorted(set(names), key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)

    def walk(at: int, written: str) -> Iterator[str]:
        while at < len(text):
            here = [n for n in by_first.get(text[at], ()) if text.startswith(n, at)]
            for name in here[:-1]:
                yield from walk(at + len(name), written + marks[name])
            if here:
                written, at = written + marks[here[-1]], at + len(here[-1])
            else:
                written, at = written + text[at], at + 1
        yield written

    return islice(walk(0, ""), _MOST_TRIED)
