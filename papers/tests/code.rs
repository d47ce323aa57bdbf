//! The code of a paper: what a phone reads from it, and which papers have one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use serde_json::{Value, json};
use thidua_papers::docx::docx;
use thidua_papers::fill::fill;
use thidua_papers::template::read;

fn document(name: &str, data: &Value) -> Vec<u8> {
    docx(&fill(&common::template(name), data).paper)
}

/// What the picture in a document says; none where it has no picture.
fn said(docx: &[u8]) -> Option<String> {
    let bytes = common::file(docx, "word/media/code.png")?;
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Grayscale, png::BitDepth::One));
    let width = usize::try_from(frame.width).unwrap();
    let bit = |at: usize| (pixels[at / 8] >> (7 - at % 8) & 1) * 255;
    let luma: Vec<u8> = (0..width * width).map(bit).collect();
    // Four light modules of eight pixels all around.
    for at in 0..width {
        for edge in [at, 31 * width + at, at * width, at * width + 31, at * width + width - 32] {
            assert_eq!(luma[edge], 255, "the light edge");
        }
    }
    Some(common::code(&luma, width).unwrap())
}

#[test]
fn the_code_of_a_paper_says_its_address() {
    for name in ["decision", "extract"] {
        let data = common::sample(name);
        let bytes = document(name, &data);
        assert_eq!(said(&bytes).as_deref(), data["link"].as_str(), "{name}");
        let xml = common::part(&bytes, "word/document.xml");
        assert!(xml.contains("descr=\"Mã QR: Quyết định") && xml.contains("cx=\"900000\" cy=\"900000\""));
        assert!(common::part(&bytes, "word/_rels/document.xml.rels").contains("Id=\"rId5\""));
        let below = xml.split_once("Nơi nhận:").unwrap().1;
        assert!(below.contains("r:embed=\"rId5\""), "below the recipients");
    }
}

#[test]
fn a_paper_without_an_address_has_no_code() {
    for link in [Value::Null, json!(""), json!("  "), json!("a".repeat(1_000)), json!(["x"])] {
        let mut data = common::sample("decision");
        data["link"] = link.clone();
        let bytes = document("decision", &data);
        assert_eq!(said(&bytes), None, "{link}");
        assert!(!common::part(&bytes, "word/document.xml").contains("w:drawing"), "{link}");
        assert!(!common::part(&bytes, "word/_rels/document.xml.rels").contains("rId5"), "{link}");
    }
}

/// A template of before the codes.
#[test]
fn a_template_decides_whether_a_paper_has_one() {
    let mut template: Value = serde_json::from_str(&common::template_text("decision")).unwrap();
    template.as_object_mut().unwrap().remove("qr");
    let old = read(&template.to_string()).unwrap();
    assert_eq!(said(&docx(&fill(&old, &common::sample("decision")).paper)), None);

    template["qr"] = json!({ "text": "{link}" });
    assert_eq!(read(&template.to_string()).unwrap_err().to_string(), "qr.alt: is missing");
    template["qr"] = json!({ "text": "{nolink}", "alt": "x" });
    assert_eq!(read(&template.to_string()).unwrap_err().to_string(), "qr.text: unknown placeholder {nolink}");
    template["qr"] = json!({ "text": "{link}", "alt": "x", "size": 5 });
    assert_eq!(read(&template.to_string()).unwrap_err().to_string(), "qr: unknown key size");
}
