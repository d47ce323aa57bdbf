//! Blocks 7 and 9b: who signs, and who receives the paper.

use super::paragraph::{Face, Para};
use super::picture;
use super::size;
use super::table::grid;
use crate::measure::{twips, width};
use crate::paper::{Align, Code, Paper, Signature, plain};
use crate::wording;
use crate::xml::Xml;

/// Millimetres of the recipients' column and of the signature's.
const COLUMNS: [u16; 2] = [67, 98];
/// Room for a signature and a seal, in twips.
const ROOM: u32 = 1300;

const CENTRED: Para = Para { align: Align::Centre, keep: true, ..Para::TIGHT };

pub fn write(xml: &mut Xml, paper: &Paper, code: Option<&Code>) {
    if let [one] = paper.signatures.as_slice() {
        let size = size_for(&paper.signatures, COLUMNS[1]);
        Para { keep: true, ..Para::SMALLEST }.write(xml, &[], Face::plain(1));
        grid(xml, &COLUMNS, |grid| {
            grid.row(&[&|xml| left(xml, &paper.recipients, code), &|xml| signature(xml, one, size)]);
        });
        return;
    }
    for abreast in paper.signatures.chunks(3) {
        Para { keep: true, before: 120, ..Para::SMALLEST }.write(xml, &[], Face::plain(1));
        let column = 165 / u16::try_from(abreast.len()).unwrap_or(1);
        let size = size_for(abreast, column);
        grid(xml, &vec![column; abreast.len()], |grid| {
            let cells: Vec<_> = abreast.iter().map(|one| move |xml: &mut Xml| signature(xml, one, size)).collect();
            grid.row(&cells.iter().map(|cell| cell as &dyn Fn(&mut Xml)).collect::<Vec<_>>());
        });
    }
    if !paper.recipients.is_empty() || code.is_some() {
        Para { before: 120, ..Para::SMALLEST }.write(xml, &[], Face::plain(1));
        left(xml, &paper.recipients, code);
    }
}

/// What stands on the left: the recipients, and below them the code.
fn left(xml: &mut Xml, names: &[String], code: Option<&Code>) {
    recipients(xml, names);
    let Some(code) = code else { return };
    Para { before: 120, ..Para::TIGHT }.with(xml, |xml| picture::write(xml, &code.alt));
    if let Some(note) = &code.note {
        Para::TIGHT.write(xml, &plain(note.as_str()), Face::italic(size::NOTE));
    }
}

/// The larger size where all lines of those who sign side by side fit their columns.
fn size_for(signatures: &[Signature], column: u16) -> u32 {
    let mut lines = signatures.iter().flat_map(|one| one.lines.iter().chain(&one.other_post));
    let fits = lines.all(|line| width(&line.to_uppercase(), size::TEXT) <= twips(column));
    if fits { size::TEXT } else { size::CELL }
}

fn signature(xml: &mut Xml, signature: &Signature, size: u32) {
    for line in &signature.lines {
        CENTRED.write(xml, &plain(line.to_uppercase()), Face::bold(size));
    }
    if let Some(hint) = &signature.hint {
        CENTRED.write(xml, &plain(hint.as_str()), Face::italic(size::CELL));
    }
    let mut room = Para { before: ROOM, ..CENTRED };
    if let Some(post) = &signature.other_post {
        room.write(xml, &plain(post.to_uppercase()), Face::bold(size));
        room = CENTRED;
    }
    let name = signature.name.as_deref().unwrap_or_default();
    Para { keep: false, ..room }.write(xml, &plain(name), Face::bold(size));
}

fn recipients(xml: &mut Xml, recipients: &[String]) {
    // A cell holds at least one paragraph.
    let title = if recipients.is_empty() { "" } else { "Nơi nhận:" };
    let face = Face { bold: true, ..Face::italic(size::RECIPIENTS) };
    Para::TIGHT.write(xml, &plain(title), face);
    for (at, recipient) in (1..).zip(recipients) {
        let mark = if at == recipients.len() { "." } else { ";" };
        Para::TIGHT.write(xml, &wording::ended(plain(format!("- {recipient}")), mark), Face::plain(size::RECIPIENT));
    }
}
