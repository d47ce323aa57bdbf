//! The server, as far as it can be reached. An answer counts only when it is ours: a captive portal's page, another
//! service's JSON or a cut body is no answer, and changes nothing.

use std::cell::RefCell;
use std::rc::Rc;

use futures::FutureExt;
use gloo_net::http::{Method, RequestBuilder, Response as HttpResponse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thidua_sync::wire::{Poke, Request, Response};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::time;

/// Nothing arrives for this long, in ms: the link is dead even if it says otherwise.
const PATIENCE_MS: u64 = 45_000;

/// Why there is no answer. Each asks something else of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// No connection, or a cut one.
    Offline,
    /// Something answered that is not our server.
    NotOurs,
    /// The session has ended.
    SignIn,
    /// The session belongs to somebody else.
    WrongPerson,
    TooLarge,
    Busy {
        retry_after_ms: u64,
    },
    /// Asked too often: signing in with a wrong password, mostly.
    TooOften {
        retry_after_ms: u64,
    },
    /// The server failed, or refuses this very request.
    Server(u16),
}

/// Who is signed in on this browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    pub person: String,
    #[serde(default)]
    pub login: String,
}

/// One signed-in device.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Session {
    pub id: String,
    #[serde(default)]
    pub device: String,
    #[serde(default)]
    pub created: i64,
    #[serde(default)]
    pub seen: i64,
    #[serde(default)]
    pub current: bool,
}

/// The demonstration's accounts; the server tells them only when it runs as one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct DemoAccounts {
    pub password: String,
    pub logins: Vec<thidua_domain::seed::DemoLogin>,
}

pub async fn exchange(request: &Request) -> Result<Response, NetError> {
    let body = serde_json::to_string(request).map_err(|_| NetError::TooLarge)?;
    let response: Response = call(Method::POST, "/api/v1/exchange", Some(body)).await?;
    if response.app != "thidua" { Err(NetError::NotOurs) } else { Ok(response) }
}

pub async fn sign_in(login: &str, password: &str, device: &str) -> Result<Who, NetError> {
    let body = serde_json::json!({ "login": login, "password": password, "device": device });
    call(Method::POST, "/api/v1/session", Some(body.to_string())).await
}

pub async fn sign_out() -> Result<(), NetError> {
    send(Method::DELETE, "/api/v1/session", None).await.map(|_| ())
}

pub async fn sessions() -> Result<Vec<Session>, NetError> {
    call(Method::GET, "/api/v1/sessions", None).await
}

pub async fn end_session(id: &str) -> Result<(), NetError> {
    send(Method::DELETE, &format!("/api/v1/sessions/{id}"), None).await.map(|_| ())
}

/// Changes the signed-in person's password; `Server(403)` when the old one is wrong, `Server(400)` when the new one is
/// too short, `Server(422)` when anybody would guess it.
pub async fn change_password(old: &str, new: &str) -> Result<(), NetError> {
    let body = serde_json::json!({ "old": old, "new": new });
    send(Method::POST, "/api/v1/password", Some(body.to_string())).await.map(|_| ())
}

/// The server's key for notices outside the app.
pub async fn push_key() -> Result<String, NetError> {
    let found: serde_json::Value = call(Method::GET, "/api/v1/push/key", None).await?;
    found["key"].as_str().map(str::to_owned).ok_or(NetError::NotOurs)
}

/// Tells the server where this browser is called.
pub async fn subscribe(subscription: String) -> Result<(), NetError> {
    send(Method::PUT, SUBSCRIPTIONS, Some(subscription)).await.map(|_| ())
}

pub async fn unsubscribe() -> Result<(), NetError> {
    send(Method::DELETE, SUBSCRIPTIONS, None).await.map(|_| ())
}

const SUBSCRIPTIONS: &str = "/api/v1/push/subscriptions";

pub async fn demo() -> Option<DemoAccounts> {
    call(Method::GET, "/api/v1/demo", None).await.ok()
}

/// A file of this build: from the service worker's cache, without any network once installed.
pub async fn asset(url: &str) -> Option<String> {
    let response = gloo_net::http::Request::get(url).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}

async fn call<T: DeserializeOwned>(method: Method, url: &str, body: Option<String>) -> Result<T, NetError> {
    let (response, abort) = send(method, url, body).await?;
    let text = read(&response, abort.as_ref()).await?;
    serde_json::from_str(&text).map_err(|_| NetError::NotOurs)
}

/// Reads a body piece by piece. A slow link may take its time; one on which nothing arrives is dead.
async fn read(response: &HttpResponse, abort: Option<&web_sys::AbortController>) -> Result<String, NetError> {
    let Some(body) = response.body() else { return Ok(String::new()) };
    let reader: web_sys::ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = patient(JsFuture::from(reader.read()), abort).await?;
        let field = |name: &str| js_sys::Reflect::get(&piece, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return String::from_utf8(bytes).map_err(|_| NetError::NotOurs);
        }
        let piece: js_sys::Uint8Array = field("value").dyn_into().map_err(|_| NetError::Offline)?;
        let start = bytes.len();
        bytes.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[start..]);
    }
}

/// Waits for something of the network, but not for ever.
async fn patient<T, E>(
    what: impl Future<Output = Result<T, E>>,
    abort: Option<&web_sys::AbortController>,
) -> Result<T, NetError> {
    let mut what = Box::pin(what.fuse());
    let mut patience = Box::pin(time::sleep(PATIENCE_MS).fuse());
    futures::select! {
        done = what => done.map_err(|_| NetError::Offline),
        () = patience => {
            abort.into_iter().for_each(web_sys::AbortController::abort);
            Err(NetError::Offline)
        }
    }
}

type Answer = (HttpResponse, Option<web_sys::AbortController>);

async fn send(method: Method, url: &str, body: Option<String>) -> Result<Answer, NetError> {
    let abort = web_sys::AbortController::new().ok();
    let signal = abort.as_ref().map(web_sys::AbortController::signal);
    let builder = RequestBuilder::new(url).method(method).abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => builder.header("content-type", "application/json").body(body),
        None => builder.build(),
    };
    let response = patient(request.map_err(|_| NetError::Offline)?.send(), abort.as_ref()).await?;
    match response.status() {
        200..300 => Ok((response, abort)),
        401 => Err(NetError::SignIn),
        403 => Err(refusal(&response, abort.as_ref()).await),
        413 => Err(NetError::TooLarge),
        status @ (429 | 503) => {
            let after = response.headers().get("retry-after").and_then(|text| text.parse::<u64>().ok());
            let retry_after_ms = after.unwrap_or(5).saturating_mul(1_000);
            Err(if status == 429 { NetError::TooOften { retry_after_ms } } else { NetError::Busy { retry_after_ms } })
        }
        status => Err(NetError::Server(status)),
    }
}

async fn refusal(response: &HttpResponse, abort: Option<&web_sys::AbortController>) -> NetError {
    let body = match read(response, abort).await {
        Ok(body) => body,
        Err(error) => return error,
    };
    match serde_json::from_str::<serde_json::Value>(&body) {
        Ok(body) if body["error"] == "wrong_person" => NetError::WrongPerson,
        _ => NetError::Server(403),
    }
}

/// The stream of pokes; losing it is harmless. Closed when dropped.
pub struct Pokes {
    source: web_sys::EventSource,
    _hear: Closure<dyn FnMut(web_sys::MessageEvent)>,
}

impl Pokes {
    pub fn open(mut hear: impl FnMut(Poke) + 'static) -> Option<Pokes> {
        let source = web_sys::EventSource::new("/api/v1/events").ok()?;
        let closure = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            if let Some(poke) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
                hear(poke);
            }
        });
        source.add_event_listener_with_callback("poke", closure.as_ref().unchecked_ref()).ok()?;
        Some(Pokes { source, _hear: closure })
    }

    /// The browser has given the stream up.
    pub fn is_closed(&self) -> bool {
        self.source.ready_state() == web_sys::EventSource::CLOSED
    }
}

impl Drop for Pokes {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// A flag that wakes whoever waits for it.
#[derive(Clone, Default)]
pub struct Bell(Rc<RefCell<BellState>>);

#[derive(Default)]
struct BellState {
    rung: bool,
    waker: Option<std::task::Waker>,
}

impl Bell {
    pub fn ring(&self) {
        let waker = {
            let mut state = self.0.borrow_mut();
            state.rung = true;
            state.waker.take()
        };
        waker.into_iter().for_each(std::task::Waker::wake);
    }

    /// Waits until the bell is rung, or was since the last wait.
    pub async fn wait(&self) {
        std::future::poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if std::mem::take(&mut state.rung) {
                return std::task::Poll::Ready(());
            }
            state.waker = Some(context.waker().clone());
            std::task::Poll::Pending
        })
        .await;
    }
}

/// How far the server has a file of this person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Standing {
    /// Bytes from its beginning.
    #[serde(default)]
    pub offset: u64,
    /// All of it is there, checked and durable.
    #[serde(default)]
    pub received: bool,
}

/// Why a piece of a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceError {
    Net(NetError),
    /// The server goes on from another place.
    Elsewhere,
    /// Never: the code says why.
    Refused(String),
    /// No room for this person's files, or none at all.
    Full,
}

/// Asks how far the server has a file.
pub async fn file_standing(sha: &str) -> Result<Standing, NetError> {
    let (response, _) = send(Method::HEAD, &format!("/api/v1/blobs/{sha}"), None).await?;
    let offset = response.headers().get("upload-offset").and_then(|text| text.parse().ok());
    // A portal's page says nothing of the kind.
    let offset = offset.ok_or(NetError::NotOurs)?;
    Ok(Standing { offset, received: response.headers().get("upload-received").as_deref() == Some("1") })
}

/// Hands in the next piece of a file of `length` bytes.
pub async fn send_piece(sha: &str, offset: u64, length: u64, piece: &[u8]) -> Result<Standing, PieceError> {
    let net = |error| PieceError::Net(error);
    let abort = web_sys::AbortController::new().ok();
    let signal = abort.as_ref().map(web_sys::AbortController::signal);
    let request = RequestBuilder::new(&format!("/api/v1/blobs/{sha}"))
        .method(Method::PUT)
        .abort_signal(signal.as_ref())
        .header("content-type", "application/octet-stream")
        .header("upload-offset", &offset.to_string())
        .header("upload-length", &length.to_string())
        .body(js_sys::Uint8Array::from(piece))
        .map_err(|_| net(NetError::Offline))?;
    let response = patient(request.send(), abort.as_ref()).await.map_err(net)?;
    let body = read(&response, abort.as_ref()).await.map_err(net)?;
    let body: serde_json::Value = serde_json::from_str(&body).map_err(|_| net(NetError::NotOurs))?;
    let code = || body["error"].as_str().unwrap_or_default().to_owned();
    match response.status() {
        200 if body["sha"] == sha => {
            Ok(Standing { offset: body["offset"].as_u64().unwrap_or(offset), received: body["received"] == true })
        }
        200 => Err(net(NetError::NotOurs)),
        401 => Err(net(NetError::SignIn)),
        409 => Err(PieceError::Elsewhere),
        413 | 422 => Err(PieceError::Refused(code())),
        507 => Err(PieceError::Full),
        status => Err(net(NetError::Server(status))),
    }
}
