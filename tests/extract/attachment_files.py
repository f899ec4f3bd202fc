"""Attachments of every format, built in code with our own text; bombs and broken ones among them.

Shared by the tests and ``bench/attachments.py``.  Nothing here reads govgauge.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from pypdf import PdfReader, PdfWriter

DAY = (2026, 1, 5, 0, 0, 0)
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


# -- containers ---------------------------------------------------------------------------------


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members; the same members give the same bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = method
            archive.writestr(info, content)
    return memory.getvalue()


def raw_zip(
    members: Sequence[tuple[bytes, bytes]],
    flags: int = 0,
    system: int = 0,
    packed: bool = False,
    lie: int | None = None,
) -> bytes:
    """A ZIP whose names are these very bytes; ``lie`` is the size it declares for each member."""
    out, directory = b"", b""
    for name, content in members:
        method, body = (8, _deflated(content)) if packed else (0, content)
        size = len(content) if lie is None else lie
        fields = (flags, method, 0, 0x21, zlib.crc32(content), len(body), size)
        directory += struct.pack(
            "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, system, 20, 0, *fields, len(name), 0, 0, 0, 0,
            0, len(out),
        )  # fmt: skip
        directory += name
        out += struct.pack("<4s2B4HL2L2H", b"PK\x03\x04", 20, 0, *fields, len(name), 0)
        out += name + body
    return out + directory + _end(len(members), len(directory), len(out))


def _end(count: int, size: int, offset: int) -> bytes:
    count = min(count, 0xFFFF)
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, offset, 0)


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE2) of these streams, each padded to the size that needs no mini stream."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    padded = {n: streams[n].ljust(4096, b"\0") for n in names}
    sectors: list[bytes] = []
    fat: list[int] = []
    starts = {}
    for name in names:
        starts[name] = len(sectors)
        _chain(sectors, fat, padded[name])
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if names else _FREE)]
    for number, name in enumerate(names, 1):
        following = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=following))
    directory_at = len(sectors)
    _chain(sectors, fat, b"".join(entries).ljust(_SECTOR, b"\0"))
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    table_at = len(sectors)
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    packed = struct.pack(f"<{len(fat)}L", *fat)
    difat = [table_at + n for n in range(tables)] + [_FREE] * (109 - tables)
    header = struct.pack(
        "<8s16x5H6x9L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory_at, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    return header + struct.pack("<109L", *difat) + b"".join(sectors) + packed


def _chain(sectors: list[bytes], fat: list[int], data: bytes) -> None:
    pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    start = len(sectors)
    sectors += pieces
    fat += [start + n + 1 for n in range(len(pieces) - 1)] + [_END]


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE
) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBLLL", len(raw) + 2, kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<LQ", start, size)
    )


# -- documents ----------------------------------------------------------------------------------


def pdf(pages: Sequence[str], title: str = "", filters: Sequence[str] = ("Flate",)) -> bytes:
    """A PDF whose text is real Unicode: a composite font with its map to characters."""
    codes = {c: n for n, c in enumerate(sorted(set("".join(pages))), 1)}
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"", _cmap(codes), _meta(title)]
    bodies[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/ToUnicode 4 0 R"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    kids = []
    for text in pages:
        lines = []
        for number, line in enumerate(text.split("\n")):
            coded = "".join(f"{codes[c]:04x}" for c in line)
            lines.append(f"BT /F1 12 Tf 1 0 0 1 72 {780 - 20 * number} Tm <{coded}> Tj ET")
        kids.append(len(bodies) + 1)
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (len(bodies) + 2)
        )
        bodies.append(_stream("\n".join(lines).encode(), filters))
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    bodies[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), refs)
    return pdf_of(bodies, b"/Info 5 0 R")


def pdf_of(bodies: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of them its root."""
    out, offsets = [b"%PDF-1.5\n"], []
    size = len(out[0])
    for number, body in enumerate(bodies, 1):
        offsets.append(size)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        size += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(bodies) + 1
    out.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table))
    out.append(b"trailer<</Size %d/Root 1 0 R%s>>\n" % (count, trailer))
    return b"".join([*out, b"startxref\n%d\n%%%%EOF\n" % size])


def _cmap(codes: Mapping[str, int]) -> bytes:
    rows = "".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>\n" for c, n in codes.items())
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}endbfchar endcmap end end"
    )
    return _stream(text.encode(), ())


def _meta(title: str) -> bytes:
    coded = b"<feff" + title.encode("utf-16-be").hex().encode() + b">"
    return b"<</Title %s/CreationDate(D:20260105090000+08'00')>>" % coded


def _stream(data: bytes, filters: Sequence[str]) -> bytes:
    packers = {"Flate": zlib.compress, "RunLength": run_length, "LZW": lzw}
    for name in reversed(filters):
        data = packers[name](data)
    names = "".join(f"/{name}Decode" for name in filters)
    entry = f"/Filter[{names}]".encode() if filters else b""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entry, data)


def run_length(data: bytes) -> bytes:
    """RunLengthDecode's packed form: long runs by two bytes, the rest as it is."""
    if data and data.count(data[:1]) == len(data):
        whole, rest = divmod(len(data), 128)
        return bytes([129, data[0]]) * whole + run_length_of_rest(data[:rest])
    return run_length_of_rest(data)


def run_length_of_rest(data: bytes) -> bytes:
    """The plain way, byte after byte."""
    out, at = bytearray(), 0
    while at < len(data):
        run = 1
        while run < 128 and at + run < len(data) and data[at + run] == data[at]:
            run += 1
        out += bytes([257 - run, data[at]]) if run > 1 else bytes([0, data[at]])
        at += run
    return bytes(out) + b"\x80"


def lzw(data: bytes) -> bytes:
    """LZWDecode's packed form (early change), by the plain algorithm."""
    table = {bytes([n]): n for n in range(256)}
    bits, width, held = [format(256, "09b")], 9, b""
    for n in range(len(data)):
        longer = held + data[n : n + 1]
        if longer in table:
            held = longer
            continue
        bits.append(format(table[held], f"0{width}b"))
        table[longer] = len(table) + 2
        held = data[n : n + 1]
        width = max(width, (len(table) + 2).bit_length())
        if len(table) + 2 >= 4095:
            bits.append(format(256, f"0{width}b"))
            table, width = {bytes([n]): n for n in range(256)}, 9
    bits += [format(table[held], f"0{width}b")] if held else []
    bits.append(format(257, f"0{width}b"))
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def locked_pdf(pages: Sequence[str], password: str) -> bytes:
    """The same PDF under a password for opening it (empty: only for changing it)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(pages))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    memory = io.BytesIO()
    writer.write(memory)
    return memory.getvalue()


def docx(paragraphs: Sequence[str], title: str = "", folder: str = "word") -> bytes:
    """A DOCX of these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    main = f"{folder}/document.xml"
    return zipped(
        _package(main, "wordprocessingml.document")
        | _core(title)
        | {
            main: f'<w:document xmlns:w="{_NS}wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
        }
    )


_NS = "http://schemas.openxmlformats.org/"
_REL = _NS + "officeDocument/2006/relationships/"


def _package(main: str, kind: str) -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_NS}package/2006/content-types"><Override '
        f'PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}'
        '.main+xml"/></Types>',
        "_rels/.rels": _relations({"r1": ("officeDocument", main)}),
    }


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_REL}{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_NS}package/2006/relationships">{rows}</Relationships>'


def _core(title: str) -> dict[str, bytes | str]:
    return {
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>办公室</dc:creator>"
        "<dcterms:created>2026-01-05T09:00:00Z</dcterms:created></cp:coreProperties>"
    }


def xlsx(sheets: Mapping[str, Sequence[Sequence[str | float]]], title: str = "") -> bytes:
    """An XLSX with shared strings; numbers between 40,000 and 60,000 are shown as dates."""
    strings: dict[str, int] = {}
    parts = _package("xl/workbook.xml", "spreadsheetml.sheet") | _core(title)
    rows = ""
    for number, (name, table) in enumerate(sheets.items(), 1):
        rows += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        cells = "".join(f"<row>{''.join(_cell(v, strings) for v in row)}</row>" for row in table)
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_NS}spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
        )
    related = {
        f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    }
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return zipped(
        parts
        | {
            "xl/workbook.xml": f'<workbook xmlns="{_NS}spreadsheetml/2006/main" '
            f'xmlns:r="{_REL[:-1]}"><sheets>{rows}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(related),
            "xl/sharedStrings.xml": f'<sst xmlns="{_NS}spreadsheetml/2006/main">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{_NS}spreadsheetml/2006/main"><numFmts>'
            '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
            '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>',
        }
    )


def _cell(value: str | float, strings: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    style = ' s="1"' if 40_000 < value < 60_000 else ""
    return f"<c{style}><v>{value}</v></c>"


def pptx(slides: Sequence[str], title: str = "") -> bytes:
    """A PPTX of one text box a slide."""
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
    parts = _package("ppt/presentation.xml", "presentationml.presentation") | _core(title)
    parts["ppt/presentation.xml"] = (
        f'<p:presentation xmlns:p="{_NS}presentationml/2006/main" xmlns:r="{_REL[:-1]}">'
        f"<p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    )
    parts["ppt/_rels/presentation.xml.rels"] = _relations(
        {f"r{n}": ("slide", f"slides/slide{n}.xml") for n in numbers}
    )
    for number, text in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{_NS}presentationml/2006/main" xmlns:a="{_NS}drawingml/2006/main">'
            f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
        )
    return zipped(parts)


def odt(paragraphs: Sequence[str], kind: str = "text") -> bytes:
    """An OpenDocument file of these paragraphs."""
    body = "".join(f"<text:p>{p}</text:p>" for p in paragraphs)
    spaces = 'xmlns:office="o" xmlns:text="t"'
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        mime = f"application/vnd.oasis.opendocument.{kind}"
        archive.writestr(zipfile.ZipInfo("mimetype", DAY), mime)
        archive.writestr(
            zipfile.ZipInfo("content.xml", DAY),
            f"<office:document-content {spaces}>{body}</office:document-content>",
        )
    return memory.getvalue()


def ofd(pages: Sequence[str], title: str = "", locked: bool = False) -> bytes:
    """An OFD as GB/T 33190 lays it out, each line a text object."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    names = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title>"
        "<ofd:CreationDate>2026-01-05</ofd:CreationDate></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{names}</ofd:Pages></ofd:Document>",
    }
    if locked:
        parts["Encryptions.xml"] = f"<ofd:Encryptions {space}/>"
    for number, text in enumerate(pages):
        objects = "".join(
            f'<ofd:TextObject Boundary="{10 + 50 * m} {10 * n} 90 5"><ofd:TextCode>{half}</ofd:TextCode>'
            "</ofd:TextObject>"
            for n, line in enumerate(text.split("\n"))
            for m, half in enumerate((line[: len(line) // 2], line[len(line) // 2 :]))
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(parts)


def doc(text: str, locked: bool = False) -> bytes:
    """A Word 97 document: half of the text in one piece, the rest in another (a piece table)."""
    body = text.replace("\n", "\r") + "\r"
    halves = (body[: len(body) // 2], body[len(body) // 2 :])
    head = bytearray(0x0800)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200 | (0x0100 if locked else 0))
    struct.pack_into("<L", head, 0x4C, len(body))
    document, bounds, pieces = bytes(head), [0], b""
    for half in halves:
        pieces += struct.pack("<HLH", 0, len(document), 0)
        document += half.encode("utf-16-le")
        bounds.append(bounds[-1] + len(half))
    plc = struct.pack(f"<{len(bounds)}L", *bounds) + pieces
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<L", len(plc)) + plc
    document = document[:0x01A2] + struct.pack("<LL", 16, len(clx)) + document[0x01AA:]
    return compound({"WordDocument": document, "1Table": b"\0" * 16 + clx})


def xls(sheets: Mapping[str, Sequence[Sequence[str | float]]], locked: bool = False) -> bytes:
    """An Excel 97 workbook."""
    globals_ = _biff(0x0809, struct.pack("<HHHHLL", 0x0600, 5, 0, 0, 0, 6))
    if locked:
        globals_ += _biff(0x002F, b"\1\0\1\0\1\0" + bytes(48))
    globals_ += _biff(0x0042, struct.pack("<H", 1200))
    for number in (0, 14):
        globals_ += _biff(0x00E0, struct.pack("<HHH14x", 0, number, 1))
    parts = []
    for table in sheets.values():
        part = _biff(0x0809, struct.pack("<HHHHLL", 0x0600, 16, 0, 0, 0, 6))
        for y, row in enumerate(table):
            for x, value in enumerate(row):
                part += _biff_cell(y, x, value)
        parts.append(part + _biff(0x000A, b""))
    names = [name.encode("utf-16-le") for name in sheets]
    at = len(globals_) + sum(12 + len(name) for name in names) + 4
    for name, part in zip(names, parts, strict=True):
        globals_ += _biff(0x0085, struct.pack("<LHBB", at, 0, len(name) // 2, 1) + name)
        at += len(part)
    return compound({"Workbook": globals_ + _biff(0x000A, b"") + b"".join(parts)})


def _biff(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_cell(y: int, x: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _biff(0x0204, struct.pack("<HHHHB", y, x, 0, len(value), 1) + text)
    return _biff(0x0203, struct.pack("<HHHd", y, x, 1 if 40_000 < value < 60_000 else 0, value))


def ppt(slides: Sequence[str], locked: bool = False) -> bytes:
    """A PowerPoint 97 presentation of one text a slide."""
    data = b""
    for text in slides:
        raw = text.encode("utf-16-le")
        atom = struct.pack("<HHL", 0, 0x0FA0, len(raw)) + raw
        data += struct.pack("<HHL", 0xF, 0x03EE, len(atom)) + atom
    streams = {"PowerPoint Document": data}
    if locked:
        streams["EncryptedSummary"] = b"x"
    return compound(streams)


def locked_office() -> bytes:
    """Any OOXML document under a password."""
    return compound({"EncryptedPackage": b"x" * 64, "EncryptionInfo": b"\4\0\4\0"})


def rtf(text: str, title: str = "") -> bytes:
    """Rich text by code page, as Chinese Word writes it, some characters by their numbers."""
    named = _escaped(title)
    lines = b"\\par ".join(_escaped(line) for line in text.split("\n"))
    return (
        b"{\\rtf1\\ansi\\ansicpg936\\uc2{\\fonttbl{\\f0 SimSun;}}{\\info{\\title %s}}"
        b"{\\*\\generator x}\\f0 %s\\par}" % (named, lines)
    )


def _escaped(text: str) -> bytes:
    out = b""
    for number, c in enumerate(text):
        coded = c.encode("gb18030")
        as_bytes = b"".join(b"\\'%02x" % byte for byte in coded)
        if c.isascii():
            out += c.encode()
        elif number % 3 and len(coded) == 2:
            out += as_bytes
        else:
            out += b"\\uc%d\\u%d %s" % (len(coded), (ord(c) + 0x8000) % 0x10000 - 0x8000, as_bytes)
    return out


LOGIN = "<!DOCTYPE html><html><head><title>登录</title></head><body>请登录后下载</body></html>"


# -- pictures -----------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """A real grey picture of this size, one bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        )

    packer = zlib.compressobj(9)
    row = b"\0" * ((width + 7) // 8 + 1)
    pixels = b"".join(packer.compress(row * 100) for _ in range(max(1, height // 100)))
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels += packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


PICTURES = {
    "png": png(8, 8),
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b\x08\0\x10\0\x20\1\1\x11\0\xff\xd9",
    "gif": b"GIF89a\x10\0\x10\0\0\0\0;",
    "bmp": b"BM" + struct.pack("<LLLLllHHL", 66, 0, 54, 40, 1, 1, 1, 24, 0) + bytes(24),
    "tiff": b"II*\0\x08\0\0\0\0\0\0\0\0\0",
    "webp": b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(14),
}
OTHERS = {
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(range(64)),
    "7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(64)),
    "gz": b"\x1f\x8b\x08\0" + bytes(range(64)),
    "tar": bytes(257) + b"ustar\x0000" + bytes(248),
    "mp4": b"\0\0\0\x18ftypmp42" + bytes(64),
}
SVG = (
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>fetch('http://127.0.0.1:9/')"
    b"</script><image href='http://127.0.0.1:9/x.png'/><text>\xe5\x9b\xbe\xe4\xb8\x80</text></svg>"
)


# -- bombs --------------------------------------------------------------------------------------


def docx_bomb(unpacked_mib: int = 542) -> bytes:
    """A small DOCX whose body unpacks to hundreds of MiB (H56)."""
    filler = b"<w:p><w:r><w:t>" + b"A" * 1_000_000 + b"</w:t></w:r></w:p>"
    return _bomb("word/document.xml", b"<w:document xmlns:w='w'><w:body>", filler, unpacked_mib)


def docx_of_empty_elements(unpacked_mib: int = 300) -> bytes:
    """The same without a character of text: only the bytes can be counted."""
    return _bomb(
        "word/document.xml", b"<w:document xmlns:w='w'>", b"<w:p/>" * 200_000, unpacked_mib
    )


def docx_deep(unpacked_mib: int = 190) -> bytes:
    """Elements that are opened and never closed: a tree of them is memory without end."""
    return _bomb("word/document.xml", b"<w:document xmlns:w='w'>", b"<w:p>" * 200_000, unpacked_mib)


def docx_attribute(unpacked_mib: int = 190) -> bytes:
    """One attribute of hundreds of MiB."""
    return _bomb("word/document.xml", b"<w:document xmlns:w='", b"A" * 1_000_000, unpacked_mib)


def xlsx_bomb(unpacked_mib: int = 190) -> bytes:
    """A workbook of about 2 MB that keeps a reader busy for many seconds (H56)."""
    row = b"<row>" + b"<c r='A1' s='0' t='n'><v>1</v></c>" * 30_000 + b"</row>"
    return _bomb("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", row, unpacked_mib)


def xlsx_of_empty_cells(unpacked_mib: int = 190) -> bytes:
    """The same with cells that hold nothing: only time passes."""
    row = b"<row>" + b"<c/>" * 200_000 + b"</row>"
    return _bomb("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", row, unpacked_mib)


def laughs() -> bytes:
    """A DOCX of entities that name each other (billion laughs)."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE w [<!ENTITY a0 "lol">{entities}]><w:p xmlns:w="w"><w:t>&a9;</w:t></w:p>'
    return zipped(_package("word/document.xml", "x") | {"word/document.xml": body})


def _bomb(part: str, start: bytes, filler: bytes, unpacked_mib: int) -> bytes:
    """An office package, one part of which repeats ``filler`` to this size and never ends well."""
    parts: dict[str, bytes | str] = dict(
        _package(part.replace("worksheets/sheet1", "workbook"), "x")
    )
    if part.startswith("xl/"):
        parts["xl/workbook.xml"] = (
            "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"
        )
        parts["xl/_rels/workbook.xml.rels"] = _relations(
            {"r1": ("worksheet", "worksheets/sheet1.xml")}
        )
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), content)
        info = zipfile.ZipInfo(part, DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as opened:
            opened.write(start)
            for _ in range(unpacked_mib * 1024 * 1024 // len(filler)):
                opened.write(filler)
    return memory.getvalue()


def many_members(count: int) -> bytes:
    """A ZIP of very many empty members, built without a writer that keeps them."""
    local, central = [], []
    at = 0
    for number in range(count):
        name = b"%06d" % number
        local.append(struct.pack("<4s2B4HL2L2H", b"PK\x03\x04", 20, 0, *[0] * 7, 6, 0) + name)
        central.append(
            struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 11, 6, 0, 0, 0, 0, 0, at) + name
        )
        at += 36
    return b"".join([*local, *central, _end(count, 52 * count, at)])


def overlapping(count: int = 200, kernel_mib: int = 1) -> bytes:
    """Many entries of the directory that all name one member's bytes."""
    kernel = _deflated(bytes(kernel_mib * 1024 * 1024))
    crc, size = zlib.crc32(bytes(kernel_mib * 1024 * 1024)), kernel_mib * 1024 * 1024
    fields = (0, 8, 0, 0x21, crc, len(kernel), size)
    out = struct.pack("<4s2B4HL2L2H", b"PK\x03\x04", 20, 0, *fields, 1, 0) + b"a" + kernel
    directory = b"".join(
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *fields, 4, 0, 0, 0, 0, 0, 0)
        + b"%04d" % n
        for n in range(count)
    )
    return out + directory + _end(count, len(directory), len(out))


def nested_zip(depth: int, inner: bytes = b"text", name: str = "a.txt") -> bytes:
    """A ZIP in a ZIP in a ZIP …"""
    data = zipped({name: inner})
    for _ in range(depth - 1):
        data = zipped({"in.zip": data})
    return data


def pdf_bomb(filters: Sequence[str], mib: int = 200) -> bytes:
    """A PDF of one page whose content stream unpacks to this size."""
    if "LZW" in filters:
        content = lzw(b" " * (mib * 1024 * 1024 // 4))
        stream = _stream(b"", ()).replace(b"Length 0", b"Length %d/Filter/LZWDecode" % len(content))
        stream = stream.replace(b"stream\n\n", b"stream\n" + content + b"\n")
    else:
        stream = _stream(b" " * (mib * 1024 * 1024), filters)
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            stream,
        ]
    )


def pdf_of_many_pages(count: int = 100_000) -> bytes:
    """A PDF of very many empty pages."""
    pages = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>"
    kids = b" ".join(b"%d 0 R" % n for n in range(3, count + 3))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[pages] * count])


def pdf_in_circles() -> bytes:
    """A table of places that names itself as the one before."""
    data = pdf(["x"])
    at = data.rfind(b"\nxref") + 1
    return data.replace(b"/Root 1 0 R", b"/Prev %010d /Root 1 0 R" % at, 1)


def pdf_tree_in_circles() -> bytes:
    """A tree of pages whose branch is its own root."""
    return pdf_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
         b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]
    )  # fmt: skip
