//! What a page says of itself in its head: title, date and source, under the names that pages of government and of the press use.

use html5gum::Token;

use super::Piece;
use crate::document::Fields;

/// Names of a title, the surest first.
const TITLES: [&str; 5] = ["articletitle", "og:title", "dc.title", "headline", "title"];
/// Names of a date.
const DATES: [&str; 9] = [
    "pubdate",
    "article:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "firstpublishedtime",
    "dc.date",
    "og:release_date",
    "date",
];
/// Names of a source.
const SOURCES: [&str; 3] = ["contentsource", "dc.source", "source"];

/// A value with the rank of its name; a lower one is surer.
type Ranked = Option<(usize, String)>;

/// The fields of a page. The `<title>` is its title where no other is named.
pub(super) fn fields(tokens: &[Piece]) -> Fields {
    let [mut title, mut date, mut source] = [const { None::<(usize, String)> }; 3];
    let mut in_title = false;
    for token in tokens {
        match token {
            Token::StartTag(tag) => {
                in_title = *tag.name == b"title" && title.as_ref().is_none_or(|(rank, _)| *rank > TITLES.len());
                if *tag.name == b"meta" {
                    let value =
                        |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).into_owned());
                    let name = value(b"name").or_else(|| value(b"property")).or_else(|| value(b"itemprop"));
                    let (Some(name), Some(content)) = (name, value(b"content")) else { continue };
                    for (names, field) in [(&TITLES[..], &mut title), (&DATES[..], &mut date), (&SOURCES[..], &mut source)] {
                        note(field, names.iter().position(|known| known.eq_ignore_ascii_case(name.trim())), &content);
                    }
                }
            }
            Token::String(text) if in_title => {
                note(&mut title, Some(TITLES.len()), &String::from_utf8_lossy(&text.value));
                in_title = false;
            }
            _ => {}
        }
    }
    let [title, date, source] = [title, date, source].map(|ranked| ranked.map(|(_, value)| value));
    Fields { title, date, source }
}

fn note(field: &mut Ranked, rank: Option<usize>, value: &str) {
    let value = value.trim();
    if let Some(rank) = rank.filter(|rank| !value.is_empty() && field.as_ref().is_none_or(|(known, _)| rank < known)) {
        *field = Some((rank, value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str) -> [Option<String>; 3] {
        let Fields { title, date, source } = fields(&super::super::tokens(page));
        [title, date, source]
    }

    #[test]
    fn a_page_says_its_title_date_and_source() {
        let page = "<title>题_某县</title><meta name=ArticleTitle content='题 '><meta name=PubDate content=2024-01-05><meta name='ContentSource' content='某县日报&amp;网'>";
        assert_eq!(of(page), [Some("题".into()), Some("2024-01-05".into()), Some("某县日报&网".into())]);
        let page = "<meta property='og:title' content='题'><title>题_某县</title><meta name=PubDate content=''>";
        assert_eq!(of(page), [Some("题".into()), None, None]);
        assert_eq!(of("<title>\n题\n</title><svg><title>图</title></svg>"), [Some("题".into()), None, None]);
    }
}
