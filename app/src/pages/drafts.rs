//! Which record a draft changes, and where it is written on.

use serde_json::Value;
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;

use thidua_domain::history::fact;
use thidua_domain::{kinds as all, rules, template};

use super::nominations::words::is_nomination_form;
use super::records::kinds;
use crate::text::{t, try_text};

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

/// What a draft of a rule set, a template or a fact is called; none for others.
pub fn editor_title(form: &str, fields: &Fields) -> Option<String> {
    let written = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if form == rules::draft::FORM {
        let title = written("/title");
        return Some(t!("rules-draft", name = if title.is_empty() { written(rules::draft::OVER) } else { title }));
    }
    if form == fact::FORM {
        return Some(t!("history-draft", name = written(fact::NAME)));
    }
    (form == template::FORM).then(|| t!("template-draft", kind = template_name(&written("_kind"))))
}

/// A paper by the name of its template.
pub fn template_name(kind: &str) -> String {
    try_text(&format!("paper-{kind}"), &[]).unwrap_or_default()
}

/// The draft of a fact of somebody, by what an address names them with.
pub fn fact_draft(slug: &str) -> String {
    format!("fact-{slug}")
}

/// Where a draft of a rule set, a template or a fact is written on.
fn editor_href(draft: &Draft) -> Option<String> {
    let written = |name: &str| draft.fields.get(name).and_then(Value::as_str).unwrap_or_default();
    if draft.form == rules::draft::FORM {
        return Some(format!("/de-nghi/quy-tac/{}/soan/{}", written(rules::draft::OVER), draft.id));
    }
    if draft.form == fact::FORM {
        return Some(format!("/de-nghi/dieu-kien/{}", written(fact::SUBJECT)));
    }
    let is_template = draft.form == template::FORM;
    is_template.then(|| format!("/de-nghi/mau-van-ban/{}/{}/soan/{}", written("_unit"), written("_kind"), draft.id))
}

/// Its address. A draft of an edit is found by its record, unless it is one of several.
pub fn href(draft: &Draft) -> String {
    let record = record_of(draft);
    let known = draft.id.strip_prefix("e-").unwrap_or(&draft.id);
    if let Some(kind) = all::of_form(&draft.form).and_then(|spec| kinds::of_table(spec.table)) {
        return format!("{}/{known}/sua", kind.path);
    }
    if let Some(href) = editor_href(draft) {
        return href;
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn drafts_of_officers_lead_back_to_their_editors() {
        let check = |form: &str, fields: Value, there: &str| {
            let fields = serde_json::from_value(fields).unwrap();
            let draft = Draft { id: "d1".into(), form: form.into(), fields, rev: 1, at: 0 };
            assert_eq!(href(&draft), there);
        };
        check(rules::draft::FORM, json!({ "_of": "r3", "/title": "x" }), "/de-nghi/quy-tac/r3/soan/d1");
        check(
            template::FORM,
            json!({ "_unit": "na", "_kind": "minutes", "body": [] }),
            "/de-nghi/mau-van-ban/na/minutes/soan/d1",
        );
        check(fact::FORM, json!({ "_subject": "p.an", "number": "5/QĐ" }), "/de-nghi/dieu-kien/p.an");
        check("session@1", json!({}), "/phien-hop/d1/sua");
        check("activity@1", json!({}), "/hoat-dong/d1");
    }
}
