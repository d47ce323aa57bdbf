//! What commands that wait here will make of a session, as far as a device can tell. Pure.

use serde_json::{Map, Value, json};
use thidua_domain::ballot::threshold;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{Proxy, Quorum, Session, Stage};
use thidua_domain::date;
use thidua_domain::nomination::course::Paper;
use thidua_domain::rate::Rate;
use thidua_sync::body;
use thidua_sync::command::Command;

/// The session that a command will convene. Its members only the server knows.
pub fn convened(command: &Command, who: &str) -> Option<Session> {
    let mut fields = command.args.as_object()?.clone();
    fields.retain(|_, value| !value.is_null());
    fields.insert("when".into(), json!(date::moment(fields.get("when")?.as_str()?)?));
    fields.insert("members".into(), json!([]));
    fields.insert("state".into(), json!(Stage::Preparing));
    let quorum = Quorum { numerator: 2, denominator: 3, needed: 0, present: 0, reached: false };
    fields.insert("quorum".into(), json!(quorum));
    fields.insert("convened".into(), json!({ "by": who, "at": command.made_at }));
    body::typed(&Value::Object(fields)).ok()
}

/// A session after a command about it.
pub fn session(mut session: Session, command: &Command) -> Session {
    let args = &command.args;
    let named = |name: &str| args[name].as_str().unwrap_or_default().to_owned();
    match command.kind.as_str() {
        acts::EDIT => return edited(session, args.as_object()),
        acts::OPEN => session.state = Stage::Open,
        acts::CLOSE => {
            session.state = Stage::Closed;
            if !named("minutes").is_empty() {
                session.minutes = named("minutes");
            }
        }
        acts::CONCLUDE => {
            let signed = json!({ "by": "", "at": command.made_at });
            let notice =
                json!({ "signed": signed, "paper": Paper::Notice, "number": args["number"], "day": args["day"] });
            session.concluded = body::typed(&notice).ok();
        }
        acts::ATTEND => {
            match args["present"] == true {
                true => session.present.insert(named("person")),
                false => session.present.remove(&named("person")),
            };
        }
        acts::PROXY => {
            session.proxies.retain(|proxy| proxy.member != named("member"));
            if let Some(deputy) = args["deputy"].as_str() {
                let deputy = deputy.to_owned();
                session.proxies.push(Proxy { member: named("member"), deputy, paper: named("paper") });
            }
        }
        _ => {}
    }
    reckoned(session)
}

fn edited(session: Session, args: Option<&Map<String, Value>>) -> Session {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&session) else { return session };
    for (name, value) in args.into_iter().flatten() {
        let value = match name.as_str() {
            "when" => value.as_str().and_then(date::moment).map(|at| json!(at)),
            "refresh" | "quorum" => None,
            _ => Some(value.clone()),
        };
        fields.extend(value.map(|value| (name.clone(), value)));
    }
    body::typed(&Value::Object(fields)).unwrap_or(session)
}

/// Whether a member is there, themselves or by their deputy.
pub fn is_there(session: &Session, member: &str) -> bool {
    let by = |proxy: &Proxy| proxy.member == member && session.present.contains(&proxy.deputy);
    session.present.contains(member) || session.proxies.iter().any(by)
}

fn reckoned(mut session: Session) -> Session {
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let fraction = Rate { numerator: session.quorum.numerator.into(), denominator: session.quorum.denominator.into() };
    let all = many(session.members.len());
    let needed = threshold::quorum(fraction, all).and_then(|needed| u32::try_from(needed).ok()).unwrap_or(all);
    let present = many(session.members.iter().filter(|member| is_there(&session, &member.person)).count());
    session.quorum = Quorum { needed, present, reached: present >= needed, ..session.quorum };
    session
}

#[cfg(test)]
mod tests {
    use thidua_domain::council::rows::{Member, Seat};
    use thidua_sync::command::{Base, ClientId, CommandId};
    use uuid::Uuid;

    use super::*;

    fn command(kind: &str, args: Value) -> Command {
        Command {
            id: CommandId(Uuid::nil()),
            client: ClientId(Uuid::nil()),
            cseq: 1,
            kind: kind.into(),
            entity: "s".into(),
            base: Base::default(),
            deps: Vec::new(),
            args,
            made_at: 5,
        }
    }

    #[test]
    fn what_waits_is_seen_before_the_server_answers() {
        let args = json!({
            "unit": "u", "title": "Phiên 1", "year": 2026, "rules": "r", "when": "2026-11-26T08:30", "mode": "meeting",
            "place": null,
        });
        let mut found = convened(&command(acts::CONVENE, args), "an").unwrap();
        assert_eq!((found.title.as_str(), found.state, found.convened.at), ("Phiên 1", Stage::Preparing, 5));
        let member = |person: &str| Member { person: person.into(), role: Seat::Member };
        found.members = vec![member("an"), member("binh"), member("cuc")];
        found = session(found, &command(acts::PROXY, json!({ "member": "cuc", "deputy": "dung", "paper": "1" })));
        for person in ["an", "dung"] {
            found = session(found, &command(acts::ATTEND, json!({ "person": person, "present": true })));
        }
        assert_eq!((found.quorum.needed, found.quorum.present, found.quorum.reached), (2, 2, true));
        found = session(found, &command(acts::EDIT, json!({ "title": "Phiên 2", "when": "2026-11-27T08:30" })));
        assert_eq!((found.title.as_str(), Some(found.when)), ("Phiên 2", date::moment("2026-11-27T08:30")));
        found = session(found, &command(acts::CLOSE, json!({ "minutes": "Biên bản" })));
        assert_eq!((found.state, found.minutes.as_str()), (Stage::Closed, "Biên bản"));
    }
}
