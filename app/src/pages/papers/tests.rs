//! The data of papers through the templates of the project: what they say, and what they leave blank.

mod later;
mod proposed;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use thidua_domain::council::rows::{Case, Decision, Outcome, Session};
use thidua_domain::plan::Award;
use thidua_papers::paper::Paper;
use thidua_papers::schema::Kind;
use thidua_papers::{fill, template};
use thidua_sync::body;

use super::decision::Given;
use super::extract::{self, Extract};
use super::sitting::{Heard, Named, Office, Sitting};
use super::summary::{self, Initiative, Summary};
use super::{achievements, ballot, count, decision, invitation, minutes, nominees, submission};

/// The template with its data: all words in it, and the places left blank.
fn filled(kind: Kind, data: &Value) -> (Paper, String, Vec<String>) {
    let text = match kind {
        Kind::Submission => include_str!("../../../../public/papers/submission.json"),
        Kind::Nominees => include_str!("../../../../public/papers/nominees.json"),
        Kind::Achievements => include_str!("../../../../public/papers/achievements.json"),
        Kind::Minutes => include_str!("../../../../public/papers/minutes.json"),
        Kind::Count => include_str!("../../../../public/papers/count.json"),
        Kind::Ballot => include_str!("../../../../public/papers/ballot.json"),
        Kind::Decision => include_str!("../../../../public/papers/decision.json"),
        Kind::Invitation => include_str!("../../../../public/papers/invitation.json"),
        Kind::Extract => include_str!("../../../../public/papers/extract.json"),
        Kind::Summary => include_str!("../../../../public/papers/summary.json"),
        Kind::Proposal => include_str!("../../../../public/papers/proposal.json"),
        Kind::Collective => include_str!("../../../../public/papers/collective.json"),
        Kind::Revocation => include_str!("../../../../public/papers/revocation.json"),
        Kind::Correction => include_str!("../../../../public/papers/correction.json"),
    };
    let filled = fill::fill(&template::read(text).unwrap(), data);
    let words = format!("{:?}", filled.paper);
    (filled.paper, words, filled.gaps.into_iter().map(|gap| gap.path).collect())
}

fn holds(kind: Kind, data: &Value, words: &[&str], gaps: &[&str]) {
    let (_, said, blank) = filled(kind, data);
    for part in words {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert_eq!(blank, gaps, "{kind:?}");
}

fn named(name: &str, post: &str) -> Named {
    Named { name: name.into(), post: post.into() }
}

#[test]
fn the_papers_that_have_templates_are_those_of_the_schema() {
    let names: Vec<&str> = Kind::ALL.into_iter().map(Kind::name).collect();
    assert_eq!(names, thidua_domain::template::KINDS);
}

fn office() -> Office {
    Office {
        name: "Thi hành án dân sự tỉnh Nghệ An".into(), parent: "Cục Quản lý Thi hành án dân sự".into()
    }
}

fn award(id: &str, name: &str, class: &str, level: &str) -> Award {
    let value = json!({
        "id": id, "name": name, "class": class, "subject": "both", "level": level, "decided_by": "", "legal": "", "verified": true,
    });
    body::typed(&value).unwrap()
}

fn heard(name: &str, award: Award, outcome: Option<(u32, u32, u32, bool)>) -> Heard {
    let case: Case = body::typed(&json!({
        "session": "s", "nomination": "n", "unit": "u", "author": "a", "order": 1, "seq": 1,
        "dossier": { "person": "p", "award": award.id, "achievements": "Hoàn thành tốt nhiệm vụ." },
        "nominee": { "name": name, "post": "Chấp hành viên", "unit": "u" }, "state": "taken", "taken": { "by": "a", "at": 1 },
    }))
    .unwrap();
    let outcome = outcome.map(|(yes, no, abstain, passed)| {
        let value = json!({
            "session": "s", "case": "s.n", "ballot": "", "method": "confidential",
            "cast": { "yes": yes, "no": no, "abstain": abstain }, "opinions": { "yes": 0, "no": 0, "abstain": 0 },
            "opinions_count": false, "not_cast": 0, "electors": yes + no + abstain, "base": 4, "percent": 80, "needed": 3,
            "yes": yes, "quorum": true, "passed": passed, "warnings": [], "late": 0,
        });
        body::typed::<Outcome>(&value).unwrap()
    });
    let notes = vec![(named("Trần Đức Thắng", ""), "nhất trí.".to_owned())];
    Heard { case, award: Some(award), unit: "Phòng khu vực 3".into(), method: None, outcome, notes }
}

/// Of four members one is away and one has sent a deputy.
fn sitting(state: &str, heard: Vec<Heard>) -> Sitting {
    let session: Session = body::typed(&json!({
        "unit": "u", "title": "Phiên 1", "year": 2026, "rules": "r", "when": 1_793_845_800_000_i64, "place": "Phòng họp tầng 2",
        "mode": "meeting", "agenda": "Nghe báo cáo\n\nBỏ phiếu", "members": [
            { "person": "a", "role": "chair" }, { "person": "b", "role": "secretary" }, { "person": "c", "role": "member" },
            { "person": "d", "role": "member" },
        ],
        "present": ["a", "b", "x"], "proxies": [{ "member": "c", "deputy": "x", "paper": "Giấy ủy quyền số 5" }],
        "state": state, "quorum": { "numerator": 2, "denominator": 3, "needed": 3, "present": 3, "reached": true },
        "minutes": "Thống nhất đề nghị.", "convened": { "by": "b", "at": 1 },
        "opened": { "by": "a", "at": 1_793_846_400_000_i64 }, "closed": { "by": "a", "at": 1_793_853_600_000_i64 },
    }))
    .unwrap();
    let people = [
        ("a", named("Phạm Xuân Trường", "Trưởng Thi hành án dân sự tỉnh")),
        ("b", named("Võ Đình Nam", "Phó Trưởng phòng")),
        ("c", named("Hoàng Thị Nga", "Trưởng phòng khu vực 2")),
        ("d", named("Phan Văn Long", "Phó Trưởng phòng khu vực 2")),
        ("x", named("Lê Thị Hồng Nhung", "Chuyên viên")),
    ];
    let people: BTreeMap<String, Named> = people.into_iter().map(|(id, named)| (id.to_owned(), named)).collect();
    let basis = json!([{ "number": "06/2022/QH15", "name": "Luật Thi đua, khen thưởng", "issued": "2022-06-15" }, { "number": "1", "name": "Khác", "verified": false }]);
    Sitting { office: office(), session, people, heard, basis: body::typed(&basis).unwrap() }
}

fn whole() -> Sitting {
    let own = || award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit");
    let above = award("bkbt", "Bằng khen của Bộ trưởng Bộ Tư pháp", "form", "ministry");
    sitting(
        "closed",
        vec![
            heard("Nguyễn Thị Hạnh", own(), Some((4, 0, 0, true))),
            heard("Trần Quốc Việt", own(), Some((2, 1, 1, false))),
            heard("Lê Văn Đức", above, Some((4, 0, 0, true))),
        ],
    )
}

#[test]
fn minutes_tell_who_was_there_and_each_vote() {
    let words = [
        "Thời gian bắt đầu: 09 giờ 40, ngày 05 tháng 11 năm 2026.",
        "có mặt: 03/04 thành viên",
        "Đồng chí Lê Thị Hồng Nhung, Chuyên viên - dự thay đồng chí Hoàng Thị Nga theo Giấy ủy quyền số 5",
        "Đồng chí Hoàng Thị Nga, Trưởng phòng khu vực 2 (ủy quyền cho đồng chí Lê Thị Hồng Nhung)",
        "Đồng chí Phan Văn Long, Phó Trưởng phòng khu vực 2",
        "Danh hiệu “Chiến sĩ thi đua cơ sở” (tỷ lệ phiếu đồng ý cần đạt: 80%)",
        "100,00%",
        "Không đạt (01 không biểu quyết)",
        "Đồng chí Trần Đức Thắng, về hồ sơ của Nguyễn Thị Hạnh: nhất trí.",
        "Thống nhất đề nghị.",
        "bỏ phiếu kín",
        "kết thúc vào 11 giờ 40",
    ];
    holds(Kind::Minutes, &minutes::data(&whole()), &words, &["report", "office.drafter"]);
}

#[test]
fn the_count_leaves_the_tellers_to_people() {
    let words =
        ["Số phiếu phát ra: 04; số phiếu thu về: 04", "số phiếu không hợp lệ: 0", "Chấp hành viên, Phòng khu vực 3"];
    holds(Kind::Count, &count::data(&whole()), &words, &["tellers"]);
    assert!(!count::has_any(&sitting("open", Vec::new())));
}

#[test]
fn figures_of_ballots_that_differ_stay_blank() {
    let own = || award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit");
    let heard = vec![heard("A", own(), Some((4, 0, 0, true))), heard("B", own(), Some((3, 0, 0, true)))];
    let (_, _, gaps) = filled(Kind::Count, &count::data(&sitting("closed", heard)));
    assert!(gaps.contains(&"ballots.issued".to_owned()), "{gaps:?}");
}

#[test]
fn a_ballot_holds_what_waits_for_a_vote() {
    let own = || award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit");
    let all = vec![heard("Nguyễn Thị Hạnh", own(), None), heard("Trần Quốc Việt", own(), Some((4, 0, 0, true)))];
    let data = ballot::data(&sitting("open", all));
    holds(
        Kind::Ballot,
        &data,
        &["\"Xét, đề nghị khen thưởng năm 2026\"", "Nguyễn Thị Hạnh", "không ký, không ghi tên"],
        &[],
    );
    assert!(!data.to_string().contains("Trần Quốc Việt"));
}

#[test]
fn an_invitation_names_the_members_and_the_agenda() {
    let words = [
        "Đồng chí Võ Đình Nam, Phó Trưởng phòng, Ủy viên, Thư ký Hội đồng",
        "Thời gian: 09 giờ 30",
        "Nghe báo cáo",
        "Bỏ phiếu",
    ];
    let gaps = ["office.code", "office.place", "office.drafter", "signer.post", "signer.name"];
    let (_, _, blank) = filled(Kind::Invitation, &invitation::data(&sitting("preparing", Vec::new())));
    let mut blank: Vec<&str> = blank.iter().map(String::as_str).collect();
    blank.sort_unstable();
    let mut sorted = gaps;
    sorted.sort_unstable();
    assert_eq!(blank, sorted);
    let (_, said, _) = filled(Kind::Invitation, &invitation::data(&sitting("preparing", Vec::new())));
    words.iter().for_each(|part| assert!(said.contains(part), "{part} is not in {said}"));
}

#[test]
fn only_what_a_body_above_decides_is_submitted() {
    let data = submission::data(&whole());
    let (_, said, gaps) = filled(Kind::Submission, &data);
    for part in [
        "Bằng khen của Bộ trưởng Bộ Tư pháp: 01 cá nhân",
        "từ 100,00% trở lên",
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(!said.contains("Chiến sĩ thi đua cơ sở") && !said.contains("Khác"), "{said}");
    assert!(gaps.contains(&"to".to_owned()) && !gaps.contains(&"grounds".to_owned()), "{gaps:?}");
}

#[test]
fn after_the_session_the_list_holds_what_passed() {
    let data = nominees::data(&whole());
    let (_, said, _) = filled(Kind::Nominees, &data);
    for part in ["Nguyễn Thị Hạnh", "04/04", "Hoàn thành tốt nhiệm vụ.", "Danh sách gồm 02 cá nhân"]
    {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(!said.contains("Trần Quốc Việt"));
}

fn given(published: bool) -> Given {
    let entry = |name: &str, amount: Value, pays: bool| {
        json!({
            "nomination": "n", "subject": { "person": "p" }, "name": name, "post": "Chấp hành viên", "unit": "u", "award": "cstd",
            "year": 2026, "ground": "cong_trang", "amount": amount, "pays": pays,
        })
    };
    let mut value = json!({
        "kind": "award", "unit": "u", "session": "s", "title": "Về việc khen thưởng năm 2026", "staged": { "by": "a", "at": 1 },
        "entries": [entry("Nguyễn Thị Hạnh", json!(2_530_000), true), entry("Lê Văn Đức", json!(760_000), false)],
    });
    if published {
        value["published"] = json!({ "by": "a", "at": 2 });
        value["number"] = json!("9/QĐ-THADS");
        value["day"] = json!("2026-11-12");
        value["place"] = json!("Nghệ An");
        value["signer"] =
            json!({ "person": "a", "name": "Phạm Xuân Trường", "post": "Trưởng Thi hành án dân sự tỉnh" });
    }
    let decision: Decision = body::typed(&value).unwrap();
    Given {
        office: office(),
        entries: decision.entries.clone(),
        decision,
        year: Some(2026),
        session_day: Some("2026-11-05".into()),
        awards: [("cstd".to_owned(), award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit"))].into(),
        units: [("u".to_owned(), "Phòng khu vực 3".to_owned())].into(),
        basis: Vec::new(),
        link: "https://thidua.example.vn/de-nghi/bang-vang/d".into(),
    }
}

#[test]
fn a_decision_names_number_day_and_money_once_they_are_given() {
    let (paper, said, gaps) = filled(Kind::Decision, &decision::data(&given(true)));
    for part in [
        "2.530.000 đồng",
        "TRƯỞNG THI HÀNH ÁN DÂN SỰ TỈNH",
        "ngày 12 tháng 11 năm 2026",
        "cho 02 cá nhân",
        "Như Điều 4",
        "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng Thi hành án dân sự tỉnh Nghệ An ngày 05 tháng 11 năm 2026",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert_eq!(paper.head.subject, "Về việc khen thưởng năm 2026");
    assert!(!said.contains("760.000"), "what another title pays more than is not paid");
    assert_eq!((paper.head.number.as_deref(), paper.head.code.as_deref()), (Some("9"), Some("QĐ-THADS")));
    assert!(["mandate", "grounds", "fund"].iter().all(|blank| gaps.contains(&(*blank).to_owned())), "{gaps:?}");

    let mut deputy = given(true);
    deputy.decision.signer.iter_mut().for_each(|one| one.post = "Phó Trưởng Thi hành án dân sự tỉnh".into());
    let (paper, _, gaps) = filled(Kind::Decision, &decision::data(&deputy));
    let lines: Vec<&str> = paper.signatures.iter().flat_map(|one| one.lines.iter().map(String::as_str)).collect();
    assert_eq!(lines, ["KT. TRƯỞNG THI HÀNH ÁN DÂN SỰ TỈNH", "Phó Trưởng Thi hành án dân sự tỉnh"]);
    assert!(!gaps.contains(&"authority".to_owned()), "{gaps:?}");

    let (paper, _, gaps) = filled(Kind::Decision, &decision::data(&given(false)));
    assert_eq!(paper.head.number, None);
    assert!(gaps.contains(&"signer.name".to_owned()) && gaps.contains(&"authority".to_owned()), "{gaps:?}");
}

#[test]
fn a_report_says_what_is_known_of_a_person() {
    let person = json!({ "family": "Nguyễn", "middle": "Thị", "given": "Hạnh", "post": "Chấp hành viên", "unit": "u", "gender": "nu" });
    let report = achievements::Report {
        office: office(),
        whom: achievements::Whom::Person(body::typed(&person).unwrap()),
        award: Some(award("cstd", "Chiến sĩ thi đua cơ sở", "title", "unit")),
        year: Some(2026),
        achievements: "Thi hành xong 118 việc.".into(),
        grades: Vec::new(),
        titles: vec![achievements::Line {
            year: 2025,
            what: "Lao động tiên tiến".into(),
            decision: "Quyết định số 330".into(),
        }],
        commendations: Vec::new(),
    };
    let (_, said, gaps) = filled(Kind::Achievements, &achievements::data(&report));
    for part in [
        "tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2026",
        "giới tính: nữ",
        "Thi hành xong 118 việc.",
        "Quyết định số 330",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    for blank in ["person.born", "person.home", "duties", "grades"] {
        assert!(gaps.contains(&blank.to_owned()), "{blank} is not in {gaps:?}");
    }
}

#[test]
fn a_file_has_a_plain_name() {
    let check = |title: &str, file: &str| assert_eq!(super::file_name(Kind::Minutes, title), file);
    check("Phiên họp tháng 11/2026", "bien-ban-hop-phien-hop-thang-11-2026.docx");
    check("  ", "bien-ban-hop.docx");
    check("../Đợt 1", "bien-ban-hop-dot-1.docx");
}

#[test]
fn an_extract_says_what_one_person_got_and_leaves_its_own_signature_open() {
    let given = given(true);
    let award = given.awards.get("cstd").cloned();
    let own = |entry: &thidua_domain::council::rows::Entry| (award.clone(), entry.clone());
    let extract = Extract {
        office: office(),
        number: given.decision.number.clone(),
        post: "Chấp hành viên, Phòng khu vực 3".into(),
        given: given.entries.iter().take(1).map(own).collect(),
        decision: given.decision.clone(),
    };
    let data = extract::with_link(extract::data(&extract), "https://thidua.example.vn/de-nghi/bang-vang/d.n".into());
    let words = ["Nguyễn Thị Hạnh", "Chiến sĩ thi đua cơ sở", "tiền thưởng ", "2.530.000", "ngày 12 tháng 11 năm 2026"];
    holds(Kind::Extract, &data, &words, &["office.drafter", "signer.post", "signer.name"]);
    let (paper, said, _) = filled(Kind::Extract, &data);
    assert_eq!(paper.code.map(|code| code.text).as_deref(), Some("https://thidua.example.vn/de-nghi/bang-vang/d.n"));
    assert!(!said.contains("Lê Văn Đức") && !said.contains("Tổng số"), "{said}");
    assert_eq!(
        (paper.head.number, paper.head.code.as_deref()),
        (None, Some("GXN-THADS")),
        "its number is not the decision's"
    );
}

#[test]
fn the_code_of_a_decision_leads_to_its_page() {
    let (paper, ..) = filled(Kind::Decision, &decision::data(&given(true)));
    assert_eq!(paper.code.map(|code| code.text).as_deref(), Some("https://thidua.example.vn/de-nghi/bang-vang/d"));
}

#[test]
fn a_summary_has_a_table_for_what_there_is_and_words_for_what_there_is_not() {
    let line =
        |what: &str| achievements::Line { year: 2025, what: what.into(), decision: "Quyết định số 45".into() };
    let made = Summary {
        office: office(),
        name: "Nguyễn Thị Hạnh".into(),
        post: "Chấp hành viên".into(),
        unit: "Phòng khu vực 3".into(),
        by_day: chrono::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        titles: vec![line("Chiến sĩ thi đua cơ sở")],
        commendations: Vec::new(),
        grades: vec![line("Hoàn thành xuất sắc nhiệm vụ")],
        initiatives: vec![Initiative { name: "SK-7".into(), reach: "cấp cơ sở".into(), used: String::new() }],
    };
    let words = [
        "Chiến sĩ thi đua cơ sở",
        "Quyết định số 45",
        "Chưa có dữ liệu được ghi nhận.",
        "SK-7",
        "ngày 01 tháng 12 năm 2026",
    ];
    holds(Kind::Summary, &summary::data(&made), &words, &["office.place"]);
}
