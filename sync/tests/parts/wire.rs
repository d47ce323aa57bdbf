//! Frozen examples of every message: they must be read for ever, and be written the same.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thidua_sync::client::{Durable, Entry, Meta, Past};
use thidua_sync::command::{Command, Outcome};
use thidua_sync::draft::{Draft, DraftBase, DraftRow};
use thidua_sync::wire::{Poke, Request, Response};

const GOLDEN: &str = include_str!("golden.json");

fn same<T: Serialize + DeserializeOwned>(example: &Value) -> Result<(), String> {
    let read: T = serde_json::from_value(example.clone()).map_err(|error| error.to_string())?;
    let written = serde_json::to_value(&read).map_err(|error| error.to_string())?;
    if written == *example { Ok(()) } else { Err(format!("is written as {written}")) }
}

#[test]
fn frozen_examples_are_read_and_written_the_same() {
    let golden: Vec<(String, Value)> = serde_json::from_str(GOLDEN).unwrap();
    assert!(golden.len() >= 20);
    for (kind, example) in golden {
        let told = match kind.as_str() {
            "request" => same::<Request>(&example),
            "response" => same::<Response>(&example),
            "outcome" => same::<Outcome>(&example),
            "command" => same::<Command>(&example),
            "poke" => same::<Poke>(&example),
            "meta" => same::<Meta>(&example),
            "entry" => same::<Entry>(&example),
            "past" => same::<Past>(&example),
            "draft" => same::<Draft>(&example),
            "draft_base" => same::<DraftBase>(&example),
            "draft_row" => same::<DraftRow>(&example),
            "durable" => same::<Durable>(&example),
            other => Err(format!("no such kind: {other}")),
        };
        told.unwrap_or_else(|why| panic!("{kind} {example}: {why}"));
    }
}

/// What an older build left out is there with its usual value.
#[test]
fn shorter_messages_are_read() {
    let id = "00000000-0000-0000-0000-000000000001";
    let request = format!(r#"{{"proto":1,"build":"b","person":"an","client":"{id}","later":{{"x":[1]}}}}"#);
    let request: Request = serde_json::from_str(&request).unwrap();
    assert!(request.position.is_none() && request.commands.is_empty() && !request.check);
    let command = format!(r#"{{"id":"{id}","client":"{id}","cseq":1,"kind":"k@1","entity":"e","args":{{}}}}"#);
    let command: Command = serde_json::from_str(&command).unwrap();
    assert!(command.deps.is_empty() && command.base.draft.is_empty());
    let meta = format!(r#"{{"client":"{id}","person":"an"}}"#);
    assert_eq!(serde_json::from_str::<Meta>(&meta).unwrap().turn, 0);
}

/// Stored outcomes are found by this: it must never change.
#[test]
fn a_digest_is_what_it_was() {
    let golden: Vec<(String, Value)> = serde_json::from_str(GOLDEN).unwrap();
    let (_, first) = golden.iter().find(|(kind, _)| kind == "command").unwrap();
    let command: Command = serde_json::from_value(first.clone()).unwrap();
    assert_eq!(command.digest().0, include_str!("digest.txt").trim());
}
