//! Spreadsheets as programs write them, and as they must not be.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const RELS: &str = r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="r"><workbookPr/><sheets>
    <sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Lịch sử &amp; khác" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
    <Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/>
    <Relationship Id="rId4" Type="http://x/sharedStrings" Target="./sharedStrings.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const SHARED: &str = r#"<sst><si><t>Họ và tên</t></si><si><r><t>Nguyễn </t></r><r><t xml:space="preserve">Thị
 Hạnh</t></r><rPh><t>x</t></rPh></si></sst>"#;

fn pack(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn book(workbook: &str, sheet: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", SHARED),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"),
        ("xl/worksheets/sheet2.xml", sheet),
    ])
}

fn sheet(rows: &str, after: &str) -> String {
    format!("<x:worksheet xmlns:x=\"m\"><x:sheetData>{rows}</x:sheetData>{after}</x:worksheet>")
}

/// Rows of the sheet in sight, with their lines.
#[track_caller]
fn check(rows: &str, after: &str, expected: &[(usize, &[&str])]) {
    let found = read(&book(WORKBOOK, &sheet(rows, after))).unwrap();
    assert_eq!((found.sheets.len(), found.hidden, found.sheets[0].name.as_str()), (1, 1, "Lịch sử & khác"));
    let records = found.sheets[0].records.iter();
    let found: Vec<(usize, Vec<&str>)> =
        records.map(|one| (one.line, one.cells.iter().map(String::as_str).collect())).collect();
    let expected: Vec<(usize, Vec<&str>)> = expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
    assert_eq!(found, expected);
}

#[test]
fn cells_are_what_the_person_sees() {
    check(
        r#"<x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2" t="s"><x:v>1</x:v></x:c><x:c r="D2" t="inlineStr"><x:is><x:t>a &lt;&#x1EC7;&gt;</x:t></x:is></x:c></x:row>
           <x:row r="4"><x:c r="A4" s="1"><x:v>44915</x:v></x:c><x:c r="B4" s="2"><x:v>44915.5</x:v></x:c><x:c r="C4"><x:v>2022</x:v></x:c><x:c r="D4" t="d"><x:v>2022-12-20</x:v></x:c></x:row>
           <x:row r="5"><x:c r="A5" t="str"><x:f>UPPER("x")</x:f><x:v>X</x:v></x:c><x:c r="B5"><x:f>1+1</x:f></x:c><x:c r="C5" t="e"><x:f>x</x:f><x:v>#N/A</x:v></x:c><x:c r="D5" t="b"><x:v>1</x:v></x:c></x:row>
           <x:row r="6"><x:c r="A6" s="1"/><x:c r="B6" t="s"><x:v>99</x:v></x:c></x:row>
           <x:row><x:c><x:v>1.5</x:v></x:c><x:c><x:v>4.4915E4</x:v></x:c></x:row>"#,
        "",
        &[
            (2, &["Họ và tên", "Nguyễn Thị Hạnh", "", "a <ệ>"]),
            (4, &["2022-12-20", "2022-12-20", "2022", "2022-12-20"]),
            (5, &["X", "#ERROR!", "#N/A", "TRUE"]),
            (7, &["1.5", "44915"]),
        ],
    );
}

#[test]
fn merged_cells_all_say_what_the_first_says() {
    check(
        r#"<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="C1"><x:v>3</x:v></x:c></x:row><x:row r="2"><x:c r="C2"><x:v>4</x:v></x:c></x:row><x:row r="3"><x:c r="C3"><x:v>5</x:v></x:c></x:row>"#,
        r#"<x:mergeCells><x:mergeCell ref="A1:B2"/><x:mergeCell ref="Z9:Z1"/><x:mergeCell ref="nonsense"/><x:mergeCell ref="A5:XFD1048576"/></x:mergeCells>"#,
        &[(1, &["1", "1", "3"]), (2, &["1", "1", "4"]), (3, &["", "", "5"])],
    );
}

#[test]
fn days_may_be_counted_from_1904() {
    let workbook = WORKBOOK.replace("<workbookPr/>", r#"<workbookPr date1904="1"/>"#);
    let rows = r#"<x:row r="1"><x:c r="A1" s="1"><x:v>43453</x:v></x:c></x:row>"#;
    let found = read(&book(&workbook, &sheet(rows, ""))).unwrap();
    assert_eq!(found.sheets[0].records[0].cells, ["2022-12-20"]);
}

#[test]
fn far_columns_and_many_rows_are_cut_off_where_it_can_be_told() {
    let row = |line: usize| {
        format!(r#"<x:row r="{line}"><x:c r="A{line}"><x:v>1</x:v></x:c><x:c r="XFD{line}"><x:v>2</x:v></x:c></x:row>"#)
    };
    let rows: String = (1..7_000).map(row).collect();
    let found = read(&book(WORKBOOK, &sheet(&rows, ""))).unwrap();
    assert!((5_001..6_000).contains(&found.sheets[0].records.len()));
    assert_eq!(found.sheets[0].records[0].cells, ["1"]);
}

#[test]
fn what_is_no_book_says_why() {
    let compound = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [COMPOUND, &[0; 600], &name].concat()
    };
    let good = book(WORKBOOK, &sheet("", ""));
    let entity = sheet("", "").replace("<x:sheetData>", "<x:sheetData>&much;");
    for (bytes, why) in [
        (compound("EncryptedPackage"), NoBook::Locked),
        (compound("Workbook"), NoBook::Old),
        (b"PK".to_vec(), NoBook::Broken),
        (good[..good.len() / 2].to_vec(), NoBook::Broken),
        (pack(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), NoBook::Broken),
        (book("<workbook/>", ""), NoBook::Broken),
        (book(WORKBOOK, "<x:worksheet><x:row></x:worksheet>"), NoBook::Broken),
        (book(WORKBOOK, &entity), NoBook::Broken),
        (book(WORKBOOK, &" ".repeat(65_000_000)), NoBook::Vast),
    ] {
        assert!(is_book(&bytes));
        assert_eq!(read(&bytes), Err(why));
    }
    assert!(read(&good).unwrap().sheets[0].records.is_empty());
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(at in 0_usize..4_000, byte: u8, cut in 0_usize..4_000) {
        let mut bytes = book(WORKBOOK, &sheet(r#"<x:row r="1"><x:c r="A1" s="1"><x:v>44915</x:v></x:c></x:row>"#, ""));
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes);
        let _ = read(&bytes[..cut.min(bytes.len())]);
    }

    /// Sheets that are near good ones: every piece at every place.
    #[test]
    fn no_sheet_makes_the_reader_panic(
        pieces in prop::collection::vec(
            r#"(<x:row r="[0-9]{0,22}">|</x:row>|<x:c r="[A-Z]{0,4}[0-9]{0,22}" s="[0-9]{0,3}" t="(s|e|d|b|str|inlineStr)?">|</x:c>|<x:v>|</x:v>|-?[0-9]{0,25}(\.[0-9]{0,5})?(E-?[0-9]{0,3})?|<x:is><x:t>|</x:t></x:is>|&amp;|&#x[0-9a-f]{0,6};|<x:mergeCell ref="[A-Z]{1,3}[0-9]{1,9}:[A-Z]{1,3}[0-9]{1,9}"/>|<x:f/>)"#,
            0..30,
        ),
    ) {
        let _ = read(&book(WORKBOOK, &sheet(&pieces.concat(), "")));
        let _ = cells::records(&pieces.concat(), &[], &Looks::default());
    }
}
