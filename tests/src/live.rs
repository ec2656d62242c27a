use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use passerelle_agent::merge::MarkerState;
use passerelle_sandbox::world::{DossierId, World};
use passerelle_sandbox::{LogIn, Options, Running, Sandbox, Secrets};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{Client, Program, kept_secrets};

/// Both services behind a real port, and one home of the real program that is to be connected with them.
pub struct LiveOffice {
    /// Both services.
    pub running: Running,
    /// The program.
    pub program: Program,
    _runtime: Runtime,
}

/// Whatever was left behind is searched for everything that opens something in these services, and for what the vault holds.
impl Drop for LiveOffice {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let leaks = self.leaks();
            assert!(leaks.is_empty(), "secrets were left behind: {leaks:#?}");
        }
    }
}

/// How the sheets of an office stand by the program's own account, by dossier.
pub type States = BTreeMap<DossierId, String>;

impl LiveOffice {
    /// Both services with this world in them, on the computer's own clock; every request takes so long.
    pub fn start(world: impl FnOnce(chrono::DateTime<chrono::Utc>) -> World, latency: Duration, home: &Path) -> Self {
        Self::start_with(world, latency, Program::with_home(home))
    }

    /// The same with this program.
    pub fn start_with(
        world: impl FnOnce(chrono::DateTime<chrono::Utc>) -> World,
        latency: Duration,
        program: Program,
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let options = Options { latency, ..Options::system() };
        let world = world(options.clock.now());
        let running = runtime.block_on(Sandbox::start(world, options)).unwrap();
        Self { running, program, _runtime: runtime }
    }

    /// The settings, the secrets and the guide's three steps, each by the command for it.
    pub fn connect(&self) {
        let (client, key, secret) = self.running.sandbox.world(|world| {
            let client = &world.silverfin.client;
            (client.id.clone(), world.finbox.administrator_key.clone(), client.secret.clone())
        });
        for (setting, value) in [
            ("finbox.url", &self.running.finbox_url),
            ("silverfin.url", &self.running.silverfin_url),
            ("silverfin.client_id", &client),
            ("agent.name", &"bureau-1".to_owned()),
        ] {
            self.done(&["settings", "set", setting, value]);
        }
        for (name, value) in [("finbox.access_key", key), ("silverfin.client_secret", secret)] {
            let said = self.program.run_with_input(&["secret", "set", name], &value);
            assert_eq!(said.status, Some(0), "{said:?}");
        }
        let activated = self.done(&["connection", "activate"]);
        self.done(&["connection", "pair", activated["pairing_id"].as_str().unwrap()]);
        let sandbox = &self.running.sandbox;
        for firm in sandbox.world(|world| world.silverfin.firms.keys().copied().collect::<Vec<_>>()) {
            let asked = self.done(&["connection", "authorize-url", "--firm", &firm.to_string()]);
            let person = sandbox.world(|world| LogIn::administrator_of(world, firm)).unwrap();
            let redirect = sandbox.log_in(asked["authorize_url"].as_str().unwrap(), &person).unwrap();
            self.done(&["connection", "complete", "--redirect", redirect.as_str()]);
        }
    }

    /// Runs a command that has to succeed, and gives its document.
    pub fn done(&self, arguments: &[&str]) -> Value {
        let (status, document) = self.program.json(arguments);
        assert_eq!(status, Some(0), "{arguments:?}: {document}");
        document
    }

    /// Finbox makes the scenario's sheets.
    pub fn publish(&self) {
        self.running.sandbox.change(World::publish_first_sheets);
    }

    /// The scenario's clients.
    pub fn clients(&self) -> Vec<Client> {
        let sandbox = &self.running.sandbox;
        let planned: Vec<_> = sandbox.world(|world| world.planned().into_iter().cloned().collect());
        planned.into_iter().map(|planned| Client::new(sandbox, planned)).collect()
    }

    /// What of the secrets stands in the home (but for the vault), in what commands said, or in the bundle for whoever helps,
    /// which is made now.
    pub fn leaks(&self) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let bundle = folder.path().join("bundle.zip");
        self.done(&["diagnostics", "--output", bundle.to_str().unwrap()]);
        let mut left = self.program.said();
        left.files_below(self.program.home());
        let places = left.places();
        left.files_below(folder.path());
        assert!(left.places() > places, "nothing is in the bundle");
        let mut texts = self.running.sandbox.secrets();
        // The state of a login stands in the address that begins it.
        texts.extend(kept_secrets(self.program.home(), Some("state")));
        left.leaks(&Secrets::of(texts).unwrap())
    }

    /// Waits until no request is under way: one that left before the program was killed may still be carried out.
    pub fn wait_until_quiet(&self) {
        for _ in 0..500 {
            wait(Duration::from_millis(10));
            if self.running.sandbox.ledger().entries().iter().all(|entry| entry.finished.is_some()) {
                return;
            }
        }
        panic!("requests do not come to their end");
    }

    /// Where each dossier stands, by the program's own account.
    pub fn states(&self) -> States {
        let (_, document) = self.program.json(&["dossiers"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = document["dossiers"].as_array().unwrap_or_else(|| panic!("{document}"));
        rows.iter().map(|row| (DossierId(text(&row["dossier"]).parse().unwrap()), text(&row["state"]))).collect()
    }

    /// Asserts, from the sandbox's own world and ledger, that nothing was done that must never be done.
    pub fn assert_nothing_wrong(&self) {
        let audit = self.running.sandbox.audit();
        assert!(audit.mistakes.is_empty(), "the sandbox broke its contract: {:#?}", audit.mistakes);
        assert!(audit.violations.is_empty(), "a request broke a contract: {:#?}", audit.violations);
        let overwritten = &audit.overwritten_persons_edits;
        assert!(overwritten.is_empty(), "a person's work was overwritten: {overwritten:#?}");
        assert!(audit.documents_twice.is_empty(), "a document was uploaded twice: {:#?}", audit.documents_twice);
        assert!(audit.most_writes_at_once_for_one_company <= 1, "two writes at once in one client file");
        let twice = audit.repeated_writes.iter().filter(|write| write.address.namespace != "passerelle");
        assert_eq!(twice.collect::<Vec<_>>(), Vec::<&_>::new(), "a figure was written twice");
    }

    /// Asserts that the newest sheet of this client stands exactly, is marked as whole, and that Finbox was told.
    pub fn assert_delivered(&self, client: &Client) {
        client.assert_stands_as_due(&[]);
        let marker = client.marker().unwrap_or_else(|| panic!("{} has no marker", client.name));
        assert_eq!(marker.state, MarkerState::Written, "{}", client.name);
        let newest = self.running.sandbox.world(|world| world.finbox.newest_sheet(client.dossier).unwrap().id);
        client.assert_marked(&[newest]);
        assert!(client.times_acknowledged(newest) >= 1, "Finbox was never told of {}", client.name);
    }
}

/// Lets real time pass: for a test beside which a real process runs.
#[allow(clippy::disallowed_methods, reason = "a real process does not follow an injected clock")]
pub fn wait(duration: Duration) {
    std::thread::sleep(duration);
}
