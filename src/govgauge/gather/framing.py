"""Whether an answer that arrived whole is framed as it says (RFC 9112 §6.3).

libcurl, like browsers, forgives lengths that cannot be: too many digits, two framings that
disagree, more bytes than declared.  What is forgiven here is called malformed, so that the second,
lenient look decides and the defect is on record.
"""

_MAX_LENGTH_DIGITS = 18
OVERSUPPLIED = "more bytes than the declared length"


def framing_defect(header: bytes, body_bytes: int, kept: bool) -> str:
    """What is wrong with a final header block for the body that came; empty when nothing is.

    ``kept`` is whether libcurl keeps the connection: after a body of a declared length it drops a
    connection only when told to, or when more bytes than declared arrived.
    """
    low = header.lower()
    status = low[9:12]
    if status[:1] == b"1":
        return "an interim answer where the final one should be"
    at = low.find(b"\ncontent-length")
    if at < 0 or status in (b"204", b"304"):
        return ""
    values = {v.strip() for v in _value(low, at).split(b",")}
    length = values.pop()
    if values or not length.isdigit() or len(length) > _MAX_LENGTH_DIGITS:
        return "a length no body can have"
    chunked = low.find(b"\ntransfer-encoding")
    if chunked >= 0 and b"chunked" in _value(low, chunked):
        return "" if int(length) == body_bytes else "a length and chunks that disagree"
    # A name with a blank before its colon is no length to libcurl, which then reads to the end.
    heeded = low[at + 15 : at + 16] == b":"
    if heeded and not kept and low[:8] == b"http/1.1" and not _says_close(low):
        return OVERSUPPLIED
    return ""


def _value(low: bytes, at: int) -> bytes:
    end = low.find(b"\n", at + 1)
    return low[at : end if end > 0 else len(low)].partition(b":")[2]


def _says_close(low: bytes) -> bool:
    at = low.find(b"\nconnection")
    while at >= 0:
        if b"close" in _value(low, at):
            return True
        at = low.find(b"\nconnection", at + 1)
    return False
