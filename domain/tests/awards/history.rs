//! Histories: filed in any order.

use thidua_domain::history::fact::*;
use thidua_domain::history::{History, Subject};
use thidua_domain::plan::AwardClass;
use thidua_domain::rules::need::{Level, Reach, Severity};

use crate::world::*;

#[test]
fn silence_is_an_answer_only_for_years_that_are_vouched_for() {
    let subject = Subject::Person("an".into());
    let known = |from, to, whose: Option<&Subject>| {
        Fact::Known(Known { subject: whose.cloned(), topic: Topic::Titles, from, to })
    };
    let history =
        History::of([known(Some(2020), 2021, None), known(None, 2019, Some(&subject)), known(Some(2023), 2024, None)]);
    let knows = |year| history.knows(&subject, Topic::Titles, year);
    assert_eq!([2010, 2019, 2021, 2022, 2024, 2025].map(knows), [true, true, true, false, true, false]);
    let all = |year| history.knows_all(&subject, Topic::Titles, year);
    assert_eq!([2019, 2021, 2022, 2024].map(all), [true, true, false, false]);
    assert!(!history.knows_all(&Subject::Person("hanh".into()), Topic::Titles, 2020));
    assert!(!history.knows(&subject, Topic::Ratings, 2020));
}

#[test]
fn facts_are_rows_that_read_back() {
    let facts = [
        held(&an(), "ldtt", 2022),
        initiative("sk-1", Reach::Ministry, 2022, &[("cstd-cs", AwardClass::Title, 2022)]),
        rated(&room(), 2022, Level::Good),
        disciplined("an", Severity::Warning, "2022-05-01"),
        matter(&an(), "2022-05-01", None),
        Fact::Service(Service { person: "an".into(), post: "head".into(), from: day("2020-01-01"), to: None }),
        member("an", "2020-01-01", Some("2022-12-31")),
        Fact::Profile(Profile { person: "an".into(), gender: Gender::Woman }),
        answer(&an(), "ldtt.spirit", 2022, true),
        known(Topic::Titles, 2022),
    ];
    for fact in facts {
        let text = serde_json::to_string(&fact).unwrap();
        assert_eq!(serde_json::from_str::<Fact>(&text).unwrap(), fact, "{text}");
    }
    let text = r#"{"fact":"title","subject":{"person":"an"},"award":"ldtt","year":2022,"ground":"cong_trang","decision":"ldtt/2022","day":"2022-12-20"}"#;
    assert_eq!(serde_json::from_str::<Fact>(text).unwrap(), held(&an(), "ldtt", 2022));
}

#[test]
fn months_of_service_count_no_day_twice() {
    let months = |spans: &[(&str, &str, Option<&str>)], posts: &[&str], on: &str| {
        let person = String::from("an");
        let facts = spans.iter().map(|(post, from, to)| {
            Fact::Service(Service { person: person.clone(), post: (*post).into(), from: day(from), to: to.map(day) })
        });
        let posts: Vec<String> = posts.iter().map(|post| (*post).to_owned()).collect();
        History::of(facts).file(&Subject::Person("an".into())).months(&posts, day(on))
    };
    let two = [("a", "2020-01-01", Some("2020-12-31")), ("b", "2020-07-01", Some("2021-06-30"))];
    assert_eq!(months(&two, &[], "2026-01-01"), 18);
    assert_eq!(months(&two, &["a"], "2026-01-01"), 12);
    assert_eq!(months(&two, &["b"], "2020-12-31"), 6);
    assert_eq!(months(&two, &["c"], "2026-01-01"), 0);
    assert_eq!(months(&[("a", "2020-03-15", None)], &[], "2020-04-13"), 0);
    assert_eq!(months(&[("a", "2020-03-15", None)], &[], "2020-04-14"), 1);
    assert_eq!(months(&[("a", "2020-01-01", Some("2020-06-30")), ("a", "2020-07-01", None)], &[], "2020-12-31"), 12);
    assert_eq!(months(&[("a", "2020-01-01", Some("2020-06-30")), ("a", "2020-08-01", None)], &[], "2020-12-31"), 11);
}
