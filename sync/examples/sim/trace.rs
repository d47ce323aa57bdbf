//! A run told line by line, for reading why a seed failed.

use thidua_sync::client::Batch;
use thidua_sync::wire::{Read, Response};

/// What the server answered.
pub fn brief(served: &Option<Response>) -> String {
    let Some(response) = served else { return "died".into() };
    let outcomes: Vec<String> = response
        .outcomes
        .iter()
        .map(|reply| {
            format!(
                "{} {:?}{}",
                &reply.id.0.to_string()[..8],
                reply.outcome,
                if reply.cached { " (stored)" } else { "" }
            )
        })
        .collect();
    let read = match &response.read {
        Read::Page(page) => {
            let puts: Vec<String> =
                page.puts.iter().map(|row| format!("{}/{}@{}", row.key.table, row.key.id, row.seq)).collect();
            format!(
                "puts {puts:?} dels {:?} next {:?} more {} +{:?} -{:?}",
                page.dels, page.next, page.more, page.added, page.removed
            )
        }
        other => format!("{other:?}"),
    };
    format!("{outcomes:?} {read}")
}

/// What a device stores of an answer.
pub fn sum_up(batch: &Batch) -> String {
    let states: Vec<String> = batch.out_put.iter().map(|entry| format!("{}:{:?}", entry.cseq, entry.state)).collect();
    let drafts: Vec<String> = batch.draft_put.iter().map(|draft| format!("{} {:?}", draft.id, draft.fields)).collect();
    let bases: Vec<String> = batch
        .base_put
        .iter()
        .map(|base| {
            format!("{} rev {} recover {} past {} {:?}", base.id, base.rev, base.recover, base.past.len(), base.fields)
        })
        .collect();
    format!(
        "out {states:?} -{:?} past +{} -{} drafts {drafts:?} -{:?} bases {bases:?} -{:?}",
        batch.out_del,
        batch.past_put.len(),
        batch.past_del.len(),
        batch.draft_del,
        batch.base_del
    )
}
