//! The list by which the prizes of a decision are paid (danh sách tiền thưởng): what stands of it today, to the đồng.

use chrono::NaiveDate;
use leptos::prelude::*;
use thidua_domain::council::rows::{DECISION, Decision, Entry, SESSION, Session};
use thidua_domain::date::When;
use thidua_domain::format::{grouped, in_words};
use thidua_domain::history::Subject;
use thidua_domain::rules::prize::{Prize, reckoned};
use thidua_domain::rules::{self, RuleSet};
use thidua_domain::table::Cell;
use thidua_sync::order;

use super::board::{self, PATH};
use super::{gold, known, words};
use crate::pages::nominations::words::unit_name;
use crate::pages::table::Table;
use crate::pages::table::sheet::Sheet;
use crate::state::{App, app};
use crate::text::{said, t};

/// Somebody who is paid, or a line that says why they are not.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    post: String,
    award: String,
    /// How the amount is reckoned, where this device can tell.
    prize: Option<Prize>,
    /// What is paid.
    due: Option<i64>,
    pays: bool,
    /// What an earlier decision paid for a lower title.
    paid_earlier: i64,
}

#[component]
pub fn MoneyList(decision: String) -> impl IntoView {
    let app = app();
    let back = format!("{PATH}/{decision}");
    let table = Memo::new(move |_| made(app, &decision).unwrap_or_default());
    let unit = Signal::derive(move || gold::body(app));
    view! { <Sheet table body=unit back signs=said("registration-sign-head")/> }
}

/// Nothing of what is no published decision. Followed.
fn made(app: App, id: &str) -> Option<Table> {
    let decision = app.row::<Decision>(DECISION, id).filter(|decision| decision.published.is_some())?;
    let day = decision.day?;
    let of = board::lines(app).into_iter().filter(|line| line.given.decision == id);
    let (revoked, mut stands): (Vec<_>, Vec<_>) = of.partition(|line| line.given.revoked.is_some());
    // As the decision prints them.
    order::sort_by_key(&mut stands, |line| {
        decision.entries.iter().position(|entry| entry.nomination == line.given.entry.nomination)
    });
    let reckoning = Reckoning::of(app, &decision, day);
    let lines: Vec<Line> = stands.iter().map(|line| reckoning.line(app, &line.given.entry)).collect();
    Some(table(&lines, (&decision.number, day), revoked.len()))
}

/// The rule set and base salary of a decision: those of its session where it is known here, else those of its day.
struct Reckoning {
    set: Option<RuleSet>,
    salary: Option<i64>,
}

impl Reckoning {
    fn of(app: App, decision: &Decision, day: NaiveDate) -> Reckoning {
        let session = app.row::<Session>(SESSION, &decision.session);
        let set = match session.and_then(|session| known::pinned(app, &session.rules)) {
            Some(set) => Some(set),
            None => rules::rule_set_on(&known::rule_sets(app), day).cloned(),
        };
        let of_day = |set: &RuleSet| {
            let salaries = set.money.base_salaries.iter().filter(|salary| salary.from <= day);
            salaries.max_by_key(|salary| salary.from).map(|salary| salary.dong)
        };
        let salary = decision.base_salary.or_else(|| set.as_ref().and_then(of_day));
        Reckoning { set, salary }
    }

    /// The product stands beside the amount only where it gives that very amount.
    fn prize(&self, entry: &Entry) -> Option<Prize> {
        let prize = reckoned(self.set.as_ref()?, &entry.award, entry.subject.who(), self.salary?)?;
        Some(prize).filter(|prize| entry.amount == Some(prize.dong))
    }

    fn line(&self, app: App, entry: &Entry) -> Line {
        let unit =
            if matches!(entry.subject, Subject::Person(_)) { unit_name(app, &entry.unit) } else { String::new() };
        let post = [entry.post.clone(), unit].into_iter().filter(|part| !part.is_empty());
        Line {
            name: entry.name.clone(),
            post: post.collect::<Vec<_>>().join(", "),
            award: words::award_name(app, &entry.award),
            prize: self.prize(entry),
            due: entry.due(),
            pays: entry.pays,
            paid_earlier: entry.paid_earlier,
        }
    }
}

fn table(lines: &[Line], (number, day): (&str, NaiveDate), revoked: usize) -> Table {
    let head = [
        t!("registration-column-number"),
        t!("registration-column-name"),
        t!("list-column-post"),
        t!("council-decision-award"),
        t!("list-column-tenths"),
        t!("list-column-salary"),
        t!("list-column-amount"),
        t!("list-column-sign"),
        t!("list-column-note"),
    ];
    let rows = (1..).zip(lines).map(|(at, line)| row(at, line));
    Table {
        file: t!("money-file", number = number.replace('/', "-")),
        sheet: t!("money-sheet"),
        title: vec![t!("money-title"), t!("money-of", number = number, day = When::Day(day).to_string())],
        rows: std::iter::once(head.map(Cell::Text).to_vec()).chain(rows).collect(),
        foot: foot(lines, revoked),
    }
}

fn row(at: i64, line: &Line) -> Vec<Cell> {
    let note = match (line.pays, line.due) {
        (true, Some(_)) if line.paid_earlier > 0 => Cell::Text(t!("money-rest", paid = grouped(line.paid_earlier))),
        (true, Some(_)) => Cell::Empty,
        (false, _) => Cell::Text(t!("council-money-higher")),
        (true, None) => Cell::Text(t!("council-money-unknown")),
    };
    let prize = line.prize.filter(|_| line.pays);
    vec![
        Cell::Number(at),
        Cell::text(&line.name),
        Cell::text(&line.post),
        Cell::text(&line.award),
        prize.map_or(Cell::Empty, |prize| Cell::Text(format!("{},{}", prize.tenths / 10, prize.tenths % 10))),
        prize.map_or(Cell::Empty, |prize| Cell::Number(prize.salary)),
        line.due.map_or(Cell::Empty, Cell::Number),
        Cell::Empty,
        note,
    ]
}

/// The sum, also in words, and what it leaves out. A sum that no number holds is left out rather than told wrongly.
fn foot(lines: &[Line], revoked: usize) -> Vec<Vec<Cell>> {
    let paid = || lines.iter().filter(|line| line.pays);
    let sum = paid().filter_map(|line| line.due).try_fold(0_i64, i64::checked_add);
    let open = paid().filter(|line| line.due.is_none()).count();
    let mut sums = vec![Cell::Empty; 9];
    sums[1] = Cell::Text(t!("money-total"));
    sums[6] = sum.map_or(Cell::Empty, Cell::Number);
    let mut foot = vec![sums];
    let mut remark = |words: String| foot.push(vec![Cell::Text(words)]);
    if let Some(sum) = sum {
        remark(t!("money-words", words = capital(&in_words(sum))));
    }
    if open > 0 {
        remark(t!("money-open", count = open));
    }
    if revoked > 0 {
        remark(t!("money-revoked", count = revoked));
    }
    foot
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, tenths: u32, amount: Option<i64>, pays: bool) -> Line {
        let prize = amount.map(|dong| Prize { tenths, salary: 2_530_000, dong });
        let (due, paid_earlier) = (amount.filter(|_| pays), 0);
        Line { name: name.into(), post: String::new(), award: "x".into(), prize, due, pays, paid_earlier }
    }

    /// By hand: 1,0 × 2.530.000 = 2.530.000; 0,3 × 2.530.000 = 759.000, rounded up to 760.000; together 3.290.000.
    #[test]
    fn who_is_paid_is_summed_and_the_others_say_why_not() {
        let lines = [
            line("Hạnh", 10, Some(2_530_000), true),
            line("Đức", 3, Some(760_000), true),
            line("Hạnh", 3, Some(760_000), false),
            line("Lan", 0, None, true),
        ];
        let made = table(&lines, ("45/QĐ-THADS", NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()), 1);
        let amounts: Vec<&Cell> = made.rows[1..].iter().map(|row| &row[6]).collect();
        assert_eq!(amounts, [&Cell::Number(2_530_000), &Cell::Number(760_000), &Cell::Empty, &Cell::Empty]);
        let tenths: Vec<&Cell> = made.rows[1..].iter().map(|row| &row[4]).collect();
        assert_eq!(tenths, [&Cell::Text("1,0".into()), &Cell::Text("0,3".into()), &Cell::Empty, &Cell::Empty]);
        assert!(made.rows[3..].iter().all(|row| row[8] != Cell::Empty) && made.rows[1][8] == Cell::Empty);
        assert_eq!(made.foot[0][6], Cell::Number(3_290_000));
        assert_eq!(made.foot.len(), 4, "the sum, its words, what is open, what was revoked");
        assert!(made.rows.iter().all(|row| row.len() == 9) && made.foot[0].len() == 9);
        let rest = Line { due: Some(1_770_000), paid_earlier: 760_000, ..line("Hạnh", 10, Some(2_530_000), true) };
        let told = row(1, &rest);
        assert_eq!(told[6], Cell::Number(1_770_000));
        assert!(matches!(&told[8], Cell::Text(words) if !words.is_empty()), "why it is less than the product");
        assert_eq!(capital(&in_words(3_290_000)), "Ba triệu hai trăm chín mươi nghìn");
    }

    #[test]
    fn a_sum_beyond_all_numbers_is_not_told() {
        let made = foot(&[line("a", 1, Some(i64::MAX), true), line("b", 1, Some(1), true)], 0);
        assert_eq!((made.len(), &made[0][6]), (1, &Cell::Empty));
    }
}
