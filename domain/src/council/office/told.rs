//! What those who read a nomination learn of its session.

use thidua_sync::domain::{Effect, Rows};

use super::right::read;
use super::{decision, entries, sight};
use crate::council::rows::*;
use crate::nomination::course::office::tell;
use crate::nomination::course::{Course, LeftOut};

/// A session has published a decision or a submission: the other nominations that it took up do not stand in it, and their
/// courses say so, as far as one command has room. They are told the same whether they failed, wait for another decision or
/// submission, or were never voted on. No word is said of failing alone, not even later: from those who are told so, the others
/// would learn that they passed before it is published.
pub fn leave_out(rows: &dyn Rows, effect: &mut Effect, session: &str, left: &LeftOut, stands: &dyn Fn(&str) -> bool) {
    let cases = rows.find(&sight::cases_of(session)).into_iter();
    let cases = cases.filter_map(|key| read::<Case>(rows, CASE, &key.id));
    let is_due = |case: &Case| case.state == CaseState::Taken && case.submitted.is_none() && !stands(&case.nomination);
    for case in cases.filter(is_due).filter(|case| !entries::is_given(rows, case)) {
        if effect.puts.len() >= decision::ROWS {
            return;
        }
        tell(rows, effect, &case.nomination, &|nomination, course| {
            // What was sent anew since then is dealt with anew, and what another session submitted is gone.
            let is_ours = nomination.sent_at <= case.taken.at && course.submitted.is_none();
            is_ours.then(|| Course { left_out: Some(left.clone()), ..course })
        });
    }
}
