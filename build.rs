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
    de::{DeTable, DeValue},
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
    fs::write(Path::new(&out).join("rules.rs"), rules()?)?;
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

/// Every rule file, in the order of their names: to add a family is to add a file. With each its text, and what TOML reads in it.
fn rules() -> Result<String, Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut list = String::from("[\n");
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        let table = DeTable::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let entries = entries(table.get_ref(), &text);
        let path = format!("/rules/{name}");
        writeln!(list, "({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})), {entries}),")?;
    }
    list.push_str("]\n");
    Ok(list)
}

/// The entries of a table as `rule::prepared` has them.
fn entries(table: &DeTable<'_>, text: &str) -> String {
    let entry = |(key, value): (&Spanned<_>, _)| {
        let Range { start, end } = key.span();
        format!("({start}, {end}, {:?}, {}),", key.get_ref(), prepared(value, text))
    };
    format!("&[{}]", table.iter().map(entry).collect::<String>())
}

/// A value as `rule::prepared` has it.
fn prepared(value: &Spanned<DeValue<'_>>, text: &str) -> String {
    let Range { start, end } = value.span();
    let said = match value.get_ref() {
        DeValue::String(text) => format!("Text({text:?})"),
        DeValue::Boolean(flag) => format!("Flag({flag})"),
        DeValue::Array(values) => {
            let values: String = values.iter().map(|value| format!("{},", prepared(value, text))).collect();
            format!("List(&[{values}])")
        }
        DeValue::Table(table) => format!("Table({})", entries(table, text)),
        _ => format!("Other({:?})", text.get(start..end).unwrap_or_default()),
    };
    format!("({start}, {end}, Value::{said})")
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
