"""Plants faults into saved real pages: ``(html, encoding)`` → ``(html, mark)``.

Each function takes one thing away (or breaks one link) and leaves every other byte as it was.
``None`` means that the page has nothing of the kind, and so nothing was changed.  The mark is that
of the truth: what a detector must report.
"""

import re
from collections.abc import Callable
from zlib import crc32

Injected = tuple[bytes, str] | None
Injection = Callable[[bytes, str], Injected]

_GAP = r"(?:\s|&nbsp;|&#160;|　)*"
_ICP = re.compile(
    rf"(?:备案(?:序?号|编号)?{_GAP}[:：]{_GAP})?[\u4e00-\u9fa5]?{_GAP}ICP{_GAP}[备证](?:案)?(?:号)?"
    rf"{_GAP}[:：]?{_GAP}\d{{5,10}}{_GAP}号?(?:{_GAP}-{_GAP}\d{{1,3}})?",
    re.IGNORECASE,
)
_POLICE = re.compile(
    rf"[\u4e00-\u9fa5]?{_GAP}公(?:网安|安)备(?:案)?(?:号)?{_GAP}[:：]?{_GAP}[\d０-９]{{8,14}}"
    rf"{_GAP}(?:-\d{{1,6}})?{_GAP}号?(?:-\d{{1,6}})?"
)
_CODE = re.compile(
    rf"(?:政府)?(?:网站)?标识码{_GAP}[:：]?{_GAP}(?:<[^<>]+>{_GAP})*[A-Za-z]{{0,2}}\d[\d\s]{{6,12}}"
)
_ORGANISER = re.compile(
    rf"主\s?办\s?(?:单\s?位|方)?{_GAP}[:：]{_GAP}[^<>|&\s　]{{2,40}}",
)
_CONTACT = re.compile(
    rf"(?:(?:联系|咨询|维护|办公|值班|服务)?电\s?话|联系(?:方式|我们)|地\s?址|热线){_GAP}[:：]{_GAP}[^<>|]{{4,60}}"
)
_MAP = re.compile(
    r"<a\b[^>]*>(?:(?!</a>).)*(?:网\s?站|站\s?点|本\s?站)\s?(?:地\s?图|导航图)(?:(?!</a>).)*</a>",
    re.S | re.I,
)
_HREF = re.compile(r"(<a\b[^>]*?\bhref\s*=\s*[\"'])([^\"'#]{4,})([\"'])", re.I)
_DATE_ALONE = re.compile(
    r"(?<=>)\s*[\[(（【]?\s*(?:发布(?:时间|日期)[:：]\s*)?"
    r"(?:\d{4}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?\s*(?=<)"
)
_NO_PAGE = (".css", ".js", ".ico", ".jpg", ".png", ".gif")


def without_icp_number(html: bytes, encoding: str) -> Injected:
    """No ICP number."""
    return _cut(html, encoding, (_ICP,), "missing")


def without_police_number(html: bytes, encoding: str) -> Injected:
    """No police record number."""
    return _cut(html, encoding, (_POLICE,), "missing")


def without_site_code(html: bytes, encoding: str) -> Injected:
    """No site code in the text; its label stays."""
    return _cut(html, encoding, (_CODE,), "missing")


def without_organiser(html: bytes, encoding: str) -> Injected:
    """Nobody runs the site."""
    return _cut(html, encoding, (_ORGANISER,), "organiser")


def without_contact(html: bytes, encoding: str) -> Injected:
    """No telephone number or address."""
    return _cut(html, encoding, (_CONTACT,), "contact")


def without_party_government_mark(html: bytes, encoding: str) -> Injected:
    """No badge: neither its link, nor its script, nor the element the script fills."""
    return _cut(html, encoding, _signs_of("conac"), "missing")


def without_report_entrance(html: bytes, encoding: str) -> Injected:
    """No entrance for reports: neither link nor script."""
    return _cut(html, encoding, _signs_of("jiucuo"), "missing")


def without_site_map(html: bytes, encoding: str) -> Injected:
    """No link to a site map."""
    return _cut(html, encoding, (_MAP,), "missing")


def without_label(name: str) -> Injection:
    """No page label of this name."""
    tag = re.compile(
        rf"<meta\b(?=[^>]*\bname\s*=\s*[\"']?{re.escape(name)}[\"'\s/>])[^>]*>[ \t]*\r?\n?", re.I
    )

    def inject(html: bytes, encoding: str) -> Injected:
        return _cut(html, encoding, (tag,), name)

    return inject


def without_item_dates(html: bytes, encoding: str) -> Injected:
    """No date beside any item: every piece of text that is a date and nothing else goes."""
    return _cut(html, encoding, (_DATE_ALONE,), "undated")


def with_broken_link(html: bytes, encoding: str) -> Injected:
    """One link leads to an address that is not there; the mark is that address as written."""
    text = _decode(html, encoding)
    links = [m for m in _HREF.finditer(text) if _is_page(m[2])]
    if not links:
        return None
    chosen = links[crc32(html) % len(links)]
    address = f"/{crc32(html):08x}/t{crc32(html) % 10**8:08d}.html"
    changed = text[: chosen.start(2)] + address + text[chosen.end(2) :]
    return _encode(changed, encoding), address


INJECTIONS: dict[str, tuple[Injection, ...]] = {
    "icp_number": (without_icp_number,),
    "police_number": (without_police_number,),
    "site_code": (without_site_code,),
    "organiser_contact": (without_organiser, without_contact),
    "party_government_mark": (without_party_government_mark,),
    "report_entrance": (without_report_entrance,),
    "site_map": (without_site_map,),
    "page_labels": tuple(
        without_label(name)
        for name in (
            "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords",
            "ColumnType", "ArticleTitle", "PubDate", "ContentSource",
        )
    ),
    "undated_items": (without_item_dates,),
    "dead_links": (with_broken_link,),
}  # fmt: skip


def _signs_of(word: str) -> tuple[re.Pattern[str], ...]:
    """Links, scripts, elements and pictures whose markup names the word."""
    flags = re.S | re.I
    return (
        re.compile(rf"<script\b(?=(?:(?!</script>).)*{word})(?:(?!</script>).)*</script>", flags),
        re.compile(rf"<a\b[^>]*{word}[^>]*>(?:(?!</a>).)*</a>", flags),
        re.compile(rf"<(span|div|p)\b[^>]*{word}[^>]*>(?:(?!</?\1\b).)*</\1>", flags),
        re.compile(rf"<img\b[^>]*{word}[^>]*>", flags),
    )


def _cut(html: bytes, encoding: str, patterns: tuple[re.Pattern[str], ...], mark: str) -> Injected:
    text = _decode(html, encoding)
    cut = text
    for pattern in patterns:
        cut = pattern.sub("", cut)
    return None if cut == text else (_encode(cut, encoding), mark)


def _is_page(href: str) -> bool:
    plain = href.strip().lower()
    if plain.startswith(("javascript", "mailto", "tel:", "data:", "{", "<")):
        return False
    return not plain.partition("?")[0].endswith(_NO_PAGE)


def _decode(html: bytes, encoding: str) -> str:
    """Bytes that the encoding does not know pass through unchanged."""
    return html.decode(encoding, "surrogateescape")


def _encode(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogateescape")
