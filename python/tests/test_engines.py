"""Each engine does what the command line does: the examples, run as a user runs them, on one Parquet file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PYTHON, CommandLine, Row, alike, unreadable
from test_module import corpus_of_reports


@pytest.fixture(scope="session")
def parquet(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports as a Parquet file of several row groups."""
    return written(rows, tmp_path_factory.mktemp("reports") / "reports.parquet")


def written(rows: list[Row], path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = pyarrow.schema([(name, pyarrow.string()) for name in rows[0]])
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), path, row_group_size=5)
    return path


def example(name: str, *arguments: object, **environment: str) -> list[Row]:
    """What an example prints."""
    command = [sys.executable, PYTHON / "examples" / name, *arguments]
    # The workers of an engine are the Python of this test, and the command line has no say in what they do.
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable} | environment
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def whole(rows: list[Row], columns: list[str]) -> list[Row]:
    """Rows as an engine prints that leaves out what is null."""

    def with_fix(row: Row) -> Row:
        return {name: row.get(name) for name in columns}

    return [with_fix(row) for row in rows]


def same(found: list[Row], told: list[Row]) -> None:
    """Holds the rows of an engine against those of the command line."""
    assert alike(whole(found, list(told[0]))) == alike(told)
    assert len(alike(found)) > 20 and unreadable(found) == unreadable(told) == 1
    print(f"{len(found)} findings, as the command line has them")


@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_spark(rows: list[Row], parquet: Path, command_line: CommandLine, master: str) -> None:
    pytest.importorskip("pyspark")
    same(example("with_spark.py", parquet, MASTER=master), command_line(rows))


def test_ray(rows: list[Row], parquet: Path, command_line: CommandLine) -> None:
    pytest.importorskip("ray")
    same(example("with_ray.py", parquet), command_line(rows))


def test_polars(rows: list[Row], parquet: Path, command_line: CommandLine) -> None:
    pytest.importorskip("polars")
    same(example("with_polars.py", parquet), command_line(rows))


def test_duckdb(rows: list[Row], parquet: Path, command_line: CommandLine) -> None:
    pytest.importorskip("duckdb")
    same(example("with_duckdb.py", parquet), command_line(rows))


def test_datatrove(rows: list[Row], command_line: CommandLine, tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    # Its reader leaves out what has no text.
    rows = [row for row in rows if row["text"]]
    (tmp_path / "from").mkdir()
    for part, name in enumerate(["a.jsonl", "b.jsonl"]):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows[part::2]]
        (tmp_path / "from" / name).write_text("\n".join(lines) + "\n")
    example("with_datatrove.py", tmp_path / "from", tmp_path / "to")
    kept, left_out = (
        [json.loads(line) for path in (tmp_path / "to" / folder).glob("*") for line in path.read_text().splitlines()]
        for folder in ("kept", "left-out")
    )
    told = command_line(rows)
    found = [row for document in kept + left_out for row in document["metadata"]["recount"]]
    assert alike(found) == alike(told)
    faulty = {row["document"] for row in told if row["severity"] == "error"}
    assert {document["id"] for document in left_out} == faulty
    assert {document["id"] for document in kept} == {row["id"] for row in rows} - faulty
    assert all(document["metadata"]["filter_reason"] in {row["rule"] for row in told} for document in left_out)


def test_json_lines_on_standard_input(rows: list[Row], recount_command: str, command_line: CommandLine) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    command = [recount_command, "check", "-", "--stdin-filename", "reports.jsonl", "--isolated", "--format", "jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True)
    from conftest import in_characters

    texts = {row["id"]: row["text"] for row in rows}
    found = [in_characters(json.loads(line, parse_float=str, parse_int=str), texts) for line in done.stdout.splitlines()]
    same(found, command_line(rows))


def test_copies_across_machines(tmp_path: Path, command_line: CommandLine) -> None:
    pytest.importorskip("pyspark")
    rows = corpus_of_reports()
    told = command_line(rows, "--duplicates", "--select", "duplicate/*")
    for row in told:
        row["message"] = row["message"].replace("reports.jsonl#", "")
    path = written(rows, tmp_path / "reports.parquet")
    assert alike(whole(example("with_spark_across.py", path, "corpus"), list(told[0]))) == alike(told)
    copies = example("with_spark_across.py", path)
    short = ["document", "rule", "severity", "message"]
    reports = [row for row in told if row["rule"] == "duplicate/report"]
    assert alike(whole(copies, short)) == alike(whole(reports, short)) and len(copies) == 2
    assert {copy["document"]: copy["twin"] for copy in copies} == {"c": "a", "g": "b"}
