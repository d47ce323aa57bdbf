//! What the database knows of files: who handed in how much, and that one more has arrived.

use serde_json::json;
use thidua_domain::SYSTEM;
use thidua_domain::evidence::{self, Blob};
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome};
use thidua_sync::row::Key;
use thidua_sync::server::with_rows;
use thidua_sync::store::{Loaded, StoreError};

use super::Facts;
use crate::operator::new_id;
use crate::store::{self, Desk, Store};
use crate::writer::Writer;

/// Bytes of the files that a person has handed in, without one of them.
pub fn used(desk: &mut dyn Desk, person: &str, without: &str) -> Result<u64, StoreError> {
    with_rows(desk, &mut Loaded::default(), |rows| {
        let keys = rows.find(&evidence::of_person(person)).into_iter().filter(|key| key.id != without);
        keys.filter_map(|key| rows.row(&key)?.body.read::<Blob>()).map(|blob| blob.bytes).sum()
    })
}

/// Whether the row of a file names a person.
pub fn is_known(store: &dyn Store, person: &str, sha: &str) -> Result<bool, StoreError> {
    let key = Key::new(evidence::TABLE, sha);
    store::read(store, |desk| {
        with_rows(desk, &mut Loaded::default(), |rows| {
            let blob = rows.row(&key).and_then(|found| found.body.read::<Blob>());
            blob.is_some_and(|blob| blob.by.iter().any(|other| other == person))
        })
    })
}

/// Writes that a file has arrived from a person. Writing it twice changes nothing.
pub async fn write(writer: &Writer, person: &str, sha: &str, facts: &Facts) -> Result<(), StoreError> {
    let now = crate::now();
    let Facts { kind, bytes, width, height } = facts;
    let command = Command {
        id: CommandId(new_id(now)),
        client: ClientId(new_id(now)),
        cseq: 1,
        kind: evidence::ARRIVE.into(),
        entity: sha.into(),
        base: Base::default(),
        deps: Vec::new(),
        args: json!({ "by": person, "kind": kind, "bytes": bytes, "width": width, "height": height }),
        made_at: now,
    };
    let replies = writer.submit(SYSTEM.to_owned(), vec![command], None).await?;
    match replies.into_iter().next().map(|reply| reply.outcome) {
        Some(Outcome::Applied { .. } | Outcome::Merged { .. }) => Ok(()),
        Some(Outcome::Rejected(refusal)) => Err(StoreError::Broken(format!("a file's arrival: {}", refusal.code))),
        Some(Outcome::Deferred(_)) | None => Err(StoreError::Busy),
    }
}
