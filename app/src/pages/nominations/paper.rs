//! The report of achievements (báo cáo thành tích) of a person or collective that is nominated.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::history::fact::Title;
use thidua_domain::nomination::Nomination;
use thidua_domain::org::{PERSON, Person};
use thidua_domain::plan::{AWARD, Award, AwardClass};
use thidua_papers::schema::Kind;
use thidua_sync::order;

use crate::components::card::Card;
use crate::pages::awards::known;
use crate::pages::papers::achievements::{self, Line, Report, Whom};
use crate::pages::papers::{PaperButtons, Wanted, rows, say};
use crate::state::App;
use crate::text::said;

#[component]
pub fn AchievementsPaper(app: App, record: Nomination) -> impl IntoView {
    let kind = if record.person.is_some() { Kind::Achievements } else { Kind::Collective };
    let record = StoredValue::new(record);
    let wanted = move |_| {
        let (report, unit) = record.with_value(|record| report(app, record))?;
        Some(Wanted { title: report.name(), unit, data: achievements::data(&report) })
    };
    view! {
        <Card title=said("paper-title")>
            <PaperButtons kinds=Signal::stored(vec![kind]) wanted/>
        </Card>
    }
}

/// What is known of whom it puts forward, and the unit whose paper it is.
fn report(app: App, record: &Nomination) -> Option<(Report, String)> {
    let (person, collective) =
        (record.person.as_deref().unwrap_or_default(), record.collective.as_deref().unwrap_or_default());
    let subject = known::subject(person, collective)?;
    let (whom, unit) = match &subject {
        Subject::Person(id) => {
            let person = app.row::<Person>(PERSON, id)?;
            let unit = person.unit.clone();
            (Whom::Person(person), unit)
        }
        Subject::Collective(id) => (Whom::Collective, id.clone()),
    };
    let history = known::history(app);
    let file = history.file(&subject);
    let today = known::today(app);
    let mut given: Vec<(&Title, Award)> = file
        .titles
        .iter()
        .filter(|title| title.stands_on(today))
        .filter_map(|title| Some((title, app.row::<Award>(AWARD, &title.award)?)))
        .collect();
    order::sort_by_key(&mut given, |(title, _)| (title.year, title.day));
    let (titles, commendations): (Vec<_>, Vec<_>) =
        given.into_iter().partition(|(_, award)| award.class == AwardClass::Title);
    let mut grades: Vec<Line> = file
        .ratings
        .iter()
        .map(|rated| Line { year: rated.year, what: say::level(rated.level).to_owned(), decision: String::new() })
        .collect();
    order::sort_by_key(&mut grades, |line| line.year);
    let report = Report {
        office: rows::office(app, &unit),
        whom,
        award: app.row::<Award>(AWARD, &record.award),
        year: record.to.or(record.from).map(When::year),
        achievements: record.achievements.clone(),
        grades,
        titles: titles.into_iter().map(line).collect(),
        commendations: commendations.into_iter().map(line).collect(),
    };
    Some((report, unit))
}

fn line((title, award): (&Title, Award)) -> Line {
    let decision = format!("Quyết định số {} ngày {}", title.decision, When::Day(title.day));
    Line { year: title.year, what: award.name, decision }
}
