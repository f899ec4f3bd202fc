"""PDF: text by page (pypdf under its own limits, set to ours)."""

import io
import logging
import re
from collections.abc import Mapping

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PdfReadError, PyPdfError

from govgauge.extract.attachments.draft import Draft, Encrypted, LimitHit, Unreadable
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_MAGIC = b"%PDF-"
_WHERE = 1024
"""Readers accept the magic anywhere in the first 1,024 bytes (ISO 32000-1, Annex H, 3.4.1)."""
# The library stops at structures in circles by one error or the other.
_LOOP = re.compile("cycl|loop|circular|recurs", re.IGNORECASE)
_STREAM_BYTES = 32 * 1024 * 1024

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def recognise(sample: Sample) -> str:
    """``pdf`` for bytes that begin as one."""
    if sample.data.startswith(_MAGIC):
        return "pdf"
    head = sample.head[:_WHERE]
    # Bytes before it are blank or a mark; a page that speaks of PDF files has markup there.
    at = head.find(_MAGIC)
    return "pdf" if at > 0 and b"<" not in head[:at] and not sample.is_zip else ""


def read(sample: Sample, draft: Draft) -> None:
    """The text of every page; a page that cannot be read is counted and the next one tried."""
    with apply_configuration(_configured(draft)):
        reader = _opened(sample, draft)
        if draft.units > draft.meter.limits.pages:
            raise LimitHit("pages")
        _describe(reader, draft)
        _read_pages(reader, draft)


def _opened(sample: Sample, draft: Draft) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(sample.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Encrypted
        draft.units = len(reader.pages)
    except LimitReachedError as error:
        raise LimitHit("pdf_structure") from error
    except FileNotDecryptedError as error:
        raise Encrypted from error
    except PdfReadError as error:
        if _LOOP.search(str(error)):
            raise LimitHit("pdf_structure") from error
        raise Unreadable(f"PDF: {str(error)[:120]}") from error
    return reader


def _read_pages(reader: PdfReader, draft: Draft) -> None:
    for number in range(draft.units):
        try:
            text = reader.pages[number].extract_text()
        except LimitReachedError as error:
            raise LimitHit("pdf_stream") from error
        except MemoryError:
            raise
        except Exception as error:
            draft.unread += 1
            draft.detail = draft.detail or f"{type(error).__name__}: {error}"[:200]
            continue
        draft.add(text, f"page:{number + 1}")


def _describe(reader: PdfReader, draft: Draft) -> None:
    try:
        info: Mapping[str, object] = reader.metadata or {}
        draft.describe(
            info.get("/Title"), info.get("/Author"), info.get("/CreationDate"), info.get("/ModDate")
        )
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError):
        return  # Metadata is a courtesy: without it the text is read all the same.


def _configured(draft: Draft) -> Configuration:
    return Configuration(
        zlib_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        brotli_maximum_output_length=_STREAM_BYTES,
        array_based_stream_maximum_output_length=_STREAM_BYTES,
        page_tree_maximum_entries=4 * draft.meter.limits.pages,
        jbig2dec_binary=None,
    )


FORMAT = Format(recognise, read)
