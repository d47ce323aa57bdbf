//! Evidence (minh chứng): photos and papers of a record, named by the SHA-256 of their bytes. The record names them with its
//! words, in one command; the bytes travel later. A row of the table `blob` says that a file has arrived.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thidua_sync::Millis;
use thidua_sync::command::Fields;

/// The field of a record that names its evidence: a list of texts, each one [`Piece`], so that lists of two devices
/// merge as sets.
pub const FIELD: &str = "evidence";
/// Files that have arrived at the server, by SHA-256. Written by the server alone.
pub const TABLE: &str = "blob";
/// Pieces of one record.
pub const MOST: usize = 20;
/// Longest caption that a person writes, in characters.
pub const CAPTION_MAX: usize = 300;
/// Longest caption that is read: those of several devices stand beside each other.
const CAPTIONS_MAX: usize = 1_000;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Jpeg,
    Pdf,
}

impl Kind {
    /// As file names end.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Pdf => "pdf",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Pdf => "application/pdf",
        }
    }
}

/// One piece of evidence as a record names it: `<sha>.jpg caption`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// 64 lower-case hexadecimal digits.
    pub sha: String,
    pub kind: Kind,
    pub caption: String,
}

/// The text names no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPiece;

impl FromStr for Piece {
    type Err = NotAPiece;

    fn from_str(text: &str) -> Result<Piece, NotAPiece> {
        let (name, caption) = text.split_once(' ').unwrap_or((text, ""));
        let (sha, extension) = name.split_once('.').ok_or(NotAPiece)?;
        let kind = [Kind::Jpeg, Kind::Pdf].into_iter().find(|kind| kind.extension() == extension).ok_or(NotAPiece)?;
        if !is_sha(sha) || caption.chars().count() > CAPTIONS_MAX {
            return Err(NotAPiece);
        }
        Ok(Piece { sha: sha.to_owned(), kind, caption: caption.to_owned() })
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format!("{}.{} {}", self.sha, self.kind.extension(), self.caption);
        f.write_str(name.trim_end())
    }
}

/// Whether a text is a SHA-256 as it is written here.
pub fn is_sha(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A file that the server holds, checked and durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    pub kind: Kind,
    pub bytes: u64,
    /// In pixels; 0 for a PDF.
    #[serde(default)]
    pub width: u32,
    #[serde(default)]
    pub height: u32,
    /// Who handed the bytes in. To name a file is not to have it: only their records show it to others.
    pub by: Vec<String>,
    /// The server's clock when it first came.
    pub at: Millis,
}

/// What is wrong with the field, if anything.
pub fn fault(fields: &Fields) -> Option<&'static str> {
    let items = match fields.get(FIELD) {
        None | Some(Value::Null) => return None,
        Some(Value::Array(items)) => items,
        Some(_) => return Some("evidence_unreadable"),
    };
    let reads = |item: &Value| item.as_str().is_some_and(|text| text.parse::<Piece>().is_ok());
    match items.len() <= MOST {
        false => Some("evidence_too_many"),
        true => (!items.iter().all(reads)).then_some("evidence_unreadable"),
    }
}

/// The pieces that a field names; what cannot be read is left out, and each file comes once. Two devices that wrote a caption
/// under one photo leave two lines of it: what both wrote is kept.
pub fn pieces(field: &Value) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let texts = field.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str);
    for piece in texts.filter_map(|text| text.parse::<Piece>().ok()) {
        match found.iter_mut().find(|other| other.sha == piece.sha) {
            None => found.push(piece),
            Some(other) => other.caption = both(&other.caption, &piece.caption),
        }
    }
    found
}

fn both(one: &str, other: &str) -> String {
    let joined = [one, other].into_iter().filter(|caption| !caption.is_empty()).collect::<Vec<_>>().join(" / ");
    let is_said = one.split(" / ").any(|known| known == other);
    if is_said || joined.chars().count() > CAPTIONS_MAX { one.to_owned() } else { joined }
}

/// In a record that several people write: who named which file. Elsewhere its author did.
pub const NAMED: &str = "named";

/// Notes that `who` named those files that a record names now and did not name before. Nothing on a device asks for it: the
/// server's row brings it.
#[cfg(not(feature = "office"))]
pub fn note_names(_: &mut Map<String, Value>, _: &str) {}

/// Notes that `who` named those files that a record names now and did not name before.
#[cfg(feature = "office")]
pub fn note_names(record: &mut Map<String, Value>, who: &str) {
    let known = record.get(NAMED).and_then(Value::as_object).cloned().unwrap_or_default();
    let pieces = pieces(record.get(FIELD).unwrap_or(&Value::Null)).into_iter();
    let by = |piece: Piece| {
        let person = known.get(&piece.sha).cloned().unwrap_or_else(|| Value::from(who));
        (piece.sha, person)
    };
    let named: Map<String, Value> = pieces.map(by).collect();
    match named.is_empty() {
        true => record.remove(NAMED),
        false => record.insert(NAMED.into(), Value::Object(named)),
    };
}

#[cfg(feature = "office")]
pub use office::*;

/// What only the server does: it knows which files are there, and shows each to those who see a record of somebody who
/// handed it in.
#[cfg(feature = "office")]
mod office {
    use serde_json::{Value, json};
    use thidua_sync::Millis;
    use thidua_sync::body::Body;
    use thidua_sync::command::{Command, Refusal};
    use thidua_sync::domain::{Effect, Rows};
    use thidua_sync::order;
    use thidua_sync::row::{IndexKey, Key, Scope};

    use super::{Blob, FIELD, Kind, NAMED, TABLE, is_sha, pieces};
    use crate::council::office::exhibit;
    use crate::council::rows::CASE;
    use crate::{SYSTEM, record, visibility};

    /// Says that a file has arrived; only the server itself sends it.
    pub const ARRIVE: &str = "blob.arrive@1";
    const BY_SHA: &str = "evidence.sha";
    const BY_PERSON: &str = "blob.by";

    /// The files that a person has handed in.
    pub fn of_person(person: &str) -> IndexKey {
        IndexKey::new(BY_PERSON, person)
    }

    /// The index entries of a record that names evidence, and of a file.
    pub fn index(table: &str, body: &Body) -> Vec<IndexKey> {
        if table == TABLE {
            let blob = body.read::<Blob>();
            return blob.iter().flat_map(|blob| &blob.by).map(|person| of_person(person)).collect();
        }
        // Most records name none: their text tells so at once.
        if !body.text().contains("\"evidence\"") {
            return Vec::new();
        }
        let row = body.value();
        // A case of the council names the files of its nomination.
        let field = if table == CASE { &row["dossier"][FIELD] } else { &row[FIELD] };
        pieces(field).into_iter().map(|piece| IndexKey::new(BY_SHA, piece.sha)).collect()
    }

    /// Decides `blob.arrive`: the entity is the SHA-256, args are `{by, kind, bytes, width, height}`.
    pub fn arrive(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        if who != SYSTEM {
            return Err(Refusal::new("forbidden"));
        }
        let args = &command.args;
        let bad = || Refusal::new("bad_args");
        let by = args["by"].as_str().ok_or_else(bad)?.to_owned();
        let kind = match args["kind"].as_str() {
            Some("jpeg") => Kind::Jpeg,
            Some("pdf") => Kind::Pdf,
            _ => return Err(bad()),
        };
        if !is_sha(&command.entity) {
            return Err(bad());
        }
        let side = |name: &str| args[name].as_u64().and_then(|side| u32::try_from(side).ok()).unwrap_or(0);
        let bytes = args["bytes"].as_u64().ok_or_else(bad)?;
        let key = Key::new(TABLE, command.entity.clone());
        let mut blob = stored(rows, &key).unwrap_or(Blob {
            kind,
            bytes,
            width: side("width"),
            height: side("height"),
            by: Vec::new(),
            at: now,
        });
        let mut effect = Effect::default();
        if !blob.by.contains(&by) {
            blob.by.push(by);
            let naming = rows.find(&IndexKey::new(BY_SHA, &command.entity)).into_iter();
            let (cases, records): (Vec<Key>, Vec<Key>) = naming.partition(|key| key.table == CASE);
            cases.iter().for_each(|case| exhibit::arrived(rows, &mut effect, case, &command.entity, &blob));
            let bodies = records.iter().filter_map(|key| rows.row(key)).map(|found| found.body.value());
            put(&mut effect, key, &blob, bodies);
        }
        Ok(effect)
    }

    /// Shows the files that a record names to those who see it, and no longer those that it has ceased to name. `new` is
    /// the record as this command leaves it.
    pub fn follow(rows: &dyn Rows, effect: &mut Effect, record: &Key, new: &Value) {
        let old = rows.row(record).map(|found| found.body.value()).unwrap_or_default();
        let names = |of: &Value| order::set(pieces(&of[FIELD]).into_iter().map(|piece| piece.sha));
        let (before, after) = (names(&old), names(new));
        let seen_by = |of: &Value| of.as_object().map(record::scopes_of);
        let is_seen_by_others = seen_by(&old) != seen_by(new);
        for sha in before.union(&after) {
            if !is_seen_by_others && before.contains(sha) && after.contains(sha) {
                continue;
            }
            let key = Key::new(TABLE, sha.clone());
            let Some(blob) = stored(rows, &key) else { continue };
            let is_other = |other: &Key| other != record && other.table != CASE;
            let others = rows.find(&IndexKey::new(BY_SHA, sha)).into_iter().filter(is_other);
            let others = others.filter_map(|key| rows.row(&key)).map(|found| found.body.value());
            let own = after.contains(sha).then(|| new.clone());
            put(effect, key, &blob, others.chain(own));
        }
    }

    fn stored(rows: &dyn Rows, key: &Key) -> Option<Blob> {
        rows.row(key)?.body.read()
    }

    fn put(effect: &mut Effect, key: Key, blob: &Blob, records: impl Iterator<Item = Value>) {
        let mut scopes: Vec<Scope> = blob.by.iter().map(|person| visibility::of_person(person)).collect();
        for record in records {
            let Some(record) = record.as_object() else { continue };
            let named_by = &record.get(NAMED).unwrap_or(&Value::Null)[&key.id];
            let named_by = named_by.as_str().or(record.get("author").and_then(Value::as_str));
            if blob.by.iter().any(|person| Some(person.as_str()) == named_by) {
                scopes.extend(record::scopes_of(record));
            }
        }
        scopes.sort();
        scopes.dedup();
        effect.put(key, scopes, &json!(blob));
    }
}
