//! A walk past everything that the windows show, in the order in which an office comes to it.

use anyhow::{Context, Result, ensure};
use chrono::{Days, Utc};

use crate::app::App;
use crate::desktop::Desktop;
use crate::page::Page;
use crate::patience::until;
use crate::services::Services;

/// Who walks along looks at each place, which has a name.
pub trait Visitor {
    /// Looks at a place.
    fn visit(&mut self, desktop: &Desktop, page: &Page, place: &str) -> impl Future<Output = Result<()>>;
}

/// A walk.
pub struct Tour<'a, V> {
    /// The desktop.
    pub desktop: &'a Desktop,
    /// The program, just started for the first time.
    pub app: &'a App,
    /// Both services.
    pub services: &'a Services,
    /// Who walks along.
    pub visitor: &'a mut V,
}

impl<V: Visitor> Tour<'_, V> {
    /// From the first start to a night that was.
    pub async fn walk(&mut self) -> Result<()> {
        let settings = self.app.settings().await?;
        self.before_the_activation(&settings).await?;
        self.link(&settings).await?;
        self.after_the_connection(&settings).await?;
        self.dossiers(&settings).await?;
        self.other_pages(&settings).await
    }

    async fn before_the_activation(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.seen("heading", words.say("source-title")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-1-first-start").await?;
        for (page, says, place) in [
            ("nav-dossiers", "dossiers-empty-inactive", "dossiers-empty"),
            ("nav-activity", "activity-empty-title", "activity-empty"),
        ] {
            settings.click("link", words.say(page)?).await?;
            settings.says(words.say(says)?).await?;
            self.visitor.visit(self.desktop, settings, place).await?;
        }
        settings.click("link", words.say("nav-connection")?).await?;
        settings.enter_access(self.services).await?;
        settings.seen("button", words.say("activate")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-2-access").await?;
        let later = self.services.sandbox().now().with_timezone(&Utc).date_naive() + Days::new(2);
        settings.choose_day(words.say("start-date")?, &later.to_string()).await?;
        settings.seen("button", words.say("start-date-take-today")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-3-wrong-date").await?;
        settings.click("button", words.say("start-date-take-today")?).await?;
        settings.click("button", words.say("activate")?).await?;
        settings.click("button", words.say("pairing-copy")?).await?;
        settings.says(words.say("pairing-copied")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-4-activated").await
    }

    async fn link(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.click("button", words.say("open-silverfin-link")?).await?;
        let link = self.app.silverfin_link().await?;
        link.seen("heading", words.say("link-title")?).await?;
        self.visitor.visit(self.desktop, &link, "link-1-begun").await?;
        let id = self.services.pairing_id().context("the connection is activated")?;
        link.write(words.say("pairing-id")?, &id.replace('-', "").chars().rev().collect::<String>()).await?;
        link.click("button", words.say("link-validate")?).await?;
        link.says(words.say("title-pairing-mistyped")?).await?;
        self.visitor.visit(self.desktop, &link, "link-2-mistyped").await?;
        link.write(words.say("pairing-id")?, &id).await?;
        link.click("button", words.say("link-validate")?).await?;
        until("the id is validated", async || Ok(link.can_use("button", words.say("link-add")?).await?.then_some(())))
            .await?;
        self.visitor.visit(self.desktop, &link, "link-3-validated").await?;
        link.write(words.say("link-firm")?, &self.services.firm()?).await?;
        link.click("button", words.say("link-add")?).await?;
        self.desktop.login_window().await?;
        self.visitor.visit(self.desktop, &link, "link-4-under-way").await?;
        self.desktop.close_login_window().await?;
        link.says(words.say("title-login-window-closed")?).await?;
        self.visitor.visit(self.desktop, &link, "link-5-closed").await?;
        link.click("button", words.say("link-add")?).await?;
        self.desktop.log_in(self.services, &self.services.administrator()?).await?;
        link.seen("heading", words.say("link-success")?).await?;
        self.visitor.visit(self.desktop, &link, "link-6-success").await?;
        link.click("button", words.say("link-finish")?).await?;
        until("the link window closes", async || Ok((!link.is_open().await?).then_some(()))).await
    }

    async fn after_the_connection(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.seen("table", words.say("connections-title")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-5-connected").await?;
        settings.click("button", words.say("deactivate")?).await?;
        settings.seen("button", words.say("deactivate-confirm")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-6-deactivate").await?;
        settings.click("button", words.say("cancel")?).await
    }

    async fn dossiers(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        let made = self.services.make_sheets();
        ensure!(made > 3, "{made} sheets are few to look at");
        settings.click("button", words.say("sandbox-next-night")?).await?;
        until("the night is over", async || {
            let is_written = self.services.writes() > 0;
            Ok((is_written && settings.can_use("button", words.say("tray-sync-now")?).await?).then_some(()))
        })
        .await?;
        settings.click("link", words.say("nav-dossiers")?).await?;
        settings.seen("button", words.say("dossiers-link")?).await?;
        self.visitor.visit(self.desktop, settings, "dossiers-list").await?;
        let first =
            self.services.sandbox().world(|world| world.finbox.dossiers.values().next().map(|one| one.name.clone()));
        let first = first.context("the office has dossiers")?;
        settings.click("button", &first).await?;
        settings.seen("dialog", &first).await?;
        self.visitor.visit(self.desktop, settings, "dossier-opened").await?;
        settings.click("button", words.say("close")?).await?;
        settings.click("button", words.say("dossiers-link")?).await?;
        settings.seen("button", words.say("associate-search-run")?).await?;
        self.visitor.visit(self.desktop, settings, "dossier-associate").await?;
        settings.focus(words.say("associate-search")?).await?;
        settings.press(Page::ESCAPE).await?;
        until("the dialog is left", async || {
            Ok((!settings.can_use("button", words.say("associate-search-run")?).await?).then_some(()))
        })
        .await
    }

    async fn other_pages(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.click("link", words.say("nav-activity")?).await?;
        settings.seen("heading", words.say("nav-activity")?).await?;
        until("a night is told of", async || Ok((settings.count("h2").await? > 1).then_some(()))).await?;
        self.visitor.visit(self.desktop, settings, "activity").await?;
        settings.click("link", words.say("nav-preferences")?).await?;
        settings.seen("combobox", words.say("language")?).await?;
        self.visitor.visit(self.desktop, settings, "preferences").await?;
        settings.click("disclosure", words.say("silverfin-more")?).await?;
        settings.click("disclosure", words.say("mapping-more")?).await?;
        self.visitor.visit(self.desktop, settings, "preferences-opened").await?;
        settings.click("link", words.say("nav-help")?).await?;
        settings.click("disclosure", words.say("help-question-5")?).await?;
        self.visitor.visit(self.desktop, settings, "help").await
    }
}
