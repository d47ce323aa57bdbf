//! The data that each kind of paper takes. What is not named here is unknown to a template, so that a slip in a name is found
//! when a template is read, not when a decision is signed.
//!
//! Data is a JSON object; `office.name` is the member `name` of its member `office`. `day` is `"2026-11-05"`; the day of issue
//! may also be a year alone, `"2026"`, or missing: then it is written by hand, like the number. Numbers are integers.

/// One of the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Tờ trình.
    Submission,
    /// Danh sách đề nghị.
    Nominees,
    /// Báo cáo thành tích.
    Achievements,
    /// Biên bản họp Hội đồng.
    Minutes,
    /// Biên bản kiểm phiếu.
    Count,
    /// Phiếu bầu.
    Ballot,
    /// Quyết định khen thưởng.
    Decision,
    /// Giấy mời.
    Invitation,
    /// Giấy xác nhận khen thưởng: what a decision gives one person or collective.
    Extract,
    /// Bản tóm tắt thành tích.
    Summary,
    /// Tờ trình of the unit that proposes, before any council.
    Proposal,
    /// Báo cáo thành tích of a collective.
    Collective,
    /// Quyết định hủy bỏ.
    Revocation,
    /// Quyết định sửa đổi.
    Correction,
}

/// A value that templates may ask for.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub need: Need,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text, of several lines if need be; an integer is taken as text.
    Text,
    /// An integer from 0, written with a 0 in front from 1 to 9.
    Number,
    /// A calendar day.
    Day,
    /// True or false, for conditions.
    Flag,
    /// Objects with these fields, in order.
    List(&'static [Field]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Where it is missing, a gap is printed and listed.
    Must,
    /// Where it is missing, nothing is printed.
    May,
}

impl Kind {
    pub const ALL: [Kind; 14] = [
        Kind::Submission,
        Kind::Nominees,
        Kind::Achievements,
        Kind::Minutes,
        Kind::Count,
        Kind::Ballot,
        Kind::Decision,
        Kind::Invitation,
        Kind::Extract,
        Kind::Summary,
        Kind::Proposal,
        Kind::Collective,
        Kind::Revocation,
        Kind::Correction,
    ];

    /// As templates name it, and their files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Submission => "submission",
            Kind::Nominees => "nominees",
            Kind::Achievements => "achievements",
            Kind::Minutes => "minutes",
            Kind::Count => "count",
            Kind::Ballot => "ballot",
            Kind::Decision => "decision",
            Kind::Invitation => "invitation",
            Kind::Extract => "extract",
            Kind::Summary => "summary",
            Kind::Proposal => "proposal",
            Kind::Collective => "collective",
            Kind::Revocation => "revocation",
            Kind::Correction => "correction",
        }
    }

    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What its data holds beside `COMMON`.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Submission => &SUBMISSION,
            Kind::Nominees => &NOMINEES,
            Kind::Achievements => &ACHIEVEMENTS,
            Kind::Minutes => &MINUTES,
            Kind::Count => &COUNT,
            Kind::Ballot => &BALLOT,
            Kind::Decision => &DECISION,
            Kind::Invitation => &INVITATION,
            Kind::Extract => &EXTRACT,
            Kind::Summary => &SUMMARY,
            Kind::Proposal => &PROPOSAL,
            Kind::Collective => &COLLECTIVE,
            Kind::Revocation => &REVOCATION,
            Kind::Correction => &CORRECTION,
        }
    }
}

const fn text(name: &'static str) -> Field {
    Field { name, shape: Shape::Text, need: Need::Must }
}

const fn number(name: &'static str) -> Field {
    Field { name, shape: Shape::Number, need: Need::Must }
}

const fn day(name: &'static str) -> Field {
    Field { name, shape: Shape::Day, need: Need::Must }
}

const fn flag(name: &'static str) -> Field {
    Field { name, shape: Shape::Flag, need: Need::May }
}

const fn list(name: &'static str, fields: &'static [Field]) -> Field {
    Field { name, shape: Shape::List(fields), need: Need::Must }
}

const fn may(field: Field) -> Field {
    Field { need: Need::May, ..field }
}

/// Of every paper. `number` and `day` are of the paper itself; `office` is the body that issues it, whose `drafter` is the
/// abbreviation of the unit that drafted it (TCCB); `signer.authority` is a line such as `KT. TRƯỞNG …`; `link` is the address
/// under which it can be read, where there is one.
pub const COMMON: [Field; 13] = [
    may(text("number")),
    may(day("day")),
    may(text("office.parent")),
    text("office.name"),
    text("office.code"),
    text("office.place"),
    text("office.drafter"),
    may(text("signer.authority")),
    text("signer.post"),
    may(text("signer.other_post")),
    text("signer.name"),
    list("recipients", &[text("name")]),
    may(text("link")),
];

const GROUNDS: Field = list("grounds", &[text("text")]);

/// The document by which the body that issues a paper has its tasks and powers: the first of its grounds.
const MANDATE: Field = text("mandate");

/// What is proposed or given, by award, higher ones first. An item is a person or a collective; `count` with its word is as in
/// `03 cá nhân`.
const AWARDS: Field = list(
    "awards",
    &[
        text("award"),
        number("count"),
        text("counted"),
        list(
            "items",
            &[
                text("name"),
                may(text("post")),
                may(text("merit")),
                may(text("votes")),
                may(text("money")),
                may(text("note")),
            ],
        ),
    ],
);

/// Tờ trình: `season` such as `năm 2026`; `merit` sums up what was achieved, `opinions` those of others who were asked,
/// `appraisal` that of the standing body.
const SUBMISSION: [Field; 14] = [
    list("to", &[text("name")]),
    text("season"),
    MANDATE,
    GROUNDS,
    text("council.name"),
    day("council.day"),
    text("council.result"),
    may(text("merit")),
    may(text("opinions")),
    may(text("appraisal")),
    AWARDS,
    number("total.collectives"),
    number("total.people"),
    list("attachments", &[text("text")]),
];

/// Danh sách đề nghị: `submission` is the reference of the tờ trình that it goes with.
const NOMINEES: [Field; 5] =
    [text("season"), may(text("submission")), AWARDS, number("total.collectives"), number("total.people")];

/// Báo cáo thành tích of a person: life and work, results by year, and what they were given before.
const ACHIEVEMENTS: [Field; 18] = [
    text("award"),
    text("season"),
    text("person.name"),
    may(text("person.other_name")),
    day("person.born"),
    text("person.gender"),
    text("person.home"),
    text("person.lives"),
    text("person.unit"),
    text("person.post"),
    text("person.training"),
    text("duties"),
    text("results"),
    may(text("initiatives")),
    may(text("society")),
    list("grades", &[text("year"), text("grade"), text("decision")]),
    list("titles", &[text("year"), text("award"), text("decision")]),
    list("commendations", &[text("year"), text("award"), text("decision")]),
];

/// Biên bản họp Hội đồng. Times are texts, `08 giờ 00`; `members` is the council's whole membership, on which shares of votes
/// are counted; `quorum_met` tells whether enough are there. `votes` holds a line for each who is voted on.
const MINUTES: [Field; 21] = [
    text("council.name"),
    text("session.subject"),
    text("session.start"),
    text("session.end"),
    day("session.day"),
    text("session.place"),
    text("chair.name"),
    text("chair.post"),
    text("secretary.name"),
    text("secretary.post"),
    number("members"),
    number("present"),
    flag("quorum_met"),
    list("absent", &[text("name"), text("post"), may(text("reason"))]),
    list("attending", &[text("name"), text("post"), may(text("role"))]),
    list("guests", &[text("name"), text("post")]),
    text("report"),
    list("opinions", &[text("text")]),
    flag("secret"),
    VOTES,
    text("conclusion"),
];

const VOTES: Field = list("votes", &[text("award"), text("needed"), list("items", VOTED)]);

/// Votes on one item; `share` is written as in `90,91%`, `result` as `Đạt`.
const VOTED: &[Field] = &[text("name"), may(text("post")), number("yes"), number("no"), text("share"), text("result")];

/// Biên bản kiểm phiếu: `tellers` are the counting committee, head first; ballots given out, returned, valid, invalid.
const COUNT: [Field; 14] = [
    text("council.name"),
    text("session.subject"),
    text("session.start"),
    text("session.end"),
    day("session.day"),
    text("session.place"),
    list("tellers", &[text("name"), text("post"), text("role")]),
    number("members"),
    number("present"),
    number("ballots.issued"),
    number("ballots.returned"),
    number("ballots.valid"),
    number("ballots.invalid"),
    VOTES,
];

/// Phiếu bầu: what is voted on. `secret` where the voter's name must not stand there.
const BALLOT: [Field; 5] = [text("council.name"), text("session.subject"), day("session.day"), flag("secret"), AWARDS];

/// Quyết định khen thưởng: `title` is what it is about (trích yếu), `authority` the line above the grounds, `council.day` that
/// of the session that voted; `money_total` and `fund` are asked for where money goes with the awards.
const DECISION: [Field; 15] = [
    text("title"),
    text("season"),
    text("authority"),
    MANDATE,
    GROUNDS,
    text("council.name"),
    day("council.day"),
    text("proposer"),
    AWARDS,
    number("total.collectives"),
    number("total.people"),
    text("money_total"),
    text("fund"),
    text("executors"),
    flag("money"),
];

/// Giấy mời.
const INVITATION: [Field; 11] = [
    text("council.name"),
    list("invited", &[text("name")]),
    text("session.subject"),
    text("session.time"),
    day("session.day"),
    text("session.place"),
    text("chair.name"),
    text("chair.post"),
    list("agenda", &[text("text")]),
    list("materials", &[text("text")]),
    may(text("contact")),
];

/// Giấy xác nhận khen thưởng: number, day and title are the decision's, `authority` who decided; `given` is what it gives `who`.
const EXTRACT: [Field; 8] = [
    text("decision.number"),
    day("decision.day"),
    may(text("decision.title")),
    text("authority"),
    text("who.name"),
    may(text("who.post")),
    list("given", &[text("award"), text("season"), may(text("money"))]),
    may(text("money_total")),
];

/// Bản tóm tắt thành tích of a person or collective, by a day; `used` tells for which award an initiative was used.
const SUMMARY: [Field; 8] = [
    text("person.name"),
    may(text("person.post")),
    may(text("person.unit")),
    day("by_day"),
    list("titles", &[text("year"), text("award"), text("decision")]),
    list("commendations", &[text("year"), text("award"), text("decision")]),
    list("grades", &[text("year"), text("grade")]),
    list("initiatives", &[text("name"), text("reach"), may(text("used"))]),
];

/// Tờ trình of a unit that proposes: `meeting` is the unit's own (bình xét), `merit` sums up what was achieved.
const PROPOSAL: [Field; 11] = [
    list("to", &[text("name")]),
    text("season"),
    MANDATE,
    GROUNDS,
    day("meeting.day"),
    text("meeting.result"),
    may(text("merit")),
    AWARDS,
    number("total.collectives"),
    number("total.people"),
    list("attachments", &[text("text")]),
];

/// Báo cáo thành tích of a collective: what it is, results by year, and what it was given before. `organisations` are those of
/// the party and of the unions.
const COLLECTIVE: [Field; 14] = [
    text("award"),
    text("season"),
    text("collective.name"),
    text("collective.seat"),
    text("collective.founded"),
    text("collective.features"),
    text("duties"),
    text("results"),
    text("measures"),
    text("policies"),
    text("organisations"),
    list("grades", &[text("year"), text("grade"), text("decision")]),
    list("titles", &[text("year"), text("award"), text("decision")]),
    list("commendations", &[text("year"), text("award"), text("decision")]),
];

/// Quyết định hủy bỏ: number, day and title of `decision` are those of what is taken back from; `ground` is the article of law,
/// `reason` what happened; `money_total` is what is paid back.
const REVOCATION: [Field; 15] = [
    text("authority"),
    MANDATE,
    GROUNDS,
    text("ground"),
    text("proposer"),
    text("decision.number"),
    day("decision.day"),
    may(text("decision.title")),
    list("taken", &[text("name"), may(text("post")), text("award"), text("season"), may(text("money"))]),
    number("total.collectives"),
    number("total.people"),
    text("reason"),
    flag("money"),
    text("money_total"),
    text("executors"),
];

/// Quyết định sửa đổi: `changes` holds a line for each place, what it was (`was`) and what it becomes.
const CORRECTION: [Field; 11] = [
    text("authority"),
    MANDATE,
    GROUNDS,
    text("ground"),
    text("proposer"),
    text("decision.number"),
    day("decision.day"),
    may(text("decision.title")),
    list("changes", &[text("name"), text("what"), may(text("was")), may(text("becomes"))]),
    text("reason"),
    text("executors"),
];
