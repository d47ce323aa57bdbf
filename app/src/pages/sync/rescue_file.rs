//! The rescue file: all that a person wrote and no server has for good, out to a file and in again without copies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thidua_domain::date;
use thidua_sync::rescue::{RescueError, Summary};
use wasm_bindgen_futures::spawn_local;

use crate::browser::{device, time};
use crate::components::button::Button;
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::pages::activities::words::why_not;
use crate::state::{App, RescueProblem, app, photos};
use crate::store::photos::Photo;
use crate::text::{self, t};

/// A file in a rescue file: what is known of it, and its bytes as base64.
#[derive(Serialize, Deserialize)]
struct Packed {
    about: Photo,
    bytes: String,
}

/// Offers the file with the photos that are only here, and answers its name.
pub async fn download_rescue(app: App) -> Option<String> {
    let mut file: Value = serde_json::from_str(&app.rescue_file()?).ok()?;
    let photos = photos::only_here(app).await.into_iter();
    let packed = photos.map(|(about, bytes)| json!(Packed { about, bytes: STANDARD.encode(bytes) }));
    file["photos"] = Value::Array(packed.collect());
    let text = file.to_string();
    let now = time::now();
    let login = app.who.get_untracked().map(|who| who.login).unwrap_or_default();
    let name = format!("cuu-ho-{login}-{}-{}.json", date::today(now), date::clock(now).replace(':', ""));
    device::download(&name, "application/json", &text);
    Some(name)
}

/// What is said after an attempt.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Good(String),
    Bad(String),
}

#[component]
pub fn RescueFile() -> impl IntoView {
    let app = app();
    let said = RwSignal::new(None::<Said>);
    let busy = RwSignal::new(false);
    let export = move |()| {
        spawn_local(async move {
            let done = download_rescue(app).await;
            said.try_set(Some(match done {
                Some(name) => Said::Good(t!("rescue-exported-toast", name = name)),
                None => Said::Bad(t!("not-taken-nobody")),
            }));
        });
    };
    let import = move |event: leptos::ev::Event| {
        said.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = take(app, event).await;
            busy.try_set(false);
            said.try_set(answer);
        });
    };
    let words = move |said: Said| match said {
        Said::Good(words) => view! { <Notice tone=Tone::Good title=words/> },
        Said::Bad(words) => view! { <Notice tone=Tone::Bad title=text::said("rescue-nothing") words=words/> },
    };
    view! {
        <section class="card" id="cuu-ho" aria-labelledby="rescue-title">
            <h2 id="rescue-title">{text::said("rescue-title")}</h2>
            <p class="muted">{text::said("rescue-words")}</p>
            <div class="row wrap">
                <Button icon=Glyph::Download label=text::said("rescue-export") on_press=export/>
                <label class="btn line pick-file">
                    <Icon glyph=Glyph::Upload/>
                    <span>{move || if busy.get() { t!("rescue-importing") } else { t!("rescue-import") }}</span>
                    <input class="visually-hidden" type="file" accept=".json,application/json" on:change=import/>
                </label>
            </div>
            <p class="field-hint">{text::said("rescue-import-words")}</p>
            {move || said.get().map(words)}
        </section>
    }
}

/// Reads the picked file and takes it in.
async fn take(app: App, event: leptos::ev::Event) -> Option<Said> {
    let text = match device::picked_text(event).await? {
        Ok(text) => text,
        Err(device::PickError::TooLarge) => return Some(Said::Bad(t!("rescue-too-large"))),
        Err(device::PickError::Unreadable) => return Some(Said::Bad(t!("rescue-unreadable"))),
    };
    Some(match app.take_rescue_file(&text).await {
        Ok(summary) => {
            let files = take_photos(app, &text).await;
            let said = imported(summary);
            Said::Good(if files > 0 { t!("rescue-files", words = said, count = files) } else { said })
        }
        Err(problem) => Said::Bad(why(&problem)),
    })
}

/// Takes the photos of a rescue file in; answers how many were not here. What cannot be read is left out.
async fn take_photos(app: App, text: &str) -> usize {
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let mut taken = 0;
    for packed in file["photos"].as_array().into_iter().flatten() {
        let Ok(packed) = Packed::deserialize(packed) else { continue };
        let Ok(bytes) = STANDARD.decode(&packed.bytes) else { continue };
        taken += usize::from(photos::take_back(app, packed.about, &bytes).await);
    }
    taken
}

fn imported(summary: Summary) -> String {
    let Summary { known, .. } = summary;
    let (commands, drafts) = (summary.commands + summary.refused, summary.drafts + summary.copies);
    if commands + drafts == 0 {
        t!("rescue-known", known = known)
    } else {
        t!("rescue-imported", commands = commands, drafts = drafts, known = known)
    }
}

fn why(problem: &RescueProblem) -> String {
    match problem {
        RescueProblem::File(RescueError::NotOurs | RescueError::Damaged) => t!("rescue-broken"),
        RescueProblem::File(RescueError::Newer { .. }) => t!("rescue-newer"),
        RescueProblem::File(RescueError::OtherPerson { .. }) => t!("rescue-other-person"),
        RescueProblem::File(RescueError::TooMany) => t!("not-taken-outbox-full"),
        RescueProblem::Device(why) => why_not(why),
    }
}
