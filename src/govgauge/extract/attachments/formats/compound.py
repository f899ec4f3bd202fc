"""Any other compound file (OLE2), and one that is too broken to tell what it holds."""

from govgauge.extract.attachments.draft import Draft, Unreadable
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format


def recognise(sample: Sample) -> str:
    """``ole`` for what begins like a compound file."""
    return "ole" if sample.is_ole else ""


def read(sample: Sample, draft: Draft) -> None:
    """Tell a broken file; of a whole one no reader knows the content."""
    if sample.ole is None:
        raise Unreadable("OLE: the compound file is broken")


FORMAT = Format(recognise, read, rank=1, has_text=False)
