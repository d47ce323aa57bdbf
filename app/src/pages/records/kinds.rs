//! The kinds as data: where they are and what their form asks. Nothing here names a screen: parts of the program that only
//! tell of a record load none.

use thidua_domain::form::{Check, Field};
use thidua_domain::policy::Act;
use thidua_domain::record::Spec;
use thidua_domain::{event, exemplar, inspection, movement, registration};

use crate::components::icon::Glyph;
use crate::text::try_text;

/// One kind of record.
pub struct Kind {
    pub spec: &'static Spec,
    pub fields: &'static [Field],
    /// What keeps a form from being sent. The device's own prediction does not ask again.
    pub check: Check,
    /// Its address.
    pub path: &'static str,
    pub glyph: Glyph,
    /// Fields that stand in tabs of their own.
    pub in_tabs: &'static [&'static str],
    /// Whoever leads the unit confirms or returns it.
    pub is_confirmed: bool,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Kind) -> bool {
        self.path == other.path
    }
}

/// In the order of a year.
pub static ALL: [Kind; 6] = [
    Kind {
        spec: &movement::SPEC,
        fields: &movement::FORM,
        check: movement::check,
        path: "/phong-trao",
        in_tabs: &movement::CONTENTS,
        glyph: Glyph::Flag,
        is_confirmed: false,
    },
    Kind {
        spec: &event::SPEC,
        fields: &event::FORM,
        check: event::check,
        path: "/su-kien",
        in_tabs: &[],
        glyph: Glyph::Calendar,
        is_confirmed: false,
    },
    Kind {
        spec: &registration::SPEC,
        fields: &registration::FORM,
        check: registration::check,
        path: "/dang-ky",
        in_tabs: &[],
        glyph: Glyph::Pen,
        is_confirmed: true,
    },
    Kind {
        spec: &movement::report::SPEC,
        fields: &movement::report::FORM,
        check: movement::report::check,
        path: "/bao-cao",
        in_tabs: &[],
        glyph: Glyph::File,
        is_confirmed: true,
    },
    Kind {
        spec: &exemplar::SPEC,
        fields: &exemplar::FORM,
        check: exemplar::check,
        path: "/dien-hinh",
        in_tabs: &[],
        glyph: Glyph::Award,
        is_confirmed: false,
    },
    Kind {
        spec: &inspection::SPEC,
        fields: &inspection::FORM,
        check: inspection::check,
        path: "/kiem-tra",
        in_tabs: &[],
        glyph: Glyph::Review,
        is_confirmed: false,
    },
];

/// The kind at an address; the first where no other is.
pub fn at(path: &str) -> &'static Kind {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    ALL.iter().find(|kind| &kind.path[1..] == first).unwrap_or(&ALL[0])
}

/// The kind of a table; none for activities and nominations.
pub fn of_table(table: &str) -> Option<&'static Kind> {
    ALL.iter().find(|kind| kind.spec.table == table)
}

impl Kind {
    /// A text of this kind: `registration-title`.
    pub fn say(&self, what: &str) -> String {
        self.try_say(what).unwrap_or_else(|| what.to_owned())
    }

    pub fn try_say(&self, what: &str) -> Option<String> {
        let key = format!("{}-{what}", self.spec.table);
        try_text(&key.replace('_', "-"), &[])
    }

    /// The name of a field, as on the form.
    pub fn field_name(&self, field: &str) -> String {
        self.say(&format!("field-{field}"))
    }

    /// What changing one's own record takes.
    pub fn edit(&self) -> Act {
        self.spec.act(Act::Edit)
    }

    pub fn command(&self, verb: &str) -> String {
        format!("{}.{verb}@1", self.spec.table)
    }
}
