"""docs/python.md: every block of Python in it is run, here or as an example with its engine."""

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import PYTHON, ROOT

PAGE = ROOT / "docs/python.md"


def test_the_page_shows_the_examples_as_they_are_run() -> None:
    shown = dict(re.findall(r'^```python title="(with_.+?)"\n(.*?)^```$', PAGE.read_text(), re.M | re.S))
    assert shown == {path.name: path.read_text() for path in (PYTHON / "examples").glob("*.py")}


def test_the_rest_of_the_page_does_what_it_says(tmp_path: Path, recount_command: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), str(Path(recount_command).parent), os.environ["PATH"]])
    command = [sys.executable, ROOT / ".ci/tools/walk.py", PAGE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"PATH": path})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("$ python ") == 2 and "$ recount check -" in done.stdout
    blocks = re.findall(r"^```(python|console)(.*)$", PAGE.read_text(), re.M)
    assert all("title=" in title for language, title in blocks if language == "python")
