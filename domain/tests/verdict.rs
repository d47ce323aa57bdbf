//! What scans are worth, one by one and together.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::hall::*;
use common::*;
use serde_json::{Value, json};
use thidua_domain::checkin::attendance::{Attendance, Fact, fold};
use thidua_domain::checkin::reason::{Grade, Reason};
use thidua_domain::checkin::scan::Scan;
use thidua_domain::checkin::summary::summary;
use thidua_domain::checkin::verdict::{judge, verdict};
use thidua_domain::checkin::{SCAN, attendance_id, guest_id, token};
use thidua_sync::command::Base;
use thidua_sync::row::Key;
use uuid::Uuid;

const PERSON: &str = "an-hs";
const SECOND: i64 = 1_000;

/// The fact of a scan that is made and received at instants of the server's clock.
fn fact_of(device: &mut Device, times: (i64, i64), args: Value) -> Fact {
    let sent = device.scan(1, times, args);
    Scan::read(&sent.who, &sent.command, Some(sent.now)).unwrap().fact(&sent.command.entity, &[SECRET])
}

/// Scans with `args` at `at`, comes `after` later, and must have the grade and the reasons.
#[track_caller]
fn check(args: Value, (at, after): (i64, i64), off: i64, expected: (Grade, &[Reason])) {
    let way = args["way"].as_str().unwrap_or_default().to_owned();
    let who = if matches!(way.as_str(), "shown" | "code") { PERSON } else { OFFICER };
    let fact = fact_of(&mut Device::of(who, off), (at, at + after), args);
    let judged = judge((&event(), &keys()), Some(PERSON), &fact);
    assert_eq!((judged.grade, judged.reasons), (expected.0, expected.1.iter().copied().collect()));
}

fn at_hall(lat: i64) -> Value {
    json!({ "lat": lat, "lon": 105_681_335, "acc": 20 })
}

#[test]
fn each_way_has_its_grades() {
    use Grade::{Claimed, Disputed, Verified};
    let token = |at: i64| json!({ "way": "shown", "token": shown(at) });
    let code = |at: i64| json!({ "way": "code", "code": typed(at) });
    let shows = |at: i64| json!({ "way": "pass", "token": pass(PERSON, at) });
    let name = json!({ "way": "name", "person": PERSON });
    let guest = json!({ "way": "guest", "guest": { "name": "Trần Văn B", "unit": "UBND huyện" } });
    for args in [token(NOW), code(NOW), shows(NOW), name.clone(), guest] {
        check(args.clone(), (NOW + SECOND, SECOND), 0, (Verified, &[]));
        check(args.clone(), (NOW + SECOND, 8 * MINUTE), MINUTE, (Verified, &[]));
        check(args.clone(), (NOW + SECOND, SECOND), 2 * HOUR, (Verified, &[Reason::SkewLarge]));
        check(args, (NOW + SECOND, SECOND), -DAY, (Verified, &[Reason::SkewLarge]));
    }
    // Late: an organiser's word holds, a code is claimed.
    for args in [token(NOW), code(NOW)] {
        check(args, (NOW, 11 * MINUTE), 0, (Claimed, &[Reason::CameLate]));
    }
    check(name.clone(), (NOW, DAY), 0, (Verified, &[]));
    check(shows(NOW), (NOW, DAY), 0, (Verified, &[]));
    check(shows(NOW - HOUR), (NOW, SECOND), 0, (Claimed, &[Reason::PassOff]));
    check(shows(NOW + HOUR), (NOW, SECOND), 0, (Claimed, &[Reason::PassOff]));
    // After its window, before it, and in none.
    check(token(NOW), (NOW + 5 * MINUTE, SECOND), 0, (Disputed, &[Reason::UsedAfterWindow]));
    check(code(NOW), (NOW + 2 * MINUTE, SECOND), 0, (Disputed, &[Reason::UsedAfterWindow]));
    check(token(NOW + 5 * MINUTE), (NOW, SECOND), 0, (Disputed, &[Reason::UsedBeforeWindow]));
    check(json!({ "way": "code", "code": "0000-0000" }), (NOW, SECOND), 0, (Disputed, &[Reason::CodeWrong]));
    // Outside the hours: by the window, or by the organiser's clock.
    check(token(NOW - HOUR), (NOW - HOUR, SECOND), 0, (Disputed, &[Reason::OutsideHours]));
    check(name.clone(), (NOW + 2 * HOUR, SECOND), 0, (Disputed, &[Reason::OutsideHours]));
    check(shows(NOW + 2 * HOUR), (NOW + 2 * HOUR, SECOND), 0, (Disputed, &[Reason::OutsideHours]));
    // A clock that was set after it was measured.
    check(name, (NOW + 6 * MINUTE, -6 * MINUTE), 0, (Disputed, &[Reason::ClockAhead]));
}

#[test]
fn a_place_disputes_only_beyond_the_radius_and_both_accuracies() {
    let at = |lat: i64| json!({ "way": "shown", "token": shown(NOW), "spot": at_hall(lat) });
    // Radius 100 m, accuracies 10 m and 20 m: 130 m, 1,169 millionths of a degree.
    check(at(18_679_585 + 1_160), (NOW, SECOND), 0, (Grade::Verified, &[]));
    check(at(18_679_585 + 1_190), (NOW, SECOND), 0, (Grade::Disputed, &[Reason::OutsideRadius]));
    // A place alone proves nothing.
    let near = json!({ "way": "shown", "token": "", "spot": at_hall(18_679_585) });
    check(near, (NOW, SECOND), 0, (Grade::Disputed, &[Reason::Unreadable]));
}

#[test]
fn a_photographed_code_used_after_its_window_is_never_verified() {
    let pass_of = |at: i64| json!({ "way": "pass", "token": pass(PERSON, at) });
    let ways: [(&str, &dyn Fn(i64) -> Value); 3] = [
        (PERSON, &|at| json!({ "way": "shown", "token": shown(at) })),
        (PERSON, &|at| json!({ "way": "code", "code": typed(at) })),
        (OFFICER, &pass_of),
    ];
    let mut seen = 0;
    for (who, way) in ways {
        for used in [150 * SECOND, 3 * MINUTE, 9 * MINUTE, 30 * MINUTE, 70 * MINUTE, DAY] {
            for after in [0, SECOND, MINUTE, 8 * MINUTE, 7 * HOUR, 3 * DAY] {
                for off in [0, 2 * HOUR, -DAY, -used, used, 4 * MINUTE, -4 * MINUTE] {
                    for is_measured in [true, false] {
                        for spot in [None, Some(at_hall(18_679_585))] {
                            let mut device = Device { is_measured, ..Device::of(who, off) };
                            let mut args = way(NOW);
                            args["spot"] = spot.into();
                            let fact = fact_of(&mut device, (NOW + used, NOW + used + after), args);
                            let judged = judge((&event(), &keys()), Some(PERSON), &fact);
                            assert_ne!(judged.grade, Grade::Verified, "{who} {used} {after} {off} {is_measured}");
                            let attendance = fold(Attendance::of(EVENT, PERSON, "na"), fact);
                            assert_ne!(verdict(&event(), &keys(), &attendance).grade, Grade::Verified);
                            seen += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(seen, 3 * 6 * 6 * 7 * 2 * 2);
}

#[test]
fn what_is_forged_foreign_or_cut_is_kept_and_disputed() {
    let mut world = World::with_event(fields());
    world.certify();
    let mut forged = token::unbase32(&shown(NOW)).unwrap();
    forged[100] ^= 1;
    let other = Uuid::parse_str("01980000-0000-7000-8000-0000000000e2").unwrap();
    let foreign = token::event_code(&HALL, other, token::window_of(NOW));
    for (n, (token, reason)) in [
        (token::base32(&forged), Reason::Forged),
        (foreign, Reason::OtherEvent),
        (pass(PERSON, NOW), Reason::OtherEvent),
        (shown(NOW)[..90].to_owned(), Reason::Unreadable),
        ("xin chào".to_owned(), Reason::Unreadable),
    ]
    .into_iter()
    .enumerate()
    {
        let people = ["an-hs", "nhung-lth", "truong-px", "khoi-dm", "ngoc-vtb"];
        assert_eq!(scan_now(&mut world, people[n], json!({ "way": "shown", "token": token })), "ok");
        let verdict = world.verdict(people[n]);
        assert!(verdict.reasons.contains(&reason), "{reason:?}");
        assert!((verdict.grade, verdict.is_counted, verdict.waits()) == (Grade::Disputed, false, true));
    }
    assert_eq!(world.count(SCAN), 5);
    // Beside a good one it is shown, and takes nothing away.
    assert_eq!(scan_now(&mut world, "an-hs", json!({ "way": "shown", "token": shown(NOW) })), "ok");
    let verdict = world.verdict("an-hs");
    assert!(verdict.is_counted && verdict.grade == Grade::Verified && verdict.reasons.contains(&Reason::Forged));
}

#[test]
fn scans_are_refused_only_when_nobody_could_read_or_own_them() {
    let (mut world, cast) = (World::with_event(fields()), cast());
    let name = json!({ "way": "name", "person": cast.staff });
    let mut other = name.clone();
    other["event"] = json!("khong-co");
    for (who, args, code) in [
        (OFFICER, other, "not_found"),
        ("an-hs", name.clone(), "forbidden"),
        ("an-hs", json!({ "way": "shown", "token": shown(NOW), "person": cast.head }), "forbidden"),
        ("an-hs", json!({ "way": "pass", "token": pass("an-hs", NOW) }), "forbidden"),
        (OFFICER, json!({ "way": "name", "person": "khong-co" }), "person_unknown"),
        (OFFICER, json!({ "way": "name" }), "bad_args"),
        (OFFICER, json!({ "way": "guest", "guest": { "name": " " } }), "bad_args"),
        (OFFICER, json!({ "way": "shout" }), "bad_args"),
        (OFFICER, json!({ "way": "shown", "token": "A".repeat(600) }), "bad_args"),
        (OFFICER, json!({ "way": "shown", "n": -1 }), "bad_args"),
        (OFFICER, json!({ "way": "shown", "spot": { "lat": 91_000_000, "lon": 0, "acc": 1 } }), "bad_args"),
    ] {
        assert_eq!(scan_now(&mut world, who, args.clone()), code, "{args}");
    }
    assert_eq!(world.count(SCAN), 0);
    // Closed, withdrawn, full, not invited: taken.
    assert_eq!(world.code(OFFICER, "event.close@1", EVENT, json!({ "on": true })), "ok");
    let late = Device::of(OFFICER, 0).scan(1, (NOW + MINUTE, NOW + HOUR), name.clone());
    assert_eq!(world.sent(&late), "ok");
    assert_eq!(world.code(OFFICER, "event.withdraw@1", EVENT, json!({})), "ok");
    assert_eq!(scan_now(&mut world, &cast.stranger, json!({ "way": "shown", "token": shown(NOW) })), "ok");
    let reasons = world.verdict(&cast.staff).reasons;
    assert_eq!(reasons, [Reason::NotInvited, Reason::AfterClosing, Reason::EventWithdrawn].into());
}

#[test]
fn a_scan_that_comes_twice_is_one_and_a_number_that_comes_twice_is_told() {
    let (mut world, cast) = (World::with_event(fields()), cast());
    let mut device = Device::of(OFFICER, 0);
    let mut sent = device.scan(1, (NOW, NOW), json!({ "way": "name", "person": cast.staff }));
    assert_eq!(world.sent(&sent), "ok");
    // A restored device hands it in under another command.
    sent.command.id = command(5_000_077, "", "", Base::default(), json!({})).id;
    sent.command.cseq = 5_000_077;
    sent.now += DAY;
    assert_eq!(world.sent(&sent), "ok");
    let attendance = world.attendance(&cast.staff).unwrap();
    assert_eq!((attendance.scans, attendance.facts.len(), world.count(SCAN)), (1, 1, 1));
    sent.command.id = command(5_000_078, "", "", Base::default(), json!({})).id;
    sent.command.cseq = 5_000_078;
    sent.command.args["person"] = json!(cast.head);
    assert_eq!(world.sent(&sent), "id_reused");
    // The number on another scan, by either order, and of somebody else's device.
    let again = device.scan(2, (NOW, NOW), json!({ "way": "name", "person": cast.head, "n": 1 }));
    assert_eq!(world.sent(&again), "ok");
    for person in [&cast.staff, &cast.head] {
        assert!(world.verdict(person).reasons.contains(&Reason::NumberTwice), "{person}");
    }
    let own = Device::of("truong-px", 0).scan(3, (NOW, NOW), json!({ "way": "name", "person": "an-hs", "n": 1 }));
    assert_eq!(world.sent(&own), "ok");
    assert!(!world.verdict("an-hs").reasons.contains(&Reason::NumberTwice));
}

#[test]
fn a_pass_of_nobody_is_kept_and_found_again_and_nobody_takes_anothers() {
    let mut world = World::with_event(fields());
    assert_eq!(scan_now(&mut world, OFFICER, json!({ "way": "pass", "token": pass(PERSON, NOW) })), "ok");
    assert!((world.count(SCAN), world.attendance(PERSON)) == (1, None));
    assert_eq!(world.code("truong-px", "pass.set@1", "", pass_args(PERSON)), "pass_unproven");
    assert_eq!(world.code(PERSON, "pass.set@1", "", pass_args(PERSON)), "ok");
    let verdict = world.verdict(PERSON);
    assert!(verdict.grade == Grade::Verified && verdict.scans.len() == 1);
    // A pass that does not hold is nobody's, or that of whom the organiser names besides.
    let mut forged = token::unbase32(&pass(PERSON, NOW)).unwrap();
    forged[99] ^= 1;
    let forged = token::base32(&forged);
    assert_eq!(scan_now(&mut world, OFFICER, json!({ "way": "pass", "token": forged })), "ok");
    assert_eq!(world.attendance(PERSON).unwrap().scans, 1);
    assert_eq!(scan_now(&mut world, OFFICER, json!({ "way": "pass", "token": forged, "person": "truong-px" })), "ok");
    assert_eq!(world.verdict("truong-px").grade, Grade::Disputed);
    // The oldest of eleven goes.
    for n in 1..=10_u8 {
        let seed = [n; 32];
        let args = json!({ "public": token::base32(&token::public(&seed)), "proof": token::claim(&seed, PERSON) });
        let sent = Sent {
            who: PERSON.into(),
            command: command(500 + u64::from(n), "pass.set@1", "", Base::default(), args),
            now: NOW + i64::from(n),
        };
        assert_eq!(world.sent(&sent), "ok");
    }
    assert_eq!(world.count("pass"), 10);
    let first = Key::new("pass", token::key_id(&token::public(&seed(PERSON))));
    assert!(!world.store.rows().contains_key(&first));
}

#[test]
fn a_code_that_comes_before_its_key_is_judged_again() {
    let mut world = World::with_event(fields());
    assert_eq!(scan_now(&mut world, "an-hs", json!({ "way": "code", "code": typed(NOW) })), "ok");
    assert_eq!(scan_now(&mut world, "truong-px", json!({ "way": "shown", "token": shown(NOW) })), "ok");
    assert_eq!(scan_now(&mut world, "khoi-dm", json!({ "way": "code", "code": "0000-0000" })), "ok");
    for (person, reason) in
        [("an-hs", Reason::CodeWaits), ("truong-px", Reason::KeyUnknown), ("khoi-dm", Reason::CodeWaits)]
    {
        let verdict = world.verdict(person);
        assert!(verdict.grade == Grade::Claimed && verdict.reasons.contains(&reason), "{person}");
        assert!(!verdict.is_counted && verdict.waits(), "{person}");
    }
    // Another display's secret first: both are wrong by it, and one is right by the second.
    let other = json!({ "public": token::base32(&token::public(&[8; 32])), "secret": token::base32(&[8; 16]) });
    assert_eq!(world.code("khoi-dm", "event.key@1", EVENT, other), "ok");
    assert_eq!(world.verdict("an-hs").grade, Grade::Disputed);
    world.certify();
    let grade = |world: &World, person: &str| world.verdict(person).grade;
    assert_eq!(
        (grade(&world, "an-hs"), grade(&world, "truong-px"), grade(&world, "khoi-dm")),
        (Grade::Verified, Grade::Claimed, Grade::Disputed)
    );
    // An organiser's own scan of what they can make counts, and no more.
    assert!(world.verdict("truong-px").is_counted && world.verdict("truong-px").reasons.contains(&Reason::OwnWord));
    // Handed in again with another secret it stays what it was.
    let args = json!({ "public": token::base32(&token::public(&HALL)), "secret": token::base32(&[1; 16]) });
    assert_eq!(world.code(OFFICER, "event.key@1", EVENT, args), "ok");
    assert_eq!((grade(&world, "an-hs"), world.count("event_code")), (Grade::Verified, 2));
    let bad = json!({ "public": "AA", "secret": token::base32(&SECRET) });
    assert_eq!(world.code(OFFICER, "event.key@1", EVENT, bad), "bad_args");
    assert_eq!(world.code("an-hs", "event.key@1", EVENT, key_args()), "forbidden");
}

#[test]
fn coming_back_and_coming_as_one_too_many_is_told() {
    let mut invitation = fields();
    invitation["reentry"] = json!("no");
    invitation["capacity"] = json!("2");
    let mut world = World::with_event(invitation);
    let mut device = Device::of(OFFICER, 0);
    let mut name = |world: &mut World, count: u64, person: &str, minute: i64, going: &str| {
        let at = NOW + minute * MINUTE;
        let args = json!({ "way": "name", "person": person, "going": going });
        assert_eq!(world.sent(&device.scan(count, (at, at), args)), "ok");
    };
    name(&mut world, 1, "an-hs", 9, "in");
    name(&mut world, 2, "truong-px", 2, "in");
    name(&mut world, 3, "khoi-dm", 1, "in");
    name(&mut world, 4, "khoi-dm", 5, "out");
    name(&mut world, 5, "ngoc-vtb", 6, "out");
    assert!(!world.verdict("khoi-dm").reasons.contains(&Reason::Reentered));
    name(&mut world, 6, "khoi-dm", 7, "in");
    let verdict = world.verdict("khoi-dm");
    assert!(verdict.reasons.contains(&Reason::Reentered) && verdict.is_counted);
    assert_eq!((verdict.first_in, verdict.last_out), (Some(NOW + MINUTE), Some(NOW + 5 * MINUTE)));
    assert!(world.verdict("ngoc-vtb").reasons.contains(&Reason::OutOnly));
    let guest = json!({ "way": "guest", "guest": { "name": "Trần Văn B" } });
    let sent = device.scan(7, (NOW + 4 * MINUTE, NOW + HOUR), guest);
    assert_eq!(world.sent(&sent), "ok");
    let guest = guest_id(&sent.command.entity);
    let people = ["an-hs", "truong-px", "khoi-dm", &guest];
    let all: Vec<_> = people
        .map(|person| (attendance_id(EVENT, person), world.attendance(person).unwrap(), world.verdict(person)))
        .into();
    let sum = summary(
        &world.event(),
        all.iter().map(|(id, attendance, verdict)| (id.as_str(), attendance.unit.as_deref(), verdict)),
    );
    assert_eq!((sum.counted, sum.waiting, sum.by_grade.get(&Grade::Verified)), (4, 0, Some(&4)));
    assert_eq!(sum.by_unit.get(""), Some(&1));
    assert_eq!(sum.over_capacity, [attendance_id(EVENT, "an-hs"), attendance_id(EVENT, &guest)].into());
}

#[test]
fn what_an_organiser_says_of_themselves_is_their_own_word() {
    let mut world = World::with_event(fields());
    world.certify();
    for way in [json!({ "way": "name", "person": OFFICER }), json!({ "way": "pass", "token": pass(OFFICER, NOW) })] {
        assert_eq!(world.code(OFFICER, "pass.set@1", "", pass_args(OFFICER)), "ok");
        assert_eq!(scan_now(&mut world, OFFICER, way), "ok");
        let verdict = world.verdict(OFFICER);
        assert!(verdict.grade == Grade::Claimed && verdict.reasons.contains(&Reason::OwnWord));
    }
    let present = json!({ "present": true, "reason": "Có mặt" });
    assert_eq!(world.code(OFFICER, "attendance.resolve@1", &attendance_id(EVENT, OFFICER), present), "own_record");
    // Who holds the keys of the hall's code can make one at any time.
    assert_eq!(scan_now(&mut world, OFFICER, json!({ "way": "shown", "token": shown(NOW) })), "ok");
    assert_eq!(world.verdict(OFFICER).grade, Grade::Claimed);
    // Another organiser's word is as good as ever, but not days after.
    assert_eq!(scan_now(&mut world, "khoi-dm", json!({ "way": "name", "person": OFFICER })), "ok");
    assert_eq!(world.verdict(OFFICER).grade, Grade::Verified);
    let late = Device::of("khoi-dm", 0).scan(77, (NOW, NOW + 5 * DAY), json!({ "way": "name", "person": "an-hs" }));
    assert_eq!(world.sent(&late), "ok");
    let verdict = world.verdict("an-hs");
    assert!(verdict.grade == Grade::Claimed && verdict.reasons.contains(&Reason::CameLate));
}

#[test]
fn scans_that_come_before_their_event_are_found_when_it_comes() {
    let mut world = World::demo();
    let spot = json!({ "lat": i64::MIN, "lon": 0, "acc": 1 });
    assert_eq!(scan_now(&mut world, "an-hs", json!({ "way": "shown", "token": shown(NOW), "spot": spot })), "bad_args");
    assert_eq!(scan_now(&mut world, "an-hs", json!({ "way": "shown", "token": shown(NOW) })), "ok");
    assert_eq!(scan_now(&mut world, OFFICER, json!({ "way": "name", "person": "hoa-pv" })), "ok");
    // Nobody who may not speak for others: it stays with who made it.
    assert_eq!(scan_now(&mut world, "an-hs", json!({ "way": "name", "person": "toan-nc" })), "ok");
    assert_eq!((world.count(SCAN), world.count("attendance")), (3, 0));
    assert_eq!(world.code(OFFICER, "event.submit@1", EVENT, json!({ "unit": "na", "fields": fields() })), "ok");
    world.certify();
    assert_eq!((world.count(SCAN), world.count("attendance")), (3, 2));
    assert_eq!((world.verdict("an-hs").grade, world.verdict("hoa-pv").grade), (Grade::Verified, Grade::Verified));
    assert!(world.attendance("toan-nc").is_none());
}

#[test]
fn an_event_that_names_nobody_is_for_all_and_ends_by_itself() {
    let mut open = fields();
    for name in ["invited", "guests"] {
        open.as_object_mut().unwrap().remove(name);
    }
    let mut world = World::with_event(open);
    let seen = &world.store.rows()[&Key::new("event", EVENT)].scopes;
    assert!(seen.iter().any(|scope| scope.0 == "public"));
    assert_eq!(world.count("roster"), 1);
    let scope = format!("event:{EVENT}");
    assert!(world.scopes("truong-px").contains(&scope));
    assert!(!world.scopes_at("truong-px", NOW + 15 * DAY).contains(&scope));
}

#[test]
fn a_device_shows_its_own_scan_before_it_is_sent() {
    let mut device = Device::of(PERSON, 0);
    let sent = device.scan(1, (NOW, NOW), json!({ "way": "shown", "token": shown(NOW) }));
    let scan = Scan::read(&sent.who, &sent.command, None).unwrap();
    let attendance = fold(Attendance::of(EVENT, PERSON, "na"), scan.fact(&sent.command.entity, &[]));
    let verdict = verdict(&event(), &keys(), &attendance);
    assert!(
        (verdict.grade, verdict.is_counted) == (Grade::Claimed, true) && verdict.reasons.contains(&Reason::NotSentYet)
    );
}

#[test]
fn every_reason_has_its_stored_name() {
    let all = [
        Reason::Forged,
        Reason::OtherEvent,
        Reason::Unreadable,
        Reason::CodeWrong,
        Reason::OutsideHours,
        Reason::OutsideRadius,
        Reason::UsedAfterWindow,
        Reason::UsedBeforeWindow,
        Reason::ClockAhead,
        Reason::CameLate,
        Reason::NotSentYet,
        Reason::KeyUnknown,
        Reason::CodeWaits,
        Reason::PassOff,
        Reason::OwnWord,
        Reason::EnteredByHand,
        Reason::SkewLarge,
        Reason::SkewUnknown,
        Reason::NotInvited,
        Reason::OverCapacity,
        Reason::Reentered,
        Reason::OutOnly,
        Reason::NumberTwice,
        Reason::AfterClosing,
        Reason::EventWithdrawn,
    ];
    for reason in all {
        assert_eq!(json!(reason), json!(reason.id()));
    }
}
