"""Reports in rows, and what the command line says of them: what every engine is held against."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PYTHON = Path(__file__).resolve().parents[1]
ROOT = PYTHON.parent

Row = dict[str, Any]

#: One faulty sentence in the forms that move places: characters of four bytes, line breaks of two, a byte-order mark.
SENTENCE = "茶社共有采茶工36名,其中返乡的27名,占57%。"


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    """Reports as a corpus has them, by id: those of the repository, and some that are hard on offsets and on whoever reads them."""
    texts = {path.name: path.read_text() for path in sorted((ROOT / "tests/reports").glob("*/*.txt"))}
    texts |= {
        "hard-bmp": f"𠮷野村\r\n𠮷𠮷的{SENTENCE}\r\n第二段:{SENTENCE}",
        "hard-empty": "",
        "hard-mark": f"\ufeff{SENTENCE}",
        "hard-old-mac": f"一\r{SENTENCE}\r二",
    }
    rows = [{"id": id, "text": text, "title": None, "date": None, "source": None} for id, text in sorted(texts.items())]
    rows[0] |= {"title": "东川县工作总结", "date": "2024-01-15", "source": "东川县融媒体中心"}
    rows[1] |= {"title": "2021年工作总结", "date": "2023年2月30日"}
    rows.append({"id": "none", "text": None, "title": None, "date": None, "source": None})
    return sorted(rows, key=lambda row: row["id"])


@pytest.fixture(scope="session")
def recount_command() -> str:
    """The command line, as it was built."""
    return os.environ.get("RECOUNT", str(ROOT / "target/debug/recount"))


CommandLine = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def command_line(recount_command: str, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """What the command line says of reports, in the terms of the module: places in characters, values as strings."""

    def run(rows: list[Row], *arguments: str, job: str = "check", name: str = "reports.jsonl") -> list[Row]:
        folder = tmp_path_factory.mktemp("command-line")
        (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        command = [recount_command, job, name, "--isolated", "--format", "jsonl", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})
        assert done.returncode in (0, 1, 2), done.stderr
        texts = {str(row["id"]): row["text"] for row in rows}
        return [in_characters(json.loads(line, parse_float=str, parse_int=str), texts) for line in done.stdout.splitlines()]

    return run


def in_characters(row: Row, texts: dict[str, str | None]) -> Row:
    """A row of the command line as the module has it: the path left out, bytes of a text as characters, what counts as a number."""
    del row["path"]
    encoded = (texts.get(row["document"]) or "").encode()

    def count(value: Any) -> Any:
        if isinstance(value, list):
            return [count(item) for item in value]
        if not isinstance(value, dict):
            return value
        places = {name: len(encoded[: int(value[name])].decode()) for name in ("start", "end") if name in value}
        numbers = {name: int(value[name]) for name in ("line", "column", "end_line", "end_column") if name in value}
        return {name: count(item) for name, item in value.items()} | places | numbers

    return count(row)


def in_rows(columns: dict[str, list[Any]]) -> list[Row]:
    """Columns as rows."""
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


def alike(rows: list[Row]) -> list[str]:
    """Rows in one order, without their numbers. What could not be read is named by the line of its file on the command line and by its id here."""
    known = [row for row in rows if row.get("rule") != "input/unreadable"]
    return sorted(json.dumps({name: value for name, value in row.items() if name != "row"}, sort_keys=True) for row in known)


def unreadable(rows: list[Row]) -> int:
    """How many reports could not be read."""
    return sum(row["rule"] == "input/unreadable" for row in rows)
