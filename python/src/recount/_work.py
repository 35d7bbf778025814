"""What the adapters share: which columns of a table are read, and one job done on them. Knows no engine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from recount import Corpus, Linter
from recount.columns import Job


@dataclass(frozen=True)
class Fields:
    """The columns that hold a text and what is known of it. Of those but the first, the ones that a table lacks are not read."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    source: str = "source"

    def among(self, names: Iterable[str]) -> list[str]:
        """Those that a table has, which must have the text."""
        names = list(names)
        if self.text not in names:
            raise KeyError(
                f"there is no column {self.text!r}: name the one of the texts with Fields(text=…); there are {', '.join(names)}"
            )
        return [name for name in (self.text, self.id, self.title, self.date, self.source) if name in names]


@dataclass(frozen=True)
class Work:
    """A job, to be done on one batch after another. It can be sent to other machines."""

    linter: Linter = field(default_factory=Linter)
    job: Job = "check"
    fields: Fields = Fields()
    corpus: Corpus | None = None

    def columns(self, names: Iterable[str], column: Callable[[str], Iterable[Any]]) -> dict[str, list[Any]]:
        """Does the job on a batch with columns of these names; the columns of what comes of it, `row` left out."""
        there = self.fields.among(names)

        def values(name: str) -> Iterable[Any] | None:
            return column(name) if name in there else None

        beside = {"titles": self.fields.title, "dates": self.fields.date, "sources": self.fields.source}
        taken = {"check": list(beside), "claims": list(beside), "figures": [], "sketches": ["titles", "dates"]}[self.job]
        more: dict[str, Any] = {name: values(beside[name]) for name in taken}
        if self.corpus is not None:
            more["corpus"] = self.corpus
        done = getattr(self.linter, self.job)(column(self.fields.text), values(self.fields.id), **more)
        del done["row"]
        return done  # type: ignore[no-any-return]
