//! Pictures, as the browser decodes and draws them: turned upright, made smaller, written as JPEG.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlCanvasElement, ImageBitmap, OffscreenCanvas};

/// How well a JPEG is written, from 0 to 1. Faces and seals stay readable.
const QUALITY: f64 = 0.82;

/// The browser cannot draw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDrawn;

/// A picture that the browser has decoded; freed when dropped.
pub struct Picture(ImageBitmap);

impl Picture {
    /// Decodes a picture of any kind that this browser knows, turned upright.
    pub async fn decode(bytes: &[u8]) -> Result<Picture, NotDrawn> {
        let blob = blob(bytes, "").ok_or(NotDrawn)?;
        let asked = gloo::utils::window().create_image_bitmap_with_blob(&blob).map_err(|_| NotDrawn)?;
        let bitmap = JsFuture::from(asked).await.map_err(|_| NotDrawn)?;
        bitmap.dyn_into().map(Picture).map_err(|_| NotDrawn)
    }

    /// Draws it with its longer side no longer than `side` pixels, and writes that as JPEG.
    pub async fn jpeg(&self, side: u32) -> Result<Vec<u8>, NotDrawn> {
        let (width, height) = fit(self.0.width(), self.0.height(), side);
        let blob = match OffscreenCanvas::new(width, height) {
            Ok(canvas) => {
                let context = canvas.get_context("2d").ok().flatten().ok_or(NotDrawn)?;
                self.draw(&context, width, height)?;
                let options = js_sys::Object::new();
                let _ = Reflect::set(&options, &"type".into(), &"image/jpeg".into());
                let _ = Reflect::set(&options, &"quality".into(), &QUALITY.into());
                let convert = Reflect::get(&canvas, &"convertToBlob".into()).map_err(|_| NotDrawn)?;
                let convert: js_sys::Function = convert.dyn_into().map_err(|_| NotDrawn)?;
                let asked = convert.call1(&canvas, &options).map_err(|_| NotDrawn)?;
                JsFuture::from(asked.unchecked_into::<Promise>()).await.map_err(|_| NotDrawn)?
            }
            Err(_) => self.jpeg_on_page(width, height).await?,
        };
        let blob: Blob = blob.dyn_into().map_err(|_| NotDrawn)?;
        let bytes = JsFuture::from(blob.array_buffer()).await.map_err(|_| NotDrawn)?;
        Ok(Uint8Array::new(&bytes).to_vec())
    }

    /// Where the browser draws only on elements.
    async fn jpeg_on_page(&self, width: u32, height: u32) -> Result<JsValue, NotDrawn> {
        let canvas = gloo::utils::document().create_element("canvas").map_err(|_| NotDrawn)?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().map_err(|_| NotDrawn)?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("2d").ok().flatten().ok_or(NotDrawn)?;
        self.draw(&context, width, height)?;
        let written = Promise::new(&mut |done, failed| {
            let asked = canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &QUALITY.into());
            if asked.is_err() {
                let _ = failed.call0(&JsValue::NULL);
            }
        });
        JsFuture::from(written).await.map_err(|_| NotDrawn)
    }

    fn draw(&self, context: &JsValue, width: u32, height: u32) -> Result<(), NotDrawn> {
        let set = |name: &str, value: &str| {
            let _ = Reflect::set(context, &name.into(), &value.into());
        };
        set("imageSmoothingQuality", "high");
        // What is transparent would come out black.
        set("fillStyle", "#fff");
        let call = |name: &str, args: &[JsValue]| {
            let method = Reflect::get(context, &name.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
            method.apply(context, &args.iter().collect::<Array>()).ok()
        };
        let (w, h) = (JsValue::from(width), JsValue::from(height));
        call("fillRect", &[0.into(), 0.into(), w.clone(), h.clone()]).ok_or(NotDrawn)?;
        call("drawImage", &[self.0.clone().into(), 0.into(), 0.into(), w, h]).map(drop).ok_or(NotDrawn)
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The size with its longer side within `side`; never larger than it is, never nothing.
fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height).max(1);
    let scaled = |length: u32| {
        let new = u64::from(length) * u64::from(side.min(longer)) / u64::from(longer);
        u32::try_from(new).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// An address under which this page shows bytes, until it is dropped.
pub struct Address(String);

impl Address {
    pub fn of(bytes: &[u8], kind: &str) -> Option<Address> {
        web_sys::Url::create_object_url_with_blob(&blob(bytes, kind)?).ok().map(Address)
    }

    pub fn url(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// A file that a person chose, took or pasted.
#[derive(Clone)]
pub struct Picked(web_sys::File);

impl Picked {
    pub fn of_file(file: web_sys::File) -> Picked {
        Picked(file)
    }

    /// The files of an input that changed. Forgets the choice, so that the same can be picked again.
    pub fn of_input(event: &web_sys::Event) -> Vec<Picked> {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
            return Vec::new();
        };
        let picked = all(input.files());
        input.set_value("");
        picked
    }

    /// The files in what was pasted.
    pub fn of_paste(event: &web_sys::Event) -> Vec<Picked> {
        Picked::of_transfer(event, "clipboardData")
    }

    /// The files in what was dropped.
    pub fn of_drop(event: &web_sys::Event) -> Vec<Picked> {
        Picked::of_transfer(event, "dataTransfer")
    }

    fn of_transfer(event: &web_sys::Event, name: &str) -> Vec<Picked> {
        let data = Reflect::get(event, &name.into()).ok();
        let data = data.and_then(|data| data.dyn_into::<web_sys::DataTransfer>().ok());
        data.map(|data| all(data.files())).unwrap_or_default()
    }

    pub fn name(&self) -> String {
        self.0.name()
    }

    /// In bytes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and far below 2^53")]
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    pub async fn read(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

fn all(files: Option<web_sys::FileList>) -> Vec<Picked> {
    files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).map(Picked).collect()
}
