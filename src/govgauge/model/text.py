"""Text in the two languages every user-facing sentence has."""

from typing import Literal

from attrs import frozen

Language = Literal["zh", "en"]


@frozen
class Text:
    """One sentence or title in Chinese and English; both are always present."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The wording in one language."""
        return self.zh if language == "zh" else self.en
