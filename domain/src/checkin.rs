//! Check-ins (điểm danh): who was at an event, by codes that are shown and scanned, also without a network. A scan is a fact
//! that is kept whenever it comes; what it is worth is judged from all of them, so that their order does not matter.

pub mod attendance;
#[cfg(feature = "office")]
pub mod office;
pub mod place;
pub mod reason;
pub mod rows;
pub mod scan;
pub mod short;
pub mod summary;
pub mod token;
pub mod verdict;

/// One row for each person and event: [`attendance::Attendance`].
pub const ATTENDANCE: &str = "attendance";
/// Scans as they came, never changed: [`scan::Scan`].
pub const SCAN: &str = "scan";
/// Keys that may sign an event's codes.
pub const EVENT_KEY: &str = "event_key";
/// Secrets of an event's typed codes. They reach organisers alone.
pub const EVENT_CODE: &str = "event_code";
/// Whose a pass is, by its key.
pub const PASS: &str = "pass";
/// Who is expected at an event, by unit: short names and keys of passes. It reaches organisers alone.
pub const ROSTER: &str = "roster";

/// Longest id of an attendance, in bytes: an event's, a point, and a person's.
pub const ATTENDANCE_ID_MAX: usize = 128;

/// The id of the row that says how a person attended, or a guest by [`guest_id`].
pub fn attendance_id(event: &str, person: &str) -> String {
    format!("{event}.{person}")
}

/// Who stands in the id of a guest's attendance: no person has such an id.
pub fn guest_id(scan: &str) -> String {
    format!("+{scan}")
}

/// The id of the rows of one of an event's keys, by [`token::key_id`].
pub fn event_key_id(event: &str, key: &str) -> String {
    format!("{event}.{key}")
}

/// The id of a roster. People who are invited by name stand in that of [`BY_NAME`].
pub fn roster_id(event: &str, unit: &str) -> String {
    format!("{event}.{unit}")
}

/// In place of a unit.
pub const BY_NAME: &str = "-";
