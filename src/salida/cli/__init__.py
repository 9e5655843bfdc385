"""The command line: each command parses, calls one function and prints its value.

stdout is data, stderr is progress and messages. `--json` makes both readable by
programs. `docs/reference/cli.md` describes every command and option.
"""
