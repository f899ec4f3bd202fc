"""Small but real attachment and picture bytes."""

import io
import struct
import zipfile
import zlib


def png(colour: int) -> bytes:
    """A real picture of 8×8 pixels in one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\x00" + bytes([colour]) * 8) * 8
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pdf(number: int) -> bytes:
    """A real one-page document."""
    text = f"BT /F1 18 Tf 72 720 Td (Annex {number}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(out))
    )


def archive(number: int) -> bytes:
    """A real ZIP with one text file; the same number gives the same bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(
            zipfile.ZipInfo(f"annex-{number}.txt", (2026, 1, 1, 0, 0, 0)), f"annex {number}\n"
        )
    return memory.getvalue()


def document(number: int) -> bytes:
    """A real DOCX of one paragraph."""
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>附件第{number}号</w:t></w:r></w:p></w:body></w:document>"
    )
    parts = {
        "[Content_Types].xml": kinds,
        "_rels/.rels": relations,
        "word/document.xml": body,
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return memory.getvalue()


def form(number: int) -> bytes:
    """A .doc as many offices write it: rich text."""
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 Form {number}\\par}}".encode()


def register(number: int) -> bytes:
    """A .xls as many systems write it: a table in HTML."""
    rows = "".join(f"<tr><td>{n}</td><td>{number * n}</td></tr>" for n in range(1, 6))
    return f"<html><body><table>{rows}</table></body></html>".encode()
