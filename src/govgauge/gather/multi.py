"""libcurl's multi interface on an asyncio loop: handles in, futures out."""

import asyncio
import os
from collections.abc import Callable
from typing import Any

import pycurl

Ended = tuple[int, str]
"""libcurl's code and message: (0, "") for what it calls a success."""


class Multi:
    """Runs transfers; ``on_end`` is called with handle and code while the handle can be asked."""

    def __init__(self, max_connections: int, on_end: Callable[[Any, int], None]) -> None:
        self._on_end = on_end
        self._loop = asyncio.get_running_loop()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, max_connections)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._futures: dict[Any, asyncio.Future[Ended]] = {}
        self._watched: dict[int, int] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def perform(self, curl: Any) -> Ended:
        """One transfer to its end; a cancelled one closes its handle."""
        future: asyncio.Future[Ended] = self._loop.create_future()
        self._futures[curl] = future
        try:
            self._multi.add_handle(curl)
            return await future
        except BaseException:
            if self._futures.pop(curl, None):
                self._multi.remove_handle(curl)
                curl.close()
            raise

    def finish(self, curl: Any, code: int, message: str) -> None:
        """End a running transfer now, with this result."""
        future = self._futures.pop(curl)
        self._on_end(curl, code)
        self._multi.remove_handle(curl)
        if not future.done():
            future.set_result((code, message))

    def close(self) -> None:
        """Drop every connection and timer."""
        if self._timer is not None:
            self._timer.cancel()
        for curl, future in list(self._futures.items()):
            self._multi.remove_handle(curl)
            future.cancel()
            curl.close()
        self._futures.clear()
        for fd in list(self._watched):
            self._watch_socket(pycurl.POLL_REMOVE, fd, None, None)
        self._multi.close()

    def _watch_socket(self, what: int, fd: int, multi: object, data: object) -> None:
        old = self._watched.pop(fd, 0)
        new = 0 if what == pycurl.POLL_REMOVE else what
        if old & pycurl.POLL_IN and not new & pycurl.POLL_IN:
            self._loop.remove_reader(fd)
        if old & pycurl.POLL_OUT and not new & pycurl.POLL_OUT:
            self._loop.remove_writer(fd)
        if new & pycurl.POLL_IN and not old & pycurl.POLL_IN:
            self._loop.add_reader(fd, self._act, fd, pycurl.CSELECT_IN)
        if new & pycurl.POLL_OUT and not old & pycurl.POLL_OUT:
            self._loop.add_writer(fd, self._act, fd, pycurl.CSELECT_OUT)
        if new:
            self._watched[fd] = new
            if not old:
                # pycurl's copy of our socket would stay open in every child process.
                os.set_inheritable(fd, False)

    def _set_timer(self, timeout_ms: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if timeout_ms >= 0:
            self._timer = self._loop.call_later(
                timeout_ms / 1000, self._act, pycurl.SOCKET_TIMEOUT, 0
            )

    def _act(self, fd: int, events: int) -> None:
        self._multi.socket_action(fd, events)
        while True:
            waiting, done, failed = self._multi.info_read()
            for curl in done:
                self.finish(curl, 0, "")
            for curl, code, message in failed:
                self.finish(curl, code, message)
            if not waiting:
                return
