//! Sessions of councils (phiên họp Hội đồng): the dossiers of a session, what a member says of each, the vote, and the
//! decision that follows. The server decides all of it; until it has answered, screens fold what waits here over its rows.
//! To who is recused from a dossier it does not exist here either.

pub mod acts;
mod agenda;
mod close;
mod conclude;
pub mod decision;
mod dossier;
mod fold;
mod form;
mod home;
pub mod known;
mod leave;
mod list;
mod notes;
mod numbered;
mod open;
mod papers;
mod people;
mod quota;
mod recusal;
mod score;
mod session;
mod slips;
mod submission;
mod summary;
mod take_up;
mod vote;
mod words;

use leptos::prelude::*;

use crate::browser::address::{Way, address};
use crate::browser::time;
use crate::components::card::EmptyState;
use crate::components::icon::Glyph;
use crate::text::said;

/// Where all of it is.
pub const PATH: &str = "/phien-hop";

/// What is open.
#[derive(Clone, Debug, PartialEq)]
enum Screen {
    Home,
    New,
    /// The form of a session, by its id.
    Form(String),
    Session(String),
    /// What is printed of a session.
    Print(String),
    /// Its dossiers as a table.
    List(String),
    /// A session's dossier, by the nomination.
    Dossier(String, String),
    Nowhere,
}

impl Screen {
    fn at(path: &str) -> Screen {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts[..] {
            ["phien-hop"] => Screen::Home,
            ["phien-hop", "moi"] => Screen::New,
            ["phien-hop", session] => Screen::Session(session.to_owned()),
            ["phien-hop", session, "sua"] => Screen::Form(session.to_owned()),
            ["phien-hop", session, "in"] => Screen::Print(session.to_owned()),
            ["phien-hop", session, "danh-sach"] => Screen::List(session.to_owned()),
            ["phien-hop", session, nomination] => Screen::Dossier(session.to_owned(), nomination.to_owned()),
            _ => Screen::Nowhere,
        }
    }
}

/// In which order the dossiers of a session are gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were taken up.
    #[default]
    Taken,
    /// First what the reader has not looked into yet.
    Unseen,
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Area {
    order: RwSignal<Order>,
    filter: RwSignal<String>,
    /// A session and its dossiers in the order in which the reader began to go through them: what they do on the way moves
    /// nothing.
    way: StoredValue<(String, Vec<String>)>,
}

#[component]
pub fn Council() -> impl IntoView {
    let path = address().path;
    let screen = Memo::new(move |_| Screen::at(&path.read()));
    let (order, filter) = (RwSignal::default(), RwSignal::new("all".to_owned()));
    provide_context(Area { order, filter, way: StoredValue::default() });
    move || match screen.get() {
        Screen::Home => view! { <home::Home/> }.into_any(),
        Screen::New => view! { <New/> }.into_any(),
        Screen::Form(id) => view! { <form::SessionForm id/> }.into_any(),
        Screen::Session(id) => view! { <session::SessionPage id/> }.into_any(),
        Screen::Print(id) => view! { <summary::Summary id/> }.into_any(),
        Screen::List(id) => view! { <list::SessionList id/> }.into_any(),
        Screen::Dossier(session, nomination) => view! { <dossier::DossierPage session nomination/> }.into_any(),
        Screen::Nowhere => view! { <Missing/> }.into_any(),
    }
}

/// A new session gets its id at once, so that the address leads back to its draft whatever happens.
#[component]
fn New() -> impl IntoView {
    let address = address();
    Effect::new(move |_| address.go(&format!("{PATH}/{}/sua", time::record_id()), Way::Instead));
}

/// What is not here, for whatever reason.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <div class="page">
            <h1 tabindex="-1">{said("nav-council")}</h1>
            <EmptyState glyph=Glyph::Seat title=said("council-missing") words=said("council-missing-words")
                action=move || view! { <a class="btn line" href=PATH>{said("council-all")}</a> }/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_open_what_they_name() {
        assert_eq!(Screen::at("/phien-hop"), Screen::Home);
        assert_eq!(Screen::at("/phien-hop/moi"), Screen::New);
        assert_eq!(Screen::at("/phien-hop/s1"), Screen::Session("s1".into()));
        assert_eq!(Screen::at("/phien-hop/s1/sua"), Screen::Form("s1".into()));
        assert_eq!(Screen::at("/phien-hop/s1/n1"), Screen::Dossier("s1".into(), "n1".into()));
        assert_eq!(Screen::at("/phien-hop/s1/n1/x"), Screen::Nowhere);
    }
}
