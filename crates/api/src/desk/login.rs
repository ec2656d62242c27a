use std::sync::Arc;
use std::time::Duration;

use passerelle_agent::AgentError;
use passerelle_agent::controller::Input;
use passerelle_agent::messages::Argument;
use passerelle_agent::shell::Page;
use passerelle_silverfin::oauth::LoginAttempt;
use passerelle_silverfin::{Firm, FirmId, LoginError};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::Desk;
use super::login_state::{LoginState, Mishap};
use super::loopback::Loopback;
use crate::input::{CodeInput, LoginInput, Nothing};
use crate::journey::Journey;
use crate::surface::LoginWindow;
use crate::view::{Fix, Happening, LoginWay, Outcome};

/// Silverfin's code is good for ten minutes; a person who has not come back by then begins anew.
const PATIENCE: Duration = Duration::from_mins(10);

impl Desk {
    pub(crate) async fn begin_login(&self, input: LoginInput) -> Outcome<Nothing> {
        let firm = self.firm_of(&input.firm)?;
        self.forget_login();
        match input.way {
            LoginWay::Window => self.begin_in_window(firm).await,
            LoginWay::Browser => self.begin_in_browser(firm).await,
            LoginWay::Paste => self.begin_with_paste(firm).await,
        }
    }

    pub(crate) async fn paste_code(&self, input: CodeInput) -> Outcome<Nothing> {
        let firm = self.firm_of(&input.firm)?;
        let before = self.memory().login.state.clone();
        self.login_is(LoginState::Finishing);
        match self.agent().complete_login_with_code(&input.code, firm).await {
            // What was pasted by mistake ends nothing: the right code may follow. A code that Silverfin has refused is of no
            // use any more.
            Err(error) if may_be_pasted_again(&error) => {
                self.login_is(before);
                self.told(Err(error))
            }
            outcome => self.end_login(outcome).await,
        }
    }

    pub(crate) async fn cancel_login(&self, (): Nothing) -> Outcome<Nothing> {
        let was_under_way = self.memory().login.state.is_under_way();
        self.forget_login();
        if was_under_way {
            self.login_is(LoginState::Failed(Mishap::Cancelled));
        }
        Ok(())
    }

    /// The login window arrived at the login's end. Called once for a window.
    pub async fn login_arrived(&self, address: Url) {
        self.login_is(LoginState::Finishing);
        self.surface().close_login_window();
        // The window shows it.
        let _ = self.end_login(self.agent().complete_login(&address).await).await;
    }

    /// The person, or Silverfin, said no in the login window. It stays open: it may say why, and be thought over.
    pub fn login_refused(&self) {
        tracing::info!("the access was refused in Silverfin");
        self.login_is(LoginState::Failed(Mishap::Here { code: "access_not_given", fix: Some(Fix::LogIn) }));
    }

    /// The login window was closed by the person.
    pub fn login_window_closed(&self) {
        let is_open = matches!(self.memory().login.state, LoginState::Begun { way: LoginWay::Window, .. });
        if is_open {
            self.login_is(LoginState::Failed(Mishap::Here { code: "login_window_closed", fix: None }));
        }
    }

    /// The window "Lien Silverfin" was closed. An outcome that stood in it is no news any more.
    pub fn link_window_closed(&self) {
        let is_over = self.memory().login.state.is_over();
        if is_over {
            self.login_is(LoginState::None);
        }
    }

    async fn begin_in_window(&self, firm: Option<FirmId>) -> Outcome<Nothing> {
        let (address, attempt) = self.told(self.agent().begin_login(firm, None).await)?;
        self.told(self.agent().reach_login(&address).await)?;
        self.window_trusts(&address).await?;
        let proxy = self.window_proxy(&address);
        let host = attempt.address().host().to_owned();
        let title = self.login_title(&host);
        let journey = Journey::new(attempt, &address);
        self.memory().login.window_host = Some(host.clone());
        self.login_is(LoginState::Begun { way: LoginWay::Window, host: host.clone() });
        let opened = self.surface().open_login_window(LoginWindow { address, host, journey, title, proxy });
        self.desktop(opened).inspect_err(|_| self.login_is(LoginState::None))
    }

    fn login_title(&self, host: &str) -> String {
        self.messages().named("login-window-title", &[("host", Argument::from(host.to_owned()))])
    }

    /// The language is another one: an open login window is named in it.
    pub(super) fn rename_login_window(&self) {
        let host = self.memory().login.window_host.clone();
        if let Some(host) = host {
            self.surface().name_login_window(&self.login_title(&host));
        }
    }

    async fn begin_with_paste(&self, firm: Option<FirmId>) -> Outcome<Nothing> {
        let (address, attempt) = self.told(self.agent().begin_login(firm, None).await)?;
        let opened = self.surface().open_address(&address);
        self.desktop(opened)?;
        self.login_is(LoginState::Begun { way: LoginWay::Paste, host: attempt.address().host().to_owned() });
        Ok(())
    }

    async fn begin_in_browser(&self, firm: Option<FirmId>) -> Outcome<Nothing> {
        let loopback =
            Loopback::open().await.map_err(|error| self.unexpected("no port answers the browser", &error))?;
        let begun = self.agent().begin_login(firm, Some(loopback.redirect_uri())).await;
        let (address, attempt) = self.told(begun)?;
        let opened = self.surface().open_address(&address);
        self.desktop(opened)?;
        let host = attempt.address().host().to_owned();
        self.login_is(LoginState::Begun { way: LoginWay::Browser, host });
        let (desk, cancel) = (self.clone(), self.memory().login.cancel.clone());
        tokio::spawn(async move { desk.await_browser(loopback, attempt, cancel).await });
        Ok(())
    }

    async fn await_browser(&self, loopback: Loopback, attempt: LoginAttempt, cancel: CancellationToken) {
        let words = self.messages();
        let say = |done: bool| words.named(if done { "login-browser-done" } else { "login-browser-failed" }, &[]);
        let is_ours = |address: &Url| {
            !matches!(attempt.read_redirect(address), Err(LoginError::StateDiffers | LoginError::NotARedirect))
        };
        let not_ours = words.named("login-browser-foreign", &[]);
        let came = tokio::select! {
            () = cancel.cancelled() => return,
            () = self.0.clock.sleep(PATIENCE) => None,
            came = loopback.redirect(is_ours, &not_ours) => came.ok(),
        };
        let Some(came) = came else {
            self.login_failed(Mishap::Here { code: "login_took_too_long", fix: None }).await;
            return;
        };
        self.login_is(LoginState::Finishing);
        let outcome = self.agent().complete_login(came.address()).await;
        came.answer(&say(outcome.is_ok())).await;
        let _ = self.end_login(outcome).await;
    }

    /// Shows how it ended. What failed is said to whoever asked, too, and its causes go to the log.
    async fn end_login(&self, outcome: Result<Firm, AgentError>) -> Outcome<Nothing> {
        match outcome {
            Ok(firm) => {
                self.connected(firm).await;
                Ok(())
            }
            Err(error) => {
                let failure = Box::new(self.failure_of(&error));
                self.login_failed(Mishap::Agent(Arc::new(error))).await;
                Err(failure)
            }
        }
    }

    async fn connected(&self, firm: Firm) {
        let name = firm.name.unwrap_or_else(|| firm.id.to_string());
        self.login_is(LoginState::Connected { firm: firm.id, name });
        self.connection_changed().await;
        self.show_outcome().await;
    }

    async fn login_failed(&self, mishap: Mishap) {
        self.login_is(LoginState::Failed(mishap));
        self.show_outcome().await;
    }

    /// Whoever closed "Lien Silverfin" meanwhile would hear of the outcome nowhere else.
    async fn show_outcome(&self) {
        self.0.handle.send(Input::OpenPage(Page::SilverfinLink)).await;
    }

    /// Whatever was under way is given up, and how the last login ended is forgotten.
    pub(super) fn forget_login(&self) {
        let cancel = std::mem::take(&mut self.memory().login).cancel;
        cancel.cancel();
        self.surface().close_login_window();
        self.login_is(LoginState::None);
    }

    fn login_is(&self, state: LoginState) {
        let login = state.in_words(&self.messages());
        self.memory().login.state = state;
        self.feed().tell(Happening::Login { login });
    }

    fn firm_of(&self, text: &str) -> Outcome<Option<FirmId>> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.failure("firm_unreadable", None, text.trim()))
    }
}

/// Whether the login goes on after this: the same code, or another text, may still end it.
fn may_be_pasted_again(error: &AgentError) -> bool {
    match error {
        AgentError::Login(error) => matches!(
            error,
            LoginError::StateDiffers | LoginError::NotARedirect | LoginError::NotACode | LoginError::Transport(_)
        ),
        _ => false,
    }
}
