//! Signing in again without leaving the work: the same person, in a dialog above the page.

use leptos::prelude::*;

use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::dialog::Dialog;
use crate::pages::sign_in::SignInForm;
use crate::state::app;
use crate::text::said;

#[component]
pub fn SignInAgain(#[prop(into)] title: Signal<String>, #[prop(into)] words: Signal<String>) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let login = move || app.who.get_untracked().map(|who| who.login).unwrap_or_default();
    view! {
        <Notice tone=Tone::Wait title words>
            <Button kind=Press::Line label=said("sign-in-again") on_press=move |()| open.set(true)/>
        </Notice>
        <Dialog open on_close=move |()| open.set(false) title=said("sign-in-again")>
            <SignInForm fixed=login() on_done=move |()| open.set(false)/>
        </Dialog>
    }
}
