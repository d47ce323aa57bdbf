//! How papers write things. Papers are Vietnamese, whichever language the screens speak, so these words are no texts of the screens.

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
        Seat::Secretary => "Ủy viên, Thư ký",
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

/// `Căn cứ Nghị định số 152/2025/NĐ-CP quy định …`, of documents that were read; what the rule set notes about their validity is
/// left out.
pub fn grounds(basis: &[Document]) -> Vec<String> {
    basis.iter().filter(|document| document.trust.verified).map(ground).collect()
}

fn ground(document: &Document) -> String {
    let name = document.name.split(", hết hiệu lực").next().unwrap_or_default().trim();
    let number = &document.number;
    for kind in ["Nghị định", "Thông tư", "Quyết định", "Nghị quyết"] {
        if let Some(rest) = name.strip_prefix(kind) {
            return format!("Căn cứ {kind} số {number}{rest}");
        }
    }
    format!("Căn cứ {name} số {number}")
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
    use thidua_domain::rules::Trust;

    use super::*;

    #[test]
    fn a_ground_has_its_number_behind_its_kind() {
        let check = |number: &str, name: &str, words: &str| {
            let trust = Trust { verified: true, source: String::new() };
            assert_eq!(ground(&Document { number: number.into(), name: name.into(), trust }), words);
        };
        check("06/2022/QH15", "Luật Thi đua, khen thưởng", "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15");
        check(
            "152/2025/NĐ-CP",
            "Nghị định quy định chi tiết Luật Thi đua, khen thưởng, hết hiệu lực từ 01/3/2027 (Điều 59–60)",
            "Căn cứ Nghị định số 152/2025/NĐ-CP quy định chi tiết Luật Thi đua, khen thưởng",
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
    fn shares_and_times_are_written_as_in_papers() {
        assert_eq!((share(10, 11), share(1, 0)), ("90,91%".into(), String::new()));
        assert_eq!(clock(1_793_845_800_000), "09 giờ 30");
    }
}
