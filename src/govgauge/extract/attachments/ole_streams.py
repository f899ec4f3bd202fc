"""Reading the streams of a compound file (MS-CFB) through olefile, its failures told apart."""

from govgauge.extract.attachments.draft import Draft, Unreadable
from govgauge.extract.attachments.sample import Sample

_CODEPAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", 1252: "cp1252"}


def stream(sample: Sample, name: str) -> bytes:
    """One stream's bytes; :class:`Unreadable` where the file's own tables are broken."""
    if sample.ole is None:
        raise Unreadable("OLE: the compound file is broken")
    try:
        with sample.ole.openstream(name) as opened:
            data: bytes = opened.read()
    except (OSError, IndexError, KeyError, ValueError) as error:
        raise Unreadable(f"OLE: stream {name} is broken") from error
    sample.meter.unpack(len(data))
    return data


def describe(sample: Sample, draft: Draft) -> None:
    """Title, author and dates of the summary stream, where it can be read."""
    ole = sample.ole
    if ole is None:
        return
    try:
        summary = ole.get_metadata()
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        return  # Metadata is a courtesy: without it the text is read all the same.
    codec = _CODEPAGES.get((summary.codepage or 0) & 0xFFFF, "gb18030")
    draft.describe(
        _plain(summary.title, codec),
        _plain(summary.author, codec),
        summary.create_time,
        summary.last_saved_time,
    )


def kind_of_stream(sample: Sample, names: tuple[str, ...], kind: str, twin: str) -> str:
    """``kind`` for a compound file with such a stream; ``twin`` where the name says WPS Office."""
    if not sample.is_ole or not any(name in sample.ole_names for name in names):
        return ""
    return twin if sample.extension == twin else kind


def _plain(value: object, codec: str) -> str:
    return value.decode(codec, "replace") if isinstance(value, bytes) else str(value or "")
