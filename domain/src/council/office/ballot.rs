//! A vote opens, with everything fixed that it will be counted by; or it is annulled, and what was cast is destroyed.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::Key;

use super::args::{bad, flag, id, may, moment, must, number};
use super::right::{self, Seen};
use super::{people, sight};
use crate::ballot::{frozen, threshold};
use crate::council::rows::*;
use crate::date;
use crate::org::Stamp;
use crate::record::REASON_MAX;
use crate::rules::terms::{Secrecy, VoteBase, VoteRule};
use crate::rules::{self, RuleSet, Trust};

const GROUND_MAX: usize = 500;

/// Decides `council.ballot_open`: see [`crate::council::acts::BALLOT_OPEN`].
pub fn open(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let given = Given::read(command, now)?;
    let seen = right::case(rows, who, &command.entity, now)?;
    seen.must_lead()?;
    seen.must_be_open()?;
    seen.must_not_vote()?;
    let set: RuleSet =
        right::read(rows, rules::TABLE, &seen.session.rules).ok_or(Refusal::new("rules_unknown").field("rules"))?;
    let award = seen.case.dossier.get("award").and_then(|award| award.as_str()).unwrap_or_default();
    let rule = set.award(award).and_then(|rule| rule.vote_on(date::today(now)));
    let mut told = Vec::new();
    if rule.is_none_or(|rule| rule.percent.is_none()) {
        told.push("percent_by_hand".to_owned());
    }
    if seen.session.mode == Mode::Meeting && !seen.session.quorum.reached {
        told.push("no_quorum".to_owned());
    }
    let rule = given.rule(rule)?;
    let ballot = freeze(&seen, &given, &rule, told, Stamp { by: who.into(), at: now })?;
    let mut effect = Effect::default();
    effect.put(Key::new(BALLOT, seen.id.clone()), sight::of_case(&seen.case), &json!(ballot));
    Ok(effect)
}

/// The ballot, with all that it is counted by. Who is recused leaves the electors and stays in the base.
fn freeze(seen: &Seen, given: &Given, rule: &VoteRule, told: Vec<String>, opened: Stamp) -> Result<Ballot, Refusal> {
    let (session, case) = (&seen.session, &seen.case);
    let electors: Vec<Elector> = electors(session, &|person| case.recused.iter().any(|known| known.person == person));
    let (base, voting) = (many(session.members.len()), many(electors.len()));
    let percent = rule.percent.ok_or(Refusal::new("percent_unknown").field("percent"))?;
    let warnings = threshold::warnings(rule, base, base.saturating_sub(voting));
    let earlier = seen.ballot.as_ref().map(|ballot| ballot.earlier.clone()).unwrap_or_default();
    let there =
        electors.iter().map(|elector| &elector.member).filter(|member| people::is_there_for(session, case, member));
    let mut ballot = Ballot {
        session: case.session.clone(),
        case: seen.id.clone(),
        round: many(earlier.len()).saturating_add(1),
        method: given.method,
        present: there.cloned().collect(),
        electors,
        base,
        percent,
        ground: rule.article.clone(),
        needed: u32::try_from(threshold::votes_needed(percent, base)).unwrap_or(u32::MAX),
        quorum: session.quorum.needed,
        opinions_count: rule.written_opinion.unwrap_or_default(),
        warnings: warnings.into_iter().map(|warning| warning.name().to_owned()).chain(told).collect(),
        closes_at: given.closes_at,
        opened,
        frozen: String::new(),
        state: BallotState::Open,
        ended: None,
        reason: None,
        earlier,
    };
    ballot.frozen = frozen::hash(&ballot);
    Ok(ballot)
}

fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// All members who are not recused, each with who votes for them; by member.
fn electors(session: &Session, is_out: &dyn Fn(&str) -> bool) -> Vec<Elector> {
    let voter = |member: &str| {
        let proxy = session.proxies.iter().find(|proxy| proxy.member == member && !is_out(&proxy.deputy));
        proxy.map_or(member, |proxy| proxy.deputy.as_str()).to_owned()
    };
    let voting = session.members.iter().map(|member| &member.person).filter(|member| !is_out(member));
    let mut electors: Vec<Elector> =
        voting.map(|member| Elector { member: member.clone(), voter: voter(member) }).collect();
    order::sort_by_key(&mut electors, |elector| elector.member.clone());
    electors
}

/// What who opens the vote says.
struct Given {
    method: Method,
    percent: Option<u32>,
    ground: String,
    opinions_count: Option<bool>,
    closes_at: Option<Millis>,
}

impl Given {
    fn read(command: &Command, now: Millis) -> Result<Given, Refusal> {
        let args = &command.args;
        let method: Method = thidua_sync::body::typed(&args["method"]).map_err(|_| bad())?;
        let percent = if args["percent"].is_null() { None } else { Some(number(args, "percent")?) };
        if percent.is_some_and(|percent| !(1..=100).contains(&percent)) {
            return Err(Refusal::new("percent_unreal").field("percent"));
        }
        let ground = may(args, "ground", GROUND_MAX)?;
        if percent.is_some() && ground.is_empty() {
            return Err(Refusal::new("percent_ground_missing").field("ground"));
        }
        let closes_at = moment(args, "closes_at")?;
        if closes_at.is_some_and(|at| at <= now) {
            return Err(Refusal::new("closes_past").field("closes_at"));
        }
        if closes_at.is_some() && method == Method::Hands {
            return Err(bad());
        }
        Ok(Given { method, percent, ground, opinions_count: flag(args, "opinions_count")?, closes_at })
    }

    /// The rule by which it is voted: the law's, and what the law leaves open as it was given.
    fn rule(&self, law: Option<&VoteRule>) -> Result<VoteRule, Refusal> {
        let mut rule = law.cloned().unwrap_or(VoteRule {
            from: None,
            to: None,
            percent: None,
            base: VoteBase::TotalMembers,
            secrecy: Secrecy::Council,
            written_opinion: None,
            article: String::new(),
            trust: Trust { verified: true, source: String::new() },
        });
        if rule.percent.is_some() && self.percent.is_some() {
            return Err(Refusal::new("percent_fixed").field("percent"));
        }
        if self.method == Method::Hands && rule.secrecy != Secrecy::Council {
            return Err(Refusal::new("ballot_required").field("method"));
        }
        let says_otherwise = |law: bool| self.opinions_count.is_some_and(|given| given != law);
        if rule.written_opinion.is_some_and(says_otherwise) {
            return Err(Refusal::new("opinions_fixed").field("opinions_count"));
        }
        if rule.percent.is_none() {
            rule.percent = self.percent;
            rule.article.clone_from(&self.ground);
        }
        rule.written_opinion = rule.written_opinion.or(self.opinions_count);
        Ok(rule)
    }
}

/// Decides `council.ballot_annul`: see [`crate::council::acts::BALLOT_ANNUL`]. Where the chair is recused the secretary does.
pub fn annul(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let reason = must(&command.args, "reason", REASON_MAX, "reason_needed")?;
    let frozen = id(&command.args, "ballot")?;
    let seen = right::case(rows, who, &command.entity, now)?;
    seen.must_lead()?;
    if seen.chair().is_some() && !seen.is_chairing() {
        return Err(right::forbidden());
    }
    seen.must_be_taken()?;
    let mut ballot = seen.ballot_as_seen(frozen)?.clone();
    let (mut voted, mut opinions) = (0, 0);
    let mut effect = Effect::default();
    for key in rows.find(&sight::about(&seen.id)) {
        match key.table.as_str() {
            VOTED => voted += 1,
            OPINION => opinions += 1,
            ENVELOPE | LATE => {}
            _ => continue,
        }
        effect.dels.push(key);
    }
    let counted = right::read::<Outcome>(rows, RESULT, &seen.id);
    let gone = [BOARD, RESULT].map(|table| Key::new(table, seen.id.clone()));
    // A tie was chosen among the votes that are gone.
    let award = seen.case.dossier.get("award").and_then(|award| award.as_str()).unwrap_or_default();
    let tie = Key::new(TIE, format!("{}.{award}", seen.case.session));
    let is_named = |tie: Tie| tie.order.contains(&seen.case.nomination);
    let tie = right::read(rows, TIE, &tie.id).is_some_and(is_named).then_some(tie);
    effect.dels.extend(gone.into_iter().filter(|key| rows.row(key).is_some()).chain(tie));
    let annulled = Stamp { by: who.into(), at: now };
    ballot.earlier.push(Annulled {
        round: ballot.round,
        frozen: ballot.frozen.clone(),
        opened: ballot.opened.clone(),
        annulled: annulled.clone(),
        reason: reason.clone(),
        // A recorded opinion is noted as a vote too.
        voted: u32::saturating_sub(voted, opinions),
        opinions,
        counted: counted.map(|outcome| outcome.cast),
    });
    (ballot.state, ballot.ended, ballot.reason) = (BallotState::Annulled, Some(annulled), Some(reason));
    effect.put(Key::new(BALLOT, seen.id.clone()), sight::of_case(&seen.case), &json!(ballot));
    Ok(effect)
}
