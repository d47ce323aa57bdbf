//! Reads a CSV file as officers make it: with or without a byte order mark, commas or semicolons, headings in Vietnamese
//! or as in the program.

use std::collections::BTreeMap;
use std::path::Path;

use thidua_domain::name::fold;

/// A column, and the headings it may have.
pub struct Column {
    pub name: &'static str,
    pub headings: &'static [&'static str],
    pub required: bool,
}

/// One line: its number in the file, and its values by column.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: u64,
    values: BTreeMap<&'static str, String>,
}

impl Line {
    /// A value without outer spaces; empty when there is none.
    pub fn get(&self, column: &str) -> &str {
        self.values.get(column).map_or("", |value| value.as_str())
    }

    pub fn some(&self, column: &str) -> Option<&str> {
        Some(self.get(column)).filter(|value| !value.is_empty())
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: u64,
    pub column: String,
    pub value: String,
    pub reason: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Wrong { line, column, value, reason } = self;
        match column.is_empty() {
            true => write!(f, "Dòng {line}: {reason}"),
            false => write!(f, "Dòng {line}, cột “{column}”, giá trị “{value}”: {reason}"),
        }
    }
}

pub fn wrong(line: u64, column: &str, value: &str, reason: impl Into<String>) -> Wrong {
    Wrong { line, column: column.into(), value: value.chars().take(80).collect(), reason: reason.into() }
}

/// Reads all lines. Lines that cannot be read are reported beside the others.
pub fn read(file: &Path, columns: &[Column]) -> Result<(Vec<Line>, Vec<Wrong>), String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    parse(&bytes, columns)
}

fn parse(bytes: &[u8], columns: &[Column]) -> Result<(Vec<Line>, Vec<Wrong>), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("Dòng {line}: tệp không phải UTF-8. Lưu lại dưới dạng “CSV UTF-8”.")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = if heading.matches(';').count() > heading.matches(',').count() { b';' } else { b',' };
    let mut build = csv::ReaderBuilder::new();
    let mut reader = build.delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = Vec::new();
    for heading in &headings {
        let folded = fold(heading);
        let column = columns.iter().find(|column| column.headings.iter().any(|known| fold(known) == folded));
        if column.is_none() && !heading.is_empty() {
            return Err(format!("Cột “{heading}” không dùng được. Các cột: {}.", known(columns)));
        }
        places.push(column.map(|column| column.name));
    }
    if let Some(column) = columns.iter().find(|column| column.required && !places.contains(&Some(column.name))) {
        return Err(format!("Thiếu cột “{}”. Các cột: {}.", column.headings[0], known(columns)));
    }
    let (mut lines, mut wrongs) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let number = record.position().map_or(0, |at| at.line() + blank_lines(text, at.byte()));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != headings.len() {
            let reason = format!("có {} ô, cần {}", record.len(), headings.len());
            wrongs.push(wrong(number, "", "", reason));
            continue;
        }
        let value = |(place, value): (&Option<&'static str>, &str)| place.map(|name| (name, value.to_string()));
        let line = Line { number, values: places.iter().zip(&record).filter_map(value).collect() };
        for column in columns.iter().filter(|column| column.required && line.get(column.name).is_empty()) {
            wrongs.push(wrong(number, column.headings[0], "", "để trống"));
        }
        lines.push(line);
    }
    Ok((lines, wrongs))
}

/// Empty lines at a place: the reader counts them to the line after them.
fn blank_lines(text: &str, at: u64) -> u64 {
    let rest = text.as_bytes().get(usize::try_from(at).unwrap_or(usize::MAX)..).unwrap_or_default();
    rest.iter().take_while(|byte| b"\r\n".contains(byte)).filter(|byte| **byte == b'\n').count() as u64
}

fn known(columns: &[Column]) -> String {
    columns.iter().map(|column| column.headings[0]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { name: "id", headings: &["mã", "id"], required: true },
        Column { name: "name", headings: &["tên", "name"], required: false },
    ];

    fn check(bytes: &[u8], expected: Result<&[(u64, &str, &str)], &str>) {
        match (parse(bytes, COLUMNS), expected) {
            (Ok((lines, wrongs)), Ok(expected)) => {
                let found: Vec<_> = lines.iter().map(|line| (line.number, line.get("id"), line.get("name"))).collect();
                assert_eq!((found.as_slice(), wrongs.len()), (expected, 0));
            }
            (Err(found), Err(part)) => assert!(found.contains(part), "{found}"),
            (found, _) => panic!("{found:?}"),
        }
    }

    #[test]
    fn files_as_officers_make_them_are_read() {
        check("id,name\na, An \n\nb,\"Bình, Hà\"\n".as_bytes(), Ok(&[(2, "a", "An"), (4, "b", "Bình, Hà")]));
        check("\u{feff}Mã;Tên\r\na;An\r\n".as_bytes(), Ok(&[(2, "a", "An")]));
        check("MA,TEN\na,An\n,\n".as_bytes(), Ok(&[(2, "a", "An")]));
        check("tên\nAn\n".as_bytes(), Err("Thiếu cột “mã”"));
        check("mã,lạ\n".as_bytes(), Err("Cột “lạ”"));
        check(b"id,name\na,A\nb,\xff\n", Err("Dòng 3: tệp không phải UTF-8"));
        check(b"", Err("Thiếu cột"));
    }

    #[test]
    fn short_lines_and_missing_values_are_reported_with_their_place() {
        let (lines, wrongs) = parse("mã,tên\na\n,B\nc,C\n".as_bytes(), COLUMNS).unwrap();
        let told: Vec<String> = wrongs.iter().map(Wrong::to_string).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(told, ["Dòng 2: có 1 ô, cần 2", "Dòng 3, cột “mã”, giá trị “”: để trống"]);
    }
}
