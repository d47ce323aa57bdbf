//! How findings read: what is asked, what was found, what would help. Years are words, not numbers to be grouped.

use thidua_domain::eligibility::{Cure, Finding, NoRule};
use thidua_domain::history::fact::Topic;
use thidua_domain::history::service;
use thidua_domain::org::{self, Person};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::rate::Verdict;
use thidua_domain::rules::need::{Level, Need, Reach, Severity};

use crate::components::card::Tone;
use crate::components::icon::Glyph;
use crate::state::App;
use crate::text::t;

pub fn verdict_name(verdict: Verdict) -> String {
    match verdict {
        Verdict::Met => t!("eligible-met"),
        Verdict::NotMet => t!("eligible-not-met"),
        Verdict::CannotJudge => t!("eligible-cannot-judge"),
    }
}

pub fn verdict_look(verdict: Verdict) -> (Tone, Glyph) {
    match verdict {
        Verdict::Met => (Tone::Good, Glyph::Tick),
        Verdict::NotMet => (Tone::Bad, Glyph::Cross),
        Verdict::CannotJudge => (Tone::Wait, Glyph::Ask),
    }
}

pub fn no_rule(why: NoRule) -> String {
    match why {
        NoRule::AwardUnknown => t!("eligible-award-unknown"),
        NoRule::NotForThem => t!("eligible-not-for-them"),
    }
}

pub fn award_name(app: App, id: &str) -> String {
    app.row::<Award>(AWARD, id).map_or_else(|| id.to_owned(), |award| award.name)
}

pub fn level_name(level: Level) -> String {
    match level {
        Level::NotDone => t!("rating-not-done"),
        Level::Done => t!("rating-done"),
        Level::Good => t!("rating-good"),
        Level::Excellent => t!("rating-excellent"),
    }
}

/// What a post of service is called; a code of a rule set that came later is shown as it is.
pub fn post_name(code: &str) -> String {
    match code {
        service::ANY => t!("post-any"),
        "head" => t!("post-head"),
        "deputy" => t!("post-deputy"),
        "head-rotated" => t!("post-head-rotated"),
        "deputy-rotated" => t!("post-deputy-rotated"),
        "vu-truong" => t!("post-vu-truong"),
        "pho-vu-truong" => t!("post-pho-vu-truong"),
        other => other.to_owned(),
    }
}

pub fn reach_name(reach: Reach) -> String {
    match reach {
        Reach::Unit => t!("reach-unit"),
        Reach::Ministry => t!("reach-ministry"),
        Reach::Nation => t!("reach-nation"),
    }
}

pub fn severity_name(severity: Severity) -> String {
    match severity {
        Severity::Reprimand => t!("severity-reprimand"),
        Severity::Warning => t!("severity-warning"),
        Severity::Beyond => t!("severity-beyond"),
    }
}

pub fn topic_name(topic: Topic) -> String {
    match topic {
        Topic::Titles => t!("topic-titles"),
        Topic::Initiatives => t!("topic-initiatives"),
        Topic::Ratings => t!("topic-ratings"),
        Topic::Discipline => t!("topic-discipline"),
        Topic::Matters => t!("topic-matters"),
        Topic::Service => t!("topic-service"),
        Topic::Members => t!("topic-members"),
        Topic::Gender => t!("topic-gender"),
    }
}

/// A paper of the dossier by its code.
pub fn paper_name(code: &str) -> String {
    match code {
        "to-trinh" => t!("dossier-to-trinh"),
        "bao-cao-thanh-tich" => t!("dossier-bao-cao"),
        "bien-ban-binh-xet" => t!("dossier-bien-ban"),
        "ket-qua-bo-phieu" => t!("dossier-bo-phieu"),
        "chung-nhan-sang-kien" => t!("dossier-sang-kien"),
        "y-kien-ubnd-tinh" => t!("dossier-ubnd"),
        "y-kien-cap-uy" => t!("dossier-cap-uy"),
        other => other.to_owned(),
    }
}

/// 1 for the level above which there is none: nothing is better than that.
fn top(level: Level) -> u32 {
    u32::from(level == Level::Excellent)
}

/// What a criterion asks.
pub fn need(app: App, code: &str, need: &Need) -> String {
    let award = |id: &String| award_name(app, id);
    match need {
        Need::Rating { at_least, years: 1 } => t!("need-rating", level = level_name(*at_least), top = top(*at_least)),
        Need::Rating { at_least, years } => {
            t!("need-ratings", level = level_name(*at_least), top = top(*at_least), count = *years)
        }
        Need::Title { award: id } => t!("need-title", award = award(id)),
        Need::History { award: id, count, streak: true, .. } => t!("need-streak", award = award(id), count = *count),
        Need::History { award: id, count, within: Some(years), .. } => {
            t!("need-titles-within", award = award(id), count = *count, years = *years)
        }
        Need::History { award: id, count, .. } => t!("need-titles", award = award(id), count = *count),
        Need::YearsSince { award: id, at_least } => t!("need-years-since", award = award(id), years = *at_least),
        Need::NotHeld { award: id } => t!("need-not-held", award = award(id)),
        Need::Initiative { reach, count, .. } => t!("need-initiative", reach = reach_name(*reach), count = *count),
        Need::NoDiscipline { from } => t!("need-no-discipline", from = severity_name(*from)),
        Need::NoOpenComplaint => t!("need-no-open-matter"),
        Need::ServiceMonths { at_least, women: Some(women), .. } => {
            t!("need-service-women", months = *at_least, women = women.at_least)
        }
        Need::ServiceMonths { at_least, .. } => t!("need-service", months = *at_least),
        Need::MemberShare { award: id, percent, above: true } => {
            t!("need-member-share-above", award = award(id), percent = *percent)
        }
        Need::MemberShare { award: id, percent, .. } => t!("need-member-share", award = award(id), percent = *percent),
        Need::MemberCount { award: id, count } => t!("need-member-count", award = award(id), count = *count),
        Need::MemberRating { at_least, percent } => {
            t!("need-member-rating", level = level_name(*at_least), top = top(*at_least), percent = *percent)
        }
        Need::NoMemberDiscipline { from } => t!("need-no-member-discipline", from = severity_name(*from)),
        Need::Any { .. } => t!("need-any"),
        Need::All { .. } => t!("need-all"),
        Need::Manual => manual(code),
    }
}

/// What only people can tell.
fn manual(code: &str) -> String {
    let plain = code.replace(".person", "").replace(".collective", "");
    match plain.as_str() {
        "ldtt.spirit" => t!("need-manual-spirit"),
        "ttldtt.movement" => t!("need-manual-movement"),
        "ttldxs.unity" => t!("need-manual-unity"),
        "co-nganh.leads" => t!("need-manual-leads"),
        "co-nganh.honoured" => t!("need-manual-honoured"),
        "co-cp.leads" => t!("need-manual-leads-ministry"),
        "giay-khen.cong-trang" => t!("need-manual-merit"),
        "giay-khen.dot-xuat" | "bk-bo.dot-xuat" => t!("need-manual-sudden"),
        "giay-khen.chuyen-de" | "bk-bo.chuyen-de" => t!("need-manual-theme"),
        "bk-bo.movement" | "bk-ttg.movement" => t!("need-manual-outstanding"),
        "bk-bo.reach" => t!("need-manual-reach"),
        "bk-bo.contribution" => t!("need-manual-contribution"),
        "bk-ttg.reach" => t!("need-manual-reach-ministry"),
        "cstd-tq.party-opinion" => t!("need-manual-party"),
        _ => t!("need-manual-text"),
    }
}

/// What was found; empty where there is nothing to add.
pub fn found(app: App, finding: &Finding<'_>) -> String {
    let found = &finding.found;
    let mut parts = Vec::new();
    let years = list(&found.years);
    match finding.needed {
        Need::Rating { .. } | Need::History { .. } | Need::Title { .. } if !years.is_empty() => {
            parts.push(t!("found-years", years = years));
        }
        Need::Initiative { .. } if found.count > 0 => parts.push(t!("found-initiatives", count = found.count)),
        Need::MemberShare { .. } | Need::MemberCount { .. } | Need::MemberRating { .. } => {
            parts.push(t!("found-members", count = found.count, of = found.of.unwrap_or_default()));
        }
        Need::ServiceMonths { .. } => parts.push(t!("found-months", count = found.count)),
        Need::Any { .. } | Need::All { .. } => {
            parts.push(t!("found-parts", count = found.count, of = found.of.unwrap_or_default()));
        }
        _ => {}
    }
    if !found.unknown.is_empty() {
        parts.push(t!("found-unknown", years = list(&found.unknown)));
    }
    if let Some(year) = found.spent {
        parts.push(t!("found-spent", year = year.to_string()));
    }
    let is_of_papers = !matches!(finding.needed, Need::Any { .. } | Need::All { .. });
    if is_of_papers && !found.ids.is_empty() {
        let name = |id: &String| app.row::<Person>(org::PERSON, id).map_or_else(|| id.clone(), |row| row.full_name());
        let names: Vec<String> = found.ids.iter().take(6).map(name).collect();
        parts.push(t!("found-ids", ids = names.join(", ")));
    }
    if parts.is_empty() && finding.verdict != Verdict::CannotJudge {
        return match finding.verdict {
            Verdict::Met => t!("found-good"),
            _ => t!("found-none"),
        };
    }
    parts.join(" · ")
}

/// What would help.
pub fn cure(app: App, cure: &Cure) -> String {
    match cure {
        Cure::Enter { topic, years } if years.is_empty() => t!("cure-enter", topic = topic_name(*topic)),
        Cure::Enter { topic, years } => t!("cure-enter-years", topic = topic_name(*topic), years = list(years)),
        Cure::Answer => t!("cure-answer"),
        Cure::AskLead => t!("cure-ask-lead"),
        Cure::Wait { year } => t!("cure-wait", year = year.to_string()),
        Cure::Recognise { reach, more } => t!("cure-recognise", reach = reach_name(*reach), count = *more),
        Cure::AskCouncil { ids } => t!("cure-ask-council", ids = ids.join(", ")),
        Cure::Settle { ids } => t!("cure-settle", ids = ids.join(", ")),
        Cure::First { award } => t!("cure-first", award = award_name(app, award)),
        Cure::Members { more } => t!("cure-members", count = *more),
    }
}

fn list(years: &[i32]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
