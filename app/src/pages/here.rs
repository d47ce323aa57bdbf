//! A screen of something that may not have come yet: it is opened, and the rows follow.

use leptos::prelude::*;

/// Draws `shown` of what `find` finds, as soon as it does, and `gone` until then. What was found stays, whatever becomes of it: a
/// form is not taken away from under who writes in it. `find` follows what it reads.
pub fn once_here<T>(
    find: impl Fn() -> Option<T> + Send + Sync + 'static,
    shown: impl Fn(T) -> AnyView + Send + 'static,
    gone: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let found = Memo::new(move |before: Option<&Option<T>>| before.cloned().flatten().or_else(&find));
    move || match found.get() {
        // What they read to begin with draws nothing anew.
        Some(first) => untrack(|| shown(first)),
        None => untrack(&gone),
    }
}
