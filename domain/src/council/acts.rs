//! The commands of the council and their args. All are decided at the server alone; until then screens show them out of the
//! outbox. Days are `2026-12-30`, moments `2026-12-30T08:30` in Viet Nam; `?` marks what may be absent or null.
//!
//! A member means who is on the session's list and holds a role in the unit's council today, or a member's deputy. To
//! everybody else, and on a case to who is recused from it, the answer is `not_found` as for what does not exist.

/// The entity is a new session, a UUID. Args `{unit, title, year, rules, when, place?, mode: "meeting"|"circulation", agenda?,
/// rubric?: [{key, label, max}], quorum?: {numerator, denominator}}`. By the secretary, the chair or an emulation officer of
/// the unit. The members are those of the unit's council on the day of `when`.
pub const CONVENE: &str = "council.convene@1";
/// The entity is the session. Args: any of `{title, year, rules, when, place, mode, agenda, rubric, quorum, vice, refresh: true}` while
/// it is being prepared, `{place, agenda, minutes, vice}` while it is open, `{minutes}` when it is closed. `vice` names the
/// members who are vice chairs: each does what the chair does where the chair is not there, and on cases that the chair does not read. `refresh` takes the members anew
/// from the roles of the session's day, and so does another `when`. By the secretary or the chair; while it is being prepared also by who
/// convened it, but for `vice`. Minutes are read by who is recused from no case, and written over by nobody else.
pub const EDIT: &str = "council.edit@1";
/// The entity is the session. No args. By the secretary or the chair, with the council of this very day: `members_changed`. From now
/// on members score and vote.
pub const OPEN: &str = "council.open@1";
/// The entity is the session. Args `{person, present: bool}`: a member or a deputy. By the secretary, the chair, or themselves;
/// a member who says themselves that they are there ends their proxy.
pub const ATTEND: &str = "council.attend@1";
/// The entity is the session. Args `{member, deputy?, paper}`: the deputy votes for the member by a written authority, whose
/// reference `paper` is; without a deputy it ends. By the secretary or the chair.
pub const PROXY: &str = "council.proxy@1";
/// The entity is the session. Args `{minutes?}`. By the secretary or the chair. What is cast afterwards is late; what was cast
/// before can still be counted.
pub const CLOSE: &str = "council.close@1";

/// The entity is the case, [`super::rows::case_id`]. No args: the nomination must be sent and of the session's unit or
/// below. By the secretary or the chair. Its nominee and its author are recused at once.
pub const TAKE_UP: &str = "council.take_up@1";
/// The entity is the case. Args `{reason}`. By the secretary or the chair, before a vote is opened.
pub const DROP: &str = "council.drop@1";
/// The entity is the case. Args `{person?, ground: "kinship"|"same_unit"|"other", words}`: by a member for themselves, by the
/// secretary or the chair for another. Not while a vote is open or counted.
pub const RECUSE: &str = "council.recuse@1";
/// The entity is the case. Args `{person, reason}`: a recusal that was declared by mistake is taken back. By who leads the case,
/// while it is not voted on. Not of who is nominated or nominates.
pub const RESTORE: &str = "council.restore@1";
/// The entity is the case. Args `{id, text}`: `id` is a new UUID, the note's. By a member.
pub const NOTE: &str = "council.note@1";
/// The entity is the case. Args `{points: {key: integer}, words?}`: every key of the rubric, each from 0 to its max. By a
/// member, as often as they like until the vote opens.
pub const SCORE: &str = "council.score@1";

/// The entity is the case. Args `{method: "hands"|"confidential", percent?, ground?, opinions_count?: bool, closes_at?}`. `percent`
/// and `ground`, its legal ground in words, are given where the rule set leaves the percentage open, and only there; likewise
/// `opinions_count`, whether written opinions count. By the secretary or the chair.
pub const BALLOT_OPEN: &str = "council.ballot_open@1";
/// The entity is the case. Args `{ballot, payload}`: [`super::rows::Ballot::frozen`] as the voter saw it, and what
/// [`crate::ballot::sealed::seal`] made. By an elector; the last one that comes before the end counts.
pub const CAST: &str = "council.cast@1";
/// The entity is the case. Args `{ballot, member, choice: "yes"|"no"|"abstain", paper}`: what an absent member wrote, with the
/// reference of the paper. By the secretary or the chair.
pub const OPINION: &str = "council.opinion@1";
/// The entity is the case. Args `{ballot}`. By the secretary or the chair; with a time of its own not before it, unless all
/// have voted or the session is closed.
pub const COUNT: &str = "council.count@1";
/// The entity is the case. Args `{ballot, yes, no, abstain}`: a show of hands, closed and counted. By the secretary or the chair.
pub const HANDS: &str = "council.hands@1";
/// The entity is the case. Args `{ballot, reason}`. By the chair, while it is open or counted and nothing is decided by it.
pub const BALLOT_ANNUL: &str = "council.ballot_annul@1";
/// The entity is the session. Args `{award, order: [nomination]}`: the chair's choice among those with as many votes.
pub const TIE: &str = "council.tie@1";

/// The entity is a new decision, a UUID. Args `{session, title}`. By the secretary, the chair, or an emulation officer of the unit.
pub const STAGE: &str = "council.stage@1";
/// The entity is the staged decision. Args `{number, day, signer, post, place, base_salary?, include?: [nomination], numbers?:
/// {code: number}}`; đồng. By the secretary or the chair of the session, or a signer or head of the unit. The session must be
/// closed. All that passed and is the unit's to decide becomes public at once, or of that what `include` names, by who takes
/// part. `numbers` are those of which quotas are a part. What the sender reads must be within the quotas; of the rest the
/// highest votes are. The session's other nominations learn that they do not stand in it, and no more.
pub const PUBLISH: &str = "council.publish@1";
/// The entity is the session. Args `{nominations: [nomination], number, day, to}`: these went to the level above by the paper (tờ
/// trình) of that number and day; `to` is that level's name in words. By who leads the cases, once the session is closed. Each must
/// have passed, and its award must not be the unit's to decide. The session's other nominations learn that they do not stand in it.
pub const SUBMIT_UP: &str = "council.submit_up@1";
/// Most nominations that it names. Each takes two rows, beside one for every other case of a full session.
pub const SUBMIT_MOST: usize = 80;
/// The entity is the session. Args `{number, day}`: by a notice (thông báo) of that number and day the session's nominations that
/// stand in none of its decisions and submissions learn so, and no more. By who leads it, once it is closed; once.
pub const CONCLUDE: &str = "council.conclude@1";
/// The entity is a new decision, a UUID. Args `{decision, nomination, nominations?, reason, ground?, number, day, signer, post,
/// place}`: `ground` is its legal ground in words; `nominations` stands for `nomination` where one decision takes back several. By who may publish.
pub const REVOKE: &str = "council.revoke@1";
/// The entity is a new decision, a UUID. Args as of [`REVOKE`] and `set: {name?, post?, award?, year?, amount?}`, what replaces
/// what was written; the amount is what is paid by it, in đồng.
pub const CORRECT: &str = "council.correct@1";

/// All of them.
pub const ALL: [&str; 25] = [
    CONVENE,
    EDIT,
    OPEN,
    ATTEND,
    PROXY,
    CLOSE,
    TAKE_UP,
    DROP,
    RECUSE,
    RESTORE,
    NOTE,
    SCORE,
    BALLOT_OPEN,
    CAST,
    OPINION,
    COUNT,
    HANDS,
    BALLOT_ANNUL,
    TIE,
    STAGE,
    PUBLISH,
    SUBMIT_UP,
    CONCLUDE,
    REVOKE,
    CORRECT,
];
