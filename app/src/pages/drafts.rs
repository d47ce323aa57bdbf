//! Which record a draft changes, and where it is written on.

use serde_json::Value;
use thidua_sync::draft::Draft;

use thidua_domain::kinds as all;

use super::nominations::words::is_nomination_form;
use super::records::kinds;

/// A field of a draft of an edit: the record's id. A draft that was kept beside another has a name of its own.
pub const RECORD: &str = "_record";

/// The record that a draft changes; none for a new one.
pub fn record_of(draft: &Draft) -> Option<String> {
    let named = draft.fields.get(RECORD).and_then(Value::as_str);
    named.or_else(|| draft.id.strip_prefix("e-")).map(str::to_owned)
}

/// Whether a draft is one of a council's session.
pub fn is_session_form(form: &str) -> bool {
    form.starts_with("session")
}

/// Its address. A draft of an edit is found by its record, unless it is one of several.
pub fn href(draft: &Draft) -> String {
    let record = record_of(draft);
    let known = draft.id.strip_prefix("e-").unwrap_or(&draft.id);
    if let Some(kind) = all::of_form(&draft.form).and_then(|spec| kinds::of_table(spec.table)) {
        return format!("{}/{known}/sua", kind.path);
    }
    if is_session_form(&draft.form) {
        return format!("/phien-hop/{known}/sua");
    }
    match (is_nomination_form(&draft.form), record) {
        (true, _) => format!("/de-nghi/{known}/sua"),
        (false, Some(_)) => format!("/hoat-dong/{known}/sua"),
        (false, None) => format!("/hoat-dong/{known}"),
    }
}
