//! The camera, and the signs beside the colour of a result. The code for them is a script that is fetched when it is wanted.

use gloo::utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there are no pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCamera {
    /// The person or a setting said no.
    Denied,
    /// None that the browser can use.
    Absent,
    /// Another program has it.
    Busy,
    /// What reads codes has not come.
    Unread,
}

/// Where the files are that read codes.
pub struct Files {
    pub script: String,
    pub worker: String,
    pub module: String,
    pub wasm: String,
}

/// A camera that looks for codes, until it is dropped.
pub struct Camera {
    controls: JsValue,
    _found: Closure<dyn FnMut(String)>,
}

impl Camera {
    /// Shows its pictures in a `<video>`; with `front` those of the camera that looks at the person. The browser asks its
    /// own question first.
    pub async fn open(
        video: &JsValue,
        files: &Files,
        front: bool,
        found: impl FnMut(String) + 'static,
    ) -> Result<Camera, NoCamera> {
        let script = import(&files.script).await.ok_or(NoCamera::Absent)?;
        let urls = Object::new();
        for (name, url) in [("worker", &files.worker), ("module", &files.module), ("wasm", &files.wasm)] {
            let _ = Reflect::set(&urls, &name.into(), &url.into());
        }
        let _ = Reflect::set(&urls, &"front".into(), &front.into());
        let found = Closure::<dyn FnMut(String)>::new(found);
        let open = method(&script, "open").ok_or(NoCamera::Absent)?;
        let asked = open.call3(&JsValue::NULL, video, &urls, found.as_ref()).map_err(|_| NoCamera::Absent)?;
        match JsFuture::from(Promise::resolve(&asked)).await {
            Ok(controls) => Ok(Camera { controls, _found: found }),
            Err(why) => Err(match why.as_string().as_deref() {
                Some("denied") => NoCamera::Denied,
                Some("busy") => NoCamera::Busy,
                Some("unread") => NoCamera::Unread,
                _ => NoCamera::Absent,
            }),
        }
    }

    pub fn has_torch(&self) -> bool {
        Reflect::get(&self.controls, &"hasTorch".into()).is_ok_and(|has| has.is_truthy())
    }

    pub fn torch(&self, lit: bool) {
        if let Some(torch) = method(&self.controls, "torch") {
            let _ = torch.call1(&self.controls, &lit.into());
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        if let Some(end) = method(&self.controls, "end") {
            let _ = end.call0(&self.controls);
        }
    }
}

/// Sounds and shakes: `good`, `again` or `bad`.
pub async fn sign(script: &str, kind: &str) {
    if let Some(sign) = import(script).await.and_then(|script| method(&script, "sign")) {
        let _ = sign.call1(&JsValue::NULL, &kind.into());
    }
}

/// Keeps the screen on until this is dropped.
pub struct Awake(Function);

impl Awake {
    pub async fn new(script: &str) -> Option<Awake> {
        let awake = import(script).await.and_then(|script| method(&script, "awake"))?;
        awake.call0(&JsValue::NULL).ok()?.dyn_into().ok().map(Awake)
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

async fn import(url: &str) -> Option<JsValue> {
    let import = method(&window(), "__thiduaImport")?;
    let asked = import.call1(&JsValue::NULL, &url.into()).ok()?;
    JsFuture::from(Promise::resolve(&asked)).await.ok()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
