//! The demo's office: a sandbox, a temporary home, and a clock that is moved from evening to night.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use passerelle_agent::connection::Activated;
use passerelle_agent::merge::Choice;
use passerelle_agent::run::RunReport;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::secrets::SecretName;
use passerelle_agent::settings::SettingKey;
use passerelle_agent::{AgentError, DossierRow, Review, SyncOptions};
use passerelle_finbox::Environment;
use passerelle_sandbox::world::{DossierKind, FirmId, World};
use passerelle_sandbox::{LogIn, Options, Running, Sandbox, SandboxClock};
use passerelle_silverfin::{CompanyId, Firm, FirmId as SilverfinFirm};
use passerelle_transport::{Clock, ManualClock};
use secrecy::SecretString;
use tempfile::TempDir;

use crate::arguments::{Global, VaultChoice};
use crate::commands::sync::run_once;
use crate::failure::Failure;
use crate::office::Office;
use crate::progress::Shown;
use crate::surroundings::Surroundings;

/// A Monday in the season of the annual accounts.
const FIRST_DAY: (i32, u32, u32) = (2026, 3, 2);
const ZONE: Tz = Tz::Europe__Brussels;

/// Everything that the demo plays on. It is gone when this is dropped.
pub(super) struct Stage {
    pub(super) office: Office,
    running: Running,
    clock: ManualClock,
    _home: TempDir,
}

/// What the accountant did between the nights.
pub(super) struct AccountantActs {
    pub(super) linked: Option<(String, u64, String)>,
    pub(super) retried: Option<String>,
    pub(super) decided: Vec<(Review, Choice)>,
}

impl Stage {
    /// Starts the sandbox and opens a new home.
    pub(super) async fn set(seed: u64, global: &Global) -> Result<Self, Failure> {
        let clock = ManualClock::jumping(at(first_day(), 17, 30));
        let sandbox_clock = {
            let clock = clock.clone();
            SandboxClock::following(move || clock.now())
        };
        let mut options = Options::with_clock(sandbox_clock);
        options.seed = seed;
        let running = Sandbox::start(World::office(seed, clock.now()), options).await?;
        let home = tempfile::tempdir()
            .map_err(|error| Failure::unexpected("the demo cannot make a temporary home", &error))?;
        let global = Global {
            home: Some(home.path().join("home")),
            vault: VaultChoice::File,
            language: Some(crate::surroundings::language_without_home(global)),
            ..global.clone()
        };
        let mut surroundings = Surroundings::open(&global)?;
        let client = running.sandbox.world(|world| world.silverfin.client.id.clone());
        for (key, value) in [
            (SettingKey::FinboxUrl, running.finbox_url.as_str()),
            (SettingKey::SilverfinUrl, running.silverfin_url.as_str()),
            (SettingKey::SilverfinClientId, client.as_str()),
        ] {
            surroundings.settings.set(key, value)?;
        }
        let office = Office::with_clock(surroundings, Arc::new(clock.clone()))?;
        Ok(Self { office, running, clock, _home: home })
    }

    pub(super) fn sandbox(&self) -> &Sandbox {
        &self.running.sandbox
    }

    pub(super) fn addresses(&self) -> (&str, &str) {
        (&self.running.finbox_url, &self.running.silverfin_url)
    }

    /// The two secrets that somebody types in once.
    pub(super) async fn enter_what_the_office_knows(&self) -> Result<(), Failure> {
        let (key, secret) = self
            .sandbox()
            .world(|world| (world.finbox.administrator_key.clone(), world.silverfin.client.secret.clone()));
        for (name, text) in [(SecretName::FinboxAccessKey, key), (SecretName::SilverfinClientSecret, secret)] {
            self.office.agent.vault().set(name, SecretString::from(text)).await?;
        }
        Ok(())
    }

    pub(super) async fn activate(&self) -> Result<Activated, Failure> {
        self.told(self.office.agent.activate(self.office.agent.today()).await)
    }

    pub(super) async fn pair(&self, activated: &Activated) -> Result<Environment, Failure> {
        let pairing_id = activated.pairing_id.as_ref().map(ToString::to_string).unwrap_or_default();
        self.told(self.office.agent.pair(&pairing_id).await)
    }

    /// Logs in to both firms; the sandbox plays the person on Silverfin's pages.
    pub(super) async fn log_in(&self) -> Result<Vec<Firm>, Failure> {
        let firms: Vec<FirmId> = self.sandbox().world(|world| world.silverfin.firms.keys().copied().collect());
        let mut connected = Vec::new();
        for firm in firms {
            let Some(person) = self.sandbox().world(|world| LogIn::administrator_of(world, firm)) else { continue };
            let address = self.told(self.office.agent.authorize_url(Some(SilverfinFirm(firm.0))).await)?;
            let redirect = self
                .sandbox()
                .log_in(address.as_str(), &person)
                .map_err(|error| Failure::unexpected("the sandbox's login did not come about", &error))?;
            connected.push(self.told(self.office.agent.complete_login(&redirect).await)?);
        }
        Ok(connected)
    }

    /// The night after the given day of the demo, with progress shown.
    pub(super) async fn night(&self, number: u64, json: bool) -> Result<RunReport, Failure> {
        let night = first_day() + chrono::Days::new(number);
        self.clock.set(at(night, 2, 14));
        let options = SyncOptions { kind: RunKind::Scheduled, night: Some(night), ..SyncOptions::default() };
        run_once(&self.office, options, if json { Shown::Not } else { Shown::BarOrLines }).await
    }

    /// The clock goes on to the afternoon.
    pub(super) fn morning_after(&self) {
        self.clock.set(at(first_day() + chrono::Days::new(1), 15, 0));
    }

    /// What is asked of an accountant, done: a dossier linked, a locked period tried again, a review decided.
    pub(super) async fn accountant_acts(&self) -> Result<AccountantActs, Failure> {
        let agent = &self.office.agent;
        let twice = self.sandbox().world(|world| {
            world
                .planned_as(DossierKind::NumberTwice)
                .map(|planned| (planned.name.clone(), planned.company.0, planned.firm.0))
        });
        let mut linked = None;
        if let Some((name, company, firm)) = twice {
            let dossier = self.told(agent.find_dossier(&name))?;
            let link = self.told(agent.link(&dossier, CompanyId(company), Some(SilverfinFirm(firm))).await)?;
            linked = Some((name, company, link.company_name));
        }
        let unlocked = self
            .sandbox()
            .world(|world| world.planned_as(DossierKind::LockedUnprocessable).map(|planned| planned.name.clone()));
        if let Some(name) = &unlocked {
            let dossier = self.told(agent.find_dossier(name))?;
            self.told(agent.retry(Some(dossier.id)))?;
        }
        let mut decided = Vec::new();
        for review in self.told(agent.reviews())? {
            let choices = review.conflicts.iter().map(|conflict| (conflict.code, Choice::Keep)).collect();
            self.told(agent.decide(review.sheet, &choices))?;
            decided.push((review, Choice::Keep));
        }
        Ok(AccountantActs { linked, retried: unlocked, decided })
    }

    pub(super) fn dossiers(&self) -> Result<Vec<DossierRow>, Failure> {
        self.told(self.office.agent.dossiers())
    }

    pub(super) fn reviews(&self) -> Result<Vec<Review>, Failure> {
        self.told(self.office.agent.reviews())
    }

    fn told<Value>(&self, outcome: Result<Value, AgentError>) -> Result<Value, Failure> {
        outcome.map_err(|error| self.office.failure(&error))
    }
}

fn first_day() -> NaiveDate {
    let (year, month, day) = FIRST_DAY;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A time of day as the clocks of Brussels show it. No night of the demo is one in which they are changed.
fn at(day: NaiveDate, hour: u32, minute: u32) -> chrono::DateTime<Utc> {
    let local = day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
    ZONE.from_local_datetime(&local).earliest().map_or_else(|| Utc.from_utc_datetime(&local), |time| time.to_utc())
}
