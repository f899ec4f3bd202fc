"""Beijing time: the day a moment belongs to, and quiet hours in which a site is not asked."""

from datetime import UTC, datetime, timedelta
from typing import Self

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text

DAY_S = 86_400
# China keeps one time, without summer time since 1991.
BEIJING_OFFSET_S = 8 * 3600


def beijing_day(moment: float) -> str:
    """The date in Beijing (``YYYY-MM-DD``) of seconds since the epoch."""
    return (datetime.fromtimestamp(moment, UTC) + timedelta(seconds=BEIJING_OFFSET_S)).strftime(
        "%Y-%m-%d"
    )


def beijing_midnight(moment: float) -> float:
    """The last midnight in Beijing at or before a moment, both in seconds since the epoch."""
    return (moment + BEIJING_OFFSET_S) // DAY_S * DAY_S - BEIJING_OFFSET_S


@frozen
class QuietHours:
    """Windows of the Beijing day, minutes after midnight; one may pass midnight (22:00-06:00)."""

    windows: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, texts: tuple[str, ...]) -> Self:
        """Windows written ``HH:MM-HH:MM``; anything else, or all day long, is ``BadInput``."""
        quiet = cls(tuple(_window(text) for text in texts))
        if quiet.windows and quiet.minutes_free() == 0:
            raise BadInput(
                "always-quiet",
                Text("安静时段覆盖全天", "the quiet hours cover the whole day"),
                Text("留出可访问的时段", "leave some time in which a site may be asked"),
            )
        return quiet

    def minutes_free(self) -> int:
        """Minutes of the day outside every window."""
        return sum(not self._covers(minute) for minute in range(24 * 60))

    def end_of(self, moment: float) -> float:
        """When asking may begin: the moment itself outside every window, else the window's end."""
        midnight = beijing_midnight(moment)
        minute = int(moment - midnight) // 60
        if not self._covers(minute):
            return moment
        while self._covers(minute % (24 * 60)):
            minute += 1
        return midnight + minute * 60

    def _covers(self, minute: int) -> bool:
        return any(
            begin <= minute < end if begin < end else minute >= begin or minute < end
            for begin, end in self.windows
        )


def _window(text: str) -> tuple[int, int]:
    begin, _, end = text.partition("-")
    try:
        pair = _minute(begin), _minute(end)
    except ValueError as error:
        raise _bad(text) from error
    if pair[0] == pair[1]:
        raise _bad(text)
    return pair


def _minute(text: str) -> int:
    hour, minute = (int(part) for part in text.strip().split(":"))
    if not (0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= 24 * 60):
        raise ValueError(text)
    return hour * 60 + minute


def _bad(text: str) -> BadInput:
    return BadInput(
        "bad-quiet-hours",
        Text(f"无法识别的安静时段 {text}", f"not a time of day: {text}"),
        Text("写成 08:30-18:00（北京时间）", "write 08:30-18:00 (Beijing time)"),
    )
