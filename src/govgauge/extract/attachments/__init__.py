"""Attachments: named and typed by content, their text read under limits.

Everything here runs on a stranger's bytes: call it in a limited process.
"""

from govgauge.extract.attachments.draft import Draft, Encrypted, LimitHit, Meter, Unreadable
from govgauge.extract.attachments.reading import (
    AttachmentText,
    Limits,
    Member,
    Part,
    State,
)
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format, all_formats

__all__ = [
    "UNKNOWN",
    "AttachmentText",
    "LimitHit",
    "Limits",
    "Member",
    "Part",
    "State",
    "kind_of",
    "text_of",
]

UNKNOWN = "unknown"
EMPTY = "empty"


def text_of(data: bytes, name: str = "", limits: Limits | None = None) -> AttachmentText:
    """Type one attachment by its bytes and read its text.

    ``name`` only tells twins of one structure apart (``.doc`` and ``.wps``).  What ends the
    reading is in ``state``; running out of memory is raised, because only the caller knows whose
    limit that was.
    """
    draft = Draft(Meter(limits or Limits()), _read_member)
    return draft.finished(_read(Sample(data, name, draft.meter), draft))


def kind_of(data: bytes, name: str = "") -> str:
    """The kind alone, without reading any text."""
    sample = Sample(data, name, Meter(Limits()))
    try:
        return _known(sample)[0]
    except LimitHit:
        return _before_looking(sample)


def _read(sample: Sample, draft: Draft) -> State:
    """Type and read one file into its draft.  :class:`MemoryError` is the caller's."""
    try:
        return _typed_and_read(sample, draft)
    except LimitHit as hit:
        draft.limit = hit.name
        return State.LIMIT
    except Encrypted:
        return State.ENCRYPTED
    except Unreadable as error:
        draft.detail = str(error)
        return State.UNREADABLE
    except MemoryError:
        raise
    except Exception as error:
        # A reader that fails says nothing about the file: readers have defects too.
        draft.detail = f"{type(error).__name__}: {error}"[:200]
        return State.OUR_FAULT


def _typed_and_read(sample: Sample, draft: Draft) -> State:
    draft.kind = _before_looking(sample)
    draft.kind, known = _known(sample)
    if known is None or known.read is None:
        return State.TYPED
    known.read(sample, draft)
    if draft.limit:
        return State.LIMIT
    return State.READ if known.has_text else State.TYPED


def _known(sample: Sample) -> tuple[str, Format | None]:
    if not sample.data:
        return EMPTY, None
    for known in all_formats():
        kind = known.recognise(sample)
        if kind:
            return kind, known
    return UNKNOWN, None


def _before_looking(sample: Sample) -> str:
    """What is said of a file whose very structure hits a limit: an archive's directory can."""
    return "zip" if sample.is_zip else UNKNOWN


def _read_member(around: Draft, name: str, data: bytes) -> Member:
    """Read one member of an archive into the draft of the archive around it."""
    inner = Draft(around.meter, _read_member, around.path(name), around.depth + 1)
    try:
        state = _read(Sample(data, name, around.meter), inner)
        if inner.limit in ("unpacked_bytes", "members", "text_chars"):
            # These count the whole attachment: nothing after this member is looked at.
            raise LimitHit(inner.limit)
    finally:
        around.parts.extend(inner.parts)
        around.members.extend(inner.members)
    around.limit = around.limit or inner.limit
    detail = inner.limit or inner.detail
    return Member(around.path(name), inner.kind, len(data), state, detail)
