//! Tables: those with lines, whose heading repeats and whose rows stay whole, and bare ones that only place things.

use super::paragraph::{Face, Para};
use super::size;
use crate::measure::twips;
use crate::paper::{Align, Column, Row, Table, Text, plain};
use crate::xml::Xml;

/// A table without lines, for things side by side; widths in millimetres.
pub fn grid(xml: &mut Xml, widths: &[u16], rows: impl FnOnce(&mut Bare<'_>)) {
    xml.within("w:tbl", &[], |xml| {
        properties(xml, widths, Lines::None);
        rows(&mut Bare { xml, widths });
    });
}

pub struct Bare<'a> {
    xml: &'a mut Xml,
    widths: &'a [u16],
}

impl Bare<'_> {
    /// One row, a cell for each column.
    pub fn row(&mut self, cells: &[&dyn Fn(&mut Xml)]) {
        let widths = self.widths;
        self.xml.within("w:tr", &[], |xml| {
            xml.within("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            for (width, inside) in widths.iter().zip(cells) {
                cell(xml, Place { width: *width, ..Place::ONE }, inside);
            }
        });
    }
}

/// A table with lines.
pub fn write(xml: &mut Xml, table: &Table) {
    let widths: Vec<u16> = table.columns.iter().map(|column| column.width).collect();
    if widths.is_empty() {
        return;
    }
    xml.within("w:tbl", &[], |xml| {
        properties(xml, &widths, Lines::All);
        heading(xml, &table.columns);
        for row in &table.rows {
            match row {
                Row::Cells(cells) => content(xml, &table.columns, cells),
                Row::Group(text) => group(xml, &widths, text),
            }
        }
    });
}

enum Lines {
    None,
    All,
}

fn properties(xml: &mut Xml, widths: &[u16], lines: Lines) {
    let total = twips(widths.iter().sum()).to_string();
    // The order of the elements is the schema's.
    xml.within("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
        xml.empty("w:jc", &[("w:val", "center")]);
        let margin = match lines {
            Lines::None => "0",
            Lines::All => {
                xml.within("w:tblBorders", &[], |xml| {
                    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")];
                        xml.empty(side, &line);
                    }
                });
                "85"
            }
        };
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.within("w:tblCellMar", &[], |xml| {
            xml.empty("w:left", &[("w:w", margin), ("w:type", "dxa")]);
            xml.empty("w:right", &[("w:w", margin), ("w:type", "dxa")]);
        });
    });
    xml.within("w:tblGrid", &[], |xml| {
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &twips(*width).to_string())]);
        }
    });
}

/// One row of titles, or two where columns stand under a shared one.
fn heading(xml: &mut Xml, columns: &[Column]) {
    let shared = columns.iter().any(|column| column.over.is_some());
    if shared {
        heading_row(xml, |xml| {
            for same in columns.chunk_by(|a, b| a.over.is_some() && a.over == b.over) {
                let width = same.iter().map(|column| column.width).sum();
                match same {
                    [Column { over: None, title, .. }] => {
                        title_cell(xml, Place { width, merge: Merge::Start, ..Place::ONE }, title);
                    }
                    _ => {
                        let over = same.first().and_then(|column| column.over.as_deref()).unwrap_or_default();
                        title_cell(xml, Place { width, span: same.len(), ..Place::ONE }, over);
                    }
                }
            }
        });
    }
    heading_row(xml, |xml| {
        for column in columns {
            let merge = if shared && column.over.is_none() { Merge::Next } else { Merge::None };
            let title = if merge == Merge::Next { "" } else { column.title.as_str() };
            title_cell(xml, Place { width: column.width, merge, ..Place::ONE }, title);
        }
    });
}

fn heading_row(xml: &mut Xml, cells: impl FnOnce(&mut Xml)) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:tblHeader", &[]);
        });
        cells(xml);
    });
}

const IN_CELL: Para = Para { before: 40, after: 40, ..Para::TIGHT };

fn title_cell(xml: &mut Xml, place: Place, title: &str) {
    cell(xml, place, |xml| {
        Para { align: Align::Centre, keep: true, ..IN_CELL }.write(xml, &plain(title), Face::bold(size::CELL));
    });
}

fn content(xml: &mut Xml, columns: &[Column], cells: &[Text]) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
        for (at, column) in columns.iter().enumerate() {
            let text = cells.get(at).map_or(&[][..], Vec::as_slice);
            cell(xml, Place { width: column.width, ..Place::ONE }, |xml| {
                Para { align: column.align, ..IN_CELL }.write(xml, text, Face::plain(size::CELL));
            });
        }
    });
}

/// Stays with the row below it.
fn group(xml: &mut Xml, widths: &[u16], text: &Text) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
        let place = Place { width: widths.iter().sum(), span: widths.len(), ..Place::ONE };
        cell(xml, place, |xml| Para { keep: true, ..IN_CELL }.write(xml, text, Face::bold(size::CELL)));
    });
}

/// Where a cell lies.
#[derive(Clone, Copy)]
struct Place {
    width: u16,
    span: usize,
    merge: Merge,
}

#[derive(Clone, Copy, PartialEq)]
enum Merge {
    None,
    /// The first of cells that are one, downwards.
    Start,
    Next,
}

impl Place {
    const ONE: Place = Place { width: 0, span: 1, merge: Merge::None };
}

fn cell(xml: &mut Xml, place: Place, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &twips(place.width).to_string()), ("w:type", "dxa")]);
            if place.span > 1 {
                xml.empty("w:gridSpan", &[("w:val", &place.span.to_string())]);
            }
            match place.merge {
                Merge::None => {}
                Merge::Start => xml.empty("w:vMerge", &[("w:val", "restart")]),
                Merge::Next => xml.empty("w:vMerge", &[]),
            }
            if place.merge != Merge::None {
                xml.empty("w:vAlign", &[("w:val", "center")]);
            }
        });
        inside(xml);
    });
}
