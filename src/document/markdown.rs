//! Markdown: which of its characters are markup. The text itself stays where it is, so that every place in it is exact, and
//! so does every line break.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Document, Fields, Format, Markup, Place, frontmatter, tags};

/// A Markdown document with its markup and the fields of its front matter.
pub(super) fn document(path: String, text: String) -> Document {
    let Read { markup, tables, fields } = read(&text);
    Document { format: Format::Markdown, markup, tables, fields, ..Document::new(path, text) }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// What was read of a text.
struct Read {
    markup: Vec<Markup>,
    tables: Vec<Place>,
    fields: Fields,
}

/// Everything that no event shows is markup. So each event shows its stretch, and what lies between two is hidden.
fn read(text: &str) -> Read {
    let body = text.trim_start_matches('\u{FEFF}');
    let offset = text.len().saturating_sub(body.len());
    let mut page = Page { text, at: offset, cell: false, markup: Vec::new() };
    let mut fields = Fields::default();
    let mut first_cell = false;
    let mut numbered: Vec<bool> = Vec::new();
    let mut metadata = false;
    let mut tables = Vec::new();
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let range = range.start.saturating_add(offset)..range.end.saturating_add(offset);
        match event {
            Event::Start(Tag::MetadataBlock(_)) => {
                fields = frontmatter::fields(text.get(range.clone()).unwrap_or(""));
                metadata = true;
                page.replace(range, "");
            }
            Event::End(TagEnd::MetadataBlock(_)) => metadata = false,
            Event::Text(_) if metadata => {}
            Event::Text(shown) => page.text(range, &shown),
            Event::Code(_) => page.code(range),
            Event::Start(Tag::HtmlBlock) => page.html(range),
            Event::InlineHtml(tag) => page.replace(range, tags::shown(&tag)),
            Event::Start(Tag::List(from)) => numbered.push(from.is_some()),
            Event::End(TagEnd::List(_)) => drop(numbered.pop()),
            Event::Start(Tag::Item) if numbered.last() == Some(&true) => page.number(range.start),
            Event::Start(Tag::Table(_)) => tables.push(Place { start: range.start, end: range.end }),
            Event::Start(Tag::TableHead | Tag::TableRow) => first_cell = true,
            Event::Start(Tag::TableCell) => page.cell = !std::mem::take(&mut first_cell),
            _ => {}
        }
    }
    page.hide(text.len());
    Read { markup: page.markup, tables, fields }
}

/// A document read so far.
struct Page<'d> {
    text: &'d str,
    /// Everything before this is decided.
    at: usize,
    /// Whether a cell has begun that is not the first of its row.
    cell: bool,
    markup: Vec<Markup>,
}

impl Page<'_> {
    /// Hides what is left up to a byte, line breaks apart.
    fn hide(&mut self, to: usize) {
        let mut start = self.at;
        for line in self.text.get(self.at..to).unwrap_or("").split_inclusive('\n') {
            let end = start.saturating_add(line.len());
            let shown = if std::mem::take(&mut self.cell) { "\n" } else { "" };
            self.note(start..start.saturating_add(line.trim_end_matches(['\r', '\n']).len()), shown);
            start = end;
        }
        self.at = self.at.max(to);
    }

    /// Shows a stretch as it stands.
    fn show(&mut self, range: Range<usize>) {
        if range.start >= self.at {
            self.hide(range.start);
            self.at = self.at.max(range.end);
        }
    }

    /// Shows something else in the place of a stretch.
    fn replace(&mut self, range: Range<usize>, shown: &str) {
        if range.start >= self.at {
            self.hide(range.start);
            self.at = self.at.max(range.end);
            self.note(range, shown);
        }
    }

    /// Text as the parser understood it: an entity is not what stands there.
    fn text(&mut self, range: Range<usize>, shown: &str) {
        let written = self.text.get(range.clone()).unwrap_or("");
        if written == shown || written.replace("\r\n", "\n") == shown {
            self.show(range);
        } else {
            self.replace(range, shown);
        }
    }

    /// Code within a line, between its backticks.
    fn code(&mut self, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or("");
        let ticks = written.len().saturating_sub(written.trim_start_matches('`').len());
        self.show(range.start.saturating_add(ticks)..range.end.saturating_sub(ticks).max(range.start));
        self.hide(range.end);
    }

    /// A block of HTML: its tags and comments are hidden, its text is shown.
    fn html(&mut self, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or("");
        for (tag, shown) in tags::tags(written) {
            let start = range.start.saturating_add(tag.start);
            self.show(self.at.max(range.start)..start.max(self.at));
            self.replace(start..range.start.saturating_add(tag.end), shown);
        }
        self.show(self.at.max(range.start)..range.end.max(self.at));
    }

    /// The number of a list's item, `3.` or `3)`, which its reader sees; its blank keeps it off a number that follows.
    fn number(&mut self, start: usize) {
        let item = self.text.get(start..).unwrap_or("");
        let rest = item.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if let Some(rest) = rest.strip_prefix(['.', ')']) {
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            self.show(start..start.saturating_add(item.len().saturating_sub(rest.len())));
        }
    }

    fn note(&mut self, range: Range<usize>, shown: &str) {
        if range.start < range.end {
            self.markup.push(Markup { place: Place { start: range.start, end: range.end }, shown: shown.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the reader of a Markdown text sees.
    fn seen(text: &str) -> String {
        let mut seen = String::new();
        let mut from = 0;
        for Markup { place, shown } in read(text).markup {
            seen.push_str(&text[from..place.start]);
            seen.push_str(&shown);
            from = place.end;
        }
        seen + &text[from..]
    }

    #[test]
    fn marks_are_hidden_and_the_text_stays() {
        assert_eq!(seen("# 标题 #\n\n共**227**名,占`67.4%`。\n"), "标题\n\n共227名,占67.4%。\n");
        assert_eq!(seen("见[附表](b.md \"题\")和<https://a.example>。\n\n[x]: y\n"), "见附表和https://a.example。\n\n\n");
        assert_eq!(seen("甲<!-- 注 -->乙~~丙~~\\*丁&amp;戊[^1]\n\n[^1]: 注文\n"), "甲乙丙*丁&戊\n\n注文\n");
        assert_eq!(seen("标题\n====\n\n> 引文\n> 续行\n"), "标题\n\n\n引文\n续行\n");
        assert_eq!(seen("```text\n占3%\n```\r\n\r\n后文\r\n"), "\n占3%\n\r\n\r\n后文\r\n");
    }

    #[test]
    fn the_numbers_of_a_list_are_seen_and_its_bullets_are_not() {
        assert_eq!(seen("1. 甲\n2. 乙\n   - 丙\n"), "1. 甲\n2. 乙\n丙\n");
    }

    #[test]
    fn the_cells_of_a_table_stand_on_lines_of_their_own() {
        assert_eq!(seen("| 镇 | 人 |\n|---|---|\n| 甲 | 3 |\n"), "镇\n人\n\n甲\n3\n");
        assert_eq!(seen("<table><tr><td>甲</td><td>3</td></tr></table>\n"), "甲\n3\n\n\n");
    }

    #[test]
    fn front_matter_is_hidden_and_its_fields_are_kept() {
        let document = document("a.md".into(), "\u{FEFF}---\ntitle: \"题\"\ndate: 2024-01-05\n---\n正文\n".into());
        let fields = Fields { title: Some("题".into()), date: Some("2024-01-05".into()), source: None };
        assert_eq!(document.fields, fields);
        assert_eq!(seen(&document.text).trim_matches(['\u{FEFF}', '\n']), "正文");
    }

    proptest! {
        #[test]
        fn markup_is_in_order_and_cuts_no_character(text in "([甲乙丙。*_`#|<>&;!~\\[\\]()\\-0-9.:\\r\\n \t\\\\\"=+]|<!--|-->|\\|\\||\n\n|---\n){0,60}") {
            let mut last = 0;
            for Markup { place, .. } in read(&text).markup {
                prop_assert!(last <= place.start && place.start < place.end && place.end <= text.len());
                prop_assert!(text.get(place.start..place.end).is_some());
                last = place.end;
            }
        }

        #[test]
        fn chinese_text_is_never_hidden_outside_of_markup(text in "[甲乙丙，。0-9]{0,40}") {
            prop_assert_eq!(seen(&text).matches(['甲', '乙', '丙', '，', '。']).count(), text.matches(['甲', '乙', '丙', '，', '。']).count());
        }
    }
}
