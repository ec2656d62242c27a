//! Every operation once more, this time from the address to the answer: both must be as the contract has them.

use bytes::Bytes;
use http::{Method, Request, Response};
use serde_json::{Value, json};

use super::ONE;
use crate::world::World;
use crate::{Options, Outcome, Sandbox};

struct Caller {
    sandbox: Sandbox,
    credential: String,
}

impl Caller {
    fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Response<Bytes> {
        let mut request = Request::builder().method(method).uri(format!("/finbox/v1{path}"));
        if !self.credential.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.credential));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Bytes::new, |body| body.to_string().into());
        match self.sandbox.handle(request.body(body).unwrap()) {
            Outcome::Answer(response) => response,
            _ => panic!("no fault was set"),
        }
    }

    fn get(&self, path: &str) -> Response<Bytes> {
        self.send(Method::GET, path, &[], None)
    }
}

fn read(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).unwrap()
}

#[test]
fn every_operation_answers_as_its_contract_says() {
    let now = "2026-02-10T09:00:00Z".parse().unwrap();
    let world = World::office(1, now);
    let key = world.finbox.administrator_key.clone();
    let sandbox = Sandbox::new(world, &Options::standing(now)).unwrap();
    let mut caller = Caller { sandbox, credential: key };
    assert_eq!(read(&caller.get("/external-connection"))["status"], "inactive");
    let wrong = Some(json!({"start_date": "2026-02-09"}));
    assert_eq!(caller.send(Method::PUT, "/external-connection", &[], wrong).status(), 422);
    let today = Some(json!({"start_date": "2026-02-10"}));
    let active = caller.send(Method::PUT, "/external-connection", &[], today.clone());
    assert_eq!(active.status(), 201);
    assert_eq!(caller.send(Method::PUT, "/external-connection", &[], today).status(), 200);
    let id = read(&active)["pairing_id"].as_str().unwrap().to_owned();

    caller.credential.clear();
    let agent = Some(json!({"agent_id": ONE, "agent_name": "DESK-1"}));
    let wrong = caller.send(Method::POST, "/pairings/0000-0000-0000-0001/validation", &[], agent.clone());
    assert_eq!(wrong.status(), 404);
    let paired = caller.send(Method::POST, &format!("/pairings/{id}/validation"), &[], agent);
    caller.credential = read(&paired)["agent_credential"].as_str().unwrap().to_owned();
    assert_eq!(caller.get("/environment").status(), 200);

    let firm = Some(json!({"firm_id": 7, "firm_name": "Fiduciaire du Canal"}));
    let added = caller.send(Method::POST, "/silverfin-connections", &[], firm.clone());
    assert_eq!(added.status(), 201);
    assert_eq!(caller.send(Method::POST, "/silverfin-connections", &[], firm).status(), 200);
    let connection = format!("/silverfin-connections/{}", read(&added)["id"].as_str().unwrap());
    let lease = Some(json!({"agent_id": ONE, "ttl_seconds": 300}));
    assert_eq!(caller.send(Method::PUT, &format!("{connection}/lease"), &[], lease).status(), 200);
    assert_eq!(read(&caller.get("/silverfin-connections"))[0]["lease"]["agent_name"], "DESK-1");
    let release = format!("{connection}/lease?agent_id={ONE}");
    assert_eq!(caller.send(Method::DELETE, &release, &[], None).status(), 204);
    assert_eq!(caller.send(Method::DELETE, &connection, &[], None).status(), 204);

    caller.sandbox.change(World::publish_first_sheets);
    let dossiers = read(&caller.get("/dossiers?limit=10"));
    let next = dossiers["next_cursor"].as_str().unwrap();
    assert_eq!(read(&caller.get(&format!("/dossiers?cursor={next}")))["next_cursor"], Value::Null);
    let feed = caller.get("/social-balances");
    let tag = feed.headers()["etag"].to_str().unwrap();
    let same = caller.send(Method::GET, "/social-balances", &[("if-none-match", tag)], None);
    assert_eq!(same.status(), 304);
    for entry in read(&feed)["items"].as_array().unwrap() {
        let path = format!("/social-balances/{}/content", entry["id"].as_str().unwrap());
        for content in entry["contents"].as_array().unwrap() {
            let accept = content["media_type"].as_str().unwrap();
            let got = caller.send(Method::GET, &path, &[("accept", accept)], None);
            assert_eq!(
                (got.status().as_u16(), got.body().len()),
                (200, usize::try_from(content["bytes"].as_u64().unwrap()).unwrap())
            );
        }
        assert_eq!(caller.send(Method::GET, &path, &[("accept", "text/csv")], None).status(), 406);
        let path = path.replace("/content", "/acknowledgement");
        let delivered = Some(json!({"firm_id": 7, "company_id": 8, "delivered_at": "2026-02-10T09:00:00Z"}));
        assert_eq!(caller.send(Method::PUT, &path, &[], delivered).status(), 204);
    }
    let unknown = "/social-balances/00000000-0000-4000-8000-000000000000/content";
    assert_eq!(caller.get(unknown).status(), 404);

    caller.credential = caller.sandbox.world(|world| world.finbox.administrator_key.clone());
    assert_eq!(caller.send(Method::DELETE, "/external-connection", &[], None).status(), 204);
    let audit = caller.sandbox.audit();
    assert_eq!(audit.mistakes, Vec::new());
    assert_eq!(audit.violations, Vec::new());
    let asked: std::collections::BTreeSet<_> =
        caller.sandbox.ledger().entries().iter().filter_map(|entry| entry.operation.clone()).collect();
    assert_eq!(asked.len(), 14, "{asked:?}");
}
