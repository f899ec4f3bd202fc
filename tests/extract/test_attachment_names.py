"""What a file is called, whatever servers write into Content-Disposition."""

from __future__ import annotations

import pytest

from govgauge.extract.attachment_names import (
    name_from_address,
    name_from_header,
    promises_document,
)

NAME = "附件1：名单.doc"


@pytest.mark.parametrize(
    "value",
    [
        b"attachment; filename*=UTF-8''%E9%99%84%E4%BB%B61%EF%BC%9A%E5%90%8D%E5%8D%95.doc",
        b"attachment; filename=x.doc; filename*=utf-8''%E9%99%84%E4%BB%B61%EF%BC%9A%E5%90%8D%E5%8D%95.doc",
        b"attachment; filename*=GBK''" + b"".join(b"%%%02X" % b for b in NAME.encode("gbk")),
        b'attachment; filename="' + NAME.encode() + b'"',
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b"attachment;filename=" + NAME.encode("gbk"),
        b'attachment; filename="%E9%99%84%E4%BB%B61%EF%BC%9A%E5%90%8D%E5%8D%95.doc"',
        b'attachment; filename="=?UTF-8?B?6ZmE5Lu2Me+8muWQjeWNlS5kb2M=?="',
        b'attachment; filename="..\\..\\' + NAME.encode() + b'"',
        b'inline; FILENAME="/etc/' + NAME.encode() + b'"',
    ],
)
def test_the_name_is_right_however_it_is_written_rfc_6266_rfc_5987(value: bytes) -> None:
    assert name_from_header(value) == NAME


@pytest.mark.parametrize("value", [b"", b"attachment", b"attachment; filename=", b"inline; x=y"])
def test_no_name_is_no_name(value: bytes) -> None:
    assert name_from_header(value) == ""


def test_an_address_names_its_file_in_either_encoding() -> None:
    gbk = "".join(f"%{b:02x}" for b in NAME.encode("gbk"))
    assert name_from_address(f"http://a.gov.cn/x/{gbk}?id=1") == NAME
    assert name_from_address("http://a.gov.cn/x/") == ""


def test_a_document_is_promised_by_its_extension_alone() -> None:
    assert promises_document("a.PDF")
    assert not promises_document("pdf.html")
