//! The login as a person and Doorkeeper make it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passerelle_sandbox::{LogIn, LogInError, Sandbox};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::time::Duration;
use support::*;
use url::Url;

const LOOPBACK: &str = "http://127.0.0.1:49152/callback";

fn person(sandbox: &Sandbox) -> LogIn {
    sandbox.world(|world| LogIn::administrator_of(world, *world.silverfin.firms.keys().next().unwrap()).unwrap())
}

fn parameters(url: &Url) -> BTreeMap<String, String> {
    url.query_pairs().into_owned().collect()
}

#[test]
fn a_person_meets_the_login_then_the_choice_of_the_firm() {
    let sandbox = office();
    let url = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", OOB), ("scope", SCOPES)]);
    let path = url.strip_prefix("http://sandbox.test").unwrap();
    let page = seen(&sandbox, request("GET", path, &[], ""));
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    for text in [">E-mail</label>", ">Mot de passe</label>", ">Se connecter</button>"] {
        assert!(page.text().contains(text), "{text}");
    }
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    let who = person(&sandbox);
    form.append_pair("return_to", path).append_pair("email", &who.email).append_pair("password", &who.password);
    let form_type = ("content-type", "application/x-www-form-urlencoded");
    let landed = seen(&sandbox, request("POST", "/users/sign_in", &[form_type], form.finish()));
    assert_eq!((landed.status, landed.header("location")), (303, path));
    let cookie = landed.header("set-cookie").split(';').next().unwrap();
    let consent = seen(&sandbox, request("GET", path, &[("cookie", cookie)], ""));
    for text in ["Fiduciaire du Canal", "Kantoor De Linde", ">Autoriser</button>", ">Refuser</button>"] {
        assert!(consent.text().contains(text), "{text}");
    }
    assert_strict(&sandbox);
}

#[test]
fn the_redirect_carries_code_firm_and_state() {
    let sandbox = office();
    let firms: Vec<_> = sandbox.world(|world| world.silverfin.firms.keys().copied().collect());
    let asked_for = format!("/f/{}/oauth/authorize", firms[0]);
    let wish = [("redirect_uri", LOOPBACK), ("scope", SCOPES), ("state", "st&te 1")];
    let url = authorize_url(&sandbox, &asked_for, &wish);
    let preselected = sandbox.log_in(&url, &LogIn { firm: None, ..person(&sandbox) }).unwrap();
    assert_eq!(parameters(&preselected)["authorized_firm_id"], firms[0].to_string());
    let other = sandbox.log_in(&url, &LogIn { firm: Some(firms[1]), ..person(&sandbox) }).unwrap();
    assert!(other.as_str().starts_with(LOOPBACK));
    let parameters = parameters(&other);
    assert_eq!(parameters["authorized_firm_id"], firms[1].to_string(), "the granted firm counts");
    assert_eq!(parameters["state"], "st&te 1");
    let code = ("code", parameters["code"].as_str());
    let redirect_uri = ("redirect_uri", LOOPBACK);
    let answer = exchange(&sandbox, firms[0], &[GRANT_CODE, code, redirect_uri]);
    assert_eq!(
        (answer.status, answer.json()["error"].as_str()),
        (400, Some("invalid_grant")),
        "another firm's address"
    );
    assert_strict(&sandbox);
}

#[test]
fn out_of_band_the_code_stands_on_a_page_and_in_its_address() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let wish = [("redirect_uri", OOB), ("scope", SCOPES), ("state", "state")];
    for (path, expected) in [
        ("/oauth/authorize".to_owned(), "/oauth/authorize/native".to_owned()),
        (format!("/f/{firm}/oauth/authorize"), format!("/f/{firm}/oauth/authorize/native")),
    ] {
        let landed = sandbox.log_in(&authorize_url(&sandbox, &path, &wish), &person(&sandbox)).unwrap();
        assert_eq!(landed.path(), expected);
        let parameters = parameters(&landed);
        assert_eq!(parameters.keys().collect::<Vec<_>>(), ["code"], "no state, no firm");
        let page = seen(&sandbox, request("GET", &format!("{expected}?code={}", parameters["code"]), &[], ""));
        assert!(page.text().contains(&parameters["code"]));
        let code = ("code", parameters["code"].as_str());
        assert_eq!(exchange(&sandbox, firm, &[GRANT_CODE, code, ("redirect_uri", OOB)]).status, 200);
    }
    assert_strict(&sandbox);
}

#[test]
fn a_login_can_fail_in_every_way() {
    let sandbox = office();
    let wish = [("redirect_uri", LOOPBACK), ("scope", SCOPES), ("state", "s")];
    let url = authorize_url(&sandbox, "/oauth/authorize", &wish);
    let refused = sandbox.log_in(&url, &person(&sandbox).refusing()).unwrap();
    assert_eq!(parameters(&refused)["error"], "access_denied");
    assert_eq!(parameters(&refused)["state"], "s");
    assert!(!parameters(&refused).contains_key("code"));

    let page = |url: &str, person: &LogIn| match sandbox.log_in(url, person) {
        Err(LogInError::Page { status, text }) => format!("{status} {text}"),
        other => panic!("{other:?}"),
    };
    let wrong = LogIn { password: "wrong".into(), ..person(&sandbox) };
    assert_eq!(page(&url, &wrong), "422 E-mail ou mot de passe incorrect.");
    let oob = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", OOB), ("scope", SCOPES)]);
    assert!(page(&oob, &person(&sandbox).refusing()).starts_with("400 access_denied"));
    for foreign in ["https://elsewhere.test/callback", "http://localhost/callback", "http://192.0.2.1/callback"] {
        let url = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", foreign), ("scope", SCOPES)]);
        assert!(page(&url, &person(&sandbox)).starts_with("400 The requested redirect uri"), "{foreign}");
    }
    let unknown = url.replace("client_id=", "client_id=x");
    assert!(page(&unknown, &person(&sandbox)).starts_with("401 invalid_client"));
    let scope = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", LOOPBACK), ("scope", "everything")]);
    assert!(page(&scope, &person(&sandbox)).contains("error=invalid_scope"));

    let member = sandbox.world(|world| {
        let user = world.silverfin.users.values().find(|user| user.name == "Accueil").unwrap();
        LogIn { email: user.email.clone(), password: user.password.clone(), firm: None, consent: true }
    });
    assert!(page(&url, &member).starts_with("403 Seul un administrateur"));
    assert_strict(&sandbox);
}

#[test]
fn pkce_is_held_to_where_it_was_sent() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest("verifier"));
    let wish = [
        ("redirect_uri", OOB),
        ("scope", SCOPES),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let exchanged = |verifier: &[(&str, &str)]| {
        let landed = sandbox.log_in(&authorize_url(&sandbox, "/oauth/authorize", &wish), &person(&sandbox)).unwrap();
        let code = parameters(&landed)["code"].clone();
        let mut given = vec![GRANT_CODE, ("code", code.as_str()), ("redirect_uri", OOB)];
        given.extend(verifier);
        exchange(&sandbox, firm, &given).status
    };
    assert_eq!(exchanged(&[("code_verifier", "verifier")]), 200);
    assert_eq!(exchanged(&[("code_verifier", "other")]), 400);
    assert_eq!(exchanged(&[]), 400);
    assert_strict(&sandbox);
}

#[test]
fn the_token_endpoint_takes_query_form_and_json_and_wants_the_secret() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let (id, secret) =
        sandbox.world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()));
    let mut tokens = Caller::new(&sandbox, firm).tokens;
    assert_eq!(tokens["expires_in"], 7200);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["created_at"], start().timestamp());
    for manner in ["query", "form", "json"] {
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        let pairs = [GRANT_REFRESH, ("refresh_token", refresh_token), ("client_id", &id), ("client_secret", &secret)];
        let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let uri = format!("/f/{firm}/oauth/token");
        let answer = match manner {
            "query" => seen(&sandbox, request("POST", &format!("{uri}?{text}"), &[], "")),
            "form" => {
                let form_type = ("content-type", "application/x-www-form-urlencoded");
                seen(&sandbox, request("POST", &uri, &[form_type], text))
            }
            _ => exchange(&sandbox, firm, &[GRANT_REFRESH, ("refresh_token", refresh_token)]),
        };
        assert_eq!(answer.status, 200, "{manner}: {}", answer.text());
        tokens = answer.json();
    }
    let uri = format!("/f/{firm}/oauth/token?grant_type=refresh_token&client_id={id}&client_secret=wrong");
    let answer = seen(&sandbox, request("POST", &uri, &[], ""));
    assert_eq!((answer.status, answer.json()["error"].as_str()), (401, Some("invalid_client")));
    assert_eq!(exchange(&sandbox, firm, &[]).json()["error"], "invalid_request");
    assert_eq!(exchange(&sandbox, firm, &[GRANT_REFRESH]).json()["error"], "invalid_request");
    assert_strict(&sandbox);
}

#[test]
fn a_code_is_good_once_for_ten_minutes_and_for_its_redirect_alone() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let url = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", OOB), ("scope", SCOPES)]);
    let code = || parameters(&sandbox.log_in(&url, &person(&sandbox)).unwrap())["code"].clone();
    let exchange = |code: &str, uri: &str| {
        let answer = exchange(&sandbox, firm, &[GRANT_CODE, ("code", code), ("redirect_uri", uri)]);
        (answer.status, answer.json()["error"].as_str().unwrap_or_default().to_owned())
    };
    let invalid = (400, "invalid_grant".to_owned());
    let first = code();
    assert_eq!(exchange(&first, OOB).0, 200);
    assert_eq!(exchange(&first, OOB), invalid);
    assert_eq!(exchange(&code(), LOOPBACK), invalid);
    let late = code();
    sandbox.clock().advance(Duration::from_mins(10));
    assert_eq!(exchange(&late, OOB), invalid);
    assert_strict(&sandbox);
}

#[test]
fn a_refresh_token_lives_until_its_successor_is_first_used() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let old = Caller::new(&sandbox, firm);
    assert_eq!(old.get("/user/firm").status, 200);
    let refresh = |tokens: &serde_json::Value| {
        exchange(&sandbox, firm, &[GRANT_REFRESH, ("refresh_token", tokens["refresh_token"].as_str().unwrap())])
    };
    let lost = refresh(&old.tokens);
    let second = refresh(&old.tokens);
    assert_eq!((lost.status, second.status), (200, 200), "a crash before the first use loses nothing");
    let new = Caller { sandbox: sandbox.clone(), firm, tokens: second.json() };
    assert_eq!(old.get("/user/firm").status, 200);
    assert_eq!(new.get("/user/firm").status, 200);
    assert_eq!(old.get("/user/firm").status, 401);
    let replay = refresh(&old.tokens);
    assert_eq!((replay.status, replay.json()["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(refresh(&new.tokens).status, 200);
    assert_strict(&sandbox);
    let secrets = sandbox.secrets();
    for tokens in [&old.tokens, &new.tokens, &lost.json()] {
        for token in ["access_token", "refresh_token"] {
            assert!(secrets.contains(tokens[token].as_str().unwrap()), "{token} is a secret for ever");
        }
    }
}

#[test]
fn a_revoked_token_opens_nothing() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let caller = Caller::new(&sandbox, firm);
    let (id, secret) =
        sandbox.world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()));
    let revoke = |secret: &str| {
        let token = caller.tokens["refresh_token"].as_str().unwrap();
        let pairs = [("token", token), ("client_id", &id), ("client_secret", secret)];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let form_type = ("content-type", "application/x-www-form-urlencoded");
        seen(&sandbox, request("POST", &format!("/f/{firm}/oauth/revoke"), &[form_type], body)).status
    };
    assert_eq!(revoke("wrong"), 403);
    assert_eq!(caller.get("/user/firm").status, 200);
    assert_eq!(revoke(&secret), 200);
    let refused = caller.get("/user/firm");
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").contains(r#"error="invalid_token""#));
    assert_strict(&sandbox);
}
