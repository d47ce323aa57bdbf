//! Args that are none: refused with a code, and nothing is written; whatever comes, nothing panics.

use proptest::prelude::*;
use serde_json::{Value, json};
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;

use crate::room::*;

/// A session at work with a vote open, and another case.
fn at_work() -> Room {
    let mut room = Room::at_work(5, 80);
    room.nominate(2, "cstd-cs");
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    room.open_vote(&case(1));
    assert_eq!(room.cast("m03", &case(1), Choice::Yes, &nonce(3)), "ok");
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "x" }));
    room
}

/// Refused with this code, and no row is other than before.
fn refuses(room: &mut Room, who: &str, kind: &str, entity: &str, args: Value, code: &str) {
    let before = room.world.store.rows().clone();
    assert_eq!(room.act(who, kind, entity, args.clone()), code, "{kind} {entity} {args}");
    assert!(*room.world.store.rows() == before, "{kind} {args} wrote");
}

#[test]
fn a_refused_command_writes_nothing() {
    let mut room = at_work();
    let ballot = room.row::<Ballot>(BALLOT, &case(1)).frozen;
    let with = |name: &str, value: Value| {
        let mut args = convening("r80");
        args[name] = value;
        args
    };
    let (new, long) = (uuid(0xc2), "x".repeat(301));
    let conv = |name: &str, value: Value| (CHAIR, acts::CONVENE, new.clone(), with(name, value));
    let on = |kind, args| (CHAIR, kind, case(2), args);
    let of = |kind, args| (CHAIR, kind, SESSION_ID.to_owned(), args);
    let vote = |args| (CHAIR, acts::BALLOT_OPEN, case(2), args);
    let publish = |name: &str, value: Value| {
        let mut args = publishing("1");
        args[name] = value;
        (CHAIR, acts::PUBLISH, DECISION_ID.to_owned(), args)
    };
    let submit = |name: &str, value: Value| {
        let mut args = submitting("1/TTr", &["d001"]);
        args[name] = value;
        (CHAIR, acts::SUBMIT_UP, SESSION_ID.to_owned(), args)
    };
    let open = |args: Value| (CHAIR, acts::OPINION, case(1), args);
    let cases = [
        (conv("unit", json!(7)), "bad_args"),
        (conv("unit", json!("xx")), "unit_unknown"),
        (conv("title", json!(" ")), "session_title_missing"),
        (conv("title", json!(long)), "text_too_long"),
        (conv("title", json!([1])), "bad_args"),
        (conv("year", json!("2026")), "year_unreal"),
        (conv("when", json!("2026-02-30T08:00")), "moment_unreal"),
        (conv("when", Value::Null), "moment_unreal"),
        (conv("mode", json!("video")), "bad_args"),
        (conv("rubric", json!([{ "key": "A b", "label": "x", "max": 1 }])), "rubric_unusable"),
        (conv("rubric", json!([{ "key": "a" }])), "bad_args"),
        (conv("quorum", json!({ "numerator": 0, "denominator": 3 })), "quorum_unreal"),
        (conv("unit", json!("hd-kv")), "forbidden"),
        (of(acts::EDIT, json!(7)), "bad_args"),
        (of(acts::EDIT, json!({ "agenda": 1 })), "bad_args"),
        (of(acts::ATTEND, json!({ "person": "m03" })), "bad_args"),
        (of(acts::ATTEND, json!({ "person": "hanh-nt", "present": true })), "not_a_member"),
        (of(acts::PROXY, json!({ "member": "m03", "deputy": "uq1" })), "paper_missing"),
        (of(acts::CLOSE, json!({ "minutes": 3 })), "bad_args"),
        (of(acts::CONCLUDE, json!({ "day": "2026-11-23" })), "notice_number_missing"),
        (of(acts::CONCLUDE, json!({ "number": "1/TB", "day": "2026-02-30" })), "date_unreal"),
        (of(acts::CONCLUDE, json!({ "number": "1/TB", "day": "2026-11-23" })), "session_not_closed"),
        (of(acts::TIE, json!({ "award": "cstd-cs", "order": ["d001"] })), "bad_args"),
        (of(acts::TIE, json!({ "award": "cstd-cs", "order": ["d001", "d009"] })), "not_passed"),
        ((CHAIR, acts::TAKE_UP, case_id(SESSION_ID, "n001"), json!({})), "nomination_unknown"),
        ((CHAIR, acts::TAKE_UP, case(9), json!({})), "nomination_unknown"),
        ((CHAIR, acts::TAKE_UP, "x".into(), json!({})), "not_found"),
        (on(acts::TAKE_UP, json!({})), "already_taken"),
        (on(acts::DROP, json!({})), "reason_needed"),
        (on(acts::RECUSE, json!({ "ground": "friend" })), "bad_args"),
        (on(acts::RECUSE, json!({ "ground": "kinship", "person": "hanh-nt" })), "not_a_member"),
        (on(acts::NOTE, json!({ "id": "1", "text": "x" })), "bad_args"),
        (on(acts::NOTE, json!({ "id": uuid(1), "text": " " })), "note_missing"),
        (on(acts::SCORE, json!({ "points": [1] })), "bad_args"),
        (on(acts::COUNT, json!({})), "bad_args"),
        (on(acts::COUNT, json!({ "ballot": ballot })), "no_ballot"),
        (vote(json!({})), "bad_args"),
        (vote(json!({ "method": "secret" })), "bad_args"),
        (vote(json!({ "method": "confidential", "percent": 101, "ground": "x" })), "percent_unreal"),
        (vote(json!({ "method": "confidential", "percent": 80 })), "percent_ground_missing"),
        (vote(json!({ "method": "confidential", "closes_at": "2026-11-23T09:59" })), "closes_past"),
        (vote(json!({ "method": "confidential", "opinions_count": false })), "opinions_fixed"),
        (vote(json!({ "method": "hands", "closes_at": "2026-11-24T09:59" })), "bad_args"),
        ((CHAIR, acts::CAST, case(1), json!({ "ballot": ballot, "payload": "yes" })), "vote_unreadable"),
        (open(json!({ "ballot": ballot, "member": "m05", "choice": "maybe", "paper": "1" })), "bad_args"),
        (open(json!({ "ballot": "0", "member": "m05", "choice": "yes", "paper": "1" })), "ballot_changed"),
        (open(json!({ "ballot": ballot, "member": "uq1", "choice": "yes", "paper": "1" })), "not_elector"),
        ((CHAIR, acts::HANDS, case(1), json!({ "ballot": ballot, "yes": 1, "no": 0, "abstain": 0 })), "vote_by_ballot"),
        ((CHAIR, acts::HANDS, case(1), json!({ "ballot": ballot, "yes": -1, "no": 0, "abstain": 0 })), "bad_args"),
        ((CHAIR, acts::BALLOT_ANNUL, case(1), json!({ "ballot": ballot })), "reason_needed"),
        ((CHAIR, acts::STAGE, "d".into(), json!({ "session": SESSION_ID, "title": "x" })), "id_unusable"),
        ((CHAIR, acts::STAGE, uuid(9), json!({ "session": uuid(9), "title": "x" })), "not_found"),
        ((CHAIR, acts::STAGE, DECISION_ID.into(), json!({ "session": SESSION_ID, "title": "x" })), "already_exists"),
        (publish("day", json!("2026-13-01")), "date_unreal"),
        (publish("post", json!("")), "post_missing"),
        (publish("place", Value::Null), "place_missing"),
        (publish("include", json!("d001")), "bad_args"),
        (publish("number", json!("2")), "session_not_closed"),
        (submit("number", json!(" ")), "submission_number_missing"),
        (submit("number", json!(1)), "bad_args"),
        (submit("day", json!("2026-02-30")), "date_unreal"),
        (submit("day", json!("2026-11-24")), "day_ahead"),
        (submit("to", Value::Null), "submission_to_missing"),
        (submit("to", json!(long)), "text_too_long"),
        (submit("nominations", json!([])), "bad_args"),
        (submit("nominations", json!(["d001", "d001"])), "bad_args"),
        (submit("nominations", json!((0..81).map(|nth| nth.to_string()).collect::<Vec<_>>())), "bad_args"),
        (submit("place", json!("x")), "session_not_closed"),
        ((CHAIR, acts::REVOKE, uuid(9), publishing("1")), "bad_args"),
        ((CHAIR, "council.dance@1", uuid(9), json!({})), "unknown_kind"),
    ];
    for ((who, kind, entity, args), code) in cases {
        refuses(&mut room, who, kind, &entity, args, code);
    }
}

/// Somebody outside is told the same of what is there and of what is not.
#[test]
fn nobody_from_outside_learns_of_anything() {
    let room = at_work();
    let args = json!({ "session": SESSION_ID, "title": "x", "unit": UNIT });
    for kind in acts::ALL.iter().filter(|kind| **kind != acts::CONVENE && **kind != acts::STAGE) {
        let told = |entity: &str| room.clone().act("hanh-nt", kind, entity, args.clone());
        for (there, nowhere) in [(case(1), case(77)), (SESSION_ID.into(), uuid(0x77)), (DECISION_ID.into(), uuid(0x78))]
        {
            let answer = told(&there);
            assert_eq!(answer, told(&nowhere), "{kind} {there}");
            assert_ne!(answer, "ok", "{kind} {there}");
        }
    }
    // Beginning something anew tells only that an id is taken, and ids are drawn by chance.
    for kind in [acts::CONVENE, acts::STAGE] {
        assert_ne!(room.clone().act("hanh-nt", kind, &uuid(0x79), args.clone()), "ok", "{kind}");
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let known = prop::sample::select(vec![
        "m03",
        "m05",
        "uq1",
        "d001",
        "d002",
        "cstd-cs",
        "confidential",
        "hands",
        "yes",
        "kinship",
        "r80",
        "meeting",
        "2026-11-23",
        "2026-11-23T12:00",
        SESSION_ID,
        DECISION_ID,
        "truong",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_i64..120).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        known.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..5).prop_map(|map| json!(map)),
        ]
    })
}

/// Args with names that are known, whatever they hold.
fn args() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "unit",
        "title",
        "year",
        "rules",
        "when",
        "place",
        "mode",
        "agenda",
        "rubric",
        "quorum",
        "refresh",
        "minutes",
        "person",
        "present",
        "member",
        "deputy",
        "paper",
        "reason",
        "ground",
        "words",
        "id",
        "text",
        "points",
        "method",
        "percent",
        "opinions_count",
        "closes_at",
        "ballot",
        "payload",
        "choice",
        "yes",
        "no",
        "abstain",
        "award",
        "order",
        "session",
        "number",
        "day",
        "signer",
        "post",
        "base_salary",
        "include",
        "decision",
        "nomination",
        "nominations",
        "to",
        "set",
    ]);
    prop_oneof![1 => anything(), 6 => prop::collection::btree_map(names, anything(), 0..12).prop_map(|map| json!(map))]
}

static BASE: std::sync::LazyLock<Room> = std::sync::LazyLock::new(at_work);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn nothing_that_comes_makes_it_panic(
        kind in prop::sample::select(acts::ALL.to_vec()),
        entity in prop_oneof![
            Just(SESSION_ID.to_owned()), Just(DECISION_ID.to_owned()), Just(case(1)), Just(case(2)), Just(uuid(3)), ".{0,20}",
        ],
        who in prop::sample::select(vec![CHAIR, SECRETARY, "m03", "uq1", "truong", "hanh-nt"]),
        args in args(),
    ) {
        let mut room = BASE.clone();
        let before = room.world.store.rows().clone();
        if room.act(who, kind, &entity, args) != "ok" {
            prop_assert!(*room.world.store.rows() == before);
        }
    }
}
