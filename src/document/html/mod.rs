//! HTML: what its reader sees, where each of it stands in the file, and which of it the elements say is not the report. Tokens are
//! those of the HTML standard; style sheets and scripts are not run.

mod elements;
mod meta;
mod page;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::{Document, Encoding, Format, Place, ReadOnly};
use elements::{Element, Kind};

/// A token with its bytes in the file.
type Piece = Token<usize>;

/// A page as a document. Its text is all of the file; markup hides what is not seen.
pub(super) fn document(path: String, text: String) -> Document {
    let tokens = tokens(&text);
    let elements = elements::elements(&tokens, text.len());
    let markup = page::markup(&text, &tokens, &elements);
    let headings = merged(of(&elements, Kind::Heading).collect());
    // The innermost ones: a table around others only lays out the page.
    let mut tables: Vec<Place> = of(&elements, Kind::Table).collect();
    tables.dedup_by(|later, earlier| {
        let inner = later.start < earlier.end;
        if inner {
            *earlier = *later;
        }
        inner
    });
    Document {
        format: Format::Html,
        read_only: Some(ReadOnly::Extracted),
        markup,
        headings,
        tables,
        furniture: furniture(&elements, text.len()),
        fields: meta::fields(&tokens),
        ..Document::new(path, text)
    }
}

/// The bytes in which a page may say its encoding.
const DECLARATION: usize = 1024;

/// The encoding that a page says it is in, where that is one of ours.
pub(super) fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..DECLARATION).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = head.split("charset").nth(1)?.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let name = after.split(|next: char| !(next.is_ascii_alphanumeric() || matches!(next, '-' | '_'))).next()?;
    Encoding::named(name)
}

fn tokens(text: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::new_with_span();
    // Without a tree, this is how the text of scripts and titles is told from markup.
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail.
    Tokenizer::new_with_emitter(text, emitter).flatten().collect()
}

fn of(elements: &[Element], kind: Kind) -> impl Iterator<Item = Place> {
    elements.iter().filter(move |element| element.kind == kind).map(|element| element.place)
}

/// What is not the report: navigation, page headers and footers, asides, and everything outside of `<main>`, or of its `<article>`s
/// where there is no `<main>`. In order, without overlap.
fn furniture(elements: &[Element], end: usize) -> Vec<Place> {
    let mut places: Vec<Place> = of(elements, Kind::Furniture).collect();
    let mut reports: Vec<Place> = of(elements, Kind::Main).collect();
    if reports.is_empty() {
        reports = of(elements, Kind::Article).collect();
    }
    let mut from = 0;
    for report in &reports {
        places.push(Place { start: from, end: report.start.max(from) });
        from = from.max(report.end);
    }
    if !reports.is_empty() {
        places.push(Place { start: from, end });
    }
    merged(places)
}

/// Places in order, those that meet as one.
fn merged(mut places: Vec<Place>) -> Vec<Place> {
    places.retain(|place| place.start < place.end);
    places.sort_unstable();
    places.dedup_by(|later, earlier| {
        let meets = later.start <= earlier.end;
        if meets {
            earlier.end = earlier.end.max(later.end);
        }
        meets
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Markup;
    use proptest::prelude::*;

    /// What the reader of a page sees, and the part of it that is furniture.
    fn seen(text: &str) -> (String, String) {
        let document = document("a.html".into(), text.into());
        let outside = |at: usize| document.furniture.iter().any(|place| (place.start..place.end).contains(&at));
        let (mut seen, mut furniture) = (String::new(), String::new());
        let mut from = 0;
        let mut show = |at: usize, shown: &str| {
            seen.push_str(shown);
            furniture.push_str(if outside(at) { shown } else { "" });
        };
        for Markup { place, shown } in &document.markup {
            show(from, &text[from..place.start]);
            show(place.start, shown);
            from = place.end;
        }
        show(from, &text[from..]);
        (seen, furniture)
    }

    fn shown(text: &str) -> String {
        seen(text).0
    }

    #[test]
    fn a_page_is_what_its_reader_sees() {
        let page = "\u{FEFF}<!DOCTYPE html>\n<html><head><title>题</title><style>p{}</style></head>\n<body>\n  <h1>标题</h1>\n  <p>共<b>227</b>名,\n  占67.4%。<br>次行<!-- 注 --></p><script>if (a<b) {}</script>\n</body></html>\n";
        assert_eq!(shown(page), "标题\n共227名,占67.4%。\n次行");
    }

    #[test]
    fn entities_are_the_characters_they_stand_for() {
        assert_eq!(
            shown("<p>甲&nbsp;乙&amp;丙&#12288;丁&#x4E59;&lt;戊&copy 己&unknown;</p>"),
            "甲\u{A0}乙&丙\u{3000}丁乙<戊© 己&unknown;"
        );
    }

    #[test]
    fn blanks_are_those_of_a_browser() {
        assert_eq!(shown("<p> one\n two  three </p>  <p>四</p>"), "one two three\n四");
        assert_eq!(shown("<a>首页</a>\n<a>新闻</a>"), "首页 新闻");
        assert_eq!(shown("<pre>甲\n  乙</pre>丙"), "甲\n  乙\n丙");
    }

    #[test]
    fn cells_stand_on_lines_of_their_own() {
        assert_eq!(shown("<table><tr><th>镇</th><th>人</th></tr><tr><td>甲<td>3</table>"), "镇\n人\n甲\n3");
    }

    #[test]
    fn readings_of_characters_and_controls_are_not_seen() {
        assert_eq!(shown("<ruby>鄉<rp>(<rt>xiāng<rp>)</ruby>村<select><option>选</select>10<sup>4</sup>亩"), "鄉村10^4亩");
        assert_eq!(shown("甲<select>乙"), "甲乙");
    }

    #[test]
    fn elements_tell_the_page_from_the_report() {
        let page = "<header>某县</header><nav>首页</nav><div><header>标题</header>正文</div><footer>版权</footer>";
        assert_eq!(seen(page), ("某县\n首页\n标题\n正文\n版权".into(), "某县\n首页\n标题\n版权".into()));
        let page = "<div>导航</div><main><header>标题</header>正文<aside>推荐</aside></main><div>页脚</div>";
        assert_eq!(seen(page).1, "导航\n\n推荐\n页脚");
        let page = "<div role=navigation><div>甲</div>乙</div><article>丙</article><nav>丁";
        assert_eq!(seen(page).1, "甲\n乙\n丁");
    }

    #[test]
    fn a_page_may_say_its_encoding() {
        assert_eq!(declared(b"<meta charset=\"GBK\">"), Some(Encoding::Gb18030));
        let old = b"<META http-equiv=Content-Type content='text/html; charset = big5'>";
        assert_eq!(declared(old), Some(Encoding::Big5));
        assert_eq!(declared(b"<meta charset=shift_jis>"), None);
    }

    #[test]
    fn an_element_that_never_ends_tells_nothing() {
        assert_eq!(seen("<nav>首页<p>正文"), ("首页\n正文".into(), String::new()));
    }

    fn page() -> impl Strategy<Value = String> {
        let piece = "[甲乙。,0-9a&; <>\n\r\t]|&nbsp;|&#x4E59;|&#0;|<p>|</p>|<b>|<br/>|<nav>|</nav>|<main>|</main>|<!--|-->|<script>|</script>|<td>|<pre>|</pre>|<title>|</title>|<p a='|\">";
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn markup_is_in_order_and_cuts_no_character(text in page()) {
            let document = document("a.html".into(), text.clone());
            let mut last = 0;
            for Markup { place, .. } in &document.markup {
                prop_assert!(last <= place.start && place.start < place.end, "{:?}", document.markup);
                prop_assert!(text.get(place.start..place.end).is_some());
                last = place.end;
            }
            prop_assert!(document.furniture.is_sorted() && document.furniture.iter().all(|place| place.end <= text.len()));
        }

        #[test]
        fn all_text_of_a_paragraph_is_seen(text in "[甲乙丙，。0-9]{1,40}", tag in "p|div|b|td") {
            prop_assert_eq!(shown(&format!("<{tag}>{text}</{tag}>")), text);
        }
    }

    #[test]
    fn a_page_of_tags_that_do_not_match_is_read_in_one_pass() {
        let page = format!("{}甲{}", "<div>".repeat(100_000), "</p></b></div>".repeat(100_000));
        assert_eq!(shown(&page), "甲");
    }
}
