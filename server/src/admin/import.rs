//! Units, people and roles from a CSV file: all of it, or nothing, with a line for each value that is wrong.

use std::path::Path;

use serde_json::{Value, json};
use thidua_domain::name::fold;
use thidua_domain::seed;

use super::table::{self, Column, Line, Wrong, wrong};
use super::{NewAccount, Outcome, commit, counts, day, grant_id, name_parts, step, told, words};
use crate::accounts;
use crate::cli::{Secret, What};
use crate::now;
use crate::operator::{self, Done, Run, Step};
use crate::rules::Rules;
use crate::store::{self, Store};

const fn must(name: &'static str, headings: &'static [&'static str]) -> Column {
    Column { name, headings, required: true }
}

const fn may(name: &'static str, headings: &'static [&'static str]) -> Column {
    Column { name, headings, required: false }
}

const UNITS: &[Column] = &[
    must("id", &["mã", "id"]),
    must("name", &["tên", "name"]),
    may("short", &["tên ngắn", "short"]),
    may("parent", &["đơn vị cấp trên", "parent"]),
    must("kind", &["loại", "kind"]),
    may("valid_from", &["từ ngày", "from"]),
];

const PEOPLE: &[Column] = &[
    must("id", &["mã", "id"]),
    must("name", &["họ tên", "họ và tên", "name"]),
    must("post", &["chức vụ", "post"]),
    must("unit", &["đơn vị", "unit"]),
    may("direct", &["trực tiếp", "direct"]),
    may("gender", &["giới tính", "gender"]),
    may("login", &["tên đăng nhập", "login"]),
];

const GRANTS: &[Column] = &[
    must("person", &["cán bộ", "person"]),
    must("role", &["vai trò", "vai", "role"]),
    must("unit", &["đơn vị", "unit"]),
    may("from", &["từ ngày", "from"]),
    may("to", &["đến ngày", "to"]),
];

/// Words that officers write, and what the commands call them.
const KINDS: [(&str, &str); 3] = [("trung ương", "central"), ("tỉnh", "province"), ("khu vực", "area")];
const ROLES: [(&str, &str); 12] = [
    ("cán bộ", "staff"),
    ("thủ trưởng đơn vị", "unit_head"),
    ("lãnh đạo đơn vị", "unit_head"),
    ("thủ trưởng", "unit_head"),
    ("cán bộ thi đua", "emulation_officer"),
    ("ủy viên hội đồng", "council_member"),
    ("thư ký hội đồng", "council_secretary"),
    ("chủ tịch hội đồng", "council_chair"),
    ("kiểm tra", "inspector"),
    ("người ký", "signer"),
    ("kiểm toán", "auditor"),
    ("quản trị", "admin"),
];
const SWITCH: [(&str, &str); 6] = [("có", "1"), ("không", "0"), ("x", "1"), ("yes", "1"), ("no", "0"), ("", "0")];
const GENDERS: [(&str, &str); 2] = [("nữ", "nu"), ("nam", "nam")];

/// A file, what is in it, and of a rule set the one that it replaces.
type Given<'a> = (&'a Path, What, Option<&'a str>);

/// Reads a file and runs it.
pub fn run(store: &dyn Store, rules: &Rules, given: Given<'_>, mode: Run, secret: &Secret) -> Outcome {
    let (file, what, _) = given;
    let columns = match what {
        What::Units => UNITS,
        What::People => PEOPLE,
        What::Grants => GRANTS,
        What::Plan | What::Calendar | What::Rules => return document(store, rules, given, mode),
    };
    let (lines, mut wrongs) = table::read(file, columns)?;
    let (mut steps, mut from, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for line in &lines {
        let read = match what {
            What::Units => unit(line),
            What::People => person(line, &mut new),
            What::Grants => grant(line),
            What::Plan | What::Calendar | What::Rules => continue,
        };
        match read {
            Ok(step) => {
                steps.push(step);
                from.push(line);
            }
            Err(wrong) => wrongs.push(wrong),
        }
    }
    wrongs.extend(logins(store, &lines)?);
    // The rules say about the readable lines what they will say when all are.
    let dry = operator::run(store, rules, &steps, Run::Dry, now(), &mut |_| Ok(())).map_err(told)?;
    if let Done::Refused(refused) = dry {
        wrongs.extend(refused.iter().map(|refused| {
            let field = refused.refusal.field.as_deref().unwrap_or("id");
            let column = columns.iter().find(|column| column.name == field).or(columns.first());
            let (name, line) = (column.map_or("", |column| column.name), from[refused.step]);
            let heading = column.map_or("", |column| column.headings[0]);
            wrong(line.number, heading, line.get(name), words::reason(&refused.refusal))
        }));
    }
    wrongs.sort_by(|a, b| (a.line, &a.column).cmp(&(b.line, &b.column)));
    wrongs.dedup();
    if !wrongs.is_empty() {
        wrongs.iter().for_each(|wrong| println!("{wrong}"));
        return Err(format!("{} chỗ sai trong {} dòng. Chưa ghi gì.", wrongs.len(), lines.len()));
    }
    println!("{} dòng đúng.", lines.len());
    match mode {
        Run::Dry => Ok(()),
        Run::Real => commit(store, rules, &steps, &new, secret),
    }
}

/// A plan or a rule set (JSON) as one command, or a calendar as one for each of its years.
fn document(store: &dyn Store, rules: &Rules, (file, what, replaces): Given<'_>, mode: Run) -> Outcome {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
    let read = match what {
        What::Calendar => seed::calendar(&text),
        What::Rules => seed::rules(&text).map(|rules| vec![rules]),
        _ => seed::plan(&text).map(|plan| vec![plan]),
    };
    let mut steps: Vec<Step> =
        read.map_err(|error| said(&error))?.into_iter().map(|read| step(read.kind, &read.entity, read.args)).collect();
    if let Some(replaces) = replaces {
        steps.iter_mut().for_each(|step| step.args["replaces"] = json!(replaces));
    }
    match operator::run(store, rules, &steps, mode, now(), &mut |_| Ok(())).map_err(told)? {
        Done::Applied => steps.iter().for_each(|step| println!("“{}” đọc được.", step.entity)),
        Done::Refused(refused) => {
            let why = refused.iter().map(|refused| words::reason(&refused.refusal));
            return Err(format!("{}. Chưa ghi gì.", why.collect::<Vec<_>>().join("\n")));
        }
    }
    Ok(())
}

fn unit(line: &Line) -> Result<Step, Wrong> {
    let kind = word(line, "loại", "kind", &KINDS)?;
    let short = line.some("short").unwrap_or(line.get("name"));
    let args = json!({ "name": line.get("name"), "short": short, "parent": line.some("parent"), "kind": kind,
                       "valid_from": date(line, "từ ngày", "valid_from")? });
    Ok(step("unit.create@1", line.get("id"), args))
}

fn person(line: &Line, new: &mut Vec<NewAccount>) -> Result<Step, Wrong> {
    let name = line.get("name");
    let mut args = name_parts(name).map_err(|reason| wrong(line.number, "họ tên", name, reason))?;
    args["post"] = json!(line.get("post"));
    args["unit"] = json!(line.get("unit"));
    args["direct"] = json!(word(line, "trực tiếp", "direct", &SWITCH)? == "1");
    if line.some("gender").is_some() {
        args["gender"] = json!(word(line, "giới tính", "gender", &GENDERS)?);
    }
    if let Some(login) = line.some("login") {
        new.push(NewAccount { login: login.into(), person: line.get("id").into(), name: name.into() });
    }
    Ok(step("person.create@1", line.get("id"), args))
}

fn grant(line: &Line) -> Result<Step, Wrong> {
    let role = word(line, "vai", "role", &ROLES)?;
    let from = date(line, "từ ngày", "from")?;
    let to = match line.some("to") {
        Some(_) => json!(date(line, "đến ngày", "to")?),
        None => Value::Null,
    };
    let (person, unit) = (line.get("person"), line.get("unit"));
    let args = json!({ "person": person, "role": role, "unit": unit, "from": from, "to": to });
    Ok(step("grant.give@1", &grant_id(person, &role, unit, &from), args))
}

/// Logins that are taken, or stand twice in the file.
fn logins(store: &dyn Store, lines: &[Line]) -> Result<Vec<Wrong>, String> {
    let named: Vec<(u64, String)> =
        lines.iter().filter_map(|line| Some((line.number, accounts::login_of(line.some("login")?)))).collect();
    let counts = counts(named.iter().map(|(_, login)| login.as_str()));
    let mut wrongs = Vec::new();
    for (number, login) in &named {
        let taken = store::read(store, |desk| accounts::account(desk, login)).map_err(told)?.is_some();
        if taken || counts[login.as_str()] > 1 {
            let reason = if taken { "đã có tài khoản này" } else { "có hai lần trong tệp" };
            wrongs.push(wrong(*number, "tên đăng nhập", login, reason));
        }
    }
    Ok(wrongs)
}

fn date(line: &Line, heading: &str, column: &str) -> Result<String, Wrong> {
    day(line.some(column)).map_err(|reason| wrong(line.number, heading, line.get(column), reason))
}

fn word(line: &Line, heading: &str, column: &str, known: &[(&str, &str)]) -> Result<String, Wrong> {
    let folded = fold(line.get(column));
    let found = known.iter().find(|(word, name)| fold(word) == folded || fold(name) == folded);
    found.map(|(_, name)| name.to_string()).ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).filter(|word| !word.is_empty()).collect();
        wrong(line.number, heading, line.get(column), format!("dùng một trong: {}", words.join(", ")))
    })
}
