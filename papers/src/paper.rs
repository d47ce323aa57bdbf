//! A paper as data, in the terms of the decree. Nothing here says how it looks.

use crate::wording;

/// One document with its annexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub head: Head,
    /// Addressees (Kính gửi); empty where the kind of paper has none.
    pub to: Vec<String>,
    pub body: Vec<Block>,
    pub ending: Ending,
    /// Those who receive it (Nơi nhận), without dashes; the last one is the archive's.
    pub recipients: Vec<String>,
    /// One stands beside the recipients; several stand side by side above them.
    pub signatures: Vec<Signature>,
    /// Below the recipients: a code that leads to where the paper can be read.
    pub code: Option<Code>,
    pub annexes: Vec<Annex>,
}

/// A QR code, 25 mm square with its light edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it says: an address.
    pub text: String,
    /// What it is, for who does not see it.
    pub alt: String,
    /// A few words below it.
    pub note: Option<String>,
}

/// Blocks 1 to 5 of the decree: whose paper it is, its number and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The body above (cơ quan chủ quản trực tiếp).
    pub parent_body: Option<String>,
    pub body: String,
    /// The part after the slash: `QĐ-THADS`. A paper without one has no line for its number.
    pub code: Option<String>,
    /// As the clerk gave it, perhaps whole with its code; none leaves room to write it by hand.
    pub number: Option<String>,
    /// A paper without a place has no line for place and day.
    pub place: Option<String>,
    pub issued: Issued,
    /// Kind of paper (tên loại): `QUYẾT ĐỊNH`.
    pub type_name: String,
    /// What it is about (trích yếu).
    pub subject: String,
}

impl Head {
    /// `05/QĐ-THADS`; without a number there is room before the slash.
    pub fn reference(&self) -> String {
        if let Some(whole) = self.number.as_deref().filter(|number| number.contains('/')) {
            return whole.trim().to_owned();
        }
        let number = self.number.as_deref().map_or_else(|| wording::ROOM.to_owned(), wording::number);
        format!("{number}/{}", self.code.as_deref().unwrap_or_default())
    }
}

/// A calendar day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Day {
    /// None for a day that no month has.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=days).contains(&day).then_some(Day { year, month, day })
    }

    /// Reads `2026-11-05`.
    pub fn parse(text: &str) -> Option<Day> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let whole = year.len() == 4 && month.len() == 2 && day.len() == 2;
        let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
        if whole && digits { Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?) } else { None }
    }
}

/// When a paper is issued, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    On(Day),
    /// Day and month are written by hand.
    In(u16),
    Open,
}

/// A line of text, in pieces that look alike.
pub type Text = Vec<Run>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Bold,
    Italic,
}

/// Text that looks like the paragraph around it.
pub fn plain(text: impl Into<String>) -> Text {
    vec![Run { text: text.into(), look: Look::Plain }]
}

/// One part of the content (ô số 6). Numbers are not stored: `labels` counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Legal ground (căn cứ). Neighbours end in `;`, the last in `.`, whatever stands there.
    Ground(Text),
    /// A line of its own in the middle, bold: the authority, `QUYẾT ĐỊNH:`.
    Centred(Text),
    /// A hint of its own in the middle, italic: `(Kèm theo …)`.
    Note(Text),
    /// Section with a Roman number (mục), in capitals.
    Section(Text),
    /// Article (điều).
    Article(Text),
    /// Clause (khoản); one that is bold throughout is a title.
    Clause(Text),
    /// Point (điểm).
    Point(Text),
    Dash(Text),
    Paragraph(Text),
    /// So many lines of dots, to be written on by hand.
    Dotted(u8),
    Table(Table),
}

/// The number or letter that stands before each block, empty for most.
pub fn labels(blocks: &[Block]) -> Vec<String> {
    let (mut section, mut article, mut clause, mut point) = (0, 0, 0, 0);
    let label = |block: &Block| match block {
        Block::Section(_) => {
            (section, clause, point) = (section + 1, 0, 0);
            format!("{}.", wording::roman(section))
        }
        Block::Article(_) => {
            (article, clause, point) = (article + 1, 0, 0);
            format!("Điều {article}.")
        }
        Block::Clause(_) => {
            (clause, point) = (clause + 1, 0);
            format!("{clause}.")
        }
        Block::Point(_) => {
            point += 1;
            format!("{})", wording::point(point))
        }
        Block::Dash(_) => "-".to_owned(),
        _ => String::new(),
    };
    blocks.iter().map(label).collect()
}

/// A table whose heading repeats on every page and whose rows stay whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// A heading that neighbours of the same name share above their titles.
    pub over: Option<String>,
    /// Millimetres.
    pub width: u16,
    pub align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
    Justified,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Cells(Vec<Text>),
    /// A bold line across all columns.
    Group(Text),
}

/// Block 7: who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Authority and post, a line each: `KT. TRƯỞNG THI HÀNH ÁN DÂN SỰ TỈNH`, `PHÓ TRƯỞNG`. Written in capitals.
    pub lines: Vec<String>,
    /// A hint below: `(Ký, ghi rõ họ tên)`.
    pub hint: Option<String>,
    /// The post in the own body of somebody who signs for a council.
    pub other_post: Option<String>,
    pub name: Option<String>,
}

/// How the content ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `./.` after the last word.
    Mark,
    Bare,
}

/// An annex (phụ lục, danh sách kèm theo) on pages of its own, which count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    /// `Phụ lục`; a number follows when there are several.
    pub label: Option<String>,
    pub title: String,
    pub subject: Option<String>,
    /// `(Kèm theo Quyết định số …)`.
    pub note: String,
    pub page: Page,
    pub body: Vec<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Portrait,
    Landscape,
}

impl Page {
    /// Millimetres between the margins.
    pub fn width(self) -> u16 {
        match self {
            Page::Portrait => 165,
            Page::Landscape => 252,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_no_month_has_is_none() {
        let check = |text: &str, is: bool| assert_eq!(Day::parse(text).is_some(), is, "{text}");
        check("2026-11-05", true);
        check("2024-02-29", true);
        check("2026-02-29", false);
        check("1900-02-29", false);
        check("2026-02-30", false);
        check("2026-13-01", false);
        check("2026-1-1", false);
        check("2026-11-+5", false);
        check("", false);
    }

    #[test]
    fn clauses_and_points_count_anew_below_what_is_above_them() {
        let text = || plain("x");
        let blocks = [
            Block::Section(text()),
            Block::Clause(text()),
            Block::Point(text()),
            Block::Point(text()),
            Block::Clause(text()),
            Block::Point(text()),
            Block::Section(text()),
            Block::Clause(text()),
            Block::Paragraph(text()),
        ];
        assert_eq!(labels(&blocks), ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.", ""]);
        assert_eq!(labels(&[Block::Article(text()), Block::Article(text())]), ["Điều 1.", "Điều 2."]);
    }
}
