//! The desk, once it is there: windows may ask before the agent is open.

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

/// Its place.
pub(crate) struct Slot(watch::Sender<Option<Service>>);

impl Default for Slot {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl Slot {
    /// The service has begun.
    pub(crate) fn fill(&self, service: Service) {
        self.0.send_replace(Some(service));
    }

    /// The service, where it has begun.
    pub(crate) fn get(&self) -> Option<Service> {
        self.0.borrow().clone()
    }

    /// The service, waited for.
    pub(crate) async fn wait(&self) -> Option<Service> {
        let mut receiver = self.0.subscribe();
        let service = receiver.wait_for(Option::is_some).await.ok()?;
        service.clone()
    }

    /// Tells the controller something, from where nothing can be awaited.
    pub(crate) fn send(&self, input: Input) {
        let Some(Service { handle, .. }) = self.get() else {
            tracing::warn!(?input, "the agent is not there yet");
            return;
        };
        tauri::async_runtime::spawn(async move { handle.send(input).await });
    }

    /// Somebody wants to see a page.
    pub(crate) fn open(&self, page: Page) {
        self.send(Input::OpenPage(page));
    }
}
