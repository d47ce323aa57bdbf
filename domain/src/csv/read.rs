//! Reads CSV as spreadsheets write it: comma, semicolon or tab, quotes, any line end, with or without a byte order mark.

/// A record and the line of the text, from 1, on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub line: usize,
    pub cells: Vec<String>,
}

/// Why a text is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// The bytes are not UTF-8.
    Encoding,
    /// A quote that begins on this line never ends.
    OpenQuote(usize),
}

/// Reads all records; lines without any text are none.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>, NoTable> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoTable::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { separator: separator(text), records: Vec::new(), cells: Vec::new(), cell: String::new() };
    let (mut line, mut began, mut quoted) = (1, 1, None);
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

/// What separates the cells of the first line: the one of three that stands there most often.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',')
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
    }

    #[test]
    fn what_is_no_table_says_why() {
        assert_eq!(records(b"a,b\n\xff"), Err(NoTable::Encoding));
        assert_eq!(records(b"a,b\n1,\"x\n2,y"), Err(NoTable::OpenQuote(2)));
    }
}
