//! Several tabs, one device: the tab that holds the lock syncs, and all tell each other what they made durable.

use std::rc::Rc;

use gloo::utils::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Calls back once this tab holds the named lock, which it then keeps for its whole life. Without locks in this browser
/// every tab leads; the server's identity checks keep that safe.
pub fn lead(name: &str, then: impl FnOnce() + 'static) {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let Ok(request) = Reflect::get(&locks, &"request".into()).and_then(|f| f.dyn_into::<Function>()) else {
        then();
        return;
    };
    let held = Closure::once_into_js(move |_lock: JsValue| {
        then();
        // Never settles: the lock is held until the tab goes.
        Promise::new(&mut |_, _| {})
    });
    let _ = request.call2(&locks, &name.into(), &held);
}

/// A channel between the tabs of one person on this device.
#[derive(Clone)]
pub struct Channel(Option<Rc<web_sys::BroadcastChannel>>);

impl Channel {
    pub fn open(name: &str, mut hear: impl FnMut(String) + 'static) -> Channel {
        let Ok(channel) = web_sys::BroadcastChannel::new(name) else { return Channel(None) };
        let on_message = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(text);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Channel(Some(Rc::new(channel)))
    }

    /// One that nobody hears.
    pub fn none() -> Channel {
        Channel(None)
    }

    pub fn tell(&self, text: &str) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}
