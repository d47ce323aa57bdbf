//! A session as its papers need it: the rows that this device has. What somebody may not see is not among them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use thidua_domain::council::rows::{Case, CaseState, Member, Method, Outcome, Proxy, Seat, Session, Stage};
use thidua_domain::plan::Award;
use thidua_domain::rules::Document;

use super::say;

/// The body that issues a paper (cơ quan ban hành), and the one above it.
#[derive(Clone, Debug, Default)]
pub struct Office {
    pub name: String,
    pub parent: String,
}

impl Office {
    /// What every paper needs; `place` (địa danh) is empty where it is not known.
    pub fn data(&self, place: &str) -> Map<String, Value> {
        let office = json!({ "name": self.name, "parent": self.parent, "place": place });
        [("office".to_owned(), office), ("recipients".to_owned(), json!([]))].into_iter().collect()
    }
}

/// Name and post; both empty of people whom this device does not know.
#[derive(Clone, Debug, Default)]
pub struct Named {
    pub name: String,
    pub post: String,
}

/// A dossier of the session, with what became of it.
#[derive(Clone, Debug)]
pub struct Heard {
    pub case: Case,
    pub award: Option<Award>,
    /// Name of the nominee's unit.
    pub unit: String,
    /// By the ballot that stands now.
    pub method: Option<Method>,
    pub outcome: Option<Outcome>,
    /// Who said what of it, in the order of time.
    pub notes: Vec<(Named, String)>,
}

#[derive(Clone, Debug)]
pub struct Sitting {
    pub office: Office,
    pub session: Session,
    pub people: BTreeMap<String, Named>,
    /// In the order in which they were taken up, without those that were dropped.
    pub heard: Vec<Heard>,
    pub basis: Vec<Document>,
}

/// What is of one award for people, or for collectives.
pub struct Group<'a, T> {
    pub award: String,
    pub is_people: bool,
    pub all: Vec<&'a T>,
}

impl Heard {
    pub fn is_person(&self) -> bool {
        self.text("person").is_some_and(|person| !person.is_empty())
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.case.dossier.get(name).and_then(Value::as_str).map(str::trim)
    }

    pub fn has_passed(&self) -> bool {
        self.outcome.as_ref().is_some_and(|outcome| outcome.passed)
    }

    /// Whether a body above the unit decides it, by the catalogue.
    pub fn is_above(&self) -> bool {
        self.award.as_ref().is_some_and(|award| award.level != "unit")
    }

    /// Post and unit; of a collective nothing.
    pub fn post(&self) -> String {
        if self.is_person() { say::post(&self.case.nominee.post, &self.unit) } else { String::new() }
    }
}

impl Sitting {
    pub fn named(&self, person: &str) -> Named {
        self.people.get(person).cloned().unwrap_or_default()
    }

    pub fn seat(&self, member: &Member) -> &'static str {
        let is_vice = self.session.vice.contains(&member.person);
        if is_vice { "Phó Chủ tịch Hội đồng" } else { say::seat(member.role) }
    }

    pub fn in_seat(&self, seat: Seat) -> Named {
        let found = self.session.members.iter().find(|member| member.role == seat);
        found.map(|member| self.named(&member.person)).unwrap_or_default()
    }

    /// Members who are there themselves.
    pub fn is_there(&self, member: &Member) -> bool {
        self.session.present.contains(&member.person)
    }

    /// The deputy who is there for a member who is not.
    pub fn deputy(&self, member: &Member) -> Option<&Proxy> {
        let is_theirs = |proxy: &&Proxy| proxy.member == member.person && self.session.present.contains(&proxy.deputy);
        self.session.proxies.iter().find(is_theirs).filter(|_| !self.is_there(member))
    }

    /// The dossiers that were counted.
    pub fn counted(&self) -> Vec<&Heard> {
        self.heard.iter().filter(|heard| heard.outcome.is_some()).collect()
    }

    /// Those that passed and that a body above the unit decides.
    pub fn above(&self) -> Vec<&Heard> {
        self.heard.iter().filter(|heard| heard.has_passed() && heard.is_above()).collect()
    }

    /// Those that are proposed: all that were taken up, and after the session those that passed.
    pub fn proposed(&self) -> Vec<&Heard> {
        let is_over = self.session.state == Stage::Closed;
        self.heard.iter().filter(|heard| !is_over || heard.has_passed()).collect()
    }

    /// Those that wait for a vote.
    pub fn due(&self) -> Vec<&Heard> {
        let is_due = |heard: &&Heard| heard.case.state == CaseState::Taken && heard.outcome.is_none();
        self.heard.iter().filter(is_due).collect()
    }

    /// What all papers of a session share.
    pub fn data(&self) -> Map<String, Value> {
        let session = &self.session;
        let (chair, secretary) = (self.in_seat(Seat::Chair), self.in_seat(Seat::Secretary));
        let mut data = self.office.data("");
        data.insert("season".into(), json!(say::season(session.year)));
        data.insert("council".into(), json!({ "name": say::COUNCIL, "day": self.day() }));
        data.insert("chair".into(), json!({ "name": chair.name, "post": chair.post }));
        data.insert("secretary".into(), json!({ "name": secretary.name, "post": secretary.post }));
        data.insert("session".into(), self.times());
        if !session.members.is_empty() {
            data.insert("members".into(), json!(session.members.len()));
            data.insert("present".into(), json!(session.quorum.present));
        }
        data
    }

    /// The day on which it was opened, or for which it is convened.
    fn day(&self) -> String {
        session_day(&self.session)
    }

    fn times(&self) -> Value {
        let session = &self.session;
        let start = session.opened.as_ref().map(|stamp| say::clock(stamp.at));
        // A session that was closed on another day is not told by a time alone.
        let end = session.closed.as_ref().filter(|stamp| say::day(stamp.at) == self.day());
        json!({
            "subject": say::subject(session.year), "day": self.day(), "place": session.place, "time": say::clock(session.when),
            "start": start, "end": end.map(|stamp| say::clock(stamp.at)),
        })
    }
}

/// The day on which a session was opened, or for which it is convened.
pub fn session_day(session: &Session) -> String {
    say::day(session.opened.as_ref().map_or(session.when, |stamp| stamp.at))
}

/// By award, in the order of first sight; collectives before people. `of` tells the award, and whether it is for a person.
pub fn grouped<'a, T>(all: &[&'a T], of: impl Fn(&T) -> (String, bool)) -> Vec<Group<'a, T>> {
    let mut groups: Vec<Group<'a, T>> = Vec::new();
    for is_people in [false, true] {
        for one in all {
            let (award, is_person) = of(one);
            if is_person != is_people {
                continue;
            }
            match groups.iter_mut().find(|group| group.award == award && group.is_people == is_people) {
                Some(group) => group.all.push(one),
                None => groups.push(Group { award, is_people, all: vec![one] }),
            }
        }
    }
    groups
}

fn of_heard(heard: &Heard) -> (String, bool) {
    (say::award(heard.award.as_ref()), heard.is_person())
}

/// Groups with a line for each dossier.
pub fn awards(heard: &[&Heard], line: impl Fn(&Heard) -> Value) -> Value {
    listed(grouped(heard, of_heard), line)
}

/// Groups with a line for each.
pub fn listed<T>(groups: Vec<Group<'_, T>>, line: impl Fn(&T) -> Value) -> Value {
    let group = |group: Group<'_, T>| {
        let items: Vec<Value> = group.all.iter().map(|one| line(one)).collect();
        json!({ "award": group.award, "count": items.len(), "counted": counted(group.is_people), "items": items })
    };
    groups.into_iter().map(group).collect()
}

pub fn counted(is_people: bool) -> &'static str {
    if is_people { say::PEOPLE } else { say::COLLECTIVES }
}

/// How many collectives and people.
pub fn total(are_people: impl Iterator<Item = bool>) -> Value {
    let (mut people, mut all) = (0_usize, 0_usize);
    for is_person in are_people {
        all += 1;
        people += usize::from(is_person);
    }
    json!({ "collectives": all - people, "people": people })
}

/// The result of each vote, by award.
pub fn votes(heard: &[&Heard]) -> Value {
    let group = |group: Group<'_, Heard>| {
        let outcomes: Vec<&Outcome> = group.all.iter().filter_map(|one| one.outcome.as_ref()).collect();
        let mut needed: Vec<String> = outcomes.iter().map(|outcome| format!("{}%", outcome.percent)).collect();
        needed.dedup();
        let items: Vec<Value> = group.all.iter().filter_map(|one| vote(one)).collect();
        json!({ "award": group.award, "needed": needed.join("; "), "items": items })
    };
    grouped(heard, of_heard).into_iter().map(group).collect()
}

fn vote(heard: &Heard) -> Option<Value> {
    let outcome = heard.outcome.as_ref()?;
    let counts = |opinion: u32| if outcome.opinions_count { opinion } else { 0 };
    let no = outcome.cast.no + counts(outcome.opinions.no);
    let abstain = outcome.cast.abstain + counts(outcome.opinions.abstain);
    let result = if outcome.passed { "Đạt" } else { "Không đạt" };
    let result = match abstain {
        0 => result.to_owned(),
        _ => format!("{result} ({abstain:02} không biểu quyết)"),
    };
    Some(json!({
        "name": heard.case.nominee.name, "post": heard.post(), "yes": outcome.yes, "no": no,
        "share": say::share(outcome.yes, outcome.base), "result": result,
    }))
}
