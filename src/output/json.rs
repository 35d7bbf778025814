//! Output for programs: one JSON object a finding, a claim or a figure, with stable fields in a stable order.

use std::{borrow::Cow, io};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{
    ser::{Formatter, Serializer},
    value::RawValue,
};

use super::{Page, clean, hedge_name, kind_name};
use crate::{
    baseline::Fingerprint,
    document::Place,
    figure::{Bound, Figure, Hedge, Interval, Kind, Number},
    finding::{Entry, EntryOperand, Finding, Severity},
    fix::Change,
    verdict::Verdict,
};

/// The bytes that most objects fit in.
const USUAL: usize = 1 << 10;

/// Writes a finding as one object on one line.
pub fn finding(out: &mut String, page: &Page<'_>, finding: &Finding) {
    let (start, end) = (page.position(finding.place.start), page.position(finding.place.end));
    write(
        out,
        &FindingRecord {
            rule: &finding.rule,
            severity: finding.severity.name(),
            verdict: finding.verdict.map(|verdict| verdict.name()),
            path: &page.document.path,
            document: page.document.id.as_deref(),
            start: finding.place.start,
            end: finding.place.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: &finding.message,
            fingerprint: Fingerprint::of(page.document, finding).to_string(),
            help: finding.help.as_deref(),
            labels: finding.labels.iter().map(|label| span(label.place, &label.text)).collect(),
            fix: finding.fix.as_ref().map(|fix| FixRecord {
                safe: fix.safe,
                edits: fix.edits.iter().map(|edit| span(edit.place, &edit.text)).collect(),
            }),
        },
    );
}

/// Writes a claim as one object on one line.
pub fn entry(out: &mut String, page: &Page<'_>, entry: &Entry) {
    let position = page.position(entry.place.start);
    write(
        out,
        &EntryRecord {
            rule: &entry.rule,
            verdict: entry.verdict.name(),
            path: &page.document.path,
            document: page.document.id.as_deref(),
            start: entry.place.start,
            end: entry.place.end,
            line: position.line,
            column: position.column,
            relation: &entry.relation,
            operands: entry.operands.iter().map(OperandRecord::new).collect(),
            computed: entry.computed.as_ref().map(|computed| [amount(computed.low()), amount(computed.high())]),
            binding: &entry.binding,
        },
    );
}

/// Writes a figure, which stands at a place of the document, as one object on one line.
pub fn figure(out: &mut String, page: &Page<'_>, place: Place, figure: &Figure) {
    let position = page.position(place.start);
    let (low, high) = (figure.reading.low(), figure.reading.high());
    write(
        out,
        &FigureRecord {
            path: &page.document.path,
            document: page.document.id.as_deref(),
            start: place.start,
            end: place.end,
            line: position.line,
            column: position.column,
            text: page.document.text.get(place.start..place.end).unwrap_or(""),
            kind: kind_name(figure.kind),
            low: amount(low),
            high: amount(high),
            low_open: low.is_none_or(|bound| bound.open),
            high_open: high.is_none_or(|bound| bound.open),
            unit: &figure.unit.text,
            hedge: figure.hedge.map(hedge_name),
        },
    );
}

/// Writes a change of a document's text as one object on one line. The page is the document as it was.
pub fn change(out: &mut String, page: &Page<'_>, change: &Change) {
    let position = page.position(change.place.start);
    let record = ChangeRecord {
        path: &page.document.path,
        document: page.document.id.as_deref(),
        rule: &change.rule,
        line: position.line,
        column: position.column,
        start: change.place.start,
        end: change.place.end,
        old: &change.old,
        new: &change.new,
    };
    write(out, &record);
}

/// Writes any value as JSON on one line, with the characters escaped that a terminal would obey.
pub fn write(out: &mut String, value: &impl Serialize) {
    let mut bytes = Vec::with_capacity(USUAL);
    // Writing to memory cannot fail, and what is written is UTF-8.
    if value.serialize(&mut Serializer::with_formatter(&mut bytes, Visible)).is_ok()
        && let Ok(text) = simdutf8::basic::from_utf8(&bytes)
    {
        out.reserve(text.len().saturating_add(1));
        out.push_str(text);
        out.push('\n');
    }
}

/// What `recount check --format jsonl` writes: one object a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "finding", deny_unknown_fields)]
pub(super) struct FindingRecord<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// How much it matters.
    #[schemars(with = "Severity")]
    severity: &'a str,
    /// What counting again came to; null for a text that should not be there.
    #[schemars(with = "Option<Verdict>")]
    verdict: Option<&'a str>,
    /// The file, as it was named or walked.
    path: &'a str,
    /// The id of the report within its file; null where the file is the report.
    document: Option<&'a str>,
    /// The first byte, counted from 0 in the text as UTF-8.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, counted from 1.
    line: usize,
    /// The column, counted from 1 in characters.
    column: usize,
    /// The line of `end`.
    end_line: usize,
    /// The column of `end`.
    end_column: usize,
    /// What is told, in the language of the run.
    message: &'a str,
    /// What the finding is known by from run to run: the same while its words are.
    fingerprint: String,
    /// What is told further.
    help: Option<&'a str>,
    /// The operands: their places, and their names.
    labels: Vec<SpanRecord<'a>>,
    /// How it is mended, where it can be.
    fix: Option<FixRecord<'a>>,
}

/// One change that was made in a document.
#[derive(Serialize)]
struct ChangeRecord<'a> {
    path: &'a str,
    document: Option<&'a str>,
    rule: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    old: &'a str,
    new: &'a str,
}

/// A place with a text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "span", deny_unknown_fields)]
struct SpanRecord<'a> {
    /// The first byte, counted from 0 in the text as UTF-8.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The text.
    text: &'a str,
}

/// How a finding is mended.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "fix", deny_unknown_fields)]
struct FixRecord<'a> {
    /// Whether nobody needs to look.
    safe: bool,
    /// What is replaced, and by what.
    edits: Vec<SpanRecord<'a>>,
}

/// What `recount claims --format jsonl` writes: one object a claim.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "claim", deny_unknown_fields)]
pub(super) struct EntryRecord<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// What counting again came to; null for a text that should not be there.
    #[schemars(with = "Verdict")]
    verdict: &'a str,
    /// The file, as it was named or walked.
    path: &'a str,
    /// The id of the report within its file; null where the file is the report.
    document: Option<&'a str>,
    /// The first byte, counted from 0 in the text as UTF-8.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, counted from 1.
    line: usize,
    /// The column, counted from 1 in characters.
    column: usize,
    /// The relation that should hold, as the rule says it.
    relation: &'a str,
    /// The operands, as they were read.
    operands: Vec<OperandRecord<'a>>,
    /// The lowest and the highest value that the relation allows; null where nothing was computed, or at an open end.
    computed: Option<[Option<Amount>; 2]>,
    /// How an operand that the sentence leaves out was found; empty where none was.
    binding: &'a str,
}

/// An operand of a claim.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "operand", deny_unknown_fields)]
pub(super) struct OperandRecord<'a> {
    /// Its name in the rule.
    name: &'a str,
    /// The text.
    text: &'a str,
    /// The lowest value that it allows; null where there is none.
    low: Option<Amount>,
    /// The highest value that it allows; null where there is none.
    high: Option<Amount>,
    /// Its unit; empty where it has none.
    unit: &'a str,
    /// The first byte, counted from 0 in the text as UTF-8.
    start: usize,
    /// The byte after the last.
    end: usize,
}

impl<'a> OperandRecord<'a> {
    pub(super) fn new(operand: &'a EntryOperand) -> Self {
        let reading = operand.reading.as_ref();
        Self {
            name: &operand.name,
            text: &operand.text,
            low: amount(reading.and_then(Interval::low)),
            high: amount(reading.and_then(Interval::high)),
            unit: &operand.unit,
            start: operand.place.start,
            end: operand.place.end,
        }
    }
}

/// What `recount figures --format jsonl` writes: one object a figure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "figure", deny_unknown_fields)]
pub(super) struct FigureRecord<'a> {
    /// The file, as it was named or walked.
    path: &'a str,
    /// The id of the report within its file; null where the file is the report.
    document: Option<&'a str>,
    /// The first byte, counted from 0 in the text as UTF-8.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, counted from 1.
    line: usize,
    /// The column, counted from 1 in characters.
    column: usize,
    /// The text.
    text: &'a str,
    /// What it counts.
    #[schemars(with = "Kind")]
    kind: &'a str,
    /// The lowest value that it allows; null where there is none.
    low: Option<Amount>,
    /// The highest value that it allows; null where there is none.
    high: Option<Amount>,
    /// Whether the lowest value itself is left out.
    low_open: bool,
    /// Whether the highest value itself is left out.
    high_open: bool,
    /// Its unit; empty where it has none.
    unit: &'a str,
    /// What loosens it; null where nothing does.
    #[schemars(with = "Option<Hedge>")]
    hedge: Option<&'a str>,
}

fn span(place: Place, text: &str) -> SpanRecord<'_> {
    SpanRecord { start: place.start, end: place.end, text }
}

/// A value: a JSON number where a double holds all its digits, else its digits in a string.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Amount {
    Number(Box<RawValue>),
    Digits(String),
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A value: a number where a double holds all its digits, else its digits in a string.",
            "type": ["number", "string"],
        })
    }
}

pub(super) fn amount(bound: Option<&Bound>) -> Option<Amount> {
    let (digits, exact) = digits(&bound?.value);
    if exact
        && fits_a_double(&digits)
        && let Ok(number) = RawValue::from_string(digits.clone())
    {
        return Some(Amount::Number(number));
    }
    Some(Amount::Digits(digits))
}

/// The digits of a value, and whether they are all of them: a third has no end.
pub(crate) fn digits(value: &Number) -> (String, bool) {
    const PLACES: u32 = 30;
    let short = value.to_digits();
    if Number::parse(short.trim_start_matches('-')).as_ref() == Some(&value.abs()) {
        return (short, true);
    }
    let long = value.to_decimal(PLACES);
    let exact = Number::parse(long.trim_start_matches('-')).as_ref() == Some(&value.abs());
    if exact { (long.trim_end_matches('0').to_owned(), true) } else { (short, false) }
}

/// Fifteen significant digits survive in a double, and a power of ten of this size is far from its ends.
fn fits_a_double(digits: &str) -> bool {
    let mut significant: String = digits.chars().filter(char::is_ascii_digit).collect();
    if !digits.contains('.') {
        significant.truncate(significant.trim_end_matches('0').len());
    }
    significant.trim_start_matches('0').len() <= 15 && digits.len() <= 40
}

/// Compact JSON in which the characters that a terminal would obey, and those that hide, are escaped. The value is the same.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut done = 0;
        for (at, character) in clean::changed(fragment) {
            writer.write_all(fragment.get(done..at).unwrap_or("").as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            done = at.saturating_add(character.len_utf8());
        }
        writer.write_all(fragment.get(done..).unwrap_or("").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(number: Number) -> String {
        serde_json::to_string(&amount(Some(&Bound { value: number, open: false }))).unwrap()
    }

    #[test]
    fn values_are_numbers_where_a_double_holds_them() {
        let number = |text: &str| printed(Number::parse(text).unwrap());
        assert_eq!(number("153"), "153");
        assert_eq!(number("0.6745"), "0.6745");
        assert_eq!(number("1200000000000000000000"), "1200000000000000000000");
        assert_eq!(number("123456789012345678"), "\"123456789012345678\"");
        assert_eq!(number("0.0000000000001"), "0.0000000000001");
        assert_eq!(printed(Number::ratio(-1, 3).unwrap()), "\"-0.333333333333\"");
        assert_eq!(printed(Number::ratio(-5, 4).unwrap()), "-1.25");
        assert_eq!(printed(Number::power_of_ten(400)), format!("\"1{}\"", "0".repeat(400)));
        assert_eq!(serde_json::to_string(&amount(None)).unwrap(), "null");
    }

    #[test]
    fn control_characters_are_escaped_and_mean_the_same() {
        let text = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}\u{e0041}\"占\\\t\n";
        let mut out = String::new();
        write(&mut out, &text);
        assert_eq!(out, "\"a\\u001b[31m\\u007f\\u009b\\u202e\\u2028\\udb40\\udc41\\\"占\\\\\\t\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
