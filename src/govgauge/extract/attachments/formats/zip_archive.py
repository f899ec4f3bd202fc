"""ZIP: every member typed and read in place; nothing is ever written to a disk."""

from govgauge.extract.attachments.draft import Draft, Encrypted, Unreadable
from govgauge.extract.attachments.office_xml import package_of
from govgauge.extract.attachments.reading import State
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.zip_entries import ZipEntries, ZipEntry


def recognise(sample: Sample) -> str:
    """``zip`` for any package that no document format claimed."""
    return "zip" if sample.is_zip else ""


def read(sample: Sample, draft: Draft) -> None:
    """Members in the order of the directory; an archive at the limit of nesting is not opened."""
    package = package_of(sample)
    files = [entry for entry in package.entries if not entry.is_folder]
    draft.units = len(files)
    if files and all(entry.encrypted for entry in files):
        for entry in files:
            draft.only_typed(entry.name, entry.size, State.ENCRYPTED)
        raise Encrypted
    if draft.depth >= draft.meter.limits.nesting:
        draft.limit = "nesting"
        return
    for entry in files:
        _read_member(package, entry, draft)


def _read_member(package: ZipEntries, entry: ZipEntry, draft: Draft) -> None:
    state, detail = State.UNREADABLE, ""
    try:
        draft.nested(entry.name, package.whole(entry))
        return
    except Encrypted:
        state = State.ENCRYPTED
    except Unreadable as error:
        detail = str(error)
    except NotImplementedError as error:
        state, detail = State.TYPED, str(error)
    draft.unread += 1
    draft.only_typed(entry.name, entry.size, state, detail)


FORMAT = Format(recognise, read, rank=1)
