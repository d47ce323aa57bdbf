//! Papers made by hand: what stands in the XML.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use thidua_papers::docx::docx;
use thidua_papers::paper::{
    Align, Annex, Block, Column, Day, Ending, Head, Issued, Page, Paper, Row, Signature, Table, plain,
};

fn paper() -> Paper {
    Paper {
        head: Head {
            parent_body: Some("Cục Quản lý THADS".into()),
            body: "Thi hành án dân sự tỉnh Nghệ An".into(),
            code: Some("QĐ-THADS".into()),
            number: Some("5".into()),
            place: Some("Nghệ An".into()),
            issued: Issued::On(Day::new(2026, 1, 5).unwrap()),
            type_name: "Quyết định".into(),
            subject: "Về việc khen thưởng".into(),
        },
        to: Vec::new(),
        body: vec![Block::Paragraph(plain("Nội dung."))],
        ending: Ending::Mark,
        recipients: vec!["Như trên".into(), "Lưu: VT, TCCB".into()],
        signatures: vec![signature("Trưởng")],
        code: None,
        annexes: Vec::new(),
    }
}

fn signature(line: &str) -> Signature {
    Signature { lines: vec![line.into()], hint: None, other_post: None, name: Some("Phạm Xuân Trường".into()) }
}

fn annex(page: Page) -> Annex {
    let body = vec![Block::Dotted(2)];
    Annex {
        label: Some("Phụ lục".into()), title: "Mẫu".into(), subject: None, note: "(Kèm theo)".into(), page, body
    }
}

/// Every piece is there, in this order.
fn check(paper: &Paper, pieces: &[&str]) {
    let bytes = docx(paper);
    common::well_formed(&bytes);
    let xml = common::part(&bytes, "word/document.xml");
    let mut rest = xml.as_str();
    for piece in pieces {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("{piece} is not there, or not in its place")).1;
    }
}

fn lacks(paper: &Paper, piece: &str) {
    assert!(!common::part(&docx(paper), "word/document.xml").contains(piece), "{piece}");
}

#[test]
fn the_head_stands_in_its_order() {
    let words = ["CỤC QUẢN LÝ THADS", "THI HÀNH ÁN DÂN SỰ<", "TỈNH NGHỆ AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"];
    let more = ["Độc lập - Tự do - Hạnh phúc", "Số: 05/QĐ-THADS", "Nghệ An, ngày 05 tháng 01 năm 2026", "QUYẾT ĐỊNH"];
    check(&paper(), &[words, more].concat());
}

#[test]
fn a_number_that_was_given_whole_stands_as_it_is() {
    let mut paper = paper();
    paper.head.number = Some(" 12/QyĐ-VP ".into());
    check(&paper, &["Số: 12/QyĐ-VP<"]);
}

#[test]
fn a_paper_without_code_and_place_has_no_line_for_them() {
    let mut paper = paper();
    (paper.head.code, paper.head.place) = (None, None);
    lacks(&paper, "Số:");
    lacks(&paper, "ngày");
}

#[test]
fn one_addressee_stands_in_the_line_and_several_below() {
    let mut paper = paper();
    paper.to = vec!["Bộ Tư pháp".into()];
    check(&paper, &["Kính gửi: Bộ Tư pháp<"]);
    paper.to.push("Cục Quản lý Thi hành án dân sự".into());
    check(&paper, &["Kính gửi:<", "- Bộ Tư pháp;<", "- Cục Quản lý Thi hành án dân sự.<"]);
}

#[test]
fn authority_and_posts_are_in_capitals_above_the_name() {
    let mut paper = paper();
    paper.signatures[0].lines = vec!["TM. Hội đồng".into(), "KT. Chủ tịch".into(), "Phó Chủ tịch".into()];
    paper.signatures[0].other_post = Some("Phó Trưởng Thi hành án dân sự tỉnh".into());
    let lines = ["TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"];
    check(&paper, &[&lines[..], &["PHÓ TRƯỞNG THI HÀNH ÁN DÂN SỰ TỈNH", "Phạm Xuân Trường"]].concat());
}

#[test]
fn recipients_stand_beside_one_signature_and_below_several() {
    let mut paper = paper();
    check(&paper, &["Nội dung./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT, TCCB.", "</w:tc>", "TRƯỞNG", "</w:tbl>"]);
    paper.signatures = vec![signature("Thư ký"), signature("Chủ trì")];
    check(&paper, &["THƯ KÝ", "</w:tc>", "CHỦ TRÌ", "</w:tbl>", "Nơi nhận:"]);
}

#[test]
fn several_annexes_are_numbered_and_count_their_own_pages() {
    let mut paper = paper();
    paper.annexes = vec![annex(Page::Landscape)];
    check(&paper, &["<w:titlePg/>", "Phụ lục<", "MẪU", "(Kèm theo)", "w:orient=\"landscape\"", "<w:titlePg/>"]);
    paper.annexes.push(annex(Page::Portrait));
    check(&paper, &["Phụ lục I<", "w:orient=\"landscape\"", "Phụ lục II<", "w:w=\"11906\"", "w:start=\"1\""]);
}

#[test]
fn columns_share_a_heading_and_rows_stay_whole() {
    let column = |title: &str, over: Option<&str>| Column {
        title: title.into(),
        over: over.map(str::to_owned),
        width: 40,
        align: Align::Centre,
    };
    let columns =
        vec![column("TT", None), column("Đồng ý", Some("Số phiếu")), column("Không đồng ý", Some("Số phiếu"))];
    let rows = vec![Row::Group(plain("I. Nhóm")), Row::Cells(vec![plain("1"), plain("09")])];
    let table = Block::Table(Table { columns, rows });
    let mut paper = paper();
    paper.body = vec![table.clone(), table];
    let heading = ["<w:tblHeader/>", "w:val=\"restart\"", "TT", "w:gridSpan w:val=\"2\"", "Số phiếu"];
    let titles = ["<w:tblHeader/>", "<w:vMerge/>", "Đồng ý", "Không đồng ý"];
    let content = ["<w:cantSplit/>", "w:gridSpan w:val=\"3\"", "I. Nhóm", "<w:cantSplit/>", "09", "</w:tbl><w:p>"];
    check(&paper, &[&heading[..], &titles, &content].concat());
}

#[test]
fn the_number_of_the_page_is_in_a_header_that_the_first_page_has_not() {
    let bytes = docx(&paper());
    assert!(common::part(&bytes, "word/header1.xml").contains("w:instr=\" PAGE \""));
    assert!(common::part(&bytes, "word/header1.xml").contains("w:val=\"center\""));
    assert!(!common::part(&bytes, "word/header2.xml").contains("PAGE"));
    check(&paper(), &["w:type=\"default\" r:id=\"rId3\"", "w:type=\"first\" r:id=\"rId4\""]);
}
