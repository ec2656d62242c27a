//! The nightly service at rest.

use std::time::Duration;

use crate::home::ConnectedHome;
use crate::services::Services;
use passerelle_measuring::{Figures, megabytes, processor_time_of, proportional_memory_of};
use passerelle_tests::wait;

/// Long enough for everything that a start sets off.
const SETTLING: Duration = Duration::from_secs(5);
/// Long enough to see whether it wakes up for nothing.
const WATCHED: Duration = Duration::from_secs(10);

/// Starts the service of a connected home and looks at it.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let mut services = Services::start(50)?;
    let home = ConnectedHome::connect(&mut services)?;
    let mut command = home.program.command(&["agent", "--json"]);
    // Nobody reads what it says; a pipe that fills up would be a rest of another kind.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut service = command.spawn()?;
    wait(SETTLING);
    let before = processor_time_of(service.id()).unwrap_or_default();
    wait(WATCHED);
    let memory = proportional_memory_of(service.id());
    let busy = processor_time_of(service.id()).unwrap_or_default().saturating_sub(before);
    service.kill()?;
    service.wait()?;
    figures.limited("the nightly service at rest, PSS", megabytes(memory?), 15.0, "MB");
    let watched = WATCHED.as_secs_f64();
    figures.explained("the service at rest, processor time in percent", 100.0 * busy.as_secs_f64() / watched);
    Ok(())
}
