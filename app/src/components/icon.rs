//! Icons: strokes on a square of 24, drawn in the colour of the words beside them. Never the only sign of anything.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "one set for all screens, also those to come")]
pub enum Glyph {
    Home,
    Plan,
    Note,
    Scan,
    Award,
    Review,
    Seat,
    Sync,
    More,
    Gear,
    People,
    Person,
    Flag,
    Tick,
    Cross,
    Ask,
    Warning,
    Info,
    Plus,
    Search,
    Calendar,
    Place,
    Photo,
    Clock,
    Device,
    Server,
    Vault,
    Offline,
    Copy,
    Download,
    Upload,
    Trash,
    Undo,
    Back,
    Next,
    Down,
    Lock,
    Language,
    Theme,
    Install,
    Pen,
    Send,
    Leave,
    File,
    Quote,
}

/// Decoration beside words: hidden from screen readers.
#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path()/>
        </svg>
    }
}

impl Glyph {
    #[rustfmt::skip]
    fn path(self) -> &'static str {
        match self {
            Glyph::Home => "M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
            Glyph::Plan => "M4 20h16M7 16v-6M12 16V5M17 16v-4",
            Glyph::Note => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Glyph::Scan => "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 13h3v3h-3z",
            Glyph::Award => "M12 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM9 13l-1.5 8 4.5-2.500L16.5 21 15 13",
            Glyph::Review => "M9 4H6v17h12V4h-3M9 3h6v4H9zM9 14l2 2 4-4",
            Glyph::Seat => "M4 20h16M6 20V10l6-5 6 5v10M10 20v-5h4v5",
            Glyph::Sync => "M20 6v5h-5M4 18v-5h5M6 9a7 7 0 0 1 13-1M18 15a7 7 0 0 1-13 1",
            Glyph::More => "M4 7h16M4 12h16M4 17h16",
            Glyph::Gear => "M4 7h9M17 7h3M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 17h3M11 17h9M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
            Glyph::People => "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20v-1a5 5 0 0 1 5-5h2a5 5 0 0 1 5 5v1M16 4.500a3.5 3.5 0 0 1 0 6M18 14.500a5 5 0 0 1 3 4.500v1",
            Glyph::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 6 0 0 1 15 0",
            Glyph::Flag => "M6 21V4M6 4h11l-2 4 2 4H6",
            Glyph::Tick => "m5 12 5 5 9-10",
            Glyph::Cross => "m6 6 12 12M18 6 6 18",
            Glyph::Ask => "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18h.01",
            Glyph::Warning => "M12 4 2.8 20h18.400zM12 10v4M12 17h.01",
            Glyph::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01",
            Glyph::Plus => "M12 5v14M5 12h14",
            Glyph::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4",
            Glyph::Calendar => "M5 6h14v14H5zM5 10.500h14M9 3v4M15 3v4",
            Glyph::Place => "M12 21c4-4.5 6-7.8 6-11a6 6 0 0 0-12 0c0 3.2 2 6.5 6 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
            Glyph::Photo => "M4 7h4l1.5-2h5L16 7h4v12H4zM12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
            Glyph::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
            Glyph::Device => "M7 3h10v18H7zM11 18h2",
            Glyph::Server => "M4 5h16v6H4zM4 13h16v6H4zM8 8h.01M8 16h.01",
            Glyph::Vault => "M12 3 5 6v5c0 4.5 2.8 8 7 10 4.2-2 7-5.5 7-10V6zM9 12l2 2 4-4",
            Glyph::Offline => "M3 3l18 18M7 17.500a4 4 0 0 1-.5-8M10 6.200a6 6 0 0 1 7.5 4.800A3.5 3.5 0 0 1 19.5 16.500M7 18h10",
            Glyph::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Glyph::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
            Glyph::Upload => "M12 16V5M7 9l5-5 5 5M5 20h14",
            Glyph::Trash => "M4 7h16M9 7V4h6v3M6.5 7l1 14h9l1-14M10 11v6M14 11v6",
            Glyph::Undo => "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9",
            Glyph::Back => "M15 5l-7 7 7 7",
            Glyph::Next => "M9 5l7 7-7 7",
            Glyph::Down => "M5 9l7 7 7-7",
            Glyph::Lock => "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
            Glyph::Language => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
            Glyph::Theme => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 8h6M12 12h9M12 16h6",
            Glyph::Install => "M7 3h10v7M7 3v18h10v-3M17 11v6M14 14.500l3 3 3-3",
            Glyph::Pen => "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
            Glyph::Send => "M4 12 20 4l-5 16-4-6zM11 14l9-10",
            Glyph::Leave => "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
            Glyph::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Glyph::Quote => "M5 8h5v5a4 4 0 0 1-4 4M14 8h5v5a4 4 0 0 1-4 4",
        }
    }
}
