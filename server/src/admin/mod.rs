//! The operator's commands: ordinary commands by the console's actor, on the store itself. No session can be it.

mod import;
mod secret;
mod table;
mod words;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde_json::{Value, json};
use thidua_domain::{SYSTEM, admin, date};
use thidua_sync::store::StoreError;

use crate::cli::{Admin, Grant, Person, Place, Secret, Unit, What};
use crate::group::Trouble;
use crate::operator::{self, Done, Run, Step};
use crate::rules::Rules;
use crate::store::{self, Kind, Store};
use crate::{accounts, now, place};
use secret::Passwords;

/// What the operator reads when nothing was done.
pub type Outcome = Result<(), String>;

/// Runs one of the operator's commands.
pub fn run(command: Admin, rules: &Rules) -> Outcome {
    match command {
        Admin::Init { login, name, unit_name, unit_id, secret, place } => {
            init(&First { login, name, unit_name, unit_id }, &secret, &place, rules)
        }
        Admin::Unit(Unit::Add { id, name, short, parent, kind, from, place }) => {
            let short = short.unwrap_or_else(|| name.clone());
            let from = day(from.as_deref())?;
            let args = json!({ "name": name, "short": short, "parent": parent, "kind": kind, "valid_from": from });
            one(&place, rules, step("unit.create@1", &id, args))
        }
        Admin::Person(Person::Add { id, name, post, unit, direct, login, secret, place }) => {
            let mut args = name_parts(&name)?;
            args["post"] = json!(post);
            args["unit"] = json!(unit);
            args["direct"] = json!(direct);
            let accounts: Vec<NewAccount> =
                login.into_iter().map(|login| NewAccount { login, person: id.clone(), name: name.clone() }).collect();
            let (store, _lease) = open(&place)?;
            commit(&*store, rules, &[step("person.create@1", &id, args)], &accounts, &secret)
        }
        Admin::Grant(Grant::Give { person, role, unit, from, to, place }) => {
            let from = day(from.as_deref())?;
            let id = grant_id(&person, &role, &unit, &from);
            let to = to.map(|to| day(Some(&to))).transpose()?;
            let args = json!({ "person": person, "role": role, "unit": unit, "from": from, "to": to });
            println!("Mã phân quyền: {id}");
            one(&place, rules, step("grant.give@1", &id, args))
        }
        Admin::Grant(Grant::Withdraw { id, place }) => one(&place, rules, step("grant.withdraw@1", &id, json!({}))),
        Admin::Password { login, secret, place } => password(&login, &secret, &place),
        Admin::Close { login, place } => {
            let (store, _lease) = open(&place)?;
            match accounts::close(&*store, &login).map_err(told)? {
                true => {
                    println!("Đã khóa tài khoản và kết thúc mọi phiên của {login}.");
                    Ok(())
                }
                false => Err("Không có tài khoản này.".into()),
            }
        }
        Admin::Import { what, replaces: Some(_), .. } if what != What::Rules => {
            Err("Chỉ dùng --replaces khi nạp bộ quy tắc (--what rules).".into())
        }
        Admin::Import { file, what, dry_run, replaces, secret, place } => {
            let mode = if dry_run { Run::Dry } else { Run::Real };
            let (store, _lease) = open(&place)?;
            import::run(&*store, rules, (&file, what, replaces.as_deref()), mode, &secret)
        }
        Admin::Troubles { place } => troubles(&place),
    }
}

/// An account to make beside a person.
struct NewAccount {
    login: String,
    person: String,
    name: String,
}

struct First {
    login: String,
    name: String,
    unit_name: String,
    unit_id: String,
}

fn init(first: &First, secret: &Secret, place: &Place, rules: &Rules) -> Outcome {
    let (store, _lease) = open(place)?;
    let begun = store::read(&*store, |desk| Ok(desk.head()?.seq > 0)).map_err(told)?;
    if begun {
        return Err("Cơ sở dữ liệu đã có dữ liệu; lệnh init chỉ dùng cho lần đầu. Chưa thay đổi gì.".into());
    }
    let person = accounts::login_of(&first.login).replace(['.', '_'], "-");
    if !admin::is_id(&person) {
        return Err("Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch nối.".into());
    }
    let today = day(None)?;
    let unit = &first.unit_id;
    let mut who = name_parts(&first.name)?;
    who["post"] = json!("Quản trị hệ thống");
    who["unit"] = json!(unit);
    let about = json!({ "name": first.unit_name, "short": first.unit_name, "parent": null, "kind": "central",
                        "valid_from": today });
    let grant = json!({ "person": person, "role": "admin", "unit": unit, "from": today });
    let steps = [
        step("unit.create@1", unit, about),
        step("person.create@1", &person, who),
        step("grant.give@1", &grant_id(&person, "admin", unit, &today), grant),
    ];
    let account = NewAccount { login: first.login.clone(), person, name: first.name.clone() };
    commit(&*store, rules, &steps, &[account], secret)
}

fn password(login: &str, secret: &Secret, place: &Place) -> Outcome {
    let (store, _lease) = open(place)?;
    let mut passwords = Passwords::open(secret)?;
    let (plain, hash) = secret::fresh();
    passwords.note(login, &plain)?;
    match accounts::set_password(&*store, login, &hash, None).map_err(told)? {
        true => passwords.hand_over(),
        false => Err(passwords.forget("Không có tài khoản này.")),
    }
}

fn troubles(place: &Place) -> Outcome {
    let (store, _lease) = open(place)?;
    let entries = store::read(&*store, |desk| desk.entries(Kind::Trouble, None)).map_err(told)?;
    for entry in &entries {
        let trouble: Trouble = serde_json::from_str(&entry.body).unwrap_or_default();
        let state = if trouble.parked { "đã gác lại" } else { "đang thử lại" };
        println!("{}\t{}\t{} lần\t{state}", entry.id, trouble.kind, trouble.tries);
    }
    println!("{} lệnh máy chủ không xử lý được.", entries.len());
    Ok(())
}

fn one(place: &Place, rules: &Rules, step: Step) -> Outcome {
    let (store, _lease) = open(place)?;
    commit(&*store, rules, &[step], &[], &Secret { passwords_to: None })
}

/// Runs the steps and makes the accounts in one transaction, then hands the passwords over.
fn commit(store: &dyn Store, rules: &Rules, steps: &[Step], new: &[NewAccount], secret: &Secret) -> Outcome {
    let mut passwords = Passwords::open(secret)?;
    let fresh = secret::many(new.len());
    for (account, (plain, _)) in new.iter().zip(&fresh) {
        passwords.note(&account.login, plain)?;
    }
    let done = operator::run(store, rules, steps, Run::Real, now(), &mut |clerk| {
        for (account, (_, hash)) in new.iter().zip(&fresh) {
            if accounts::account(clerk, &account.login)?.is_some() {
                return Err(StoreError::Broken(format!("tên đăng nhập “{}” đã có", account.login)));
            }
            accounts::put(clerk, &account.login, &account.person, &account.name, hash, now())?;
        }
        Ok(())
    });
    match done {
        Ok(Done::Applied) => passwords.hand_over(),
        Ok(Done::Refused(refused)) => {
            let lines = refused.iter().map(|refused| {
                let step = &steps[refused.step];
                format!("{} {}: {}", step.kind, step.entity, words::reason(&refused.refusal))
            });
            Err(passwords.forget(&lines.collect::<Vec<_>>().join("\n")))
        }
        Err(error) => Err(passwords.forget(&told(error))),
    }
}

fn step(kind: &str, entity: &str, args: Value) -> Step {
    Step { who: SYSTEM.into(), kind: kind.into(), entity: entity.into(), args }
}

/// Names a grant by what it says, so that giving it again is noticed.
fn grant_id(person: &str, role: &str, unit: &str, from: &str) -> String {
    format!("{person}.{role}.{unit}.{from}")
}

/// A day as the commands want it; today when nothing is given.
fn day(text: Option<&str>) -> Result<String, String> {
    let Some(text) = text else { return Ok(date::today(now()).to_string()) };
    match date::When::typed(text) {
        Ok(date::When::Day(day)) => Ok(day.to_string()),
        _ => Err(format!("“{text}” không phải là một ngày; viết 2022-05-24 hoặc 24/5/2022.")),
    }
}

/// Family, middle and given name from a full name.
fn name_parts(name: &str) -> Result<Value, String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [family, middle @ .., given] => Ok(json!({ "family": family, "middle": middle.join(" "), "given": given })),
        _ => Err(format!("“{name}” không phải là họ và tên đầy đủ.")),
    }
}

fn open(place: &Place) -> Result<(std::sync::Arc<dyn Store>, place::Lease), String> {
    place::open(place).map_err(told)
}

fn told(error: impl Display) -> String {
    format!("{error}. Chưa thay đổi gì.")
}

/// How often each value occurs.
fn counts<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}
