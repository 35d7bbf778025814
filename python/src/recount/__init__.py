"""Reads reports and counts again: many texts in, columns of findings, claims and figures out."""

from recount._recount import ConfigError, Corpus, Linter, RuleError, __version__

__all__ = ["ConfigError", "Corpus", "Linter", "RuleError", "__version__"]
