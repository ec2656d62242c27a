//! The end of the program, whichever way it comes. "Quitter" is one of them; the person's session ends the program too,
//! and then the system leaves it a moment at most.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use passerelle_agent::controller::CrashSentinel;
use tokio::sync::watch;

/// What the agent gets to end in, when the system ends the program. Windows itself waits five seconds.
const LAST_MOMENT: Duration = Duration::from_secs(3);

/// Keeps the mark of the running agent, and takes it away at every end that is not a crash.
#[derive(Default)]
pub(crate) struct Ending {
    mark: Mutex<Option<CrashSentinel>>,
    is_over: watch::Sender<bool>,
}

impl Ending {
    /// The agent runs from here on.
    pub(crate) fn begin(&self, mark: CrashSentinel) {
        *self.mark() = Some(mark);
    }

    /// The agent has ended.
    pub(crate) fn agent_has_ended(&self) {
        self.take_mark_away();
        self.is_over.send_replace(true);
    }

    /// The program ends now, and `quit` tells the agent so. Where it runs still, it is waited for, but not for long:
    /// what is under way stands in the journal, so an end in the middle of it is no crash either.
    pub(crate) async fn program_ends(&self, quit: impl Future<Output = ()>) {
        if self.mark().is_none() {
            return;
        }
        let mut is_over = self.is_over.subscribe();
        let ended = async {
            quit.await;
            is_over.wait_for(|is_over| *is_over).await.map(drop)
        };
        if tokio::time::timeout(LAST_MOMENT, ended).await.is_err() {
            tracing::warn!("the session ends in the middle of a run");
        }
        self.take_mark_away();
    }

    fn take_mark_away(&self) {
        if let Some(Err(error)) = self.mark().take().map(CrashSentinel::end) {
            tracing::warn!(%error, "the mark of the running agent could not be taken away");
        }
    }

    fn mark(&self) -> std::sync::MutexGuard<'_, Option<CrashSentinel>> {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use passerelle_agent::home::Home;

    use super::*;

    /// Whether the next start would say that this one had ended without a word.
    fn is_a_crash(home: &Home) -> bool {
        CrashSentinel::begin(home).unwrap().1
    }

    fn begun(home: &Home) -> Ending {
        let ending = Ending::default();
        ending.begin(CrashSentinel::begin(home).unwrap().0);
        ending
    }

    #[tokio::test(start_paused = true)]
    async fn only_an_end_that_nobody_saw_coming_is_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        drop(begun(&home));
        assert!(is_a_crash(&home), "the power failed");

        begun(&home).agent_has_ended();
        assert!(!is_a_crash(&home), "\"Quitter\"");

        let ending = begun(&home);
        ending.program_ends(async { ending.agent_has_ended() }).await;
        assert!(!is_a_crash(&home), "the session ends, and the agent with it");

        begun(&home).program_ends(std::future::ready(())).await;
        assert!(!is_a_crash(&home), "the session ends, and a run does not stop in time");

        begun(&home).program_ends(std::future::pending()).await;
        assert!(!is_a_crash(&home), "the session ends, and the agent hears nothing any more");
    }

    #[tokio::test]
    async fn what_never_ran_is_not_waited_for() {
        Ending::default().program_ends(std::future::pending()).await;
    }
}
