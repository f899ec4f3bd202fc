"""DOCX, XLSX or PPTX under a password: a compound file around an encrypted package (MS-OFFCRYPTO)."""

from govgauge.extract.attachments.draft import Draft, Encrypted
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_PACKAGES = frozenset({"docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "wps", "et", "dps"})


def recognise(sample: Sample) -> str:
    """The kind the name tells (nothing else can), ``ooxml`` where it tells none."""
    if "encryptedpackage" not in sample.ole_names:
        return ""
    return sample.extension if sample.extension in _PACKAGES else "ooxml"


def read(sample: Sample, draft: Draft) -> None:
    """Nothing can be read."""
    raise Encrypted


FORMAT = Format(recognise, read)
