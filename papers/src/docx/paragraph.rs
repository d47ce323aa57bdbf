//! Paragraphs, the runs in them, and the rules below lines.

use crate::measure::twips;
use crate::paper::{Align, Look, Run};
use crate::xml::Xml;

/// How a paragraph is laid out; lengths in twips.
#[derive(Clone, Copy)]
pub struct Para {
    pub align: Align,
    pub first: u32,
    pub left: u32,
    pub right: u32,
    pub before: u32,
    pub after: u32,
    /// Stays on the page of what follows.
    pub keep: bool,
    pub line: Line,
    pub edge: Edge,
}

#[derive(Clone, Copy)]
pub enum Line {
    /// 240 parts are a single line.
    Times(u32),
    Exactly(u32),
}

#[derive(Clone, Copy, PartialEq)]
pub enum Edge {
    None,
    /// A line above, as long as the indents leave it.
    Rule,
    /// A tab runs to the right edge in dots.
    Dots(u32),
}

impl Para {
    /// A line that touches its neighbours.
    pub const TIGHT: Para = Para {
        align: Align::Left,
        first: 0,
        left: 0,
        right: 0,
        before: 0,
        after: 0,
        keep: false,
        line: Line::Times(240),
        edge: Edge::None,
    };
    /// Content: justified, first line indented by 1.27 cm, 6 points to the next.
    pub const TEXT: Para =
        Para { align: Align::Justified, first: 720, after: 120, line: Line::Times(264), ..Para::TIGHT };
    /// Holds what has to be in a paragraph and is not seen.
    pub const SMALLEST: Para = Para { line: Line::Exactly(20), ..Para::TIGHT };

    pub fn write(self, xml: &mut Xml, runs: &[Run], face: Face) {
        self.with(xml, |xml| face.runs(xml, runs));
    }

    pub fn with(self, xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
        xml.within("w:p", &[], |xml| {
            self.properties(xml, |_| {});
            inside(xml);
        });
    }

    /// The last paragraph of a section, which holds its layout.
    pub fn section(self, xml: &mut Xml, layout: impl FnOnce(&mut Xml)) {
        xml.within("w:p", &[], |xml| self.properties(xml, layout));
    }

    fn properties(self, xml: &mut Xml, last: impl FnOnce(&mut Xml)) {
        let [first, left, right] = [self.first, self.left, self.right].map(|twips| twips.to_string());
        let [before, after] = [self.before, self.after].map(|twips| twips.to_string());
        let (line, rule) = match self.line {
            Line::Times(line) => (line.to_string(), "auto"),
            Line::Exactly(line) => (line.to_string(), "exact"),
        };
        // The order of the elements is the schema's.
        xml.within("w:pPr", &[], |xml| {
            if self.keep {
                xml.empty("w:keepNext", &[]);
            }
            match self.edge {
                Edge::None => {}
                Edge::Rule => xml.within("w:pBdr", &[], |xml| {
                    let line = [("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")];
                    xml.empty("w:top", &line);
                }),
                Edge::Dots(at) => xml.within("w:tabs", &[], |xml| {
                    xml.empty("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", &at.to_string())]);
                }),
            }
            let spacing = [("w:before", &*before), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)];
            xml.empty("w:spacing", &spacing);
            if (self.first, self.left, self.right) != (0, 0, 0) {
                xml.empty("w:ind", &[("w:left", &left), ("w:right", &right), ("w:firstLine", &first)]);
            }
            xml.empty("w:jc", &[("w:val", word(self.align))]);
            last(xml);
        });
    }
}

fn word(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justified => "both",
    }
}

/// A rule of this length in the middle of an area, below a line.
pub fn rule(xml: &mut Xml, length: u32, area: u32, after: u32) {
    let side = area.saturating_sub(length) / 2;
    Para { left: side, right: side, before: 40, after, edge: Edge::Rule, line: Line::Exactly(40), ..Para::TIGHT }
        .write(xml, &[], Face::plain(1));
}

/// A line of dots across the page, to be written on.
pub fn dots(xml: &mut Xml, millimetres: u16, face: Face) {
    Para { after: 120, edge: Edge::Dots(twips(millimetres)), ..Para::TIGHT }.with(xml, |xml| face.run(xml, "\t"));
}

/// How letters look; the font is the document's.
#[derive(Clone, Copy)]
pub struct Face {
    /// Points.
    pub size: u32,
    pub bold: bool,
    pub italic: bool,
}

impl Face {
    pub const fn plain(size: u32) -> Face {
        Face { size, bold: false, italic: false }
    }

    pub const fn bold(size: u32) -> Face {
        Face { size, bold: true, italic: false }
    }

    pub const fn italic(size: u32) -> Face {
        Face { size, bold: false, italic: true }
    }

    pub fn runs(self, xml: &mut Xml, runs: &[Run]) {
        for run in runs {
            let face = match run.look {
                Look::Plain => self,
                Look::Bold => Face { bold: true, ..self },
                Look::Italic => Face { italic: true, ..self },
            };
            face.run(xml, &run.text);
        }
    }

    /// Line breaks and tabs in the text are such in the paper.
    pub fn run(self, xml: &mut Xml, text: &str) {
        if text.is_empty() {
            return;
        }
        xml.within("w:r", &[], |xml| {
            self.properties(xml);
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    xml.empty("w:br", &[]);
                }
                for (at, piece) in line.split('\t').enumerate() {
                    if at > 0 {
                        xml.empty("w:tab", &[]);
                    }
                    if !piece.is_empty() {
                        xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.text(piece));
                    }
                }
            }
        });
    }

    fn properties(self, xml: &mut Xml) {
        let size = (self.size * 2).to_string();
        xml.within("w:rPr", &[], |xml| {
            for (tag, on) in [("w:b", self.bold), ("w:bCs", self.bold), ("w:i", self.italic), ("w:iCs", self.italic)] {
                if on {
                    xml.empty(tag, &[]);
                }
            }
            xml.empty("w:sz", &[("w:val", &size)]);
            xml.empty("w:szCs", &[("w:val", &size)]);
        });
    }
}
