//! The flow itself, rooms 3 to 9: a document in, findings and ledger out. Knows no files, no terminal, no clock.

pub mod timing;
pub mod trace;

use std::collections::BTreeMap;

use self::timing::{Clock, Step, Stopwatch, Timings, Watch};
use crate::{
    claim::{Claim, Operand, Sheet},
    corpus::Beside,
    document::{Document, Place},
    figure,
    finding::{Edit, Entry, EntryOperand, Finding, Fix, Label, Severity},
    kind::Outcome,
    rule::{self, Rule, RuleSet, Template},
    verdict::{Explanation, Recount, Verdict},
    view::View,
};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What to tell, by place.
    pub findings: Vec<Finding>,
    /// Every claim with its verdict, by place.
    pub ledger: Vec<Entry>,
}

/// The rules in force and how to speak. Cheap to share between threads.
#[derive(Debug)]
pub struct Checker {
    rules: RuleSet,
    language: Language,
}

impl Checker {
    /// A checker for these rules.
    pub fn new(rules: RuleSet, language: Language) -> Self {
        Self { rules, language }
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
        self.check_beside(self.rules.rules(), document, None)
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
        self.check_watched(rules, document, beside, &mut ())
    }

    /// The same with a clock, for how long each step took.
    pub fn check_timed<'r>(
        &self,
        rules: impl IntoIterator<Item = &'r Rule>,
        document: &Document,
        beside: Option<Beside<'_>>,
        clock: Clock<'_>,
    ) -> (Checked, Timings) {
        let mut watch = Stopwatch::start(clock);
        (self.check_watched(rules, document, beside, &mut watch), watch.timings)
    }

    fn check_watched<'r>(
        &self,
        rules: impl IntoIterator<Item = &'r Rule>,
        document: &Document,
        beside: Option<Beside<'_>>,
        watch: &mut impl Watch,
    ) -> Checked {
        let view = View::new(document);
        watch.ended(Step::View);
        let sheet = Sheet::of(document, view, beside);
        watch.ended(Step::Figures);
        let mut checked = Checked::default();
        let mut rounded: Vec<Rounded> = Vec::new();
        for rule in rules {
            for outcome in rule.kind.outcomes(&sheet) {
                if let Some(finding) = self.finding(rule, &sheet, &outcome) {
                    checked.findings.push(finding);
                }
                rounded.extend(Rounded::of(&outcome.recount, checked.findings.len().saturating_sub(1)));
                if rule.kind.counts() {
                    checked.ledger.push(entry(rule, &sheet, outcome));
                }
            }
            watch.ended(Step::Rule(&rule.id));
        }
        self.say_house_style(&rounded, &mut checked.findings);
        drop_covered(&mut checked.findings);
        checked.ledger.sort_by(|a, b| (a.place, &a.rule).cmp(&(b.place, &b.rule)));
        watch.ended(Step::Findings);
        checked
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

    fn finding(&self, rule: &Rule, sheet: &Sheet, outcome: &Outcome) -> Option<Finding> {
        let Outcome { claim, recount } = outcome;
        let severity = match recount.verdict {
            Verdict::Contradicted => rule.severity,
            Verdict::LastDigit => rule.severity.min(Severity::Warning),
            Verdict::Verified | Verdict::Consistent | Verdict::Undecided => return None,
        };
        let chosen = recount.chosen.and_then(|chosen| claim.candidates.get(chosen));
        let operands: Vec<&Operand> = claim.operands.iter().chain(chosen).collect();
        let mut values: BTreeMap<&str, &str> = recount.facts.iter().map(|(slot, text)| (slot.as_str(), text.as_str())).collect();
        values.extend(operands.iter().map(|operand| (operand.name.as_str(), operand.text.as_str())));
        let say = |(en, zh): &(Template, Template)| match self.language {
            Language::En => en.fill(&values),
            Language::Zh => zh.fill(&values),
        };
        let explanation = recount.explanation.map(|why| explain(why, self.language).to_owned());
        let help = [rule.help.as_ref().map(say), explanation].into_iter().flatten().filter(|help| !help.is_empty());
        let help = help.collect::<Vec<_>>().join("\n");
        Some(Finding {
            rule: rule.id.clone(),
            severity,
            verdict: rule.kind.counts().then_some(recount.verdict),
            place: claim.source.unwrap_or_else(|| sheet.view.place(claim.at)),
            message: say(&rule.message),
            help: (!help.is_empty()).then_some(help),
            labels: labels(sheet, &operands),
            fix: rule.fix.as_ref().and_then(|fix| mend(rule, fix, sheet, claim, &operands, &values)),
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
    fn of(recount: &Recount, finding: usize) -> Option<Self> {
        match recount.verdict {
            Verdict::LastDigit => Some(Self { modes: recount.modes.clone(), finding: Some(finding) }),
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
            let edits = rule.kind.places(sheet, claim).into_iter().map(|place| Edit { place, text: String::new() });
            return Some(Fix { safe: *safe, edits: edits.collect() });
        }
        rule::Fix::DeleteLine { safe } => (line_around(sheet, claim), String::new(), *safe),
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

/// The lines of a claim in the document, the line break after them included.
fn line_around(sheet: &Sheet, claim: &Claim<()>) -> Place {
    let text = &sheet.document.text;
    let place = claim.source.unwrap_or_else(|| sheet.view.place(claim.at));
    let start = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let end = text
        .get(place.end..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |at| place.end.saturating_add(at).saturating_add(1));
    Place { start, end }
}

fn entry(rule: &Rule, sheet: &Sheet, outcome: Outcome) -> Entry {
    let Outcome { claim, recount } = outcome;
    let operands = claim.operands.iter().chain(recount.chosen.and_then(|chosen| claim.candidates.get(chosen)));
    Entry {
        rule: rule.id.clone(),
        verdict: recount.verdict,
        operands: operands.map(|known| operand(sheet, known)).collect(),
        place: claim.source.unwrap_or_else(|| sheet.view.place(claim.span)),
        relation: rule.relation.clone(),
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

    #[test]
    fn a_report_that_cuts_every_share_off_is_told_so() {
        let checker = Checker::new(RuleSet::built_in().unwrap(), Language::En);
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

    #[test]
    fn every_step_is_timed_by_the_clock_that_is_brought() {
        use std::sync::atomic::{AtomicU64, Ordering};

        let checker = Checker::new(RuleSet::built_in().unwrap(), Language::En);
        let document = Document::new("report", "培训班共有学员227名,其中女学员155名,占68.2%。");
        let ticks = AtomicU64::new(0);
        let clock = || ticks.fetch_add(7, Ordering::Relaxed);
        let (checked, timings) = checker.check_timed(checker.rules().rules(), &document, None, &clock);
        assert_eq!(checked, checker.check(&document));
        assert_eq!((timings.view, timings.figures, timings.findings), (7, 7, 7));
        let rules: Vec<&str> = timings.rules.keys().map(String::as_str).collect();
        let mut ids: Vec<&str> = checker.rules().rules().iter().map(|rule| &*rule.id).collect();
        ids.sort_unstable();
        assert_eq!(rules, ids);
        assert!(timings.rules.values().all(|time| *time == 7));
    }
}
