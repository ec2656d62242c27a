use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What happens to a request that a fault strikes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 429. Nothing is done.
    RateLimited {
        /// The text of `Retry-After`: seconds, a date, anything; `None` for no such header.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// This status: 500, 502, 503 or any other.
    Status {
        /// The status.
        status: u16,
        /// The text of `Retry-After`.
        #[serde(default)]
        retry_after: Option<String>,
        /// Whether what was asked for is done all the same.
        #[serde(default)]
        applied: bool,
    },
    /// The answer is right, but late.
    Slow {
        /// How late.
        milliseconds: u64,
        /// Whether what was asked for is done at once, and only the answer is late.
        #[serde(default)]
        applied_at_once: bool,
    },
    /// It is done, and the connection breaks in the middle of the answer's body.
    Truncated,
    /// It is done, and half of the body comes as if it were the whole.
    CutShort,
    /// A page for people where JSON belongs: a proxy, a hotel's network, a maintenance page.
    Html {
        /// The status.
        status: u16,
        /// Whether what was asked for is done all the same.
        #[serde(default)]
        applied: bool,
    },
    /// An error that repeats whatever was sent, credentials and all: a gateway in its debug mode. Nothing is done.
    Echo {
        /// The status.
        status: u16,
    },
    /// The connection is reset. Nothing is done.
    ResetBefore,
    /// It is done, and then the connection is reset.
    ResetAfter,
    /// As if nobody were there: no answer, nothing is done.
    Refused,
    /// Answered as if it were done. Nothing is done.
    SilentNoOp,
    /// Sent to another address. Nothing is done.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// The other address.
        location: String,
    },
    /// Every page of a list is full, for ever, with rows that were never seen before.
    EndlessPages,
    /// Every page of a list is the same full page.
    RepeatingPage,
    /// The right answer, with blanks after it up to this size.
    HugeBody {
        /// How much.
        megabytes: u64,
    },
    /// A small compressed answer that unpacks to this size.
    GzipBomb {
        /// How much.
        megabytes: u64,
    },
    /// Lists within lists in place of the right answer, so many deep.
    DeepJson {
        /// How deep.
        levels: usize,
    },
    /// The right answer with this header, in place of its own of that name: a cookie, another content type.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// The answer comes a few bytes at a time.
    SlowDrip {
        /// How many bytes at a time.
        piece_bytes: usize,
        /// How long between two pieces.
        pause_milliseconds: u64,
    },
}

/// What a fault leaves of the request's effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing is done.
    Never,
    /// What was asked for is done.
    Applied,
    /// It is answered as if it were done.
    Pretended,
}

impl FaultKind {
    /// 429 with so many seconds in `Retry-After`.
    pub fn rate_limited(seconds: u32) -> Self {
        Self::RateLimited { retry_after: Some(seconds.to_string()) }
    }

    /// This status, with nothing done.
    pub fn status(status: u16) -> Self {
        Self::Status { status, retry_after: None, applied: false }
    }

    /// What is left of the request's effect.
    pub fn effect(&self) -> Effect {
        match self {
            Self::RateLimited { .. }
            | Self::Echo { .. }
            | Self::ResetBefore
            | Self::Refused
            | Self::Redirect { .. } => Effect::Never,
            Self::Status { applied, .. } | Self::Html { applied, .. } if !applied => Effect::Never,
            Self::SilentNoOp => Effect::Pretended,
            _ => Effect::Applied,
        }
    }

    /// How long the request is held up before it is answered.
    pub fn delay(&self) -> Duration {
        match self {
            Self::Slow { milliseconds, .. } => Duration::from_millis(*milliseconds),
            _ => Duration::ZERO,
        }
    }

    /// Whether the effect comes before the delay.
    pub(crate) fn applied_at_once(&self) -> bool {
        matches!(self, Self::Slow { applied_at_once: true, .. })
    }
}
