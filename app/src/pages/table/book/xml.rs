//! Elements, attributes and texts of the pack's files, by their names without prefix.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::NoBook;

/// A piece of a file.
pub enum Piece<'a> {
    Open(&'a str, Attributes<'a>),
    /// An element ends; an empty one opens and shuts.
    Shut(&'a str),
    Text(&'a str),
}

/// Of an element.
pub struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// By its name without prefix; empty where there is none.
    pub fn get(&self, name: &str) -> String {
        let mut all = self.0.attributes();
        all.with_checks(false);
        let found = all.flatten().find(|one| one.key.local_name().as_ref() == name.as_bytes());
        found
            .and_then(|one| one.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned()))
            .unwrap_or_default()
    }

    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.get(name).as_str(), "1" | "true")
    }
}

/// Hands over every piece in its order.
pub fn each(text: &str, take: &mut dyn FnMut(Piece<'_>)) -> Result<(), NoBook> {
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    loop {
        match reader.read_event().map_err(|_| NoBook::Broken)? {
            Event::Start(start) => opened(&start, take),
            Event::Empty(start) => {
                opened(&start, take);
                take(Piece::Shut(name(start.local_name().as_ref())));
            }
            Event::End(end) => take(Piece::Shut(name(end.local_name().as_ref()))),
            Event::Text(text) => take(Piece::Text(&text.decode().map_err(|_| NoBook::Broken)?)),
            Event::CData(text) => take(Piece::Text(&text.decode().map_err(|_| NoBook::Broken)?)),
            Event::GeneralRef(named) => {
                let letter = match named.resolve_char_ref().map_err(|_| NoBook::Broken)? {
                    Some(letter) => letter,
                    None => match named.decode().map_err(|_| NoBook::Broken)?.as_ref() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        // Others would have to be declared, and are a way to make much of little.
                        _ => return Err(NoBook::Broken),
                    },
                };
                take(Piece::Text(letter.encode_utf8(&mut [0; 4])));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn opened(start: &BytesStart<'_>, take: &mut dyn FnMut(Piece<'_>)) {
    take(Piece::Open(name(start.local_name().as_ref()), Attributes(start)));
}

fn name(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// What the workbook says of its sheets.
#[derive(Default)]
pub struct Plan {
    pub sheets: Vec<Named>,
    /// Days are counted from 1904 instead of 1900.
    pub is_1904: bool,
}

pub struct Named {
    pub name: String,
    pub id: String,
    pub is_hidden: bool,
}

pub fn plan(text: &str) -> Result<Plan, NoBook> {
    let mut plan = Plan::default();
    each(text, &mut |piece| match piece {
        Piece::Open("workbookPr", attributes) => plan.is_1904 = attributes.is_on("date1904"),
        Piece::Open("sheet", attributes) => plan.sheets.push(Named {
            name: attributes.get("name"),
            id: attributes.get("id"),
            is_hidden: attributes.get("state").to_lowercase().contains("hidden"),
        }),
        _ => {}
    })?;
    Ok(plan)
}

/// The texts that cells share. How they are read aloud is left out.
pub fn shared(text: &str) -> Result<Vec<String>, NoBook> {
    let mut texts = Vec::new();
    let (mut one, mut in_text, mut aloud) = (String::new(), false, false);
    each(text, &mut |piece| match piece {
        Piece::Open("t", _) => in_text = true,
        Piece::Shut("t") => in_text = false,
        Piece::Open("rPh", _) => aloud = true,
        Piece::Shut("rPh") => aloud = false,
        Piece::Text(words) if in_text && !aloud => one.push_str(words),
        Piece::Shut("si") => texts.push(std::mem::take(&mut one)),
        _ => {}
    })?;
    Ok(texts)
}
