//! The papers of an awards season as .docx files, offered by the screens whose rows they are made of. What a paper's data is
//! stands in the file of that paper, as a pure function of rows; here it is made, offered, and said what is left to write by hand.

pub mod achievements;
pub mod ballot;
pub mod change;
mod chosen;
pub mod count;
pub mod decision;
mod docx;
pub mod extract;
pub mod invitation;
mod look;
pub mod minutes;
pub mod nominees;
pub mod proposal;
pub mod rows;
pub mod say;
pub mod sitting;
pub mod submission;
pub mod summary;
pub mod templates;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::name;
use thidua_papers::schema::Kind;
use wasm_bindgen_futures::spawn_local;

use self::docx::NotWritten;
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::net;
use crate::state::{App, app};
use crate::text::{t, try_text};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Longest part of a file's name that is made of a title, in characters.
const LONGEST: usize = 60;

/// What a paper is of, and what it says.
pub struct Wanted {
    pub title: String,
    /// The unit that issues it, whose template is taken.
    pub unit: String,
    pub data: Value,
}

/// A file that was offered.
struct Made {
    file: String,
    gaps: Vec<String>,
    /// By whose template it was made.
    by: String,
}

/// A button for each paper.
#[component]
pub fn PaperButtons(
    #[prop(into)] kinds: Signal<Vec<Kind>>,
    /// Asked for when a button is pressed; nothing where its rows have gone.
    #[prop(into)]
    wanted: Callback<Kind, Option<Wanted>>,
) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(None::<Kind>);
    let made = RwSignal::new(None::<Made>);
    let why_not = RwSignal::new(String::new());
    let press = move |kind: Kind| {
        if busy.get_untracked().is_some() {
            return;
        }
        made.set(None);
        why_not.set(String::new());
        busy.set(Some(kind));
        spawn_local(async move {
            let done = make(app, kind, wanted).await;
            busy.try_set(None);
            match done {
                Ok(done) => drop(made.try_set(Some(done))),
                Err(NotWritten::Absent) => drop(why_not.try_set(t!("paper-absent"))),
                Err(NotWritten::Unfit) => drop(why_not.try_set(t!("paper-unfit"))),
            }
        });
    };
    let button = move |kind: Kind| {
        let words = Signal::derive(move || if busy.get() == Some(kind) { t!("table-writing") } else { String::new() });
        view! {
            <Button kind=Press::Line icon=Glyph::Download label=move || kind_name(kind) busy=words on_press=move |()| press(kind)/>
        }
    };
    let told = move || {
        let (first, rest, by) = made.with(|made| made.as_ref().map(told))?;
        Some(
            view! { <p>{first}</p><p class="muted">{rest}</p><p class="muted"><small>{by}" "<a href=templates::PATH>{t!("templates-open")}</a></small></p> },
        )
    };
    view! {
        <div class="row wrap">{move || kinds.get().into_iter().map(button).collect_view()}</div>
        <div role="status">{told}</div>
        <Show when=move || !why_not.read().is_empty()><Notice tone=Tone::Bad title=why_not/></Show>
    }
}

/// What is said of a file: its name, and what was left blank.
fn told(made: &Made) -> (String, String, String) {
    let mut names: Vec<String> = Vec::new();
    let mut others = 0_usize;
    for path in &made.gaps {
        match gap_name(path) {
            Some(name) if names.contains(&name) => {}
            Some(name) => names.push(name),
            None => others += 1,
        }
    }
    let names = names.join("; ");
    let rest = match (names.is_empty(), others) {
        (true, 0) => t!("paper-whole"),
        (true, _) => t!("paper-gaps-count", count = others),
        (false, 0) => t!("paper-gaps", names = names),
        (false, _) => t!("paper-gaps-more", names = names, count = others),
    };
    (t!("paper-done", file = made.file.clone()), rest, made.by.clone())
}

async fn make(app: App, kind: Kind, wanted: Callback<Kind, Option<Wanted>>) -> Result<Made, NotWritten> {
    // The button says that it works before the work begins.
    time::painted().await;
    let Wanted { title, data, unit } = untrack(|| wanted.try_run(kind)).flatten().ok_or(NotWritten::Absent)?;
    let (written, by) = written(app, kind, &unit, data).await?;
    let file = file_name(kind, &title);
    device::download_bytes(&file, DOCX, &written.bytes);
    Ok(Made { file, gaps: written.gaps, by })
}

/// By the nearest unit's template that can be read, else by the program's own; and by which, in words.
async fn written(app: App, kind: Kind, unit: &str, data: Value) -> Result<(docx::Written, String), NotWritten> {
    let mut passed_over = String::new();
    for (known, unit) in untrack(|| chosen::in_force(app, unit, kind.name())) {
        let nth = known.edition.nth.to_string();
        let template = known.edition.template.unwrap_or_default().to_string();
        match docx::written(template, data.clone()).await {
            Ok(written) => return Ok((written, passed_over + &t!("paper-by", unit = unit, nth = nth))),
            Err(NotWritten::Unfit) => passed_over += &(t!("paper-by-unfit", unit = unit, nth = nth) + " "),
            Err(NotWritten::Absent) => return Err(NotWritten::Absent),
        }
    }
    let url = super::asset_url(&format!("papers/{}.json", kind.name())).ok_or(NotWritten::Absent)?;
    let template = net::asset(&url).await.ok_or(NotWritten::Absent)?;
    Ok((docx::written(template, data).await?, passed_over + &t!("paper-by-built-in")))
}

pub fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Submission => t!("paper-submission"),
        Kind::Nominees => t!("paper-nominees"),
        Kind::Achievements => t!("paper-achievements"),
        Kind::Minutes => t!("paper-minutes"),
        Kind::Count => t!("paper-count"),
        Kind::Ballot => t!("paper-ballot"),
        Kind::Decision => t!("paper-decision"),
        Kind::Invitation => t!("paper-invitation"),
        Kind::Extract => t!("paper-extract"),
        Kind::Summary => t!("paper-summary"),
        Kind::Proposal => t!("paper-proposal"),
        Kind::Collective => t!("paper-collective"),
        Kind::Revocation => t!("paper-revocation"),
        Kind::Correction => t!("paper-correction"),
    }
}

/// `bien-ban-hop-phien-hop-thang-11.docx`: letters that every system keeps.
fn file_name(kind: Kind, title: &str) -> String {
    let kind = match kind {
        Kind::Submission => "to-trinh",
        Kind::Nominees => "danh-sach",
        Kind::Achievements => "bao-cao-thanh-tich",
        Kind::Minutes => "bien-ban-hop",
        Kind::Count => "bien-ban-kiem-phieu",
        Kind::Ballot => "phieu-bau",
        Kind::Decision => "quyet-dinh",
        Kind::Invitation => "giay-moi",
        Kind::Extract => "giay-xac-nhan",
        Kind::Summary => "tom-tat-thanh-tich",
        Kind::Proposal => "to-trinh-de-nghi",
        Kind::Collective => "bao-cao-thanh-tich-tap-the",
        Kind::Revocation => "quyet-dinh-huy-bo",
        Kind::Correction => "quyet-dinh-sua-doi",
    };
    let folded = name::fold(title);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut file = kind.to_owned();
    for word in words {
        if file.len() + 1 + word.len() > kind.len() + LONGEST {
            break;
        }
        file.push('-');
        file.push_str(word);
    }
    format!("{file}.docx")
}

/// A place in the data as people call it; rows of a list are one place.
fn gap_name(path: &str) -> Option<String> {
    let names = path.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    let key = names.collect::<Vec<_>>().join("-").replace('_', "-");
    try_text(&format!("paper-gap-{key}"), &[])
}
