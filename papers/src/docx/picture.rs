//! The picture of a code, in the line where it is written (DrawingML).

use crate::xml::Xml;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

pub const NAMESPACES: [(&str, &str); 3] = [("xmlns:a", DRAWING), ("xmlns:pic", PICTURE), ("xmlns:wp", PLACED)];

/// How the document names the file.
pub const RELATION: &str = "rId5";

/// 25 mm, of which 36,000 parts are one.
const SIDE: &str = "900000";

pub fn write(xml: &mut Xml, alt: &str) {
    const SIZE: [(&str, &str); 2] = [("cx", SIDE), ("cy", SIDE)];
    xml.within("w:r", &[], |xml| {
        xml.within("w:drawing", &[], |xml| {
            let apart = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
            xml.within("wp:inline", &apart, |xml| {
                xml.empty("wp:extent", &SIZE);
                xml.empty("wp:docPr", &[("id", "1"), ("name", "QR"), ("descr", alt)]);
                xml.within("wp:cNvGraphicFramePr", &[], |xml| {
                    xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
                });
                xml.within("a:graphic", &[], |xml| {
                    xml.within("a:graphicData", &[("uri", PICTURE)], |xml| picture(xml, &SIZE));
                });
            });
        });
    });
}

fn picture(xml: &mut Xml, size: &[(&str, &str)]) {
    xml.within("pic:pic", &[], |xml| {
        xml.within("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", &[("id", "1"), ("name", "code.png")]);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.within("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", RELATION)]);
            xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.within("pic:spPr", &[], |xml| {
            xml.within("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                xml.empty("a:ext", size);
            });
            xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
        });
    });
}
