use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::clock::SandboxClock;

/// How a sandbox runs. What stands in it, and how the services behave where their documents leave room, is the world's.
#[derive(Debug, Clone)]
pub struct Options {
    /// The sandbox's time.
    pub clock: SandboxClock,
    /// Where codes, tokens and sessions are drawn from.
    pub seed: u64,
    /// Where to listen: loopback only. Port 0 takes any that is free.
    pub address: SocketAddr,
    /// How long every request takes over a real socket before anything is done, so that overlaps can be seen.
    pub latency: Duration,
}

impl Options {
    /// The computer's clock, any free port, no delay.
    pub fn system() -> Self {
        Self::with_clock(SandboxClock::system())
    }

    /// A clock that stands at this instant until it is moved.
    pub fn standing(at: DateTime<Utc>) -> Self {
        Self::with_clock(SandboxClock::standing(at))
    }

    /// This clock, any free port, no delay.
    pub fn with_clock(clock: SandboxClock) -> Self {
        Self { clock, seed: 1, address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), latency: Duration::ZERO }
    }

    /// The same on this port of the loopback address.
    #[must_use]
    pub fn on_port(mut self, port: u16) -> Self {
        self.address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        self
    }
}
