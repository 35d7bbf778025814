//! What a Word file says of itself: its title, when it was last saved, and which styles are those of headings.

use std::collections::BTreeSet;

use quick_xml::{Reader, events::Event};

use super::body::{attribute, value};
use crate::document::Fields;

/// The title and the day of the last change. What is wrong with these parts of a file is no reason not to read the text.
pub(super) fn fields(xml: &str) -> Fields {
    let mut fields = Fields::default();
    let mut reader = Reader::from_str(xml);
    let mut inside = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => tag.local_name().as_ref().clone_into(&mut inside),
            Event::End(_) => inside.clear(),
            Event::Text(text) => {
                let text = text.trim();
                let known = Some(text.to_owned()).filter(|text| !text.is_empty());
                match inside.as_str() {
                    "title" => fields.title = fields.title.or(known),
                    // A day, without its hour.
                    "modified" => fields.date = text.split('T').next().filter(|day| !day.is_empty()).map(str::to_owned),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    fields
}

/// The ids of the styles of headings, which depend on the language of Word; their names do not.
pub(super) fn heading_styles(xml: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut id = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                let heading = match tag.local_name().as_ref() {
                    "style" => {
                        id = attribute(&tag, "styleId");
                        false
                    }
                    "name" => value(&tag).is_some_and(|name| is_heading(&name)),
                    "outlineLvl" => value(&tag).is_some_and(|level| level != "9"),
                    _ => false,
                };
                ids.extend(id.clone().filter(|_| heading));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    ids
}

fn is_heading(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "title" || name.strip_prefix("heading ").is_some_and(|level| level.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_headings_are_known_by_name_and_by_level() {
        let xml = "<w:styles><w:style w:styleId=\"a3\"><w:name w:val=\"heading 2\"/></w:style><w:style w:styleId=\"b\"><w:name w:val=\"我的\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style><w:style w:styleId=\"c\"><w:name w:val=\"Normal\"/></w:style></w:styles>";
        assert_eq!(heading_styles(xml), ["a3", "b"].map(str::to_owned).into());
    }

    #[test]
    fn a_damaged_part_says_what_it_can() {
        assert_eq!(fields("<c><dc:title>题</dc:title><x></c>").title.as_deref(), Some("题"));
        assert_eq!(fields(""), Fields::default());
    }
}
