//! How long a sheet waits before it is tried again. The waits grow with each try of the same sheet; a success ends the
//! count.

use std::time::Duration;

use rand::Rng;

/// The first wait: a request that was given up is over by then.
pub(crate) const FIRST_WAIT: Duration = Duration::from_mins(1);

/// A span as calendars count it. One that is longer than they reach is as long as they reach.
pub(crate) fn span(duration: Duration) -> chrono::Duration {
    chrono::Duration::from_std(duration).unwrap_or(chrono::Duration::MAX)
}

/// One minute, five, twenty-five, two hours, ten, a day; then a day each time.
const LADDER: [Duration; 6] = [
    FIRST_WAIT,
    Duration::from_mins(5),
    Duration::from_mins(25),
    Duration::from_hours(2),
    Duration::from_hours(10),
    Duration::from_hours(24),
];

/// The wait after so many tries (one after the first). A service that names a time (`Retry-After`) is obeyed; up to a fifth
/// is added by chance, so that not all come back at once.
pub fn wait(tries: u32, retry_after: Option<Duration>, random: &mut impl Rng) -> Duration {
    let rung = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX).min(LADDER.len() - 1);
    let wait = LADDER[rung].max(retry_after.unwrap_or_default());
    wait + LADDER[rung] * random.random_range(0..=200) / 1000
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn waits_grow_and_scatter_by_a_fifth_at_most() {
        let mut random = StdRng::seed_from_u64(1);
        for tries in 0..12_u32 {
            let least = LADDER[usize::try_from(tries.saturating_sub(1)).unwrap().min(5)];
            let waits: Vec<Duration> = (0..200).map(|_| wait(tries, None, &mut random)).collect();
            assert!(waits.iter().all(|one| *one >= least && *one <= least * 6 / 5), "{tries}");
            assert!(waits.iter().any(|one| *one != waits[0]), "chance has a part in it");
        }
    }

    #[test]
    fn a_service_that_names_a_time_is_obeyed() {
        let mut random = StdRng::seed_from_u64(1);
        let named = Duration::from_hours(3);
        assert!((0..100).all(|_| wait(1, Some(named), &mut random) >= named));
        assert!((0..100).all(|_| wait(6, Some(named), &mut random) >= Duration::from_hours(24)));
    }
}
