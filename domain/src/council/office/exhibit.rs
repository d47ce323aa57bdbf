//! Files of a dossier as the council sees them. Each is a row of its own, so that nothing moves at the file's own row: whose
//! nomination it is would learn from it that their case was taken up.

use serde_json::json;
use thidua_sync::body::Body;
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key};

use super::right::read;
use super::sight;
use crate::council::rows::*;
use crate::evidence::{self, Blob};

/// Exhibits by the SHA-256 of their file.
const BY_SHA: &str = "exhibit.sha";

/// The exhibits that a file is.
pub fn of_file(sha: &str) -> IndexKey {
    IndexKey::new(BY_SHA, sha)
}

pub fn index(body: &Body) -> Vec<IndexKey> {
    body.read::<Exhibit>().map(|exhibit| of_file(&exhibit.sha)).into_iter().collect()
}

/// A file that a case names has come.
pub fn arrived(rows: &dyn Rows, effect: &mut Effect, case: &Key, sha: &str, blob: &Blob) {
    if let Some(known) = read::<Case>(rows, CASE, &case.id) {
        put(effect, (&case.id, &known), sha, blob);
    }
}

/// Takes away the files that a case named before it was dropped, and names no more.
pub fn hide(rows: &dyn Rows, effect: &mut Effect, id: &str, (before, case): (&Case, &Case)) {
    let files = |case: &Case| {
        let field = case.dossier.get(evidence::FIELD).unwrap_or_default();
        order::set(evidence::pieces(field).into_iter().map(|piece| piece.sha))
    };
    let now = files(case);
    let gone = files(before).into_iter().filter(|sha| !now.contains(sha));
    let gone = gone.map(|sha| Key::new(EXHIBIT, format!("{id}.{sha}")));
    effect.dels.extend(gone.filter(|key| rows.row(key).is_some()));
}

/// Shows all files of a case that are there to those who read it.
pub fn show(rows: &dyn Rows, effect: &mut Effect, id: &str, case: &Case) {
    let field = case.dossier.get(evidence::FIELD).unwrap_or_default();
    for piece in evidence::pieces(field) {
        if let Some(blob) = read::<Blob>(rows, evidence::TABLE, &piece.sha) {
            put(effect, (id, case), &piece.sha, &blob);
        }
    }
}

/// To name a file is not to have it: only what the nomination's author handed in is shown.
fn put(effect: &mut Effect, (id, case): (&str, &Case), sha: &str, blob: &Blob) {
    if blob.by.contains(&case.author) {
        let exhibit = Exhibit { sha: sha.to_owned(), case: id.to_owned(), blob: blob.clone() };
        effect.put(Key::new(EXHIBIT, format!("{id}.{sha}")), sight::of_case(case), &json!(exhibit));
    }
}
