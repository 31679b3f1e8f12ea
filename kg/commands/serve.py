"""`kg serve`: the pages and the SPARQL endpoint of a build."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.arguments import Directory


def serve(
    directory: Directory,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 for any free one.")] = 8000,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=86400, metavar="SECONDS", help="How long a query may take.")
    ] = 30.0,
    cors: Annotated[
        bool, typer.Option("--cors", help="Let pages of other sites ask too, as query editors elsewhere need.")
    ] = False,
    browse: Annotated[bool, typer.Option("--open", help="Open the start page in a browser.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Write each request as a line on standard error.")] = False,
) -> None:
    """Show a build as pages, and answer SPARQL queries about it at /sparql, until Ctrl-C.

    The first line printed is the address. Only this machine can reach it, unless --host says otherwise. A build that
    is renewed meanwhile is shown as soon as it is whole.
    """
    import os
    import webbrowser
    from dataclasses import replace

    from kg.errors import ServeError

    if os.name != "posix":
        raise ServeError("kg serve runs on Linux and macOS; `kg export --to html` writes its pages on any system")

    from kg.console import say_at_once, warn
    from kg.serve.limits import Limits
    from kg.serve.server import Asked, is_loopback
    from kg.serve.server import serve as serve_build

    def ready(address: str) -> None:
        say_at_once(address)
        if not is_loopback(host):
            warn(f"others can reach this server, which listens at {host}, and it has no passwords")
        if browse:
            webbrowser.open(address)

    limits = replace(Limits(), query_time=timeout)
    serve_build(directory, Asked(host, port, limits, cors, warn, warn if log else None), ready)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n  kg serve out\n  kg serve out --port 0 --open\n  kg serve out --timeout 5 --log"
    )(serve)
