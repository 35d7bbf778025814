//! Makes what no run should have to: the traditional characters with their simplified forms, one to one, for `view::script`; the rule files, read,
//! for `rule`; what all their patterns need, with automata for that, and the programs that look for each, for `claim`.

// What works out what a pattern of a user's needs.
#[path = "src/claim/automata.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod automata;
#[path = "src/claim/chain.rs"]
mod chain;
#[path = "src/claim/flat.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod flat;
#[path = "src/claim/members.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod members;
#[path = "src/claim/nearby.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod nearby;
#[path = "src/claim/needs.rs"]
mod needs;
#[path = "src/claim/numbering.rs"]
mod numbering;
#[path = "src/claim/reach.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod reach;
#[path = "src/claim/trigger.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod trigger;

// What compiles a pattern of a user's.
#[path = "src/claim/machine/class.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod class;
#[path = "src/claim/machine/compile.rs"]
mod compile;
#[path = "src/view/script/forms.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod forms;
#[path = "src/claim/machine/program.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod program;
#[path = "src/kind/sorts/made.rs"]
mod sorts;
#[path = "src/claim/machine/sources.rs"]
mod sources;
#[path = "src/claim/machine/writer.rs"]
mod writer;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env,
    error::Error,
    fmt::Write as _,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use regex_syntax::hir::Hir;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use self::{
    class::Classes,
    compile::Compiled,
    flat::Flat,
    needs::Needs,
    numbering::{Asked, Group, Numbered},
    sources::Sources,
    trigger::Literals,
    writer::Writer,
};

/// The blocks that hold Chinese characters in use: unified ideographs, extension A, compatibility forms.
const BLOCKS: [(u32, u32); 3] = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed={SOURCES}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let files = files()?;
    let sources = Sources::read(&fs::read_to_string(SOURCES)?)?;
    let patterns: BTreeMap<u64, Hir> = sources
        .patterns
        .iter()
        .map(|(fingerprint, source)| Ok((*fingerprint, compile::parsed(source)?)))
        .collect::<Result<_, Box<dyn Error>>>()?;
    let needs = patterns.iter().map(|(fingerprint, parsed)| (*fingerprint, Needs::of(parsed, compile::serves(parsed)))).collect();
    characters(&out)?;
    fs::write(out.join("rules.rs"), rules(&files, &out)?)?;
    fs::write(out.join("machines.rs"), machines(&patterns, &out)?)?;
    fs::write(out.join("held"), held(&needs))?;
    let known = sources::digest(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))) == sources.files;
    if !known {
        println!("cargo::warning=the rules were changed: run `just regenerate`, or each run has to work out what they need");
    }
    fs::write(out.join("dictionary.rs"), if known { dictionary(&sources, &needs, &out)? } else { "None".to_owned() })?;
    Ok(())
}

/// The regular expressions of all patterns, and which of them each rule has.
const SOURCES: &str = "src/claim/sources.json";

/// What each pattern needs, by its fingerprint.
type Known = BTreeMap<u64, Needs>;

/// The literals of which a text must hold some, once each; the sets of them; for each pattern its sets; and the fingerprints of the patterns.
fn held(needs: &Known) -> Vec<u8> {
    let sets: BTreeSet<&Literals> = needs.values().flat_map(Needs::rarest_first).collect();
    let literals: BTreeSet<&str> = sets.iter().flat_map(|set| set.iter()).collect();
    let number_of: HashMap<&str, usize> = literals.iter().copied().zip(0..).collect();
    let set_of: HashMap<&Literals, usize> = sets.iter().copied().zip(0..).collect();
    let mut flat = Flat::default();
    flat.texts(literals);
    flat.lists(sets.iter().map(|set| set.iter().filter_map(|literal| number_of.get(literal).copied())));
    flat.lists(needs.values().map(|needs| needs.rarest_first().filter_map(|set| set_of.get(set).copied())));
    let fingerprints: Vec<u8> = needs.keys().flat_map(|fingerprint| fingerprint.to_le_bytes()).collect();
    flat.bytes(&fingerprints);
    flat.0
}

/// What is looked up for all rules.
fn dictionary(sources: &Sources, needs: &Known, out: &Path) -> Result<String, Box<dyn Error>> {
    let asked = |layers: &[Vec<u64>; 2]| {
        let asked = layers.iter().enumerate().flat_map(|(layer, fingerprints)| fingerprints.iter().map(move |key| (layer, *key)));
        asked.map(|(layer, key)| Some(Asked { key, layer, needs: needs.get(&key)? })).collect::<Option<Vec<_>>>()
    };
    let group =
        |(zones, finds, guards): &sources::Group| Some(Group { zones: *zones, finds: asked(finds)?, guards: asked(guards)? });
    let groups: Option<Vec<Group>> = sources.groups.iter().map(group).collect();
    let Numbered { patterns, places: [view, skeleton], groups, tables, literals } =
        Numbered::of(&groups.ok_or("a rule has a pattern that is none of all")?);
    let mut list =
        format!("Some(Prepared {{ patterns: {patterns}, places: [&{view:?}, &{skeleton:?}], groups: &{groups:?}, layers: [\n");
    for (layer, (table, literals)) in tables.into_iter().zip(literals).enumerate() {
        let automaton = automata::of(&literals).map(|automaton| automaton.serialize());
        let named = [("table", table), ("automaton", automaton.unwrap_or_default())].map(|(name, bytes)| {
            let name = format!("{name}-{layer}");
            fs::write(out.join(&name), bytes).map(|()| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))"))
        });
        let [table, automaton] = named;
        writeln!(list, "({}, {}),", table?, automaton?)?;
    }
    list.push_str("] })\n");
    Ok(list)
}

/// Where the program of each pattern is, and the classes of all.
fn machines(patterns: &BTreeMap<u64, Hir>, out: &Path) -> Result<String, Box<dyn Error>> {
    let (mut classes, mut writer, mut places) = (Classes::default(), Writer::default(), Vec::new());
    for (fingerprint, parsed) in patterns {
        let at = writer.0.len();
        if writer.add(&Compiled::of(parsed, &mut classes)).is_some() {
            places.push((fingerprint, at));
        }
    }
    fs::write(out.join("machines"), writer.0)?;
    let Classes { classes, ranges, .. } = classes;
    Ok(format!(
        "(&{places:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/machines\")), Shared {{ classes: &{classes:?}, ranges: &{ranges:?} }})"
    ))
}

/// Every rule file, in the order of their names: to add a family is to add a file. With each its text.
fn files() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let file = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, fs::read_to_string(path)?))
    };
    files.iter().map(file).collect()
}

/// The keys of a rule that only say something about it.
const DOCUMENTATION: [&str; 6] = ["about", "tags", "sources", "good", "bad", "missed"];

/// With each file its text and its rules, as `rule::own` has them, and in bytes what TOML reads in it, as `rule::prepared` reads it: its words, and
/// of each rule first what it does, then its cases, then what documents it.
fn rules(files: &[(String, String)], out: &Path) -> Result<String, Box<dyn Error>> {
    let (mut bytes, mut list) = (Prepared::default(), String::from("[\n"));
    for (name, text) in files {
        let table = DeTable::parse(text).map_err(|error| format!("{name}: {error}"))?.into_inner();
        let path = format!("/rules/{name}");
        let mut written = |entries: Entries<'_>| {
            let start = bytes.0.len();
            bytes.entries(entries, text).map(|()| start..bytes.0.len())
        };
        let words = table.get("words").and_then(|words| words.get_ref().as_table());
        let words = written(words.into_iter().flatten().collect())?;
        let text = format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))");
        writeln!(list, "File {{ name: {name:?}, text: {text}, words: {words:?}, rules: &[")?;
        for rule in table.get("rule").and_then(|rules| rules.get_ref().as_array()).into_iter().flatten() {
            let entries = rule.get_ref().as_table().into_iter().flatten();
            let (documents, does): (Vec<_>, Vec<_>) =
                entries.partition(|(key, _)| DOCUMENTATION.contains(&key.get_ref().as_ref()));
            let (cases, does): (Vec<_>, Vec<_>) = does.into_iter().partition(|(key, _)| key.get_ref() == "case");
            let said =
                |key| does.iter().find(|(known, _)| known.get_ref() == key).and_then(|(_, value)| value.get_ref().as_str());
            let (id, kind) = (said("id").unwrap_or_default(), said("kind").unwrap_or("relation"));
            let severity = match said("severity") {
                Some("info") => "Info",
                Some("warning") => "Warning",
                _ => "Error",
            };
            let heading = format!("id: {id:?}, kind: {kind:?}, severity: Severity::{severity}");
            let (does, cases, documents) = (written(does)?, written(cases)?, written(documents)?);
            writeln!(list, "Heading {{ {heading}, does: {does:?}, cases: {cases:?}, documents: {documents:?} }},")?;
        }
        list.push_str("] },\n");
    }
    list.push_str("]\n");
    fs::write(out.join("rules"), bytes.0)?;
    Ok(list)
}

/// Some entries of a table.
type Entries<'t> = Vec<(&'t Spanned<DeString<'t>>, &'t Spanned<DeValue<'t>>)>;

/// Values as bytes: of each what it is, where it begins in its file and how long it is there, and what that does not say. Numbers have seven bits
/// to a byte.
#[derive(Default)]
struct Prepared(Vec<u8>);

impl Prepared {
    fn entries(&mut self, entries: Entries<'_>, file: &str) -> Result<(), Box<dyn Error>> {
        entries.into_iter().try_for_each(|(key, value)| {
            self.text(key.get_ref(), key.span(), file);
            self.value(value, file)
        })
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, file: &str) -> Result<(), Box<dyn Error>> {
        let at = value.span();
        let mut inner = Self::default();
        match value.get_ref() {
            DeValue::String(text) => self.text(text, at, file),
            DeValue::Boolean(flag) => self.head(if *flag { 3 } else { 2 }, &at),
            DeValue::Integer(number) => {
                self.head(4, &at);
                self.number(usize::from_str_radix(number.as_str(), number.radix())?);
            }
            DeValue::Array(values) => {
                values.iter().try_for_each(|value| inner.value(value, file))?;
                self.head(5, &at);
                self.bytes(&inner.0);
            }
            DeValue::Table(table) => {
                inner.entries(table.iter().collect(), file)?;
                self.head(6, &at);
                self.bytes(&inner.0);
            }
            _ => return Err(format!("{}: a rule has no such value", file.get(at).unwrap_or_default()).into()),
        }
        Ok(())
    }

    /// A text: how many bytes stand before and after it at its place in the file, or, where it does not stand there as it is, all of it.
    fn text(&mut self, text: &str, at: Range<usize>, file: &str) {
        match file.get(at.clone()).and_then(|raw| raw.split_once(text)) {
            Some((before, after)) => {
                self.head(0, &at);
                self.number(before.len());
                self.number(after.len());
            }
            None => {
                self.head(1, &at);
                self.bytes(text.as_bytes());
            }
        }
    }

    fn head(&mut self, tag: u8, at: &Range<usize>) {
        self.0.push(tag);
        self.number(at.start);
        self.number(at.len());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend(bytes);
    }

    fn number(&mut self, mut number: usize) {
        while number > 0x7F {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }
}

/// The pairs of a traditional character and its simplified form, and the tables that are made of them.
fn characters(out: &Path) -> Result<(), Box<dyn Error>> {
    let pairs = traditional();
    let forms = forms::forms(&pairs);
    fs::write(out.join("traditional.rs"), format!("{pairs:?}"))?;
    fs::write(out.join("forms.rs"), format!("{forms:?}"))?;
    fs::write(out.join("steps"), forms::steps(&forms))?;
    let sorts = sorts::sorts(|character| {
        let script = forms::Script::of(character, &forms);
        let is = (matches!(script, forms::Script::Traditional(_)), script == forms::Script::Simplified);
        sorts::Scripts { folded: forms::folded(character, &forms, &pairs), is }
    });
    let bits = |name: &str, sort, others| fs::write(out.join(name), format!("{:?}", sorts::bits(&sorts, sort, others)));
    bits("strange.rs", sorts::STRANGER, 0)?;
    bits("doubles.rs", sorts::DOUBLE, sorts::COMMON | sorts::MARK)?;
    bits("traditional-only.rs", sorts::TRADITIONAL, 0)?;
    bits("simplified-only.rs", sorts::SIMPLIFIED, 0)?;
    let beyond: Vec<_> = sorts::doubles().into_iter().filter(|(_, last)| *last > '\u{FFFF}').collect();
    fs::write(out.join("doubles-beyond.rs"), format!("{beyond:?}"))?;
    fs::write(out.join("sorts"), sorts)?;
    Ok(())
}

fn traditional() -> Vec<(char, char)> {
    let pair = |character: char| {
        let simplified = hanconv::t2s(character.to_string());
        let mut characters = simplified.chars();
        let pair = (character, characters.next().filter(|_| characters.next().is_none())?);
        (pair.1 != character && pair.1.len_utf8() == character.len_utf8()).then_some(pair)
    };
    BLOCKS.into_iter().flat_map(|(first, last)| first..=last).filter_map(char::from_u32).filter_map(pair).collect()
}
