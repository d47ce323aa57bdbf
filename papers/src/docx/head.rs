//! Blocks 1 to 5 and 9a: the country and the body, number, place and day, the title, the addressees; and an annex's title.

use super::paragraph::{Face, Para, rule};
use super::size;
use super::table::grid;
use crate::measure::{twips, width};
use crate::paper::{Align, Annex, Head, Page, Paper, plain};
use crate::wording;
use crate::xml::Xml;

const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// Millimetres of the body's column and of the country's.
const COLUMNS: [u16; 2] = [68, 97];

const CENTRED: Para = Para { align: Align::Centre, ..Para::TIGHT };

pub fn write(xml: &mut Xml, paper: &Paper) {
    let head = &paper.head;
    grid(xml, &COLUMNS, |grid| {
        grid.row(&[&|xml| bodies(xml, head), &country]);
        if head.code.is_some() || head.place.is_some() {
            grid.row(&[&|xml| number(xml, head), &|xml| place(xml, head)]);
        }
    });
    Para { before: 240, ..CENTRED }.write(xml, &plain(head.type_name.to_uppercase()), Face::bold(size::TEXT));
    subject(xml, &head.subject, Page::Portrait);
    addressees(xml, &paper.to);
}

fn bodies(xml: &mut Xml, head: &Head) {
    let area = twips(COLUMNS[0]);
    if let Some(parent) = &head.parent_body {
        let parent = broken(&parent.to_uppercase(), area);
        CENTRED.write(xml, &plain(parent), Face::plain(size::BODY_NAME));
    }
    let name = broken(&head.body.to_uppercase(), area);
    CENTRED.write(xml, &plain(name.as_str()), Face::bold(size::BODY_NAME));
    rule(xml, part_of_line(&name, size::BODY_NAME, area), area, 0);
}

/// A name that is too long for a line goes on with its place or purpose, never with half of a word.
fn broken(name: &str, area: u32) -> String {
    const STARTS: [&str; 4] = [" TỈNH ", " THÀNH PHỐ ", " KHU VỰC ", " THI ĐUA "];
    let starts = || STARTS.iter().filter_map(|start| name.find(start)).min();
    match (width(name, size::BODY_NAME) > area).then(starts).flatten() {
        Some(at) => format!("{}\n{}", &name[..at], &name[at + 1..]),
        None => name.to_owned(),
    }
}

fn country(xml: &mut Xml) {
    CENTRED.write(xml, &plain(COUNTRY), Face::bold(size::COUNTRY));
    CENTRED.write(xml, &plain(MOTTO), Face::bold(size::MOTTO));
    rule(xml, width(MOTTO, size::MOTTO), twips(COLUMNS[1]), 0);
}

fn number(xml: &mut Xml, head: &Head) {
    let line = if head.code.is_some() { plain(format!("Số: {}", head.reference())) } else { Vec::new() };
    Para { before: 120, ..CENTRED }.write(xml, &line, Face::plain(size::NUMBER));
}

fn place(xml: &mut Xml, head: &Head) {
    let line = head.place.as_ref().map(|place| plain(format!("{place}, {}", wording::issued(head.issued))));
    Para { before: 120, ..CENTRED }.write(xml, &line.unwrap_or_default(), Face::italic(size::PLACE));
}

/// What the paper is about, and the rule below.
fn subject(xml: &mut Xml, subject: &str, page: Page) {
    if !subject.is_empty() {
        CENTRED.write(xml, &plain(subject), Face::bold(size::TEXT));
    }
    let area = twips(page.width());
    rule(xml, part_of_line(subject, size::TEXT, area), area, 240);
}

/// Between a third and a half of the line that it stands under.
fn part_of_line(text: &str, size: u32, area: u32) -> u32 {
    let longest = text.lines().map(|line| width(line, size)).max().unwrap_or(0);
    longest.clamp(twips(40).min(area), area) * 2 / 5
}

fn addressees(xml: &mut Xml, to: &[String]) {
    const INTRODUCTION: &str = "Kính gửi";
    let face = Face::plain(size::TEXT);
    match to {
        [] => {}
        [one] => {
            let line = plain(format!("{INTRODUCTION}: {}", one.trim_end_matches(['.', ';'])));
            Para { after: 240, ..CENTRED }.write(xml, &line, face);
        }
        many => {
            // Dashes stand below the colon.
            let start = twips(25);
            Para { left: start, after: 60, ..Para::TIGHT }.write(xml, &plain(format!("{INTRODUCTION}:")), face);
            let left = start + width(INTRODUCTION, size::TEXT);
            for (at, addressee) in (1..).zip(many) {
                let last = at == many.len();
                let line = wording::ended(plain(format!("- {addressee}")), if last { "." } else { ";" });
                let after = if last { 240 } else { 60 };
                Para { left, after, ..Para::TIGHT }.write(xml, &line, face);
            }
        }
    }
}

/// The title of an annex; the number stands where there are several.
pub fn write_annex(xml: &mut Xml, annex: &Annex, number: Option<usize>) {
    if let Some(label) = &annex.label {
        let number = number.map(|number| format!(" {}", wording::roman(number))).unwrap_or_default();
        CENTRED.write(xml, &plain(format!("{label}{number}")), Face::bold(size::TEXT));
    }
    CENTRED.write(xml, &plain(annex.title.to_uppercase()), Face::bold(size::TEXT));
    if let Some(subject) = &annex.subject {
        CENTRED.write(xml, &plain(subject.as_str()), Face::bold(size::TEXT));
    }
    CENTRED.write(xml, &plain(annex.note.as_str()), Face::italic(size::TEXT));
    let area = twips(annex.page.width());
    rule(xml, part_of_line(&annex.note, size::TEXT, area), area, 240);
}
