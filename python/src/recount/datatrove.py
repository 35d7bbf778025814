"""datatrove: a block that notes what is found with each document, and a filter that drops those with too much. Needs datatrove."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter

from recount import Linter
from recount.columns import Severity

__all__ = ["Annotate", "Gate"]

#: Under which name findings are in the metadata.
FOUND = "recount"

_WEIGHT: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


def _found(linter: Linter, documents: list[Document]) -> list[list[dict[str, Any]]]:
    """What is found in each document; its title, date and source are those of its metadata."""

    def of_all(name: str) -> list[Any]:
        return [document.metadata.get(name) for document in documents]

    ids = [document.id for document in documents]
    texts = [document.text for document in documents]
    found = linter.check(texts, ids, titles=of_all("title"), dates=of_all("date"), sources=of_all("source"))
    rows: list[list[dict[str, Any]]] = [[] for _ in documents]
    for values in zip(*found.values()):
        row = dict(zip(found, values))
        rows[row.pop("row")].append(row)
    return rows


class Annotate(PipelineStep):
    """Notes what is found with each document, as a list in `metadata["recount"]`."""

    name = "📏 recount"
    type = "🔎 - ANNOTATE"

    def __init__(self, linter: Linter | None = None, batch_size: int = 64) -> None:
        super().__init__()
        self.linter = linter or Linter()
        self.batch_size = batch_size

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Passes every document on."""
        documents = iter(data)
        while batch := list(islice(documents, self.batch_size)):
            with self.track_time("batch"):
                found = _found(self.linter, batch)
            for document, rows in zip(batch, found):
                document.metadata[FOUND] = rows
                self.stat_update("findings", value=len(rows))
                self.update_doc_stats(document)
                yield document


class Gate(BaseFilter):
    """Keeps the documents in which nothing is found that is as bad as `fail_on`, or worse. What `Annotate` noted is not looked for again."""

    name = "📏 recount gate"

    def __init__(
        self,
        linter: Linter | None = None,
        fail_on: Severity = "error",
        exclusion_writer: DiskWriter | None = None,
        batch_size: int = 64,
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self.linter = linter or Linter()
        self.least = _WEIGHT[fail_on]

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether one document is kept, else the rule that is against it."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[bool | tuple[bool, str]]:
        """The same of many."""
        fresh = [document for document in batch if FOUND not in document.metadata]
        found = iter(_found(self.linter, fresh))
        return [self._kept(next(found) if FOUND not in document.metadata else document.metadata[FOUND]) for document in batch]

    def _kept(self, rows: Iterable[dict[str, Any]]) -> bool | tuple[bool, str]:
        against = (row["rule"] for row in rows if _WEIGHT[row["severity"]] >= self.least)
        rule = next(against, None)
        return True if rule is None else (False, rule)
