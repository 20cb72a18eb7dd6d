"""`python -m sandbox`: the town on its own port, until SIGTERM or Ctrl-C."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from sandbox.journal import Journal
from sandbox.server import Server
from sandbox.town import VIETNAM, Town


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 after a clean stop."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A town for the bot to play in.")
    parser.add_argument("--port", type=int, default=8990, help="port on 127.0.0.1 (default 8990)")
    parser.add_argument("--token", default="7000000001:sandbox", help="the bot's token")
    parser.add_argument("--bot-username", default="nhacviec_bot", help="the bot's user name, without @")
    parser.add_argument("--from", dest="start", default="2024-01-25T07:55", help="the town's first moment, Việt Nam time")
    parser.add_argument("--state", type=Path, default=None, help="keep everything in this file and resume from it")
    options = parser.parse_args(argv)
    try:
        start = datetime.fromisoformat(options.start)
    except ValueError:
        parser.error("--from must look like 2024-01-25T07:55")
    town = Town(options.token, options.bot_username, start if start.tzinfo else start.replace(tzinfo=VIETNAM))
    journal = Journal.open(options.state, town) if options.state else None

    def ready() -> None:
        sys.stdout.write(f"sandbox ready on http://127.0.0.1:{options.port}/ at {town.time.now:%Y-%m-%dT%H:%M%z}\n")
        sys.stdout.flush()

    Server(town, options.port, ready).run()
    if journal:
        journal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
