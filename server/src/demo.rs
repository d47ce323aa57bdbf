//! The first contents of a demonstration: the 2022 plan and an invented organisation, by ordinary commands.

use serde_json::json;
use thidua_domain::seed;
use thidua_sync::store::StoreError;

use crate::accounts;
use crate::operator::{self, Done, Run, Step};
use crate::rules::Rules;
use crate::store::{self, Entry, Kind, Store};

const PLAN: &str = include_str!("../../public/plans/2022.json");
const CALENDAR: &str = include_str!("../../public/calendar/vn.json");
const RULES: [&str; 3] = [
    include_str!("../../public/rules/r1-91-2017.json"),
    include_str!("../../public/rules/r2-98-2023.json"),
    include_str!("../../public/rules/r3-152-2025.json"),
];
const ORGANISATION: &str = include_str!("../../public/demo/org.json");
/// One password for all; shown on the sign-in page, and only there, and only with `--demo`.
const PASSWORD: &str = "thi-dua-2022";
const MARK: &str = "demo";

/// Loads the demonstration when the database is empty. Answers the sign-in page's list when this database is one.
pub fn load(store: &dyn Store, rules: &Rules) -> Result<Option<String>, StoreError> {
    let broken = |error| StoreError::Broken(format!("the demonstration's documents: {error}"));
    let demo = seed::demo(ORGANISATION).map_err(broken)?;
    let (empty, ours) = store::read(store, |desk| {
        let empty = desk.head()?.seq == 0 && desk.entries(Kind::Account, None)?.is_empty();
        Ok((empty, desk.entry(Kind::Setting, MARK)?.is_some()))
    })?;
    if empty {
        let steps = demo.steps.iter().cloned();
        let law = RULES.into_iter().map(seed::rules).collect::<Result<Vec<_>, _>>().map_err(broken)?;
        let plan = [seed::plan(PLAN).map_err(broken)?];
        let rest = plan.into_iter().chain(seed::calendar(CALENDAR).map_err(broken)?).chain(law);
        let steps: Vec<Step> = steps.chain(rest).map(step).collect();
        let (hash, now) = (accounts::hash(PASSWORD), crate::now());
        let name = |person: &str| {
            let made = steps.iter().find(|step| step.kind == "person.create@1" && step.entity == person);
            let part = |part: &str| made.and_then(|made| made.args[part].as_str()).unwrap_or_default().to_string();
            [part("family"), part("middle"), part("given")].join(" ").replace("  ", " ")
        };
        let done = operator::run(store, rules, &steps, Run::Real, now, &mut |clerk| {
            for account in &demo.accounts {
                accounts::put(clerk, &account.login, &account.person, &name(&account.person), &hash, now)?;
            }
            let mark = Entry { id: MARK.into(), owner: String::new(), body: "{}".into() };
            clerk.put_entry(Kind::Setting, &mark)
        })?;
        if let Done::Refused(refused) = done {
            let first = refused.first().map(|refused| {
                let step = &steps[refused.step];
                format!("{} {}: {}", step.kind, step.entity, refused.refusal.code)
            });
            return Err(StoreError::Broken(format!("the demonstration was refused: {first:?}")));
        }
    }
    let page = json!({ "password": PASSWORD, "logins": demo.logins });
    Ok((empty || ours).then(|| page.to_string()))
}

fn step(step: seed::Step) -> Step {
    Step { who: step.who, kind: step.kind.into(), entity: step.entity, args: step.args }
}
