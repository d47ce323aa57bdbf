//! Random votes against a naive model: nobody counts twice, nothing late counts, and what a vote is counted by stays as it was
//! at the opening, whatever becomes of the law, the session and its people.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use thidua_domain::SYSTEM;
use thidua_domain::ballot::sealed::{self, Choice};
use thidua_domain::ballot::{count, frozen};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::date;
use thidua_domain::rules::terms::Secrecy;
use thidua_domain::rules::{self, RuleSet};

use crate::room::*;

const SIZE: usize = 5;
/// The session's rule set.
const SET: &str = "r80";

#[derive(Clone, Debug)]
enum Step {
    Open {
        closes: bool,
    },
    Cast {
        by: usize,
        choice: Choice,
        stale: bool,
    },
    Opinion {
        of: usize,
        choice: Choice,
    },
    Proxy {
        of: usize,
        deputy: Option<usize>,
    },
    Recuse {
        who: usize,
    },
    Attend {
        who: usize,
        there: bool,
    },
    Wait,
    Annul,
    Count,
    Hands,
    Close,
    /// The session's rule set is replaced by one with other words about the vote.
    Law {
        percent: u32,
        opinions: bool,
        secrecy: Secrecy,
    },
    /// The session is edited: with this, and whether that is allowed while it is open.
    Edit {
        args: Value,
        allowed: bool,
    },
    /// A member loses the seat, or somebody is given one.
    Leave {
        who: usize,
    },
    Join {
        who: usize,
    },
}

/// Members, two deputies, and somebody from outside.
fn person(nth: usize) -> String {
    match nth {
        nth if nth < SIZE => member(nth + 1),
        nth if nth < SIZE + 2 => format!("uq{}", nth + 1 - SIZE),
        _ => "hanh-nt".into(),
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let choice = || prop_oneof![Just(Choice::Yes), Just(Choice::No), Just(Choice::Abstain)];
    let cast = (0..SIZE + 3, choice(), prop::bool::weighted(0.1));
    let secrecy = prop::sample::select(vec![Secrecy::Secret, Secrecy::Ballot, Secrecy::Council]);
    let law = (prop::sample::select(vec![20, 41, 60, 80, 90, 100]), any::<bool>(), secrecy);
    let edit = prop::sample::select(vec![
        (json!({ "rules": "r90" }), false),
        (json!({ "quorum": { "numerator": 1, "denominator": 5 } }), false),
        (json!({ "refresh": true }), false),
        (json!({ "when": "2026-12-01T08:30" }), false),
        (json!({ "mode": "circulation" }), false),
        (json!({ "place": "Phòng khác", "agenda": "Chương trình khác", "vice": ["m03"] }), true),
    ]);
    let step = prop_oneof![
        3 => any::<bool>().prop_map(|closes| Step::Open { closes }),
        10 => cast.prop_map(|(by, choice, stale)| Step::Cast { by, choice, stale }),
        3 => (0..SIZE, choice()).prop_map(|(of, choice)| Step::Opinion { of, choice }),
        2 => (0..SIZE, prop::option::of(0..2_usize)).prop_map(|(of, deputy)| Step::Proxy { of, deputy }),
        1 => (2..SIZE).prop_map(|who| Step::Recuse { who }),
        2 => (0..SIZE, any::<bool>()).prop_map(|(who, there)| Step::Attend { who, there }),
        1 => Just(Step::Wait),
        1 => Just(Step::Annul),
        2 => Just(Step::Count),
        1 => Just(Step::Hands),
        2 => law.prop_map(|(percent, opinions, secrecy)| Step::Law { percent, opinions, secrecy }),
        2 => edit.prop_map(|(args, allowed)| Step::Edit { args, allowed }),
        1 => (2..SIZE).prop_map(|who| Step::Leave { who }),
        1 => (2..SIZE + 3).prop_map(|who| Step::Join { who }),
        1 => prop::bool::weighted(0.2).prop_map(|close| if close { Step::Close } else { Step::Wait }),
    ];
    prop::collection::vec(step, 1..60)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    None,
    Open,
    Counted,
    Annulled,
}

/// What a vote is counted by.
#[derive(Clone, Debug, PartialEq)]
struct Bar {
    method: Method,
    base: usize,
    percent: u32,
    quorum: usize,
    opinions: bool,
    /// Member and voter.
    electors: Vec<(String, String)>,
    present: Vec<String>,
}

impl Bar {
    fn of(ballot: &Ballot) -> Bar {
        let electors = ballot.electors.iter().map(|elector| (elector.member.clone(), elector.voter.clone()));
        Bar {
            method: ballot.method,
            base: ballot.base as usize,
            percent: ballot.percent,
            quorum: ballot.quorum as usize,
            opinions: ballot.opinions_count,
            electors: electors.collect(),
            present: ballot.present.clone(),
        }
    }

    /// The fewest of all members who are so many percent of them.
    fn needed(&self) -> usize {
        (0..=self.base).find(|yes| yes * 100 >= self.percent as usize * self.base).unwrap()
    }
}

/// What should be so, told without any row.
struct Model {
    /// Percentage, and whether written opinions count, by the rule set as it is now.
    law: (u32, bool),
    recused: BTreeSet<String>,
    proxies: BTreeMap<String, String>,
    there: BTreeSet<String>,
    phase: Phase,
    /// Member by voter, as they were at the opening.
    electors: BTreeMap<String, String>,
    frozen_there: BTreeSet<String>,
    bar: Option<Bar>,
    closes_at: Option<i64>,
    frozen: String,
    votes: BTreeMap<String, (Choice, usize)>,
    opinions: BTreeMap<String, Choice>,
    late: BTreeSet<String>,
    is_closed: bool,
}

impl Model {
    fn is_there(&self, member: &str) -> bool {
        self.there.contains(member) || self.proxies.get(member).is_some_and(|deputy| self.there.contains(deputy))
    }

    fn is_over(&self, now: i64) -> bool {
        self.is_closed || self.phase == Phase::Counted || self.closes_at.is_some_and(|at| now >= at)
    }
}

fn run(steps: Vec<Step>) {
    let mut room = BASE.clone();
    let id = case(1);
    let all: BTreeSet<String> = (1..=SIZE).map(member).collect();
    let mut model = Model {
        law: (80, true),
        recused: BTreeSet::new(),
        proxies: BTreeMap::new(),
        there: all.clone(),
        phase: Phase::None,
        electors: BTreeMap::new(),
        frozen_there: BTreeSet::new(),
        bar: None,
        closes_at: None,
        frozen: "none".into(),
        votes: BTreeMap::new(),
        opinions: BTreeMap::new(),
        late: BTreeSet::new(),
        is_closed: false,
    };
    for (nth, step) in steps.into_iter().enumerate() {
        let told = format!("{nth} {step:?}");
        let (code, expected) = take(&mut room, &mut model, (nth, step));
        assert_eq!(code == "ok", expected, "{told}: {code}");
        check(&room, &model, &id, &told);
    }
}

/// Takes a step in the room, and says whether the model allows it.
fn take(room: &mut Room, model: &mut Model, (nth, step): (usize, Step)) -> (String, bool) {
    let id = case(1);
    let ballot = json!({ "ballot": model.frozen });
    match step {
        Step::Open { closes } => {
            let may = !model.is_closed && matches!(model.phase, Phase::None | Phase::Annulled);
            let mut args = json!({ "method": "confidential" });
            let at = room.now + 30 * 60_000;
            if closes {
                args["closes_at"] = json!(format!("{}T{}", date::today(at), date::clock(at)));
            }
            let code = room.act(SECRETARY, acts::BALLOT_OPEN, &id, args);
            if may {
                let voting = (1..=SIZE).map(member).filter(|member| !model.recused.contains(member));
                let voter = |member: &String| model.proxies.get(member).unwrap_or(member).clone();
                model.electors = voting.map(|member| (voter(&member), member)).collect();
                model.frozen_there = model.electors.values().filter(|member| model.is_there(member)).cloned().collect();
                let mut electors: Vec<(String, String)> =
                    model.electors.iter().map(|(voter, member)| (member.clone(), voter.clone())).collect();
                electors.sort();
                model.bar = Some(Bar {
                    method: Method::Confidential,
                    base: SIZE,
                    percent: model.law.0,
                    quorum: 4,
                    opinions: model.law.1,
                    electors,
                    present: model.frozen_there.iter().cloned().collect(),
                });
                model.phase = Phase::Open;
                let ballot: Ballot = room.row(BALLOT, &id);
                assert_eq!(ballot.closes_at.is_some(), closes);
                (model.closes_at, model.frozen) = (ballot.closes_at, ballot.frozen);
                (model.votes, model.opinions, model.late) = Default::default();
            }
            (code, may)
        }
        Step::Cast { by, choice, stale } => {
            let who = person(by);
            let frozen = if stale { "0".repeat(64) } else { model.frozen.clone() };
            let args = json!({ "ballot": frozen, "payload": sealed::seal(choice, &nonce(nth)) });
            let code = room.act(&who, acts::CAST, &id, args);
            // Who was an elector at the opening is one whatever became of their seat.
            let is_known = !stale && matches!(model.phase, Phase::Open | Phase::Counted);
            let member = model.electors.get(&who).cloned().filter(|_| is_known);
            let Some(member) = member else { return (code, false) };
            if model.is_over(room.now) {
                model.late.insert(member);
                return (code, true);
            }
            let may = !model.opinions.contains_key(&member);
            if may {
                model.votes.insert(member, (choice, nth));
            }
            (code, may)
        }
        Step::Opinion { of, choice } => {
            let who = person(of);
            let args = json!({ "ballot": model.frozen, "member": who, "choice": choice, "paper": "Phiếu số 1" });
            let code = room.act(SECRETARY, acts::OPINION, &id, args);
            let may = model.phase == Phase::Open
                && !model.is_over(room.now)
                && model.electors.get(&who) == Some(&who)
                && !model.frozen_there.contains(&who)
                && !model.is_there(&who)
                && !model.votes.contains_key(&who);
            if may {
                model.opinions.insert(who, choice);
            }
            (code, may)
        }
        Step::Proxy { of, deputy } => {
            let (member, deputy) = (person(of), deputy.map(|nth| person(SIZE + nth)));
            let args = json!({ "member": member, "deputy": deputy, "paper": "Giấy ủy quyền" });
            let code = room.act(SECRETARY, acts::PROXY, SESSION_ID, args);
            let is_free =
                |deputy: &String| model.proxies.iter().all(|(other, held)| held != deputy || *other == member);
            let may = !model.is_closed && deputy.as_ref().is_none_or(is_free);
            if may {
                if let Some(left) = model.proxies.remove(&member).filter(|left| Some(left) != deputy.as_ref()) {
                    model.there.remove(&left);
                }
                deputy.map(|deputy| model.proxies.insert(member, deputy));
            }
            (code, may)
        }
        Step::Recuse { who } => {
            let who = person(who);
            let args = json!({ "person": who, "ground": "kinship" });
            let code = room.act(SECRETARY, acts::RECUSE, &id, args);
            let is_quiet = matches!(model.phase, Phase::None | Phase::Annulled);
            let may = !model.is_closed && is_quiet && model.recused.insert(who);
            (code, may)
        }
        Step::Attend { who, there } => {
            let who = person(who);
            let args = json!({ "person": who, "present": there });
            let code = room.act(SECRETARY, acts::ATTEND, SESSION_ID, args);
            if !model.is_closed {
                // Who says it of themselves has come after all.
                if there && who == SECRETARY {
                    model.proxies.remove(&who).map(|deputy| model.there.remove(&deputy));
                }
                if there {
                    model.there.insert(who)
                } else {
                    model.there.remove(&who)
                };
            }
            (code, !model.is_closed)
        }
        Step::Wait => {
            room.now += 20 * 60_000;
            ("ok".into(), true)
        }
        Step::Annul => {
            let mut args = ballot;
            args["reason"] = json!("Có sai sót");
            let code = room.act(CHAIR, acts::BALLOT_ANNUL, &id, args);
            let may = matches!(model.phase, Phase::Open | Phase::Counted);
            if may {
                model.phase = Phase::Annulled;
                (model.votes, model.opinions, model.late) = Default::default();
            }
            (code, may)
        }
        Step::Count => {
            let code = room.act(SECRETARY, acts::COUNT, &id, ballot);
            let voted = model.votes.len() + model.opinions.len();
            let all = voted == model.electors.len();
            // One or two ballots among more electors would be read off the board.
            let may = model.phase == Phase::Open
                && (all || model.is_closed || model.closes_at.is_none_or(|at| room.now >= at))
                && (all || !matches!(model.votes.len(), 1 | 2))
                && (all
                    || model.is_closed
                    || model.closes_at.is_some()
                    || voted == 0
                    || voted * 2 > model.electors.len());
            if may {
                model.phase = Phase::Counted;
            }
            (code, may)
        }
        Step::Hands => {
            let args = json!({ "ballot": model.frozen, "yes": SIZE, "no": 0, "abstain": 0 });
            (room.act(SECRETARY, acts::HANDS, &id, args), false)
        }
        Step::Law { percent, opinions, secrecy } => {
            let mut set: RuleSet = room.row(rules::TABLE, SET);
            let votes = &mut set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap().votes[0];
            (votes.percent, votes.written_opinion, votes.secrecy) = (Some(percent), Some(opinions), secrecy);
            room.put_law(&set);
            model.law = (percent, opinions);
            ("ok".into(), true)
        }
        Step::Edit { args, allowed } => {
            let code = room.act(SECRETARY, acts::EDIT, SESSION_ID, args);
            (code, allowed && !model.is_closed)
        }
        Step::Leave { who } => {
            let grant = format!("{}.council_member", person(who));
            (room.act(SYSTEM, "grant.withdraw@1", &grant, json!({})), true)
        }
        Step::Join { who } => {
            let args = json!({ "person": person(who), "role": "council_member", "unit": UNIT, "from": "2021-10-01" });
            (room.act(SYSTEM, "grant.give@1", &format!("g{nth}"), args), true)
        }
        Step::Close => {
            let code = room.act(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
            (code, !std::mem::replace(&mut model.is_closed, true))
        }
    }
}

/// The rows say what the model says, and no more.
fn check(room: &Room, model: &Model, id: &str, told: &str) {
    let Some(ballot) = room.find::<Ballot>(BALLOT, id) else { return };
    assert!(frozen::holds(&ballot) && ballot.frozen == model.frozen, "{told}");
    let bar = model.bar.as_ref().unwrap();
    assert_eq!((&Bar::of(&ballot), ballot.needed as usize), (bar, bar.needed()), "{told}");
    let ids = |table: &str| -> BTreeSet<String> {
        let rows = room.world.store.rows();
        rows.keys().filter(|key| key.table == table).map(|key| key.id[id.len() + 1..].to_owned()).collect()
    };
    let opinions: BTreeSet<String> = model.opinions.keys().cloned().collect();
    let voted: BTreeSet<String> = model.votes.keys().cloned().chain(opinions.clone()).collect();
    assert_eq!((ids(VOTED), ids(OPINION), ids(LATE)), (voted, opinions, model.late.clone()), "{told}");
    let is_open = model.phase == Phase::Open;
    let kept = if is_open { model.votes.keys().cloned().collect() } else { BTreeSet::new() };
    assert_eq!(ids(ENVELOPE), kept, "{told}");
    for row in
        room.world.store.rows().iter().filter(|(key, _)| key.table == ENVELOPE || key.table == OPINION && is_open)
    {
        assert!(row.1.scopes.is_empty(), "{told}");
    }
    let counted = (room.find::<Board>(BOARD, id), room.find::<Outcome>(RESULT, id));
    let (Some(board), Some(outcome)) = counted else {
        assert!(model.phase != Phase::Counted && counted == (None, None), "{told}");
        return;
    };
    assert_eq!(model.phase, Phase::Counted, "{told}");
    let receipt = |(choice, seed): &(Choice, usize)| (sealed::receipt(&model.frozen, &nonce(*seed)), *choice);
    let mut expected: Vec<(String, Choice)> = model.votes.values().map(receipt).collect();
    expected.sort();
    let found: Vec<(String, Choice)> = board.votes.iter().map(|vote| (vote.receipt.clone(), vote.choice)).collect();
    assert_eq!(found, expected, "{told}");
    let yes = |choice: &Choice| *choice == Choice::Yes;
    let written = model.opinions.values().filter(|choice| bar.opinions && yes(choice)).count();
    let is_yes = model.votes.values().filter(|(choice, _)| yes(choice)).count() + written;
    assert_eq!((outcome.yes as usize, outcome.opinions_count), (is_yes, bar.opinions), "{told}");
    let by = (outcome.base as usize, outcome.percent, outcome.needed as usize, outcome.method);
    assert_eq!(by, (bar.base, bar.percent, bar.needed(), bar.method), "{told}");
    let takes_part = model.frozen_there.len().max(model.votes.len() + model.opinions.len());
    assert_eq!(outcome.passed, is_yes >= bar.needed() && takes_part >= bar.quorum, "{told}");
    let sum = count::sum(outcome.cast) + count::sum(outcome.opinions) + outcome.not_cast;
    assert_eq!((sum, outcome.electors as usize), (outcome.electors, model.electors.len()), "{told}");
    let opinions: Vec<Opinion> = model.opinions.keys().map(|of| room.row(OPINION, &member_id(id, of))).collect();
    assert_eq!(count::recount(&ballot, &board, &opinions, outcome.late), outcome, "{told}");
}

static BASE: std::sync::LazyLock<Room> = std::sync::LazyLock::new(|| Room::at_work(SIZE, 80));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_vote_is_what_the_model_says(steps in steps()) {
        run(steps);
    }
}
