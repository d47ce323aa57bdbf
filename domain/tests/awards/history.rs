//! Histories: filed in any order, read out of CSV by whole files.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use thidua_domain::history::fact::*;
use thidua_domain::history::import::{COLUMNS, DryRun, Register, dry_run};
use thidua_domain::history::{History, Subject};
use thidua_domain::plan::AwardClass;
use thidua_domain::rules::need::{Level, Reach, Severity, Who};

use crate::world::*;

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn awards() -> BTreeMap<String, (AwardClass, BTreeSet<Who>)> {
    let rules = sets().remove(1).awards.into_iter();
    rules.map(|rule| (rule.award, (rule.class, rule.routes.iter().map(|route| route.subject).collect()))).collect()
}

fn run(bytes: &[u8], history: &History) -> DryRun {
    let (people, collectives, awards) = (set(&["hanh", "an"]), set(&["phong-1"]), awards());
    let register =
        Register { people: &people, collectives: &collectives, awards: &awards, history, today: day("2026-11-23") };
    dry_run(bytes, &register)
}

/// Reads rows under the usual heading; `expected` are line, column and code.
#[track_caller]
fn check(rows: &str, expected: &[(usize, &str, &str)]) {
    let text = format!("person,collective,award,year,decision,day,ground,from,to,revoked\n{rows}");
    let found = run(text.as_bytes(), &History::default());
    let faults = found.faults.iter().chain(found.rows.iter().flat_map(|row| &row.faults));
    let faults: Vec<_> = faults.map(|fault| (fault.line, fault.column, fault.code)).collect();
    assert_eq!(faults, expected, "{rows}");
    assert_eq!(found.titles().is_some(), expected.is_empty(), "a file with a fault gives nothing");
}

#[test]
fn a_good_file_gives_all_its_rows() {
    check(
        "hanh,,ldtt,2022,15/QĐ-CTHADS,20/12/2022,,,,\n\
         hanh,,giay-khen,2022,16/QĐ-CTHADS,20/12/2022,,,,\n\
         hanh,,giay-khen,2022,17/QĐ-CTHADS,2022-12-21,chuyen_de,,,\n\
         ,phong-1,ttldtt,2022,18/QĐ-CTHADS,20/12/2022,cong_trang,01/10/2021,30/9/2022,05/01/2023\n",
        &[],
    );
}

#[test]
fn each_fault_is_reported_with_its_row_and_column() {
    check("x,,ldtt,2022,1,20/12/2022,,,,", &[(2, "person", "person_unknown")]);
    check(",x,ttldtt,2022,1,20/12/2022,,,,", &[(2, "collective", "collective_unknown")]);
    check(",,ldtt,2022,1,20/12/2022,,,,", &[(2, "person", "subject_missing")]);
    check("an,phong-1,ldtt,2022,1,20/12/2022,,,,", &[(2, "person", "subject_twice")]);
    check("an,,x,2022,1,20/12/2022,,,,", &[(2, "award", "award_unknown")]);
    check("an,,ttldtt,2022,1,20/12/2022,,,,", &[(2, "award", "award_of_others")]);
    check("an,,ldtt,22,1,20/12/2022,,,,", &[(2, "year", "year_unreal")]);
    check("an,,ldtt,2022,1,30/2/2022,,,,", &[(2, "day", "date_unreal")]);
    check("an,,ldtt,2022,1,12/2022,,,,", &[(2, "day", "date_unreal")]);
    check("an,,ldtt,2022,1,,,,,", &[(2, "day", "date_missing")]);
    check("an,,ldtt,2022,1,24/11/2026,,,,", &[(2, "day", "date_future")]);
    check("an,,ldtt,2022,1,31/12/2021,,,,", &[(2, "day", "decided_before_its_year")]);
    check("an,,ldtt,2022,,20/12/2022,,,,", &[(2, "decision", "decision_missing")]);
    check("an,,ldtt,2022,1,20/12/2022,x,,,", &[(2, "ground", "ground_unknown")]);
    check("an,,ldtt,2022,1,20/12/2022,,30/9/2022,01/10/2021,", &[(2, "to", "period_broken")]);
    check("an,,ldtt,2022,1,20/12/2022,,,,19/12/2022", &[(2, "revoked", "revoked_before_decided")]);
    check(
        "x,,y,z,,w,,,,",
        &[
            (2, "person", "person_unknown"),
            (2, "award", "award_unknown"),
            (2, "year", "year_unreal"),
            (2, "day", "date_unreal"),
            (2, "decision", "decision_missing"),
        ],
    );
}

#[test]
fn doubles_and_contradictions_are_found_in_the_file_and_against_what_is_there() {
    let row = "an,,ldtt,2022,1,20/12/2022,,,,\n";
    check(&row.repeat(2), &[(3, "year", "duplicate")]);
    check(&format!("{row}an,,ldtt,2022,2,21/12/2022,,,,"), &[(3, "year", "contradiction")]);
    check(&format!("{row}an,,ldtt,2022,1,20/12/2022,chuyen_de,,,"), &[(3, "year", "contradiction")]);
    // One was revoked, and another was given for it.
    check("an,,ldtt,2022,1,20/12/2022,,,,05/01/2023\nan,,ldtt,2022,2,21/01/2023,,,,", &[]);
    let text = "person,award,year,decision,day\nan,ldtt,2022,1,20/12/2022\n";
    let titles = run(text.as_bytes(), &History::default()).titles().unwrap();
    let history = History::of(titles.into_iter().map(Fact::Title));
    assert_eq!(run(text.as_bytes(), &history).rows[0].faults[0].code, "duplicate");
}

#[test]
fn what_is_no_table_is_one_fault() {
    for (bytes, code) in [
        (&b""[..], "table_empty"),
        (b"\xff\xfe", "encoding"),
        (b"person,award\n\"x", "quote_open"),
        (b"person;award;year;decision\nx", "column_missing"),
        (b"person;person;award;year;decision;day\n", "column_twice"),
    ] {
        let found = run(bytes, &History::default());
        assert_eq!(found.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [code]);
        assert_eq!(found.titles(), None);
    }
}

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

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        run(&bytes, &History::default());
    }

    /// Bytes that come near a table, so that the rows are read as well.
    #[test]
    fn no_broken_table_makes_the_reader_panic(
        cells in prop::collection::vec(prop::collection::vec("(an|ldtt|2022|-?[0-9]{1,11}|30/2/2022|20/12/2022|[\"',;\r\n\t]|.{0,6})", 0..12), 0..12),
    ) {
        let rows: Vec<String> = cells.iter().map(|row| row.join(",")).collect();
        let text = format!("{}\n{}", COLUMNS.join(","), rows.join("\n"));
        let found = run(text.as_bytes(), &History::default());
        prop_assert!(found.titles().is_none() || found.rows.iter().all(|row| row.title.is_some()));
    }
}
