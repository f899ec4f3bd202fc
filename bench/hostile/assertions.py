"""The seven assertions (A1 to A7) that every row must hold, as complaints in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hostile.answers import MARK
from hostile.seen import Seen

_WORKER_MB = 256
_PARSER_MB = 384
_SLACK_S = 1.0
_JUDGED = frozenset({"veto", "deduct", "bonus"})


def run_ended_well(account: Mapping[str, Any]) -> Iterator[str]:
    """A1: the run finishes; no crashed worker, no leaked process or descriptor."""
    if account["failed"]:
        yield f"A1 units failed because of us: {account['failed']}"
    if account["children"]:
        yield f"A1 leaked processes: {account['children']}"
    before, after = account["descriptors"]
    if after > before + 2:
        yield f"A1 descriptors {before} before, {after} after"


def memory_held(account: Mapping[str, Any]) -> Iterator[str]:
    """A2: peak memory of the fetching process and of its parser children."""
    if account["peak_mb"] > _WORKER_MB:
        yield f"A2 peak {account['peak_mb']:.0f} MiB of {_WORKER_MB}"
    if account["child_peak_mb"] > _PARSER_MB:
        yield f"A2 a parser child's peak {account['child_peak_mb']:.0f} MiB of {_PARSER_MB}"


def deadline_held(seen: Seen, total_ms: float) -> Iterator[str]:
    """A3: no exchange outlives the total deadline by more than a second, by either side's clock."""
    limit_s = total_ms / 1000 + _SLACK_S
    for exchange in seen.exchanges:
        if exchange["total_ms"] / 1000 > limit_s:
            yield f"A3 {exchange['url']} took {exchange['total_ms'] / 1000:.1f} s"
    if seen.log.longest_s > limit_s:
        yield f"A3 the server was listened to for {seen.log.longest_s:.1f} s"


def outcome_is_expected(seen: Seen) -> Iterator[str]:
    """A4: the outcome of the home page, and the bounds on bytes and requests."""
    case = seen.case
    if seen.home_outcome not in case.outcomes:
        detail = seen.home.get("detail", "")
        yield f"A4 outcome {seen.home_outcome or 'none'}, not {'/'.join(case.outcomes)} ({detail})"
    if case.max_sent is not None and not seen.together and seen.log.sent > case.max_sent:
        yield f"A4 the server could send {seen.log.sent} bytes of {case.max_sent}"
    asked = seen.log.asked(case.path)
    if case.max_requests is not None and not seen.together and asked > case.max_requests:
        yield f"A4 asked {asked} times, at most {case.max_requests}"


def controls_are_unchanged(calm: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """A5: what is found about the control hosts is byte for byte that of a run without the row."""
    changed = sorted(url for url in calm if now.get(url) != calm[url])
    if changed:
        yield f"A5 controls differ: {', '.join(changed)}"


def evidence_exists(seen: Seen) -> Iterator[str]:
    """A6: a record of the exchange with its timing, peer and TLS facts."""
    home = seen.home
    if not home:
        yield "A6 no record of the home page's exchange"
        return
    if home["total_ms"] <= 0 and seen.log.connections:
        yield "A6 no timing"
    if seen.log.connections and not home["peer"]:
        yield "A6 no peer address"
    if seen.url.startswith("https:") and seen.log.connections and home["tls"] is None:
        yield "A6 no TLS facts"


def nothing_scored_unseen(seen: Seen) -> Iterator[str]:
    """A7: a page that was not seen costs and earns nothing; one that was seen is among the facts."""
    there = any(MARK in page["title"] for page in seen.pages)
    if there or seen.case.page_seen:
        if not there:
            yield f"A7 the page was there and is not among the facts ({seen.home_outcome})"
        return
    if not seen.assessment:
        yield "A7 no assessment"
        return
    for indicator in seen.assessment["indicators"]:
        if indicator["stage"] in _JUDGED and indicator["verdict"] in ("met", "unmet"):
            code, verdict = indicator["code"], indicator["verdict"]
            yield f"A7 {code} is {verdict} though nothing was seen"
    if seen.assessment["vetoed_by"]:
        yield f"A7 vetoed by {seen.assessment['vetoed_by']}"
