"""Does what a page of documentation says, in the current folder: writes each block with a title to the file of that name, runs each command.

`walk.py PAGE`. Each line that the page shows under a command must be in what it prints, in that order; a command may find something
(exit 1) and not fail. Commands are run by bash, one after another.
"""

import re
import subprocess
import sys
from pathlib import Path


def steps(page):
    """The blocks of a page that are done: `(title, language, lines)`."""
    for block in re.finditer(r'^```(\w+)(?: title="(.+?)")?\n(.*?)^```$', page, re.M | re.S):
        if block[2] or block[1] == "console":
            yield block[2], block[3].splitlines()


def run(command, shown):
    print(f"$ {command}", flush=True)
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}:\n{done.stdout}")
    printed = iter(done.stdout.splitlines())
    for line in shown:
        if not any(line in found for found in printed):
            sys.exit(f"the page shows a line that is not printed, or not there: {line}\n{done.stdout}")
    return done.returncode


failed = []
for title, lines in steps(Path(sys.argv[1]).read_text()):
    if title:
        Path(title).parent.mkdir(parents=True, exist_ok=True)
        Path(title).write_text("\n".join(lines) + "\n")
        print(f"wrote {title}")
        continue
    command, shown = None, []
    for line in [*lines, "$ "]:
        if line.startswith("$ "):
            if command and run(command, shown):
                failed.append(command)
            command, shown = line[2:], []
        else:
            shown.append(line)
print("exit 1: " + "; ".join(failed))
