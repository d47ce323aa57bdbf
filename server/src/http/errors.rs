//! What a request is told when it cannot be answered: a status, a code for programs, a detail for developers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thidua_sync::store::StoreError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    pub retry_after: Option<u64>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str) -> Problem {
        Problem { status, code, detail: String::new(), retry_after: None }
    }

    pub fn bad(code: &'static str, detail: impl ToString) -> Problem {
        Problem { detail: detail.to_string(), ..Problem::new(StatusCode::BAD_REQUEST, code) }
    }

    /// The server cannot answer now; nothing was consumed.
    pub fn busy() -> Problem {
        Problem { retry_after: Some(2), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy") }
    }

    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not_found")
    }

    pub fn signed_out() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "signed_out")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        let (code, retry_after) = match error {
            StoreError::Busy => ("busy", 2),
            StoreError::Full => ("storage_full", 60),
            StoreError::Broken(_) => ("storage_failed", 10),
        };
        Problem { retry_after: Some(retry_after), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, code) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.code, "detail": self.detail }).to_string();
        let mut answer = (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
        if let Some(seconds) = self.retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}
