mod connection;
mod contract;
mod dossiers;
mod feed;
mod firms;
mod pairing;
mod sheets;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::answer;
use crate::server::{Answer, Call, CallBody};
use crate::world::{Content, DossierId, MediaType, SheetId, World};

const ONE: &str = "7d4f7b3e-1111-4222-8333-444455556666";
const TWO: &str = "8e5f7b3e-1111-4222-8333-444455556666";

/// A Finbox and the instant at which the next request comes.
struct Desk {
    world: World,
    now: DateTime<Utc>,
}

/// A request to be sent.
#[derive(Clone)]
struct Ask(Call);

fn ask(operation: &str) -> Ask {
    Ask(Call {
        operation: operation.into(),
        path: BTreeMap::new(),
        query: BTreeMap::new(),
        headers: HeaderMap::new(),
        body: CallBody::None,
        now: DateTime::UNIX_EPOCH,
        sequence: 1,
    })
}

impl Ask {
    fn with(mut self, credential: &str) -> Self {
        self = self.header("authorization", &format!("Bearer {credential}"));
        self
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().unwrap();
        self.0.headers.insert(name, HeaderValue::from_str(value).unwrap());
        self
    }

    #[allow(clippy::needless_pass_by_value, reason = "calls read better without ampersands")]
    fn path(mut self, name: &str, value: impl ToString) -> Self {
        self.0.path.insert(name.into(), value.to_string());
        self
    }

    #[allow(clippy::needless_pass_by_value, reason = "calls read better without ampersands")]
    fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.0.query.insert(name.into(), value.to_string());
        self
    }

    fn body(mut self, body: Value) -> Self {
        self.0.body = CallBody::Json(body);
        self
    }
}

fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

/// Status and code of a refusal.
fn problem(answer: &Answer) -> String {
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let body = read(answer);
    assert_eq!(body["status"], answer.status.as_u16());
    let code = body["type"].as_str().unwrap().strip_prefix("urn:finbox:problem:").unwrap();
    format!("{} {code}", answer.status.as_u16())
}

impl Desk {
    fn new() -> Self {
        Self { world: World::empty(1), now: "2026-02-10T09:00:00Z".parse().unwrap() }
    }

    fn send(&mut self, ask: Ask) -> Answer {
        let Ask(mut call) = ask;
        call.now = self.now;
        answer(&mut self.world, &call)
    }

    fn administrator(&mut self, ask: Ask) -> Answer {
        let key = self.world.finbox.administrator_key.clone();
        self.send(ask.with(&key))
    }

    fn activate(&mut self, start_date: &str) -> Answer {
        self.administrator(ask("activateExternalConnection").body(json!({"start_date": start_date})))
    }

    fn pair(&mut self, id: &str, agent: &str) -> Answer {
        let body = json!({"agent_id": agent, "agent_name": format!("DESK-{}", &agent[..1])});
        self.send(ask("validatePairing").path("pairing_id", id).body(body))
    }

    /// Activated, with one agent, whose credential is given.
    fn paired() -> (Self, String) {
        let mut desk = Self::new();
        let id = read(&desk.activate("2026-02-10"))["pairing_id"].as_str().unwrap().to_owned();
        let credential = desk.credential(&id, ONE);
        (desk, credential)
    }

    fn credential(&mut self, id: &str, agent: &str) -> String {
        read(&self.pair(id, agent))["agent_credential"].as_str().unwrap().to_owned()
    }

    fn dossier(&mut self, name: &str) -> DossierId {
        self.world.add_dossier(name, Some("0199000151"))
    }

    fn sheet(&mut self, dossier: DossierId) -> SheetId {
        use crate::world::sheets::{Staffing, fictitious_number, sheet};
        use passerelle_social_balance::{FinancialYear, Model};
        let year = FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap();
        let sheet = sheet(&mut self.world.random, fictitious_number(1), year, Model::Micro, 4, Staffing::Usual);
        self.world.make_sheet(dossier, sheet, self.now)
    }

    fn later(&mut self, time: TimeDelta) {
        self.now += time;
    }
}

fn ids(answer: &Answer) -> Vec<String> {
    let body = read(answer);
    body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}
