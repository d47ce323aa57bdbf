//! The whole application: which stage it is in, the frame around the screens, and the way between them.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use super::{activities, nominations, plan, review, settings, sign_in, sync, today};
use crate::state::{Stage, app};

#[component]
pub fn Root() -> impl IntoView {
    let app = app();
    move || match app.stage.get() {
        Stage::Starting => ().into_any(),
        Stage::SignIn => view! { <sign_in::SignIn /> }.into_any(),
        Stage::Stale => view! { <p>"…"</p> }.into_any(),
        Stage::Ready => view! { <Screens /> }.into_any(),
    }
}

#[component]
fn Screens() -> impl IntoView {
    view! {
        <Router>
            <main id="main">
                <Routes fallback=|| view! { <today::Today /> }>
                    <Route path=path!("/") view=today::Today />
                    <Route path=path!("/ke-hoach") view=plan::Plan />
                    <Route path=path!("/hoat-dong") view=activities::Activities />
                    <Route path=path!("/hoat-dong/moi") view=activities::NewActivity />
                    <Route path=path!("/hoat-dong/:id") view=activities::Activities />
                    <Route path=path!("/hoat-dong/:id/sua") view=activities::EditActivity />
                    <Route path=path!("/cho-duyet") view=review::Review />
                    <Route path=path!("/de-nghi") view=nominations::Nominations />
                    <Route path=path!("/de-nghi/moi") view=nominations::NewNomination />
                    <Route path=path!("/de-nghi/:id") view=nominations::Nominations />
                    <Route path=path!("/de-nghi/:id/sua") view=nominations::EditNomination />
                    <Route path=path!("/dong-bo") view=sync::Sync />
                    <Route path=path!("/cai-dat") view=settings::Settings />
                </Routes>
            </main>
        </Router>
    }
}
