//! One push over HTTP, and what its service answered.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use super::reach::Reach;

const CONNECT: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a service keeps a push for a device that is off, in seconds: a day.
const TTL: &str = "86400";
/// Longest pause that a service may ask for.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Taken,
    /// The subscription is no more.
    Gone,
    /// Not now; the service may say when.
    Later(Option<Duration>),
    Refused,
}

/// A message for one device.
pub struct Message<'a> {
    pub url: Url,
    pub authorization: String,
    /// A later one of the same topic takes the place of one that was not delivered.
    pub topic: &'a str,
    pub sealed: Vec<u8>,
}

/// A client that goes straight to the address it was given, and only if that may be reached.
pub fn client(reach: Reach) -> reqwest::Result<Client> {
    // Whoever speaks TLS in this process takes ring.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(Policy::none()).no_proxy().dns_resolver(reach);
    client.connect_timeout(CONNECT).timeout(PATIENCE).build()
}

pub async fn post(client: &Client, message: Message<'_>) -> Answer {
    let request = client
        .post(message.url)
        .header(AUTHORIZATION, message.authorization)
        .header(CONTENT_TYPE, "application/octet-stream")
        .header(CONTENT_ENCODING, "aes128gcm")
        .header("ttl", TTL)
        .header("urgency", "normal")
        .header("topic", message.topic);
    match request.body(message.sealed).send().await {
        Ok(answer) => read(answer.status(), answer.headers()),
        Err(_) => Answer::Later(None),
    }
}

fn read(status: StatusCode, headers: &HeaderMap) -> Answer {
    match status {
        status if status.is_success() => Answer::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
        status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
            let wait = headers.get(RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
            Answer::Later(wait.map(|seconds| Duration::from_secs(seconds).min(LONGEST)))
        }
        _ => Answer::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_answers_is_understood() {
        let read = |status: u16, wait: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            wait.map(|wait| headers.insert(RETRY_AFTER, wait.parse().unwrap()));
            read(StatusCode::from_u16(status).unwrap(), &headers)
        };
        let later = |seconds| Answer::Later(Some(Duration::from_secs(seconds)));
        assert_eq!((read(201, None), read(202, None)), (Answer::Taken, Answer::Taken));
        assert_eq!((read(404, None), read(410, None)), (Answer::Gone, Answer::Gone));
        assert_eq!((read(429, Some("7")), read(503, Some("999999"))), (later(7), later(3_600)));
        assert_eq!((read(500, None), read(429, Some("Fri, 01 Jan 2027"))), (Answer::Later(None), Answer::Later(None)));
        assert_eq!(
            (read(302, None), read(403, None), read(413, None)),
            (Answer::Refused, Answer::Refused, Answer::Refused)
        );
    }
}
