"""What DOCX, XLSX, PPTX and their kin share: a ZIP of XML parts (ISO/IEC 29500-2)."""

from collections.abc import Mapping

from govgauge.extract.attachments.draft import Draft, Unreadable
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.xml_stream import read_core, read_xml
from govgauge.extract.attachments.zip_entries import ZipEntries

_TYPES = "[Content_Types].xml"
_MAIN = "/officeDocument"
_MAX_RELATIONS = 100_000


def office_kind(sample: Sample, folder: str, kind: str, twin: str) -> str:
    """``kind`` for a package with a main ``folder``; ``twin`` where the name says WPS Office."""
    names = sample.zip_names
    if _TYPES not in names or not any(name.startswith(folder) for name in names):
        return ""
    return twin if sample.extension == twin else kind


def package_of(sample: Sample) -> ZipEntries:
    """The package's parts; a package without a directory is broken."""
    if sample.zip is None:
        raise Unreadable("ZIP: no directory")
    sample.zip.demand_apart()
    return sample.zip


def main_part(package: ZipEntries, usual: str) -> str:
    """The name of the main part: as the package relates it, else the usual one."""
    for target in relations(package, "").values():
        if target[0].endswith(_MAIN):
            return target[1].lstrip("/")
    return usual


def relations(package: ZipEntries, name: str) -> dict[str, tuple[str, str]]:
    """The relations of one part (the package itself without a name): id → type and target."""
    folder, _, last = name.rpartition("/")
    entry = package.get(f"{folder}/_rels/{last}.rels".lstrip("/"))
    found: dict[str, tuple[str, str]] = {}
    if entry is None:
        return found

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and len(found) < _MAX_RELATIONS:
            target = attributes.get("Target", "")
            whole = target if target.startswith("/") or not folder else f"{folder}/{target}"
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), whole.lstrip("/"))

    read_xml(package.pieces(entry), start)
    return found


def describe(package: ZipEntries, draft: Draft) -> None:
    """The document's own title, author and dates."""
    entry = package.get("docProps/core.xml")
    if entry is not None:
        read_core(draft, package.pieces(entry))
