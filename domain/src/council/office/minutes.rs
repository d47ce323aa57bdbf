//! Minutes (biên bản) say what was said of every dossier, so they are read by who takes part and is recused from none. They are a
//! row of their own: the session's is read by everybody in it, and by who convened it.

use serde_json::json;
use thidua_sync::command::Refusal;
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use super::right::{read, reads};
use super::sight;
use crate::council::rows::*;
use crate::org::Stamp;
use crate::visibility;

/// Writes them. Who does not read them may begin them, and not write over what others wrote: `minutes_not_seen`.
pub fn write(
    rows: &dyn Rows,
    effect: &mut Effect,
    (id, session): (&str, &Session),
    text: String,
    written: Stamp,
) -> Result<(), Refusal> {
    let scopes = scopes(rows, effect, id, session);
    let is_seen = scopes.contains(&visibility::of_person(&written.by));
    let is_begun = read::<Minutes>(rows, MINUTES, id).is_some_and(|minutes| !minutes.text.is_empty());
    if is_begun && !is_seen {
        return Err(Refusal::new("minutes_not_seen").field("minutes"));
    }
    effect.put(Key::new(MINUTES, id), scopes, &json!(Minutes { session: id.to_owned(), text, written }));
    Ok(())
}

/// Shows them anew after somebody has come, left or been recused.
pub fn show(rows: &dyn Rows, effect: &mut Effect, id: &str, session: &Session) {
    if let Some(minutes) = read::<Minutes>(rows, MINUTES, id) {
        let scopes = scopes(rows, effect, id, session);
        effect.put(Key::new(MINUTES, id), scopes, &json!(minutes));
    }
}

/// Those who take part and read every case of the session, as this command leaves them.
fn scopes(rows: &dyn Rows, effect: &Effect, id: &str, session: &Session) -> Vec<Scope> {
    let put: Vec<(&Key, Case)> = effect
        .puts
        .iter()
        .filter(|put| put.key.table == CASE)
        .filter_map(|put| Some((&put.key, put.body.read()?)))
        .collect();
    let kept = rows.find(&sight::cases_of(id)).into_iter().filter(|key| put.iter().all(|(other, _)| *other != key));
    let mut cases: Vec<Case> = kept.filter_map(|key| read(rows, CASE, &key.id)).collect();
    cases.retain(|case| !case.recused.is_empty());
    cases.extend(put.iter().map(|(_, case)| case.clone()));
    let members = session.members.iter().map(|member| &member.person);
    let people = order::set(members.chain(session.proxies.iter().map(|proxy| &proxy.deputy)));
    let reading = people.into_iter().filter(|person| cases.iter().all(|case| reads(case, person)));
    reading.map(|person| visibility::of_person(person)).collect()
}
