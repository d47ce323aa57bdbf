//! Thousands of cases with answers from the law's own words, written down naively and apart from the code and its data:
//! no is 0, unknown 1, yes 2; "and" is the least, "or" the most. The probe judges the same ones in a browser.

use thidua_domain::eligibility::Judgement;
use thidua_domain::history::fact::{Fact, Topic};
use thidua_domain::history::{History, Subject};
use thidua_domain::plan::AwardClass::{Form, Title as OfTitle};
use thidua_domain::rate::Verdict;
use thidua_domain::rules::need::{Level, Reach, Severity};

use super::world::*;

/// One case and its answer.
pub struct Fixture {
    pub award: &'static str,
    pub regime: usize,
    pub facts: Vec<Fact>,
    /// What each criterion comes out as, by its code without the award.
    pub reasons: Vec<(&'static str, u8)>,
    pub case: String,
}

impl Fixture {
    pub fn judgement(&self) -> Judgement<'static> {
        let subject = if self.award.starts_with("tt") { room() } else { an() };
        ask(set(self.regime), self.award, &subject, term_of(self.regime), &History::of(self.facts.clone()))
    }

    /// Whether this is the answer that is known: the verdict, and that of each criterion.
    pub fn is_answer(&self, judgement: &Judgement<'_>) -> bool {
        let least = self.reasons.iter().map(|(_, reason)| *reason).min();
        let of = |code: &str| {
            let found = judgement.findings.iter().find(|finding| finding.code == format!("{}.{code}", self.award));
            found.map(|finding| finding.verdict)
        };
        least.map(verdict) == Some(judgement.verdict)
            && self.reasons.len() == judgement.findings.len()
            && self.reasons.iter().all(|(code, reason)| of(code) == Some(verdict(*reason)))
    }
}

/// Who takes the cases.
pub type Each<'a> = &'a mut dyn FnMut(Fixture);

fn verdict(of: u8) -> Verdict {
    [Verdict::NotMet, Verdict::CannotJudge, Verdict::Met][usize::from(of)]
}

const NO: u8 = 0;
const UNKNOWN: u8 = 1;
const YES: u8 = 2;
/// Complaints and inspections of the year: none known, none at all, one open, one settled.
const MATTERS: [(u8, usize); 4] = [(UNKNOWN, 0), (YES, 1), (NO, 2), (YES, 3)];
/// Measures: none known, none at all, one of the year, one of last year that lasts into this one, one of last year that is
/// over, one that begins the day after the period.
const MEASURES: [(u8, usize); 6] = [(UNKNOWN, 0), (YES, 1), (NO, 2), (NO, 3), (YES, 4), (YES, 5)];

fn both<A: Copy, B: Copy>(left: &[A], right: &[B]) -> Vec<(A, B)> {
    left.iter().flat_map(|a| right.iter().map(|b| (*a, *b))).collect()
}

fn yes(holds: bool) -> u8 {
    if holds { YES } else { NO }
}

fn matters(kind: usize, year: i32) -> Vec<Fact> {
    let vouched = known(Topic::Matters, year);
    match kind {
        0 => vec![],
        1 => vec![vouched],
        2 => vec![vouched, matter(&an(), &format!("{year}-06-01"), None)],
        _ => vec![vouched, matter(&an(), &format!("{year}-06-01"), Some(&format!("{year}-12-31")))],
    }
}

fn measures(kind: usize, year: i32) -> Vec<Fact> {
    let one = |from: String, until: Option<String>| {
        vec![known(Topic::Discipline, year), disciplined_until("an", Severity::Reprimand, &from, until.as_deref())]
    };
    let last = year - 1;
    match kind {
        0 => vec![],
        1 => vec![known(Topic::Discipline, year)],
        2 => one(format!("{year}-12-31"), None),
        3 => one(format!("{last}-03-01"), Some(format!("{year}-01-01"))),
        4 => one(format!("{last}-03-01"), Some(format!("{last}-12-31"))),
        _ => one(format!("{}-01-01", year + 1), None),
    }
}

fn rating_of(level: Option<Level>, at_least: Level) -> u8 {
    level.map_or(UNKNOWN, |level| yes(level >= at_least))
}

pub fn advanced_workers(each: Each<'_>) {
    let levels = [None, Some(Level::NotDone), Some(Level::Done), Some(Level::Good), Some(Level::Excellent)];
    for regime in 0..sets().len() {
        let year = term_of(regime).year;
        for level in levels {
            for spirit in [None, Some(false), Some(true)] {
                for ((open, kind), (clear, measure)) in both(&MATTERS, &MEASURES) {
                    let mut facts = [matters(kind, year), measures(measure, year)].concat();
                    facts.extend(level.map(|level| rated(&an(), year, level)));
                    facts.extend(spirit.map(|told| answer(&an(), "ldtt.spirit", year, told)));
                    let case = format!("{level:?} {spirit:?} matter {kind} measure {measure}");
                    let reasons = vec![
                        ("rating", rating_of(level, Level::Good)),
                        ("spirit", spirit.map_or(UNKNOWN, yes)),
                        ("discipline", clear),
                        ("open-matter", open),
                    ];
                    each(Fixture { award: "ldtt", regime, facts, reasons, case });
                }
            }
        }
    }
}

/// LĐTT of the year: held, revoked, not given, not decided with its criteria met, not decided and not all known.
const LDTT: [usize; 5] = [0, 1, 2, 3, 4];
/// Initiatives: none known, none at all, one free, used for a form, for another title, for this very title.
const INITIATIVES: [(u8, usize); 6] = [(UNKNOWN, 0), (NO, 1), (YES, 2), (NO, 3), (UNKNOWN, 4), (YES, 5)];

fn ldtt_facts(kind: usize, year: i32) -> Vec<Fact> {
    let mut revoked = title(&an(), "ldtt", year);
    revoked.revoked = Some(day(&format!("{year}-12-30")));
    match kind {
        0 => vec![held(&an(), "ldtt", year)],
        1 => vec![Fact::Title(revoked)],
        2 => vec![known_year(&an(), Topic::Titles, year)],
        3 => vec![answer(&an(), "ldtt.spirit", year, true)],
        _ => vec![],
    }
}

fn initiative_facts(kind: usize, year: i32, reach: Reach) -> Vec<Fact> {
    let one = |uses: &[_]| vec![known(Topic::Initiatives, year), initiative("sk-1", reach, year - 1, uses)];
    match kind {
        0 => vec![],
        1 => vec![known(Topic::Initiatives, year)],
        2 => one(&[]),
        3 => one(&[("bk-bo", Form, year - 1)]),
        4 => one(&[("cstd-nganh", OfTitle, year - 1)]),
        _ => one(&[("cstd-cs", OfTitle, year)]),
    }
}

pub fn fighters(each: Each<'_>) {
    for regime in 0..sets().len() {
        let year = term_of(regime).year;
        for ldtt in LDTT {
            for level in [None, Some(Level::Done), Some(Level::Good), Some(Level::Excellent)] {
                for (has, kind) in INITIATIVES {
                    for ((open, matter), (clear, measure)) in both(&MATTERS, &MEASURES) {
                        let mut facts = [matters(matter, year), measures(measure, year)].concat();
                        facts.extend(ldtt_facts(ldtt, year));
                        facts.extend(initiative_facts(kind, year, Reach::Unit));
                        facts.extend(level.map(|level| rated(&an(), year, level)));
                        let undecided = |spirit: u8| rating_of(level, Level::Good).min(spirit).min(open).min(clear);
                        let title = [YES, NO, NO, undecided(YES), undecided(UNKNOWN)][ldtt];
                        let merit = match regime {
                            0 => ("initiative", has),
                            _ => ("merit", has.max(rating_of(level, Level::Excellent))),
                        };
                        let case = format!("title {ldtt}, {level:?}, initiative {kind}, {matter} {measure}");
                        let reasons = vec![("ldtt", title), merit, ("discipline", clear), ("open-matter", open)];
                        each(Fixture { award: "cstd-cs", regime, facts, reasons, case });
                    }
                }
            }
        }
    }
}

/// Each of four years has the title, has it not, is unknown, or had it revoked.
fn years_of(pattern: usize, award: &str, last: i32) -> (Vec<Fact>, Vec<u8>) {
    let (mut facts, mut states, mut rest) = (Vec::new(), Vec::new(), pattern);
    for year in (last - 3..=last).rev() {
        let mut revoked = title(&an(), award, year);
        revoked.revoked = Some(day(&format!("{last}-12-31")));
        match rest % 4 {
            0 => facts.push(known_year(&an(), Topic::Titles, year)),
            1 => {}
            2 => facts.push(held(&an(), award, year)),
            _ => facts.push(Fact::Title(revoked)),
        }
        states.push([NO, UNKNOWN, YES, NO][rest % 4]);
        rest /= 4;
    }
    (facts, states)
}

fn in_a_row(states: &[u8], count: usize) -> u8 {
    let window = |from: usize| states[from..from + count].iter().copied().min().unwrap();
    window(0).max(window(1))
}

pub fn fighters_of_ministry_and_nation(each: Each<'_>) {
    let reaches = [None, Some(Reach::Unit), Some(Reach::Ministry), Some(Reach::Nation)];
    for regime in 0..sets().len() {
        let year = term_of(regime).year;
        for (award, below, times, needed) in
            [("cstd-nganh", "cstd-cs", 3, Reach::Ministry), ("cstd-tq", "cstd-nganh", 2, Reach::Nation)]
        {
            for pattern in 0..256 {
                for reach in reaches {
                    let (mut facts, states) = years_of(pattern, below, year);
                    facts.extend(
                        [Topic::Matters, Topic::Discipline, Topic::Initiatives].map(|topic| known(topic, year)),
                    );
                    facts.extend(reach.map(|reach| initiative("sk-1", reach, year, &[])));
                    facts.push(answer(&an(), "cstd-tq.party-opinion", year, true));
                    let far = yes(reach.is_some_and(|reach| reach >= needed));
                    let case = format!("{states:?} {reach:?}");
                    let row = ("streak", in_a_row(&states, times));
                    let mut reasons = vec![row, ("initiative", far), ("discipline", YES), ("open-matter", YES)];
                    reasons.extend((award == "cstd-tq" && regime == 2).then_some(("party-opinion", YES)));
                    each(Fixture { award, regime, facts, reasons, case });
                }
            }
        }
    }
}

pub fn collectives(each: Each<'_>) {
    for regime in 0..sets().len() {
        let year = term_of(regime).year;
        for total in 1..=10_u32 {
            for have in 0..=total {
                for unsure in 0..=total - have {
                    let mut facts = vec![known(Topic::Members, year), known(Topic::Matters, year)];
                    facts.extend([known(Topic::Discipline, year), rated(&room(), year, Level::Good)]);
                    facts.push(answer(&room(), "ttldtt.movement", year, true));
                    for nth in 0..total {
                        let name = format!("p{nth}");
                        let who = Subject::Person(name.clone());
                        facts.push(member(&name, "2020-01-01", None));
                        if nth < have {
                            facts.push(held(&who, "ldtt", year));
                        } else if nth >= have + unsure {
                            facts.push(known_year(&who, Topic::Titles, year));
                        }
                    }
                    let enough = |have: u32| if regime == 0 { have * 2 > total } else { have * 10 >= total * 7 };
                    let expected = match (enough(have), enough(have + unsure)) {
                        (true, _) => YES,
                        (false, true) => UNKNOWN,
                        (false, false) => NO,
                    };
                    let case = format!("{have} and {unsure} of {total}");
                    let reasons = vec![
                        ("rating", YES),
                        ("movement", YES),
                        ("share", expected),
                        ("discipline", YES),
                        ("open-matter", YES),
                    ];
                    each(Fixture { award: "ttldtt", regime, facts, reasons, case });
                }
            }
        }
    }
}
