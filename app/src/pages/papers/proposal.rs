//! Tờ trình of a unit that proposes, and the list that goes with it.

use serde_json::{Map, Value, json};
use thidua_domain::nomination::course::Endorsed;
use thidua_domain::plan::Award;
use thidua_domain::rules::Document;

use super::sitting::{Office, counted, grouped, listed, total};
use super::{nominees, say};

/// What a unit proposes for a year.
pub struct Proposal {
    pub office: Office,
    pub year: i32,
    pub nominees: Vec<Nominee>,
    pub basis: Vec<Document>,
}

/// Who is put forward.
pub struct Nominee {
    pub award: Option<Award>,
    pub name: String,
    /// Post and unit; empty of a collective.
    pub post: String,
    pub is_person: bool,
    /// What the author wrote.
    pub achievements: String,
    /// What the unit's meeting found, if it met.
    pub endorsed: Option<Endorsed>,
}

/// Tờ trình. To whom it goes and who signs the rows do not hold.
pub fn data(proposal: &Proposal) -> Value {
    let mut data = shared(proposal);
    let grounds = say::grounds(&proposal.basis);
    if !grounds.is_empty() {
        data.insert("grounds".into(), grounds.into_iter().map(|text| json!({ "text": text })).collect());
    }
    data.insert("meeting".into(), meeting(&proposal.nominees));
    data.insert("attachments".into(), json!([{ "text": reports(&proposal.nominees) }]));
    Value::Object(data)
}

/// Danh sách đề nghị.
pub fn list(proposal: &Proposal) -> Value {
    Value::Object(shared(proposal))
}

fn shared(proposal: &Proposal) -> Map<String, Value> {
    let all: Vec<&Nominee> = proposal.nominees.iter().collect();
    let groups = grouped(&all, |one| (say::award(one.award.as_ref()), one.is_person));
    let mut data = proposal.office.data("");
    data.insert("season".into(), json!(say::season(proposal.year)));
    data.insert("awards".into(), listed(groups, line));
    data.insert("total".into(), total(all.iter().map(|one| one.is_person)));
    data
}

fn line(one: &Nominee) -> Value {
    let votes = one.endorsed.as_ref().map(|found| format!("{:02}/{:02}", found.yes, found.of));
    json!({ "name": one.name, "post": one.post, "merit": nominees::merit(&one.achievements), "votes": votes })
}

/// Told only when it found on all: the day where it was one, and the smallest share.
fn meeting(nominees: &[Nominee]) -> Value {
    let found: Option<Vec<&Endorsed>> = nominees.iter().map(|one| one.endorsed.as_ref()).collect();
    let found = found.unwrap_or_default();
    let least = found.iter().min_by_key(|one| u64::from(one.yes) * 10_000 / u64::from(one.of.max(1)));
    let Some(least) = least else { return json!({}) };
    let day = found.iter().all(|one| one.on == least.on).then(|| least.on.to_string());
    let share = say::share(least.yes, least.of);
    json!({ "day": day, "result": format!("các trường hợp đề nghị đều được từ {share} số người dự họp trở lên đồng ý.") })
}

/// `Báo cáo thành tích của 01 tập thể và 03 cá nhân`.
fn reports(nominees: &[Nominee]) -> String {
    let part = |is_people: bool| {
        let count = nominees.iter().filter(|one| one.is_person == is_people).count();
        (count > 0).then(|| format!("{count:02} {}", counted(is_people)))
    };
    let parts: Vec<String> = [false, true].into_iter().filter_map(part).collect();
    format!("Báo cáo thành tích của {}", parts.join(" và "))
}
