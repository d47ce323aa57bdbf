//! The app's own files: embedded in the program, compressed at build time, named by their content.

use std::borrow::Cow;
use std::path::{Component, Path};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use super::App;
use super::errors::Problem;

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

/// Encodings made at build time, best first, with the suffix of their files.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

struct File {
    bytes: Cow<'static, [u8]>,
    hash: String,
}

pub async fn serve(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no_such_method").into_response();
    }
    let asked = uri.path().trim_start_matches('/');
    let path = match asked {
        "" => "index.html",
        path => path,
    };
    if let Some(answer) = answer(app.dist.as_deref(), path, &headers) {
        return answer;
    }
    if is_page(asked, &headers) {
        return answer(app.dist.as_deref(), "index.html", &headers)
            .unwrap_or_else(|| (StatusCode::NOT_FOUND, "The app was not built into this server.\n").into_response());
    }
    Problem::not_found().into_response()
}

/// An address within the app: a person typed or kept it, or read it off a paper. Ids in it may hold a dot; files that are not
/// assets lie at the top. A missing file is never answered with the page.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let is_file = path.starts_with("assets/") || (path.contains('.') && !path.contains('/'));
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    !is_file && accepts.contains("text/html")
}

fn answer(dist: Option<&Path>, path: &str, headers: &HeaderMap) -> Option<Response> {
    if ENCODINGS.iter().any(|(_, suffix)| path.ends_with(suffix)) {
        return None;
    }
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = ENCODINGS.iter().filter(|(name, _)| accepted(accepts, name));
    let packed = packed.filter_map(|(name, suffix)| Some((Some(*name), file(dist, &format!("{path}{suffix}"))?)));
    let (encoding, file) = packed.into_iter().next().or_else(|| Some((None, file(dist, path)?)))?;
    let tag = format!("\"{}{}\"", &file.hash[..24], encoding.map_or("", |name| &name[..1]));
    let mut answer = match headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => match file.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes).into_response(),
            Cow::Owned(bytes) => bytes.into_response(),
        },
    };
    let mut put = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, mime(path));
    put(header::ETAG, &tag);
    put(header::VARY, "accept-encoding");
    put(
        header::CACHE_CONTROL,
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" },
    );
    if let Some(encoding) = encoding {
        put(header::CONTENT_ENCODING, encoding);
    }
    Some(answer)
}

/// Whether an Accept-Encoding allows a coding.
fn accepted(accepts: &str, name: &str) -> bool {
    accepts.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
        named && !refused
    })
}

fn file(dist: Option<&Path>, path: &str) -> Option<File> {
    let Some(dist) = dist else {
        let file = Dist::get(path)?;
        return Some(File { hash: crate::hex(&file.metadata.sha256_hash()), bytes: file.data });
    };
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let bytes = if inside { std::fs::read(dist.join(path)).ok()? } else { return None };
    Some(File { hash: crate::hex(&Sha256::digest(&bytes)), bytes: bytes.into() })
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
