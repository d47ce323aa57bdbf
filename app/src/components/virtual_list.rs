//! A long list of links of which only the rows in sight are in the document. It scrolls with whatever it stands in.
//!
//! ```text
//!   items ──▶ places of rows (heights measured, else guessed) ──▶ rows in sight ──▶ measured once drawn ─┐
//!                         ▲                                                                              │
//!                         └──────────────────────────────────────────────────────────────────────────────┘
//! ```

use leptos::prelude::*;
use leptos::{ev, html};

use crate::browser::dom::{self, DrawnRow};

/// Rows kept beyond the edges, so that a quick scroll and a Tab find them there.
const BEYOND: usize = 6;

/// Where rows lie. Heights in CSS pixels; a row that was never drawn has the guessed one.
#[derive(Clone, Debug, PartialEq)]
struct Places {
    guess: f64,
    guessed_well: bool,
    heights: Vec<Option<f64>>,
    /// Upper edge of each row, and of the end.
    tops: Vec<f64>,
}

impl Places {
    fn new(guess: f64) -> Places {
        Places { guess, guessed_well: false, heights: Vec::new(), tops: vec![0.0] }
    }

    fn resize(&mut self, count: usize) {
        self.heights.resize(count, None);
        self.stack(0);
    }

    /// Takes measured heights; true when rows moved by it.
    fn measure(&mut self, rows: &[DrawnRow]) -> bool {
        let mut first = None::<usize>;
        for row in rows {
            let Some(known) = self.heights.get_mut(row.index) else { continue };
            if known.is_none_or(|old| (old - row.height).abs() > 0.5) {
                *known = Some(row.height);
                first = Some(first.map_or(row.index, |first| first.min(row.index)));
            }
        }
        if first.is_some() && !self.guessed_well {
            // The first rows drawn say what rows look like on this screen.
            self.guessed_well = true;
            let known: Vec<f64> = self.heights.iter().flatten().copied().collect();
            self.guess = known.iter().sum::<f64>() / known.len() as f64;
        }
        first.map(|index| self.stack(index)).is_some()
    }

    fn stack(&mut self, from: usize) {
        self.tops.truncate(from + 1);
        let mut top = self.tops.last().copied().unwrap_or(0.0);
        for height in &self.heights[from.min(self.heights.len())..] {
            top += height.unwrap_or(self.guess);
            self.tops.push(top);
        }
    }

    /// Rows between two heights, with some beyond.
    fn between(&self, top: f64, bottom: f64) -> (usize, usize) {
        let count = self.heights.len();
        let first = self.tops.partition_point(|at| *at <= top).saturating_sub(1);
        let last = self.tops.partition_point(|at| *at < bottom);
        (first.saturating_sub(BEYOND).min(count), (last + BEYOND).min(count))
    }

    fn top(&self, index: usize) -> f64 {
        self.tops.get(index).copied().unwrap_or(0.0)
    }

    fn end(&self) -> f64 {
        self.tops.last().copied().unwrap_or(0.0)
    }
}

/// A row in sight. Its slot is one drawn row: who comes into sight takes one that somebody has left, because to change what
/// is drawn costs less than to draw.
#[derive(Clone, PartialEq)]
struct InSight<T> {
    slot: usize,
    /// Place in the whole list.
    at: usize,
    item: T,
}

/// Who was in sight keeps its slot, and with it the focus.
fn slots<K: Eq>(before: &[(usize, K)], now: &[K]) -> Vec<usize> {
    let kept: Vec<Option<usize>> =
        now.iter().map(|key| before.iter().find(|(_, other)| other == key).map(|(slot, _)| *slot)).collect();
    let is_free = |slot: &usize| !kept.contains(&Some(*slot));
    let mut left = before.iter().map(|(slot, _)| *slot).filter(is_free);
    let mut new = (0..).filter(|slot| is_free(slot) && before.iter().all(|(known, _)| known != slot));
    kept.iter().map(|slot| slot.or_else(|| left.next()).or_else(|| new.next()).unwrap_or_default()).collect()
}

/// Up and down, Page, Home and End go from row to row; Enter opens, as with any link.
#[component]
pub fn VirtualList<T, K, KF, HF, RF, V>(
    #[prop(into)] items: Signal<Vec<T>>,
    /// Tells items apart.
    key: KF,
    /// Where an item leads.
    href: HF,
    /// What stands in its row. Called again when the item changes.
    row: RF,
    /// What stands above its row and leads nowhere, such as the heading of a month.
    #[prop(optional, into)]
    above: Option<Callback<T, Option<AnyView>>>,
    /// The whole list, read aloud.
    #[prop(into)]
    label: Signal<String>,
    /// The address shown now; the row that leads there is marked.
    #[prop(optional, into)]
    current: Signal<String>,
    /// Height of a row that was not drawn yet, in CSS pixels.
    #[prop(default = 76.0)]
    guess: f64,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + 'static,
    KF: Fn(&T) -> K + Copy + Send + Sync + 'static,
    HF: Fn(&T) -> String + Copy + Send + Sync + 'static,
    RF: Fn(T) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let node = NodeRef::<html::Ul>::new();
    let scroll = Scroll::new(node, guess, Signal::derive(move || items.read().len()));
    let in_sight = Memo::new(move |before: Option<&Vec<InSight<T>>>| -> Vec<InSight<T>> {
        let (from, to) = scroll.range.get();
        let items = items.read();
        let now = &items[from.min(items.len())..to.min(items.len())];
        let before: Vec<(usize, K)> = before.into_iter().flatten().map(|row| (row.slot, key(&row.item))).collect();
        let slots = slots(&before, &now.iter().map(key).collect::<Vec<_>>());
        let rows = slots.into_iter().zip(from..).zip(now);
        rows.map(|((slot, at), item)| InSight { slot, at, item: item.clone() }).collect()
    });
    let draw = move |first: InSight<T>| {
        let slot = first.slot;
        let here = Memo::new(move |last: Option<&InSight<T>>| {
            let found = in_sight.read().iter().find(|row| row.slot == slot).cloned();
            // A row that is just leaving shows what it showed.
            found.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let at = Memo::new(move |_| here.read().at);
        let link = Memo::new(move |_| href(&here.read().item));
        let content = Memo::new(move |_| here.read().item.clone());
        view! {
            <li class="list-item" data-index=at aria-setsize=move || scroll.count.get() aria-posinset=move || at.get() + 1>
                {move || above.and_then(|above| above.run(content.get()))}
                <a
                    class="list-link"
                    href=link
                    aria-current=move || (*link.read() == *current.read()).then_some("true")
                    tabindex=move || if scroll.stop() == at.get() { "0" } else { "-1" }
                    on:focus=move |_| scroll.active.set(at.get_untracked())
                >
                    {move || row(content.get())}
                </a>
            </li>
        }
    };
    view! {
        <ul
            node_ref=node
            class="list virtual"
            role="list"
            tabindex="-1"
            aria-label=move || label.get()
            style:--before=move || format!("{}px", scroll.places.read().top(scroll.range.get().0))
            style:--after=move || scroll.after()
            on:keydown=move |event| scroll.key(&event)
        >
            <For each=move || in_sight.get() key=|row| row.slot children=draw/>
        </ul>
    }
}

/// Which rows are in sight, and which one the keyboard is at.
#[derive(Clone, Copy)]
struct Scroll {
    node: NodeRef<html::Ul>,
    count: Signal<usize>,
    places: RwSignal<Places>,
    range: RwSignal<(usize, usize)>,
    active: RwSignal<usize>,
    /// A look is due with the next frame.
    due: StoredValue<bool>,
    /// The row to go to once it is drawn.
    wanted: StoredValue<Option<usize>>,
    /// The row at the top, and where it stood, while rows around it change.
    held: StoredValue<Option<DrawnRow>>,
    /// The focus was in the list before rows changed.
    had_focus: StoredValue<bool>,
}

impl Scroll {
    fn new(node: NodeRef<html::Ul>, guess: f64, count: Signal<usize>) -> Scroll {
        let scroll = Scroll {
            node,
            count,
            places: RwSignal::new(Places::new(guess)),
            // Before the list is in the document: enough rows for any first screen.
            range: RwSignal::new((0, 24)),
            active: RwSignal::new(0),
            due: StoredValue::new(false),
            wanted: StoredValue::new(None),
            held: StoredValue::new(None),
            had_focus: StoredValue::new(false),
        };
        Effect::new(move |_| {
            let count = count.get();
            scroll.places.update(|places| places.resize(count));
            node.track();
            scroll.look_soon();
        });
        let listening = StoredValue::new_local(dom::on_move(move || scroll.look_soon()));
        on_cleanup(move || listening.dispose());
        scroll
    }

    fn look_soon(self) {
        if self.due.try_get_value() == Some(false) {
            self.due.set_value(true);
            request_animation_frame(move || self.look());
        }
    }

    /// Measures what is drawn, and draws what has come into sight.
    fn look(self) {
        // The list may have gone from the page since the frame was asked for.
        if self.due.try_set_value(false).is_some() {
            return;
        }
        let Some(Some(list)) = self.node.try_get_untracked() else { return };
        let rows = dom::drawn_rows(&list);
        self.measure(&rows);
        let top = -dom::top(&list);
        let range = match self.wanted.get_value() {
            Some(row) if rows.iter().any(|drawn| drawn.index == row) => self.range.get_untracked(),
            Some(row) => (row.saturating_sub(3 * BEYOND), (row + 3 * BEYOND).min(self.count.get_untracked())),
            None => self.places.read_untracked().between(top, top + dom::window_height()),
        };
        let is_drawn = range == self.range.get_untracked();
        if is_drawn && self.wanted.get_value().is_none() {
            return;
        }
        if !is_drawn {
            self.held.set_value(rows.into_iter().find(|row| row.top + row.height > 0.0));
            self.had_focus.set_value(dom::holds_focus(&list));
            self.range.set(range);
        }
        // Views change in a task of their own before the next paint; this one comes after it.
        queue_microtask(move || queue_microtask(move || self.settle()));
    }

    /// Keeps the row that was at the top where it was, although rows drawn above it may be higher than guessed.
    fn settle(self) {
        let Some(Some(list)) = self.node.try_get_untracked() else { return };
        let rows = dom::drawn_rows(&list);
        let held = self.held.get_value();
        self.held.set_value(None);
        self.measure(&rows);
        if let Some(row) = self.wanted.get_value() {
            self.wanted.set_value(None);
            dom::focus_row(&list, row);
            return self.look_soon();
        }
        if self.had_focus.get_value() && !dom::holds_focus(&list) {
            dom::hold_focus(&list, self.active.get_untracked());
        }
        let now = held.and_then(|held| Some(rows.iter().find(|row| row.index == held.index)?.top - held.top));
        if let Some(by) = now.filter(|by| by.abs() > 0.5) {
            dom::scroll_along(&list, by);
        }
        if held.is_some() {
            self.look_soon();
        }
    }

    fn measure(self, rows: &[DrawnRow]) {
        let moved = self.places.write_untracked().measure(rows);
        if moved {
            self.places.notify();
        }
    }

    /// The one row that Tab stops at.
    fn stop(self) -> usize {
        let (from, to) = self.range.get();
        let active = self.active.get();
        if (from..to).contains(&active) { active } else { from }
    }

    fn after(self) -> String {
        let places = self.places.read();
        format!("{}px", (places.end() - places.top(self.range.get().1)).max(0.0))
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let last = self.count.get_untracked().saturating_sub(1);
        let at = self.active.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + 10,
            "PageUp" => at.saturating_sub(10),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        self.active.set(to.min(last));
        self.wanted.set_value(Some(to.min(last)));
        self.look_soon();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stays_keeps_its_slot_and_who_comes_takes_one_that_was_left() {
        assert_eq!(slots::<u8>(&[], &[7, 8, 9]), [0, 1, 2]);
        assert_eq!(slots(&[(0, 7), (1, 8), (2, 9)], &[8, 9, 10]), [1, 2, 0]);
        assert_eq!(slots(&[(0, 7), (1, 8)], &[1, 2, 3]), [0, 1, 2]);
        assert_eq!(slots(&[(1, 8), (2, 9), (0, 10)], &[6, 7, 8, 9, 10]), [3, 4, 1, 2, 0]);
    }

    #[test]
    fn rows_in_sight_follow_measured_heights() {
        let row = |index, height| DrawnRow { index, top: 0.0, height };
        let mut places = Places::new(76.0);
        places.resize(10_000);
        assert!(places.measure(&[row(0, 50.0), row(1, 50.0)]), "guessed anew");
        assert_eq!((places.end(), places.between(0.0, 500.0)), (500_000.0, (0, 10 + BEYOND)));
        assert!(places.measure(&[row(0, 80.0), row(3, 50.0)]));
        assert_eq!((places.top(1), places.top(4), places.end()), (80.0, 230.0, 500_030.0));
        assert!(!places.measure(&[row(0, 80.2), row(20_000, 9.0)]));
        assert_eq!(places.between(400_030.0, 400_530.0), (8_000 - BEYOND, 8_010 + BEYOND));
        places.resize(3);
        assert_eq!((places.end(), places.between(9_000.0, 9_500.0)), (180.0, (0, 3)));
    }
}
