//! What every answer carries, and which requests are turned away before anybody reads them.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::App;
use super::errors::Problem;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; \
    form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// Below this, pieces of files are put as bytes.
const FILES: &str = "/api/v1/blobs/";

const ALWAYS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(self)"),
];

/// Adds the security headers, and forbids keeping what has no caching rule of its own.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        // A file brings a stricter policy of its own.
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if app.tls {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Lets a change through only when it comes from our own page, or from a program that is no browser, and as JSON; a piece
/// of a file as bytes.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if safe {
        return next.run(request).await;
    }
    let problem = if !is_same_origin(request.headers(), request.uri()) {
        Problem::new(StatusCode::FORBIDDEN, "cross_origin")
    } else {
        let (kind, code) = match *request.method() {
            Method::DELETE => return next.run(request).await,
            Method::PUT if request.uri().path().starts_with(FILES) => ("application/octet-stream", "not_bytes"),
            _ => ("application/json", "not_json"),
        };
        if is(request.headers(), kind) {
            return next.run(request).await;
        }
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code)
    };
    app.metrics.refused();
    problem.into_response()
}

fn is_same_origin(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return false;
    }
    let Some(origin) = text("origin") else { return true };
    let host = text("host").or(uri.authority().map(|authority| authority.as_str()));
    let plain = |name: &str, port: &str| name.strip_suffix(port).unwrap_or(name).to_ascii_lowercase();
    match (origin.split_once("://"), host) {
        (Some(("https", origin)), Some(host)) => plain(origin, ":443") == plain(host, ":443"),
        (Some(("http", origin)), Some(host)) => plain(origin, ":80") == plain(host, ":80"),
        _ => false,
    }
}

fn is(headers: &HeaderMap, wanted: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&str, &str)]) -> bool {
        let name = |name: &str| name.parse::<HeaderName>().unwrap();
        let headers = headers.iter().map(|(n, v)| (name(n), v.parse().unwrap())).collect();
        is_same_origin(&headers, &Uri::from_static("/api/v1/exchange"))
    }

    #[test]
    fn only_our_own_page_and_plain_programs_may_change_things() {
        assert!(check(&[("host", "a.vn")]));
        assert!(check(&[("host", "a.vn"), ("origin", "https://a.vn")]));
        assert!(check(&[("host", "a.vn:443"), ("origin", "https://A.vn"), ("sec-fetch-site", "same-origin")]));
        assert!(check(&[("host", "127.0.0.1:8080"), ("origin", "http://127.0.0.1:8080")]));
        for site in ["cross-site", "same-site", "none", "?"] {
            assert!(!check(&[("host", "a.vn"), ("origin", "https://a.vn"), ("sec-fetch-site", site)]), "{site}");
        }
        for origin in ["https://b.vn", "null", "https://a.vn.b.vn", "https://a.vn:8443", "", "file://a.vn"] {
            assert!(!check(&[("host", "a.vn"), ("origin", origin)]), "{origin}");
        }
    }
}
