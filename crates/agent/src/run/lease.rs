//! One desktop per connection: nothing is written to a firm without its lease.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use passerelle_finbox::FinboxError;
use passerelle_silverfin::FirmId;
use passerelle_transport::Clock;
use tokio::sync::Mutex;

use crate::schedule::retry::span;

/// Grants and takes back leases. The source's part; a folder has one desktop and always grants.
#[async_trait]
pub trait Leases: Send + Sync {
    /// Acquires or renews the lease of a firm's connection.
    async fn acquire(&self, firm: FirmId, time_to_live: Duration) -> Result<(), FinboxError>;

    /// Gives it back.
    async fn release(&self, firm: FirmId) -> Result<(), FinboxError>;

    /// Whether another desktop may hold a lease at all.
    fn are_shared(&self) -> bool {
        true
    }
}

/// Grants every lease: for a source with one desktop.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLeases;

#[async_trait]
impl Leases for NoLeases {
    async fn acquire(&self, _: FirmId, _: Duration) -> Result<(), FinboxError> {
        Ok(())
    }

    async fn release(&self, _: FirmId) -> Result<(), FinboxError> {
        Ok(())
    }

    fn are_shared(&self) -> bool {
        false
    }
}

/// Why a firm may not be written to now.
#[derive(Debug)]
pub enum NoLease {
    /// Another desktop synchronises it.
    HeldBy {
        /// The other desktop's name.
        holder: String,
        /// When its lease ends.
        until: DateTime<Utc>,
    },
    /// The source did not answer as it should.
    Trouble(FinboxError),
    /// It is not held, or ended in between: what was read under it may not be so any more.
    Lapsed,
}

/// Holds the leases of one run and renews them as it goes on.
pub struct LeaseKeeper {
    leases: Arc<dyn Leases>,
    clock: Arc<dyn Clock>,
    held: Mutex<BTreeMap<FirmId, Held>>,
}

/// When a lease ends: by the clock on the wall, which goes on while the computer sleeps and may be set back, and by how long
/// this program has run, which nobody sets. The earlier of the two counts.
#[derive(Debug, Clone, Copy)]
struct Held {
    until: DateTime<Utc>,
    until_running: Duration,
}

/// For how long a lease is asked.
const TIME_TO_LIVE: Duration = Duration::from_mins(15);
/// A lease with less left than this is renewed first.
const RENEW_BELOW: Duration = Duration::from_mins(10);
/// A request is sent only while the lease outlasts it by far: the longest request takes a minute.
const NEEDED: Duration = Duration::from_mins(3);

impl LeaseKeeper {
    /// A keeper that holds nothing yet.
    pub fn new(leases: Arc<dyn Leases>, clock: Arc<dyn Clock>) -> Self {
        Self { leases, clock, held: Mutex::new(BTreeMap::new()) }
    }

    /// Takes the lease of a firm. Says whether it was taken anew from whoever may have held it before; `false` where it
    /// was held all along.
    pub async fn take(&self, firm: FirmId) -> Result<bool, NoLease> {
        match self.ensure(firm).await {
            Ok(()) => return Ok(false),
            Err(NoLease::Lapsed) => {}
            Err(other) => return Err(other),
        }
        let mut held = self.held.lock().await;
        self.acquire(&mut held, firm).await?;
        Ok(self.leases.are_shared())
    }

    /// Makes sure that the firm may be written to for the next few minutes: its lease is held and has been without a gap.
    pub async fn ensure(&self, firm: FirmId) -> Result<(), NoLease> {
        let mut held = self.held.lock().await;
        let left = held.get(&firm).map_or(chrono::Duration::zero(), |lease| self.left(lease));
        // A clock that was set back makes a lease look longer than it can be.
        if left <= chrono::Duration::zero() || left > span(TIME_TO_LIVE) {
            held.remove(&firm);
            return Err(NoLease::Lapsed);
        }
        if left >= span(RENEW_BELOW) {
            return Ok(());
        }
        match self.acquire(&mut held, firm).await {
            Err(NoLease::Trouble(_)) if left >= span(NEEDED) => Ok(()),
            other => other,
        }
    }

    fn left(&self, lease: &Held) -> chrono::Duration {
        let on_the_wall = lease.until - self.clock.now();
        // One that looks longer than it can be stays so, and is not trusted.
        if on_the_wall > span(TIME_TO_LIVE) {
            return on_the_wall;
        }
        on_the_wall.min(span(lease.until_running.saturating_sub(self.clock.running())))
    }

    /// The end of a lease is counted from before the request on this computer's own clock, never read off another's.
    async fn acquire(&self, held: &mut BTreeMap<FirmId, Held>, firm: FirmId) -> Result<(), NoLease> {
        let lease =
            Held { until: self.clock.now() + span(TIME_TO_LIVE), until_running: self.clock.running() + TIME_TO_LIVE };
        match self.leases.acquire(firm, TIME_TO_LIVE).await {
            Ok(()) => {
                held.insert(firm, lease);
                Ok(())
            }
            Err(FinboxError::LeaseHeld { holder, until }) => {
                held.remove(&firm);
                Err(NoLease::HeldBy { holder, until })
            }
            Err(error) => Err(NoLease::Trouble(error)),
        }
    }

    /// Gives back what is held, but for the firms in which something of ours may be under way still: their leases end by
    /// themselves, long after it. In vain is no matter.
    pub async fn release_all_but(&self, under_way: &BTreeSet<FirmId>) {
        let held = std::mem::take(&mut *self.held.lock().await);
        for firm in held.into_keys().filter(|firm| !under_way.contains(firm)) {
            if let Err(error) = self.leases.release(firm).await {
                tracing::debug!(%firm, %error, "the lease was not given back and ends by itself");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_transport::ManualClock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Scripted {
        calls: AtomicUsize,
        fails_from: usize,
    }

    #[async_trait]
    impl Leases for Scripted {
        async fn acquire(&self, _: FirmId, _: Duration) -> Result<(), FinboxError> {
            let call = self.calls.fetch_add(1, Ordering::SeqCst);
            if call >= self.fails_from { Err(FinboxError::Unavailable { status: 503, until: None }) } else { Ok(()) }
        }

        async fn release(&self, _: FirmId) -> Result<(), FinboxError> {
            Ok(())
        }
    }

    /// A keeper whose requests fail from that one on, counted from 0.
    fn keeping(fails_from: usize) -> (ManualClock, Arc<Scripted>, LeaseKeeper) {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let leases = Arc::new(Scripted { calls: AtomicUsize::new(0), fails_from });
        let keeper = LeaseKeeper::new(leases.clone(), Arc::new(clock.clone()));
        (clock, leases, keeper)
    }

    #[tokio::test]
    async fn a_lease_is_renewed_in_time_and_trusted_only_while_it_lasts() {
        let (clock, leases, keeper) = keeping(2);
        let firm = FirmId(1);
        assert!(matches!(keeper.ensure(firm).await, Err(NoLease::Lapsed)), "nothing is held before it is taken");
        assert!(keeper.take(firm).await.unwrap(), "taken anew");
        clock.advance(Duration::from_mins(4));
        assert!(keeper.ensure(firm).await.is_ok());
        assert_eq!(leases.calls.load(Ordering::SeqCst), 1, "eleven minutes are left: no request");
        clock.advance(Duration::from_mins(2));
        assert!(!keeper.take(firm).await.unwrap(), "held all along");
        assert_eq!(leases.calls.load(Ordering::SeqCst), 2, "renewed");
        clock.advance(Duration::from_mins(11));
        assert!(keeper.ensure(firm).await.is_ok(), "the source is out of order, four minutes are left");
        clock.advance(Duration::from_mins(2));
        assert!(matches!(keeper.ensure(firm).await, Err(NoLease::Trouble(_))));
    }

    #[tokio::test]
    async fn a_lease_that_ended_is_not_taken_up_again_in_silence() {
        let (clock, _, keeper) = keeping(usize::MAX);
        let firm = FirmId(1);
        for jump in [chrono::Duration::minutes(16), chrono::Duration::days(-1)] {
            assert!(keeper.take(firm).await.unwrap());
            clock.set(clock.now() + jump);
            assert!(matches!(keeper.ensure(firm).await, Err(NoLease::Lapsed)), "{jump}");
        }
        assert!(keeper.take(firm).await.unwrap(), "whoever had it meanwhile may have written");
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_makes_no_lease_last_longer() {
        let (clock, leases, keeper) = keeping(1);
        let firm = FirmId(1);
        assert!(keeper.take(firm).await.unwrap());
        clock.advance(Duration::from_mins(12));
        clock.set(clock.now() - chrono::Duration::minutes(11));
        assert!(keeper.ensure(firm).await.is_ok(), "three minutes are left");
        assert_eq!(leases.calls.load(Ordering::SeqCst), 2, "it is to be renewed, as little is left");
        clock.advance(Duration::from_mins(1));
        assert!(matches!(keeper.ensure(firm).await, Err(NoLease::Trouble(_))), "two minutes are too little");
        clock.advance(Duration::from_mins(2));
        assert!(matches!(keeper.ensure(firm).await, Err(NoLease::Lapsed)), "it ended, whatever the clock says");
    }
}
