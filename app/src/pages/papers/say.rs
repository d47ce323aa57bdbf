//! How papers write things. Papers are Vietnamese, whichever language the screens speak, so these words are no texts of the screens.

use chrono::{Datelike as _, NaiveDate};
use thidua_domain::council::rows::Seat;
use thidua_domain::date;
use thidua_domain::plan::{Award, AwardClass};
use thidua_domain::rate::Rate;
use thidua_domain::rules::Document;
use thidua_domain::rules::need::Level;
use thidua_sync::Millis;

pub const COUNCIL: &str = "Hội đồng Thi đua - Khen thưởng";
pub const PEOPLE: &str = "cá nhân";
pub const COLLECTIVES: &str = "tập thể";

pub fn season(year: i32) -> String {
    format!("năm {year}")
}

/// What a session of the council is about.
pub fn subject(year: i32) -> String {
    format!("xét, đề nghị khen thưởng {}", season(year))
}

/// `08 giờ 30`, in Viet Nam.
pub fn clock(at: Millis) -> String {
    date::clock(at).replace(':', " giờ ")
}

/// A local day as the data of papers has it.
pub fn day(at: Millis) -> String {
    date::today(at).to_string()
}

/// `90,91%`; empty without a whole.
pub fn share(part: u32, whole: u32) -> String {
    let rate = Rate { numerator: part.into(), denominator: whole.into() };
    rate.percent().map(|text| text.replace(' ', "")).unwrap_or_default()
}

pub fn seat(seat: Seat) -> &'static str {
    match seat {
        Seat::Chair => "Chủ tịch Hội đồng",
        Seat::Secretary => "Ủy viên, Thư ký Hội đồng",
        Seat::Member => "Ủy viên",
    }
}

/// How well a year's work was done.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::NotDone => "Không hoàn thành nhiệm vụ",
        Level::Done => "Hoàn thành nhiệm vụ",
        Level::Good => "Hoàn thành tốt nhiệm vụ",
        Level::Excellent => "Hoàn thành xuất sắc nhiệm vụ",
    }
}

/// An award as a heading: titles between quotation marks. What the catalogue does not have stays empty.
pub fn award(award: Option<&Award>) -> String {
    match award {
        Some(award) if award.class == AwardClass::Title => format!("Danh hiệu “{}”", award.name),
        Some(award) => award.name.clone(),
        None => String::new(),
    }
}

/// Post and unit in one line.
pub fn post(post: &str, unit: &str) -> String {
    [post, unit].into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether a post is a deputy's (cấp phó), who signs in place of the head.
pub fn is_deputy(post: &str) -> bool {
    post.trim().to_uppercase().starts_with("PHÓ ")
}

/// The head in whose name a signer decides: their own post, or of a deputy the one that `Phó` stands before. None where the post
/// does not tell it.
pub fn head(post: &str) -> Option<String> {
    let post = post.trim();
    if is_deputy(post) {
        let head = capital(&post.chars().skip("Phó ".chars().count()).collect::<String>());
        let upper = head.to_uppercase();
        let is_head = upper.contains("TRƯỞNG")
            || ["CHÁNH", "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHỦ TỊCH"].iter().any(|start| upper.starts_with(start));
        return is_head.then_some(head);
    }
    let upper = post.to_uppercase();
    let is_for_another = ["KT.", "TM.", "TL.", "TUQ.", "Q."].iter().any(|start| upper.starts_with(start));
    (!is_for_another).then(|| post.to_owned())
}

/// The text with a capital letter in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định …`, of documents that were read; what the
/// rule set notes about their validity is left out.
pub fn grounds(basis: &[Document]) -> Vec<String> {
    basis.iter().filter(|document| document.trust.verified).map(ground).collect()
}

/// A law has no number, nor an issuer. Of what else is not known who issued it and what it is about, its name is told.
fn ground(document: &Document) -> String {
    let ends = [", hết hiệu lực", ", hiệu lực", ", ngày "];
    let name = ends.into_iter().fold(document.name.as_str(), |name, end| name.split(end).next().unwrap_or_default());
    let name = name.trim();
    let number = format!("số {}", document.number);
    let issued = document.issued.map(dated).unwrap_or_default();
    let issuer = Some(&document.issuer).filter(|issuer| !issuer.is_empty()).map(|issuer| format!("của {issuer}"));
    let about = [issuer.unwrap_or_default(), document.title.clone()];
    let kinds = ["Nghị định", "Thông tư liên tịch", "Thông tư", "Quyết định", "Nghị quyết"];
    let numbered = kinds.into_iter().find_map(|kind| Some((kind, name.strip_prefix(kind)?)));
    let parts = match numbered {
        Some((kind, rest)) if about.iter().all(String::is_empty) => {
            vec![kind.into(), number, issued, rest.trim().into()]
        }
        Some((kind, _)) => [vec![kind.to_owned(), number, issued], about.to_vec()].concat(),
        None if ["Luật", "Bộ luật", "Pháp lệnh"].iter().any(|kind| name.starts_with(kind)) => {
            vec![name.into(), issued]
        }
        None => [vec![name.to_owned(), number, issued], about.to_vec()].concat(),
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("Căn cứ {}", parts.join(" "))
}

/// `ngày 05 tháng 01 năm 2026`: days below 10 and the months 1 and 2 take a 0 in front.
fn dated(day: NaiveDate) -> String {
    let month = if day.month() <= 2 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// A title within a line: `Về việc …` goes on as `về việc …`.
pub fn lower(title: &str) -> String {
    match title.strip_prefix("Về ") {
        Some(rest) => format!("về {rest}"),
        None => title.to_owned(),
    }
}

/// The number of a decision, and apart from it the code of the body that issues it: `45/QĐ-THADS` is 45 of THADS. Another number
/// stays as it is.
pub fn numbered(number: &str) -> (&str, Option<&str>) {
    let apart = number.trim().split_once("/QĐ-").filter(|(number, code)| !number.is_empty() && !code.is_empty());
    apart.map_or((number, None), |(number, code)| (number, Some(code)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use thidua_sync::body;

    use super::*;

    #[test]
    fn a_ground_has_number_day_issuer_and_subject_behind_its_kind() {
        let check = |document: Value, words: &str| {
            let document: Document = body::typed(&document).unwrap();
            assert_eq!(ground(&document), words);
        };
        check(
            json!({ "number": "06/2022/QH15", "name": "Luật Thi đua, khen thưởng", "issued": "2022-06-15" }),
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        );
        check(
            json!({
                "number": "15/2025/TT-BNV", "name": "Thông tư của Bộ Nội vụ", "issued": "2025-08-04",
                "issuer": "Bộ trưởng Bộ Nội vụ", "title": "quy định biện pháp thi hành Luật Thi đua, khen thưởng",
            }),
            "Căn cứ Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ quy định biện pháp thi hành Luật \
             Thi đua, khen thưởng",
        );
    }

    #[test]
    fn a_ground_of_which_less_is_known_tells_its_name_without_its_validity() {
        let check = |number: &str, name: &str, issued: Option<&str>, words: &str| {
            let document = json!({ "number": number, "name": name, "issued": issued });
            assert_eq!(ground(&body::typed(&document).unwrap()), words);
        };
        check("06/2022/QH15", "Luật Thi đua, khen thưởng", None, "Căn cứ Luật Thi đua, khen thưởng");
        check(
            "152/2025/NĐ-CP",
            "Nghị định quy định chi tiết Luật Thi đua, khen thưởng, hết hiệu lực từ 01/3/2027 (Điều 59–60)",
            None,
            "Căn cứ Nghị định số 152/2025/NĐ-CP quy định chi tiết Luật Thi đua, khen thưởng",
        );
        check(
            "14/2025/TT-BTP",
            "Thông tư của Bộ Tư pháp về Kỷ niệm chương, ngày 15/9/2025",
            Some("2025-09-15"),
            "Căn cứ Thông tư số 14/2025/TT-BTP ngày 15 tháng 9 năm 2025 của Bộ Tư pháp về Kỷ niệm chương",
        );
    }

    #[test]
    fn a_number_that_was_given_whole_tells_the_code() {
        assert_eq!(numbered("45/QĐ-THADS"), ("45", Some("THADS")));
        assert_eq!(numbered("9"), ("9", None));
        assert_eq!(numbered("12/2026/QĐ"), ("12/2026/QĐ", None));
        assert_eq!(numbered("/QĐ-THADS"), ("/QĐ-THADS", None));
    }

    #[test]
    fn a_deputy_decides_in_the_name_of_the_head() {
        let check = |post: &str, found: Option<&str>| assert_eq!(head(post).as_deref(), found, "{post}");
        check("Trưởng Thi hành án dân sự tỉnh Nghệ An", Some("Trưởng Thi hành án dân sự tỉnh Nghệ An"));
        check("Phó Trưởng Thi hành án dân sự tỉnh", Some("Trưởng Thi hành án dân sự tỉnh"));
        check("PHÓ CỤC TRƯỞNG", Some("CỤC TRƯỞNG"));
        check("Phó chánh Văn phòng", Some("Chánh Văn phòng"));
        check("Phó phòng", None);
        check("KT. TRƯỞNG THI HÀNH ÁN DÂN SỰ TỈNH", None);
        assert!(is_deputy("phó trưởng phòng") && !is_deputy("Trưởng phòng"));
    }

    #[test]
    fn shares_and_times_are_written_as_in_papers() {
        assert_eq!((share(10, 11), share(1, 0)), ("90,91%".into(), String::new()));
        assert_eq!(clock(1_793_845_800_000), "09 giờ 30");
    }
}
