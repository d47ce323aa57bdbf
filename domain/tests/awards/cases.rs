//! Single cases that decide real dossiers, one by one.

use std::collections::BTreeSet;

use thidua_domain::eligibility::{Cure, Finding, NoRule, Question, judge};
use thidua_domain::history::fact::*;
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::Kind;
use thidua_domain::plan::AwardClass;
use thidua_domain::rate::Verdict::{self, CannotJudge, Met, NotMet};
use thidua_domain::rules::need::{Level, Reach, Severity};
use thidua_domain::rules::{rule_set, rule_set_on};

use crate::world::*;

fn find<'a, 'r>(findings: &'a [Finding<'r>], code: &str) -> Option<&'a Finding<'r>> {
    findings.iter().find_map(|finding| if finding.code == code { Some(finding) } else { find(&finding.parts, code) })
}

/// Judges by the set of the day on which is asked.
#[track_caller]
fn check(award: &str, (year, on): (i32, &str), facts: &[Fact], expected: Verdict) {
    let sets = sets();
    let set = rule_set_on(&sets, day(on)).unwrap();
    let subject = if award.starts_with("tt") || award.starts_with("co-") { room() } else { an() };
    let judgement = ask(set, award, &subject, term(year, on), &History::of(facts.to_vec()));
    assert_eq!(judgement.verdict, expected, "{award} on {on}: {:#?}", judgement.findings);
}

fn clear() -> Vec<Fact> {
    [Topic::Matters, Topic::Initiatives, Topic::Titles, Topic::Discipline, Topic::Members]
        .map(|topic| known(topic, 2027))
        .to_vec()
}

fn with(facts: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    clear().into_iter().chain(facts).collect()
}

#[test]
fn the_law_changes_at_midnight() {
    let excellent = |year| with([held(&an(), "ldtt", year), rated(&an(), year, Level::Excellent)]);
    check("cstd-cs", (2023, "2023-12-31"), &excellent(2023), NotMet);
    check("cstd-cs", (2023, "2024-01-01"), &excellent(2023), Met);
    let row = [2023, 2024].map(|year| held(&an(), "cstd-nganh", year));
    let national = with(row.into_iter().chain([initiative("sk-1", Reach::Nation, 2024, &[])]));
    check("cstd-tq", (2024, "2025-06-30"), &national, Met);
    check("cstd-tq", (2024, "2025-07-01"), &national, CannotJudge);
}

#[test]
fn a_decision_or_recognition_after_the_day_does_not_count_yet() {
    let facts = with([held(&an(), "ldtt", 2024), initiative("sk-1", Reach::Unit, 2024, &[])]);
    check("cstd-cs", (2024, "2024-12-20"), &facts, Met);
    check("cstd-cs", (2024, "2024-12-19"), &facts, NotMet);
}

#[test]
fn what_was_revoked_counts_until_that_day() {
    let mut revoked = title(&an(), "ldtt", 2024);
    revoked.revoked = Some(day("2025-03-01"));
    let facts = with([Fact::Title(revoked), initiative("sk-1", Reach::Unit, 2024, &[])]);
    check("cstd-cs", (2024, "2025-02-28"), &facts, Met);
    check("cstd-cs", (2024, "2025-03-01"), &facts, NotMet);
}

#[test]
fn dot_xuat_and_chuyen_de_never_count_toward_cong_trang() {
    for (ground, expected) in [(Kind::CongTrang, Met), (Kind::DotXuat, NotMet), (Kind::ChuyenDe, NotMet)] {
        let mut facts = clear();
        for year in [2023, 2024] {
            facts.push(Fact::Title(Title { ground, ..title(&an(), "cstd-cs", year) }));
        }
        for code in ["movement", "reach", "contribution"] {
            facts.push(answer(&an(), &format!("bk-bo.person.{code}"), 2024, false));
        }
        facts.push(rated(&an(), 2024, Level::Good));
        check("bk-bo", (2024, "2024-12-31"), &facts, expected);
    }
}

#[test]
fn an_initiative_serves_once() {
    let year = 2024;
    let one = |uses: &[_]| with([held(&an(), "ldtt", year), initiative("sk-1", Reach::Unit, 2023, uses)]);
    let on = (year, "2024-12-31");
    check("cstd-cs", on, &one(&[]), Met);
    let rated_good = |mut facts: Vec<Fact>| {
        facts.push(rated(&an(), year, Level::Good));
        facts
    };
    let form = [("bk-bo", AwardClass::Form, 2023)];
    let other_title = [("cstd-cs", AwardClass::Title, 2023)];
    check("cstd-cs", on, &rated_good(one(&form)), NotMet);
    check("cstd-cs", on, &rated_good(one(&other_title)), CannotJudge);
    for (told, expected) in [(true, Met), (false, NotMet)] {
        let mut facts = rated_good(one(&other_title));
        facts.push(answer(&an(), "cstd-cs.initiative", year, told));
        check("cstd-cs", on, &facts, expected);
    }
    let later = [("bk-bo", AwardClass::Form, 2025)];
    check("cstd-cs", on, &rated_good(one(&later)), Met);
}

#[test]
fn each_finding_says_what_was_found_and_what_helps() {
    let sets = sets();
    let facts = with([2024, 2026].map(|year| held(&an(), "cstd-cs", year)));
    let judgement = ask(&sets[2], "cstd-nganh", &an(), term(2026, "2026-12-31"), &History::of(facts));
    assert_eq!((judgement.rule_set, judgement.verdict), ("r3-152-2025", NotMet));
    let streak = find(&judgement.findings, "cstd-nganh.streak").unwrap();
    assert_eq!((streak.found.count, streak.found.of, streak.found.years.as_slice()), (2, Some(3), &[2026, 2024][..]));
    assert_eq!(streak.cure, Some(Cure::Wait { year: 2028 }));
    assert_eq!((streak.article, streak.verified), ("Điều 22 Luật Thi đua, khen thưởng số 06/2022/QH15", false));
    let initiative = find(&judgement.findings, "cstd-nganh.initiative").unwrap();
    assert_eq!(initiative.cure, Some(Cure::Recognise { reach: Reach::Ministry, more: 1 }));
    let open = History::of(with([matter(&an(), "2026-05-01", None)]));
    let judgement = ask(&sets[2], "ldtt", &an(), term(2026, "2026-12-31"), &open);
    let cures: Vec<_> = judgement.findings.iter().map(|finding| finding.cure.clone()).collect();
    let enter = Cure::Enter { topic: Topic::Ratings, years: vec![2026] };
    assert_eq!(cures, [Some(enter), Some(Cure::Answer), None, Some(Cure::Settle { ids: vec!["don-1".into()] })]);
    assert!(serde_json::to_string(&judgement).unwrap().contains(r#""needed":{"kind":"no_open_complaint"}"#));
}

#[test]
fn of_whose_matters_are_not_read_here_nobody_says_that_there_are_none() {
    let sets = sets();
    let asked = |history: &History| {
        let judgement = ask(&sets[2], "ldtt", &an(), term(2026, "2026-12-31"), history);
        let one = find(&judgement.findings, "ldtt.open-matter").unwrap();
        (one.verdict, one.cure.clone())
    };
    let mut history = History::of(with([]));
    assert_eq!(asked(&history), (Met, None));
    history.read_matters_of(BTreeSet::new());
    assert_eq!(asked(&history), (CannotJudge, Some(Cure::AskLead)));
    history.read_matters_too(&an());
    assert_eq!(asked(&history), (Met, None));
    let mut told = History::of(with([matter(&an(), "2026-05-01", None)]));
    told.read_matters_of(BTreeSet::new());
    assert_eq!(asked(&told).0, NotMet, "what is there is there, whoever told it");
}

#[test]
fn bang_khen_of_the_prime_minister_has_its_ladder() {
    let ladder = |ratings: Level, titles: &[i32]| {
        let mut facts = with([held(&an(), "bk-bo", 2020)]);
        facts.extend((2020..=2024).map(|year| rated(&an(), year, ratings)));
        facts.extend(titles.iter().map(|year| held(&an(), "cstd-cs", *year)));
        facts.extend(["movement", "reach"].map(|code| answer(&an(), &format!("bk-ttg.person.{code}"), 2024, false)));
        facts
    };
    let on = (2024, "2024-12-31");
    check("bk-ttg", on, &ladder(Level::Good, &[2020, 2022, 2024]), Met);
    check("bk-ttg", on, &ladder(Level::Good, &[2020, 2021, 2022, 2023, 2024]), Met);
    check("bk-ttg", on, &ladder(Level::Good, &[2019, 2022, 2024]), NotMet);
    check("bk-ttg", on, &ladder(Level::Done, &[2020, 2022, 2024]), NotMet);
}

#[test]
fn the_medal_of_labour_waits_five_years_after_the_first_of_its_ladder() {
    let on = (2026, "2026-12-31");
    for (given, expected) in [(&[2021][..], Met), (&[2022], NotMet), (&[2021, 2025], Met), (&[], NotMet)] {
        let facts = given.iter().map(|year| held(&an(), "bk-ttg", *year));
        check("hcld-ba", on, &with(facts.chain([answer(&an(), "hcld-ba.person.text", 2026, true)])), expected);
    }
    check("hcld-ba", on, &with([held(&an(), "bk-ttg", 2021)]), CannotJudge);
    check("hcld-ba", on, &[known(Topic::Matters, 2026)], CannotJudge);
}

#[test]
fn cong_hien_is_months_in_a_post_with_a_third_less_for_women() {
    let sets = sets();
    for (gender, from, award, expected) in [
        (Some(Gender::Man), "2021-01-01", "hcld-ba", Met),
        (Some(Gender::Man), "2021-01-02", "hcld-ba", NotMet),
        (Some(Gender::Man), "2017-01-01", "hcld-ba", NotMet),
        (Some(Gender::Man), "2017-01-01", "hcld-nhi", Met),
        (Some(Gender::Woman), "2023-01-01", "hcld-ba", Met),
        (Some(Gender::Woman), "2023-01-02", "hcld-ba", NotMet),
        (None, "2023-01-01", "hcld-ba", CannotJudge),
        (None, "2021-01-01", "hcld-ba", Met),
        (Some(Gender::Woman), "2012-01-01", "hcld-nhat", Met),
    ] {
        let mut facts = with([known(Topic::Service, 2026)]);
        facts.extend(gender.map(|gender| Fact::Profile(Profile { person: "an".into(), gender })));
        facts.push(Fact::Service(Service { person: "an".into(), post: "vu-truong".into(), from: day(from), to: None }));
        let question = Question { award, subject: &an(), ground: Kind::CongHien, term: term(2026, "2026-12-31") };
        let judgement = judge(&sets[2], &question, &History::of(facts)).unwrap();
        assert_eq!(judgement.verdict, expected, "{gender:?} {from} {award}: {:#?}", judgement.findings);
    }
}

#[test]
fn the_medal_is_given_once() {
    let sets = sets();
    for (before, expected) in [(None, Met), (Some(2015), NotMet)] {
        let mut facts = with([known(Topic::Service, 2026)]);
        facts.extend(before.map(|year| Fact::Title(Title { ground: Kind::CongHien, ..title(&an(), "knc", year) })));
        facts.push(Fact::Service(Service {
            person: "an".into(),
            post: "head".into(),
            from: day("2021-01-01"),
            to: None,
        }));
        let question =
            Question { award: "knc", subject: &an(), ground: Kind::CongHien, term: term(2026, "2026-12-31") };
        assert_eq!(judge(&sets[2], &question, &History::of(facts)).unwrap().verdict, expected);
    }
}

#[test]
fn one_member_with_a_warning_keeps_a_collective_out() {
    let room_of = |extra: Vec<Fact>| {
        let mut facts = with([rated(&room(), 2024, Level::Good), answer(&room(), "ttldtt.movement", 2024, true)]);
        facts.extend([member("an", "2020-01-01", None), held(&an(), "cstd-cs", 2024)]);
        facts.extend(extra);
        facts
    };
    let on = (2024, "2024-12-31");
    // Who is CSTĐCS is LĐTT.
    check("ttldtt", on, &room_of(vec![]), Met);
    check("ttldtt", on, &room_of(vec![disciplined("an", Severity::Reprimand, "2024-05-01")]), Met);
    check("ttldtt", on, &room_of(vec![disciplined("an", Severity::Warning, "2024-05-01")]), NotMet);
    check("ttldtt", on, &room_of(vec![disciplined("an", Severity::Warning, "2023-12-31")]), Met);
    // Who left before the period's last day is no member.
    let left = [member("b", "2020-01-01", Some("2024-12-30")), disciplined("b", Severity::Beyond, "2024-05-01")];
    check("ttldtt", on, &room_of(left.to_vec()), Met);
}

#[test]
fn a_measure_keeps_somebody_out_until_its_term_is_over() {
    let year = |year: i32, measure: Fact| {
        let facts = with([rated(&an(), year, Level::Good), answer(&an(), "ldtt.spirit", year, true), measure]);
        let judgement = ask(set(2), "ldtt", &an(), term(year, &format!("{year}-12-20")), &History::of(facts));
        let finding = find(&judgement.findings, "ldtt.discipline").unwrap();
        assert!(!finding.verified, "no text was read that says so");
        (judgement.verdict, finding.found.ids.clone(), finding.cure.clone())
    };
    let measure = |until| disciplined_until("an", Severity::Reprimand, "2025-09-15", until);
    let out = |wait| (NotMet, vec!["kl-an".to_owned()], Some(Cure::Wait { year: wait }));
    assert_eq!(year(2025, measure(None)), out(2026));
    assert_eq!(year(2025, measure(Some("2026-09-14"))), out(2027));
    assert_eq!(year(2026, measure(Some("2026-09-14"))), out(2027));
    assert_eq!(year(2026, measure(Some("2025-12-31"))), (Met, vec![], None));
    assert_eq!(year(2026, measure(None)), (Met, vec![], None));
    // Of a measure after the day on which is asked nobody knew.
    let later = disciplined("an", Severity::Beyond, "2026-12-21");
    assert_eq!(year(2026, later), (Met, vec![], None));
}

#[test]
fn an_old_decision_is_judged_by_its_old_set_with_the_same_findings() {
    let sets = sets();
    let then =
        with([held(&an(), "ldtt", 2022), initiative("sk-1", Reach::Unit, 2022, &[]), rated(&an(), 2022, Level::Good)]);
    let on = term(2022, "2022-12-25");
    let pinned = rule_set_on(&sets, on.on).unwrap().id.clone();
    let old = ask(rule_set(&sets, &pinned).unwrap(), "cstd-cs", &an(), on, &History::of(then.clone()));
    assert_eq!((old.verdict, old.rule_set), (Met, "r1-91-2017"));
    let mut now = then;
    now.retain(|fact| !matches!(fact, Fact::Title(_) | Fact::Initiative(_)));
    let mut revoked = title(&an(), "ldtt", 2022);
    revoked.revoked = Some(day("2024-02-01"));
    let uses = [("cstd-cs", AwardClass::Title, 2022), ("bk-bo", AwardClass::Form, 2024)];
    now.extend([Fact::Title(revoked), initiative("sk-1", Reach::Unit, 2022, &uses), held(&an(), "cstd-cs", 2022)]);
    now.push(matter(&an(), "2025-01-01", None));
    let again = ask(rule_set(&sets, &pinned).unwrap(), "cstd-cs", &an(), on, &History::of(now.clone()));
    assert_eq!(again, old);
    // By the law of today, the same year would come out otherwise.
    now.retain(|fact| !matches!(fact, Fact::Initiative(_)));
    assert_eq!(ask(&sets[0], "cstd-cs", &an(), on, &History::of(now.clone())).verdict, NotMet);
}

#[test]
fn awards_for_others_have_no_answer() {
    let (sets, history) = (sets(), History::default());
    let ask = |award, subject: &Subject| {
        let question = Question { award, subject, ground: Kind::CongTrang, term: term_of(1) };
        judge(&sets[1], &question, &history).map(|judgement| judgement.verdict)
    };
    assert_eq!(ask("x", &an()), Err(NoRule::AwardUnknown));
    assert_eq!(ask("ttldtt", &an()), Err(NoRule::NotForThem));
    assert_eq!(ask("ldtt", &an()), Ok(CannotJudge));
}

#[test]
fn years_that_an_award_has_used_up_do_not_count_for_it_again() {
    let base = |given: Option<(i32, Option<(&str, &str)>)>| {
        let mut facts = with((2022..=2026).map(|year| held(&an(), "cstd-cs", year)));
        facts.extend((2022..=2026).map(|year| rated(&an(), year, Level::Good)));
        for code in ["movement", "reach", "contribution"] {
            facts.push(answer(&an(), &format!("bk-bo.person.{code}"), 2026, false));
        }
        facts.extend(given.map(|(year, period)| {
            let period = period.map(|(from, to)| thidua_domain::plan::Span { from: day(from), to: day(to) });
            Fact::Title(Title { period, ..title(&an(), "bk-bo", year) })
        }));
        facts
    };
    let on = (2026, "2026-12-31");
    check("bk-bo", on, &base(None), Met);
    check("bk-bo", on, &base(Some((2024, None))), Met);
    check("bk-bo", on, &base(Some((2025, None))), NotMet);
    check("bk-bo", on, &base(Some((2025, Some(("2022-10-01", "2024-09-30"))))), Met);
    check("bk-bo", on, &base(Some((2024, Some(("2022-10-01", "2025-09-30"))))), NotMet);
    // Without a period the clock starts at the decision's day, not at the year that it honours.
    let mut late = base(None);
    late.push(Fact::Title(Title { day: day("2025-03-15"), ..title(&an(), "bk-bo", 2024) }));
    check("bk-bo", on, &late, NotMet);
    let history = History::of(base(Some((2025, None))));
    let judgement = ask(set(2), "bk-bo", &an(), term(2026, "2026-12-31"), &history);
    let streak = find(&judgement.findings, "bk-bo.person.streak").unwrap();
    assert_eq!((streak.found.spent, streak.cure.clone()), (Some(2025), Some(Cure::Wait { year: 2027 })));
    assert_eq!(streak.fresh.map(|fresh| fresh.article.as_str()), Some("Khoản 7 Điều 33 Nghị định số 152/2025/NĐ-CP"));
}
