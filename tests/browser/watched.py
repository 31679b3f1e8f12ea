"""What went wrong on the pages of a test."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Request


class Watch:
    """What went wrong on the pages of a test. `expected` are parts of messages that the test itself provokes."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []

    def message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text}")

    def error(self, error: Exception) -> None:
        self.problems.append(f"error: {error}")

    def request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "file") and address.hostname != "127.0.0.1":
            self.problems.append(f"request: {request.url}")

    def unexpected(self) -> list[str]:
        return [each for each in self.problems if not any(part in each for part in self.expected)]
