//! What the writer tells: which accepted commands may concern somebody else.

use thidua_domain::notice::{self, Done};
use thidua_sync::command::{Command, Outcome};
use thidua_sync::wire::Reply;
use tokio::sync::mpsc;

/// Groups of commands that may wait to be looked at.
const QUEUE: usize = 256;

/// An accepted command of which somebody may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    who: String,
    kind: String,
    entity: String,
}

impl Call {
    pub fn done(&self) -> Done<'_> {
        Done { who: &self.who, kind: &self.kind, entity: &self.entity }
    }
}

/// Where the writer tells of what it has committed. Never waits.
#[derive(Clone, Default)]
pub struct Calls(Option<mpsc::Sender<Vec<Call>>>);

impl Calls {
    /// The teller, and where the calls come out.
    pub fn open() -> (Calls, mpsc::Receiver<Vec<Call>>) {
        let (calls, queue) = mpsc::channel(QUEUE);
        (Calls(Some(calls)), queue)
    }

    /// Passes on what was accepted just now of a person's commands, if anybody listens.
    pub fn tell(&self, who: &str, commands: &[Command], replies: &[Reply]) {
        let Some(calls) = &self.0 else { return };
        let is_new =
            |reply: &Reply| !reply.cached && matches!(reply.outcome, Outcome::Applied { .. } | Outcome::Merged { .. });
        let news =
            commands.iter().zip(replies).filter(|(command, reply)| is_new(reply) && notice::concerns(&command.kind));
        let call =
            |command: &Command| Call { who: who.into(), kind: command.kind.clone(), entity: command.entity.clone() };
        let news: Vec<Call> = news.map(|(command, _)| call(command)).collect();
        if !news.is_empty() {
            // A full queue loses them: calls are no promise.
            drop(calls.try_send(news));
        }
    }
}
