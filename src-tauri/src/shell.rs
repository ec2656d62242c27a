//! What the controller asks of the desktop.

use std::sync::Arc;

use passerelle_agent::controller::{Notice, Snapshot, Tray};
use passerelle_agent::shell::{Exit, Page, Shell};
use passerelle_api::Feed;
use tauri::{AppHandle, Manager};

use crate::platform::Notifier;
use crate::slot::Slot;
use crate::tray::Renderer;
use crate::windows;

/// The desktop, as the controller sees it.
pub(crate) struct DesktopShell {
    app: AppHandle,
    feed: Arc<Feed>,
    tray: Renderer,
    notifier: Notifier,
}

impl DesktopShell {
    pub(crate) fn new(app: AppHandle, feed: Arc<Feed>) -> Self {
        let clicked = app.clone();
        let notifier = Notifier::new(move |page| clicked.state::<Slot>().open(page));
        Self { tray: Renderer::new(app.clone()), app, feed, notifier }
    }
}

impl Shell for DesktopShell {
    fn set_tray(&mut self, tray: &Tray) {
        self.tray.show(tray);
    }

    fn notify(&mut self, notice: &Notice) {
        self.notifier.show(notice);
    }

    fn open_page(&mut self, page: Page) {
        windows::open(&self.app, page, &self.feed);
    }

    fn publish(&mut self, snapshot: &Snapshot) {
        self.feed.agent_is(snapshot);
    }

    /// The service ends the program itself, when its marks are taken away.
    fn exit(&mut self, exit: Exit) {
        tracing::info!(?exit, "the agent has ended");
    }
}
