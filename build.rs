//! Makes what no run should have to: the traditional characters with their simplified forms, one to one, for `view::script`; the rule files, read,
//! for `rule`; the automata that find the literals of all their patterns, and the programs that look for each, for `claim`.

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

use std::{env, error::Error, fmt::Write as _, fs, ops::Range, path::Path};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use self::{
    class::{Class, Classes},
    compile::Compiled,
    writer::Writer,
};

/// The blocks that hold Chinese characters in use: unified ideographs, extension A, compatibility forms.
const BLOCKS: [(u32, u32); 3] = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed={LITERALS}");
    println!("cargo::rerun-if-changed={SOURCES}");
    let out = env::var("OUT_DIR")?;
    characters(Path::new(&out))?;
    fs::write(Path::new(&out).join("rules.rs"), rules(Path::new(&out))?)?;
    fs::write(Path::new(&out).join("automata.rs"), automata(Path::new(&out))?)?;
    fs::write(Path::new(&out).join("machines.rs"), machines(Path::new(&out))?)?;
    Ok(())
}

/// The literals of all patterns for each layer, each with its number.
const LITERALS: &str = "src/claim/literals.json";

/// For each layer its literals and where their automaton is.
fn automata(out: &Path) -> Result<String, Box<dyn Error>> {
    let layers: Vec<Vec<(String, u32)>> = serde_json::from_str(&fs::read_to_string(LITERALS)?)?;
    let mut list = String::from("[\n");
    for (layer, literals) in layers.iter().enumerate() {
        let name = format!("automaton-{layer}");
        let automaton = literals.iter().map(|(text, number)| (text, *number));
        let automaton = CharwiseDoubleArrayAhoCorasick::<u32>::with_values(automaton).map(|automaton| automaton.serialize());
        fs::write(out.join(&name), automaton.unwrap_or_default())?;
        writeln!(list, "(&{literals:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
    }
    list.push_str("]\n");
    Ok(list)
}

/// The regular expressions of all patterns.
const SOURCES: &str = "src/claim/sources.json";

/// Where the program of each pattern is, and the classes of all.
fn machines(out: &Path) -> Result<String, Box<dyn Error>> {
    let (mut classes, mut writer, mut places) = (Classes::default(), Writer::default(), Vec::new());
    for (fingerprint, source) in sources::sources(&fs::read_to_string(SOURCES)?)? {
        let at = writer.0.len();
        if writer.add(&Compiled::of(&compile::parsed(&source)?, &mut classes)).is_some() {
            places.push((fingerprint, at));
        }
    }
    fs::write(out.join("machines"), writer.0)?;
    let mut list = format!("(&{places:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/machines\")), &[\n");
    for Class { ascii, blocks, chinese, all_chinese, ranges } in classes.classes {
        let ranges = format!("std::borrow::Cow::Borrowed(&{ranges:?})");
        writeln!(
            list,
            "Class {{ ascii: {ascii:?}, blocks: {blocks:?}, chinese: {chinese:?}, all_chinese: {all_chinese}, ranges: {ranges} }},"
        )?;
    }
    list.push_str("])\n");
    Ok(list)
}

/// The keys of a rule that only say something about it.
const DOCUMENTATION: [&str; 6] = ["about", "tags", "sources", "good", "bad", "missed"];

/// Every rule file, in the order of their names: to add a family is to add a file. With each its text and its rules, as `rule::own` has them, and
/// in bytes what TOML reads in it, as `rule::prepared` reads it: its words, and of each rule first what it does, then its cases, then what documents it.
fn rules(out: &Path) -> Result<String, Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let (mut bytes, mut list) = (Prepared::default(), String::from("[\n"));
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        let table = DeTable::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?.into_inner();
        let path = format!("/rules/{name}");
        let mut written = |entries: Entries<'_>| {
            let start = bytes.0.len();
            bytes.entries(entries, &text).map(|()| start..bytes.0.len())
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
