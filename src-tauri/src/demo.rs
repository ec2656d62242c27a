//! Before a sandbox: its clock and the agent's are one, and what happens in an office by day happens when a night begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use passerelle_api::SurfaceError;
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Clock, Transport};
use serde_json::json;
use url::Url;

use crate::clock::MovedClock;

/// A move of this length is a night, not the little that follows waking.
const A_NIGHT: TimeDelta = TimeDelta::minutes(10);

/// The way to a sandbox's control.
pub(crate) struct Demo {
    control: Url,
    transport: WebTransport,
    clock: Arc<MovedClock>,
    nights: AtomicU32,
}

impl Demo {
    pub(crate) fn new(control: Url) -> anyhow::Result<Self> {
        let transport = WebTransport::new(WebOptions::default())?;
        Ok(Self { control, transport, clock: Arc::default(), nights: AtomicU32::new(0) })
    }

    pub(crate) fn clock(&self) -> Arc<MovedClock> {
        Arc::clone(&self.clock)
    }

    /// Moves both clocks. Between the first night and the second one the office has a day.
    pub(crate) async fn move_to(&self, now: DateTime<Utc>) -> Result<(), SurfaceError> {
        if now - self.clock.now() >= A_NIGHT && self.nights.fetch_add(1, Ordering::Relaxed) == 1 {
            self.post("second-day", &json!({})).await?;
        }
        self.post("clock", &json!({ "now": now })).await?;
        self.clock.set(now);
        Ok(())
    }

    async fn post(&self, act: &str, body: &serde_json::Value) -> Result<(), SurfaceError> {
        let refused = |error: String| SurfaceError(format!("the sandbox: {error}"));
        let address = format!("{}/{act}", self.control.as_str().trim_end_matches('/'));
        let request = http::Request::post(address)
            .header(http::header::CONTENT_TYPE, "application/json")
            .body(Bytes::from(body.to_string()))
            .map_err(|error| refused(error.to_string()))?;
        let answer = self.transport.send(request).await.map_err(|error| refused(error.to_string()))?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(refused(status.to_string())) }
    }
}
