//! Where each thing is (đồng bộ): what needs a hand, what waits, what has arrived, storage, the rescue file.

mod attention;
mod drafts;
mod files;
mod journal;
mod places;
mod queue;
mod redraft;
mod rescue_file;
mod summary;
mod words;

use leptos::prelude::*;

#[component]
pub fn Sync() -> impl IntoView {
    view! {
        <div class="page">
            <summary::Summary/>
            <attention::Attention/>
            <div class="cols">
                <div class="stack column">
                    <queue::Queue/>
                    <files::Files/>
                    <drafts::Drafts/>
                    <journal::Journal/>
                </div>
                <div class="stack column">
                    <places::Places/>
                    <rescue_file::RescueFile/>
                </div>
            </div>
        </div>
    }
}
