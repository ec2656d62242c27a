use std::collections::BTreeMap;

use http::header::{LOCATION, SET_COOKIE};
use http::{Method, StatusCode};

use super::access::Access;
use super::{authorize, html};
use crate::server::{Answer, Call, CallBody};
use crate::world::World;

const COOKIE: &str = "_silverfin_session";

/// A page that only a person meets: in no contract, but in every login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonPage {
    /// The login form comes in.
    SignIn,
    /// The consent comes in.
    Decide,
    /// The code is shown to whoever has no address to be redirected to.
    Native,
    /// A browser looks for the site's icon.
    Icon,
}

impl PersonPage {
    /// The page at an address, and the parameters in its path.
    pub(crate) fn find(method: &Method, path: &str) -> Option<(Self, BTreeMap<String, String>)> {
        let mut parameters = BTreeMap::new();
        let mut rest = path;
        if let Some((firm, below)) = path.strip_prefix("/f/").and_then(|below| below.split_once('/')) {
            firm.parse::<u64>().ok()?;
            parameters.insert("firm_id".to_owned(), firm.to_owned());
            rest = path.get(path.len() - below.len() - 1..)?;
        }
        let page = match (method, rest) {
            (&Method::POST, "/users/sign_in") => Self::SignIn,
            (&Method::POST, "/oauth/authorize") => Self::Decide,
            (&Method::GET, "/oauth/authorize/native") => Self::Native,
            (&Method::GET, "/favicon.ico") => Self::Icon,
            _ => return None,
        };
        Some((page, parameters))
    }

    /// Its name in the ledger.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SignIn => "page:sign_in",
            Self::Decide => "page:decide",
            Self::Native => "page:native_code",
            Self::Icon => "page:icon",
        }
    }
}

/// Shows a person's page.
pub(crate) fn show_page(page: PersonPage, world: &World, access: &mut Access, call: &Call) -> Answer {
    let none = BTreeMap::new();
    let fields = if let CallBody::Form(fields) = &call.body { fields } else { &none };
    match page {
        PersonPage::SignIn => sign_in(world, access, fields),
        PersonPage::Decide => authorize::decide(world, access, call, fields),
        PersonPage::Native => {
            let code = html::escape(call.query_text("code").unwrap_or_default());
            let content = format!("<p>Code d'autorisation :</p>\n<code id=\"authorization_code\">{code}</code>\n");
            Answer::html(StatusCode::OK, html::page("Code d'autorisation", &content))
        }
        PersonPage::Icon => Answer::empty(StatusCode::NOT_FOUND),
    }
}

fn sign_in(world: &World, access: &mut Access, fields: &BTreeMap<String, String>) -> Answer {
    let text = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let return_to = text("return_to");
    let user = world
        .silverfin
        .users
        .values()
        .find(|user| user.email.eq_ignore_ascii_case(text("email").trim()) && user.password == text("password"));
    let Some(user) = user else {
        return login_page(StatusCode::UNPROCESSABLE_ENTITY, return_to, Some("E-mail ou mot de passe incorrect."));
    };
    if !return_to.starts_with('/') || return_to.starts_with("//") {
        return login_page(StatusCode::UNPROCESSABLE_ENTITY, "/oauth/authorize", Some("Adresse de retour invalide."));
    }
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax", access.log_in(user.id));
    Answer::empty(StatusCode::SEE_OTHER).with(LOCATION, return_to).with(SET_COOKIE, &cookie)
}

/// The login form.
pub(super) fn login_page(status: StatusCode, return_to: &str, wrong: Option<&str>) -> Answer {
    let hidden = BTreeMap::from([("return_to".to_owned(), return_to.to_owned())]);
    let content = "<label for=\"email\">E-mail</label>\n\
        <input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" autofocus required>\n\
        <label for=\"password\">Mot de passe</label>\n\
        <input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>\n\
        <button type=\"submit\">Se connecter</button>\n";
    let form = html::form("/users/sign_in", &hidden, content);
    let wrong = wrong.map(html::error).unwrap_or_default();
    Answer::html(status, html::page("Connexion", &format!("{wrong}{form}")))
}

/// The session that a browser brings along.
pub(super) fn cookie(call: &Call) -> Option<&str> {
    call.header("cookie")?.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}
