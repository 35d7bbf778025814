//! What the view promises, held against whole documents and against any text.

use super::*;
use crate::document::Markup;
use proptest::prelude::*;

fn view(text: &str) -> View {
    View::new(&Document::new("a.txt", text))
}

#[test]
fn a_glossed_traditional_page_reads_like_a_plain_one() {
    let text = "　　全縣實（shí）現(xiàn)增收，佔７８％。\r\n";
    let view = view(text);
    assert_eq!(view.text(), "  全县实现增收,占78%。\n");
    assert!(view.traditional());
    let at = view.text().find("实现").unwrap();
    let place = view.place(Span { start: at, end: at + "实现".len() });
    assert_eq!(text.get(place.start..place.end), Some("實（shí）現"));
    let glosses: Vec<_> = view.glosses().iter().map(|gloss| text.get(gloss.start..gloss.end).unwrap()).collect();
    assert_eq!(glosses, ["（shí）", "(xiàn)"]);
}

#[test]
fn a_gloss_that_markup_hides_is_none() {
    let text = "甲<!--鄉(xiāng)-->乙(yǐ)";
    let markup = vec![Markup { place: Place { start: 3, end: text.len() - "乙(yǐ)".len() }, shown: String::new() }];
    let view = View::new(&Document { markup, ..Document::new("a.md", text) });
    assert_eq!(view.text(), "甲乙");
    assert_eq!(view.glosses().len(), 1);
}

#[test]
fn sentence_clause_and_paragraph_stay_within_their_line() {
    let view = view("甲，乙。丙\n丁;戊");
    let slice = |span| view.slice(span).to_owned();
    let at = |word| view.text().find(word).unwrap();
    assert_eq!(slice(view.sentence(at("丙"))), "丙");
    assert_eq!(slice(view.clause(at("乙"))), "乙");
    assert_eq!(slice(view.sentence(at("丁"))), "丁;戊");
    assert_eq!(slice(view.clause(at("戊"))), "戊");
    assert_eq!(slice(view.paragraph(at("乙"))), "甲,乙。丙");
    assert_eq!(view.line_at(at("丁")), 1);
}

#[test]
fn a_section_runs_from_its_heading_to_the_next() {
    let prose = "近年来，全镇狠抓产业发展，群众收入稳步提高。";
    let view = view(&format!("标题\n{prose}\n一、抓产业\n{prose}\n\n二、抓督查\n{prose}\n编辑"));
    let section = |word| view.slice(view.section(view.text().find(word).unwrap())).to_owned();
    let folded = prose.replace('，', ",");
    assert_eq!(section("标题"), "标题");
    assert_eq!(section("近年"), folded);
    assert_eq!(section("一、"), format!("一、抓产业\n{folded}\n"));
    assert_eq!(section("抓督查"), format!("二、抓督查\n{folded}"));
    assert_eq!(section("编辑"), "编辑");
}

#[test]
fn a_heading_of_markdown_is_one_whatever_it_looks_like() {
    let file = "# 总结报告。\n\n近年来，全镇狠抓**产业**发展，群众收入稳步提高。\n\n## 抓住产业；抓住督查。\n\n- 共3户。\n";
    let document = crate::document::documents("a.md", file.as_bytes()).next().unwrap().unwrap();
    let view = View::new(&document);
    let headings: Vec<_> = view.lines().iter().filter(|line| line.heading).map(|line| view.slice(line.span)).collect();
    assert_eq!(headings, ["总结报告。", "抓住产业;抓住督查。"]);
    let at = view.text().find("狠抓产业发展").unwrap();
    let place = view.place(Span { start: at, end: at + "狠抓产业发展".len() });
    assert_eq!(file.get(place.start..place.end), Some("狠抓**产业**发展"));
}

#[test]
fn an_empty_document_has_one_empty_line() {
    let view = view("");
    let nothing = Span::default();
    assert_eq!(view.lines(), [Line { span: nothing, zone: Zone::Head, heading: false }]);
    assert_eq!((view.sentence(0), view.clause(5), view.section(9), view.paragraph(1)), (nothing, nothing, nothing, nothing));
}

/// Text of the kinds of character that are folded, and of those that are not.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "甲",
        "鄉(xiāng)",
        "（",
        "，",
        "。",
        "\r\n",
        "\r",
        "\n",
        "\u{200B}",
        "\u{3000}",
        "\u{E000}",
        "\u{F0000}",
        "a",
        "%",
        "％",
        "乾",
        "𠮷",
        "(",
        "「",
    ];
    prop::collection::vec(prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(String::from), ".{0,3}"], 0..24)
        .prop_map(|pieces| pieces.concat())
}

/// A document of which some stretches are hidden or replaced.
fn document() -> impl Strategy<Value = Document> {
    let hidden = prop::collection::vec((0usize..80, 0usize..6, prop::sample::select(vec!["", "&", "\n", "鄉，"])), 0..4);
    (text(), hidden).prop_map(|(text, hidden)| {
        let mut markup: Vec<Markup> = Vec::new();
        for (start, length, shown) in hidden {
            let start = text.ceil_char_boundary(start);
            let place = Place { start, end: text.ceil_char_boundary(start + length) };
            if markup.last().is_none_or(|last| last.place.end <= start) {
                markup.push(Markup { place, shown: shown.to_owned() });
            }
        }
        Document { markup, ..Document::new("a.txt", text) }
    })
}

/// Texts that grow in the ways that make a careless reader slow.
#[test]
fn a_piece_repeated_many_times_is_viewed_to_its_end() {
    for piece in [
        "县(a",
        "鄉(xiāng)",
        "(",
        "|",
        "|甲",
        "#",
        "\n#",
        "<",
        "<!--",
        "<a",
        "*",
        "[",
        "[^1]",
        "`",
        "> ",
        "- ",
        ",",
        "\r",
        "\u{200B}",
        "&amp;",
        "。”",
    ] {
        let text = piece.repeat(50_000);
        for path in ["a.txt", "a.md"] {
            let text = if piece.starts_with('|') { format!("{text}\n|-{}\n{text}\n", "|-".repeat(50_000)) } else { text.clone() };
            for document in crate::document::documents(path, text.as_bytes()).filter_map(Result::ok) {
                let view = View::new(&document);
                let middle = view.text().len() / 2;
                assert!(view.sentence(middle).start <= view.sentence(middle).end);
            }
        }
    }
}

proptest! {
    #[test]
    fn a_text_is_folded_by_itself_as_in_a_view(text in text()) {
        let view = view(&text);
        prop_assert_eq!(View::folded_text(&text), view.text());
    }

    #[test]
    fn markdown_holds_to_its_places(text in "(鄉\\(xiāng\\)|[甲，。*_`#|<>&;~()0-9.:\r\n \t=+-]|<!--|-->|</td>|\n\n|\\|-\\|\n|\\[x\\]\\(y\\)){0,40}") {
        for document in crate::document::documents("a.md", text.as_bytes()).filter_map(Result::ok) {
            let view = View::new(&document);
            for (start, character) in view.text().char_indices() {
                let place = view.place(Span { start, end: start + character.len_utf8() });
                prop_assert!(text.get(place.start..place.end).is_some_and(|slice| !slice.is_empty()));
            }
        }
    }

    #[test]
    fn every_character_of_the_view_has_its_place(document in document()) {
        let view = View::new(&document);
        let mut last = 0;
        for (start, character) in view.text().char_indices() {
            let place = view.place(Span { start, end: start + character.len_utf8() });
            prop_assert!(document.text.get(place.start..place.end).is_some());
            prop_assert!(place.start < place.end || document.markup.iter().any(|markup| markup.place.start == place.start));
            prop_assert!(last <= place.start || document.markup.iter().any(|markup| markup.place == place));
            last = place.end;
        }
        prop_assert!(last <= document.text.len());
    }

    #[test]
    fn a_place_folds_to_its_span(text in text(), from in 0usize..100, length in 0usize..40) {
        let view = view(&text);
        let start = view.text().floor_char_boundary(from);
        let end = view.text().ceil_char_boundary(start + length);
        let place = view.place(Span { start, end });
        let slice = text.get(place.start..place.end);
        prop_assert!(slice.is_some());
        let inside = |gloss: &&Place| gloss.start >= place.start && gloss.end <= place.end;
        let hidden: Vec<Hidden<'_>> = view.glosses().iter().filter(inside)
            .map(|gloss| Hidden { place: Place { start: gloss.start - place.start, end: gloss.end - place.start }, shown: "" })
            .collect();
        let again = fold::fold(slice.unwrap(), &hidden).text;
        prop_assert_eq!(again.replace('乾', "干"), view.slice(Span { start, end }).replace('乾', "干"));
    }

    #[test]
    fn the_way_back_leads_to_the_same_span(text in text(), from in 0usize..100, length in 1usize..40) {
        let view = view(&text);
        let start = view.text().floor_char_boundary(from % view.text().len().max(1));
        let span = Span { start, end: view.text().ceil_char_boundary(start + length) };
        // An empty span lies between two characters: what was folded away there is on neither side.
        if span.start < span.end {
            prop_assert_eq!(view.span(view.place(span)), span);
        }
    }

    #[test]
    fn every_byte_lies_in_its_clause_sentence_line_and_section(text in text(), at in 0usize..100) {
        let view = view(&text);
        let at = at.min(view.text().len());
        let (clause, sentence, line, section) = (view.clause(at), view.sentence(at), view.paragraph(at), view.section(at));
        for (inner, outer) in [(clause, line), (sentence, line), (line, section)] {
            prop_assert!(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end);
        }
        prop_assert!(sentence.start <= at && at <= sentence.end);
        prop_assert!(view.text().get(clause.start..clause.end).is_some());
        prop_assert!(view.text().get(sentence.start..sentence.end).is_some());
    }
}
