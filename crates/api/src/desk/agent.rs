use chrono::TimeDelta;
use passerelle_agent::controller::Input;
use passerelle_agent::shell;

use super::Desk;
use crate::input::{NightInput, Nothing, PageInput};
use crate::view::Outcome;

/// Longer than the agent waits after waking, shorter than what it takes for sleep.
const SETTLED: TimeDelta = TimeDelta::seconds(45);

impl Desk {
    pub(crate) async fn sync_now(&self, (): Nothing) -> Outcome<Nothing> {
        self.send(Input::SyncNow).await
    }

    pub(crate) async fn resume(&self, (): Nothing) -> Outcome<Nothing> {
        self.send(Input::Resume).await
    }

    pub(crate) async fn catch_up(&self, input: NightInput) -> Outcome<Nothing> {
        self.send(Input::CatchUp { night: input.night }).await
    }

    pub(crate) async fn skip_night(&self, input: NightInput) -> Outcome<Nothing> {
        self.send(Input::SkipNight { night: input.night }).await
    }

    pub(crate) async fn open_page(&self, input: PageInput) -> Outcome<Nothing> {
        self.send(Input::OpenPage(input.page.into())).await
    }

    pub(crate) async fn open_silverfin_link(&self, (): Nothing) -> Outcome<Nothing> {
        self.send(Input::OpenPage(shell::Page::SilverfinLink)).await
    }

    pub(crate) async fn close_window(&self, (): Nothing) -> Outcome<Nothing> {
        self.surface().close_link_window();
        Ok(())
    }

    /// The clock jumps to the next run, which looks like waking from sleep; the agent lets the network settle then, and so
    /// the clock goes on a little.
    pub(crate) async fn next_night(&self, (): Nothing) -> Outcome<Nothing> {
        let next_run = self.0.handle.snapshot().await.and_then(|snapshot| snapshot.next_run);
        let next_run = next_run.unwrap_or_else(|| self.0.clock.now() + TimeDelta::days(1));
        for moment in [next_run, next_run + SETTLED] {
            let moved = self.surface().move_clock(moment).await;
            self.desktop(moved)?;
            self.0.handle.send(Input::Tick).await;
            // Answered after the tick was taken in, and what it had read.
            self.0.handle.snapshot().await;
        }
        Ok(())
    }

    /// Something was changed that the controller reads from the journal.
    pub(super) async fn agent_changed(&self) {
        self.0.handle.send(Input::Changed).await;
    }

    pub(super) async fn send(&self, input: Input) -> Outcome<Nothing> {
        self.0.handle.send(input).await;
        Ok(())
    }
}
