"""ODF (ODT, ODS, ODP): text of ``content.xml`` (OASIS OpenDocument 1.3)."""

from govgauge.extract.attachments.draft import Draft, Encrypted
from govgauge.extract.attachments.office_xml import package_of
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import Flow, read_core

_MIME = b"mimetypeapplication/vnd.oasis.opendocument."
_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_LINES = frozenset({"p", "h", "line-break", "table-row"})
_SIGNS = {"tab": "\t", "s": " "}
_SKIPPED = frozenset({"tracked-changes", "annotation"})


def recognise(sample: Sample) -> str:
    """The kind that the first member, ``mimetype``, names."""
    at = sample.head.find(_MIME, 0, 100) if sample.is_zip else -1
    if at < 0:
        return ""
    rest = sample.head[at + len(_MIME) :]
    return next((kind for mark, kind in _KINDS.items() if rest.startswith(mark)), "odf")


def read(sample: Sample, draft: Draft) -> None:
    """Metadata and running text."""
    package = package_of(sample)
    manifest = package.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in package.whole(manifest):
        raise Encrypted
    meta = package.get("meta.xml")
    if meta is not None:
        read_core(draft, package.pieces(meta))
    content = package.get("content.xml")
    if content is not None:
        Flow(draft, "", frozenset({"p", "h"}), _LINES, _SIGNS, _SKIPPED).read(
            package.pieces(content)
        )


FORMAT = Format(recognise, read)
