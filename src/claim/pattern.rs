//! Patterns of rules: regular expressions over words and figures, with typed slots such as `{part:count}`.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
};

use regex::Regex;
use regex_syntax::hir::Hir;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::{
    Layer,
    fault::PatternFault,
    glance::{Glance, Seen},
    machine::{Machine, Ready, Slots, parsed},
    needs::Needs,
    numbering::LAYERS,
    own,
    sheet::mark,
    stretch::Stretch,
    trigger,
};
use crate::figure::Kind;

/// Words and phrases that patterns use by name: `{comma}`. They are made like patterns, of slots and of other words too.
pub type Words = BTreeMap<String, String>;

/// Words as patterns share them that are written out only when they are looked for.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Words,
    fingerprint: u64,
}

impl Vocabulary {
    /// The words by name.
    pub fn words(&self) -> &Words {
        &self.words
    }
}

impl From<Words> for Vocabulary {
    fn from(words: Words) -> Self {
        let mut text = String::new();
        words.iter().for_each(|(name, word)| text.extend([name, "\u{0}", word, "\u{0}"]));
        Self { words, fingerprint: xxh3_64(text.as_bytes()) }
    }
}

/// What a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotType {
    /// A figure of one of these kinds.
    Figure(&'static [Kind]),
    /// A list of figures of one of these kinds, each with its label: `甲3人、乙5人`.
    Figures(&'static [Kind]),
    /// A number with or without measure word, or a Chinese numeral within a word: `三` in `三统一`.
    Numeral,
    /// A list of names: `甲、乙和丙`.
    Items,
    /// Text without punctuation or figures.
    Words,
    /// Text in quotes, the quotes included.
    Quoted,
}

/// A slot type: its name, what it takes, and that in words.
pub type NamedSlotType = (&'static str, SlotType, &'static str);

/// Slot types by name. A `+` after the name of a figure type makes a list of it.
pub const SLOT_TYPES: [NamedSlotType; 19] = [
    ("count", SlotType::Figure(&[Kind::Count]), "a number of things: `227名`, `5.7万人次`, `三个`, or a bare number"),
    ("percent", SlotType::Figure(&[Kind::Percent]), "a share: `67.5%`, `14.2‰`, `百分之七`, `七成`, `过半`"),
    ("points", SlotType::Figure(&[Kind::Points]), "a difference of two shares: `2.3个百分点`"),
    ("multiple", SlotType::Figure(&[Kind::Multiple]), "a factor: `3倍`, `翻两番`"),
    ("fraction", SlotType::Figure(&[Kind::Fraction]), "`三分之二`, `一半`"),
    ("money", SlotType::Figure(&[Kind::Money]), "an amount of money: `456万元`"),
    ("measure", SlotType::Figure(&[Kind::Measure]), "an amount with a dimension: `60亩`, `1408吨`, `15年`"),
    ("date", SlotType::Figure(&[Kind::Date]), "a day, month or year: `2023-02-06`, `9月`"),
    ("ordinal", SlotType::Figure(&[Kind::Ordinal]), "a place in a series: `第三`, `(二)`"),
    ("range", SlotType::Figure(&[Kind::Range]), "two ends: `10到15户`, `10-15%`"),
    ("ratio", SlotType::Figure(&[Kind::Percent, Kind::Fraction]), "a percent or a fraction"),
    ("amount", SlotType::Figure(&[Kind::Count, Kind::Money, Kind::Measure]), "a count, money or a measure"),
    (
        "quantity",
        SlotType::Figure(&[Kind::Count, Kind::Money, Kind::Measure, Kind::Percent, Kind::Fraction]),
        "a count, money, a measure, a percent or a fraction",
    ),
    ("figure", SlotType::Figure(&Kind::FIGURES), "any figure, dates and ordinals included"),
    (
        "numeral",
        SlotType::Numeral,
        "a number with or without measure word, or the Chinese numeral within a word: `三` in `三统一`",
    ),
    ("items", SlotType::Items, "a list of names: `甲、乙和丙`"),
    ("words", SlotType::Words, "text of up to 24 characters without punctuation or figures"),
    ("quoted", SlotType::Quoted, "text in quotes, the quotes included"),
    (
        "number",
        SlotType::Figure(&[
            Kind::Count,
            Kind::Percent,
            Kind::Points,
            Kind::Multiple,
            Kind::Fraction,
            Kind::Money,
            Kind::Measure,
            Kind::Range,
        ]),
        "any figure but dates and ordinals",
    ),
];

/// One named slot of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name: the operand.
    pub name: String,
    /// What it takes.
    pub takes: SlotType,
}

/// A pattern, checked; what looks for it is made when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    number: usize,
    written: String,
    /// Whether it is one of the program's own, of which much is known before it runs.
    own: bool,
    /// The words that it may use, where it was not written out at once.
    words: Arc<Vocabulary>,
    fingerprint: OnceLock<u64>,
    /// For each layer its place among the program's own patterns.
    places: [OnceLock<Option<usize>>; LAYERS],
    out: OnceLock<WrittenOut>,
    /// Worked out when it is first asked for.
    needs: OnceLock<Needs>,
    regex: OnceLock<Option<Regex>>,
    /// What looks for it in short stretches.
    ready: OnceLock<Ready>,
    /// How often somebody asked whether it matches, up to where it is often.
    asked: AtomicU32,
    /// Where it may match, for one that is asked often.
    glance: OnceLock<Glance>,
}

/// A pattern with its slots and words written out.
#[derive(Debug, Default)]
struct WrittenOut {
    source: String,
    slots: Vec<Slot>,
}

impl WrittenOut {
    /// A pattern written out, and where each piece of that came from.
    fn of(pattern: &str, words: &Words) -> Result<(Self, Pieces), PatternError> {
        let mut out = Self::default();
        let mut pieces = Pieces::new();
        for piece in pieces_of(pattern) {
            match piece {
                Piece::Braces(inner, place) => {
                    pieces.push((out.source.len(), place.clone()));
                    let written = written_out(inner, words, &mut out.slots, 0);
                    out.source.push_str(&written.map_err(|(why, known)| PatternError { why, at: place, known })?);
                }
                Piece::Plain(text, place) => {
                    pieces.push((out.source.len(), place));
                    out.source.push_str(text);
                }
            }
        }
        Ok((out, pieces))
    }
}

/// A match of a pattern in a text.
#[derive(Debug)]
pub struct Hit<'t> {
    text: &'t str,
    slots: Slots,
    names: &'t [(String, usize)],
}

impl<'t> Hit<'t> {
    /// All of it, in bytes of the text.
    pub fn whole(&self) -> Range<usize> {
        self.numbered(0).unwrap_or_default()
    }

    /// A named group, where it took part.
    pub fn group(&self, name: &str) -> Option<Range<usize>> {
        self.names.iter().find(|(known, _)| known == name).and_then(|(_, group)| self.numbered(*group))
    }

    /// What a named group holds.
    pub fn text(&self, name: &str) -> Option<&'t str> {
        self.text.get(self.group(name)?)
    }

    /// The names of its groups, in order.
    pub fn names(&self) -> impl Iterator<Item = &'t str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// A group by its number, where it took part; the whole is 0.
    pub fn numbered(&self, group: usize) -> Option<Range<usize>> {
        let slot = |slot: usize| self.slots.get(slot).copied().flatten();
        Some(slot(group.saturating_mul(2))?..slot(group.saturating_mul(2).saturating_add(1))?)
    }
}

/// Why a pattern costs more to look for than others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// Nothing is known that all its matches hold: it is looked for on every line.
    Everywhere,
    /// All that is known of its matches is that they hold a figure, a digit or a mark, as most sentences do.
    Common,
    /// It looks at the words around it (`\b`), or may match nothing in between: an automaton is made for it, which takes time to make.
    Automaton,
}

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub why: PatternFault,
    /// Where in the pattern, in bytes.
    pub at: Range<usize>,
    /// The names that could stand there, where a name is wrong.
    pub known: Vec<String>,
}

/// A pattern larger than this, compiled, is refused (bytes).
const LARGEST: usize = 10 << 20;

/// The places of a pattern that pieces of its regular expression come from, by where in that they begin.
type Pieces = Vec<(usize, Range<usize>)>;

/// What an automaton may keep of its states (bytes, for each thread): there are many automata.
const STATES: usize = 256 << 10;

impl Pattern {
    /// Checks a pattern and works out its slots.
    ///
    /// # Errors
    /// Where it is no regular expression or names an unknown slot type or word, with the place.
    pub fn compile(pattern: &str, words: &Words) -> Result<Self, PatternError> {
        let (out, pieces) = WrittenOut::of(pattern, words)?;
        match parsed(&out.source) {
            Ok(parsed) => Ok(Self {
                own: false,
                out: out.into(),
                needs: Needs::of(&parsed, Machine::serves(&parsed)).into(),
                ..Self::trusted(pattern, &Arc::new(Vocabulary::default()))
            }),
            Err(error) => {
                let (why, span) = explain(&error);
                let place = origin(&pieces, span.start, pattern.len());
                let end = origin(&pieces, span.end.max(span.start), pattern.len()).max(place);
                Err(PatternError { why: PatternFault::NoExpression(why), at: place..end, known: Vec::new() })
            }
        }
    }

    /// A pattern that was checked before: nothing is made of it before it is needed.
    pub fn trusted(pattern: &str, words: &Arc<Vocabulary>) -> Self {
        Self {
            number: numbered(),
            written: pattern.to_owned(),
            own: true,
            words: Arc::clone(words),
            fingerprint: OnceLock::new(),
            places: Default::default(),
            out: OnceLock::new(),
            needs: OnceLock::new(),
            regex: OnceLock::new(),
            ready: OnceLock::new(),
            asked: AtomicU32::new(0),
            glance: OnceLock::new(),
        }
    }

    /// One of the program's own, without slots or words.
    pub(crate) fn plain(pattern: &str) -> Self {
        Self::trusted(pattern, &Arc::default())
    }

    /// The matches in a text, none overlapping another. What is empty is none.
    pub(crate) fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Hit<'t>> {
        self.stretch_in(text).into_iter().flat_map(|stretch| self.matches_in(text, stretch))
    }

    fn out(&self) -> &WrittenOut {
        self.out.get_or_init(|| WrittenOut::of(&self.written, self.words.words()).map(|(out, _)| out).unwrap_or_default())
    }

    /// Tells it from all patterns that stand for another regular expression: what was written, and the words that it may use.
    pub(super) fn fingerprint(&self) -> u64 {
        *self.fingerprint.get_or_init(|| xxh3_64_with_seed(self.written.as_bytes(), self.words.fingerprint))
    }

    /// Its place among the program's own patterns that are looked up in a layer; `None` for one that is not.
    pub(super) fn place(&self, layer: Layer) -> Option<usize> {
        let place = || own::place(layer.index(), self.fingerprint());
        *self.places.get(layer.index()).filter(|_| self.own)?.get_or_init(place)
    }

    /// As its author wrote it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// A number that no other pattern of this run has.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Where it may match.
    pub(super) fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| {
            let parsed = parsed(self.source());
            parsed.map(|parsed| Needs::of(&parsed, Machine::serves(&parsed))).unwrap_or_default()
        })
    }

    /// Whether what is known of its matches stands in most sentences, or nothing is known of them.
    pub(super) fn is_common(&self) -> bool {
        self.needs().rarest().is_none_or(trigger::is_common)
    }

    /// Why it costs more to look for than others do, if it does.
    pub fn cost(&self) -> Option<Cost> {
        match self.needs().rarest() {
            None => Some(Cost::Everywhere),
            Some(rarest) if trigger::is_common(rarest) => Some(Cost::Common),
            Some(_) if self.machine().is_none() => Some(Cost::Automaton),
            Some(_) => None,
        }
    }

    /// The regular expression that it stands for.
    pub fn source(&self) -> &str {
        &self.out().source
    }

    /// What that is made of, one after the other: texts and, told by a flag, what words and slots stand for.
    pub(super) fn pieces(&self) -> Vec<(bool, String)> {
        let piece = |piece| match piece {
            Piece::Braces(inner, _) => (true, written_out(inner, self.words.words(), &mut Vec::new(), 0).unwrap_or_default()),
            Piece::Plain(text, _) => (false, text.to_owned()),
        };
        pieces_of(&self.written).into_iter().map(piece).collect()
    }

    /// Its slots, in order.
    pub fn slots(&self) -> &[Slot] {
        &self.out().slots
    }

    /// Its named groups that are not slots: texts that other parts of a rule name.
    pub fn groups(&self) -> Vec<String> {
        let named = self.source().split("(?P<").skip(1).filter_map(|rest| rest.split_once('>')).map(|(name, _)| name.to_owned());
        named.filter(|name| !self.slots().iter().any(|slot| slot.name == *name)).collect()
    }

    /// Builds the automaton now, and not when it is first needed.
    ///
    /// # Errors
    /// Where it would be too large.
    pub fn build(&self) -> Result<(), PatternError> {
        let whole = 0..self.written.len();
        self.regex().map(drop).ok_or_else(|| PatternError { why: PatternFault::TooLarge, at: whole, known: Vec::new() })
    }

    /// The automaton; `None` where it would be too large. Rule files are refused for that: see [`Pattern::build`].
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| automaton(self.source())).as_ref()
    }

    /// The matches in a stretch of a text, none overlapping another. What is empty is none.
    pub fn matches_in<'t>(&'t self, text: &'t str, window: Stretch) -> impl Iterator<Item = Hit<'t>> {
        self.successive(text, window, |hit| hit.whole())
    }

    /// The matches in a stretch of which the next is looked for from the end of a named group on, where it took part. What is empty is none.
    pub fn parts_in<'t>(&'t self, text: &'t str, window: Stretch, part: &str) -> impl Iterator<Item = Hit<'t>> {
        self.successive(text, window, move |hit| hit.group(part).unwrap_or_else(|| hit.whole()))
    }

    /// Matches one after the other, each looked for from the end of what counts of the one before.
    fn successive<'t>(
        &'t self,
        text: &'t str,
        window: Stretch,
        counts: impl Fn(&Hit) -> Range<usize>,
    ) -> impl Iterator<Item = Hit<'t>> {
        let mut from = window.start;
        std::iter::from_fn(move || {
            while from < window.end && from <= window.latest {
                let hit = self.first_in(text, window, from)?;
                let counts = counts(&hit);
                if !counts.is_empty() {
                    from = counts.end;
                    return Some(hit);
                }
                from = text.ceil_char_boundary(counts.end.max(from.saturating_add(1)));
            }
            None
        })
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let found = self.glance().zip(self.machine()).and_then(|(glance, machine)| is_found(glance, machine, text));
        found.unwrap_or_else(|| self.matches_anywhere(text))
    }

    /// The stretch of a text in which it may match, as far as can be told soon; `None` where it does not.
    pub(super) fn stretch_in(&self, text: &str) -> Option<Stretch> {
        match self.glance() {
            Some(glance) => glance.all(text),
            None => self.may_match(text).then_some(Stretch::all(text)),
        }
    }

    /// Where it may match, once that is worth working out.
    fn glance(&self) -> Option<&Glance> {
        self.glance.get().or_else(|| {
            let often = self.asked.fetch_add(1, Ordering::Relaxed) >= OFTEN;
            often.then(|| self.glance.get_or_init(|| Glance::of(&parsed(self.source()).unwrap_or_else(|_| Hir::fail()))))
        })
    }

    /// Whether it matches anywhere in a text, tried at each place.
    fn matches_anywhere(&self, text: &str) -> bool {
        // What stands ready finds out sooner than what every match must hold.
        (self.ready.get().is_some() || self.may_match(text))
            && match self.machine().and_then(|machine| machine.is_match(text, Stretch::all(text))) {
                Some(found) => found,
                None => self.regex_in(text).is_some_and(|regex| regex.is_match(text)),
            }
    }

    fn machine(&self) -> Option<&Machine> {
        self.ready().machine.as_ref()
    }

    fn ready(&self) -> &Ready {
        self.ready.get_or_init(|| {
            let compiled = || parsed(self.source()).as_ref().map(Ready::of).unwrap_or_default();
            Ready::prepared(self.fingerprint()).unwrap_or_else(compiled)
        })
    }

    /// The first match in a stretch from a place on.
    fn first_in<'t>(&'t self, text: &'t str, window: Stretch, from: usize) -> Option<Hit<'t>> {
        let found = self.machine().and_then(|machine| machine.find(text, Stretch { start: from, ..window }));
        let slots = match found {
            Some(found) => found?,
            None => self.first_by_automaton(text, window, from)?,
        };
        Some(Hit { text, slots, names: &self.ready().names })
    }

    /// The same by the automaton.
    fn first_by_automaton(&self, text: &str, window: Stretch, from: usize) -> Option<Slots> {
        // What looks around itself sees all of the text; no match that begins in the window ends beyond it.
        let seen = if self.ready().looks { 0..text.len() } else { window.range() };
        let start = seen.start;
        let stretch = text.get(seen)?;
        let captures = self.regex()?.captures_at(stretch, from.checked_sub(start)?)?;
        captures.get(0).filter(|whole| whole.start().saturating_add(start) < window.end)?;
        let place = |at: usize| Some(start.saturating_add(at));
        let groups = captures.iter().flat_map(|group| match group {
            Some(group) => [place(group.start()), place(group.end())],
            None => [None, None],
        });
        Some(groups.collect())
    }

    /// The automaton, where a text holds what every match must hold; `None` where it cannot match there.
    pub fn regex_in(&self, text: &str) -> Option<&Regex> {
        if self.may_match(text) { self.regex() } else { None }
    }

    /// Whether it is looked for without an automaton.
    pub(crate) fn is_served(&self) -> bool {
        self.machine().is_some()
    }

    /// Whether it may match in a text that has no other characters than some, control characters apart.
    pub(crate) fn may_match_with(&self, has: impl Fn(char) -> bool) -> bool {
        self.may_match_where(|literal| literal.chars().all(|character| character.is_control() || has(character)))
    }

    /// Whether a text holds what every match must hold.
    pub fn may_match(&self, text: &str) -> bool {
        self.may_match_where(|literal| trigger::marks_edge(literal) || text.contains(literal))
    }

    /// Whether one of each set of literals stands there of which every match holds one.
    fn may_match_where(&self, stands: impl Fn(&str) -> bool) -> bool {
        match self.own.then(|| own::held(self.fingerprint())).flatten() {
            Some(mut sets) => sets.all(|mut set| set.any(&stands)),
            None => self.needs().rarest_first().all(|set| set.iter().any(&stands)),
        }
    }
}

/// Asked more often than this, a pattern is looked for only where it may begin.
const OFTEN: u32 = 48;

/// So many places are tried one by one. What is tried at all that follow at once takes no more time than the text is long.
const SINGLY: usize = 8;

/// Whether a machine finds anything in a text at the places where it may; `None` where that is too long for it.
fn is_found(glance: &Glance, machine: &Machine, text: &str) -> Option<bool> {
    let all = glance.stretch(text);
    for (tried, seen) in glance.seen(text).enumerate() {
        let stretch = match seen {
            Seen::Begins(start) if tried < SINGLY => Stretch { start, latest: start, ..all },
            _ => all,
        };
        let found = machine.is_match(text, stretch)?;
        if found || stretch == all {
            return Some(found);
        }
    }
    Some(false)
}

fn automaton(source: &str) -> Option<Regex> {
    regex::RegexBuilder::new(source).size_limit(LARGEST).dfa_size_limit(STATES).build().ok()
}

/// The number of the next pattern.
fn numbered() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The inside of `{…}` at a byte, where it is a slot or a word and no repetition, class or code point.
fn braces(pattern: &str, at: usize) -> Option<&str> {
    let inner = pattern.get(at..)?.strip_prefix('{')?;
    let inner = inner.get(..inner.find('}')?)?;
    let before = pattern.get(..at)?;
    let class = ["\\p", "\\P", "\\x", "\\u", "\\U"].iter().any(|escape| before.ends_with(escape));
    (!class && inner.starts_with(|first: char| first.is_ascii_lowercase())).then_some(inner)
}

/// The length of the plain text before the next `{` that could open a slot; at least one character.
fn plain(rest: &str) -> usize {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    // An escape belongs to what it escapes.
    let first = if rest.starts_with('\\') {
        rest.chars().nth(1).map_or(first, |next| first.saturating_add(next.len_utf8()))
    } else {
        first
    };
    rest.get(first..).and_then(|rest| rest.find(['{', '\\'])).map_or(rest.len(), |next| first.saturating_add(next))
}

/// A stretch of a pattern, with its place there.
enum Piece<'p> {
    /// The inside of braces: a slot or a word.
    Braces(&'p str, Range<usize>),
    /// What stands for itself.
    Plain(&'p str, Range<usize>),
}

fn pieces_of(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = pattern.get(at..).filter(|rest| !rest.is_empty()) {
        let piece = match braces(pattern, at) {
            Some(inner) => Piece::Braces(inner, at..at.saturating_add(inner.len()).saturating_add(2)),
            None => {
                let length = plain(rest);
                Piece::Plain(rest.get(..length).unwrap_or(rest), at..at.saturating_add(length.max(1)))
            }
        };
        let (Piece::Braces(_, place) | Piece::Plain(_, place)) = &piece;
        at = place.end;
        pieces.push(piece);
    }
    pieces
}

/// Words that are made of words are written out to this depth; deeper, they go round in a circle.
const DEEPEST: usize = 8;

/// What a slot or a word stands for; the slots in it are added to `slots`.
fn written_out(inner: &str, words: &Words, slots: &mut Vec<Slot>, depth: usize) -> Result<String, (PatternFault, Vec<String>)> {
    let Some((name, kind)) = inner.split_once(':') else {
        let Some(word) = words.get(inner).filter(|_| depth < DEEPEST) else {
            return Err((PatternFault::NoWord(inner.to_owned()), words.keys().cloned().collect()));
        };
        let mut source = String::from("(?:");
        for piece in pieces_of(word) {
            match piece {
                Piece::Braces(inner, _) => source.push_str(&written_out(inner, words, slots, depth.saturating_add(1))?),
                Piece::Plain(text, _) => source.push_str(text),
            }
        }
        source.push(')');
        return Ok(source);
    };
    if !name.chars().all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_') {
        return Err((PatternFault::BadName(name.to_owned()), Vec::new()));
    }
    let (kind, list) = kind.strip_suffix('+').map_or((kind, false), |kind| (kind, true));
    let takes = match slot_type(kind) {
        Some(SlotType::Figure(kinds)) if list => SlotType::Figures(kinds),
        Some(takes) if !list => takes,
        Some(_) => return Err((PatternFault::NoList(kind.to_owned()), Vec::new())),
        None => {
            let known = SLOT_TYPES.iter().map(|(name, ..)| (*name).to_owned()).collect();
            return Err((PatternFault::NoSlotType(kind.to_owned()), known));
        }
    };
    slots.push(Slot { name: name.to_owned(), takes });
    Ok(format!("(?P<{name}>{})", takes.source()))
}

/// A slot type by its name in patterns.
pub fn slot_type(name: &str) -> Option<SlotType> {
    SLOT_TYPES.iter().find(|(known, ..)| *known == name).map(|(_, takes, _)| *takes)
}

/// The marks of figures that count or measure.
const AMOUNTS: &str = "\u{E000}-\u{E006}\u{E009}\u{E00A}";

/// Every mark of a figure, as the inside of a character class.
const MARKS: &str = "\u{E000}-\u{E00A}";

impl SlotType {
    /// The regular expression that it stands for in a skeleton.
    fn source(self) -> String {
        match self {
            Self::Figure(kinds) => marks(kinds),
            Self::Figures(kinds) => {
                let mark = marks(kinds);
                // Ordinals and dates may be part of a label: 第一批143人, 7月3处.
                let label = format!("[^,。;:、!?()\\n{AMOUNTS}]{{0,24}}");
                let item = format!("{label}{mark}(?:\\([^()\\n]{{0,60}}\\))?(?:[^,。;:、!?()\\n{MARKS}]{{0,8}})?");
                // Without a mark between them only short items make a list: `8镇13乡`, `男10人女5人`.
                let short = format!("[^,。;:、!?()\\n{MARKS}]{{0,4}}{mark}(?:[^,。;:、!?()\\n{MARKS}]{{0,4}})?");
                format!("{item}(?:(?:[,、;]|和|及|以及)(?:和|及|以及)?{item}|{short})+")
            }
            Self::Numeral => {
                format!("(?:{}|[一二两三四五六七八九十]{{1,3}}|[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?)", marks(&[Kind::Count]))
            }
            Self::Items => {
                let item = "(?:[^、,。;:!?“”()\\n]{0,20}“[^“”\\n]{1,40}”[^、,。;:!?“”()\\n]{0,20}|[^、,。;:!?“”()\\n]{1,30})(?:\\([^()\\n]{0,60}\\))?";
                format!("(?:{item}、)+{item}|“[^“”\\n]{{1,30}}”(?:“[^“”\\n]{{1,30}}”)+")
            }
            Self::Words => format!("[^,。;:、!?()“”\\n{MARKS}]{{1,24}}"),
            Self::Quoted => "“[^“”\\n]{1,60}”".to_owned(),
        }
    }
}

fn marks(kinds: &[Kind]) -> String {
    let inside: String = kinds.iter().map(|&kind| mark(kind)).collect();
    format!("[{inside}]")
}

fn explain(error: &regex_syntax::Error) -> (String, Range<usize>) {
    match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.offset..error.span().end.offset),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.offset..error.span().end.offset),
        other => (other.to_string(), 0..0),
    }
}

/// The byte of the pattern that a byte of the written-out expression came from.
fn origin(pieces: &[(usize, Range<usize>)], at: usize, end: usize) -> usize {
    let next = pieces.partition_point(|(start, _)| *start <= at);
    let Some((start, place)) = next.checked_sub(1).and_then(|last| pieces.get(last)) else { return 0 };
    place.start.saturating_add(at.saturating_sub(*start)).min(place.end).min(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_written_out_and_repetitions_left_alone() {
        let words = Words::from([("comma".to_owned(), ",|、".to_owned())]);
        let pattern = Pattern::compile(r"{part:count}{comma}?\p{Han}{1,3}占{share:ratio}", &words).unwrap();
        let names: Vec<_> = pattern.slots().iter().map(|slot| slot.name.as_str()).collect();
        assert_eq!(names, ["part", "share"]);
        let text = format!("{},党员占{}", mark(Kind::Count), mark(Kind::Percent));
        let found = pattern.regex().unwrap().captures(&text).unwrap();
        assert_eq!(&found["share"], mark(Kind::Percent).to_string());
    }

    #[test]
    fn words_are_made_of_slots_and_words() {
        let words = Words::from([
            ("levels".to_owned(), "从{old:count}{to}{new:count}".to_owned()),
            ("to".to_owned(), "增至|减至".to_owned()),
            ("circle".to_owned(), "{circle}".to_owned()),
        ]);
        let pattern = Pattern::compile("{levels},{rate:percent}", &words).unwrap();
        let names: Vec<_> = pattern.slots().iter().map(|slot| slot.name.as_str()).collect();
        assert_eq!(names, ["old", "new", "rate"]);
        let (count, percent) = (mark(Kind::Count), mark(Kind::Percent));
        assert!(pattern.regex().unwrap().is_match(&format!("从{count}增至{count},{percent}")));
        assert_eq!(Pattern::compile("{circle}", &words).unwrap_err().why, PatternFault::NoWord("circle".to_owned()));
    }

    #[test]
    fn mistakes_are_placed_in_the_pattern_as_written() {
        let error = Pattern::compile("{part:count}占(?:比", &Words::new()).unwrap_err();
        assert_eq!(error.at.start, "{part:count}占".len());
        let error = Pattern::compile("占{share:percents}", &Words::new()).unwrap_err();
        assert_eq!((error.at, error.why), (3..19, PatternFault::NoSlotType("percents".to_owned())));
        assert!(Pattern::compile("{comma}", &Words::new()).is_err());
    }
}
