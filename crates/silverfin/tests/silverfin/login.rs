//! The login from the grant to tokens that are known to work, over the real transport and axum's own reading of forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Form, Multipart, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use passerelle_silverfin::oauth::{ClientCredentials, LoginAttempt, OUT_OF_BAND};
use passerelle_silverfin::{
    CompanyId, FirmId, FolderId, LoginError, OAuthClient, SilverfinAddress, SilverfinApi, SilverfinClient,
};
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Pace, Pacer, ScriptedTransport, SystemClock, Transport};
use rand::SeedableRng;
use rand::rngs::StdRng;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::support;

async fn token(Path(firm): Path<u64>, Form(fields): Form<BTreeMap<String, String>>) -> (StatusCode, Json<Value>) {
    let said = |name: &str| fields.get(name).map(String::as_str);
    if said("client_secret") != Some("s&cret=") {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"})));
    }
    let known = said("code") == Some("good") && said("redirect_uri") == Some(OUT_OF_BAND) && firm == 42;
    if !known || said("code_verifier").is_none_or(|verifier| verifier.len() != 43) {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant", "error_description": "used up"})));
    }
    let tokens = json!({"access_token": "a", "refresh_token": "r", "expires_in": 7200, "scope": "financials:read"});
    (StatusCode::OK, Json(tokens))
}

async fn firm(Path(firm): Path<u64>, headers: HeaderMap) -> (StatusCode, Json<Value>) {
    assert_eq!(headers["authorization"], "Bearer a");
    if firm == 42 {
        (StatusCode::OK, Json(json!({"id": 42, "name": "Office"})))
    } else {
        (StatusCode::FORBIDDEN, Json(json!({"error": "no"})))
    }
}

async fn document(mut form: Multipart) -> (StatusCode, Json<Value>) {
    let mut seen = BTreeMap::new();
    while let Some(part) = form.next_field().await.unwrap() {
        let name = part.name().unwrap().to_owned();
        let file = part.file_name().unwrap_or_default().to_owned();
        seen.insert(name, (file, part.bytes().await.unwrap()));
    }
    assert_eq!(seen["parent_id"].1, "5");
    assert_eq!(seen["name"].1, "Bilan social 2025 – été.pdf");
    assert_eq!(seen["content"], ("Bilan social 2025 – été.pdf".into(), "%PDF\r\n--boundary".into()));
    (StatusCode::CREATED, Json(json!({"id": 6})))
}

async fn silverfin() -> SilverfinAddress {
    let routes = Router::new()
        .route("/silverfin/f/{firm}/oauth/token", post(token))
        .route("/silverfin/api/v4/f/{firm}/user/firm", get(firm))
        .route("/silverfin/api/v4/f/{firm}/companies/{company}/permanent_documents", post(document));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    SilverfinAddress::new(format!("http://127.0.0.1:{port}/silverfin/").parse().unwrap()).unwrap()
}

fn web() -> Arc<dyn Transport> {
    Arc::new(WebTransport::new(WebOptions::default()).unwrap())
}

fn oauth(address: &SilverfinAddress, secret: &str) -> OAuthClient {
    let credentials = ClientCredentials { id: "client".into(), secret: secret.into() };
    OAuthClient::new(address.clone(), credentials, OUT_OF_BAND, web(), Arc::new(SystemClock))
}

fn attempt(address: &SilverfinAddress, firm: Option<u64>) -> LoginAttempt {
    LoginAttempt::begin(address.clone(), OUT_OF_BAND, firm.map(FirmId), &mut StdRng::seed_from_u64(1))
}

#[tokio::test]
async fn a_login_ends_with_the_firm_that_granted_it() {
    let address = silverfin().await;
    let oauth = oauth(&address, "s&cret=\n");
    let attempt = attempt(&address, Some(1));
    let arrived = format!("{address}f/42/oauth/authorize/native?code=good").parse().unwrap();
    let grant = attempt.read_redirect(&arrived).unwrap();
    let login = oauth.complete(&grant, &attempt, None).await.unwrap();
    assert_eq!((login.firm.id, login.firm.name.as_deref()), (FirmId(42), Some("Office")));
    assert_eq!(login.tokens.refresh.expose_secret(), "r");
    assert_eq!(login.tokens.scope.as_deref(), Some("financials:read"));
}

#[tokio::test]
async fn every_way_that_a_login_fails_is_told_apart() {
    let address = silverfin().await;
    let attempt = attempt(&address, None);
    let pasted = |code: &str| attempt.read_pasted(&format!("{address}oauth/authorize/native?code={code}")).unwrap();
    let good = oauth(&address, "s&cret=");
    let missing = good.complete(&pasted("good"), &attempt, None).await.unwrap_err();
    assert!(matches!(missing, LoginError::FirmMissing), "{missing:?}");
    let used = good.complete(&pasted("used"), &attempt, Some(FirmId(42))).await.unwrap_err();
    assert!(matches!(&used, LoginError::InvalidGrant { description } if description == "used up"), "{used:?}");
    let wrong = oauth(&address, "other").complete(&pasted("good"), &attempt, Some(FirmId(42))).await.unwrap_err();
    assert!(matches!(wrong, LoginError::InvalidClient), "{wrong:?}");
    let tokens = good.exchange_code(&"good".into(), &attempt, FirmId(42)).await.unwrap();
    let other = good.granted_firm(&tokens, FirmId(41)).await.unwrap_err();
    assert!(matches!(other, LoginError::FirmNotGranted { firm: FirmId(41) }), "{other:?}");
}

#[tokio::test]
async fn a_garbled_answer_to_the_exchange_shows_no_token() {
    for body in [r#"{"access_token":"top-secret","refresh_token":5}"#, r#"{"access_token":"top-secret""#, "top-secret"]
    {
        let script = Arc::new(ScriptedTransport::answering([(200, body)]));
        let attempt = attempt(&support::address(), None);
        let oauth = support::oauth(script.clone(), &support::clock());
        let error = oauth.exchange_code(&"code-secret".into(), &attempt, FirmId(42)).await.unwrap_err();
        assert!(matches!(error, LoginError::Garbled { .. }));
        assert!(!format!("{error} {error:?}").contains("secret"));
        assert_eq!(script.requests().len(), 1, "a code is good once");
        assert!(script.requests()[0].uri().query().is_none());
    }
}

#[tokio::test]
async fn an_uploaded_document_is_read_by_another_reader_as_it_was_meant() {
    let address = silverfin().await;
    let clock = Arc::new(SystemClock);
    let pacer = Arc::new(Pacer::new(clock.clone(), Pace::default()));
    let client = SilverfinClient::new(address, FirmId(42), web(), pacer, clock, Arc::new(support::Fixed));
    let content = "%PDF\r\n--boundary".into();
    let document = client.upload_document(CompanyId(1), FolderId(5), "Bilan social 2025 – été.pdf", content).await;
    assert_eq!(document.unwrap().0, 6);
}
