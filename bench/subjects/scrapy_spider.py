"""A plain Scrapy spider with its best settings: every page once, its links and its text.

Usage: scrapy_spider.py HOME_URL ADDRESS:PORT.  Run by the Python that has Scrapy installed
(``make peers``).  The host is pinned through a resolver of its own, so that both crawlers see
the same names.
"""

from __future__ import annotations

import json
import sys
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

HOME, ADDRESS = sys.argv[1], sys.argv[2]
HOST = urlsplit(HOME).netloc
COUNTS = {"pages": 0, "links": 0}


class Plain(scrapy.Spider):
    """Follows every link of one host."""

    name = "plain"
    extractor = LinkExtractor(deny_extensions=[], unique=True)

    def request(self, url: str) -> scrapy.Request:
        """Ask the pinned address under the real name."""
        path = urlsplit(url)._replace(scheme="", netloc="").geturl() or "/"
        return scrapy.Request(f"http://{ADDRESS}{path}", self.parse, headers={"Host": HOST})

    async def start(self):
        yield self.request(HOME)

    def parse(self, response):
        COUNTS["pages"] += 1
        "".join(response.xpath("//body//text()").getall())
        for link in self.extractor.extract_links(response):
            COUNTS["links"] += 1
            if urlsplit(link.url).netloc in (ADDRESS, HOST):
                yield self.request(link.url)


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "ROBOTSTXT_OBEY": False,
            "COOKIES_ENABLED": False,
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "HTTPCACHE_ENABLED": False,
            "CONCURRENT_REQUESTS": 32,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
            "DOWNLOAD_DELAY": 0,
            "REACTOR_THREADPOOL_MAXSIZE": 4,
            "DOWNLOAD_TIMEOUT": 15,
        }
    )
    process.crawl(Plain)
    process.start()
    print(json.dumps(COUNTS))
