"""The ``govgauge`` command: finds the commands, turns failures into words and exit codes."""

import importlib
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType

import typer

from govgauge.cli.screen import Screen, default_language
from govgauge.cli.usage import usage_failure
from govgauge.model.failure import BadInput, GovgaugeError
from govgauge.model.text import Text
from govgauge.store.disk import storage_failure

INTERRUPTED = 130

_FILES = (
    "demo_command",
    "gathering_commands",
    "watch_command",
    "graph_command",
    "outside_command",
    "judging_commands",
    "publish_commands",
    "marks_command",
    "findings_commands",
    "rank_command",
    "verify_command",
    "evidence_commands",
    "custody_commands",
    "keys_commands",
    "shelf_commands",
    "sample_command",
    "words_command",
    "city_commands",
)
_FILE_OF = dict.fromkeys(("run", "resume", "inspect"), "gathering_commands") | {
    "graph": "graph_command",
    "judge": "judging_commands",
    "verify": "verify_command",
}
"""Commands that run again and again load their own file only: half of a short run is start-up."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The command line with the commands that these arguments may mean."""
    app = typer.Typer(
        name="govgauge",
        help="政评 · evaluate government websites: evidence first, every score a replay.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback()(_any_command)
    own = _FILE_OF.get(arguments[0]) if arguments else None
    for name in [own] if own else _FILES:
        importlib.import_module(f"govgauge.cli.{name}").register(app)
    return app


def _any_command() -> None:
    # Without a callback, an application of one command takes no command's name.
    pass


def main() -> None:
    """Run one command; exit 0 done, 1 problems in the input, 2 wrong use, 3 nothing done."""
    screen = _screen_of_arguments(sys.argv[1:])
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = app_for(sys.argv[1:])(standalone_mode=False)
    except GovgaugeError as error:
        screen.failure(error)
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        code = 0
    except OSError as error:
        failure = storage_failure(error, Path(error.filename or "."))
        screen.failure(failure)
        code = failure.exit_code
    except Exception as error:
        code = _wrong_use(screen, error)
    if code == INTERRUPTED:
        screen.err.print(_interrupted(sys.argv[1:]).in_(screen.language))
    sys.exit(code or 0)


def _wrong_use(screen: Screen, error: Exception) -> int:
    wrong = usage_failure(error)
    show = getattr(error, "show", None)
    if wrong is not None:
        screen.failure(wrong)
    elif show is not None and hasattr(error, "format_message"):
        show()  # No words at all: the help.
    else:
        raise error
    return BadInput.exit_code


def _terminate(number: int, frame: FrameType | None) -> None:
    """SIGTERM is a Ctrl-C; a second one ends us at once, which costs nothing that was kept."""
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(INTERRUPTED))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # As a shell starts what runs behind.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def _interrupted(arguments: list[str]) -> Text:
    if arguments[:1] in (["run"], ["resume"]):
        return Text(
            f"已中断，证据完好；运行 govgauge resume{_where(arguments)} 继续",
            f"interrupted; the evidence is whole; go on with govgauge resume{_where(arguments)}",
        )
    if arguments[:1] == ["watch"]:
        return Text(
            "已中断，已做的访问都已保存；再次运行同一条 govgauge watch 命令继续",
            "interrupted; every visit made is kept; go on by the same govgauge watch command",
        )
    return Text("已中断", "interrupted")


def _where(arguments: list[str]) -> str:
    """The options of a command that say which campaign it was about, as they were written."""
    kept = ""
    for option, value in pairwise(arguments):
        if option in ("-w", "--workspace", "--campaign"):
            kept += f" {option} {shlex.quote(value)}"
    return kept


def _screen_of_arguments(arguments: list[str]) -> Screen:
    language = default_language()
    if "--lang" in arguments[:-1]:
        language = "en" if arguments[arguments.index("--lang") + 1] == "en" else "zh"
    return Screen(language, "--json" in arguments)
