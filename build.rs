//! Makes what no run should have to: the traditional characters with their simplified forms, one to one, for `view::script`; the rule files, read,
//! for `rule`; what all their patterns need, with automata for that, and the programs that look for each, for `claim`.

// What works out what a pattern of a user's needs.
#[path = "src/claim/automaton.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod automaton;
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
#[path = "src/claim/machine/program.rs"]
#[allow(dead_code, reason = "part of it is of use when the program runs")]
mod program;
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
    de::{DeTable, DeValue},
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
    fs::write(out.join("traditional.rs"), traditional()?)?;
    fs::write(out.join("rules.rs"), rules(&files)?)?;
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
    let Numbered { patterns, places: [view, skeleton], groups, tables } =
        Numbered::of(&groups.ok_or("a rule has a pattern that is none of all")?);
    let mut list =
        format!("Some(Prepared {{ patterns: {patterns}, places: [&{view:?}, &{skeleton:?}], groups: &{groups:?}, tables: [");
    for (layer, table) in tables.into_iter().enumerate() {
        fs::write(out.join(format!("table-{layer}")), table)?;
        write!(list, "include_bytes!(concat!(env!(\"OUT_DIR\"), \"/table-{layer}\")),")?;
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

/// With each file its text, and what TOML reads in it.
fn rules(files: &[(String, String)]) -> Result<String, Box<dyn Error>> {
    let mut list = String::from("[\n");
    for (name, text) in files {
        let table = DeTable::parse(text).map_err(|error| format!("{name}: {error}"))?;
        let entries = entries(table.get_ref(), text);
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

fn traditional() -> Result<String, Box<dyn Error>> {
    let mut table = String::from("[\n");
    for character in BLOCKS.into_iter().flat_map(|(first, last)| first..=last).filter_map(char::from_u32) {
        let simplified = hanconv::t2s(character.to_string());
        let mut characters = simplified.chars();
        if let (Some(one), None) = (characters.next(), characters.next())
            && one != character
            && one.len_utf8() == character.len_utf8()
        {
            writeln!(table, "    ({character:?}, {one:?}),")?;
        }
    }
    table.push_str("]\n");
    Ok(table)
}
