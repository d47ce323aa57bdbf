//! Movements of a unit (phong trào thi đua của đơn vị): how it carries out a movement of the plan, or one of its own, under
//! the five contents of the law; and the reports (sơ kết, tổng kết) on movements and campaigns.
//!
//! Source: Law on Emulation and Commendation 06/2022/QH15, articles 16 and 17.

use thidua_sync::command::Fields;

use crate::form::{self, Field, Type};
use crate::policy::Act;
use crate::record::{Errors, FieldError, Spec};

pub const TABLE: &str = "unit_movement";
const LONG: Type = Type::Text(20_000);

/// The five contents of the law, in its order.
pub const CONTENTS: [&str; 5] = ["aims", "launching", "checking", "spreading", "closing"];

/// Regular movements, and those on one subject.
pub const MODES: [&str; 2] = ["regular", "subject"];

pub const FORM: [Field; 12] = [
    Field::must("title", Type::Text(300), "movement_title_missing"),
    Field::must("mode", Type::Choice(&MODES), "mode_missing"),
    Field::new("movement", Type::Id),
    Field::new("host", Type::Text(300)),
    Field::must("from", Type::When, "date_missing"),
    Field::new("to", Type::When),
    Field::must("aims", LONG, "aims_missing"),
    Field::new("launching", LONG),
    Field::new("checking", LONG),
    Field::new("spreading", LONG),
    Field::new("closing", LONG),
    Field::new("evidence", Type::Evidence),
];

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: "unit_movement@1",
    fields: &form::names(&FORM),
    check: form::decides(check),
    shape: form::decides(|fields| form::shape(&FORM, fields)),
    reads: |_| true,
    send_back: Act::ReturnActivity,
    submit: Act::Lead,
    shared: true,
};

/// What keeps it from being sent.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    form::missing(&FORM, fields, &mut errors);
    errors.say(form::is_backwards(fields, "from", "to"), "to", "period_backwards");
    errors.0.extend(form::shape(&FORM, fields));
    errors.0
}

/// Reports: half-way (sơ kết) and closing (tổng kết).
pub mod report {
    use super::{Errors, Field, FieldError, Fields, LONG, Spec, Type, form};
    use crate::policy::Act;

    pub const TABLE: &str = "report";
    pub const MODES: [&str; 2] = ["review", "closing"];
    /// Exactly one of these says what is reported on.
    pub const SUBJECTS: [&str; 3] = ["own", "movement", "campaign"];

    pub const FORM: [Field; 12] = [
        Field::must("mode", Type::Choice(&MODES), "report_mode_missing"),
        Field::new("own", Type::Id),
        Field::new("movement", Type::Id),
        Field::new("campaign", Type::Id),
        Field::must("title", Type::Text(300), "report_title_missing"),
        Field::must("date", Type::When, "date_missing"),
        Field::must("results", Type::Text(40_000), "results_missing"),
        Field::new("limits", LONG),
        Field::new("lessons", LONG),
        Field::new("next", LONG),
        Field::new("activities", Type::Ids),
        Field::new("evidence", Type::Evidence),
    ];

    pub const SPEC: Spec = Spec {
        table: TABLE,
        form: "report@1",
        fields: &form::names(&FORM),
        check: form::decides(check),
        shape: form::decides(|fields| form::shape(&FORM, fields)),
        reads: |_| true,
        send_back: Act::ReturnActivity,
        submit: Act::Lead,
        shared: true,
    };

    /// What keeps it from being sent.
    pub fn check(fields: &Fields) -> Vec<FieldError> {
        let mut errors = Errors::default();
        form::missing(&FORM, fields, &mut errors);
        match SUBJECTS.iter().filter(|name| form::is_written(fields, name)).count() {
            0 => errors.say(true, "own", "subject_missing"),
            count => errors.say(count > 1, "own", "subject_twice"),
        }
        errors.0.extend(form::shape(&FORM, fields));
        errors.0
    }
}
