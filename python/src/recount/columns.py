"""What the columns hold: a dictionary of lists, one a field. The names are those of the command line's `--format jsonl`.

`row` is the place of a text among those that were given, from 0, and `document` what its caller calls it. `start` and `end` are indices into
the text as Python counts, in characters, end excluded; `line` and `column` count from 1. Values are strings with all their digits.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict, TypeVar, get_args, get_origin, get_type_hints, is_typeddict

Severity = Literal["error", "warning", "info"]
Verdict = Literal["verified", "consistent", "last-digit", "contradicted", "undecided"]
Job = Literal["check", "claims", "figures", "sketches"]


class Span(TypedDict):
    """A place with a text: an operand and its name, or what is put there."""

    start: int
    end: int
    text: str


class Fix(TypedDict):
    """How a finding is mended. It is safe where nobody needs to look."""

    safe: bool
    edits: list[Span]


class Operand(TypedDict):
    """A figure of a claim, with the lowest and the highest value that it allows."""

    name: str
    text: str
    low: str | None
    high: str | None
    unit: str
    start: int
    end: int


class Findings(TypedDict):
    """What is wrong. A text that cannot be read is a finding too: `input/unreadable`."""

    row: list[int]
    document: list[str | None]
    rule: list[str]
    severity: list[Severity]
    verdict: list[Verdict | None]
    start: list[int]
    end: list[int]
    line: list[int]
    column: list[int]
    end_line: list[int]
    end_column: list[int]
    message: list[str]
    fingerprint: list[str]
    help: list[str | None]
    labels: list[list[Span]]
    fix: list[Fix | None]


class Claims(TypedDict):
    """Every claim, with what counting again came to: the lowest and the highest value that its relation allows."""

    row: list[int]
    document: list[str | None]
    rule: list[str]
    verdict: list[Verdict]
    start: list[int]
    end: list[int]
    line: list[int]
    column: list[int]
    relation: list[str]
    operands: list[list[Operand]]
    computed: list[list[str | None] | None]
    binding: list[str]


class Figures(TypedDict):
    """Every figure, as it is read."""

    row: list[int]
    document: list[str | None]
    start: list[int]
    end: list[int]
    line: list[int]
    column: list[int]
    text: list[str]
    kind: list[str]
    low: list[str | None]
    high: list[str | None]
    low_open: list[bool]
    high_open: list[bool]
    unit: list[str]
    hedge: list[str | None]


class Sketches(TypedDict):
    """What is kept of a text to compare it with others. Two that may be copies have at least one key in common, nearly always."""

    row: list[int]
    document: list[str]
    sketch: list[bytes]
    keys: list[list[str]]


class Duplicates(TypedDict):
    """A text that is a copy of another, by how much of it, and of its figures, both have, in per cent. `row` is its place among the sketches."""

    row: list[int]
    document: list[str]
    rule: list[str]
    severity: list[Severity]
    message: list[str]
    twin: list[str]
    similar: list[int]
    figures: list[int | None]


#: What each job of a linter gives.
JOBS: Mapping[Job, type] = {"check": Findings, "claims": Claims, "figures": Figures, "sketches": Sketches}

T = TypeVar("T")


def types_of(
    columns: type,
    scalars: Mapping[type, T],
    list_of: Callable[[T], T],
    struct_of: Callable[[dict[str, T]], T],
) -> dict[str, T]:
    """The type of what each column holds, in the types of an engine; `row` left out, since no engine keeps rows in their order."""

    def of(hint: Any) -> T:
        if is_typeddict(hint):
            return struct_of({name: of(field) for name, field in get_type_hints(hint).items()})
        if get_origin(hint) is list:
            return list_of(of(get_args(hint)[0]))
        if get_origin(hint) is Literal:
            return scalars[str]
        if get_args(hint):
            return of(next(part for part in get_args(hint) if part is not type(None)))
        return scalars[hint]

    return {name: of(get_args(hint)[0]) for name, hint in get_type_hints(columns).items() if name != "row"}
