//! What comes after a published decision: it is taken back or corrected by another, and never changed itself.

use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};

use super::args::{bad, id, ids, may, must};
use super::decision::{Signing, put};
use super::right::{self, holds, read};
use super::sight;
use crate::checkin::scan::is_uuid;
use crate::council::rows::*;
use crate::council::standing;
use crate::history::Subject;
use crate::org::{Role, Stamp};
use crate::record::REASON_MAX;

/// Most awards that one decision takes back.
const MOST: usize = 400;
/// Longest legal ground, in characters.
const GROUND_MAX: usize = 500;

/// Decides `council.revoke`: see [`crate::council::acts::REVOKE`].
pub fn revoke(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    follow(rows, who, command, DecisionKind::Revocation, now)
}

/// Decides `council.correct`: see [`crate::council::acts::CORRECT`].
pub fn correct(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    follow(rows, who, command, DecisionKind::Correction, now)
}

fn follow(rows: &dyn Rows, who: &str, command: &Command, kind: DecisionKind, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let signing = Signing::read(args, now)?;
    let of = id(args, "decision")?;
    let named = match kind {
        DecisionKind::Revocation if !args["nominations"].is_null() => ids(args, "nominations", MOST)?,
        _ => vec![id(args, "nomination")?.to_owned()],
    };
    let reason = must(args, "reason", REASON_MAX, "reason_needed")?;
    let ground = Some(may(args, "ground", GROUND_MAX)?).filter(|ground| !ground.is_empty());
    let set = if kind == DecisionKind::Correction { Some(Set::read(&args["set"])?) } else { None };
    if !is_uuid(&command.entity) {
        return Err(Refusal::new("id_unusable").with("id", &command.entity));
    }
    let original: Option<Decision> = read(rows, DECISION, of);
    let is_award = |found: &Decision| found.published.is_some() && found.kind == DecisionKind::Award;
    let original = original.filter(is_award).ok_or_else(right::unseen)?;
    let roles = [Role::Signer, Role::UnitHead, Role::CouncilChair, Role::CouncilSecretary];
    if !holds(rows, who, &original.unit, &roles, now) {
        return Err(right::forbidden());
    }
    if read::<Decision>(rows, DECISION, &command.entity).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    if named.is_empty() {
        return Err(bad());
    }
    let all = standing_now(rows, of, &original);
    let mut entries = Vec::new();
    for nomination in &named {
        let given = all.iter().find(|given| given.entry.nomination == *nomination);
        let given = given.ok_or(Refusal::new("entry_unknown").field("nomination"))?;
        if given.revoked.is_some() {
            return Err(Refusal::new("already_revoked"));
        }
        if kind == DecisionKind::Correction && given.entry.subject == Subject::Person(who.to_owned()) {
            return Err(Refusal::new("own_record"));
        }
        if signing.day < given.day {
            return Err(Refusal::new("day_before_decision").field("day"));
        }
        entries.push(given.entry.clone());
    }
    if let (Some(set), Some(entry)) = (set, entries.first_mut()) {
        let before = entry.clone();
        set.write(entry);
        if *entry == before {
            return Err(Refusal::new("nothing_changed"));
        }
        // A correction mends what was written wrong. Another award takes a vote of its own.
        let case: Option<Case> = read(rows, CASE, &case_id(&original.session, &entry.nomination));
        let voted = case.and_then(|case| Some(case.dossier.get("award")?.as_str()? == entry.award));
        if entry.award != before.award && voted != Some(true) {
            return Err(Refusal::new("award_not_voted").field("award"));
        }
    }
    let (staged, at) = (Stamp { by: who.into(), at: now }, after_all(rows, of, &original, now));
    let decision = Decision {
        title: original.title,
        entries,
        of: Some(of.to_owned()),
        reason: Some(reason),
        ground,
        ..Decision::new(kind, &original.unit, &original.session, staged)
    };
    let decision = signing.sign(rows, decision, (who, at))?;
    let mut effect = Effect::default();
    put(&mut effect, &command.entity, &decision)?;
    Ok(effect)
}

/// Now, or a millisecond after the last decision about these awards: what is read in the order of publication is decided in it.
fn after_all(rows: &dyn Rows, of: &str, original: &Decision, now: Millis) -> Millis {
    let later = later(rows, of);
    let all = later.iter().map(|(_, decision)| decision).chain([original]);
    let last = all.filter_map(|decision| decision.published.as_ref()).map(|stamp| stamp.at).max();
    last.map_or(now, |last| now.max(last.saturating_add(1)))
}

/// The decisions about the awards of one, with their ids.
fn later(rows: &dyn Rows, of: &str) -> Vec<(String, Decision)> {
    let keys = rows.find(&sight::following(of)).into_iter();
    keys.filter_map(|key| Some((key.id.clone(), read(rows, DECISION, &key.id)?))).collect()
}

/// A decision's awards as they are after what came later.
pub fn standing_now(rows: &dyn Rows, id: &str, original: &Decision) -> Vec<standing::Given> {
    let later = later(rows, id);
    let mut all = vec![(id, original)];
    all.extend(later.iter().map(|(id, decision)| (id.as_str(), decision)));
    standing::given(&all)
}

/// What a correction writes anew.
#[derive(Default)]
struct Set {
    name: Option<String>,
    post: Option<String>,
    award: Option<String>,
    year: Option<i32>,
    amount: Option<i64>,
}

impl Set {
    fn read(given: &Value) -> Result<Set, Refusal> {
        let mut set = Set::default();
        for (name, value) in given.as_object().filter(|given| !given.is_empty()).ok_or_else(bad)? {
            match name.as_str() {
                "name" => set.name = Some(must(given, name, 300, "name_missing")?),
                "post" => set.post = Some(must(given, name, 300, "post_missing")?),
                "award" => set.award = Some(must(given, name, 64, "award_missing")?),
                "year" => {
                    let year = value.as_i64().filter(|year| (1990..=2100).contains(year));
                    let year = year.and_then(|year| i32::try_from(year).ok());
                    set.year = Some(year.ok_or(Refusal::new("year_unreal").field("year"))?);
                }
                "amount" => {
                    let dong = value.as_i64().filter(|dong| (0..=10_000_000_000).contains(dong));
                    set.amount = Some(dong.ok_or_else(bad)?);
                }
                _ => return Err(Refusal::new("field_unknown").with("field", name)),
            }
        }
        Ok(set)
    }

    fn write(self, entry: &mut Entry) {
        let Set { name, post, award, year, amount } = self;
        entry.name = name.unwrap_or(std::mem::take(&mut entry.name));
        entry.post = post.unwrap_or(std::mem::take(&mut entry.post));
        entry.award = award.unwrap_or(std::mem::take(&mut entry.award));
        entry.year = year.unwrap_or(entry.year);
        if let Some(dong) = amount {
            entry.pay(dong);
        }
    }
}
