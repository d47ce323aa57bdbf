//! What every field has: a label, a hint, an error, and the rule that nothing is written into it while it has the focus.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::icon::{Glyph, Icon};
use crate::browser::device;
use crate::browser::dom::TextBox;

/// An id that no other element on the page has.
pub fn fresh_id(id: String) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    if id.is_empty() { format!("f{}", NEXT.fetch_add(1, Ordering::Relaxed)) } else { id }
}

/// The value of `aria-describedby` for a field made by [`Field`].
pub fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}

/// Label above, hint and error below. The control inside carries the id, `aria-describedby` and `aria-invalid`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" class:bad=move || !error.read().is_empty()>
            <label class="field-label" class:need=required for=id.clone()>{move || label.get()}</label>
            {children()}
            <p class="field-hint" id=format!("{id}-hint")>{move || hint.get()}</p>
            <p class="field-error" id=format!("{id}-error")>
                {move || (!error.read().is_empty()).then(|| view! { <Icon glyph=Glyph::Warning/><span>{error.get()}</span> })}
            </p>
        </div>
    }
}

/// Ties a text box to a signal.
///
/// Invariant: while the box has the focus only the person writes into it. Each `input` goes out as it is, during
/// composition too; on leaving, the composed form (NFC) goes out, and the box then shows what the signal says.
pub struct Tie<E: ElementType + 'static>
where
    E::Output: 'static,
{
    node: NodeRef<E>,
    shown: Signal<String>,
    on_input: Callback<String>,
    on_commit: Callback<String>,
    typed: StoredValue<bool>,
}

impl<E: ElementType + 'static> Clone for Tie<E>
where
    E::Output: 'static,
{
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: ElementType + 'static> Copy for Tie<E> where E::Output: 'static {}

/// `shown` is what the box shows when nobody is in it.
pub fn tie<E>(
    node: NodeRef<E>,
    shown: Signal<String>,
    on_input: Callback<String>,
    on_commit: Option<Callback<String>>,
) -> Tie<E>
where
    E: ElementType + 'static,
    E::Output: JsCast + TextBox + Clone + 'static,
{
    Effect::new(move |_| {
        let wanted = shown.get();
        if let Some(element) = node.get().filter(|element| !element.is_focused() && element.text() != wanted) {
            element.set_text(&wanted);
        }
    });
    Tie { node, shown, on_input, on_commit: on_commit.unwrap_or(on_input), typed: StoredValue::new(false) }
}

impl<E> Tie<E>
where
    E: ElementType + 'static,
    E::Output: JsCast + TextBox + Clone + 'static,
{
    pub fn input(self, text: String) {
        self.typed.set_value(true);
        self.on_input.run(text);
    }

    /// The person has left the box. One that was taken away with its dialog or page is left, too, after all of it has ended.
    pub fn left(self) {
        let Some(Some(element)) = self.node.try_get_untracked() else { return };
        if self.typed.get_value() {
            self.typed.set_value(false);
            self.on_commit.run(device::nfc(&element.text()));
        }
        let wanted = self.shown.get_untracked();
        if element.text() != wanted {
            element.set_text(&wanted);
        }
    }
}
