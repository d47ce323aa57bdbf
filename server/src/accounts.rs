//! Accounts and sessions: who is there. What they may do is the domain's business.
//!
//! A token is 256 random bits; only its SHA-256 is kept. All calls block.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thidua_sync::Millis;
use thidua_sync::store::StoreError;

use crate::store::{self, Clerk, Desk, Entry, Kind, Store};

/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 8;
const PASSWORD_MAX: usize = 200;
const DAY: Millis = 24 * 60 * 60 * 1000;
/// A tablet in the field may be without network for days.
const IDLE: Millis = 30 * DAY;
/// Longest life of a session, in days.
pub const LIFE_DAYS: Millis = 180;
/// "Last seen" is kept to this precision, so that reading costs no writing.
const SEEN: Millis = 10 * 60 * 1000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub person: String,
    #[serde(default)]
    pub name: String,
    hash: String,
    pub made: Millis,
}

/// A device on which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Names it to its owner; not its token.
    pub id: String,
    pub person: String,
    pub login: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub device: String,
    pub made: Millis,
    pub seen: Millis,
}

impl Session {
    fn is_over(&self, now: Millis) -> bool {
        now - self.seen > IDLE || now - self.made > LIFE_DAYS * DAY
    }
}

/// Logins are compared without regard to case and outer spaces.
pub fn login_of(text: &str) -> String {
    text.trim().to_lowercase().chars().take(100).collect()
}

pub fn is_password(text: &str) -> bool {
    (PASSWORD_MIN..=PASSWORD_MAX).contains(&text.chars().count())
}

/// Whether a password is among the first that anybody would try: a run of the keyboard, a word of this program, the
/// login itself.
pub fn is_guessable(password: &str, login: &str) -> bool {
    const RUNS: [&str; 12] = [
        "0123456789",
        "9876543210",
        "qwertyuiop",
        "asdfghjkl",
        "abcdefghij",
        "1q2w3e4r5t",
        "1qaz2wsx",
        "password",
        "matkhau",
        "thihanhan",
        "thiduakhenthuong",
        "iloveyou",
    ];
    let plain: String = password.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = plain.trim_matches(|c: char| c.is_ascii_digit());
    let distinct: std::collections::BTreeSet<char> = password.chars().collect();
    distinct.len() < 4
        || RUNS
            .iter()
            .any(|run| run.contains(&plain) || (letters.len() > 3 && run.contains(letters)) || letters == *run)
        || (login.len() > 2 && plain.contains(&login.replace(|c: char| !c.is_ascii_alphanumeric(), "")))
}

/// Argon2id with 19 MiB and two passes. Slow on purpose.
pub fn hash(password: &str) -> String {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).expect("invariant: a password can be hashed");
    hash.to_string()
}

fn matches(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    password.len() <= 4 * PASSWORD_MAX && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// Makes or replaces an account. The operator at the console is nobody who can sign in.
pub fn put(
    clerk: &mut dyn Clerk,
    login: &str,
    person: &str,
    name: &str,
    hash: &str,
    now: Millis,
) -> Result<(), StoreError> {
    if person == thidua_domain::SYSTEM {
        return Err(StoreError::Broken("the operator has no account".into()));
    }
    let account = Account { person: person.into(), name: name.into(), hash: hash.into(), made: now };
    clerk.put_entry(Kind::Account, &Entry { id: login_of(login), owner: person.into(), body: json(&account) })
}

pub fn account(desk: &mut dyn Desk, login: &str) -> Result<Option<Account>, StoreError> {
    desk.entry(Kind::Account, &login_of(login))?.map(|entry| read(&entry)).transpose()
}

/// Checks a password. An unknown login takes the same time: `dummy` is hashed instead.
pub fn check(store: &dyn Store, login: &str, password: &str, dummy: &str) -> Result<Option<Account>, StoreError> {
    let found = store::read(store, |desk| account(desk, login))?;
    let hash = found.as_ref().map_or(dummy, |account| &account.hash);
    let right = matches(password, hash);
    Ok(found.filter(|_| right))
}

/// Starts a session and answers its token, which nobody can read again; nothing when the account is no longer the one
/// whose password was checked.
pub fn start(
    store: &dyn Store,
    login: &str,
    account: &Account,
    device: &str,
    now: Millis,
) -> Result<Option<(String, Session)>, StoreError> {
    let token = crate::hex(&crate::random::<32>());
    let session = Session {
        id: crate::hex(&crate::random::<8>()),
        person: account.person.clone(),
        login: login_of(login),
        name: account.name.clone(),
        device: device.chars().filter(|c| !c.is_control()).take(80).collect(),
        made: now,
        seen: now,
    };
    let entry = Entry { id: token_hash(&token), owner: session.person.clone(), body: json(&session) };
    store::write(store, |clerk| {
        if self::account(clerk, login)?.as_ref() != Some(account) {
            return Ok(None);
        }
        clerk.put_entry(Kind::Session, &entry)?;
        Ok(Some((token.clone(), session.clone())))
    })
}

/// Whose token it is, unless its session is over.
pub fn find(desk: &mut dyn Desk, token: &str, now: Millis) -> Result<Option<Session>, StoreError> {
    let found = desk.entry(Kind::Session, &token_hash(token))?.map(|entry| read::<Session>(&entry)).transpose()?;
    Ok(found.filter(|session| !session.is_over(now)))
}

/// Whether "last seen" is due.
pub fn is_stale(session: &Session, now: Millis) -> bool {
    now - session.seen > SEEN
}

/// Notes that a session is in use, if it still exists.
pub fn touch(store: &dyn Store, token: &str, now: Millis) -> Result<(), StoreError> {
    let id = token_hash(token);
    store::write(store, |clerk| {
        let Some(entry) = clerk.entry(Kind::Session, &id)? else { return Ok(()) };
        let session = Session { seen: now, ..read(&entry)? };
        clerk.put_entry(Kind::Session, &Entry { body: json(&session), ..entry })
    })
}

pub fn end(store: &dyn Store, token: &str) -> Result<(), StoreError> {
    let id = token_hash(token);
    // A made-up token costs no writing.
    if store::read(store, |desk| desk.entry(Kind::Session, &id))?.is_none() {
        return Ok(());
    }
    store::write(store, |clerk| match clerk.entry(Kind::Session, &id)? {
        Some(entry) => forget(clerk, &entry).map(drop),
        None => Ok(()),
    })
}

/// Takes an account away and ends its sessions: its person can neither sign in nor go on. Answers whether there was one.
pub fn close(store: &dyn Store, login: &str) -> Result<bool, StoreError> {
    store::write(store, |clerk| {
        let Some(account) = account(clerk, login)? else { return Ok(false) };
        clerk.drop_entry(Kind::Account, &login_of(login))?;
        end_some(clerk, &account.person, |session| session.login == login_of(login))?;
        Ok(true)
    })
}

/// A person's sessions that go on.
pub fn live(desk: &mut dyn Desk, person: &str, now: Millis) -> Result<Vec<Session>, StoreError> {
    let entries = desk.entries(Kind::Session, Some(person))?;
    let mut sessions: Vec<Session> = entries.iter().map(read).collect::<Result<_, _>>()?;
    sessions.retain(|session| !session.is_over(now));
    Ok(sessions)
}

/// A person's devices, newest use first.
pub fn devices(store: &dyn Store, person: &str, now: Millis) -> Result<Vec<Session>, StoreError> {
    let mut sessions = store::read(store, |desk| live(desk, person, now))?;
    sessions.sort_by(|a, b| (b.seen, &b.id).cmp(&(a.seen, &a.id)));
    Ok(sessions)
}

/// Ends one of a person's own sessions. Answers whether there was one.
pub fn end_device(store: &dyn Store, person: &str, session: &str) -> Result<bool, StoreError> {
    store::write(store, |clerk| end_some(clerk, person, |found| found.id == session))
}

/// Sets a new password and ends all sessions but one.
pub fn set_password(store: &dyn Store, login: &str, hash: &str, keep: Option<&str>) -> Result<bool, StoreError> {
    store::write(store, |clerk| {
        let Some(entry) = clerk.entry(Kind::Account, &login_of(login))? else { return Ok(false) };
        let account = Account { hash: hash.into(), ..read(&entry)? };
        clerk.put_entry(Kind::Account, &Entry { body: json(&account), ..entry })?;
        end_some(clerk, &account.person, |found| Some(found.id.as_str()) != keep)?;
        Ok(true)
    })
}

/// Forgets sessions that are over. Answers how many.
pub fn sweep(store: &dyn Store, now: Millis) -> Result<usize, StoreError> {
    let entries = store::read(store, |desk| desk.entries(Kind::Session, None))?;
    let over = |entry: &&Entry| read::<Session>(entry).map_or(true, |session| session.is_over(now));
    let over: Vec<&Entry> = entries.iter().filter(over).collect();
    store::write(store, |clerk| over.iter().try_for_each(|entry| forget(clerk, entry).map(drop)))?;
    Ok(over.len())
}

fn end_some(clerk: &mut dyn Clerk, person: &str, is_it: impl Fn(&Session) -> bool) -> Result<bool, StoreError> {
    let mut some = false;
    for entry in clerk.entries(Kind::Session, Some(person))? {
        if is_it(&read(&entry)?) {
            some |= forget(clerk, &entry)?;
        }
    }
    Ok(some)
}

/// Drops a session, and with it how its device is called.
fn forget(clerk: &mut dyn Clerk, entry: &Entry) -> Result<bool, StoreError> {
    if let Ok(session) = read::<Session>(entry) {
        clerk.drop_entry(Kind::Push, &session.id)?;
    }
    clerk.drop_entry(Kind::Session, &entry.id)
}

fn token_hash(token: &str) -> String {
    crate::hex(&Sha256::digest(token.as_bytes()))
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: an entry can be written as JSON")
}

fn read<T: for<'a> Deserialize<'a>>(entry: &Entry) -> Result<T, StoreError> {
    serde_json::from_str(&entry.body).map_err(|_| StoreError::Broken("an entry has another shape".into()))
}
