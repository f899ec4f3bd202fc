"""The limited process in which a stranger's bytes are parsed: attachments and monstrous pages.

It reads requests from its standard input and answers on its standard output, one after the other.
Before the first of them it gives up everything it could do harm with: it can open no further file
and no socket (no descriptor is left), write no file, and only so much memory.  Processor time is
limited anew for every request; who runs out of it is killed by the kernel.
"""

import codecs
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any

import attrs
import orjson
from selectolax.lexbor import SelectolaxError

from govgauge.extract.attachments import kind_of, text_of
from govgauge.extract.attachments.shelf import all_formats
from govgauge.extract.page import read_page

FRAME = struct.Struct(">LL")
"""A request: bytes of JSON, bytes of the file; an answer: bytes of JSON, 0."""
MEMORY = "memory"
_WORN_OUT_KIB = 200 * 1024
_ENCODINGS = """
utf-8 utf-16 utf-16-le utf-16-be utf-32 gb18030 gbk gb2312 big5 big5hkscs cp437 cp936 cp949 cp950
cp1252 cp932 euc_jp euc_kr latin-1 ascii mac_roman unicode_escape iso2022_jp idna
"""


def main(memory_bytes: int, cpu_s: int) -> None:
    """Serve until the input ends, or until one request has worn this process out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer.
    _load_everything()
    sys.stdout = sys.stderr
    _give_up(memory_bytes)
    with os.fdopen(0, "rb", buffering=0) as source, os.fdopen(1, "wb", buffering=0) as target:
        while head := _exactly(source, FRAME.size):
            spent = resource.getrusage(resource.RUSAGE_SELF)
            used_s = int(spent.ru_utime + spent.ru_stime) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (used_s + cpu_s, resource.RLIM_INFINITY))
            answer = _answer(source, *FRAME.unpack(head))
            worn_out = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _WORN_OUT_KIB
            answer["last"] = worn_out or MEMORY in answer
            data = memoryview(orjson.dumps(answer, default=tuple))
            for piece in (FRAME.pack(len(data), 0), data):
                _write(target, memoryview(piece))
            if answer["last"]:
                return


def _answer(source: Any, request_bytes: int, payload_bytes: int) -> dict[str, Any]:
    try:
        request = orjson.loads(_exactly(source, request_bytes))
        payload = _exactly(source, payload_bytes)
        return {"value": _TASKS[request.pop("task")](payload, **request)}
    except MemoryError:
        return {MEMORY: True}
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"[:200]}


def _attachment(payload: bytes, name: str) -> dict[str, Any]:
    return attrs.asdict(text_of(payload, name), recurse=False)


def _kind(payload: bytes, name: str) -> dict[str, Any]:
    return {"kind": kind_of(payload, name)}


def _page(payload: bytes, content_type: str, url: str, is_home: bool) -> dict[str, Any]:
    try:
        reading = read_page(payload, content_type, url, is_home=is_home)
    except SelectolaxError as error:
        # Any bytes are a page by the rules of HTML: the parser gives up only for want of memory.
        raise MemoryError from error
    return attrs.asdict(reading, recurse=False)


_TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "attachment": _attachment,
    "kind": _kind,
    "page": _page,
}


def _load_everything() -> None:
    """Whatever is imported or looked up on first use: afterwards no file can be opened."""
    for name in _ENCODINGS.split():
        codecs.lookup(name)
    all_formats()
    read_page(b"<html><body><p>x</p></body></html>", "text/html", "http://a/", is_home=True)
    text_of(b"%PDF-1.4 x")
    text_of(b"plain")


def _give_up(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def _exactly(source: Any, size: int) -> bytes:
    """Exactly so many bytes; empty at the end of the input."""
    held = bytearray(size)
    view, at = memoryview(held), 0
    while at < size:
        count = source.readinto(view[at:])
        if not count:
            return b""
        at += count
    return bytes(held)


def _write(target: Any, data: memoryview) -> None:
    at = 0
    while at < len(data):
        at += target.write(data[at:])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
