//! The desk, once it is there: windows and second starts may ask before the agent is open.

use passerelle_agent::controller::{Handle, Input};
use passerelle_agent::shell::Page;
use passerelle_api::Desk;
use tokio::sync::watch;

/// What the service hands to windows, tray and notifications when it has begun.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) desk: Desk,
    pub(crate) handle: Handle,
}

/// The place of something that comes once.
pub(crate) struct Awaited<T>(watch::Sender<Option<T>>);

/// The service's place.
pub(crate) type Slot = Awaited<Service>;

impl<T> Default for Awaited<T> {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl<T: Clone + Send + Sync + 'static> Awaited<T> {
    /// It has come.
    pub(crate) fn fill(&self, with: T) {
        self.0.send_replace(Some(with));
    }

    /// What has come, if it has.
    pub(crate) fn get(&self) -> Option<T> {
        self.0.borrow().clone()
    }

    /// What comes, waited for. Asks nothing of the place itself while it waits.
    pub(crate) fn wait(&self) -> impl Future<Output = Option<T>> + Send + use<T> {
        let mut receiver = self.0.subscribe();
        async move { receiver.wait_for(Option::is_some).await.ok()?.clone() }
    }
}

impl Slot {
    /// Tells the controller something, from where nothing can be awaited. Where the agent is still being opened, it
    /// hears of it then.
    pub(crate) fn send(&self, input: Input) {
        let service = self.wait();
        tauri::async_runtime::spawn(async move {
            if let Some(Service { handle, .. }) = service.await {
                handle.send(input).await;
            } else {
                tracing::warn!(?input, "the program ended before the agent was there");
            }
        });
    }

    /// Somebody wants to see a page.
    pub(crate) fn open(&self, page: Page) {
        self.send(Input::OpenPage(page));
    }
}

#[cfg(test)]
mod tests {
    use super::Awaited;

    #[tokio::test]
    async fn who_asks_too_early_is_answered_later() {
        let place = Awaited::default();
        assert_eq!(place.get(), None);
        let early = tokio::spawn(place.wait());
        place.fill("the service");
        assert_eq!(early.await.unwrap(), Some("the service"));
        assert_eq!(place.wait().await, Some("the service"));
        let never = Awaited::<&str>::default().wait();
        assert_eq!(never.await, None, "the place is gone");
    }
}
