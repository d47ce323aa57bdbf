//! Check-ins (điểm danh): at an event people scan what the hall shows, or an organiser scans them. Nothing here waits for a
//! network: what is scanned is on this device, and its worth is judged from all scans wherever they come together.

mod acts;
mod event;
mod home;
mod known;
mod list;
mod own;
mod result;
mod scanner;
mod show;
mod words;

use leptos::prelude::*;

use crate::browser::address::address;
use crate::browser::camera::Files;

use crate::components::card::EmptyState;
use crate::components::icon::{Glyph, Icon};
use crate::text::said;

/// What is open.
#[derive(Clone, Debug, PartialEq)]
enum Screen {
    Home,
    /// The camera, for oneself.
    Scan,
    /// A link that somebody scanned with the camera of their phone.
    Link,
    Pass,
    Event(String),
    /// What the hall shows.
    Show(String),
    /// The camera of an organiser; as a kiosk it leaves only with a number.
    Desk(String, bool),
    Print(String),
    Nowhere,
}

impl Screen {
    fn at(path: &str) -> Screen {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts[..] {
            ["diem-danh"] => Screen::Home,
            ["diem-danh", "quet"] => Screen::Scan,
            ["diem-danh", "ma-cua-toi"] => Screen::Pass,
            ["DD", _] => Screen::Link,
            ["diem-danh", event] => Screen::Event(event.to_owned()),
            ["diem-danh", event, "chieu-ma"] => Screen::Show(event.to_owned()),
            ["diem-danh", event, "quet"] => Screen::Desk(event.to_owned(), false),
            ["diem-danh", event, "ban-don"] => Screen::Desk(event.to_owned(), true),
            ["diem-danh", event, "in"] => Screen::Print(event.to_owned()),
            _ => Screen::Nowhere,
        }
    }
}

#[component]
pub fn CheckIn() -> impl IntoView {
    let path = address().path;
    let screen = Memo::new(move |_| Screen::at(&path.read()));
    move || match screen.get() {
        Screen::Home => view! { <home::Home/> }.into_any(),
        Screen::Scan => view! { <scanner::OwnScanner/> }.into_any(),
        Screen::Link => view! { <scanner::FromLink/> }.into_any(),
        Screen::Pass => view! { <show::Pass/> }.into_any(),
        Screen::Event(id) => view! { <event::EventPage id/> }.into_any(),
        Screen::Show(id) => view! { <show::Hall id/> }.into_any(),
        Screen::Desk(id, kiosk) => view! { <scanner::Desk id kiosk/> }.into_any(),
        Screen::Print(id) => view! { <list::PrintList id/> }.into_any(),
        Screen::Nowhere => view! { <Missing/> }.into_any(),
    }
}

/// What is open, with a way back that takes no room of its name.
#[component]
fn Head(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] note: Signal<String>,
    /// Where back leads, and what that is called.
    #[prop(into)]
    back: String,
    #[prop(into)] back_to: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <a class="btn quiet square back" href=back aria-label=move || back_to.get()><Icon glyph=Glyph::Back/></a>
            <div class="grow">
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p class="muted">{move || note.get()}</p>
            </div>
            {children.map(|children| children())}
        </header>
    }
}

/// An event that this device does not have.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <div class="page">
            <h1 tabindex="-1">{said("nav-checkin")}</h1>
            <EmptyState glyph=Glyph::Scan title=said("checkin-missing") words=said("checkin-missing-words")
                action=move || view! { <a class="btn line" href="/diem-danh">{said("checkin-all")}</a> }/>
        </div>
    }
}

/// The files of the camera and of the reader of codes.
fn files() -> Files {
    let url = |name: &str| super::asset_url(name).unwrap_or_default();
    Files {
        script: url("camera.js"),
        worker: url("scan-worker.js"),
        module: url("scanner.js"),
        wasm: url("scanner.wasm"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_open_what_they_name() {
        assert_eq!(Screen::at("/diem-danh"), Screen::Home);
        assert_eq!(Screen::at("/diem-danh/quet"), Screen::Scan);
        assert_eq!(Screen::at("/DD/ABC"), Screen::Link);
        assert_eq!(Screen::at("/diem-danh/e1"), Screen::Event("e1".into()));
        assert_eq!(Screen::at("/diem-danh/e1/ban-don"), Screen::Desk("e1".into(), true));
        assert_eq!(Screen::at("/diem-danh/e1/x/y"), Screen::Nowhere);
    }
}
