"""DuckDB: a job as a function of SQL. Needs duckdb and pyarrow."""

from collections.abc import Sequence
from inspect import Parameter, Signature
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from recount import Linter
from recount.arrow import schema_of
from recount.columns import JOBS, Job

__all__ = ["register"]


def register(
    connection: DuckDBPyConnection,
    linter: Linter | None = None,
    *,
    job: Job = "check",
    name: str | None = None,
    fields: Sequence[str] = ("text",),
) -> None:
    """Adds a function to a connection, `recount_check(text)`, which gives a list of findings (`recount_claims`, `recount_figures`: of those).

    `fields` are its parameters, of text, title, date and source, each a VARCHAR.
    """
    linter = linter or Linter()
    beside = {"title": "titles", "date": "dates", "source": "sources"}
    if "text" not in fields or not set(fields) <= {"text", *beside} or job == "sketches":
        raise ValueError(f"no function {job}({', '.join(fields)}): it takes the text, and may take title, date and source")
    rows = pa.struct([field for field in schema_of(JOBS[job]) if field.name != "document"])

    def of(*columns: Any) -> Any:
        given = dict(zip(fields, columns))
        texts = given.pop("text")
        found: dict[str, Any] = getattr(linter, job)(texts, **{beside[field]: column for field, column in given.items()})
        ends = [0] * (len(texts) + 1)
        for row in found["row"]:
            ends[row + 1] += 1
        for row in range(len(texts)):
            ends[row + 1] += ends[row]
        structs = pa.StructArray.from_arrays([pa.array(found[field.name], field.type) for field in rows], fields=list(rows))
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs)

    # DuckDB asks how many parameters there are.
    of.__signature__ = Signature([Parameter(field, Parameter.POSITIONAL_ONLY) for field in fields])  # type: ignore[attr-defined]
    # The names that stand for these two have moved from one version to the next.
    connection.create_function(  # type: ignore[call-overload]
        name or f"recount_{job}",
        of,
        ["VARCHAR"] * len(fields),
        _sql(pa.list_(rows)),
        type="arrow",
        null_handling="special",
    )


def _sql(kind: pa.DataType) -> str:
    """A type as DuckDB writes it."""
    if pa.types.is_struct(kind):
        fields = [f'"{field.name}" {_sql(field.type)}' for field in kind]
        return f"STRUCT({', '.join(fields)})"
    if pa.types.is_list(kind):
        return f"{_sql(kind.value_type)}[]"
    return {"int64": "BIGINT", "string": "VARCHAR", "bool": "BOOLEAN"}[str(kind)]
