//! Files that another app has shared with this one. The service worker keeps them until a form has taken them in.

use futures::channel::oneshot;
use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageChannel, MessageEvent, ServiceWorkerContainer};

use super::picture::Picked;

/// One of them, and under which key it is kept.
#[derive(Clone)]
pub struct Shared {
    key: JsValue,
    pub file: Picked,
}

/// What waits; nothing where there is no worker.
pub async fn waiting() -> Vec<Shared> {
    let Some(answer) = ask("shared", &[]).await else { return Vec::new() };
    let files = Reflect::get(&answer, &"files".into()).ok().and_then(|files| files.dyn_into::<Array>().ok());
    let one = |item: JsValue| {
        let file = Reflect::get(&item, &"file".into()).ok()?.dyn_into::<File>().ok()?;
        Some(Shared { key: Reflect::get(&item, &"key".into()).ok()?, file: Picked::of_file(file) })
    };
    files.iter().flat_map(Array::iter).filter_map(one).collect()
}

/// They are kept elsewhere now, or nobody wants them.
pub async fn forget(files: &[Shared]) {
    let keys: Array = files.iter().map(|shared| shared.key.clone()).collect();
    drop(ask("shared-done", &[("keys", keys.into())]).await);
}

async fn ask(what: &str, more: &[(&str, JsValue)]) -> Option<JsValue> {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    let worker = container.dyn_into::<ServiceWorkerContainer>().ok()?.controller()?;
    let message = Object::new();
    for (name, value) in [("type", JsValue::from(what))].iter().chain(more) {
        Reflect::set(&message, &(*name).into(), value).ok()?;
    }
    let channel = MessageChannel::new().ok()?;
    let (told, heard) = oneshot::channel();
    let mut told = Some(told);
    let _listening = EventListener::new(&channel.port1(), "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        if let (Some(told), Some(data)) = (told.take(), data) {
            let _ = told.send(data);
        }
    });
    channel.port1().start();
    worker.post_message_with_transferable(&message, &Array::of1(&channel.port2())).ok()?;
    heard.await.ok()
}
