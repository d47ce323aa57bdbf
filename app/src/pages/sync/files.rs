//! Photos and papers that are on this device only, and those that were not taken.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::card::{Card, Tone};
use crate::components::gauge::size;
use crate::components::icon::{Glyph, Icon};
use crate::components::status::Pill;
use crate::pages::photos;
use crate::state::app;
use crate::state::photos as desk;
use crate::store::photos::{Photo, Stage};
use crate::text::{said, t};

#[component]
pub fn Files() -> impl IntoView {
    spawn_local(desk::start(app()));
    let is_told = |photo: &Photo| !photo.removed && photo.stage != Stage::Received;
    let files = Memo::new(move |_| desk::list().into_iter().filter(is_told).collect::<Vec<_>>());
    let row = |photo: Photo| {
        let (name, bytes) = (photo.name.clone(), photo.size);
        let (tone, words) = photos::standing(&photo);
        view! {
            <li class="list-item sync-line">
                <Icon glyph=Glyph::Photo/>
                <div class="grow">
                    <span class="list-title">{name}</span>
                    <small>{words}{(bytes > 0).then(|| format!(" · {}", size(bytes)))}</small>
                </div>
                {(tone == Tone::Bad).then(|| view! { <Pill tone label=said("state-attention")/> })}
            </li>
        }
    };
    view! {
        <Show when=move || !files.read().is_empty()>
            <Card title=said("sync-files") aside=move || t!("sync-files-count", count = files.read().len())>
                <ul class="list">{move || files.get().into_iter().map(row).collect_view()}</ul>
            </Card>
        </Show>
    }
}
