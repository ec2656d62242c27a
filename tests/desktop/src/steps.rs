//! What many a test begins with.

use anyhow::Result;

use crate::app::App;
use crate::desktop::Desktop;
use crate::page::Page;
use crate::services::Services;

impl Page {
    /// What the office's administrator enters once: where Finbox and Silverfin are, and how they know the office.
    pub async fn enter_access(&self, services: &Services) -> Result<()> {
        self.enter_access_with(services, services.silverfin_url()).await
    }

    /// The same, with another address of Silverfin.
    pub async fn enter_access_with(&self, services: &Services, silverfin: &str) -> Result<()> {
        let words = self.words();
        let (id, secret) = services.client();
        let entered = |text: &str| format!("{text}{}", Self::ENTER);
        self.write(words.say("source-finbox-url")?, &entered(services.finbox_url())).await?;
        self.write(words.say("source-finbox-key")?, &entered(&services.access_key())).await?;
        self.click("link", words.say("nav-preferences")?).await?;
        self.click("disclosure", words.say("silverfin-more")?).await?;
        self.write(words.say("silverfin-url")?, &entered(silverfin)).await?;
        self.write(words.say("silverfin-client-id")?, &entered(&id)).await?;
        self.write(words.say("silverfin-secret")?, &entered(&secret)).await?;
        self.says(words.say("secret-present")?).await?;
        self.click("link", words.say("nav-connection")?).await
    }

    /// Begins a login whose code is pasted, and plays the person in the browser up to what is to be pasted.
    pub async fn begin_with_code(&self, desktop: &Desktop, services: &Services) -> Result<String> {
        self.click("button", "Coller le code").await?;
        self.seen("textbox", "Code affiché par Silverfin").await?;
        services.browse(&desktop.browser_sent_to().await?)
    }

    /// Pastes it.
    pub async fn hand_in_code(&self, code: &str) -> Result<()> {
        self.write("Code affiché par Silverfin", code).await?;
        self.click("button", "Valider le code").await
    }
}

impl App {
    /// Up to the window "Lien Silverfin" with a validated id.
    pub async fn paired(&self, services: &Services) -> Result<Page> {
        self.paired_at(services, services.silverfin_url()).await
    }

    /// The same with another address of Silverfin, and a login that was begun there.
    pub async fn logging_in_at(&self, services: &Services, silverfin: &str) -> Result<Page> {
        let link = self.paired_at(services, silverfin).await?;
        link.click("button", "Ajouter une connexion Silverfin").await?;
        Ok(link)
    }

    async fn paired_at(&self, services: &Services, silverfin: &str) -> Result<Page> {
        let settings = self.settings().await?;
        settings.enter_access_with(services, silverfin).await?;
        settings.click("button", "Activer la connexion externe").await?;
        settings.click("button", "Accéder au lien Silverfin").await?;
        let link = self.silverfin_link().await?;
        link.write("Identifiant d'appariement", &services.pairing_id().unwrap_or_default()).await?;
        link.click("button", "Valider l'id de connexion").await?;
        link.says("Environnement Finbox").await?;
        Ok(link)
    }

    /// Up to the end of the guide.
    pub async fn connected(&self, desktop: &Desktop, services: &Services) -> Result<()> {
        let link = self.paired(services).await?;
        link.write("Entreprise Silverfin:", &services.firm()?).await?;
        link.click("button", "Ajouter une connexion Silverfin").await?;
        desktop.log_in(services, &services.administrator()?).await?;
        link.click("button", "Terminer").await
    }
}
