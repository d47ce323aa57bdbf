//! What a person does. Every change takes one way: plan on the present state, make it durable, show it.

use serde_json::{Value, json};
use thidua_domain::Emulation;
use thidua_sync::client::{Batch, Client, Intent, NotPlanned, Written};
use thidua_sync::command::Base;
use thidua_sync::draft::{Draft, DraftBase};
use thidua_sync::rescue;
use thidua_sync::sheet::Edit;

use leptos::prelude::*;

use super::{App, NotTaken, Stage};
use crate::browser::time;
use crate::store::StoreError;

/// What decides on a change from the present state.
type Plan<'a> = dyn FnOnce(&Client<Emulation>) -> Result<Batch, NotPlanned> + 'a;

/// Why a rescue file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueProblem {
    File(rescue::RescueError),
    Device(NotTaken),
}

impl App {
    /// The one way of change: plan on the present state, make it durable, show it.
    pub async fn act(self, plan: impl FnOnce(&Client<Emulation>) -> Result<Batch, NotPlanned>) -> Result<(), NotTaken> {
        self.act_on(Box::new(plan)).await
    }

    /// One copy of the way for all plans.
    async fn act_on(self, plan: Box<Plan<'_>>) -> Result<(), NotTaken> {
        let core = self.core().ok_or(NotTaken::NobodyHere)?;
        let _turn = core.gate.lock().await;
        let batch = plan(&core.client.borrow()).map_err(NotTaken::Plan)?;
        if batch.is_empty() {
            return Ok(());
        }
        match core.store.commit(batch).await {
            Ok(durable) => {
                self.show_own(&core, durable).await;
                if self.trouble.get_untracked().is_some() {
                    self.trouble.set(None);
                    self.save_rest();
                }
                Ok(())
            }
            Err(StoreError::Overtaken) => {
                self.reread(&core).await;
                Err(NotTaken::Store(StoreError::Overtaken))
            }
            Err(error) => {
                if error == StoreError::Stale {
                    self.stage.set(Stage::Stale);
                }
                self.trouble.set(Some(error.clone()));
                Err(NotTaken::Store(error))
            }
        }
    }

    /// Sends a command: durable in the outbox, predicted on screen, sent as soon as there is a server. With the draft in
    /// which it was written, which goes in the same step.
    pub async fn send(
        self,
        kind: &str,
        entity: &str,
        base: Base,
        args: Value,
        draft: Option<Written>,
    ) -> Result<(), NotTaken> {
        let intent = Intent { id: time::command_id(), kind: kind.into(), entity: entity.into(), base, args, draft };
        self.act(|client| client.plan_command(intent, time::now())).await?;
        self.ring();
        Ok(())
    }

    /// Sends several commands of one kind in one step: all of them are durable, or none. Each has its entity and arguments.
    pub async fn send_all(self, kind: &str, all: Vec<(String, Value)>) -> Result<(), NotTaken> {
        let now = time::now();
        let plan = |client: &Client<Emulation>| -> Result<Batch, NotPlanned> {
            let mut batch = Batch { strict: true, ..Batch::default() };
            for (entity, args) in all {
                let (id, kind) = (time::command_id(), kind.to_owned());
                let intent = Intent { id, kind, entity, base: Base::default(), args, draft: None };
                batch.out_put.extend(client.plan_command(intent, now)?.out_put);
            }
            Ok(batch)
        };
        self.act(plan).await?;
        self.ring();
        Ok(())
    }

    /// Stores a draft that comes back, as it is.
    pub async fn save_draft(self, draft: Draft) -> Result<(), NotTaken> {
        self.act(|client| Ok(client.plan_draft(draft))).await
    }

    /// Saves a screen. Answers what is stored of the draft since, and whether what was stored had to be kept beside it.
    pub(super) async fn save_edit(self, edit: &Edit) -> Result<(Option<Draft>, bool), NotTaken> {
        let mut beside = false;
        self.act(|client| {
            let batch = client.plan_edit(edit, &time::record_id());
            beside = batch.draft_put.len() > 1;
            Ok(batch)
        })
        .await?;
        Ok((self.peek(|client| client.draft(&edit.id).cloned()).flatten(), beside))
    }

    pub async fn discard_draft(self, id: &str) -> Result<(), NotTaken> {
        self.act(|client| Ok(client.plan_discard_draft(id, time::command_id(), time::now()))).await
    }

    /// Takes a refused command up again as a draft with its words, or throws it away.
    pub async fn put_away(self, cseq: u64, draft: Option<Draft>) -> Result<(), NotTaken> {
        self.act(|client| client.plan_put_away(cseq, draft, time::command_id(), time::now())).await?;
        self.ring();
        Ok(())
    }

    /// Makes a record that means nothing durable, and takes it away again: whether this device can save at all.
    pub async fn test_save(self) -> Result<(), NotTaken> {
        let id = String::from("test");
        let (fields, past) = Default::default();
        let base = DraftBase { id: id.clone(), fields, rev: 0, recover: false, past, refused: None };
        self.act(|_| Ok(Batch { strict: true, base_put: vec![base], ..Batch::default() })).await?;
        self.act(|_| Ok(Batch { strict: true, base_del: vec![id], ..Batch::default() })).await
    }

    /// The rescue file: everything that a person wrote and no server has confirmed for good, with the words on this
    /// tab's screens that the store has not taken.
    pub fn rescue_file(self) -> Option<String> {
        let unsaved = self.unsaved();
        self.peek(|client| {
            let mut file = rescue::export(client, time::now());
            if let Some(drafts) = file["drafts"].as_array_mut() {
                drafts.retain(|draft| unsaved.iter().all(|newer| draft["id"] != newer.id.as_str()));
                drafts.extend(unsaved.iter().map(|draft| json!(draft)));
            }
            file.to_string()
        })
    }

    /// Takes a rescue file in. Nothing that is here already is taken twice.
    pub async fn take_rescue_file(self, text: &str) -> Result<rescue::Summary, RescueProblem> {
        let mut summary = None;
        let mut problem = None;
        let done = self
            .act(|client| match rescue::plan_import(client, text, time::now()) {
                Ok((batch, counted)) => {
                    summary = Some(counted);
                    Ok(batch)
                }
                Err(error) => {
                    problem = Some(error);
                    Ok(Batch::default())
                }
            })
            .await;
        if let Some(error) = problem {
            return Err(RescueProblem::File(error));
        }
        done.map_err(RescueProblem::Device)?;
        self.ring();
        summary.ok_or(RescueProblem::Device(NotTaken::NobodyHere))
    }
}
