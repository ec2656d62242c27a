use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a person would wait before thinking that something is wrong; generous, for a busy computer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Real programs tell of nothing: they are looked at again.
const BETWEEN: Duration = Duration::from_millis(100);

/// Looks again and again until there is something to see. `what` says in an error what was waited for.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(PATIENCE, what, look).await
}

/// The same for what is known to take longer.
pub async fn until_within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        let last = match look().await {
            Ok(Some(seen)) => return Ok(seen),
            Ok(None) => String::new(),
            Err(error) => format!(" ({error:#})"),
        };
        if begun.elapsed() > patience {
            bail!("waited in vain: {what}{last}");
        }
        tokio::time::sleep(BETWEEN).await;
    }
}
