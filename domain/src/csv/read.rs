//! Reads CSV as spreadsheets write it: comma, semicolon or tab, quotes, any line end; UTF-8 with or without a byte order
//! mark, UTF-16 with one.

use std::borrow::Cow;

/// A record and the line of the text, from 1, on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub line: usize,
    pub cells: Vec<String>,
}

/// Why a text is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// The bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    Encoding,
    /// A quote that begins on this line never ends.
    OpenQuote(usize),
}

/// Reads all records; lines without any text are none.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>, NoTable> {
    let text = text_of(bytes)?;
    let (separator, text, first) = separated(&text);
    let mut reader = Reader { separator, records: Vec::new(), cells: Vec::new(), cell: String::new() };
    let (mut line, mut began, mut quoted) = (first, first, None);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', Some(_)) if letters.next_if_eq(&'"').is_some() => reader.cell.push('"'),
            ('"', Some(_)) => quoted = None,
            ('"', None) if reader.cell.trim().is_empty() => {
                reader.cell.clear();
                quoted = Some(line);
            }
            ('\r', None) if letters.peek() == Some(&'\n') => {}
            ('\r' | '\n', None) => {
                reader.end_record(began);
                began = line + 1;
            }
            (letter, None) if letter == reader.separator => reader.end_cell(),
            (letter, _) => reader.cell.push(letter),
        }
        line += usize::from(letter == '\n' || (letter == '\r' && letters.peek() != Some(&'\n')));
    }
    if let Some(line) = quoted {
        return Err(NoTable::OpenQuote(line));
    }
    reader.end_record(began);
    Ok(reader.records)
}

struct Reader {
    separator: char,
    records: Vec<Record>,
    cells: Vec<String>,
    cell: String,
}

impl Reader {
    fn end_cell(&mut self) {
        self.cells.push(self.cell.trim().to_owned());
        self.cell.clear();
    }

    fn end_record(&mut self, line: usize) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.records.push(Record { line, cells });
        }
    }
}

/// The text, without its byte order mark. A text has no NUL: other bytes than text have, and UTF-16 without a mark has.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, NoTable> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(NoTable::Encoding);
        }
        let letters = char::decode_utf16(pairs.iter().skip(1).map(|pair| unit(*pair)));
        letters.collect::<Result<String, _>>().map(Cow::Owned).map_err(|_| NoTable::Encoding)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        _ => utf8(bytes)?,
    };
    if text.contains('\0') { Err(NoTable::Encoding) } else { Ok(text) }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, NoTable> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| NoTable::Encoding)
}

/// What separates the cells, the text in which they stand, and the line on which it begins. Some programs name the
/// separator in a line before all others. Else it is the one of three that stands most often in one of the first lines:
/// titles above the headings have few or none.
fn separated(text: &str) -> (char, &str, usize) {
    if let Some((line, rest)) = text.split_once('\n')
        && let Some(named) = line.trim_end().strip_prefix("sep=")
        && let Some(separator) = named.chars().next().or(line.contains('\t').then_some('\t'))
    {
        return (separator, rest, 2);
    }
    let most = |separator: char| text.lines().take(20).map(|line| line.matches(separator).count()).max().unwrap_or(0);
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(|separator| most(*separator)).unwrap_or(',');
    (separator, text, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &[&str])]) {
        let found = records(text.as_bytes()).unwrap();
        let found: Vec<(usize, Vec<&str>)> =
            found.iter().map(|r| (r.line, r.cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> = expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        check("\u{feff}a,b\r\n1,\"x, \"\"y\"\"\"\r\n", &[(1, &["a", "b"]), (2, &["1", "x, \"y\""])]);
        check("a;b\n\n \n1; 2", &[(1, &["a", "b"]), (4, &["1", "2"])]);
        check("a\tb\r1\t\"p\nq\"\r2\t", &[(1, &["a", "b"]), (2, &["1", "p\nq"]), (4, &["2", ""])]);
        check("", &[]);
        check("sep=;\na;b,c\n", &[(2, &["a", "b,c"])]);
        check("DANH SÁCH, năm 2022\n\na;b;c\n", &[(1, &["DANH SÁCH, năm 2022"]), (3, &["a", "b", "c"])]);
    }

    #[test]
    fn wide_letters_are_read_by_their_mark() {
        let text = "\u{feff}họ tên;năm\r\n😀;2022\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big] {
            let found = records(bytes).unwrap();
            assert_eq!(found[0].cells, ["họ tên", "năm"]);
            assert_eq!((found[1].line, found[1].cells[0].as_str()), (2, "😀"));
        }
        assert_eq!(records(&little[2..]), Err(NoTable::Encoding), "no mark");
        assert_eq!(records(&little[..little.len() - 1]), Err(NoTable::Encoding), "half a letter");
        assert_eq!(records(&[0xff, 0xfe, 0x00, 0xd8]), Err(NoTable::Encoding), "half a pair");
    }

    #[test]
    fn what_is_no_table_says_why() {
        assert_eq!(records(b"a,b\n\xff"), Err(NoTable::Encoding));
        assert_eq!(records(b"PK\x03\x04\0\0"), Err(NoTable::Encoding));
        assert_eq!(records(b"a,b\n1,\"x\n2,y"), Err(NoTable::OpenQuote(2)));
    }
}
