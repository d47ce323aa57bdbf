//! Two versions of one field, side by side, in plain words. Both stay in the history whatever is chosen.

use leptos::prelude::*;

use super::button::{Button, Press};
use super::text_field::TextArea;
use crate::text::{said, t};

/// What the person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    Mine,
    Theirs,
    /// A text made of both.
    Merged(String),
}

/// What both wrote, and who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The field's name, as on its form.
    pub field: String,
    pub base: String,
    pub mine: String,
    pub mine_by: String,
    /// What the record says now.
    pub theirs: String,
    pub theirs_by: String,
    /// Free text can be merged; a date or a choice cannot.
    pub is_text: bool,
}

/// `merged` is a text of both that was begun before; the page keeps what is written of it.
#[component]
pub fn ConflictCard(
    versions: Versions,
    #[prop(into)] merged: Signal<String>,
    #[prop(into)] on_merge: Callback<String>,
    #[prop(into)] on_choose: Callback<Resolution>,
) -> impl IntoView {
    let merging = RwSignal::new(untrack(|| !merged.read().is_empty()));
    let both = format!("{}\n{}", versions.theirs, versions.mine);
    let (can_merge, field) = (versions.is_text, versions.field.clone());
    let untouched = StoredValue::new(both.clone());
    let leave = move || {
        merging.set(false);
        if untrack(|| *merged.read() == *untouched.read_value()) {
            on_merge.run(String::new());
        }
    };
    let edit = move || {
        view! {
            <div class="stack">
                <TextArea
                    label=said("conflict-merged-label")
                    value=merged
                    on_input=move |text| on_merge.run(text)
                />
                <div class="row wrap">
                    <Button
                        kind=Press::Main
                        label=said("conflict-merged-keep")
                        on_press=move |()| on_choose.run(Resolution::Merged(merged.get_untracked()))
                    />
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| leave()/>
                </div>
            </div>
        }
    };
    let begin = move |both: &str| {
        if untrack(|| merged.read().trim().is_empty()) {
            on_merge.run(both.to_owned());
        }
        merging.set(true);
    };
    let choose = move || {
        let both = both.clone();
        view! {
            <div class="row wrap">
                <Button label=said("conflict-mine") on_press=move |()| on_choose.run(Resolution::Mine)/>
                <Button label=said("conflict-theirs") on_press=move |()| on_choose.run(Resolution::Theirs)/>
                {can_merge.then(|| view! {
                    <Button label=said("conflict-merge") on_press=move |()| begin(&both)/>
                })}
            </div>
        }
    };
    view! {
        <section class="card conflict">
            <h2>{move || t!("conflict-title", field = field.as_str())}</h2>
            <p class="muted">{said("conflict-words")}</p>
            <div class="versions">
                <Side who=versions.theirs_by label=said("conflict-theirs-label") text=versions.theirs base=versions.base.clone()/>
                <Side who=versions.mine_by label=said("conflict-mine-label") text=versions.mine base=versions.base/>
            </div>
            {move || if merging.get() { edit().into_any() } else { choose().into_any() }}
        </section>
    }
}

/// One version, with what it has beyond another marked.
#[component]
pub fn Side(label: Signal<String>, #[prop(optional)] who: String, text: String, base: String) -> impl IntoView {
    let word = |(is_new, words): (bool, String)| match is_new {
        true => view! { <mark>{words}</mark> }.into_any(),
        false => words.into_any(),
    };
    view! {
        <figure class="version">
            <figcaption><b>{move || label.get()}</b>" "<small>{who}</small></figcaption>
            <p class="prose">{changes(&base, &text).into_iter().map(word).collect_view()}</p>
        </figure>
    }
}

/// Beyond so many pairs of words the whole middle counts as new: a card must not keep the page waiting.
const PAIRS: usize = 1_000_000;

/// The text in pieces, each with whether it is new against `base`. Spaces at the end of a new piece stand outside it.
fn changes(base: &str, text: &str) -> Vec<(bool, String)> {
    let old: Vec<&str> = base.split_whitespace().collect();
    let new: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let same = |a: &&str, b: &&str| *a == b.trim_end();
    let front = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let middle = kept(&old[front..old.len() - back], &new[front..new.len() - back]);
    let mut out: Vec<(bool, String)> = Vec::new();
    for (at, word) in new.iter().enumerate() {
        let is_new = middle.get(at.wrapping_sub(front)).is_some_and(|kept| !kept);
        let (letters, space) = word.split_at(word.trim_end().len());
        push(&mut out, is_new, letters);
        push(&mut out, is_new && new.get(at + 1).is_some_and(|_| middle.get(at + 1 - front) == Some(&false)), space);
    }
    out
}

fn push(out: &mut Vec<(bool, String)>, is_new: bool, words: &str) {
    match out.last_mut().filter(|(last, _)| *last == is_new) {
        Some((_, piece)) => piece.push_str(words),
        None if words.is_empty() => {}
        None => out.push((is_new, words.to_owned())),
    }
}

/// For each new word whether it stands in the longest common sequence of both.
fn kept(old: &[&str], new: &[&str]) -> Vec<bool> {
    let mut kept = vec![false; new.len()];
    if old.len() * new.len() > PAIRS {
        return kept;
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            longest[i * width + j] = match *a == b.trim_end() {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j].trim_end() {
            kept[j] = true;
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, text: &str, new: &[&str]) {
        let pieces = changes(base, text);
        assert_eq!(
            pieces.iter().filter(|piece| piece.0).map(|piece| piece.1.as_str()).collect::<Vec<_>>(),
            new,
            "{text}"
        );
        assert_eq!(pieces.into_iter().map(|piece| piece.1).collect::<String>(), text);
    }

    #[test]
    fn only_the_new_words_are_marked() {
        check("tặng 30 suất quà", "tặng 45 suất quà", &["45"]);
        check("Trao 30 suất quà cho gia đình.", "Trao 40 suất quà cho gia đình, bạn.", &["40", "đình, bạn."]);
        check("", "mới  hẳn\n", &["mới  hẳn"]);
        check("a a", "a a a", &["a"]);
        check("như cũ", "như cũ", &[]);
        check("xóa bớt chữ", "xóa chữ", &[]);
    }
}
