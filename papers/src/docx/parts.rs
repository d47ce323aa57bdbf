//! The parts of the package, and how its pages are laid out.

use super::paragraph::{Face, Para};
use super::{body, head, picture, sign, size};
use crate::code;
use crate::measure::twips;
use crate::paper::{Align, Page, Paper};
use crate::xml::Xml;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Name and content of every part.
pub fn all(paper: &Paper) -> Vec<(&'static str, Vec<u8>)> {
    let drawn = paper.code.as_ref().and_then(|code| code::png(&code.text));
    let mut office = vec![
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("header", "header2.xml"),
    ];
    // The fifth, `picture::RELATION`.
    office.extend(drawn.is_some().then_some(("image", "media/code.png")));
    let texts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")], &["docProps/core.xml"])),
        ("docProps/core.xml", properties(paper)),
        ("word/document.xml", document(paper, drawn.is_some())),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", numbered_header()),
        ("word/header2.xml", bare_header()),
        ("word/_rels/document.xml.rels", relations(&office, &[])),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name, text.into_bytes()));
    texts.chain(drawn.map(|png| ("word/media/code.png", png))).collect()
}

fn document(paper: &Paper, has_picture: bool) -> String {
    let code = paper.code.as_ref().filter(|_| has_picture);
    let namespaces = [("xmlns:w", MAIN), ("xmlns:r", OFFICE)];
    let namespaces = if has_picture { [&namespaces[..], &picture::NAMESPACES].concat() } else { namespaces.to_vec() };
    let mut xml = Xml::part();
    xml.within("w:document", &namespaces, |xml| {
        xml.within("w:body", &[], |xml| {
            head::write(xml, paper);
            body::write(xml, &paper.body, paper.ending, Page::Portrait);
            sign::write(xml, paper, code);
            let mut page = Page::Portrait;
            for (at, annex) in (1..).zip(&paper.annexes) {
                // A section ends with the paragraph that holds its layout.
                Para::SMALLEST.section(xml, |xml| layout(xml, page));
                head::write_annex(xml, annex, (paper.annexes.len() > 1).then_some(at));
                body::write(xml, &annex.body, paper.ending, annex.page);
                page = annex.page;
            }
            Para::SMALLEST.write(xml, &[], Face::plain(1));
            layout(xml, page);
        });
    });
    xml.into_string()
}

/// A4, margins in millimetres: top and bottom 20, left 30, right 15. Sideways the paper is turned, and its margins with it.
fn layout(xml: &mut Xml, page: Page) {
    let [short, long, top, left, right, header] = [210, 297, 20, 30, 15, 10].map(|mm| twips(mm).to_string());
    xml.within("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId3")]);
        xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "rId4")]);
        xml.empty("w:type", &[("w:val", "nextPage")]);
        match page {
            Page::Portrait => xml.empty("w:pgSz", &[("w:w", &short), ("w:h", &long)]),
            Page::Landscape => xml.empty("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")]),
        }
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &top),
                ("w:left", &left),
                ("w:header", &header),
                ("w:footer", &header),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:pgNumType", &[("w:start", "1")]);
        // The first page of a section hides its number.
        xml.empty("w:titlePg", &[]);
    });
}

fn numbered_header() -> String {
    let mut xml = Xml::part();
    xml.within("w:hdr", &[("xmlns:w", MAIN)], |xml| {
        Para { align: Align::Centre, ..Para::TIGHT }.with(xml, |xml| {
            xml.within("w:fldSimple", &[("w:instr", " PAGE ")], |xml| Face::plain(size::PAGE).run(xml, "2"));
        });
    });
    xml.into_string()
}

fn bare_header() -> String {
    let mut xml = Xml::part();
    xml.within("w:hdr", &[("xmlns:w", MAIN)], |xml| Para::TIGHT.write(xml, &[], Face::plain(size::PAGE)));
    xml.into_string()
}

fn styles() -> String {
    const FONT: &str = "Times New Roman";
    let size = (size::TEXT * 2).to_string();
    let mut xml = Xml::part();
    xml.within("w:styles", &[("xmlns:w", MAIN)], |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    let fonts = [("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)];
                    xml.empty("w:rFonts", &fonts);
                    xml.empty("w:color", &[("w:val", "000000")]);
                    xml.empty("w:sz", &[("w:val", &size)]);
                    xml.empty("w:szCs", &[("w:val", &size)]);
                    xml.empty("w:lang", &[("w:val", "vi-VN"), ("w:eastAsia", "vi-VN"), ("w:bidi", "ar-SA")]);
                });
            });
            xml.within("w:pPrDefault", &[], |xml| {
                xml.within("w:pPr", &[], |xml| {
                    xml.empty("w:spacing", &[("w:after", "0"), ("w:line", "240"), ("w:lineRule", "auto")]);
                });
            });
        });
        xml.within("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.empty("w:name", &[("w:val", "Normal")]);
            xml.empty("w:qFormat", &[]);
        });
    });
    xml.into_string()
}

/// Laid out as by Word since 2013, which places the edge of a table at the margin.
fn settings() -> String {
    let mut xml = Xml::part();
    xml.within("w:settings", &[("xmlns:w", MAIN)], |xml| {
        xml.within("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
        });
    });
    xml.into_string()
}

/// The title, which a reader of the screen says aloud. No dates and no author: a paper tells nothing of its device.
fn properties(paper: &Paper) -> String {
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let title = format!("{} {}", paper.head.type_name, paper.head.subject).replace('\n', " ");
    let mut xml = Xml::part();
    xml.within("cp:coreProperties", &namespaces, |xml| {
        xml.within("dc:title", &[], |xml| xml.text(title.trim()));
        xml.within("dc:language", &[], |xml| xml.text("vi-VN"));
    });
    xml.into_string()
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let overrides = [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/settings.xml", format!("{WORD}.settings+xml")),
        ("/word/header1.xml", format!("{WORD}.header+xml")),
        ("/word/header2.xml", format!("{WORD}.header+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
    ];
    let mut xml = Xml::part();
    xml.within("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        xml.empty("Default", &[("Extension", "png"), ("ContentType", "image/png")]);
        for (part, kind) in &overrides {
            xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
        }
    });
    xml.into_string()
}

/// `rId1` and on, in this order: parts of the office, then the package's core properties.
fn relations(office: &[(&str, &str)], core: &[&str]) -> String {
    let office = office.iter().map(|(kind, target)| (format!("{OFFICE}/{kind}"), *target));
    let core = core.iter().map(|target| (format!("{PACKAGE}/relationships/metadata/core-properties"), *target));
    let mut xml = Xml::part();
    xml.within("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (at, (kind, target)) in (1..).zip(office.chain(core)) {
            xml.empty("Relationship", &[("Id", &format!("rId{at}")), ("Type", &kind), ("Target", target)]);
        }
    });
    xml.into_string()
}
