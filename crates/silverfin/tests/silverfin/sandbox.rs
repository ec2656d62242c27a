//! The login and the API over a real socket against the sandbox, which holds every request to the contract.

use std::sync::Arc;

use passerelle_sandbox::world::{Place, World};
use passerelle_sandbox::{LogIn, Options, Running, Sandbox, SandboxClock};
use passerelle_silverfin::oauth::{ClientCredentials, LoginAttempt, OUT_OF_BAND};
use passerelle_silverfin::{
    CompanyId, CustomProperty, FirmId, FolderId, LoginError, OAuthClient, PeriodId, PropertyAddress, PropertyValue,
    ReconciliationId, SCOPES_WITH_DOCUMENTS, Session, SilverfinAddress, SilverfinApi, SilverfinClient, SilverfinError,
};
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Clock, ManualClock, Pace, Pacer, Transport};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::support::Store;

struct Silverfin {
    running: Running,
    clock: ManualClock,
    transport: Arc<dyn Transport>,
    address: SilverfinAddress,
    place: Place,
}

async fn silverfin() -> Silverfin {
    let clock = ManualClock::jumping("2026-03-02T10:00:00Z".parse().unwrap());
    let shared = clock.clone();
    let options = Options::with_clock(SandboxClock::following(move || shared.now()));
    let world = World::plain(1, 3, clock.now());
    let place = world.planned()[0].place.unwrap();
    let running = Sandbox::start(world, options).await.unwrap();
    let address = SilverfinAddress::new(running.silverfin_url.parse().unwrap()).unwrap();
    Silverfin { running, clock, transport: Arc::new(WebTransport::new(WebOptions::default()).unwrap()), address, place }
}

impl Silverfin {
    fn oauth(&self, redirect_uri: &str) -> OAuthClient {
        let (id, secret) = self
            .running
            .sandbox
            .world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()));
        let credentials = ClientCredentials { id, secret: secret.into() };
        let clock = Arc::new(self.clock.clone());
        OAuthClient::new(self.address.clone(), credentials, redirect_uri, self.transport.clone(), clock)
    }

    fn attempt(&self, redirect_uri: &str, firm: Option<FirmId>) -> LoginAttempt {
        LoginAttempt::begin(self.address.clone(), redirect_uri, firm, &mut StdRng::seed_from_u64(3))
    }

    fn person(&self) -> LogIn {
        self.running.sandbox.world(|world| LogIn::administrator_of(world, self.place.firm)).unwrap()
    }

    fn firm(&self) -> FirmId {
        FirmId(self.place.firm.0)
    }

    fn authorize_url(&self, attempt: &LoginAttempt) -> String {
        let id = self.running.sandbox.world(|world| world.silverfin.client.id.clone());
        attempt.authorize_url(&id, SCOPES_WITH_DOCUMENTS).to_string()
    }

    async fn client(&self) -> (SilverfinClient, Arc<Store>) {
        let attempt = self.attempt(OUT_OF_BAND, None);
        let arrived = self.running.sandbox.log_in(&self.authorize_url(&attempt), &self.person()).unwrap();
        let grant = attempt.read_redirect(&arrived).unwrap();
        let oauth = self.oauth(OUT_OF_BAND);
        let login = oauth.complete(&grant, &attempt, Some(self.firm())).await.unwrap();
        let store = Arc::new(Store::default());
        *store.kept.lock().unwrap() = Some(login.tokens);
        let clock: Arc<dyn Clock> = Arc::new(self.clock.clone());
        let session = Session::new(login.firm.id, oauth, store.clone(), Arc::clone(&clock));
        let pacer = Arc::new(Pacer::new(Arc::clone(&clock), Pace::default()));
        let transport = self.transport.clone();
        let client =
            SilverfinClient::new(self.address.clone(), login.firm.id, transport, pacer, clock, Arc::new(session));
        (client, store)
    }
}

fn property(key: &str, value: Option<&str>) -> CustomProperty {
    CustomProperty {
        address: PropertyAddress { namespace: "social_balance_integration".into(), key: key.into() },
        value: value.map(|text| PropertyValue::Text(text.into())),
    }
}

#[tokio::test]
async fn a_login_by_redirect_names_its_firm_and_a_refusal_is_one() {
    let silverfin = silverfin().await;
    let redirect_uri = silverfin.running.sandbox.world(|world| {
        world.silverfin.client.redirect_uris.iter().find(|uri| uri.as_str() != OUT_OF_BAND).cloned().unwrap()
    });
    let attempt = silverfin.attempt(&redirect_uri, Some(silverfin.firm()));
    let url = silverfin.authorize_url(&attempt);
    let grant = attempt.read_redirect(&silverfin.running.sandbox.log_in(&url, &silverfin.person()).unwrap()).unwrap();
    assert_eq!(grant.firm, Some(silverfin.firm()));
    let login = silverfin.oauth(&redirect_uri).complete(&grant, &attempt, None).await.unwrap();
    assert_eq!(login.firm.id, silverfin.firm());
    assert_eq!(login.tokens.grants("financials:write"), Some(true));
    let again = silverfin.oauth(&redirect_uri).complete(&grant, &attempt, None).await;
    assert!(matches!(again, Err(LoginError::InvalidGrant { .. })), "{again:?}");
    let refused = silverfin.running.sandbox.log_in(&url, &silverfin.person().refusing()).unwrap();
    assert!(matches!(attempt.read_redirect(&refused), Err(LoginError::Denied)));
}

#[tokio::test]
async fn a_whole_delivery_keeps_to_the_contract() {
    let silverfin = silverfin().await;
    let (client, store) = silverfin.client().await;
    assert_eq!(client.firm().await.unwrap().id, silverfin.firm());
    client.user().await.unwrap();
    assert_eq!(client.companies().await.unwrap().len(), 3);
    let company = CompanyId(silverfin.place.company.0);
    client.company(company).await.unwrap();
    let period = PeriodId(silverfin.place.period.0);
    assert!(client.periods(company).await.unwrap().iter().any(|known| known.id == period && known.is_year_end()));
    let template = ReconciliationId(silverfin.place.reconciliation.0);
    let mut found = false;
    for workflow in client.workflows(company, period).await.unwrap() {
        client.workflow_status(company, period, workflow.id).await.unwrap();
        let templates = client.reconciliations(company, period, workflow.id).await.unwrap();
        found |= templates.iter().any(|known| known.id == template);
    }
    assert!(found);
    assert!(!client.templates().await.unwrap().is_empty());

    silverfin.clock.advance(std::time::Duration::from_hours(3));
    let before = store.kept();
    let values = [property("code_1003", Some("16.7")), property("code_1001", Some("12"))];
    client.write_custom_properties(company, period, template, &values).await.unwrap();
    assert_ne!(store.kept(), before, "the login was renewed on the way");
    client.write_custom_properties(company, period, template, &[property("code_1001", None)]).await.unwrap();
    let standing = client.custom_properties(company, period, template).await.unwrap();
    assert_eq!(standing.iter().filter(|known| known.address == values[0].address).count(), 1);
    assert!(standing.contains(&values[0]) && !standing.iter().any(|known| known.address == values[1].address));

    let folder = client.create_folder(company, FolderId(0), "Bilan social").await.unwrap();
    let twice = client.create_folder(company, FolderId(0), "Bilan social").await;
    assert!(matches!(twice, Err(SilverfinError::Refused { status: 422, .. })), "{twice:?}");
    let document = client.upload_document(company, folder, "2025.pdf", "%PDF-1.7".into()).await.unwrap();
    let root = client.folder(company, FolderId(0)).await.unwrap();
    assert_eq!(root.folders, [(folder, "Bilan social".to_owned())]);
    assert_eq!(client.folder(company, folder).await.unwrap().documents, [(document, "2025.pdf".to_owned())]);
    assert_eq!(silverfin.running.sandbox.violations(), []);
}

#[tokio::test]
async fn a_locked_period_is_recognised_in_both_of_its_words() {
    use passerelle_sandbox::world::Lock;
    let silverfin = silverfin().await;
    let (client, _) = silverfin.client().await;
    let place = silverfin.place;
    for lock in [Lock::Unprocessable, Lock::Forbidden] {
        silverfin.running.sandbox.change(|world, _| world.set_lock(place.firm, place.company, place.period, lock));
        let (company, period) = (CompanyId(place.company.0), PeriodId(place.period.0));
        let values = [property("code_1003", Some("1"))];
        let refused =
            client.write_custom_properties(company, period, ReconciliationId(place.reconciliation.0), &values).await;
        assert!(matches!(refused, Err(SilverfinError::Locked { .. })), "{lock:?}: {refused:?}");
    }
}

#[tokio::test]
async fn a_revoked_login_has_lapsed() {
    let silverfin = silverfin().await;
    let (client, _) = silverfin.client().await;
    silverfin.running.sandbox.revoke_tokens();
    assert!(matches!(client.companies().await, Err(SilverfinError::LoginLapsed)));
}
