//! The flow itself, rooms 3 to 9: a document in, findings and ledger out. Knows no files, no terminal, no clock.

mod company;
pub mod timing;
pub mod trace;

pub use crate::rule::Language;

use std::{collections::BTreeMap, sync::Arc};

use globset::GlobMatcher;
use jiff::civil::Date;

use self::timing::{Clock, Step, Stopwatch, Timings, Watch};
use crate::{
    claim::{Claim, Operand, Sheet, Zones},
    config::{InForce, Settings},
    corpus::Beside,
    document::{Document, Format, Place},
    figure,
    finding::{Edit, Entry, EntryOperand, Finding, Fix, Label, Severity},
    kind::{Outcome, Recounts, shared::Shared, suppression::Suppression},
    rule::{self, Rule, RuleSet, Template},
    suppress::{self, Amiss, Suppressed, Suppressing},
    verdict::{Explanation, Recount, Verdict},
    view::{Span, View},
};

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What to tell, by place.
    pub findings: Vec<Finding>,
    /// What somebody has looked at and wants to hear of no more, by place.
    pub suppressed: Vec<Suppressed>,
    /// Every claim with its verdict, by place.
    pub ledger: Vec<Entry>,
}

/// The rules in force and how to speak. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Checker {
    rules: Arc<RuleSet>,
    language: Language,
}

impl Checker {
    /// A checker for these rules.
    pub fn new(rules: impl Into<Arc<RuleSet>>, language: Language) -> Self {
        Self { rules: rules.into(), language }
    }

    /// The rules in force.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Reads one document and counts again.
    pub fn check(&self, document: &Document) -> Checked {
        self.sifted(self.rules.rules().iter().map(InForce::of).collect(), document, &Suppressing::default(), None, &mut ())
    }

    /// The same with some of the rules only.
    pub fn check_with<'r>(&self, rules: impl IntoIterator<Item = &'r Rule>, document: &Document) -> Checked {
        self.check_beside(rules, document, None)
    }

    /// The same with the document's place in its corpus, for the rules that ask which others say the same.
    pub fn check_beside<'r>(
        &self,
        rules: impl IntoIterator<Item = &'r Rule>,
        document: &Document,
        beside: Option<Beside<'_>>,
    ) -> Checked {
        self.check_in_force(rules.into_iter().map(InForce::of), document, beside, &mut ())
    }

    /// The same with what is in force for the document: settings that were made for the rules of this checker, and suppressions.
    pub fn check_under(
        &self,
        settings: &Settings,
        document: &Document,
        suppressing: &Suppressing,
        beside: Option<Beside<'_>>,
    ) -> Checked {
        self.sifted(self.in_force(settings), document, suppressing, beside, &mut ())
    }

    /// The same with a clock, for how long each step took.
    pub fn check_timed(
        &self,
        settings: &Settings,
        document: &Document,
        suppressing: &Suppressing,
        beside: Option<Beside<'_>>,
        clock: Clock<'_>,
    ) -> (Checked, Timings) {
        let mut watch = Stopwatch::start(clock);
        let checked = self.sifted(self.in_force(settings), document, suppressing, beside, &mut watch);
        (checked, watch.timings)
    }

    /// The same as on a day on which suppressions may be over.
    pub fn check_on(&self, today: Date, document: &Document) -> Checked {
        let suppressing = Suppressing { today: Some(today), ..Suppressing::default() };
        self.sifted(self.rules.rules().iter().map(InForce::of).collect(), document, &suppressing, None, &mut ())
    }

    /// What is wrong with suppressions, as findings of the rules that say so.
    pub fn amiss(&self, settings: &Settings, amiss: &[Amiss]) -> Vec<Finding> {
        let in_force: Vec<InForce> = settings.in_force(&self.rules).collect();
        let mut findings: Vec<Finding> = amiss.iter().filter_map(|amiss| self.of_suppression(&in_force, amiss)).collect();
        findings.sort_by(|a, b| (a.place, &a.rule).cmp(&(b.place, &b.rule)));
        findings
    }

    /// Whether any rule answers to a glob.
    pub fn knows(&self, glob: &GlobMatcher) -> bool {
        self.rules.rules().iter().any(|rule| glob.is_match(&*rule.id))
    }

    /// The rules that some settings leave in force.
    fn in_force<'r>(&'r self, settings: &'r Settings) -> Vec<InForce<'r>> {
        let mut in_force = Vec::with_capacity(self.rules.rules().len());
        in_force.extend(settings.in_force(&self.rules));
        in_force
    }

    fn sifted(
        &self,
        in_force: Vec<InForce>,
        document: &Document,
        suppressing: &Suppressing,
        beside: Option<Beside<'_>>,
        watch: &mut impl Watch,
    ) -> Checked {
        let mut checked = self.check_in_force(in_force.iter().copied(), document, beside, watch);
        // Without its corpus a document shares nothing.
        let runs = |in_force: &&InForce| beside.is_some() || in_force.rule.kind_name != Shared::NAME;
        let ran = |glob: &GlobMatcher| in_force.iter().filter(runs).any(|in_force| glob.is_match(&*in_force.rule.id));
        let sifted = suppress::sift(document, checked.findings, suppressing, &|glob| self.knows(glob), &ran);
        checked.findings = sifted.told;
        checked.suppressed = sifted.suppressed;
        if !sifted.amiss.is_empty() {
            checked.findings.extend(sifted.amiss.iter().filter_map(|amiss| self.of_suppression(&in_force, amiss)));
            checked.findings.sort_by(|a, b| (a.place, &a.rule).cmp(&(b.place, &b.rule)));
        }
        checked
    }

    fn of_suppression(&self, in_force: &[InForce], amiss: &Amiss) -> Option<Finding> {
        let says =
            |in_force: &&InForce| in_force.rule.kind_name == Suppression::NAME && in_force.kind().says() == Some(amiss.fault);
        let by = in_force.iter().find(says)?;
        let values =
            BTreeMap::from([("rules", amiss.rules.as_str()), ("until", amiss.until.as_str()), ("text", amiss.text.as_str())]);
        Some(Finding {
            rule: Arc::clone(&by.rule.id),
            severity: by.severity,
            verdict: None,
            place: amiss.place,
            message: self.say(by.rule.message(), &values),
            help: by.rule.help().map(|help| self.say(help, &values)),
            labels: Vec::new(),
            fix: None,
        })
    }

    fn say(&self, (en, zh): &(Template, Template), values: &BTreeMap<&str, &str>) -> String {
        match self.language {
            Language::En => en.fill(values),
            Language::Zh => zh.fill(values),
        }
    }

    fn check_in_force<'r>(
        &self,
        rules: impl IntoIterator<Item = InForce<'r>>,
        document: &Document,
        beside: Option<Beside<'_>>,
        watch: &mut impl Watch,
    ) -> Checked {
        let view = View::new(document);
        watch.ended(Step::View);
        let mut sheet = Sheet::of(document, view, beside);
        sheet.look_up(self.rules.dictionary());
        watch.ended(Step::Figures);
        let mut checked = Checked::default();
        let mut rounded: Vec<Rounded> = Vec::new();
        for rule in rules {
            let outcomes = if self.may_find(&rule, &sheet) { rule.kind().outcomes(&sheet) } else { Vec::new() };
            for outcome in outcomes {
                // What only the tags of a page say, its reader does not see.
                if document.format == Format::Html && outcome.claim.source.is_some_and(|place| document.hides(place)) {
                    continue;
                }
                let found = self.finding(&rule, &sheet, &outcome);
                rounded.extend(Rounded::of(&outcome.recount, found.is_some().then_some(checked.findings.len())));
                checked.findings.extend(found);
                if rule.kind().counts() {
                    checked.ledger.push(entry(rule.rule, &sheet, outcome));
                }
            }
            watch.ended(Step::Rule(&rule.rule.id));
        }
        self.say_house_style(&rounded, &mut checked.findings);
        company::prove(&sheet, &mut checked.findings);
        drop_covered(&mut checked.findings);
        checked.ledger.sort_by(|a, b| (a.place, &a.rule).cmp(&(b.place, &b.rule)));
        watch.ended(Step::Findings);
        checked
    }

    /// Whether a rule may find anything, as far as what was looked up tells.
    fn may_find(&self, in_force: &InForce, sheet: &Sheet) -> bool {
        // With its options set, a kind may have other patterns.
        let place = self.rules.place(in_force.rule).filter(|_| in_force.changed.is_none());
        place.is_none_or(|place| sheet.may_match_any(place))
    }

    /// Where one rounding mode makes every rounded figure of the report, says so with each that it puts off by a digit.
    fn say_house_style(&self, rounded: &[Rounded], findings: &mut [Finding]) {
        let off: Vec<&Rounded> = rounded.iter().filter(|figure| figure.finding.is_some()).collect();
        let style = off.first().and_then(|first| {
            let everywhere = |mode: &&Explanation| rounded.iter().all(|figure| figure.modes.contains(mode));
            first.modes.iter().find(everywhere).filter(|_| off.len() >= 2)
        });
        let Some(style) = style else { return };
        let text = house_style(*style, rounded.len(), self.language);
        for finding in off.iter().filter_map(|figure| figure.finding) {
            if let Some(finding) = findings.get_mut(finding) {
                finding.help = Some(finding.help.take().map_or_else(|| text.clone(), |help| format!("{help}\n{text}")));
            }
        }
    }

    fn finding(&self, in_force: &InForce, sheet: &Sheet, outcome: &Outcome) -> Option<Finding> {
        let Outcome { claim, recount } = outcome;
        let severity = match recount.verdict {
            Verdict::Contradicted => in_force.severity,
            Verdict::LastDigit => in_force.severity.min(in_force.last_digit?),
            Verdict::Verified | Verdict::Consistent | Verdict::Undecided => return None,
        };
        if !in_force.ignore_words.is_empty() && in_force.ignore_words.iter().any(|word| sentence(sheet, claim).contains(word)) {
            return None;
        }
        let rule = in_force.rule;
        let chosen = recount.chosen.and_then(|chosen| claim.candidates.get(chosen));
        let operands: Vec<&Operand> = claim.operands.iter().chain(chosen).collect();
        let mut values: BTreeMap<&str, &str> = recount.facts.iter().map(|(slot, text)| (slot.as_str(), text.as_str())).collect();
        // Of what is said of each in a list, the one that decided is told.
        let decided = |name: &str| operands.iter().filter(|operand| operand.name == name).nth(recount.index?);
        values.extend(
            operands.iter().map(|operand| (operand.name.as_str(), decided(&operand.name).unwrap_or(operand).text.as_str())),
        );
        let say = |text| self.say(text, &values);
        let explanation = recount.explanation.map(|why| explain(why, self.language).to_owned());
        let help = [rule.help().map(say), explanation].into_iter().flatten().filter(|help| !help.is_empty());
        let help = help.collect::<Vec<_>>().join("\n");
        Some(Finding {
            rule: rule.id.clone(),
            severity,
            verdict: rule.kind().counts().then_some(recount.verdict),
            place: claim.source.unwrap_or_else(|| sheet.view.place(claim.at)),
            message: say(rule.message()),
            help: (!help.is_empty()).then_some(help),
            labels: labels(sheet, &operands),
            fix: rule.fix().and_then(|fix| {
                let fix = mend(rule, fix, sheet, claim, &operands, &values)?;
                Some(Fix { safe: fix.safe && lies_in(rule.safe_in(), sheet, claim, rule), ..fix })
            }),
        })
    }
}

/// A figure that was rounded, with the modes other than half up that could have made it.
struct Rounded {
    modes: Vec<Explanation>,
    /// The finding that says it is off in the last digit.
    finding: Option<usize>,
}

impl Rounded {
    fn of(recount: &Recount, finding: Option<usize>) -> Option<Self> {
        match recount.verdict {
            Verdict::LastDigit => Some(Self { modes: recount.modes.clone(), finding }),
            Verdict::Verified if !recount.modes.is_empty() => Some(Self { modes: recount.modes.clone(), finding: None }),
            _ => None,
        }
    }
}

/// That a whole report rounds in one way, in words.
fn house_style(mode: Explanation, figures: usize, language: Language) -> String {
    let (en, zh) = match mode {
        Explanation::CutOff => ("cut off instead of rounded", "直接截尾"),
        _ => ("rounded up", "向上进位"),
    };
    match language {
        Language::En => format!("all {figures} rounded figures of this report agree with being {en}: perhaps the house style"),
        Language::Zh => format!("本文{figures}个修约数值均与“{zh}”相符,可能是统一做法"),
    }
}

/// Drops what is found inside a text that goes as a whole: a filing number in a copyright line is not said twice. Leaves the findings
/// in order.
fn drop_covered(findings: &mut Vec<Finding>) {
    let goes =
        |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe && fix.edits.iter().all(|edit| edit.text.is_empty()));
    let family = |finding: &Finding| finding.rule.split('/').next().unwrap_or_default().to_owned();
    let mut covers: Vec<(Place, Severity, String)> = Vec::new();
    // What covers comes before what it covers.
    findings.sort_by(|a, b| (a.place.start, b.place.end, &a.rule).cmp(&(b.place.start, a.place.end, &b.rule)));
    findings.retain(|finding| {
        let (place, severity) = (finding.place, finding.severity);
        covers.retain(|(cover, ..)| cover.end > place.start);
        let covered = |(cover, at_least, of): &(Place, Severity, String)| {
            cover.end >= place.end && *at_least >= severity && *of == family(finding)
        };
        if covers.iter().any(covered) {
            return false;
        }
        if goes(finding) {
            covers.push((place, severity, family(finding)));
        }
        true
    });
    findings.sort_by(|a, b| (a.place, &a.rule).cmp(&(b.place, &b.rule)));
}

/// The sentence of a claim, as its author wrote it.
fn sentence<'d>(sheet: &'d Sheet, claim: &Claim<()>) -> &'d str {
    let at = claim.source.map_or(claim.at, |place| sheet.view.span(place));
    let place = sheet.view.place(sheet.view.sentence(at.start));
    sheet.document.text.get(place.start..place.end).unwrap_or("")
}

/// The operands where they stand, each place once.
fn labels(sheet: &Sheet, operands: &[&Operand]) -> Vec<Label> {
    let mut labels: Vec<Label> =
        operands.iter().map(|operand| Label { place: sheet.view.place(operand.span), text: operand.name.clone() }).collect();
    labels.sort_by_key(|label| label.place);
    labels.dedup_by_key(|label| label.place);
    labels
}

fn mend(
    rule: &Rule,
    fix: &rule::Fix,
    sheet: &Sheet,
    claim: &Claim<()>,
    operands: &[&Operand],
    values: &BTreeMap<&str, &str>,
) -> Option<Fix> {
    let (place, text, safe) = match fix {
        rule::Fix::DeleteMatch { safe } => {
            let mut places = rule.kind().places(sheet, claim);
            places.sort_unstable();
            let line = line_around(sheet, claim);
            // With all that stands on a line goes the line.
            let places = if is_all_of(sheet, &places, line) { vec![line] } else { places };
            let edits = places.into_iter().map(|place| Edit { place, text: String::new() });
            return Some(Fix { safe: *safe, edits: edits.collect() });
        }
        rule::Fix::DeleteLine { safe } => (line_around(sheet, claim), String::new(), *safe),
        rule::Fix::ReplaceMatch { with, safe } => {
            let known = with.slots().all(|slot| values.contains_key(slot));
            let place = claim.source.unwrap_or_else(|| sheet.view.place(claim.at));
            return known.then(|| Fix { safe: *safe, edits: vec![Edit { place, text: with.fill(values) }] });
        }
        rule::Fix::Replace { operand, with, safe } => {
            let operand = operands.iter().find(|known| known.name == *operand)?;
            let text = with.fill(values);
            // A range of values is no replacement for a figure.
            if text.is_empty() || text.contains(figure::RANGE) {
                return None;
            }
            (sheet.view.place(operand.span), text, *safe)
        }
    };
    Some(Fix { safe, edits: vec![Edit { place, text }] })
}

/// Whether a claim lies in some zones with all of its lines.
fn lies_in(zones: Zones, sheet: &Sheet, claim: &Claim<()>, rule: &Rule) -> bool {
    zones == Zones::Any
        || rule.kind().places(sheet, claim).into_iter().all(|place| {
            let span = sheet.view.span(place);
            let (first, last) = (sheet.view.line_at(span.start), sheet.view.line_at(span.end.saturating_sub(1).max(span.start)));
            sheet.view.lines().get(first..=last).is_some_and(|lines| lines.iter().all(|line| zones.include(line.zone)))
        })
}

/// The lines of a claim in the document, the line break after them included. Where more stands on a line than the reader's line (a
/// row of a table, a page of HTML in one line), the claim alone.
fn line_around(sheet: &Sheet, claim: &Claim<()>) -> Place {
    let (view, text) = (&sheet.view, sheet.document.text.as_str());
    let place = claim.source.unwrap_or_else(|| view.place(claim.at));
    let span = claim.source.map_or(claim.at, |source| view.span(source));
    let line = |at: usize| view.lines().get(view.line_at(at)).map_or(span, |line| line.span);
    let (first, last) = (line(span.start), line(span.end.saturating_sub(1).max(span.start)));
    // Where the document has a line break that the view has, at a byte of the view.
    let broken = |at: usize| {
        let place = view.place(Span { start: at, end: at.saturating_add(1) });
        let written = text.get(place.start..place.end)?;
        (!written.is_empty() && written.chars().all(is_line_break)).then_some(place.end)
    };
    let marks = text.len().saturating_sub(text.trim_start_matches('\u{FEFF}').len());
    let start = first.start.checked_sub(1).map_or(Some(marks), broken);
    let end = if last.end >= view.text().len() { Some(text.len()) } else { broken(last.end) };
    match (start, end) {
        (Some(start), Some(end)) if start <= place.start && place.end <= end => Place { start, end },
        _ => place,
    }
}

/// Whether nothing but spaces is left of a line when some places in it go. A line with nothing to see on it stays, empty: it sets
/// paragraphs apart.
fn is_all_of(sheet: &Sheet, places: &[Place], line: Place) -> bool {
    let [place] = places else { return false };
    let left = |from: usize, to: usize| sheet.document.text.get(from..to).unwrap_or("甲");
    let seen = !sheet.view.slice(sheet.view.span(*place)).trim().is_empty();
    seen && left(line.start, place.start).trim().is_empty() && left(place.end, line.end).trim().is_empty()
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn entry(rule: &Rule, sheet: &Sheet, outcome: Outcome) -> Entry {
    let Outcome { claim, recount } = outcome;
    let operands = claim.operands.iter().chain(recount.chosen.and_then(|chosen| claim.candidates.get(chosen)));
    Entry {
        rule: rule.id.clone(),
        verdict: recount.verdict,
        operands: operands.map(|known| operand(sheet, known)).collect(),
        place: claim.source.unwrap_or_else(|| sheet.view.place(claim.span)),
        relation: Arc::clone(rule.relation()),
        binding: claim.binding,
        computed: recount.computed,
    }
}

/// An operand as the document has it.
fn operand(sheet: &Sheet, operand: &Operand) -> EntryOperand {
    let place = sheet.view.place(operand.span);
    EntryOperand {
        name: operand.name.clone(),
        text: sheet.document.text.get(place.start..place.end).unwrap_or("").to_owned(),
        reading: operand.reading.clone(),
        unit: operand.unit.clone(),
        place,
    }
}

/// How a miss may have come about, in words.
fn explain(why: Explanation, language: Language) -> &'static str {
    let (en, zh) = match why {
        Explanation::CutOff => ("the stated figure was cut off instead of rounded", "该数值系直接截尾,未四舍五入"),
        Explanation::RoundedUp => (
            "the stated figure was rounded up; rounded half up it is one lower in the last digit",
            "该数值系向上进位,四舍五入后末位应小一",
        ),
        Explanation::RoundedTwice => {
            ("the stated figure was rounded twice; GB/T 8170 rounds once", "该数值经过两次修约,GB/T 8170 要求一次修约到位")
        }
        Explanation::DigitsSwapped => ("two digits may have changed places", "可能有两个数字位置颠倒"),
        Explanation::NeighbourCopied => {
            ("it is the value of the claim beside it: perhaps copied", "与相邻一项的数值相同,可能是误抄")
        }
        Explanation::NewAsBase => ("it would be right with the new value as base", "若以现值为基数则相符,基数可能用错"),
        Explanation::BaseOffByOne => ("it would be right with a base one higher or lower", "基数相差一时相符"),
        Explanation::AnotherMeasure => (
            "it would be right of a figure beside it that counts something else, such as cases for people",
            "若按旁边另一口径的数值(如件数与人数)计算则相符",
        ),
        Explanation::Adjusted => {
            ("this share may have been adjusted so that the list adds up to 100%", "可能为使合计等于100%而调整过此项")
        }
    };
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text when the first fix of a rule is applied.
    fn mended(document: &Document, rule: &str) -> String {
        let checker = Checker::new(RuleSet::built_in(), Language::En);
        let checked = checker.check(document);
        let finding = checked.findings.iter().find(|finding| &*finding.rule == rule).unwrap();
        let mut text = document.text.clone();
        for edit in finding.fix.as_ref().unwrap().edits.iter().rev() {
            text.replace_range(edit.place.start..edit.place.end, &edit.text);
        }
        text
    }

    #[test]
    fn a_line_goes_with_its_line_break_whatever_that_is() {
        let prose = "东川县全面推进乡村建设,取得明显成效,群众满意。";
        for after in ["\n", "\r\n", "\r"] {
            let text = format!("{prose}{after}主办单位:中共东川县委组织部{after}技术支持:东川网{after}");
            let document = Document::new("a.txt", text);
            // Two lines of one sort are one finding, and go together.
            assert_eq!(mended(&document, "boilerplate/host"), format!("{prose}{after}"), "{after:?}");
        }
        let document = Document::new("a.txt", format!("\u{FEFF}欢迎访问东川党建网!\n{prose}"));
        assert_eq!(mended(&document, "boilerplate/welcome"), format!("\u{FEFF}{prose}"));
    }

    #[test]
    fn a_line_that_is_all_match_goes_whole() {
        let prose = "东川县全面推进乡村建设,取得明显成效,群众满意。";
        let document = Document::new("a.txt", format!("{prose}\n  【打印本页】 【关闭窗口】 \n"));
        assert_eq!(mended(&document, "boilerplate/page-controls"), format!("{prose}\n"));
        let document = Document::new("a.txt", format!("{prose}\n【打印本页】 【来源:东川网】\n"));
        assert_eq!(mended(&document, "boilerplate/page-controls"), format!("{prose}\n 【来源:东川网】\n"));
        let document = Document::new("a.txt", format!("{prose}\n\u{200B}\n{prose}\n"));
        assert_eq!(mended(&document, "text/invisible"), format!("{prose}\n\n{prose}\n"));
    }

    #[test]
    fn what_is_deleted_in_tags_and_beside_them_is_deleted_from_front_to_back() {
        let text = "</\u{E}>\u{E}";
        let document =
            Document { format: crate::document::Format::Html, ..Document::new("a.html", "") }.with_text(text.to_owned());
        assert_eq!(mended(&document, "text/invisible"), "</>");
    }

    #[test]
    fn of_a_line_that_holds_more_than_the_reader_sees_as_one_the_claim_alone_goes() {
        let prose = "东川县全面推进乡村建设,取得明显成效,群众满意。";
        let text = format!("<p>{prose}</p><p>主办单位:中共东川县委组织部</p><p>电话</p>\n");
        let document = Document { format: crate::document::Format::Markdown, ..Document::new("a.md", "") }.with_text(text);
        assert_eq!(mended(&document, "boilerplate/host"), format!("<p>{prose}</p><p></p><p>电话</p>\n"));
    }

    #[test]
    fn a_report_that_cuts_every_share_off_is_told_so() {
        let checker = Checker::new(RuleSet::built_in(), Language::En);
        let text = "培训班共有学员227名,其中女学员155名,占68.2%;三十岁以下151名,占66.5%。";
        let checked = checker.check(&Document::new("report", text));
        let told: Vec<_> = checked.findings.iter().filter(|finding| finding.verdict == Some(Verdict::LastDigit)).collect();
        assert_eq!(told.len(), 1, "{:?}", checked.findings);
        let text = "培训班共有学员227名,其中女学员155名,占68.2%;返乡学员157名,占69.1%;本地学员151名,占66.5%。";
        let checked = checker.check(&Document::new("report", text));
        let told: Vec<_> = checked.findings.iter().filter_map(|finding| finding.help.as_deref()).collect();
        assert!(
            told.iter().all(|help| help.ends_with(
                "all 3 rounded figures of this report agree with being cut off instead of rounded: perhaps the house style"
            )),
            "{told:?}"
        );
        assert_eq!(told.len(), 2);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        #[test]
        fn what_is_looked_up_at_once_is_what_each_rule_finds_by_itself(
            chosen in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), 0..4_usize), 1..12),
        ) {
            let rules = RuleSet::built_in();
            let examples: Vec<&str> = rules.rules().iter().flat_map(Rule::examples).map(|example| example.text.as_str()).collect();
            let between = ["", "\n", "。", ","];
            let text: String = chosen.iter().map(|(index, next)| format!("{}{}", index.get(&examples), between[*next])).collect();
            let document = Document::new("a.txt", text);
            let alone = Sheet::new(&document);
            let mut at_once = Sheet::new(&document);
            at_once.look_up(rules.dictionary());
            for (place, rule) in rules.rules().iter().enumerate() {
                let found = rule.kind().outcomes(&alone);
                proptest::prop_assert_eq!(rules.place(rule), Some(place));
                proptest::prop_assert!(found.is_empty() || at_once.may_match_any(place), "{} {}", rule.id, document.text);
                proptest::prop_assert_eq!(rule.kind().outcomes(&at_once), found, "{} {}", rule.id, document.text);
            }
        }
    }

    #[test]
    fn every_step_is_timed_by_the_clock_that_is_brought() {
        use std::sync::atomic::{AtomicU64, Ordering};

        let checker = Checker::new(RuleSet::built_in(), Language::En);
        let document = Document::new("report", "培训班共有学员227名,其中女学员155名,占68.2%。");
        let config = crate::config::Config::bare(checker.rules());
        let ticks = AtomicU64::new(0);
        let clock = || ticks.fetch_add(7, Ordering::Relaxed);
        let (checked, timings) =
            checker.check_timed(&config.settings("report", checker.rules()), &document, &Suppressing::default(), None, &clock);
        assert_eq!(checked, checker.check(&document));
        assert_eq!((timings.view, timings.figures, timings.findings), (7, 7, 7));
        let rules: Vec<&str> = timings.rules.keys().map(String::as_str).collect();
        let mut ids: Vec<&str> = checker.rules().rules().iter().map(|rule| &*rule.id).collect();
        ids.sort_unstable();
        assert_eq!(rules, ids);
        assert!(timings.rules.values().all(|time| *time == 7));
    }

    #[test]
    fn a_share_of_cases_said_of_people_is_explained() {
        let checker = Checker::new(RuleSet::built_in(), Language::Zh);
        let text = "柳浦法庭审结渔业纠纷120件,涉及船员160人,其中外来船员48人,占40%。";
        let help: Vec<_> = checker.check(&Document::new("a.txt", text)).findings.into_iter().map(|found| found.help).collect();
        assert_eq!(help, [Some("若按旁边另一口径的数值(如件数与人数)计算则相符".to_owned())]);
    }
}
