//! What stands among lines that certainly belong to the page belongs to it too: a list of places above a breadcrumb, a lone number
//! between the report and its footer. By itself such a line might be part of the report, and its fix is not safe.

use std::ops::Range;

use crate::{
    claim::Sheet,
    document::Place,
    finding::Finding,
    view::{Span, Zone},
};

/// What is known of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Nothing is on it.
    Blank,
    /// It goes, and that is safe.
    Page,
    /// It would go, if it were safe.
    Perhaps,
    /// It is of the body, or anything else.
    Other,
}

/// Makes the fixes safe that delete whole lines above or below the body, where on either side the next line that is not blank goes
/// safely too, or the body or the text ends there; but on one side it does go.
pub(super) fn prove(sheet: &Sheet, findings: &mut [Finding]) {
    let lines = sheet.view.lines();
    let wanted: Vec<(usize, Range<usize>)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.verdict.is_none() && finding.fix.as_ref().is_some_and(|fix| !fix.safe))
        .filter_map(|(number, finding)| Some((number, deleted(sheet, finding)?)))
        .collect();
    if wanted.is_empty() || !lines.iter().any(|line| line.zone == Zone::Body) {
        return;
    }
    let blank = |span: Span| sheet.view.slice(span).trim().is_empty();
    let mut known: Vec<Known> = lines.iter().map(|line| if blank(line.span) { Known::Blank } else { Known::Other }).collect();
    let mut mark = |range: Range<usize>, what: Known| {
        let marked = known.get_mut(range).into_iter().flatten();
        marked.filter(|known| **known != Known::Blank).for_each(|known| *known = what);
    };
    wanted.iter().for_each(|(_, range)| mark(range.clone(), Known::Perhaps));
    let safe = findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe));
    safe.filter_map(|finding| deleted(sheet, finding)).for_each(|range| mark(range, Known::Page));
    let enclosed = enclosed(sheet, &known);
    for (number, range) in wanted {
        if enclosed.get(range).is_some_and(|lines| lines.iter().all(|enclosed| *enclosed))
            && let Some(fix) = findings.get_mut(number).and_then(|finding| finding.fix.as_mut())
        {
            fix.safe = true;
        }
    }
}

/// The lines above or below the body that a finding's fix deletes whole; `None` where it does anything else.
fn deleted(sheet: &Sheet, finding: &Finding) -> Option<Range<usize>> {
    let (view, text) = (&sheet.view, sheet.document.text.as_str());
    let [edit] = finding.fix.as_ref()?.edits.as_slice() else { return None };
    let Place { start, end } = edit.place;
    let breaks = ['\n', '\r', '\u{FEFF}'];
    let begins = start == 0 || text.get(..start)?.ends_with(breaks);
    let ends = end == text.len() || text.get(start..end)?.ends_with(breaks);
    let span = view.span(edit.place);
    let range = view.line_at(span.start)..view.line_at(span.end.saturating_sub(1).max(span.start)).saturating_add(1);
    let outside = view.lines().get(range.clone())?.iter().all(|line| line.zone != Zone::Body);
    (edit.text.is_empty() && begins && ends && outside).then_some(range)
}

/// Of each line, whether it is enclosed by the page. Blank lines are what the lines around them are.
fn enclosed(sheet: &Sheet, known: &[Known]) -> Vec<bool> {
    let mut enclosed = vec![false; known.len()];
    let mut at = 0;
    // What stands before a run of lines that would go: nothing is as good as the body, which is as good as the page.
    let (mut open, mut page) = (true, false);
    while let Some(&first) = known.get(at) {
        if !matches!(first, Known::Perhaps | Known::Blank) {
            page = first == Known::Page;
            open = page || ends_the_body(sheet, at);
            at = at.saturating_add(1);
            continue;
        }
        let run = known.iter().skip(at).take_while(|known| matches!(known, Known::Perhaps | Known::Blank)).count();
        let next = at.saturating_add(run);
        let after = known.get(next);
        let closed = match after {
            None | Some(Known::Page) => true,
            _ => sheet.view.lines().get(next).is_some_and(|line| line.zone == Zone::Body),
        };
        if open && closed && (page || after == Some(&Known::Page)) {
            enclosed.get_mut(at..next).into_iter().flatten().for_each(|line| *line = true);
        }
        at = next;
    }
    enclosed
}

/// Whether a line is of the body and leaves nothing open: after `如下:` what follows is the report's.
fn ends_the_body(sheet: &Sheet, line: usize) -> bool {
    let Some(line) = sheet.view.lines().get(line) else { return false };
    line.zone == Zone::Body && sheet.view.slice(line.span).trim_end().ends_with(['。', '!', '?', '”', ')', '】', '…', ';'])
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Checker, Language},
        document::Document,
        rule::RuleSet,
    };

    const PROSE: &str = "东川县全面推进乡村建设,取得明显成效,群众满意。";
    const PLACES: &str = "青山镇 白河镇 东岭乡 西塘乡 南湾镇";

    /// Whether the list of places in a text goes safely.
    fn safe(text: &str) -> bool {
        let checker = Checker::new(RuleSet::built_in(), Language::En);
        let checked = checker.check(&Document::new("a.txt", text));
        let found = checked.findings.iter().find(|finding| &*finding.rule == "boilerplate/navigation").unwrap();
        found.fix.as_ref().unwrap().safe
    }

    #[test]
    fn what_lies_outside_of_the_page_belongs_to_it() {
        assert!(safe(&format!("{PLACES}\n\n当前位置:首页 > 工作动态 > 正文\n标题\n{PROSE}\n")));
        assert!(safe(&format!("{PROSE}\n\n责任编辑:李某某\n{PLACES}")));
        assert!(safe(&format!("{PROSE}\n{PLACES}\n主办单位:中共东川县委组织部\n")));
    }

    #[test]
    fn what_may_be_part_of_the_report_is_looked_at() {
        assert!(!safe(&format!("{PLACES}\n{PROSE}\n")));
        assert!(!safe(&format!("当前位置:首页 > 工作动态 > 正文\n{PLACES}\n标题\n{PROSE}\n")));
        assert!(!safe(&format!("{PROSE}\n附件\n{PLACES}\n主办单位:中共东川县委组织部\n")));
        assert!(!safe(&format!("{PROSE}全县决定表彰工作扎实的以下各个乡镇:\n{PLACES}\n主办单位:中共东川县委组织部\n")));
        assert!(!safe(&format!("欢迎访问东川网!\n{PLACES}\n")), "without a body nothing is known to be around it");
    }
}
