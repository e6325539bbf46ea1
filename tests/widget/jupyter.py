"""Real JupyterLab and Notebook 7 servers, and a notebook open in a real browser, for as long as a block runs.

``with served("lab", folder) as server:`` starts a server; ``with opened(browser, server, place, cells) as notebook:`` opens a
new notebook there, with a kernel of its own. Whatever could be asked of the server is asked by its REST API, for what the
page shows may be early or late: it says "idle" before a kernel is there, and a cell run then is dropped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from tests.browser import page_of

MODULES = {"lab": "jupyterlab", "notebook": "notebook"}
PAGES = {"lab": "doc/tree", "notebook": "notebooks"}
QUIET = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
Found = TypeVar("Found")

# Keeps Jupyter from asking whether the page may be left.
_LEAVE = "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)"

# Counts how often the cell's prompt turns to [*], and says whether it did.
_WATCH = """cell => {
  const prompt = cell.querySelector(".jp-InputArea-prompt");
  cell.started = 0;
  cell.watcher?.disconnect();
  cell.watcher = new MutationObserver(() => { if (prompt.textContent.includes("*")) cell.started += 1; });
  cell.watcher.observe(prompt, { childList: true, characterData: true, subtree: true });
}"""


def soon(found: Callable[[], Found | None], seconds: float, *, page: Any = None) -> Found | None:
    """What `found` gives as soon as it gives something true, or when the time is over. A page given goes on meanwhile."""
    end = time.monotonic() + seconds
    while not (value := found()) and time.monotonic() < end:
        if page is None:
            time.sleep(0.03)
        else:
            page.wait_for_timeout(30)
    return value


def until(found: Callable[[], Found | None], what: str, *, seconds: float = 20, page: Any = None) -> Found:
    """As :func:`soon`, but fails, naming `what`, where nothing true comes."""
    value = soon(found, seconds, page=page)
    if not value:
        pytest.fail(f"waited {seconds:g} s in vain for {what}")
    return value


@dataclass
class Server:
    """A running server. `root`: the folder it serves."""

    app: str
    root: Path
    address: str
    token: str
    log: Path

    def ask(self, path: str, method: str = "GET", body: Any = None, *, seconds: float = 20) -> Any:
        """What the REST API answers; None for an empty answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = Request(f"{self.address}{path}", data, headers, method=method)
        with build_opener(ProxyHandler({})).open(request, timeout=seconds) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def set(self, plugin: str, **settings: Any) -> None:
        """Change the front end's settings, for pages opened from now on."""
        self.ask(f"lab/api/settings/{plugin}", "PUT", {"raw": json.dumps(settings)})


@contextmanager
def served(app: str, folder: Path) -> Iterator[Server]:
    """A server of ``lab`` or ``notebook`` on a free port; nothing of the user's own Jupyter is read or written."""
    if not importlib.util.find_spec(MODULES[app]):
        pytest.skip(f"this needs {MODULES[app]}: pip install 'ethnography[jupyter]'")
    root = folder / "root"
    root.mkdir(parents=True)
    quiet = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps(QUIET))
    places = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))} | {
        **{f"JUPYTER_{name}": str(folder / place) for name, place in places.items()},
        **{"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces")},
        **{"IPYTHONDIR": str(folder / "ipython"), "JUPYTER_PREFER_ENV_PATH": "1", "PYTHONUNBUFFERED": "1"},
    }
    token, log = secrets.token_hex(16), folder / "server.log"
    for attempt in range(3):  # somebody may take the port between the look and the start
        port = free_port()
        command = [
            *(sys.executable, "-m", MODULES[app], "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"),
            *("--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"),
            *("--LabApp.extension_manager=readonly", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
        ]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=root, env=environment, start_new_session=True
            )
        try:
            server = Server(app, root, f"http://127.0.0.1:{port}/", token, log)
            if _answers(server, process):
                yield server
                return
        finally:
            _end(process)
        assert attempt < 2, f"{MODULES[app]} does not start:\n{log.read_text('utf-8', 'replace')[-3000:]}"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(server: Server, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        with suppress(URLError, OSError):
            server.ask("api/status", seconds=5)
            return True
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server and its process group; kernels end with it."""
    for sign, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        if process.poll() is None:
            os.killpg(process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)


@dataclass
class Notebook:
    """A notebook open in a browser. `complaints`: requests that leave the machine, and errors in the widget's own module."""

    server: Server
    page: Any
    file: Path
    complaints: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.file.relative_to(self.server.root).as_posix()

    # the kernel

    def session(self) -> Any:
        """What the server knows of this notebook's kernel; None before there is one."""
        return next((one for one in self.server.ask("api/sessions") if one["path"] == self.path), None)

    def connected(self) -> None:
        """Wait until the page and an idle kernel know each other."""

        def ready() -> bool:
            kernel = (self.session() or {}).get("kernel") or {}
            return kernel.get("connections", 0) >= 1 and kernel.get("execution_state") == "idle"

        until(ready, f"an idle kernel for {self.path}", seconds=60, page=self.page)

    def restart(self) -> None:
        """Restart the kernel as its user would, and wait for it."""
        self.select(0)
        self.page.keyboard.press("0")
        self.page.keyboard.press("0")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")
        self.connected()

    def restart_elsewhere(self) -> None:
        """Restart the kernel as another window would, by the REST API: this page is not told."""
        self.server.ask(f"api/kernels/{self.session()['kernel']['id']}/restart", "POST")
        self.connected()

    # the page

    def open(self) -> None:
        """Open the notebook, also anew; what was not saved is dropped."""
        self.page.goto(f"{self.server.address}{PAGES[self.server.app]}/{self.path}?token={self.server.token}")
        self.cells().first.wait_for(timeout=60_000)
        self.connected()

    # the cells

    def cells(self) -> Any:
        return self.page.locator(".jp-Notebook .jp-Cell")

    def contents(self) -> list[list[str]]:
        """Kind and source of every cell, as the page has them now."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """() => [...document.querySelectorAll(".jp-Notebook .jp-Cell")].map(cell => [
                 ["jp-CodeCell", "jp-MarkdownCell", "jp-RawCell"].find(name => cell.classList.contains(name)),
                 cell.querySelector(".cm-content")?.innerText ?? ""])"""
        )

    def prompt(self, cell: int) -> str:
        return str(self.cells().nth(cell).locator(".jp-InputArea-prompt").text_content()).strip()

    def select(self, cell: int) -> None:
        """Make this the notebook's active cell, in command mode.

        A click beside a cell that is the active one already would leave the focus in the widget below it.
        """
        self.cells().nth(cell).locator(".cm-content").click()
        self.page.keyboard.press("Escape")

    def start(self, cell: int) -> None:
        """Run a cell; returns when it has begun. A cell that the page drops is run again."""
        self.cells().nth(cell).evaluate(_WATCH)
        for _ in range(4):
            self.select(cell)
            self.page.keyboard.press("Control+Enter")
            if soon(lambda: self.cells().nth(cell).evaluate("cell => cell.started"), 4, page=self.page):
                return
        pytest.fail(f"cell {cell} of {self.path} does not run")

    def run(self, cell: int, *, seconds: float = 60) -> str:
        """Run a cell to its end; the text it printed. Fails with the cell's error if there is one."""
        self.start(cell)
        return self.finish(cell, seconds=seconds)

    def finish(self, cell: int, *, seconds: float = 60) -> str:
        done = re.compile(r"\[\d+\]:?")
        until(lambda: done.fullmatch(self.prompt(cell)), f"the end of cell {cell}", seconds=seconds, page=self.page)
        outputs = self.cells().nth(cell).locator(".jp-OutputArea-output")
        wrong = outputs.and_(self.page.locator("[data-mime-type*='stderr'], [data-mime-type*='error']"))
        assert not wrong.count(), "\n".join(wrong.all_text_contents())
        return "".join(outputs.and_(self.page.locator("[data-mime-type*='stdout']")).all_text_contents())

    def run_code(self, cell: int, code: str) -> str:
        """Write code into an empty last cell and run it."""
        self.cells().nth(cell).locator(".cm-content").click()
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Escape")
        return self.run(cell)

    def save(self) -> str:
        """Save the notebook as its user would; what is in the file then."""
        before = self.file.stat().st_mtime_ns
        self.select(0)
        self.page.keyboard.press("Control+s")
        until(lambda: self.file.stat().st_mtime_ns != before, f"{self.path} to be saved", page=self.page)
        return until(self._whole, f"{self.path} to be written", page=self.page)

    def _whole(self) -> str:
        text = self.file.read_text("utf-8")
        with suppress(json.JSONDecodeError):
            json.loads(text)
            return text
        return ""


@contextmanager
def opened(browser: Any, server: Server, place: str, cells: Sequence[str]) -> Iterator[Notebook]:
    """A new notebook with these code cells, in the folder `place` of the server, open and joined to a kernel."""
    file = server.root / place / "coding.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(notebook_of(cells)), "utf-8")
    with page_of(browser, viewport={"width": 1280, "height": 900}) as (page, _):
        notebook = Notebook(server, page, file)

        def complain(what: str, if_: bool) -> None:
            if if_:
                notebook.complaints.append(what)

        page.on("pageerror", lambda error: complain(f"exception: {error.stack}", "blob:" in error.stack))
        page.on("console", lambda message: complain(f"{message.type}: {message.text}", _ours(message)))
        for kind in ("request", "websocket"):
            page.on(kind, lambda asked: complain(f"request: {asked.url}", not _is_local(asked.url)))
        try:
            page.add_init_script(_LEAVE)
            notebook.open()
            yield notebook
        finally:
            with suppress(HTTPError, URLError, OSError):
                if session := notebook.session():
                    server.ask(f"api/sessions/{session['id']}", "DELETE")


def _is_local(url: str) -> bool:
    return url.startswith(("data:", "blob:", "about:")) or "//127.0.0.1:" in url


def _ours(message: Any) -> bool:
    return message.type in ("error", "warning") and str((message.location or {}).get("url", "")).startswith("blob:")


def notebook_of(cells: Sequence[str]) -> dict[str, Any]:
    """A notebook of code cells that were not run yet."""
    fresh: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [{**fresh, "id": f"cell-{n}", "source": source} for n, source in enumerate(cells)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        **{"nbformat": 4, "nbformat_minor": 5},
    }
