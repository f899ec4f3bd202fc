"""The only room that opens a connection: HTTP, DNS, TLS, crawl → exchanges and readings."""
