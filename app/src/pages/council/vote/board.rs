//! The board: every vote by its receipt. Voters find their own; nobody can tell whose another is.

use leptos::prelude::*;
use thidua_domain::ballot::sealed;
use thidua_domain::council::rows::{BOARD, Board, Counted};

use super::super::open::Sight;
use super::super::{slips, words};
use crate::components::card::Tone;
use crate::components::status::Pill;
use crate::text::{said, t};

#[component]
pub fn Receipts(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let board = Memo::new(move |_| app.row::<Board>(BOARD, &sight.dossier.read().id));
    let own = Memo::new(move |_| {
        let Some(board) = board.get() else { return Vec::new() };
        let votes = slips::cast(app, &board.ballot).into_iter();
        votes.map(|vote| sealed::receipt(&board.ballot, &vote.nonce)).collect::<Vec<String>>()
    });
    let is_own = move |receipt: &String| own.read().contains(receipt);
    let is_found =
        move || board.read().as_ref().is_some_and(|board| board.votes.iter().any(|vote| is_own(&vote.receipt)));
    let row = move |vote: Counted| {
        let mine = is_own(&vote.receipt);
        view! {
            <tr class:own=mine>
                <th scope="row"><span class="receipt">{vote.receipt}</span></th>
                <td>{words::choice_name(vote.choice)}</td>
                <td>{mine.then(|| view! { <Pill tone=Tone::Gold label=said("council-board-own")/> })}</td>
            </tr>
        }
    };
    let rows = move || board.get().map(|board| board.votes.into_iter().map(row).collect_view());
    let count = move || board.read().as_ref().map(|board| board.votes.len()).unwrap_or_default();
    let own_words = move || match (own.read().is_empty(), is_found()) {
        (true, _) => t!("council-board-none-here"),
        (false, true) => t!("council-board-found"),
        (false, false) => t!("council-board-lost"),
    };
    view! {
        <Show when=move || board.read().is_some()>
            <details class="more">
                <summary>{move || t!("council-board", count = count())}</summary>
                <div class="stack tight">
                    <p class="muted">{said("council-board-words")}</p>
                    <p>{own_words}</p>
                    <table class="table">
                        <caption class="visually-hidden">{said("council-board-title")}</caption>
                        <thead><tr><th scope="col">{said("council-receipt")}</th><th scope="col">{said("council-board-choice")}</th><th scope="col"></th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </Show>
    }
}
