from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, final

from recount.columns import Claims, Duplicates, Figures, Findings, Sketches

__all__ = ["ConfigError", "Corpus", "Linter", "RuleError", "__version__"]

__version__: str

class RuleError(ValueError):
    """Rules with mistakes: each of them, with its place in the file."""

class ConfigError(ValueError):
    """Settings with mistakes: each of them, with its place in the file."""

@final
class Linter:
    """Rules and settings in force, which check many texts at once.

    It is pickled as the texts that it was made of, and compiled once in a process.
    """

    def __new__(
        cls,
        *,
        config: str | dict[str, str] | None = None,
        rules: str | dict[str, str] | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        lang: Literal["en", "zh"] | None = None,
        format: Literal["text", "markdown", "html"] = "text",
        today: date | str | None = None,
        threads: int = 1,
    ) -> Linter: ...
    def check(
        self,
        texts: Iterable[str | None],
        ids: Iterable[Any] | None = None,
        *,
        titles: Iterable[Any] | None = None,
        dates: Iterable[Any] | None = None,
        sources: Iterable[Any] | None = None,
        corpus: Corpus | None = None,
    ) -> Findings:
        """What is wrong in the texts: a row a finding."""

    def claims(
        self,
        texts: Iterable[str | None],
        ids: Iterable[Any] | None = None,
        *,
        titles: Iterable[Any] | None = None,
        dates: Iterable[Any] | None = None,
        sources: Iterable[Any] | None = None,
    ) -> Claims:
        """Every claim with its operands and its verdict: a row a claim."""

    def figures(self, texts: Iterable[str | None], ids: Iterable[Any] | None = None) -> Figures:
        """Every figure as it is read: a row a figure."""

    def sketches(
        self,
        texts: Iterable[str | None],
        ids: Iterable[Any],
        *,
        titles: Iterable[Any] | None = None,
        dates: Iterable[Any] | None = None,
    ) -> Sketches:
        """What is kept of each text to compare it with all others: a row a text."""

    def duplicates(self, sketches: Iterable[bytes], ids: Iterable[Any]) -> Duplicates:
        """Which of some reports are copies of others among them, by their sketches: a row a copy. The first of each is left alone."""

    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Corpus:
    """What the reports of a corpus have in common, from a sketch of each."""

    def __new__(cls, sketches: Iterable[bytes], ids: Iterable[Any]) -> Corpus: ...
    def __len__(self) -> int: ...
    def __getnewargs__(self) -> tuple[list[bytes], list[str]]: ...
