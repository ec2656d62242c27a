//! From nothing to figures in Silverfin, with the real command against both services.

use std::collections::BTreeMap;

use passerelle_sandbox::world::{DossierKind, FirmId, World};
use passerelle_sandbox::{FaultKind, FaultRule, LogIn, Options, Running, Sandbox, Service, Times};
use serde_json::{Value, json};

use crate::command::Office;

/// Both services, and an office whose settings point at them.
struct Flow {
    office: Office,
    running: Running,
    _runtime: tokio::runtime::Runtime,
}

impl Flow {
    fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let options = Options::system();
        let world = World::office(1, options.clock.now());
        let running = runtime.block_on(Sandbox::start(world, options)).unwrap();
        let flow = Self { office: Office::new(), running, _runtime: runtime };
        let (client, key, secret) = flow.running.sandbox.world(|world| {
            let client = &world.silverfin.client;
            (client.id.clone(), world.finbox.administrator_key.clone(), client.secret.clone())
        });
        for (setting, value) in [
            ("finbox.url", &flow.running.finbox_url),
            ("silverfin.url", &flow.running.silverfin_url),
            ("silverfin.client_id", &client),
        ] {
            assert_eq!(flow.office.run(&["settings", "set", setting, value]).status, 0);
        }
        for (name, value) in [("finbox.access_key", key), ("silverfin.client_secret", secret)] {
            assert_eq!(flow.office.run_with_input(&["secret", "set", name], &value).status, 0);
        }
        flow
    }

    fn connected() -> Self {
        let flow = Self::new();
        let (status, activated) = flow.office.json(&["connection", "activate"]);
        assert_eq!(status, 0, "{activated}");
        let (status, paired) = flow.office.json(&["connection", "pair", activated["pairing_id"].as_str().unwrap()]);
        assert_eq!((status, &paired["environment"]["name"]), (0, &"Fiduciaire du Canal".into()), "{paired}");
        for firm in flow.running.sandbox.world(|world| world.silverfin.firms.keys().copied().collect::<Vec<_>>()) {
            let redirect = flow.log_in(firm);
            let (status, completed) = flow.office.json(&["connection", "complete", "--redirect", &redirect]);
            assert_eq!((status, &completed["firm"]["id"]), (0, &json!(firm.0)), "{completed}");
        }
        flow.running.sandbox.change(World::publish_first_sheets);
        flow
    }

    /// The sandbox plays the person; gives the address that the browser ends at.
    fn log_in(&self, firm: FirmId) -> String {
        let said = self.office.run(&["connection", "authorize-url", "--firm", &firm.to_string()]);
        assert_eq!(said.status, 0, "{}", said.errors);
        let person = self.running.sandbox.world(|world| LogIn::administrator_of(world, firm)).unwrap();
        self.running.sandbox.log_in(said.output.trim(), &person).unwrap().to_string()
    }

    fn name_of(&self, kind: DossierKind) -> String {
        self.running.sandbox.world(|world| world.planned_as(kind).unwrap().name.clone())
    }

    fn states(&self) -> BTreeMap<String, String> {
        let (_, document) = self.office.json(&["dossiers"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        document["dossiers"].as_array().unwrap().iter().map(|row| (text(&row["name"]), text(&row["state"]))).collect()
    }

    fn state_of(&self, kind: DossierKind) -> String {
        self.states().get(&self.name_of(kind)).cloned().unwrap_or_default()
    }

    fn is_clean(&self) {
        let audit = self.running.sandbox.audit();
        assert!(audit.violations.is_empty(), "{:?}", audit.violations);
        assert!(audit.mistakes.is_empty(), "{:?}", audit.mistakes);
        assert!(audit.overwritten_persons_edits.is_empty(), "{:?}", audit.overwritten_persons_edits);
        assert!(audit.repeated_writes.is_empty(), "{:?}", audit.repeated_writes);
    }
}

#[test]
fn each_step_says_which_step_is_missing() {
    let flow = Flow::new();
    let office = &flow.office;
    let (status, document) = office.json(&["sync"]);
    assert_eq!((status, &document["error"]["code"]), (3, &"not_active".into()));
    let (status, document) = office.json(&["connection", "activate", "--start-date", "2020-01-01"]);
    assert_eq!((status, &document["error"]["code"]), (3, &"start_date_not_today".into()));
    let (status, document) = office.json(&["connection", "pair", "SZKN-MQ47-RYTK-2C53"]);
    assert_eq!((status, &document["error"]["code"]), (3, &"pairing_mistyped".into()), "{document}");
    let (_, activated) = office.json(&["connection", "activate"]);
    let (status, document) = office.json(&["connection", "status"]);
    assert_eq!((status, &document["next"]), (3, &"passerelle connection pair ID".into()));
    office.json(&["connection", "pair", activated["pairing_id"].as_str().unwrap()]);
    let (status, document) = office.json(&["connection", "status"]);
    assert_eq!((status, &document["next"]), (3, &"passerelle connection authorize-url".into()));
    let (status, document) = office.json(&["connection", "complete", "--code", "abc"]);
    assert_eq!((status, &document["error"]["code"]), (3, &"no_login_begun".into()), "{document}");
    let (status, _) = office.json(&["doctor"]);
    assert_eq!(status, 3);
    flow.is_clean();
}

#[test]
fn sheets_stand_in_silverfin_and_what_does_not_says_why() {
    let flow = Flow::connected();
    let (status, dry) = flow.office.json(&["sync", "--dry-run"]);
    assert_eq!(status, 0, "{dry}");
    assert!(dry["planned"].as_array().unwrap().len() > 20);
    let writes = |flow: &Flow| flow.running.sandbox.ledger().writes_per_company().len();
    assert_eq!(writes(&flow), 0, "a dry run writes nothing in Silverfin");
    assert!(flow.states().is_empty(), "a dry run writes nothing here");

    let (status, report) = flow.office.json(&["sync"]);
    assert_eq!((status, &report["outcome"]), (3, &"waits_for_person".into()));
    assert!(report["delivered"].as_array().unwrap().len() >= 30, "{report}");
    assert!(writes(&flow) >= 30);
    assert_eq!(flow.state_of(DossierKind::TenDigits), "delivered");
    assert_eq!(flow.state_of(DossierKind::WorkflowMissing), "waiting_workflow");
    assert_eq!(flow.state_of(DossierKind::LockedSilent), "refused");

    let said = flow.office.run(&["dossiers", "--waiting"]);
    assert!(said.output.contains("passerelle dossier link"), "{}", said.output);
    assert!(!said.output.contains(&flow.name_of(DossierKind::TenDigits)));
    assert_eq!(flow.office.run(&["status"]).status, 3);
    let csv = flow.office.run(&["activity", "--csv", "--limit", "500"]).output;
    assert!(csv.starts_with("at,run,night,dossier_id,dossier,sheet,firm,kind,text\n"), "{csv}");
    assert!(csv.lines().count() > 50);
    flow.is_clean();
}

#[test]
fn a_dossier_is_linked_by_the_accountants_word() {
    let flow = Flow::connected();
    flow.office.run(&["sync"]);
    assert_eq!(flow.state_of(DossierKind::NumberTwice), "unmatched");
    let name = flow.name_of(DossierKind::NumberTwice);
    let (_, document) = flow.office.json(&["dossier", "candidates", &name]);
    assert_eq!(document["candidates"].as_array().unwrap().len(), 2, "{document}");
    let other = flow.running.sandbox.world(|world| world.planned_as(DossierKind::TenDigits).unwrap().company.0);
    let (status, document) = flow.office.json(&["dossier", "link", &name, &other.to_string()]);
    assert_eq!((status, &document["error"]["code"]), (2, &"other_enterprise".into()), "{document}");
    let company = flow.running.sandbox.world(|world| world.planned_as(DossierKind::NumberTwice).unwrap().company.0);
    let (status, document) = flow.office.json(&["dossier", "link", &name, &company.to_string()]);
    assert_eq!((status, &document["link"]["company"]), (0, &json!(company)), "{document}");
    flow.office.run(&["sync"]);
    assert_eq!(flow.state_of(DossierKind::NumberTwice), "delivered");
    flow.is_clean();
}

#[test]
fn a_review_needs_a_word_for_every_rubric() {
    let flow = Flow::connected();
    flow.office.run(&["sync"]);
    let name = flow.name_of(DossierKind::FiguresEdited);
    let (status, document) = flow.office.json(&["review", "show", &name]);
    assert_eq!(status, 3);
    let conflicts = document["reviews"][0]["conflicts"].as_array().unwrap();
    assert!(conflicts.len() >= 2, "{document}");
    let first = conflicts[0]["code"].as_str().unwrap();
    let (status, document) = flow.office.json(&["review", "send", &name, "--take", first]);
    assert_eq!((status, &document["error"]["code"]), (2, &"undecided".into()), "{document}");
    let (status, document) = flow.office.json(&["review", "send", &name, "--take", "58132"]);
    assert_eq!((status, &document["error"]["code"]), (2, &"rubric_not_in_question".into()), "{document}");
    let said = flow.office.run(&["review", "send", &name, "--keep", "all"]);
    assert_eq!(said.status, 3, "others wait still: {}", said.errors);
    assert_eq!(flow.state_of(DossierKind::FiguresEdited), "delivered");
    let (_, document) = flow.office.json(&["review", "show"]);
    assert!(document["reviews"].as_array().unwrap().iter().all(|review| review["dossier_name"] != name.as_str()));
    flow.is_clean();
}

#[test]
fn a_service_out_of_order_is_tried_again_and_says_so() {
    let flow = Flow::connected();
    let out_of_order = FaultKind::Status { status: 503, retry_after: None, applied: false };
    flow.running.sandbox.add_fault(FaultRule::service(Service::Silverfin, Times::Always, out_of_order));
    let (status, document) = flow.office.json(&["sync"]);
    assert!(matches!(status, 3 | 4), "{status} {document}");
    assert!(
        document["under_way"]["retry_at"].as_u64().unwrap() > 40 && document["next_retry"].is_string(),
        "{document}"
    );
    flow.running.sandbox.clear_faults();
    flow.office.run(&["retry", "--all"]);
    let said = flow.office.run(&["sync"]);
    assert_eq!(said.status, 3, "{}", said.errors);
    assert_eq!(flow.state_of(DossierKind::TenDigits), "delivered");
    flow.is_clean();
}

#[test]
fn a_deactivation_needs_a_word_and_ends_everything() {
    let flow = Flow::connected();
    let (status, document) = flow.office.json(&["connection", "deactivate"]);
    assert_eq!((status, &document["error"]["code"]), (2, &"not_confirmed".into()));
    let (status, document) = flow.office.json(&["connection", "deactivate", "--yes"]);
    assert_eq!((status, &document["deactivated"]), (0, &true.into()), "{document}");
    let (status, document) = flow.office.json(&["sync"]);
    assert_eq!((status, &document["error"]["code"]), (3, &"not_active".into()), "{document}");
    flow.is_clean();
}

#[test]
fn diagnostics_name_nobody_and_hold_no_secret() {
    let flow = Flow::connected();
    flow.office.run(&["sync"]);
    let file = flow.office.folder().join("diagnostics.zip").display().to_string();
    let (status, document) = flow.office.json(&["diagnostics", "--output", &file]);
    assert_eq!(status, 0, "{document}");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    let mut everything = String::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        assert!(entry.name().starts_with("passerelle-diagnostics-"), "{}", entry.name());
        std::io::Read::read_to_string(&mut entry, &mut everything).unwrap();
    }
    assert!(everything.contains("dossier-1") && everything.contains("waiting_workflow"));
    let vault = std::fs::read_to_string(flow.office.home().join("vault.json")).unwrap();
    let vault: Value = serde_json::from_str(&vault).unwrap();
    let mut forbidden = Vec::new();
    texts(&vault, &mut forbidden);
    flow.running.sandbox.world(|world| {
        for planned in world.planned() {
            forbidden.push(planned.name.clone());
            if let Some(sheet) = &planned.sheet {
                forbidden.push(sheet.enterprise_number.digits());
                forbidden.push(sheet.enterprise_number.to_string());
            }
        }
        forbidden.extend(world.silverfin.firms.values().map(|firm| firm.name.clone()));
    });
    forbidden.push(flow.office.home().display().to_string());
    for text in forbidden.iter().filter(|text| text.len() > 8) {
        assert!(!everything.contains(text.as_str()), "{text}");
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// A running service, gone at the end of the test whatever happens.
#[cfg(unix)]
struct NightlyService {
    child: std::process::Child,
    events: std::sync::mpsc::Receiver<Value>,
}

#[cfg(unix)]
impl NightlyService {
    fn start(office: &Office) -> Self {
        use std::io::BufRead;
        use std::process::Stdio;
        let mut command = office.command(&["agent", "--now", "--json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = child.stdout.take().unwrap();
        let (sender, events) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in std::io::BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        Self { child, events }
    }

    /// The next event of this kind.
    fn event(&self, kind: &str) -> Value {
        loop {
            let event = self.events.recv_timeout(std::time::Duration::from_mins(1)).expect("an event in time");
            if event["event"] == kind {
                return event;
            }
        }
    }
}

#[cfg(unix)]
impl Drop for NightlyService {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[cfg(unix)]
#[test]
fn the_nightly_service_stops_cleanly_when_it_is_told_to() {
    let flow = Flow::connected();
    let mut service = NightlyService::start(&flow.office);
    let synced = service.event("notice");
    assert!(synced["notice"]["title"].is_string(), "{synced}");
    assert_eq!(flow.office.run(&["agent"]).status, 1, "only one service in one home");
    let stopped = std::process::Command::new("kill").arg(service.child.id().to_string()).status().unwrap();
    assert!(stopped.success());
    let last = service.event("exit");
    assert_eq!(last["exit"]["clean"], true, "{last}");
    assert_eq!(service.child.wait().unwrap().code(), Some(0));
    flow.is_clean();
}

#[test]
fn the_demo_ends_with_nothing_wrong() {
    let office = Office::new();
    let (status, document) = office.json(&["demo", "--seed", "3"]);
    assert_eq!(status, 0, "{}", document["verdict"]);
    assert!(document["first_night"]["delivered"].as_array().unwrap().len() > 30);
    assert!(document["verdict"]["figures_right"].as_u64().unwrap() > 2000);
    assert!(!document["verdict"]["figures_kept"].as_array().unwrap().is_empty());
    assert!(!office.home().exists(), "the demo leaves nothing behind");
}
