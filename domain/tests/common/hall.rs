//! An event in the demonstration's province: who organises it, what its hall shows, and scans by devices of any clock.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use thidua_domain::checkin::attendance::Attendance;
use thidua_domain::checkin::rows::certified;
use thidua_domain::checkin::verdict::{Verdict, verdict};
use thidua_domain::checkin::{ATTENDANCE, EVENT_KEY, attendance_id, short, token};
use thidua_domain::event::{self, Event};
use thidua_sync::command::Base;
use thidua_sync::row::Key;
use uuid::Uuid;

use super::{NOW, Sent, World, command};

/// The author; two more organise by name: one of the province, one of a unit elsewhere.
pub const OFFICER: &str = "nhung-lth";
pub const EVENT: &str = "01980000-0000-7000-8000-0000000000e1";
pub const HALL: [u8; 32] = [7; 32];
pub const SECRET: short::Secret = [9; 16];
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Ten o'clock of the day on which it is open from half past nine to half past eleven.
pub fn fields() -> Value {
    json!({ "title": "Lễ phát động", "place": "Hội trường A", "opens": "2026-11-23T09:30", "closes": "2026-11-23T11:30",
            "invited": ["na", "na-kv1"], "guests": ["nga-ht", "duc-nm"], "organisers": ["truong-px", "khoi-dm"],
            "spot": { "lat": 18_679_585, "lon": 105_681_335, "acc": 10 }, "radius": "100" })
}

impl World {
    /// The demonstration with an event of the province.
    pub fn with_event(fields: Value) -> World {
        let mut world = World::demo();
        assert_eq!(world.code(OFFICER, "event.submit@1", EVENT, json!({ "unit": "na", "fields": fields })), "ok");
        world
    }

    pub fn certify(&mut self) {
        assert_eq!(self.code(OFFICER, "event.key@1", EVENT, key_args()), "ok");
    }

    pub fn event(&self) -> Event {
        let map: Map<String, Value> = self.store.rows()[&Key::new(event::TABLE, EVENT)].body.read().unwrap();
        Event::read(&map).unwrap()
    }

    /// The event's certified keys.
    pub fn keys(&self) -> BTreeSet<String> {
        let ids = self.store.rows().keys().filter(|key| key.table == EVENT_KEY).map(|key| key.id.as_str());
        certified(EVENT, ids)
    }

    pub fn attendance(&self, person: &str) -> Option<Attendance> {
        self.store.rows().get(&Key::new(ATTENDANCE, attendance_id(EVENT, person)))?.body.read()
    }

    pub fn verdict(&self, person: &str) -> Verdict {
        verdict(&self.event(), &self.keys(), &self.attendance(person).unwrap())
    }

    pub fn count(&self, table: &str) -> usize {
        self.store.rows().keys().filter(|key| key.table == table).count()
    }
}

/// The event as it is judged by.
pub fn event() -> Event {
    let mut fields = fields();
    fields["unit"] = json!("na");
    fields["author"] = json!(OFFICER);
    Event::read(fields.as_object().unwrap()).unwrap()
}

/// The hall's key, certified.
pub fn keys() -> BTreeSet<String> {
    [token::key_id(&token::public(&HALL))].into()
}

pub fn key_args() -> Value {
    json!({ "public": token::base32(&token::public(&HALL)), "secret": token::base32(&SECRET) })
}

pub fn event_id() -> Uuid {
    Uuid::parse_str(EVENT).unwrap()
}

/// What the hall shows at an instant of the server's clock.
pub fn shown(at: i64) -> String {
    token::event_code(&HALL, event_id(), token::window_of(at))
}

pub fn typed(at: i64) -> String {
    short::code(&SECRET, event_id(), token::window_of(at))
}

/// The seed of a person's device.
pub fn seed(person: &str) -> [u8; 32] {
    let mut seed = [0; 32];
    for (at, byte) in person.bytes().enumerate() {
        seed[at % 32] ^= byte.wrapping_add(at as u8);
    }
    seed
}

pub fn pass(person: &str, at: i64) -> String {
    token::pass(&seed(person), token::window_of(at))
}

pub fn pass_args(person: &str) -> Value {
    let seed = seed(person);
    json!({ "public": token::base32(&token::public(&seed)), "proof": token::claim(&seed, person) })
}

/// Someone's device: its clock minus the server's, and whether that was ever measured.
#[derive(Clone)]
pub struct Device {
    pub who: String,
    pub off: i64,
    pub is_measured: bool,
    pub n: u64,
}

impl Device {
    pub fn of(who: &str, off: i64) -> Device {
        Device { who: who.into(), off, is_measured: true, n: 0 }
    }

    /// A scan at an instant of the server's clock, which comes there at another.
    pub fn scan(&mut self, count: u64, (at, received): (i64, i64), mut args: Value) -> Sent {
        self.n += 1;
        let all = args.as_object_mut().unwrap();
        all.entry("event").or_insert(json!(EVENT));
        all.entry("going").or_insert(json!("in"));
        all.entry("device").or_insert(json!(format!("may-{}", self.who)));
        all.entry("n").or_insert(json!(self.n));
        if self.is_measured {
            all.insert("skew".into(), json!(-self.off));
        }
        let id = Uuid::from_u128(0x5ca4_0000 + u128::from(count)).to_string();
        let mut command = command(1_000_000 + count, "scan.add@1", &id, Base::default(), args);
        command.made_at = at + self.off;
        Sent { who: self.who.clone(), command, now: received }
    }
}

/// A scan now, on a right clock, that comes at once.
pub fn scan_now(world: &mut World, who: &str, args: Value) -> String {
    world.count += 1;
    let sent = Device { n: world.count, ..Device::of(who, 0) }.scan(world.count, (NOW, NOW + 1_000), args);
    world.sent(&sent)
}
