//! Finbox and Silverfin on this computer, in this process: what stands there is asked of them directly.

use anyhow::{Context, Result};
use bytes::Bytes;
use passerelle_sandbox::world::{DossierKind, FirmId, PairingId, Role, World};
use passerelle_sandbox::{FaultKind, FaultRule, LogIn, Options, Running, Sandbox, SandboxClock, Service, Times};
use passerelle_transport::Transport;
use passerelle_transport::web::{WebOptions, WebTransport};

/// Both services.
pub struct Services {
    running: Running,
}

impl Services {
    /// An office with a dossier of each of these kinds.
    pub async fn of(kinds: &[DossierKind]) -> Result<Self> {
        Self::changed(kinds, |_| {}).await
    }

    /// The same, where something is different before anybody looks.
    pub async fn changed(kinds: &[DossierKind], change: impl FnOnce(&mut World)) -> Result<Self> {
        let clock = SandboxClock::system();
        let mut world = World::office_of(SEED, kinds, clock.now());
        change(&mut world);
        Ok(Self { running: Sandbox::start(world, Options::with_clock(clock)).await? })
    }

    /// From now on, neither answers.
    pub fn go_away(&self) {
        for service in [Service::Finbox, Service::Silverfin] {
            self.sandbox().add_fault(FaultRule::service(service, Times::Always, FaultKind::Refused));
        }
    }

    /// Both answer again.
    pub fn come_back(&self) {
        self.sandbox().clear_faults();
    }

    /// The sandbox itself.
    pub fn sandbox(&self) -> &Sandbox {
        &self.running.sandbox
    }

    /// Finbox's address.
    pub fn finbox_url(&self) -> &str {
        &self.running.finbox_url
    }

    /// Silverfin's address.
    pub fn silverfin_url(&self) -> &str {
        &self.running.silverfin_url
    }

    /// The control's address.
    pub fn control_url(&self) -> &str {
        &self.running.control_url
    }

    /// The key that Finbox gave the office.
    pub fn access_key(&self) -> String {
        self.sandbox().world(|world| world.finbox.administrator_key.clone())
    }

    /// Client id and secret that Silverfin gave the office.
    pub fn client(&self) -> (String, String) {
        self.sandbox().world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()))
    }

    /// The pairing id of the activation.
    pub fn pairing_id(&self) -> Option<String> {
        self.sandbox().world(|world| world.finbox.pairing_id().map(PairingId::to_string))
    }

    /// Somebody who may let Passerelle into the office's firm.
    pub fn administrator(&self) -> Result<LogIn> {
        self.sandbox()
            .world(|world| {
                let firm: FirmId = *world.silverfin.firms.keys().next()?;
                LogIn::administrator_of(world, firm)
            })
            .context("the office has an administrator")
    }

    /// Somebody of the office who may not.
    pub fn member(&self) -> Result<LogIn> {
        self.sandbox()
            .world(|world| {
                let may = |role: &Role| *role == Role::Administrator;
                let user = world.silverfin.users.values().find(|user| !user.firms.values().any(may))?;
                Some(LogIn { email: user.email.clone(), password: user.password.clone(), firm: None, consent: false })
            })
            .context("the office has somebody without rights")
    }

    /// The number of the office's firm in Silverfin.
    pub fn firm(&self) -> Result<String> {
        let firm = self.sandbox().world(|world| world.silverfin.firms.keys().next().copied());
        firm.map(|firm| firm.to_string()).context("the office has a firm")
    }

    /// Plays a person through Silverfin's pages in a browser; gives the address that the browser ends at.
    pub fn browse(&self, address: &str) -> Result<String> {
        Ok(self.sandbox().log_in(address, &self.administrator()?)?.to_string())
    }

    /// What a browser shows at an address of this computer.
    pub async fn read(&self, address: &str) -> Result<String> {
        let transport = WebTransport::new(WebOptions::default())?;
        let answer = transport.send(http::Request::get(address).body(Bytes::new())?).await?;
        Ok(String::from_utf8_lossy(answer.body()).into_owned())
    }

    /// Payroll makes the sheets that are due.
    pub fn make_sheets(&self) -> usize {
        self.sandbox().change(World::publish_first_sheets).len()
    }

    /// How often an operation was called.
    pub fn calls(&self, operation: &str) -> usize {
        self.sandbox().ledger().of_operation(operation).count()
    }

    /// How many requests came to Silverfin.
    pub fn asked_of_silverfin(&self) -> usize {
        self.sandbox().ledger().entries().iter().filter(|entry| entry.service == Service::Silverfin).count()
    }

    /// How many requests changed something in a client file.
    pub fn writes(&self) -> usize {
        self.sandbox().ledger().writes_per_company().values().map(Vec::len).sum()
    }

    /// Everything that is wrong by the sandbox's own reckoning.
    pub fn wrongs(&self) -> Vec<String> {
        let audit = self.sandbox().audit();
        let mut wrongs: Vec<String> = audit.violations.iter().map(|one| format!("{one:?}")).collect();
        wrongs.extend(audit.mistakes.iter().map(|one| format!("{one:?}")));
        wrongs.extend(audit.overwritten_persons_edits.iter().map(|one| format!("{one:?}")));
        wrongs.extend(audit.repeated_writes.iter().map(|one| format!("{one:?}")));
        wrongs
    }
}

/// Where the invented companies are drawn from.
const SEED: u64 = 1;
