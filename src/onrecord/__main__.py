"""The command ``onrecord``; also ``python -m onrecord``."""

from __future__ import annotations

import sys

from onrecord import __version__


def main() -> None:
    """Run the command with the process's arguments, and exit with its code."""
    # Before anything else is imported, so that a script can ask at no cost.
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"onrecord {__version__}\n")
        return
    try:
        from onrecord.cli import run  # noqa: PLC0415 - see above

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
