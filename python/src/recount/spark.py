"""Spark: a job on every row of a DataFrame by `mapInArrow`, and copies among all rows by `applyInArrow`. Needs pyspark and pyarrow."""

from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql.functions import explode
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from recount import Corpus, Linter
from recount.arrow import Batches, Copies, Fields, nearest
from recount.columns import Job

__all__ = ["Fields", "check", "copies", "corpus"]


def check(
    frame: DataFrame,
    linter: Linter | None = None,
    *,
    job: Job = "check",
    fields: Fields = Fields(),
    corpus: Corpus | None = None,
) -> DataFrame:
    """What a job finds in the texts of a frame: a row a finding (claim, figure, sketch), `document` naming its text."""
    work = Batches(linter or Linter(), job, fields, corpus)
    return frame.select(*fields.among(frame.columns)).mapInArrow(work.each, _struct(work.schema))


def copies(frame: DataFrame, linter: Linter | None = None, *, fields: Fields = Fields()) -> DataFrame:
    """Which texts of a frame are copies of others, whatever machine they are on: a row a copy. Ids must be there and differ.

    Texts meet that have a key in common; only sketches are moved.
    """
    linter = linter or Linter()
    work = Copies(linter)
    sketches = check(frame, linter, job="sketches", fields=fields)
    keyed = sketches.select("document", "sketch", explode("keys").alias("key"))
    schema = _struct(work.schema)
    # Spark looks at how many parameters a function has, so that it is to be one.
    return keyed.groupBy("key").applyInArrow(lambda group: work(group), schema).groupBy("document").applyInArrow(nearest, schema)


def corpus(frame: DataFrame, linter: Linter | None = None, *, fields: Fields = Fields()) -> Corpus:
    """The corpus of a frame, for `check(frame, corpus=…)`: passages and stale paragraphs need the texts once more. It is put together where this
    is called, of less than 1 KB a text, in the order of the ids."""
    sketches = check(frame, linter, job="sketches", fields=fields).select("document", "sketch").orderBy("document")
    rows = list(sketches.toLocalIterator())
    return Corpus([bytes(row["sketch"]) for row in rows], [row["document"] for row in rows])


def _struct(schema: Any) -> StructType:
    return from_arrow_schema(schema)
