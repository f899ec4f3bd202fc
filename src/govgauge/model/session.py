"""Session ids in addresses: a mark that the server gives its visitor, no part of the address.

Only names that mean nothing else are known here.  A parameter such as ``sid`` may name a subject
or a site: whether it changes what is shown is for the crawl to find out.
"""

import re

# Servlet containers put it behind a semicolon, ASP.NET into a folder of its own.
_IN_PATH = re.compile(r";jsessionid=[^/?#;]*|/\(S\([0-9a-z]{24}\)\)(?=/)", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"(?<=[?&])(?:phpsessid|jsessionid|aspsessionid[a-z]{8}|oscsid|zenid)=[^&#]*(?:&|$)",
    re.IGNORECASE,
)
_ANY = re.compile(r"sess|\(s\(|oscsid|zenid", re.IGNORECASE)


def without_session(url: str) -> str:
    """The address without a session id, unchanged when it carries none."""
    if _ANY.search(url) is None:
        return url
    head, mark, query = _IN_PATH.sub("", url).partition("?")
    if not mark:
        return head
    query = _IN_QUERY.sub("", "?" + query)[1:].removesuffix("&")
    return f"{head}?{query}" if query else head
