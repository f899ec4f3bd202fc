"""When an interpretation names a document: titles written alike whatever their quotes and blanks."""

import re
import unicodedata
from collections.abc import Iterator

_QUOTES = re.compile(r"[\s\u3000\u00a0《》〈〉<>“”\"'‘’「」『』【】,，、.。:：;；·—\-_|~～]+")
_INNER = re.compile(r"[《〈<]((?:[^《》〈〉<>]|[〈<][^〈〉<>]*[〉>])+)[》〉>]")
_PREFIX = re.compile(
    r"^[\u4e00-\u9fff]{2,30}?(?:委员会|人民政府|政府|国务院|办公厅|办公室|局|部|厅|院|委)"
    r"(?=关于|印发|转发|《)"
)
_ABOUT = re.compile(r"^(?:关于)?(?:印发|发布|公布|修订印发|转发)(.+?)(?:的通知|的公告|的决定)?$")
_LEAST_CHARS = 6


def name_key(name: str) -> str:
    """A title without blanks, quotes and stops, in half width; brackets with what they hold stay."""
    plain = unicodedata.normalize("NFKC", name)
    return _QUOTES.sub("", plain).casefold()


def document_keys(title: str) -> frozenset[str]:
    """Every key by which a document of this title may be named.

    Its whole title, the title without the body that issued it, and what it issues (印发《…》).
    """
    whole = unicodedata.normalize("NFKC", title)
    names = {whole, *_without_issuer(whole)}
    names |= {match[1] for match in _INNER.finditer(whole)}
    names |= {about[1] for name in list(names) if (about := _ABOUT.match(name))}
    return frozenset(key for name in names if len(key := name_key(name)) >= _LEAST_CHARS)


def subject_keys(subject: str) -> frozenset[str]:
    """Every key of what an interpretation says it interprets."""
    return document_keys(subject)


def _without_issuer(title: str) -> Iterator[str]:
    prefix = _PREFIX.match(title)
    if prefix:
        yield title[prefix.end() :]
