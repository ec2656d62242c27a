use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::net::IpAddr;

use http::StatusCode;
use url::{Host, Url, form_urlencoded};

use super::access::{Access, Challenge, Code};
use super::html;
use super::pages::{cookie, login_page};
use crate::server::{Answer, Call};
use crate::world::{FirmId, OauthClient, Role, User, World};

/// The redirect address of an application that cannot be redirected to: the code is shown on a page.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// What an application asks for, found to be in order.
struct Wish {
    redirect_uri: String,
    scopes: BTreeSet<String>,
    state: Option<String>,
    challenge: Option<Challenge>,
    /// The firm in the address, which only preselects.
    preselected: Option<FirmId>,
}

/// The authorize page: first the login, then the choice of the firm and the consent.
pub(super) fn show(world: &World, access: &Access, call: &Call) -> Answer {
    let wish = match read(world, call, &call.query) {
        Ok(wish) => wish,
        Err(answer) => return *answer,
    };
    let Some(user) = person(world, access, call) else {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&call.query).finish();
        return login_page(StatusCode::OK, &format!("{}?{query}", address(call)), None);
    };
    consent_page(world, user, &wish, call)
}

/// What the person decided on the consent page.
pub(super) fn decide(world: &World, access: &mut Access, call: &Call, fields: &BTreeMap<String, String>) -> Answer {
    let wish = match read(world, call, fields) {
        Ok(wish) => wish,
        Err(answer) => return *answer,
    };
    let Some(user) = person(world, access, call) else {
        return login_page(StatusCode::UNAUTHORIZED, &address(call), None);
    };
    if fields.get("decision").map(String::as_str) != Some("allow") {
        let description = "The resource owner or authorization server denied the request.";
        return denied(&wish, "access_denied", description);
    }
    let firm = fields.get("firm_id").and_then(|text| text.parse().ok()).map(FirmId);
    let Some(firm) = firm.filter(|firm| user.firms.get(firm) == Some(&Role::Administrator)) else {
        let text = html::error("Seul un administrateur du bureau peut autoriser une application.");
        return Answer::html(StatusCode::FORBIDDEN, html::page("Autorisation", &text));
    };
    let code = access.issue_code(Code {
        user: user.id,
        firm,
        scopes: wish.scopes,
        redirect_uri: wish.redirect_uri.clone(),
        challenge: wish.challenge,
        issued_at: call.now,
    });
    if wish.redirect_uri == OUT_OF_BAND {
        return Answer::redirect(&format!("{}/native?code={code}", address(call))).applied();
    }
    let firm = firm.to_string();
    let mut parameters = vec![("code", code.as_str()), ("authorized_firm_id", &firm)];
    parameters.extend(wish.state.as_deref().map(|state| ("state", state)));
    redirect(&wish.redirect_uri, &parameters).applied()
}

fn person<'a>(world: &'a World, access: &Access, call: &Call) -> Option<&'a User> {
    world.silverfin.users.get(&access.session(cookie(call)?)?)
}

fn address(call: &Call) -> String {
    match call.path_text("firm_id") {
        Some(firm) => format!("/f/{firm}/oauth/authorize"),
        None => "/oauth/authorize".to_owned(),
    }
}

fn read(world: &World, call: &Call, given: &BTreeMap<String, String>) -> Result<Wish, Box<Answer>> {
    let client = &world.silverfin.client;
    let text = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
    if text("client_id") != client.id {
        let page = html::page("Erreur", &html::error("invalid_client: Client authentication failed."));
        return Err(Box::new(Answer::html(StatusCode::UNAUTHORIZED, page)));
    }
    let redirect_uri = text("redirect_uri");
    if !is_registered(client, redirect_uri) {
        let page = html::page("Erreur", &html::error("The requested redirect uri is malformed or not registered."));
        return Err(Box::new(Answer::html(StatusCode::BAD_REQUEST, page)));
    }
    let mut wish = Wish {
        redirect_uri: redirect_uri.to_owned(),
        scopes: text("scope").split_whitespace().map(str::to_owned).collect(),
        state: given.get("state").cloned(),
        challenge: None,
        preselected: super::firm_id(call),
    };
    if text("response_type") != "code" {
        let description = "The authorization server does not support this response type.";
        return Err(Box::new(denied(&wish, "unsupported_response_type", description)));
    }
    if wish.scopes.is_empty() || !wish.scopes.is_subset(&client.scopes) {
        return Err(Box::new(denied(&wish, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")));
    }
    if let Some(challenge) = given.get("code_challenge") {
        let plain = given.get("code_challenge_method").is_none_or(|method| method == "plain");
        wish.challenge = Some(Challenge { plain, text: challenge.clone() });
    }
    Ok(wish)
}

/// Registered word for word, or with another port or path of a loopback address that is registered over http (RFC 8252).
fn is_registered(client: &OauthClient, redirect_uri: &str) -> bool {
    let loopback = |text: &str| {
        let host = Url::parse(text).ok().filter(|url| url.scheme() == "http")?.host()?.to_owned();
        match host {
            Host::Ipv4(address) => address.is_loopback().then_some(IpAddr::V4(address)),
            Host::Ipv6(address) => address.is_loopback().then_some(IpAddr::V6(address)),
            Host::Domain(_) => None,
        }
    };
    client.redirect_uris.contains(redirect_uri)
        || loopback(redirect_uri).is_some_and(|_| client.redirect_uris.iter().any(|known| loopback(known).is_some()))
}

fn denied(wish: &Wish, error: &str, description: &str) -> Answer {
    if wish.redirect_uri == OUT_OF_BAND {
        let page = html::page("Erreur", &html::error(&format!("{error}: {description}")));
        return Answer::html(StatusCode::BAD_REQUEST, page);
    }
    let mut parameters = vec![("error", error), ("error_description", description)];
    parameters.extend(wish.state.as_deref().map(|state| ("state", state)));
    redirect(&wish.redirect_uri, &parameters)
}

fn redirect(redirect_uri: &str, parameters: &[(&str, &str)]) -> Answer {
    match Url::parse(redirect_uri) {
        Ok(mut url) => {
            url.query_pairs_mut().extend_pairs(parameters);
            Answer::redirect(url.as_str())
        }
        Err(_) => Answer::html(StatusCode::BAD_REQUEST, html::page("Erreur", "")),
    }
}

fn consent_page(world: &World, user: &User, wish: &Wish, call: &Call) -> Answer {
    let administered: Vec<FirmId> =
        user.firms.iter().filter(|(_, role)| **role == Role::Administrator).map(|(firm, _)| *firm).collect();
    let mut content =
        String::from("<p>L'application <strong>Passerelle</strong> demande l'accès à votre bureau.</p>\n<ul>\n");
    for scope in &wish.scopes {
        let _ = writeln!(content, "<li>{}</li>", html::escape(scope));
    }
    content.push_str("</ul>\n");
    if administered.is_empty() {
        content.push_str(&html::error("Vous n'êtes administrateur d'aucun bureau."));
    } else {
        content.push_str("<label for=\"firm_id\">Bureau</label>\n<select id=\"firm_id\" name=\"firm_id\">\n");
        for firm in administered.iter().filter_map(|firm| world.firm(*firm)) {
            let selected = if wish.preselected == Some(firm.id) { " selected" } else { "" };
            let name = html::escape(&firm.name);
            let _ = writeln!(content, "<option value=\"{}\"{selected}>{name}</option>", firm.id);
        }
        content.push_str("</select>\n<button name=\"decision\" value=\"allow\">Autoriser</button>\n");
    }
    content.push_str("<button name=\"decision\" value=\"deny\">Refuser</button>\n");
    let form = html::form(&address(call), &call.query, &content);
    Answer::html(StatusCode::OK, html::page("Autorisation", &form))
}
