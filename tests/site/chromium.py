"""Debian's Chromium, as the tests of the page drive it.

Belongs here: how a page is opened, and what counts as a fault whatever the test is about. A `Tab` notes every fault
of its page: an error or warning of the console, a script that fails, a file that cannot be read, a dialog, a request
that leaves the machine. Does not belong here: what a page should show.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response

EXECUTABLE = shutil.which("chromium")
MISSING = "no chromium on the path: `make chromium` as root on Debian, or apt-get install chromium"
# The sandbox does not start as root, which containers run as; every name but the loopback's is unknown.
ARGUMENTS = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
LOCAL = frozenset({"file", "blob", "data"})
PATIENCE = 60_000  # milliseconds until a page that hangs is given up; a slow machine needs some
expect.set_options(timeout=PATIENCE)
PHONE = {"viewport": {"width": 375, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


@dataclass
class Tab:
    """An open page, the faults noted so far, and the addresses of all files that it asked for."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, page: str) -> Page:
        """Open a page of the site, such as `tables.html#table=numbers`, and wait until it shows what it will show."""
        self.page.goto("about:blank")  # else an address that differs in the hash alone is no new page
        self.page.goto(f"{self.address}/{page}")
        return self.at_rest()

    def at_rest(self) -> Page:
        """The page, once its scripts have read all rows that they need."""
        self.page.wait_for_function(AT_REST)
        return self.page

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.faults.append(f"console: {message.text}")

    def note_request(self, request: Request) -> None:
        self.requests.append(request.url)
        address = urlsplit(request.url)
        if address.scheme not in LOCAL and address.hostname != "127.0.0.1":
            self.faults.append(f"foreign request: {request.url}")

    def note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")

    def note_dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


# Where rows are read, the page says so; a page of one thing shows it, the choice of all, or why it cannot.
AT_REST = """() => {
    const shown = (id) => document.getElementById(id) && !document.getElementById(id).hidden;
    const save = document.getElementById("save");
    const one = document.getElementById("choose");
    return document.readyState === "complete" && (!save || !save.disabled) && (!one ||
        ((shown("choose") || shown("article") || shown("actor") || shown("message")) &&
            !document.getElementById("message").textContent.startsWith("Reading")));
}"""


@contextmanager
def open_tab(browser: Browser, address: str, **options: Any) -> Iterator[Tab]:
    """A tab on the site at `address`; `options` are those of a context of playwright, such as `color_scheme`."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    tab = Tab(context.new_page(), address)
    tab.page.on("console", tab.note_console)
    tab.page.on("pageerror", lambda error: tab.faults.append(f"script: {error}"))
    tab.page.on("dialog", tab.note_dialog)
    tab.page.on("request", tab.note_request)
    tab.page.on("requestfailed", lambda request: tab.faults.append(f"not read: {request.url} {request.failure}"))
    tab.page.on("response", tab.note_response)
    try:
        yield tab
    finally:
        context.close()


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on the loopback, without slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
