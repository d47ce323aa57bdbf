//! The screens. They read `state`, lay out components, and hand what people do back to `state`.

mod activities;
mod attended;
mod awards;
mod checkin;
mod council;
mod drafts;
mod here;
mod install;
mod moments;
mod nominations;
mod on_demand;
mod papers;
mod photos;
mod plan;
mod ready;
mod reason;
mod records;
mod review;
mod root;
mod save_trouble;
mod settings;
mod sign_in;
mod sync;
mod table;
mod this_device;
mod today;
mod work;

use std::cell::Cell;
use std::pin::Pin;

pub use root::Root;

use crate::browser::device::{self, Setting};
use crate::browser::time;
use crate::net;
use crate::text::{self, Lang, Part};

/// Fetches the texts of the chosen language before anything is shown. Without them the keys would be shown.
pub async fn load_texts() {
    let lang = Setting::Language.get().and_then(|code| Lang::of_code(&code)).unwrap_or(Lang::Vi);
    insist(&|| Box::pin(load_language(lang))).await;
}

/// When a file that did not come is asked for again, before anybody is told.
const AGAIN_MS: [u64; 3] = [50, 400, 2_000];

/// Asks for a file of this build until it comes, a few times. About once in seven hundred starts on a busy machine Chromium
/// aborts some of what a page fetches through its service worker, although the worker holds the files.
async fn insist(ask: &dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>) -> bool {
    for after in AGAIN_MS {
        if ask().await {
            return true;
        }
        time::sleep(after).await;
    }
    ask().await
}

/// Fetches the texts of a language, from this build's files, and switches to it. Answers whether they came.
pub async fn load_language(lang: Lang) -> bool {
    let before = text::lang();
    let mut came = fetch_texts(lang, Part::First).await;
    if came && text::is_installed(before, Part::Screens) {
        came = fetch_texts(lang, Part::Screens).await;
    }
    if came {
        text::set_lang(lang);
    }
    device::dress(Setting::Theme.get().as_deref(), text::lang().code());
    came
}

/// Fetches a file of texts unless it is here. Answers whether it is here now.
async fn fetch_texts(lang: Lang, part: Part) -> bool {
    if !text::is_installed(lang, part)
        && let Some(url) = asset_url(&part.file(lang))
        && let Some(texts) = net::asset(&url).await
    {
        time::turn().await;
        text::install(lang, part, &texts);
    }
    text::is_installed(lang, part)
}

thread_local! {
    static IS_DRESSED: Cell<bool> = const { Cell::new(false) };
}

/// Fetches how the screens look unless the page has it. Answers whether it is here now.
async fn fetch_styles() -> bool {
    if !IS_DRESSED.get()
        && let Some(url) = asset_url("screens.css")
    {
        IS_DRESSED.set(device::style(&url).await);
    }
    IS_DRESSED.get()
}

/// The address of a file of this build by its plain name, such as `vi.json`.
fn asset_url(name: &str) -> Option<String> {
    let map: serde_json::Value = serde_json::from_str(&device::meta("thidua-assets")).ok()?;
    map[name].as_str().map(str::to_string)
}
