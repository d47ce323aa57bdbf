//! The templates and samples of the project, filled in and written.

mod common;

use common::{NAMES, part, sample, template};
use serde_json::{Value, json};
use thidua_papers::docx::docx;
use thidua_papers::fill::{Gap, Why, fill};
use thidua_papers::paper::Paper;
use thidua_papers::schema::Kind;
use thidua_papers::template::read;
use unicode_normalization::is_nfc;

fn paper(name: &str) -> Paper {
    fill(&template(name), &sample(name)).paper
}

fn document(name: &str) -> String {
    part(&docx(&paper(name)), "word/document.xml")
}

#[test]
fn every_kind_has_a_template_that_its_sample_fills_without_a_gap() {
    assert_eq!(NAMES, Kind::ALL.map(Kind::name));
    for name in NAMES {
        let template = template(name);
        assert_eq!(template.kind.name(), name);
        assert_eq!(fill(&template, &sample(name)).gaps, [], "{name}");
    }
}

#[test]
fn templates_and_samples_are_composed() {
    for name in NAMES {
        for text in [common::template_text(name), sample(name).to_string()] {
            assert!(is_nfc(&text), "{name}");
        }
    }
}

#[test]
fn every_part_is_well_formed() {
    for name in NAMES {
        common::well_formed(&docx(&paper(name)));
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(docx(&paper("decision")), docx(&paper("decision")));
}

#[test]
fn an_empty_object_shows_gaps_and_lists_them() {
    for name in NAMES {
        let filled = fill(&template(name), &json!({}));
        assert!(filled.gaps.contains(&Gap { path: "office.name".into(), why: Why::Absent }), "{name}");
        let bytes = docx(&filled.paper);
        common::well_formed(&bytes);
        assert!(part(&bytes, "word/document.xml").contains("…………"), "{name}");
    }
}

#[test]
fn what_is_missing_deep_inside_is_named() {
    let mut data = sample("decision");
    data["awards"][1]["items"][2]["name"] = Value::Null;
    data["session"] = json!([]);
    data["day"] = json!("2026-02-30");
    data["awards"][0]["count"] = json!("một");
    let gaps = fill(&template("decision"), &data).gaps;
    let gap = |path: &str, why| Gap { path: path.into(), why };
    let expected =
        [gap("day", Why::Unfit), gap("awards.1.count", Why::Unfit), gap("awards.2.items.3.name", Why::Absent)];
    assert_eq!(gaps, expected);
}

#[test]
fn without_number_and_day_there_is_room_to_write_them() {
    let mut data = sample("decision");
    data["number"] = Value::Null;
    data["day"] = json!("2026");
    let filled = fill(&template("decision"), &data);
    assert_eq!(filled.gaps, []);
    let xml = part(&docx(&filled.paper), "word/document.xml");
    assert!(xml.contains("Số: \u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}/QĐ-THADS"));
    assert!(xml.contains("năm 2026</w:t>"));
}

#[test]
fn a_decision_is_laid_out_as_the_decree_says() {
    let xml = document("decision");
    let check = |piece: &str| assert!(xml.contains(piece), "{piece} is not there");
    // A4; top and bottom 20 mm, left 30, right 15, in twips.
    check("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
    check("<w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\"");
    check("<w:titlePg/>");
    check("<w:pgNumType w:start=\"1\"/>");
    check("Số: 09/QĐ-THADS");
    check("Nghệ An, ngày 12 tháng 11 năm 2026");
    check("<w:b/><w:bCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr><w:t xml:space=\"preserve\">CỘNG HÒA");
    check("<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/></w:rPr><w:t xml:space=\"preserve\">Độc lập");
    check(
        "<w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr><w:t xml:space=\"preserve\">Nơi",
    );
    check("<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr><w:t xml:space=\"preserve\">- Như Điều 4;");
    check("- Lưu: VT, TCCB.");
    check("thi hành Quyết định này./.");
    check("(Kèm theo Quyết định số 09/QĐ-THADS ngày 12 tháng 11 năm 2026<");
    check("của Thi hành án dân sự tỉnh Nghệ An)");
    check("<w:cantSplit/><w:tblHeader/>");
    // The paper and its annex, each with pages of its own.
    assert_eq!(xml.matches("<w:sectPr>").count(), 2);
}

#[test]
fn nothing_names_another_font() {
    for name in NAMES {
        let bytes = docx(&paper(name));
        let all: String = common::PARTS.iter().map(|name| part(&bytes, name)).collect();
        assert_eq!(all.matches("rFonts").count(), 1, "{name}");
        assert_eq!(all.matches("Times New Roman").count(), 4, "{name}");
    }
}

#[test]
fn minutes_have_two_signatures() {
    let names: Vec<_> = paper("minutes").signatures.into_iter().map(|one| (one.lines.concat(), one.name)).collect();
    let one = |line: &str, name: &str| (line.to_owned(), Some(name.to_owned()));
    assert_eq!(names, [one("Thư ký", "Võ Đình Nam"), one("Chủ trì", "Phạm Xuân Trường")]);
}

#[test]
fn a_condition_chooses() {
    let mut data = sample("minutes");
    assert!(document("minutes").contains("bảo đảm điều kiện để Hội đồng họp"));
    data["quorum_met"] = json!(false);
    let xml = part(&docx(&fill(&template("minutes"), &data).paper), "word/document.xml");
    assert!(xml.contains("hoãn phiên họp") && !xml.contains("bảo đảm điều kiện để Hội đồng họp"));
}

#[test]
fn a_fault_names_the_block_and_what_is_wrong() {
    let check = |body: Value, says: &str| {
        let head = json!({ "body": "x", "type_name": "x", "subject": "x" });
        let text = json!({ "kind": "ballot", "head": head, "body": body }).to_string();
        assert_eq!(read(&text).map(|_| ()).map_err(|fault| fault.to_string()), Err(says.to_owned()));
    };
    let table = |columns: Value, rows: Value| json!([{ "table": { "columns": columns, "rows": rows } }]);
    check(json!([{ "ground": "a" }, { "ground": "{nobody}" }]), "body.2.ground: unknown placeholder {nobody}");
    check(json!([{ "paragraph": "{name}" }]), "body.1.paragraph: unknown placeholder {name}");
    check(json!([{ "paragraph": "{stt}" }]), "body.1.paragraph: unknown placeholder {stt}");
    check(json!([{ "paragraph": "{awards}" }]), "body.1.paragraph: {awards} is no text");
    check(
        json!([{ "paragraph": "{session.day:roman}" }]),
        "body.1.paragraph: {session.day:roman} cannot be written so",
    );
    check(json!([{ "paragraph": "{session.day" }]), "body.1.paragraph: a brace has no partner");
    check(json!([{ "paragraph": "**a" }]), "body.1.paragraph: a star has no partner");
    check(json!([{ "paragraph": 7 }]), "body.1.paragraph: needs a text");
    check(json!([{ "paragraf": "a" }]), "body.1: unknown key paragraf");
    check(json!([{ "paragraph": "a", "point": "b" }]), "body.1: unknown key paragraph");
    check(json!([{ "each": "session.subject", "do": [] }]), "body.1.each: session.subject is no list");
    check(json!([{ "each": "awards", "do": [{ "point": "{x}" }] }]), "body.1.do.1.point: unknown placeholder {x}");
    check(json!([{ "each": "awards" }]), "body.1.do: is missing");
    check(
        json!([{ "each": "awards", "do": [{ "each": "awards", "do": [] }] }]),
        "body.1.do.1.each: awards is no list of the items around it",
    );
    check(json!([{ "if": "secret", "do": [], "elze": [] }]), "body.1: unknown key elze");
    check(json!([{ "dotted": 100 }]), "body.1.dotted: needs an integer in its range");
    check(json!({}), "body: needs a list");
    check(table(json!([]), json!([])), "body.1.table.columns: needs a column");
    check(
        table(json!([{ "title": "a", "width": 100 }, { "title": "b", "width": 70 }]), json!([])),
        "body.1.table.columns: columns are 170 mm wide, the page has 165",
    );
    check(
        table(json!([{ "title": "a", "width": 100 }]), json!([{ "cells": ["a", "b"] }])),
        "body.1.table.rows.1.cells: 2 cells in a table of 1 columns",
    );
    let fault = |text: &str| read(text).map(|_| ()).map_err(|fault| fault.to_string()).unwrap_err();
    assert_eq!(fault("{\n  \"kind\" 1 }"), "not JSON at line 2, column 10");
    assert_eq!(fault("[]"), "needs an object");
    assert_eq!(fault("{\"kind\": \"letter\"}"), "kind: needs a kind of paper");
}
