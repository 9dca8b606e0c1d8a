"""The command line as a whole. Starting it imports nothing that is slow."""

import signal
import sys

import typer

from core.cli import (
    asking,
    bench,
    chunking,
    classification,
    evaluation,
    ingesting,
    readiness,
    requirements,
    running,
    tenants,
    token,
)
from core.cli.output import fail
from core.domain.errors import HandrailError

app = typer.Typer(
    name="handrail",
    help="Ask questions of documents, as a person of a tenant, and get cited answers or refusals.\n\n"
    "Start with `handrail up`, which loads three sample tenants and serves the app. "
    "With documents of your own: `handrail tenant add acme`, "
    "`handrail ingest acme FOLDER`, "
    '`handrail ask --tenant acme "…"`.\n\n'
    "State lives in .handrail, or where HANDRAIL_HOME says.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(running.init)
app.command()(running.up)
app.add_typer(tenants.app)
app.command()(ingesting.ingest)
app.command()(asking.ask)
app.command()(asking.search)
app.command()(token.token)
app.add_typer(requirements.app)
app.add_typer(readiness.app)
app.add_typer(classification.app)
app.add_typer(chunking.app)
app.add_typer(evaluation.app)
app.add_typer(bench.app)

INTERRUPTED = 130
TERMINATED = 143


def main() -> None:
    """Run the command; errors are one clear line, and whatever was started is stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        app(standalone_mode=True)
    except HandrailError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("Stopped.", INTERRUPTED)
