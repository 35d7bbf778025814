"""Arrow tables in, Arrow tables out: what the adapters for Spark, Ray and DuckDB are made of, and enough for any engine that hands out Arrow.
Needs pyarrow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from recount import Linter
from recount._work import Fields, Work
from recount.columns import JOBS, Duplicates, types_of

__all__ = ["Batches", "Copies", "Fields", "nearest", "schema_of"]

_SCALARS: dict[type, Any] = {int: pa.int64(), str: pa.string(), bool: pa.bool_(), bytes: pa.binary()}


def schema_of(columns: type) -> pa.Schema:
    """The schema of what a job gives, as `schema_of(recount.columns.Findings)`."""
    return pa.schema(list(types_of(columns, _SCALARS, pa.list_, lambda fields: pa.struct(list(fields.items()))).items()))


class Batches(Work):
    """A job on Arrow tables: `Batches(linter)(table)` is a table of what is found, `Batches(linter).each(batches)` the same of many."""

    @property
    def schema(self) -> pa.Schema:
        """What comes of it."""
        return schema_of(JOBS[self.job])

    def __call__(self, table: pa.Table | pa.RecordBatch) -> pa.Table:
        columns = self.columns(table.schema.names, lambda name: table.column(name))
        return pa.table(columns, schema=self.schema)

    def each(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batch for batch."""
        for batch in batches:
            yield from self(batch).to_batches()


@dataclass(frozen=True)
class Copies:
    """Which reports of a group are copies of others in it: a table of sketches in, a table of copies out. Of several that say the same, the one
    whose id comes first is left alone."""

    linter: Linter = field(default_factory=Linter)

    @property
    def schema(self) -> pa.Schema:
        """What comes of it."""
        return schema_of(Duplicates)

    def __call__(self, group: pa.Table) -> pa.Table:
        group = group.sort_by("document")
        found: dict[str, Any] = dict(
            self.linter.duplicates(group.column("sketch").to_pylist(), group.column("document").to_pylist())
        )
        del found["row"]
        return pa.table(found, schema=self.schema)


def nearest(copies: pa.Table) -> pa.Table:
    """Of one report, the row of each rule that names the report it is most like: the others were found in other groups."""
    rows = copies.to_pylist()
    # What has most in common, in words and figures, and then comes first.
    rows.sort(
        key=lambda row: (
            row["rule"],
            -min(row["similar"], 100 if row["figures"] is None else row["figures"]),
            -row["similar"],
            row["twin"],
        )
    )
    first = [row for number, row in enumerate(rows) if number == 0 or rows[number - 1]["rule"] != row["rule"]]
    return pa.Table.from_pylist(first, schema=copies.schema)
