//! What a unit proposes, and the report of a collective.

use serde_json::json;
use thidua_papers::schema::Kind;
use thidua_sync::body;

use super::super::achievements;
use super::super::proposal::{self, Nominee, Proposal};
use super::super::sitting::Office;
use super::{award, filled, holds, office};

#[test]
fn a_report_says_what_is_known_of_a_collective() {
    let line =
        |what: &str| achievements::Line { year: 2025, what: what.into(), decision: "Quyết định số 330".into() };
    let report = achievements::Report {
        office: Office { name: "Phòng khu vực 3".into(), parent: office().name },
        whom: achievements::Whom::Collective,
        award: Some(award("ttldxs", "Tập thể lao động xuất sắc", "title", "ministry")),
        year: Some(2026),
        achievements: "Thi hành xong 1.021 việc.".into(),
        grades: vec![line("Hoàn thành xuất sắc nhiệm vụ")],
        titles: vec![line("Tập thể lao động tiên tiến")],
        commendations: vec![line("Giấy khen")],
    };
    assert_eq!(report.name(), "Phòng khu vực 3");
    let words = [
        "Tên tập thể đề nghị: Phòng khu vực 3",
        "tặng danh hiệu “Tập thể lao động xuất sắc” năm 2026",
        "Thi hành xong 1.021 việc.",
        "Hoàn thành xuất sắc nhiệm vụ",
        "Tập thể lao động tiên tiến",
        "Giấy khen",
        "Quyết định số 330",
    ];
    let gaps = [
        "office.place",
        "collective.seat",
        "collective.founded",
        "collective.features",
        "duties",
        "measures",
        "policies",
        "organisations",
        "signer.post",
        "signer.name",
    ];
    holds(Kind::Collective, &achievements::data(&report), &words, &gaps);
}

fn proposal(nominees: Vec<Nominee>) -> Proposal {
    let basis = json!([{ "number": "06/2022/QH15", "name": "Luật Thi đua, khen thưởng", "issued": "2022-06-15" }]);
    Proposal {
        office: Office { name: "Phòng khu vực 3".into(), parent: office().name },
        year: 2026,
        nominees,
        basis: body::typed(&basis).unwrap(),
    }
}

fn nominee(name: &str, is_person: bool, endorsed: Option<(u32, &str)>) -> Nominee {
    let endorsed = endorsed.map(|(yes, on)| {
        body::typed(&json!({ "signed": { "by": "a", "at": 1 }, "on": on, "yes": yes, "of": 14 })).unwrap()
    });
    let award = if is_person {
        award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit")
    } else {
        award("ttldtt", "Tập thể lao động tiên tiến", "title", "unit")
    };
    let post = if is_person { "Chấp hành viên, Phòng khu vực 3".into() } else { String::new() };
    Nominee {
        award: Some(award),
        name: name.into(),
        post,
        is_person,
        achievements: "Thi hành xong 118 việc.".into(),
        endorsed,
    }
}

#[test]
fn a_unit_submits_what_it_proposes_with_its_list() {
    let day = "2026-10-02";
    let all = vec![
        nominee("Nguyễn Thị Hạnh", true, Some((13, day))),
        nominee("Trần Quốc Việt", true, Some((12, day))),
        nominee("Phòng khu vực 3", false, Some((14, day))),
    ];
    let made = proposal(all);
    let words = [
        "01 tập thể và 02 cá nhân",
        "Danh hiệu “Chiến sĩ thi đua cơ sở”: 02 cá nhân",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "ngày 02 tháng 10 năm 2026",
        "từ 85,71% số người dự họp trở lên",
        "Báo cáo thành tích của 01 tập thể và 02 cá nhân",
        "Nguyễn Thị Hạnh",
        "Chấp hành viên, Phòng khu vực 3",
        "12/14",
        "Thi hành xong 118 việc.",
    ];
    let data = proposal::data(&made);
    let (paper, said, gaps) = filled(Kind::Proposal, &data);
    words.iter().for_each(|part| assert!(said.contains(part), "{part} is not in {said}"));
    assert_eq!(paper.annexes.len(), 1);
    assert!(gaps.contains(&"to".to_owned()) && !gaps.iter().any(|gap| gap.starts_with("meeting")), "{gaps:?}");

    let (_, said, _) = filled(Kind::Nominees, &proposal::list(&made));
    for part in ["Nguyễn Thị Hạnh", "Trần Quốc Việt", "13/14", "Danh sách gồm 01 tập thể và 02 cá nhân"]
    {
        assert!(said.contains(part), "{part} is not in {said}");
    }
}

#[test]
fn a_meeting_that_did_not_find_on_all_stays_blank() {
    let some = |second| {
        let all = vec![nominee("A", true, Some((13, "2026-10-02"))), nominee("B", true, second)];
        filled(Kind::Proposal, &proposal::data(&proposal(all))).2
    };
    let gaps = some(None);
    for blank in ["meeting.day", "meeting.result"] {
        assert!(gaps.contains(&blank.to_owned()), "{blank} is not in {gaps:?}");
    }
    let gaps = some(Some((14, "2026-10-05")));
    assert!(gaps.contains(&"meeting.day".to_owned()) && !gaps.contains(&"meeting.result".to_owned()), "{gaps:?}");
}
