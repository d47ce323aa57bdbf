//! Thousands of made-up histories before every award of every rule set, and the cases whose answers are known from the law's
//! words: one digest of all that comes out, verdicts, findings, articles, cures, and how many of the known answers were given.
//! Two machines that agree on it judge alike. Built for tests only; a browser calls [`work`], [`cases`],
//! [`known`] and [`word`].

#![allow(unsafe_code, reason = "what a module exports needs its name")]

use std::sync::OnceLock;

use crate::eligibility::{Question, Term, judge};
use crate::history::fact::*;
use crate::history::{History, Subject};
use crate::nomination::Kind;
use crate::plan::{AwardClass, Span};
use crate::rules::need::{Level, Reach, Severity};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

#[path = "../tests/awards/fixtures.rs"]
#[allow(clippy::unwrap_used, dead_code, reason = "shared with tests, which fail by panicking and use more of it")]
mod fixtures;
#[path = "../tests/awards/world.rs"]
#[allow(clippy::unwrap_used, dead_code, reason = "shared with tests, which fail by panicking and use more of it")]
mod world;

/// People and collectives that are judged.
pub const SUBJECTS: u64 = 1_000;

/// A small generator: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).unwrap_or_default()]
    }

    fn year(&mut self) -> i32 {
        2018 + i32::try_from(self.roll(9)).unwrap_or_default()
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn facts(dice: &mut Dice, subject: &Subject, awards: &[String]) -> Vec<Fact> {
    let (own, name) = (subject.clone(), subject.id().to_owned());
    let mut facts = Vec::new();
    for _ in 0..dice.roll(14) {
        let (year, subject) = (dice.year(), own.clone());
        facts.push(match dice.roll(8) {
            0..=2 => {
                let award = awards[usize::try_from(dice.roll(awards.len() as u64)).unwrap_or_default()].clone();
                let revoked = (dice.roll(9) == 0).then(|| day(year + 1, 3, 1));
                let ground = dice.of(&[Kind::CongTrang, Kind::CongTrang, Kind::DotXuat, Kind::ChuyenDe]);
                let (decision, day) = (format!("{award}/{year}"), day(year, 12, 20));
                Fact::Title(Title { subject, award, year, period: None, ground, decision, day, revoked })
            }
            3 | 4 => {
                let level = dice.of(&[Level::NotDone, Level::Done, Level::Good, Level::Excellent]);
                Fact::Rated(Rated { subject, year, level })
            }
            5 => {
                let reach = dice.of(&[Reach::Unit, Reach::Ministry, Reach::Nation]);
                let used = Use { award: "bk-bo".into(), class: AwardClass::Form, year, day: day(year, 12, 20) };
                let uses = (dice.roll(3) == 0).then_some(used).into_iter().collect();
                let recognised = vec![Recognition { reach, day: day(year, 8, 1) }];
                Fact::Initiative(Initiative { id: format!("sk-{name}-{year}"), subject, recognised, uses })
            }
            6 => {
                let severity = dice.of(&[Severity::Reprimand, Severity::Warning, Severity::Beyond]);
                let until = (dice.roll(2) == 0).then(|| day(year + 1, 6, 1));
                Fact::Discipline(Discipline {
                    id: format!("kl-{year}"),
                    subject,
                    severity,
                    day: day(year, 6, 1),
                    until,
                })
            }
            _ => {
                let settled = (dice.roll(2) == 0).then(|| day(year, 9, 1));
                let what = dice.of(&[MatterKind::Complaint, MatterKind::Inspection]);
                Fact::Matter(Matter { id: format!("don-{year}"), subject, what, from: day(year, 5, 1), settled })
            }
        });
    }
    let topics = [Topic::Titles, Topic::Initiatives, Topic::Ratings, Topic::Discipline, Topic::Matters, Topic::Members];
    for topic in topics {
        if dice.roll(3) > 0 {
            facts.push(Fact::Known(Known { subject: Some(own.clone()), topic, from: None, to: dice.year() }));
        }
    }
    facts
}

/// What came out.
#[derive(Default)]
pub struct Answer {
    /// Questions on made-up histories that were answered.
    pub questions: u32,
    /// Cases whose answers are known, and those of them that were answered so, with each reason.
    pub cases: u32,
    pub known: u32,
    /// Of all answers with their reasons.
    pub digest: [u8; 32],
}

/// Works all out.
pub fn answer() -> Answer {
    let (mut answer, mut hash) = (Answer::default(), Sha256::new());
    histories(&mut answer, &mut hash);
    let mut take = |fixture: fixtures::Fixture| {
        let judgement = fixture.judgement();
        hash.update(serde_json::to_vec(&judgement).unwrap_or_default());
        answer.cases += 1;
        answer.known += u32::from(fixture.is_answer(&judgement));
    };
    fixtures::advanced_workers(&mut take);
    fixtures::fighters(&mut take);
    fixtures::fighters_of_ministry_and_nation(&mut take);
    fixtures::collectives(&mut take);
    answer.digest = hash.finalize().into();
    answer
}

fn histories(answer: &mut Answer, hash: &mut Sha256) {
    let sets = world::sets();
    let awards: Vec<String> = sets.iter().flat_map(|set| &set.awards).map(|rule| rule.award.clone()).collect();
    let mut dice = Dice(20_261_126);
    for nth in 0..SUBJECTS {
        let subject = match dice.roll(4) {
            0 => Subject::Collective(format!("c{nth}")),
            _ => Subject::Person(format!("p{nth}")),
        };
        let history = History::of(facts(&mut dice, &subject, &awards));
        for (at, set) in sets.iter().enumerate() {
            let year = [2022, 2024, 2026][at.min(2)];
            let period = Span { from: day(year, 1, 1), to: day(year, 12, 31) };
            let term = Term { year, period, on: day(year, 12, 31) };
            for rule in &set.awards {
                for ground in [Kind::CongTrang, Kind::ChuyenDe, Kind::CongHien] {
                    let question = Question { award: &rule.award, subject: &subject, ground, term };
                    let Ok(judgement) = judge(set, &question, &history) else { continue };
                    hash.update(serde_json::to_vec(&judgement).unwrap_or_default());
                    answer.questions += 1;
                }
            }
        }
    }
}

static ANSWER: OnceLock<Answer> = OnceLock::new();

/// Works all out. Answers the number of questions.
#[unsafe(no_mangle)]
pub extern "C" fn work() -> u32 {
    ANSWER.get_or_init(answer).questions
}

/// The number of cases whose answers are known.
#[unsafe(no_mangle)]
pub extern "C" fn cases() -> u32 {
    ANSWER.get_or_init(answer).cases
}

/// How many of them were answered as is known.
#[unsafe(no_mangle)]
pub extern "C" fn known() -> u32 {
    ANSWER.get_or_init(answer).known
}

/// The digest in eight words of 32 bits.
#[unsafe(no_mangle)]
pub extern "C" fn word(at: u32) -> u32 {
    let at = usize::try_from(at % 8).unwrap_or_default() * 4;
    let bytes = &ANSWER.get_or_init(answer).digest[at..at + 4];
    bytes.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte))
}
