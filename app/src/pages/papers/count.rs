//! Biên bản kiểm phiếu: the secret votes that were counted.

use serde_json::{Value, json};
use thidua_domain::council::rows::{Method, Outcome};

use super::sitting::{Heard, Sitting, votes};

/// Whether there is something that such a paper could tell.
pub fn has_any(sitting: &Sitting) -> bool {
    !secret(sitting).is_empty()
}

/// The counting committee the rows do not hold. Ballots have figures where they are the same for every dossier.
pub fn data(sitting: &Sitting) -> Value {
    let counted = secret(sitting);
    let mut data = sitting.data();
    data.insert("ballots".into(), ballots(&counted));
    data.insert("votes".into(), votes(&counted));
    Value::Object(data)
}

fn secret(sitting: &Sitting) -> Vec<&Heard> {
    let is_secret = |heard: &&Heard| heard.outcome.as_ref().is_some_and(|one| one.method == Method::Confidential);
    sitting.heard.iter().filter(is_secret).collect()
}

/// The server takes no vote that it cannot read, so that none is invalid.
fn ballots(counted: &[&Heard]) -> Value {
    let figures = |outcome: &Outcome| (outcome.electors, outcome.cast.yes + outcome.cast.no + outcome.cast.abstain);
    let mut all = counted.iter().filter_map(|heard| heard.outcome.as_ref()).map(figures);
    let Some(first) = all.next().filter(|first| all.all(|other| other == *first)) else { return json!({}) };
    json!({ "issued": first.0, "returned": first.1, "valid": first.1, "invalid": 0 })
}
