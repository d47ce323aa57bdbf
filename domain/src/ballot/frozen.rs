//! What is fixed when a vote opens, as one hash: a voter casts for what they saw, and everybody can check it later.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::sealed::hex;
use crate::council::rows::Ballot;

/// The text that is hashed: one line of JSON whose order is fixed.
pub fn text(ballot: &Ballot) -> String {
    let electors: Vec<_> = ballot.electors.iter().map(|elector| (&elector.member, &elector.voter)).collect();
    let who = (&ballot.session, &ballot.case, ballot.round, ballot.method, electors);
    let bar = (ballot.base, ballot.percent, &ballot.ground, ballot.needed, ballot.quorum, &ballot.present);
    let rest = (ballot.opinions_count, &ballot.warnings, ballot.closes_at, &ballot.opened.by, ballot.opened.at);
    json!(["thidua ballot 1", who, bar, rest]).to_string()
}

/// SHA-256 of [`text`], in hexadecimal.
pub fn hash(ballot: &Ballot) -> String {
    hex(&Sha256::digest(text(ballot)))
}

/// Whether nothing of it was changed since it opened.
pub fn holds(ballot: &Ballot) -> bool {
    hash(ballot) == ballot.frozen
}
