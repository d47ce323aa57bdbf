//! Recusal: to who is recused the case is not there, in no row and in no answer.

use serde_json::{Value, json};
use thidua_domain::SYSTEM;
use thidua_domain::ballot::sealed::{self, Choice};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::evidence;
use thidua_sync::command::Outcome as Reply;
use thidua_sync::row::Key;
use thidua_sync::wire::Position;

use crate::room::*;

/// The nominee of the second nomination sits in the council.
const OUT: &str = "m04";

/// A council that works on one case; another, of one of its own members, is there or is not.
fn world(is_there: bool) -> Room {
    let mut room = Room::at_work(7, 80);
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Xuất sắc.", "person": OUT });
    room.ok(AUTHOR, "nomination.propose@1", "d002", json!({ "unit": "hd-kv", "fields": fields }));
    room.nominate(3, "ldtt");
    if is_there {
        room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    }
    room.ok(SECRETARY, acts::TAKE_UP, &case(3), json!({}));
    room
}

/// Every command that names the case, as anybody may send it.
fn acts_on(case: &str) -> Vec<(&'static str, String, Value)> {
    let vote = sealed::seal(Choice::Yes, &nonce(1));
    let on = |kind, args| (kind, case.to_owned(), args);
    let nomination = case.split_once('.').unwrap().1;
    vec![
        (acts::SUBMIT_UP, SESSION_ID.to_owned(), submitting("1/TTr", &[nomination])),
        on(acts::TAKE_UP, json!({})),
        on(acts::DROP, json!({ "reason": "x" })),
        on(acts::RECUSE, json!({ "ground": "kinship", "words": "x" })),
        on(acts::RECUSE, json!({ "person": "m05", "ground": "kinship", "words": "x" })),
        on(acts::NOTE, json!({ "id": uuid(77), "text": "x" })),
        on(acts::SCORE, json!({ "points": { "ket-qua": 1, "sang-kien": 1 } })),
        on(acts::SCORE, json!({ "points": {} })),
        on(acts::BALLOT_OPEN, json!({ "method": "confidential" })),
        on(acts::BALLOT_OPEN, json!({ "method": "hands", "percent": 50, "ground": "x" })),
        on(acts::CAST, json!({ "ballot": "00", "payload": vote })),
        on(acts::CAST, json!({ "ballot": "00", "payload": "x" })),
        on(acts::OPINION, json!({ "ballot": "00", "member": "m05", "choice": "yes", "paper": "1" })),
        on(acts::COUNT, json!({ "ballot": "00" })),
        on(acts::HANDS, json!({ "ballot": "00", "yes": 1, "no": 0, "abstain": 0 })),
        on(acts::BALLOT_ANNUL, json!({ "ballot": "00", "reason": "x" })),
    ]
}

/// How far a person's devices have read in both worlds.
struct Read(Position, Position);

impl Read {
    fn from_the_start(who: &str, with: &mut Room, without: &mut Room) -> Read {
        Read(with.sent(who, None).2, without.sent(who, None).2)
    }
}

/// What a person reads and is told is the same in both worlds but for the history's numbers.
fn compare(who: &str, (with, without): (&mut Room, &mut Room), read: &mut Read, step: &str) {
    let (one, other) = (with.sight(who), without.sight(who));
    assert_eq!(one.scopes, other.scopes, "{step}");
    let (words, also) = (one.words(), other.words());
    let apart: Vec<_> = words.keys().chain(also.keys()).filter(|key| words.get(*key) != also.get(*key)).collect();
    assert!(apart.is_empty(), "{step}: {apart:?}");
    let counts = |sight: &Sight| sight.sums.iter().map(|(scope, count, _)| (scope.clone(), *count)).collect::<Vec<_>>();
    assert_eq!(counts(&one), counts(&other), "{step}");
    // A new device, and one that was there from the start.
    for (from, to) in [(None, None), (Some(&read.0), Some(&read.1))] {
        let ((puts, dels, _), (also, gone, _)) = (with.sent(who, from), without.sent(who, to));
        assert_eq!((puts, dels), (also, gone), "{step}");
    }
    *read = Read(with.sent(who, Some(&read.0)).2, without.sent(who, Some(&read.1)).2);
    for (kind, entity, args) in acts_on(&case(2)) {
        let told = |room: &Room| room.clone().reply(who, kind, &entity, args.clone());
        let (with, without) = (told(with), told(without));
        assert!(matches!(with, Reply::Rejected(_)), "{step} {kind}: {with:?}");
        assert_eq!(with, without, "{step} {kind}");
    }
}

#[test]
fn a_nominee_in_the_council_learns_nothing_of_the_own_case() {
    let (mut with, mut without) = (world(true), world(false));
    let (since, others) = (with.sent(OUT, None).2, with.sent("m03", None).2);
    let mut read = Read::from_the_start(OUT, &mut with, &mut without);
    compare(OUT, (&mut with, &mut without), &mut read, "taken up");
    let hidden = case(2);
    for (who, points) in [("m03", 1), ("m05", 2)] {
        let args = json!({ "points": { "ket-qua": points, "sang-kien": 1 } });
        with.ok(who, acts::SCORE, &hidden, args);
    }
    with.ok("m05", acts::NOTE, &hidden, json!({ "id": uuid(5), "text": "Đồng chí Tư rất tích cực." }));
    compare(OUT, (&mut with, &mut without), &mut read, "discussed");
    let ballot = with.open_vote(&hidden);
    compare(OUT, (&mut with, &mut without), &mut read, "vote open");
    for nth in [1, 2, 3, 5, 6, 7] {
        assert_eq!(with.cast(&member(nth), &hidden, Choice::Yes, &nonce(nth)), "ok");
    }
    // With the right hash too.
    let args = json!({ "ballot": ballot, "payload": sealed::seal(Choice::Yes, &nonce(4)) });
    assert_eq!(with.act(OUT, acts::CAST, &hidden, args), "not_found");
    compare(OUT, (&mut with, &mut without), &mut read, "voted");
    let outcome = with.count(&hidden);
    assert_eq!((outcome.passed, outcome.base, outcome.needed, outcome.electors), (true, 7, 6, 6));
    compare(OUT, (&mut with, &mut without), &mut read, "counted");
    let (puts, dels, _) = with.sent(OUT, Some(&since));
    assert_eq!((puts, dels), (vec![], vec![]));
    let (puts, ..) = with.sent("m03", Some(&others));
    assert!([BALLOT, BOARD, RESULT].iter().all(|table| puts.contains(&Key::new(*table, hidden.as_str()))));
    for room in [&mut with, &mut without] {
        room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
        room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    }
    compare(OUT, (&mut with, &mut without), &mut read, "staged and closed");
    let named = json!({ "number": "1", "day": "2026-11-23", "signer": "truong", "post": "x", "place": "x", "include": ["d002"] });
    assert_eq!(with.act(OUT, acts::PUBLISH, DECISION_ID, named), "not_found");
    with.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("1"));
    assert!(with.sees(OUT, DECISION, DECISION_ID) && !with.sees(OUT, RESULT, &hidden));
}

/// A secretary who is recused later knows that there is a case, and reads no more of it; nor may they name it.
#[test]
fn a_recused_secretary_is_refused_like_anybody() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "ground": "kinship", "words": "Em ruột" }));
    let missing = case(2);
    for ((kind, entity, args), (_, other, _)) in acts_on(&case(1)).into_iter().zip(acts_on(&missing)) {
        if kind == acts::TAKE_UP {
            assert_eq!(room.act(SECRETARY, kind, &entity, args), "not_found");
            continue;
        }
        let (one, two) =
            (room.reply(SECRETARY, kind, &entity, args.clone()), room.reply(SECRETARY, kind, &other, args));
        assert_eq!(one, two, "{kind}");
    }
    assert_eq!(
        room.act(SECRETARY, acts::TIE, SESSION_ID, json!({ "award": "cstd-cs", "order": ["d001", "d002"] })),
        "forbidden"
    );
    // The chair leads it then.
    room.ok(CHAIR, acts::BALLOT_OPEN, &case(1), json!({ "method": "confidential" }));
    let ballot: Ballot = room.row(BALLOT, &case(1));
    assert!(ballot.electors.iter().all(|elector| elector.member != SECRETARY) && ballot.base == 5);
    assert!(ballot.warnings.contains(&"unverified".to_owned()));
    for nth in [1, 3, 4, 5] {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    room.ok(CHAIR, acts::COUNT, &case(1), json!({ "ballot": ballot.frozen }));
    room.ok(CHAIR, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "x" }));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    let mut args = publishing("1");
    args["include"] = json!(["d001"]);
    assert_eq!(room.act(SECRETARY, acts::PUBLISH, DECISION_ID, args.clone()), "not_passed");
    args["include"] = json!(["d009"]);
    assert_eq!(room.act(SECRETARY, acts::PUBLISH, DECISION_ID, args), "not_passed");
}

#[test]
fn who_is_recused_later_loses_all_that_is_about_the_case() {
    let mut room = Room::at_work(5, 80);
    room.nominate(2, "cstd-cs");
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    let args = json!({ "points": { "ket-qua": 9, "sang-kien": 9 } });
    for who in ["m03", "m04"] {
        room.ok(who, acts::SCORE, &case(1), args.clone());
    }
    room.ok("m03", acts::NOTE, &case(1), json!({ "id": uuid(3), "text": "Ý kiến" }));
    let proxy = json!({ "member": "m05", "deputy": "uq1", "paper": "Giấy ủy quyền" });
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy);
    assert_eq!(room.act("m04", acts::RECUSE, &case(1), json!({ "ground": "other" })), "words_missing");
    assert_eq!(room.act("m04", acts::RECUSE, &case(1), json!({ "person": "m03", "ground": "kinship" })), "forbidden");
    assert_eq!(room.act("m04", acts::RECUSE, &case(1), json!({ "ground": "self" })), "bad_args");
    room.ok("m03", acts::RECUSE, &case(1), json!({ "ground": "other", "words": "Cùng đề tài" }));
    let about = |room: &mut Room, who: &str| {
        let sight = room.sight(who);
        sight.rows.iter().filter(|(key, (.., body))| key.id.contains(&case(1)) || body.contains(&case(1))).count()
    };
    assert_eq!(about(&mut room, "m03"), 0);
    assert_eq!((about(&mut room, "m04"), about(&mut room, "uq1"), about(&mut room, "m05")), (3, 2, 2));
    assert!(room.sees("m03", CASE, &case(2)));
    assert_eq!(
        room.act(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m03", "ground": "kinship" })),
        "already_recused"
    );
    // A deputy reads as far as their member does.
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m05", "ground": "same_unit" }));
    assert_eq!(about(&mut room, "uq1"), 0);
    let ballot = room.open_vote(&case(1));
    assert_eq!(
        room.act(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m04", "ground": "kinship" })),
        "vote_open"
    );
    assert_eq!(room.cast("m04", &case(1), Choice::Yes, &nonce(4)), "ok");
    assert_eq!((room.tables(ENVELOPE), room.tables(VOTED)), (1, 1));
    assert_eq!(room.act(SECRETARY, acts::DROP, &case(1), json!({ "reason": "x" })), "vote_open");
    let annul = json!({ "ballot": ballot, "reason": "Phát hiện quan hệ thân thích" });
    assert_eq!(room.act(SECRETARY, acts::BALLOT_ANNUL, &case(1), annul.clone()), "forbidden");
    room.ok(CHAIR, acts::BALLOT_ANNUL, &case(1), annul);
    assert_eq!((room.tables(ENVELOPE), room.tables(VOTED)), (0, 0));
    assert_eq!(room.cast("m04", &case(1), Choice::Yes, &nonce(4)), "ballot_annulled");
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m04", "ground": "kinship" }));
    assert_eq!(about(&mut room, "m04"), 0);
    room.open_vote(&case(1));
    let again: Ballot = room.row(BALLOT, &case(1));
    assert_eq!((again.round, again.earlier.len(), again.earlier[0].voted, again.electors.len()), (2, 1, 1, 2));
    assert!(again.warnings.contains(&"cannot_pass".to_owned()));
    assert_eq!(
        room.act(
            CHAIR,
            acts::CAST,
            &case(1),
            json!({ "ballot": ballot, "payload": sealed::seal(Choice::No, &nonce(1)) })
        ),
        "ballot_changed"
    );
}

#[test]
fn a_deputy_who_is_the_nominee_is_recused_when_they_come() {
    let mut room = Room::at_work(5, 80);
    let proxy = |deputy: &str| json!({ "member": "m05", "deputy": deputy, "paper": "Giấy ủy quyền" });
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy(&nominee(1)));
    let row: Case = room.row(CASE, &case(1));
    assert_eq!((row.recused[0].ground, row.readers.len()), (Ground::Own, 5));
    assert!(room.sees(&nominee(1), SESSION, SESSION_ID) && !room.sees(&nominee(1), CASE, &case(1)));
    assert!(room.sees("m05", CASE, &case(1)));
    // The author too; and a secretary takes up nothing of their own.
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy(AUTHOR));
    let grounds: Vec<Ground> = room.row::<Case>(CASE, &case(1)).recused.into_iter().map(|one| one.ground).collect();
    assert_eq!(grounds, [Ground::Own, Ground::Nominator]);
    let fields = json!({ "award": "ldtt", "kind": "cong_trang", "achievements": "x", "person": SECRETARY });
    room.ok(AUTHOR, "nomination.propose@1", "d002", json!({ "unit": "hd-kv", "fields": fields }));
    assert_eq!(room.act(SECRETARY, acts::TAKE_UP, &case(2), json!({})), "own_case");
    room.ok(CHAIR, acts::TAKE_UP, &case(2), json!({}));
    assert_eq!(room.act(SECRETARY, acts::TAKE_UP, &case(2), json!({})), "own_case");
    assert!(!room.sees(SECRETARY, CASE, &case(2)));
}

#[test]
fn files_of_a_dossier_are_seen_by_those_who_judge_it_and_not_by_who_is_recused() {
    let mut room = Room::new(7, 3);
    room.session(80);
    let (early, late, other) = ("a".repeat(64), "b".repeat(64), "c".repeat(64));
    let evidence = [format!("{early}.pdf Báo cáo"), format!("{late}.jpg"), format!("{other}.jpg")];
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Xuất sắc.", "person": nominee(1),
                         "evidence": evidence });
    let arrive = |room: &mut Room, sha: &str, by: &str| {
        let args = json!({ "by": by, "kind": "pdf", "bytes": 7, "width": 0, "height": 0 });
        room.ok(SYSTEM, evidence::ARRIVE, sha, args);
    };
    arrive(&mut room, &early, AUTHOR);
    room.ok(AUTHOR, "nomination.propose@1", "d001", json!({ "unit": "hd-kv", "fields": fields }));
    let own = |room: &Room| room.world.store.rows()[&Key::new(evidence::TABLE, early.as_str())].clone();
    let before = own(&room);
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    // What comes after it was taken up belongs to it all the same; what its author does not have, they do not show.
    arrive(&mut room, &late, AUTHOR);
    arrive(&mut room, &other, "m03");
    let sees = |room: &mut Room, who: &str, sha: &str| room.sees(who, EXHIBIT, &format!("{}.{sha}", case(1)));
    for (sha, is_shown) in [(&early, true), (&late, true), (&other, false)] {
        assert_eq!(sees(&mut room, "m05", sha), is_shown);
        assert!(!sees(&mut room, AUTHOR, sha) && !sees(&mut room, "truong", sha));
    }
    room.ok("m05", acts::RECUSE, &case(1), json!({ "ground": "kinship", "words": "Em ruột" }));
    for sha in [&early, &late] {
        assert!(sees(&mut room, "m03", sha) && !sees(&mut room, "m05", sha));
    }
    assert_eq!(own(&room), before, "nobody who sees the file learns that it was taken up");
}
