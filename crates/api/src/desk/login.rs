use std::time::Duration;

use passerelle_agent::AgentError;
use passerelle_agent::messages::Argument;
use passerelle_silverfin::oauth::LoginAttempt;
use passerelle_silverfin::{Firm, FirmId, LoginError};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::Desk;
use super::loopback::Loopback;
use crate::input::{CodeInput, LoginInput, Nothing};
use crate::journey::Journey;
use crate::surface::LoginWindow;
use crate::view::{Fix, Happening, Login, LoginWay, Outcome};

/// Silverfin's code is good for ten minutes; a person who has not come back by then begins anew.
const PATIENCE: Duration = Duration::from_mins(10);

/// The login that is under way.
#[derive(Default)]
pub(super) struct CurrentLogin {
    pub(super) shown: Login,
    /// Silverfin's host, where a login window was opened for this login.
    window_host: Option<String>,
    /// Ends the waiting for a browser.
    cancel: CancellationToken,
}

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
        let before = self.memory().login.shown.clone();
        self.login_is(Login::Finishing);
        match self.agent().complete_login_with_code(&input.code, firm).await {
            Ok(firm) => {
                self.connected(firm).await;
                Ok(())
            }
            Err(error) => {
                let failure = Box::new(crate::words::failure_of(&error, &self.messages()));
                // What was pasted by mistake ends nothing: the right code may follow. A code that Silverfin has refused is of
                // no use any more.
                self.login_is(if may_be_pasted_again(&error) {
                    before
                } else {
                    Login::Failed { failure: (*failure).clone() }
                });
                Err(failure)
            }
        }
    }

    pub(crate) async fn cancel_login(&self, (): Nothing) -> Outcome<Nothing> {
        self.forget_login();
        self.login_is(Login::None);
        Ok(())
    }

    /// The login window arrived at the login's end. Called once for a window.
    pub async fn login_arrived(&self, address: Url) {
        self.login_is(Login::Finishing);
        self.surface().close_login_window();
        self.end_login(self.agent().complete_login(&address).await).await;
    }

    /// The person, or Silverfin, said no in the login window. It stays open: it may say why, and be thought over.
    pub fn login_refused(&self) {
        tracing::info!("the access was refused in Silverfin");
        let failure = self.failure("access_not_given", Some(Fix::LogIn), "");
        self.login_is(Login::Failed { failure: *failure });
    }

    /// The login window was closed by the person.
    pub fn login_window_closed(&self) {
        let is_open = matches!(self.memory().login.shown, Login::Begun { way: LoginWay::Window, .. });
        if is_open {
            let failure = self.failure("login_window_closed", None, "");
            self.login_is(Login::Failed { failure: *failure });
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
        self.login_is(Login::Begun { way: LoginWay::Window, host: host.clone() });
        let opened = self.surface().open_login_window(LoginWindow { address, host, journey, title, proxy });
        self.desktop(opened).inspect_err(|_| self.login_is(Login::None))
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
        self.login_is(Login::Begun { way: LoginWay::Paste, host: attempt.address().host().to_owned() });
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
        self.login_is(Login::Begun { way: LoginWay::Browser, host });
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
            let failure = self.failure("login_took_too_long", None, "");
            self.login_is(Login::Failed { failure: *failure });
            return;
        };
        self.login_is(Login::Finishing);
        let outcome = self.agent().complete_login(came.address()).await;
        came.answer(&say(outcome.is_ok())).await;
        self.end_login(outcome).await;
    }

    async fn end_login(&self, outcome: Result<Firm, AgentError>) {
        match outcome {
            Ok(firm) => self.connected(firm).await,
            Err(error) => {
                let failure = crate::words::failure_of(&error, &self.messages());
                self.login_is(Login::Failed { failure });
            }
        }
    }

    async fn connected(&self, firm: Firm) {
        let name = firm.name.unwrap_or_else(|| firm.id.to_string());
        self.login_is(Login::Connected { firm: firm.id.0, name });
        self.connection_changed().await;
    }

    /// Whatever was under way is given up.
    pub(super) fn forget_login(&self) {
        let cancel = std::mem::take(&mut self.memory().login).cancel;
        cancel.cancel();
        self.surface().close_login_window();
    }

    fn login_is(&self, login: Login) {
        self.memory().login.shown = login.clone();
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
