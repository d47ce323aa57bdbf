//! What the work is: the emulation domain (thi đua, khen thưởng) of a civil-judgment-enforcement system. Pure: no clock,
//! no I/O, no randomness, no floating numbers. The server decides with it and the device predicts with it.
//!
//! Glossary (English in code, Vietnamese to people): **unit** đơn vị · **person** cán bộ, công chức · **grant** phân vai ·
//! **plan** kế hoạch · **indicator** chỉ tiêu · **task** nhiệm vụ · **movement** phong trào · **campaign** đợt thi đua ·
//! **solution** giải pháp · **figure** số liệu · **activity** hoạt động · **evidence** minh chứng · **nomination** đề nghị khen thưởng ·
//! **award** danh hiệu or hình thức khen thưởng · **registration** đăng ký thi đua · **report** báo cáo sơ kết, tổng kết ·
//! **exemplar** điển hình tiên tiến · **uptake** nhân rộng · **inspection** kiểm tra · **remedy** kiến nghị khắc phục · **event** sự kiện điểm danh ·
//! **attendance** điểm danh · **pass** mã cá nhân · **rule set** bộ quy tắc · **criterion** tiêu chuẩn · **template** mẫu văn bản · **head** thủ trưởng · **officer** cán bộ thi đua ·
//! **session** phiên họp Hội đồng · **case** hồ sơ trong phiên · **recusal** không tham gia · **ballot** phiếu · **decision** quyết định.

#[cfg(feature = "probe")]
extern crate self as thidua_domain;

use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::draft;
use thidua_sync::row::{IndexKey, Key, Scope};

pub mod activity;
#[cfg(feature = "office")]
pub mod admin;
pub mod ballot;
pub mod checkin;
pub mod conflict;
pub mod council;
pub mod csv;
pub mod date;
pub mod eligibility;
pub mod event;
pub mod evidence;
pub mod exemplar;
pub mod figure;
pub mod form;
pub mod format;
pub mod history;
pub mod inspection;
pub mod kinds;
pub mod movement;
pub mod name;
pub mod nomination;
#[cfg(feature = "office")]
pub mod notice;
pub mod org;
pub mod plan;
pub mod policy;
#[cfg(feature = "probe")]
pub mod probe;
pub mod rate;
pub mod record;
pub mod registration;
pub mod rules;
pub mod seed;
pub mod table;
pub mod template;
pub mod visibility;
pub mod workday;

/// The operator at the server's own console. No session can be it.
pub const SYSTEM: &str = "system";

/// What all commands of the council begin with.
#[cfg(feature = "office")]
const COUNCIL: &str = "council.";

/// What is decided at the server alone; a device predicts nothing of it.
#[cfg(feature = "office")]
fn decide_office(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    match command.kind.as_str() {
        "unit.create@1" => admin::create_unit(rows, who, command, now),
        "unit.succeed@1" => admin::succeed_unit(rows, who, command, now),
        "person.create@1" => admin::create_person(rows, who, command, now),
        "person.move@1" => admin::move_person(rows, who, command, now),
        "grant.give@1" => admin::give_grant(rows, who, command, now),
        "grant.withdraw@1" => admin::withdraw_grant(rows, who, command, now),
        workday::SET => workday::set(rows, who, command, now),
        "plan.import@1" => plan::import::decide(rows, who, command, now),
        "rules.publish@1" => rules::office::publish(rows, who, command, now),
        template::PUBLISH => template::office::publish(rows, who, command, now),
        "nomination.endorse@1" => nomination::course::office::endorse(rows, who, command, now),
        "nomination.appraise@1" => nomination::course::office::appraise(rows, who, command, now),
        "nomination.post@1" => nomination::course::office::post(rows, who, command, now),
        "nomination.comment@1" => nomination::course::office::comment(rows, who, command, now),
        "fact.record@1" => history::office::record(rows, who, command, now),
        "fact.withdraw@1" => history::office::withdraw(rows, who, command, now),
        "fact.replace@1" => history::office::replace(rows, who, command, now),
        evidence::ARRIVE => evidence::arrive(rows, who, command, now),
        "event.close@1" => event::office::close(rows, who, command, now),
        "event.key@1" => checkin::office::key::add(rows, who, command, now),
        "pass.set@1" => checkin::office::pass::set(rows, who, command, now),
        checkin::scan::ADD => checkin::office::scan::add(rows, who, command, now),
        "attendance.resolve@1" => checkin::office::resolve::decide(rows, who, command, now),
        kind if kind.starts_with(COUNCIL) => council::office::decide(rows, who, command, now),
        _ => Err(unknown(command)),
    }
}

/// What only the server decides is shown from the outbox until it has.
#[cfg(not(feature = "office"))]
fn decide_office(_: &dyn Rows, _: &str, _: &Command, _: Millis) -> Result<Effect, Refusal> {
    Ok(Effect::default())
}

#[cfg(feature = "office")]
fn unknown(command: &Command) -> Refusal {
    Refusal::new("unknown_kind").with("kind", &command.kind)
}

/// Councils hear of what becomes of that on which their dossiers rest.
#[cfg(feature = "office")]
fn told_to_councils(rows: &dyn Rows, mut effect: Effect, now: Millis) -> Effect {
    council::office::source::follow(rows, &mut effect, now);
    effect
}

#[cfg(not(feature = "office"))]
fn told_to_councils(_: &dyn Rows, effect: Effect, _: Millis) -> Effect {
    effect
}

/// The rules of emulation work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Emulation;

impl Domain for Emulation {
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let decided = match command.kind.as_str() {
            draft::SAVE | draft::DISCARD => {
                let form = command.args["form"].as_str().and_then(kinds::of_form);
                let table = form.map_or(activity::TABLE, |spec| spec.table);
                draft::decide(rows, who, command, &Key::new(table, command.entity.clone()), now)
            }
            "figure.enter@1" => figure::enter(rows, who, command, now),
            "deadline.set@1" => registration::set_deadline(rows, who, command, now),
            conflict::RESOLVE => conflict::resolve(rows, who, command, now),
            _ => kinds::decide(rows, who, command, now).unwrap_or_else(|| decide_office(rows, who, command, now)),
        };
        decided.map(|effect| told_to_councils(rows, effect, now))
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, now: Millis) -> Vec<Scope> {
        visibility::scopes(rows, who, now)
    }

    fn may_come_from_file(&self, kind: &str) -> bool {
        matches!(kind, draft::SAVE | draft::DISCARD | checkin::scan::ADD) || kinds::is_writing(kind)
    }

    fn index_version(&self) -> u32 {
        4
    }

    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey> {
        let entry = match table {
            org::GRANT => return body.read::<org::Grant>().map(org::grant_index).unwrap_or_default(),
            org::UNIT => body
                .read::<org::Unit>()
                .and_then(|unit| unit.parent)
                .map(|parent| IndexKey::new(org::BY_PARENT, parent)),
            conflict::TABLE => body.read::<conflict::Conflict>().map(|conflict| conflict::index(&conflict.of)),
            draft::TABLE => body.read::<draft::Owner>().map(|draft| draft::index(&draft.of)),
            #[cfg(feature = "office")]
            history::fact::TABLE => history::office::index(body),
            #[cfg(feature = "office")]
            rules::TABLE => Some(rules::office::index()),
            #[cfg(feature = "office")]
            evidence::TABLE => return evidence::index(table, body),
            #[cfg(feature = "office")]
            table => return kinds::index(table, body),
            #[cfg(not(feature = "office"))]
            _ => None,
        };
        entry.into_iter().collect()
    }
}
