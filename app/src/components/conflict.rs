//! Two versions of one field, side by side, in plain words. Both stay in the history whatever is chosen.

use leptos::prelude::*;

use super::button::{Button, Press};
use super::text_field::TextArea;
use crate::text::t;

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

#[component]
pub fn ConflictCard(versions: Versions, #[prop(into)] on_choose: Callback<Resolution>) -> impl IntoView {
    let merged = RwSignal::new(None::<String>);
    let both = format!("{}\n{}", versions.theirs, versions.mine);
    let (can_merge, field) = (versions.is_text, versions.field.clone());
    let edit = move || {
        view! {
            <div class="stack">
                <TextArea
                    label=move || t!("conflict-merged-label")
                    value=Signal::derive(move || merged.get().unwrap_or_default())
                    on_input=move |text| merged.set(Some(text))
                />
                <div class="row wrap">
                    <Button
                        kind=Press::Main
                        label=move || t!("conflict-merged-keep")
                        on_press=move |()| on_choose.run(Resolution::Merged(merged.get_untracked().unwrap_or_default()))
                    />
                    <Button kind=Press::Quiet label=move || t!("cancel") on_press=move |()| merged.set(None)/>
                </div>
            </div>
        }
    };
    let choose = move || {
        let both = both.clone();
        view! {
            <div class="row wrap">
                <Button label=move || t!("conflict-mine") on_press=move |()| on_choose.run(Resolution::Mine)/>
                <Button label=move || t!("conflict-theirs") on_press=move |()| on_choose.run(Resolution::Theirs)/>
                {can_merge.then(|| view! {
                    <Button label=move || t!("conflict-merge") on_press=move |()| merged.set(Some(both.clone()))/>
                })}
            </div>
        }
    };
    view! {
        <section class="card conflict">
            <h3>{move || t!("conflict-title", field = field.as_str())}</h3>
            <p class="muted">{move || t!("conflict-words")}</p>
            <div class="versions">
                <Side who=versions.theirs_by label=Signal::derive(|| t!("conflict-theirs-label")) text=versions.theirs base=versions.base.clone()/>
                <Side who=versions.mine_by label=Signal::derive(|| t!("conflict-mine-label")) text=versions.mine base=versions.base/>
            </div>
            {move || if merged.read().is_some() { edit().into_any() } else { choose().into_any() }}
        </section>
    }
}

/// One version, with what it changed marked.
#[component]
fn Side(label: Signal<String>, who: String, text: String, base: String) -> impl IntoView {
    let (before, changed, after) = change(&base, &text);
    view! {
        <figure class="version">
            <figcaption><b>{move || label.get()}</b>" "<small>{who}</small></figcaption>
            <p class="prose">{before}<mark>{changed}</mark>{after}</p>
        </figure>
    }
}

/// Cuts `text` where it differs from `base`, at whole words.
fn change(base: &str, text: &str) -> (String, String, String) {
    let old: Vec<&str> = base.split_inclusive(char::is_whitespace).collect();
    let new: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let end = new.len() - back;
    (new[..front].concat(), new[front..end].concat(), new[end..].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_changed_words_are_marked() {
        let marked = |base, text| change(base, text).1;
        assert_eq!(marked("tặng 30 suất quà", "tặng 45 suất quà"), "45 ");
        assert_eq!(marked("", "mới"), "mới");
        assert_eq!(marked("a a", "a a a"), "a");
        assert_eq!(marked("như cũ", "như cũ"), "");
    }
}
