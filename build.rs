//! Makes the table of traditional characters and their simplified forms, one character to one, for `view::script`.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// The blocks that hold Chinese characters in use: unified ideographs, extension A, compatibility forms.
const BLOCKS: [(u32, u32); 3] = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
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
    fs::write(Path::new(&env::var("OUT_DIR")?).join("traditional.rs"), table)?;
    Ok(())
}
