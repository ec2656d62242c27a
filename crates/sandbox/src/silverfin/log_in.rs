use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderValue, Request, Response, StatusCode};
use url::{Url, form_urlencoded};

use super::html;
use crate::server::Sandbox;
use crate::world::{FirmId, Role, World};

/// What a person does on Silverfin's login pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogIn {
    /// What is typed under "E-mail".
    pub email: String,
    /// What is typed under "Mot de passe".
    pub password: String,
    /// The firm that is chosen; `None` leaves the one that is preselected.
    pub firm: Option<FirmId>,
    /// "Autoriser" or "Refuser".
    pub consent: bool,
}

/// Why a login did not come to its redirect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogInError {
    /// The address is none of Silverfin's.
    #[error("{0:?} is not an address of the sandbox")]
    Address(String),
    /// A page that goes no further: a wrong password, an unknown application, a refused consent without a redirect.
    #[error("Silverfin shows a page with status {status}: {text}")]
    Page {
        /// The status.
        status: u16,
        /// What it says, if it says what is wrong.
        text: String,
    },
    /// The connection broke: a fault was in force.
    #[error("no answer came")]
    NoAnswer,
}

impl LogIn {
    /// Somebody of this world who may let applications into this firm, and does.
    pub fn administrator_of(world: &World, firm: FirmId) -> Option<Self> {
        let may = |role: Option<&Role>| role == Some(&Role::Administrator);
        let user = world.silverfin.users.values().find(|user| may(user.firms.get(&firm)))?;
        Some(Self { email: user.email.clone(), password: user.password.clone(), firm: Some(firm), consent: true })
    }

    /// The same, but "Refuser".
    #[must_use]
    pub fn refusing(self) -> Self {
        Self { consent: false, ..self }
    }
}

impl Sandbox {
    /// Plays a person through Silverfin's pages, from an authorize address to the address that the browser ends at.
    pub fn log_in(&self, authorize_url: &str, person: &LogIn) -> Result<Url, LogInError> {
        let start = Url::parse(authorize_url).map_err(|_| LogInError::Address(authorize_url.to_owned()))?;
        let mut browser = Browser { sandbox: self, base: start.clone(), cookie: None };
        let (action, mut fields) = form_on(&browser.get(&start)?)?;
        fields.insert("email".to_owned(), person.email.clone());
        fields.insert("password".to_owned(), person.password.clone());
        let landed = browser.post(&action, &fields)?;
        let consent = browser.get(&browser.location(&landed)?)?;
        let (action, mut fields) = form_on(&consent)?;
        if let Some(firm) = person.firm {
            fields.insert("firm_id".to_owned(), firm.to_string());
        }
        fields.insert("decision".to_owned(), if person.consent { "allow" } else { "deny" }.to_owned());
        let decided = browser.post(&action, &fields)?;
        browser.location(&decided)
    }
}

type Fields = std::collections::BTreeMap<String, String>;

struct Browser<'a> {
    sandbox: &'a Sandbox,
    base: Url,
    cookie: Option<HeaderValue>,
}

impl Browser<'_> {
    fn get(&mut self, url: &Url) -> Result<Response<Bytes>, LogInError> {
        self.send("GET", &path_of(url), Bytes::new())
    }

    fn post(&mut self, action: &str, fields: &Fields) -> Result<Response<Bytes>, LogInError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", action, Bytes::from(body))
    }

    fn send(&mut self, method: &str, uri: &str, body: Bytes) -> Result<Response<Bytes>, LogInError> {
        let mut request = Request::builder().method(method).uri(uri);
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let request = request.body(body).map_err(|_| LogInError::Address(uri.to_owned()))?;
        let response = self.sandbox.handle(request).answer().ok_or(LogInError::NoAnswer)?;
        if let Some(cookie) = response.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok()) {
            let pair = cookie.split(';').next().unwrap_or_default();
            self.cookie = HeaderValue::from_str(pair).ok();
        }
        Ok(response)
    }

    /// Where a redirect goes.
    fn location(&self, response: &Response<Bytes>) -> Result<Url, LogInError> {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let location = location.ok_or_else(|| stopped(response))?;
        self.base.join(location).map_err(|_| LogInError::Address(location.to_owned()))
    }
}

fn path_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn form_on(response: &Response<Bytes>) -> Result<(String, Fields), LogInError> {
    if response.status() != StatusCode::OK {
        return Err(stopped(response));
    }
    html::read_form(&String::from_utf8_lossy(response.body())).ok_or_else(|| stopped(response))
}

fn stopped(response: &Response<Bytes>) -> LogInError {
    let page = String::from_utf8_lossy(response.body());
    let alert = page.split_once("role=\"alert\">").and_then(|(_, rest)| rest.split_once("</p>")).map(|(text, _)| text);
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let text = alert.or(location).unwrap_or_default().to_owned();
    LogInError::Page { status: response.status().as_u16(), text }
}
