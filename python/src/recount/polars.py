"""Polars: a job on a frame, eager or lazy. Needs polars."""

from typing import Any, TypeVar

import polars as pl

from recount import Corpus, Linter
from recount._work import Fields, Work
from recount.columns import JOBS, Job, types_of

__all__ = ["Fields", "check", "schema_of"]


def _struct(fields: dict[str, Any]) -> Any:
    return pl.Struct(fields)


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

_SCALARS: dict[type, Any] = {int: pl.Int64(), str: pl.String(), bool: pl.Boolean(), bytes: pl.Binary()}


def schema_of(columns: type) -> pl.Schema:
    """The schema of what a job gives, as `schema_of(recount.columns.Findings)`."""
    return pl.Schema(types_of(columns, _SCALARS, pl.List, _struct))


def check(
    frame: Frame,
    linter: Linter | None = None,
    *,
    job: Job = "check",
    fields: Fields = Fields(),
    corpus: Corpus | None = None,
) -> Frame:
    """What a job finds in the texts of a frame: a row a finding (claim, figure, sketch), `document` naming its text. A lazy frame stays lazy."""
    work = Work(linter or Linter(), job, fields, corpus)
    schema = schema_of(JOBS[job])

    def found(batch: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame(work.columns(batch.columns, lambda name: batch[name]), schema=schema)

    if isinstance(frame, pl.LazyFrame):
        wanted = frame.select(fields.among(frame.collect_schema().names()))
        return wanted.map_batches(found, schema=schema, streamable=True)
    return found(frame)
