"""The floor: libcurl + Lexbor + WHATWG joins alone.  No evidence, no facts, no judgement.

Usage: floor.py HOME_URL ADDRESS:PORT.  Fetches every page reachable by links once and prints
the counts as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from urllib.parse import urlsplit

import ada_url
import pycurl
from selectolax.lexbor import LexborHTMLParser

CONNECTIONS = 16


def crawl(home: str, address: str) -> dict[str, int]:
    host = urlsplit(home).netloc
    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_MAXCONNECTS, CONNECTIONS)
    free = [new_handle(host, address) for _ in range(CONNECTIONS)]
    seen, queue = {home}, deque([home])
    pages = links = running = 0
    while queue or running:
        while free and queue:
            curl = free.pop()
            curl.address, curl.pieces = queue.popleft(), []
            curl.setopt(pycurl.URL, curl.address)
            curl.setopt(pycurl.WRITEFUNCTION, curl.pieces.append)
            multi.add_handle(curl)
            running += 1
        multi.perform()
        waiting, done, failed = multi.info_read()
        for curl in done:
            multi.remove_handle(curl)
            free.append(curl)
            running -= 1
            if curl.getinfo(pycurl.RESPONSE_CODE) != 200:
                continue
            pages += 1
            found = read(b"".join(curl.pieces), curl.address)
            links += len(found)
            for url in found:
                if url not in seen and urlsplit(url).netloc == host:
                    seen.add(url)
                    queue.append(url)
        if failed:
            raise SystemExit(f"transfer failed: {failed}")
        if running and not waiting and not (free and queue):
            multi.select(1.0)
    return {"pages": pages, "links": links}


def new_handle(host: str, address: str) -> pycurl.Curl:
    curl = pycurl.Curl()
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.CONNECT_TO, [f"{host}:80:{address}"])
    return curl


def read(body: bytes, base: str) -> list[str]:
    """Every link of a page as an absolute address; the page's text is taken too."""
    parser = LexborHTMLParser(body)
    found = []
    for node in parser.css("a[href]"):
        try:
            url = ada_url.join_url(base, node.attrs["href"] or "")
        except ValueError:
            continue
        if url.startswith("http"):
            found.append(url.partition("#")[0])
    if parser.body is not None:
        parser.body.text()
    return found


if __name__ == "__main__":
    print(json.dumps(crawl(sys.argv[1], sys.argv[2])))
