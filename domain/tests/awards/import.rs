//! Histories out of tables: every row is reported, whatever is wrong with it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use thidua_domain::csv::read::Record;
use thidua_domain::history::fact::*;
use thidua_domain::history::import::{
    DryRun, Human, MOST_ROWS, Place, Prize, Register, State, dry_run, has_head, of_records,
};
use thidua_domain::history::{History, Subject, service};
use thidua_domain::nomination::Kind;
use thidua_domain::rules::RuleSet;
use thidua_domain::rules::need::{Level, Severity};

use crate::world::*;

const HEAD: &str = "Họ và tên;Đơn vị;Tập thể;Danh hiệu;Năm;Số quyết định;Ngày ký;Loại hình;Từ ngày;Đến ngày;Thu hồi";

fn humans() -> Vec<Human> {
    let human = |id: &str, name: &str, unit: &str| Human { id: id.into(), name: name.into(), unit: unit.into() };
    vec![
        human("an", "Hồ Sỹ An", "kv3"),
        human("hanh-nt", "Nguyễn Thị Hạnh", "kv3"),
        human("hoa-pv", "Phạm Văn Hòa", "kv3"),
        human("huong-nt", "Nguyễn Thị Hương", "na"),
        human("huong-nt2", "Nguyễn Thị Hương", "kv1"),
        human("nghia-ht", "Hà Trọng Nghĩa", "lc"),
    ]
}

fn places() -> Vec<Place> {
    let place = |id: &str, name: &str, short: &str, path: &[&str]| Place {
        id: id.into(),
        names: vec![name.into(), short.into()],
        path: path.iter().map(|id| (*id).to_owned()).collect(),
    };
    vec![
        place("na", "Thi hành án dân sự tỉnh Nghệ An", "THADS tỉnh Nghệ An", &["tw", "na"]),
        place("lc", "Thi hành án dân sự tỉnh Lào Cai", "THADS tỉnh Lào Cai", &["tw", "lc"]),
        place(
            "kv1",
            "Phòng Thi hành án dân sự khu vực 1 – Nghệ An",
            "Phòng THADS khu vực 1 – Nghệ An",
            &["tw", "na", "kv1"],
        ),
        place(
            "kv3",
            "Phòng Thi hành án dân sự khu vực 3 – Nghệ An",
            "Phòng THADS khu vực 3 – Nghệ An",
            &["tw", "na", "kv3"],
        ),
    ]
}

fn prizes() -> Vec<Prize> {
    let whose = |set: &thidua_domain::rules::AwardRule| set.routes.iter().map(|route| route.subject).collect();
    let one = |rule: thidua_domain::rules::AwardRule| {
        let whose = whose(&rule);
        Prize { id: rule.award, name: rule.name, class: rule.class, whose }
    };
    sets().remove(2).awards.into_iter().map(one).collect()
}

/// Hands a register of a small province to a reader.
fn with<T>(rules: &[RuleSet], history: &History, read: impl FnOnce(&Register<'_>) -> T) -> T {
    let (people, units, awards) = (humans(), places(), prizes());
    let mine = ["na", "kv1", "kv3"].map(str::to_owned).into_iter().collect::<BTreeSet<_>>();
    let today = day("2026-11-23");
    read(&Register { people: &people, units: &units, awards: &awards, rules, history, mine: &mine, today })
}

fn run(text: &str, history: &History) -> DryRun {
    with(&sets(), history, |register| dry_run(text.as_bytes(), register))
}

/// What is wrong, as line, column and code.
fn faults(found: &DryRun) -> Vec<(usize, &str, &str)> {
    let faults = found.faults.iter().chain(found.rows.iter().flat_map(|row| &row.faults));
    faults.map(|fault| (fault.line, fault.column, fault.code)).collect()
}

/// Reads rows under the usual heading, which is line 1.
#[track_caller]
fn check(rows: &str, expected: &[(usize, &str, &str)]) {
    check_against(&History::default(), rows, expected);
}

#[track_caller]
fn check_against(history: &History, rows: &str, expected: &[(usize, &str, &str)]) {
    let found = run(&format!("{HEAD}\n{rows}"), history);
    assert_eq!(faults(&found), expected, "{rows}");
    assert_eq!(found.titles().is_some(), expected.is_empty(), "a file with a fault gives nothing");
    assert_eq!(found.rows.len(), rows.lines().count(), "every row is reported");
}

/// What the one row under these cells becomes.
#[track_caller]
fn title(row: &str) -> Title {
    let found = run(&format!("{HEAD}\n{row}"), &History::default());
    assert_eq!(faults(&found), [], "{row}");
    found.titles().unwrap().pop().unwrap()
}

const GOOD: &str = "Hồ Sỹ An;;;LĐTT;2022;15/QĐ-CTHADS;20/12/2022;;;;\n";

#[test]
fn a_row_is_one_title() {
    let title = title(
        "Nguyễn Thị Hạnh;Phòng THADS khu vực 3 – Nghệ An;;Chiến sĩ thi đua cơ sở;2022;Quyết định số 16/QĐ-CTHADS;20/12/2022;Công trạng;01/10/2021;30/9/2022;05/01/2023",
    );
    let expected = Title {
        subject: Subject::Person("hanh-nt".into()),
        award: "cstd-cs".into(),
        year: 2022,
        period: Some(thidua_domain::plan::Span { from: day("2021-10-01"), to: day("2022-09-30") }),
        ground: Kind::CongTrang,
        decision: "16/QĐ-CTHADS".into(),
        day: day("2022-12-20"),
        revoked: Some(day("2023-01-05")),
    };
    assert_eq!(title, expected);
}

#[test]
fn people_and_collectives_are_found_by_what_they_are_called() {
    let whom = |person: &str, unit: &str, collective: &str, award: &str| {
        title(&format!("{person};{unit};{collective};{award};2022;1;20/12/2022;;;;")).subject.id().to_owned()
    };
    for (person, unit, id) in [
        ("hanh-nt", "", "hanh-nt"),
        ("HANH-NT", "", "hanh-nt"),
        ("nguyễn thị hạnh", "", "hanh-nt"),
        ("Nguyen Thi Hanh", "", "hanh-nt"),
        ("Phạm Văn Hoà", "", "hoa-pv"),
        ("Nguyễn Thị Hương", "THADS tỉnh Nghệ An", "huong-nt"),
        ("Nguyễn Thị Hương", "Phòng THADS khu vực 1", "huong-nt2"),
        ("Nguyễn Thị Hương", "kv1", "huong-nt2"),
        ("Hồ Sỹ An", "THADS tỉnh Nghệ An", "an"),
    ] {
        assert_eq!(whom(person, unit, "", "LĐTT"), id, "{person}, {unit}");
    }
    for collective in ["kv3", "phòng thads khu vực 3 - nghệ an", "Tập thể Phòng THADS khu vực 3 – Nghệ An"]
    {
        assert_eq!(whom("", "", collective, "TTLĐTT"), "kv3", "{collective}");
        assert_eq!(whom(collective, "", "", "TTLĐTT"), "kv3", "one column for both: {collective}");
    }
}

#[test]
fn awards_are_found_by_code_name_and_what_offices_write_short() {
    for (text, id) in [
        ("ldtt", "ldtt"),
        ("LĐTT", "ldtt"),
        ("Lao động tiên tiến", "ldtt"),
        ("Danh hiệu Lao động tiên tiến", "ldtt"),
        ("lao dong tien tien", "ldtt"),
        ("CSTĐCS", "cstd-cs"),
        ("CSTĐ cơ sở", "cstd-cs"),
        ("Chiến sỹ thi đua cơ sở", "cstd-cs"),
        ("CSTĐ toàn quốc", "cstd-tq"),
        ("GK", "giay-khen"),
        ("BK Bộ", "bk-bo"),
        ("Bằng khen Thủ tướng", "bk-ttg"),
        ("BK TTg", "bk-ttg"),
        ("Huân chương Lao động hạng Ba", "hcld-ba"),
        ("HCLĐ hạng Nhì", "hcld-nhi"),
        ("Kỷ niệm chương", "knc"),
    ] {
        let ground = if id == "knc" { "Cống hiến" } else { "" };
        assert_eq!(title(&format!("an;;;{text};2022;1;20/12/2022;{ground};;;")).award, id, "{text}");
    }
    check("an;;;BK;2022;1;20/12/2022;;;;", &[(2, "award", "award_ambiguous")]);
    let found = run(&format!("{HEAD}\nan;;;BK;2022;1;20/12/2022;;;;"), &History::default());
    assert_eq!(found.rows[0].faults[0].named, "Bằng khen của Bộ trưởng Bộ Tư pháp; Bằng khen của Thủ tướng Chính phủ");
}

#[test]
fn days_are_read_as_people_and_spreadsheets_write_them() {
    for text in [
        "20/12/2022",
        "20-12-2022",
        "20.12.2022",
        "20 / 12 / 2022",
        "2022-12-20",
        "2022-12-20T00:00:00",
        "2022-12-20 00:00:00",
        "ngày 20/12/2022",
        "44915",
    ] {
        assert_eq!(title(&format!("an;;;ldtt;2022;1;{text};;;;")).day, day("2022-12-20"), "{text}");
    }
    for year in ["2022", "năm 2022", "2022.0"] {
        assert_eq!(title(&format!("an;;;ldtt;{year};1;20/12/2022;;;;")).year, 2022, "{year}");
    }
    let whole = title("an;;;ldtt;2022;1;20/12/2022;;2022;2022;").period.unwrap();
    assert_eq!((whole.from, whole.to), (day("2022-01-01"), day("2022-12-31")), "a year alone is all of it");
    for text in ["31/02/2022", "2022", "12/2022", "20/12/22", "hôm qua", "99999999", "-1", "0/0/0"] {
        check(&format!("an;;;ldtt;2022;1;{text};;;;"), &[(2, "day", "date_unreal")]);
    }
}

#[test]
fn each_fault_is_reported_with_its_row_and_column() {
    for (row, expected) in [
        ("Trần Không Có;;;ldtt;2022;1;20/12/2022;;;;", &[("person", "person_unknown")][..]),
        ("Nguyễn Thị Hành;;;ldtt;2022;1;20/12/2022;;;;", &[("person", "person_spelled")]),
        ("Nguyễn Thị Hương;;;ldtt;2022;1;20/12/2022;;;;", &[("person", "person_ambiguous")]),
        ("Hồ Sỹ An;THADS tỉnh Lào Cai;;ldtt;2022;1;20/12/2022;;;;", &[("person", "person_elsewhere")]),
        ("Hà Trọng Nghĩa;;;ldtt;2022;1;20/12/2022;;;;", &[("person", "not_yours")]),
        (";;lc;ttldtt;2022;1;20/12/2022;;;;", &[("collective", "not_yours")]),
        (";;Phòng Không Có;ttldtt;2022;1;20/12/2022;;;;", &[("collective", "collective_unknown")]),
        (";;;ldtt;2022;1;20/12/2022;;;;", &[("person", "subject_missing")]),
        ("an;;kv3;ldtt;2022;1;20/12/2022;;;;", &[("person", "subject_twice")]),
        ("an;;;;2022;1;20/12/2022;;;;", &[("award", "award_missing")]),
        ("an;;;Anh hùng;2022;1;20/12/2022;;;;", &[("award", "award_unknown")]),
        ("an;;;ttldtt;2022;1;20/12/2022;;;;", &[("award", "award_of_others")]),
        ("an;;;ldtt;22;1;20/12/2022;;;;", &[("year", "year_unreal")]),
        ("an;;;ldtt;1944;1;20/12/2022;;;;", &[("year", "year_unreal")]),
        ("an;;;ldtt;2027;1;20/11/2026;;;;", &[("year", "year_future")]),
        ("an;;;ldtt;2022;1;;;;;", &[("day", "date_missing")]),
        ("an;;;ldtt;2022;1;24/11/2026;;;;", &[("day", "date_future")]),
        ("an;;;ldtt;1945;1;20/12/1944;;;;", &[("day", "date_too_early")]),
        ("an;;;ldtt;2022;1;31/12/2021;;;;", &[("day", "decided_before_its_year")]),
        ("an;;;ldtt;2022;;20/12/2022;;;;", &[("decision", "decision_missing")]),
        ("an;;;ldtt;2022;1;20/12/2022;x;;;", &[("ground", "ground_unknown")]),
        ("an;;;ldtt;2022;1;20/12/2022;;30/9/2022;01/10/2021;", &[("to", "period_broken")]),
        ("an;;;ldtt;2022;1;20/12/2022;;30/9/2022;;", &[("to", "period_broken")]),
        ("an;;;ldtt;2022;1;20/12/2022;;01/10/2021;31/12/2032;", &[("to", "period_after_decision")]),
        ("an;;;ldtt;2022;1;20/12/2022;;30/2/2022;2022;", &[("from", "date_unreal")]),
        ("an;;;ldtt;2022;1;20/12/2022;;;;19/12/2022", &[("revoked", "revoked_before_decided")]),
        ("an;;;#N/A;2022;#REF!;20/12/2022;;;;", &[("award", "cell_broken"), ("decision", "cell_broken")]),
        (
            "x;;;y;z;;w;;;;",
            &[
                ("person", "person_unknown"),
                ("award", "award_unknown"),
                ("year", "year_unreal"),
                ("decision", "decision_missing"),
                ("day", "date_unreal"),
            ],
        ),
    ] {
        let expected: Vec<_> = expected.iter().map(|(column, code)| (2, *column, *code)).collect();
        check(row, &expected);
    }
    let long = "1".repeat(201);
    check(&format!("an;;;ldtt;2022;{long};20/12/2022;;;;"), &[(2, "decision", "text_too_long")]);
}

#[test]
fn one_bad_row_keeps_all_others_back() {
    check(&format!("{GOOD}an;;;ldtt;2021;1;31/02/2022;;;;"), &[(3, "day", "date_unreal")]);
}

#[test]
fn what_is_known_and_what_stands_twice_is_told_and_not_taken_again() {
    let found = run(&format!("{HEAD}\n{}", GOOD.repeat(2)), &History::default());
    assert_eq!(found.rows.iter().map(|row| row.state).collect::<Vec<_>>(), [State::New, State::Double(2)]);
    let titles = found.titles().unwrap();
    assert_eq!(titles.len(), 1);
    let history = History::of(titles.into_iter().map(Fact::Title));
    let again = run(&format!("{HEAD}\nan;;;ldtt;2022;số 15/qđ - cthads;2022-12-20;;;;\n"), &history);
    assert_eq!((again.rows[0].state, again.titles()), (State::Known, Some(Vec::new())));
}

#[test]
fn contradictions_are_found_in_the_file_and_against_what_is_there() {
    check(&format!("{GOOD}an;;;ldtt;2022;2;21/12/2022;;;;"), &[(3, "year", "contradiction_row")]);
    let found = run(&format!("{HEAD}\n{GOOD}an;;;ldtt;2022;2;21/12/2022;;;;"), &History::default());
    let fault = &found.rows[1].faults[0];
    assert_eq!((fault.named.as_str(), fault.other), ("15/QĐ-CTHADS, 20/12/2022", Some(2)));
    // One was revoked, and another was given for it.
    check("an;;;ldtt;2022;1;20/12/2022;;;;05/01/2023\nan;;;ldtt;2022;2;21/01/2023;;;;", &[]);
    // A form may be given for more than one thing.
    check("an;;;gk;2022;1;20/12/2022;;;;\nan;;;gk;2022;2;21/12/2022;Chuyên đề;;;", &[]);
    check_against(&History::of([held(&an(), "ldtt", 2022)]), GOOD, &[(2, "year", "contradiction")]);
}

#[test]
fn what_the_rule_set_of_the_day_rules_out_is_a_fault() {
    let history = |fact| History::of([fact]);
    check_against(&history(rated(&an(), 2022, Level::Done)), GOOD, &[(2, "year", "rating_rules_out")]);
    check_against(&history(rated(&an(), 2022, Level::Good)), GOOD, &[]);
    check_against(&history(rated(&an(), 2021, Level::Done)), GOOD, &[]);
    let service = |post: &str| {
        let (person, post) = ("an".to_owned(), post.to_owned());
        Fact::Service(Service { person, post, from: day("2023-01-01"), to: None })
    };
    check_against(&history(service(service::ANY)), GOOD, &[(2, "year", "before_service")]);
    check_against(&history(service("vu-truong")), GOOD, &[]);
    // What is shipped asks for it unverified, which refuses no decision of the past.
    check_against(&history(disciplined("an", Severity::Warning, "2022-05-01")), GOOD, &[]);
    // A rule set that asks for a year without discipline.
    let mut rules = sets();
    let text =
        r#"{ "code": "ldtt.discipline", "article": "Điều 1", "need": { "kind": "no_discipline", "from": "warning" } }"#;
    rules[0].awards[0].routes[0].criteria.push(serde_json::from_str(text).unwrap());
    for (severity, on, expected) in [
        (Severity::Warning, "2022-05-01", &[(2, "year", "discipline_rules_out")][..]),
        (Severity::Reprimand, "2022-05-01", &[]),
        (Severity::Warning, "2021-05-01", &[]),
        (Severity::Warning, "2021-11-01", &[(2, "year", "discipline_rules_out")]),
        (Severity::Warning, "2022-12-25", &[]),
    ] {
        let until = (on == "2021-11-01").then_some("2022-10-31");
        let history = history(disciplined_until("an", severity, on, until));
        let found = with(&rules, &history, |register| dry_run(format!("{HEAD}\n{GOOD}").as_bytes(), register));
        assert_eq!(faults(&found), expected, "{severity:?} {on}");
    }
}

#[test]
fn headings_are_found_in_any_order_below_titles_and_above_numbers() {
    let text = "TỔNG CỤC THI HÀNH ÁN;;;;\n\nDANH SÁCH KHEN THƯỞNG;;;;\nSTT;Ngay ky (dd/mm/yyyy);SO QD;NAM;Danh hiệu thi đua;Họ tên;Ghi chú\n\
                (1);(2);(3);(4);(5);(6);(7)\n1;20/12/2022;1;2022;LĐTT;Hồ Sỹ An;x\n2;;;;;;\n";
    let found = run(text, &History::default());
    assert_eq!(faults(&found), []);
    assert_eq!((found.head, found.unread.as_slice()), (4, ["Ghi chú".to_owned()].as_slice()));
    assert_eq!(
        found.rows.iter().map(|row| (row.line, row.state)).collect::<Vec<_>>(),
        [(6, State::New), (7, State::Empty)]
    );
    let english = "day,decision,year,award,person\n20/12/2022,1,2022,ldtt,an\n";
    assert_eq!(run(english, &History::default()).titles().unwrap().len(), 1);
}

#[test]
fn what_is_no_table_is_one_fault() {
    for (text, code) in [
        ("", "table_empty"),
        (";;;\n;;", "table_empty"),
        ("\0", "encoding"),
        ("Họ tên,Danh hiệu\n\"x", "quote_open"),
        ("a;b;c\n1;2;3", "head_missing"),
        ("Họ tên;Danh hiệu;Năm;Số QĐ\nx", "column_missing"),
        ("Họ tên;Họ và tên;Danh hiệu;Năm;Số QĐ;Ngày\nx", "column_twice"),
        ("Họ tên;Danh hiệu;Năm;Số QĐ;Ngày\n", "rows_missing"),
        (
            "Họ tên;Danh hiệu;Năm;Số QĐ;Ngày\nan;ldtt;2021;1;20/12/2021\nHọ tên;Danh hiệu;Năm;Số QĐ;Ngày\nan;ldtt;2022;1;20/12/2022",
            "heading_twice",
        ),
    ] {
        let found = run(text, &History::default());
        assert_eq!(found.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [code], "{text}");
        assert_eq!(found.titles(), None);
    }
    let many = GOOD.repeat(MOST_ROWS + 1);
    assert_eq!(run(&format!("{HEAD}\n{many}"), &History::default()).faults[0].code, "too_many_rows");
    let wide = ";x".repeat(64);
    assert_eq!(run(&format!("{HEAD}{wide}\n{GOOD}"), &History::default()).faults[0].code, "too_many_columns");
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        with(&[], &History::default(), |register| dry_run(&bytes, register));
    }

    /// Tables that come near a good one, so that every cell is read: each row is reported, and a fault keeps all back.
    #[test]
    fn no_broken_table_makes_the_reader_panic(
        rows in prop::collection::vec(
            prop::collection::vec("(an|Nguyễn Thị Hương|kv3|LĐTT|BK|2022|-?[0-9]{1,11}|30/2/2022|20/12/2022|#N/A|\\PC{0,9})", 0..14),
            0..12,
        ),
    ) {
        let head = HEAD.split(';').map(str::to_owned).collect();
        let cells: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let records: Vec<Record> = cells.into_iter().enumerate().map(|(at, cells)| Record { line: at + 1, cells }).collect();
        let found = with(&sets(), &History::default(), |register| of_records(&records, register));
        prop_assert!(has_head(&records));
        prop_assert!(found.titles().is_none() || found.rows.iter().all(|row| row.title.is_some() || row.state == State::Empty));
        prop_assert!(!found.faults.is_empty() || found.rows.len() + 2 >= records.len());
        for row in &found.rows {
            prop_assert!(row.title.is_some() || !row.faults.is_empty() || row.state == State::Empty, "a row without a word: {row:?}");
        }
    }
}
