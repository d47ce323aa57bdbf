//! A QR code, drawn as one path. Dark on light in every theme: cameras read no other.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// Light modules around a code.
const QUIET: usize = 4;

#[component]
pub fn Qr(
    #[prop(into)] text: Signal<String>,
    /// What it is, read aloud.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| draw(&text.read()));
    move || {
        let (side, path) = drawn.get();
        view! {
            <svg class="qr" role="img" aria-label=move || label.get() viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <rect width=side height=side fill="#fff"/>
                <path d=path fill="#000"/>
            </svg>
        }
    }
}

/// The side and the path; nothing of a text that is too long for a code.
fn draw(text: &str) -> (usize, String) {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return (1, String::new()) };
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let from = x;
            while x < code.size && code[y][x].value() {
                x += 1;
            }
            if x > from {
                path.push_str(&format!("M{} {}h{}v1h-{}z", from + QUIET, y + QUIET, x - from, x - from));
            }
            x += 1;
        }
    }
    (code.size + 2 * QUIET, path)
}
