//! Decisions about what another one gave.

use std::collections::BTreeMap;

use serde_json::json;
use thidua_domain::council::rows::{Decision, Entry};
use thidua_papers::schema::Kind;
use thidua_sync::body;

use super::super::change::{self, Change};
use super::super::decision::{self, Given};
use super::{filled, given, holds};

/// What a later decision does with the first entry of `given`.
fn later(kind: &str, reason: &str, ground: &str) -> Given {
    let mut given = given(true);
    given.decision.kind = body::typed(&json!(kind)).unwrap();
    given.decision.number = "21/QĐ-THADS".into();
    given.decision.of = Some("d".into());
    given.decision.reason = Some(reason.into());
    given.decision.ground = Some(ground.into());
    given.entries.truncate(1);
    given
}

/// The decision that it is about.
fn original() -> Decision {
    let mut original = given(true).decision;
    original.number = "9/QĐ-THADS".into();
    original.title = "Về việc khen thưởng năm 2026".into();
    original
}

#[test]
fn a_revoking_decision_cites_the_original_its_ground_and_what_is_paid_back() {
    let given = later("revocation", "Kê khai không đúng.", "Căn cứ khoản 2 Điều 93 Luật Thi đua, khen thưởng");
    let change = Change { given, original: Some(original()), was: BTreeMap::new() };
    let data = change::revocation(&change);
    let words = [
        "Hủy bỏ Quyết định số 9/QĐ-THADS ngày 12 tháng 11 năm 2026",
        "về việc khen thưởng năm 2026 đối với 01 cá nhân",
        "\"Căn cứ khoản 2 Điều 93",
        "Nguyễn Thị Hạnh",
        "Chấp hành viên, Phòng khu vực 3",
        "Danh hiệu “Chiến sĩ thi đua cơ sở” năm 2026",
        "2.530.000 đồng",
        "Lý do: Kê khai không đúng.",
    ];
    holds(Kind::Revocation, &data, &words, &["mandate", "grounds", "executors", "office.drafter"]);
    let (paper, said, _) = filled(Kind::Revocation, &data);
    assert_eq!((paper.head.number.as_deref(), paper.head.code.as_deref()), (Some("21"), Some("QĐ-THADS")));
    assert!(!said.contains("Lê Văn Đức") && !said.contains("Căn cứ Căn cứ"), "{said}");

    let unknown = Change { original: None, ..change };
    let (_, _, gaps) = filled(Kind::Revocation, &change::revocation(&unknown));
    for blank in ["decision.number", "decision.day"] {
        assert!(gaps.contains(&blank.to_owned()), "{blank} is not in {gaps:?}");
    }
}

#[test]
fn a_correcting_decision_has_a_line_for_each_place_that_changes() {
    let given = later("correction", "Sai sót khi soạn thảo.", "khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP");
    let entry = given.entries.first().unwrap();
    let was = Entry { name: "Nguyễn Thị Hanh".into(), amount: Some(760_000), ..entry.clone() };
    let nomination = entry.nomination.clone();
    let change = Change { given, original: Some(original()), was: [(nomination, was)].into() };
    let data = change::correction(&change);
    let changes: Vec<&str> =
        data["changes"].as_array().unwrap().iter().filter_map(|one| one["what"].as_str()).collect();
    assert_eq!(changes, ["Họ và tên", "Tiền thưởng"], "post, award and year stay");
    let words = [
        "Sửa đổi Quyết định số 9/QĐ-THADS ngày 12 tháng 11 năm 2026",
        "Nguyễn Thị Hanh",
        "Nguyễn Thị Hạnh",
        "760.000 đồng",
        "2.530.000 đồng",
        "Căn cứ khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP",
        "Lý do: Sai sót khi soạn thảo.",
    ];
    holds(Kind::Correction, &data, &words, &["mandate", "grounds", "executors", "office.drafter"]);

    let unknown = Change { was: BTreeMap::new(), ..change };
    let (_, said, gaps) = filled(Kind::Correction, &change::correction(&unknown));
    assert!(said.contains("Nguyễn Thị Hạnh") && gaps.contains(&"changes.1.what".to_owned()), "{gaps:?}");
}

#[test]
fn awards_of_several_years_name_no_season() {
    let several = Given { year: None, ..given(true) };
    let (_, _, gaps) = filled(Kind::Decision, &decision::data(&several));
    assert!(gaps.contains(&"season".to_owned()), "{gaps:?}");
}
