//! First contents of an empty server, as ordinary commands: the plan, and for `--demo` an organisation with a few weeks
//! of work. Reads the documents in `public/`; decides nothing that the commands do not decide again.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::SYSTEM;
use crate::figure::Figure;
use crate::history;
use crate::workday;

/// One command to run, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub who: String,
    pub kind: &'static str,
    pub entity: String,
    pub args: Value,
}

/// A person who can sign in to the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub person: String,
    pub login: String,
}

/// An entry on the demonstration's sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
pub struct DemoLogin {
    pub login: String,
    pub label: String,
    pub role: String,
}

/// What the demonstration consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    pub steps: Vec<Step>,
    pub accounts: Vec<Account>,
    pub logins: Vec<DemoLogin>,
}

/// The plan document as one command.
pub fn plan(text: &str) -> Result<Step, serde_json::Error> {
    let document: Value = serde_json::from_str(text)?;
    let entity = document["plan"]["id"].as_str().unwrap_or_default().to_string();
    let args = json!({ "document": document });
    Ok(Step { who: SYSTEM.into(), kind: "plan.import@1", entity, args })
}

/// The calendar of holidays, a list of years, as one command a year.
pub fn calendar(text: &str) -> Result<Vec<Step>, serde_json::Error> {
    let years: Vec<Value> = serde_json::from_str(text)?;
    let step = |args: Value| Step { who: SYSTEM.into(), kind: workday::SET, entity: args["year"].to_string(), args };
    Ok(years.into_iter().map(step).collect())
}

/// A rule set as one command.
pub fn rules(text: &str) -> Result<Step, serde_json::Error> {
    let set: Value = serde_json::from_str(text)?;
    let entity = text_of(&set, "id");
    Ok(Step { who: SYSTEM.into(), kind: "rules.publish@1", entity, args: json!({ "rules": set }) })
}

/// The demonstration document as commands: units from the top, people, grants, figures, then the records.
pub fn demo(text: &str) -> Result<Demo, serde_json::Error> {
    let document: Document = serde_json::from_str(text)?;
    let mut steps = Vec::new();
    let mut put = |who: &str, kind: &'static str, entity: &str, args: Value| {
        steps.push(Step { who: who.into(), kind, entity: entity.into(), args });
    };
    for unit in &document.units {
        put(SYSTEM, "unit.create@1", &text_of(unit, "id"), unit.clone());
    }
    for person in &document.people {
        put(SYSTEM, "person.create@1", &text_of(person, "id"), person.clone());
    }
    for (at, grant) in document.grants.iter().enumerate() {
        let id = format!("{}.{}.{}", text_of(grant, "person"), text_of(grant, "role"), at + 1);
        put(SYSTEM, "grant.give@1", &id, grant.clone());
    }
    for figure in document.figures {
        put(SYSTEM, "figure.enter@1", &figure.id(), json!(figure));
    }
    for (at, facts) in document.facts.chunks(history::fact::MOST).enumerate() {
        put(SYSTEM, "fact.record@1", &format!("facts-{at}"), json!({ "facts": facts }));
    }
    for activity in document.activities {
        let fields = json!({
            "title": activity.title, "kind": activity.kind, "date": activity.date, "place": activity.place,
            "text": activity.text, "movement": activity.links.movement, "campaign": activity.links.campaign,
            "task": activity.links.task, "people": activity.people, "results": activity.results,
        });
        put(&activity.author, "activity.submit@1", &activity.id, json!({ "unit": activity.unit, "fields": fields }));
        match (activity.state.as_str(), &activity.decided_by) {
            ("confirmed", Some(by)) => put(by, "activity.confirm@1", &activity.id, json!({})),
            ("returned", Some(by)) => {
                put(by, "activity.return@1", &activity.id, json!({ "reason": activity.reason }));
            }
            _ => {}
        }
    }
    for nomination in document.nominations {
        let fields = json!({
            "award": nomination.award, "kind": nomination.kind, "achievements": nomination.achievements,
            "person": nomination.nominee.person, "collective": nomination.nominee.unit,
            "from": nomination.period.from, "to": nomination.period.to,
        });
        let args = json!({ "unit": nomination.unit, "fields": fields });
        put(&nomination.author, "nomination.propose@1", &nomination.id, args);
        // Returned by the head of the unit, or by the one above when the head wrote it.
        let above =
            document.units.iter().find(|unit| unit["id"] == nomination.unit.as_str()).map(|unit| &unit["parent"]);
        let head_of = |unit: &Value| {
            let fits = |grant: &&Value| {
                grant["role"] == "unit_head" && grant["unit"] == *unit && grant["person"] != nomination.author.as_str()
            };
            document.grants.iter().find(fits).map(|grant| text_of(grant, "person"))
        };
        let head = head_of(&json!(nomination.unit)).or_else(|| above.and_then(head_of));
        if let (Some(by), Some(reason)) = (&head, &nomination.reason) {
            put(by, "nomination.return@1", &nomination.id, json!({ "reason": reason }));
        }
    }
    let account = |person: &Value| Account { person: text_of(person, "id"), login: text_of(person, "login") };
    let accounts = document.people.iter().map(account).filter(|account| !account.login.is_empty()).collect();
    Ok(Demo { steps, accounts, logins: document.demo_logins })
}

fn text_of(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_string()
}

#[derive(Deserialize)]
struct Document {
    units: Vec<Value>,
    people: Vec<Value>,
    grants: Vec<Value>,
    demo_logins: Vec<DemoLogin>,
    figures: Vec<Figure>,
    activities: Vec<DemoActivity>,
    nominations: Vec<DemoNomination>,
    #[serde(default)]
    facts: Vec<Value>,
}

#[derive(Deserialize)]
struct DemoActivity {
    id: String,
    unit: String,
    author: String,
    title: String,
    kind: String,
    date: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    links: Links,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    results: Vec<Value>,
    state: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    decided_by: Option<String>,
}

#[derive(Default, Deserialize)]
struct Links {
    #[serde(default)]
    movement: Option<String>,
    #[serde(default)]
    campaign: Option<String>,
    #[serde(default)]
    task: Option<String>,
}

#[derive(Deserialize)]
struct DemoNomination {
    id: String,
    unit: String,
    author: String,
    award: String,
    nominee: Nominee,
    kind: String,
    period: PeriodText,
    achievements: String,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Nominee {
    #[serde(default)]
    person: Option<String>,
    #[serde(default)]
    unit: Option<String>,
}

#[derive(Deserialize)]
struct PeriodText {
    from: String,
    to: String,
}
