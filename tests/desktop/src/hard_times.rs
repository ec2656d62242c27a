//! A walk past what an office meets less often: settings that its IT department fixed, names that are longer than anything has
//! room for, and both services out of reach.

use anyhow::{Context, Result, ensure};
use passerelle_sandbox::world::{DossierKind, World};
use serde_json::{Value, json};

use crate::app::App;
use crate::desktop::Desktop;
use crate::page::Page;
use crate::patience::until;
use crate::services::Services;
use crate::tour::Visitor;
use crate::words::Words;

/// What cannot be used, and what is said of it.
const LOCKED: &str = concat!(include_str!("scripts/names.js"), include_str!("scripts/locked.js"));

/// Something of each state, so that every row of the list is there.
const KINDS: [DossierKind; 7] = [
    DossierKind::NumberTwice,
    DossierKind::NumberMissing,
    DossierKind::FiguresEdited,
    DossierKind::WorkflowMissing,
    DossierKind::LockedUnprocessable,
    DossierKind::Plain,
    DossierKind::Association,
];

/// What stands before a client's name: long words of both languages, as associations and public bodies have them.
const BEFORE_A_NAME: &str = "Association intercommunale pour l'aménagement et l'exploitation des centres d'accueil – \
     Arbeidsongeschiktheidsverzekeringsmaatschappij";
const LONG_FIRM: &str = "Fiduciaire du Canal, experts-comptables et conseillers fiscaux certifiés de Bruxelles-Capitale, du Brabant \
     wallon et du Hainaut";

/// A walk.
pub struct HardTimes<'a, V> {
    /// The desktop.
    pub desktop: &'a Desktop,
    /// The program, just started for the first time.
    pub app: &'a App,
    /// Both services, as [`HardTimes::services`] makes them.
    pub services: &'a Services,
    /// Who walks along.
    pub visitor: &'a mut V,
}

impl<V: Visitor> HardTimes<'_, V> {
    /// An office whose clients, and who itself, have long names.
    pub async fn services() -> Result<Services> {
        Services::changed(&KINDS, lengthen).await
    }

    /// Fixes what an IT department fixes, before the program starts.
    pub fn fix_settings(desktop: &Desktop, services: &Services) -> Result<()> {
        let policy = json!({
            "source": "finbox",
            "finbox.url": services.finbox_url(),
            "silverfin.url": services.silverfin_url(),
            "silverfin.client_id": services.client().0,
            "notifications.level": "summary",
            "schedule.window_start": "01:00",
            "schedule.window_end": "05:00",
            "proxy.mode": "none",
            "documents.pdf": false,
            "ownership.training": "leave",
        });
        Ok(std::fs::write(desktop.policy_file(), policy.to_string())?)
    }

    /// From the first start, with fixed settings, to an evening without network and the morning after.
    pub async fn walk(&mut self) -> Result<()> {
        let settings = self.app.settings().await?;
        self.fixed_settings(&settings).await?;
        self.connect(&settings).await?;
        self.long_names(&settings).await?;
        self.no_network(&settings).await
    }

    async fn fixed_settings(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.says(words.say("locked-by-office")?).await?;
        are_locked(settings, &words, &["source-label", "source-finbox-url"]).await?;
        self.visitor.visit(self.desktop, settings, "connection-7-locked").await?;
        let (_, secret) = self.services.client();
        let entered = |text: &str| format!("{text}{}", Page::ENTER);
        settings.write(words.say("source-finbox-key")?, &entered(&self.services.access_key())).await?;
        settings.click("link", words.say("nav-preferences")?).await?;
        settings.write(words.say("silverfin-secret")?, &entered(&secret)).await?;
        settings.click("disclosure", words.say("silverfin-more")?).await?;
        let locked = [
            "notifications-level",
            "night-window",
            "source-label",
            "source-finbox-url",
            "silverfin-client-id",
            "silverfin-url",
            "proxy-mode",
            "ownership-training",
            "documents-pdf",
        ];
        are_locked(settings, &words, &locked).await?;
        self.visitor.visit(self.desktop, settings, "preferences-locked").await?;
        settings.click("link", words.say("nav-connection")?).await
    }

    async fn connect(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.click("button", words.say("activate")?).await?;
        settings.click("button", words.say("open-silverfin-link")?).await?;
        let link = self.app.silverfin_link().await?;
        let id = self.services.pairing_id().context("the connection is activated")?;
        link.write(words.say("pairing-id")?, &id).await?;
        link.click("button", words.say("link-validate")?).await?;
        until("the id is validated", async || Ok(link.can_use("button", words.say("link-add")?).await?.then_some(())))
            .await?;
        link.write(words.say("link-firm")?, &self.services.firm()?).await?;
        link.click("button", words.say("link-add")?).await?;
        self.desktop.log_in(self.services, &self.services.administrator()?).await?;
        link.seen("heading", words.say("link-success")?).await?;
        self.visitor.visit(self.desktop, &link, "link-7-long-names").await?;
        link.click("button", words.say("link-finish")?).await
    }

    async fn long_names(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        settings.seen("table", words.say("connections-title")?).await?;
        self.visitor.visit(self.desktop, settings, "connection-8-long-names").await?;
        ensure!(self.services.make_sheets() > 3, "few sheets are few to look at");
        settings.click("button", words.say("sandbox-next-night")?).await?;
        self.rested(settings).await?;
        settings.click("link", words.say("nav-dossiers")?).await?;
        settings.seen("button", words.say("dossiers-link")?).await?;
        self.visitor.visit(self.desktop, settings, "dossiers-long-names").await?;
        settings.click("button", words.say("dossiers-link")?).await?;
        settings.seen("button", words.say("associate-search-run")?).await?;
        self.visitor.visit(self.desktop, settings, "dossier-associate-long-names").await?;
        settings.click("button", words.say("cancel")?).await?;
        settings.click("link", words.say("nav-activity")?).await?;
        until("a night is told of", async || Ok((settings.count("h2").await? > 1).then_some(()))).await?;
        self.visitor.visit(self.desktop, settings, "activity-long-names").await
    }

    /// Both services are gone while somebody wants a sync now, and come back.
    async fn no_network(&mut self, settings: &Page) -> Result<()> {
        let words = settings.words();
        let advice = words.say("fix-network-failed")?;
        ensure!(!settings.text().await?.contains(advice), "all is well so far");
        self.services.go_away();
        settings.click("button", words.say("tray-sync-now")?).await?;
        settings.click("link", words.say("nav-connection")?).await?;
        settings.says(advice).await?;
        self.rested(settings).await?;
        self.visitor.visit(self.desktop, settings, "connection-9-offline").await?;
        settings.click("link", words.say("nav-dossiers")?).await?;
        settings.says(advice).await?;
        self.visitor.visit(self.desktop, settings, "dossiers-offline").await?;
        self.services.come_back();
        let asked = self.services.calls("listSocialBalances");
        settings.click("button", words.say("tray-sync-now")?).await?;
        until("the services answer, and nothing is said of it any more", async || {
            let is_asked = self.services.calls("listSocialBalances") > asked;
            Ok((is_asked && !settings.text().await?.contains(advice)).then_some(()))
        })
        .await?;
        settings.click("link", words.say("nav-connection")?).await?;
        settings.seen("table", words.say("connections-title")?).await?;
        ensure!(!settings.text().await?.contains(advice), "what was read in vain is read again");
        self.visitor.visit(self.desktop, settings, "connection-10-back").await
    }

    async fn rested(&self, settings: &Page) -> Result<()> {
        let words = settings.words();
        until("the run is over", async || {
            Ok(settings.can_use("button", words.say("tray-sync-now")?).await?.then_some(()))
        })
        .await
    }
}

fn lengthen(world: &mut World) {
    let long = |name: &str| format!("{BEFORE_A_NAME} {name}");
    for dossier in world.finbox.dossiers.values_mut() {
        dossier.name = long(&dossier.name);
    }
    for firm in world.silverfin.firms.values_mut() {
        for company in firm.companies.values_mut() {
            company.name = long(&company.name);
        }
    }
    if let Some(firm) = world.silverfin.firms.values_mut().next() {
        LONG_FIRM.clone_into(&mut firm.name);
    }
    LONG_FIRM.clone_into(&mut world.finbox.environment.name);
}

/// Whether nothing can be changed where one of these labels stands, and whether everything that cannot be changed says why.
async fn are_locked(page: &Page, words: &Words, labels: &[&str]) -> Result<()> {
    let found = page.run(LOCKED, json!([])).await?;
    let locked: Vec<&Value> = found.as_array().into_iter().flatten().collect();
    let reason = words.say("locked-by-office")?;
    for one in &locked {
        let is_told = one["reason"].as_str().is_some_and(|told| told.contains(reason));
        ensure!(is_told, "nothing says why this is locked: {one}");
    }
    for label in labels {
        let name = words.say(label)?;
        ensure!(
            locked.iter().any(|one| one["name"] == name || one["group"] == name),
            "{name:?} is not locked: {found}"
        );
    }
    Ok(())
}
