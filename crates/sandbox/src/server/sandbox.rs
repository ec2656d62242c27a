use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::Request;
use serde::Serialize;

use super::exchange::Exchange;
use crate::clock::SandboxClock;
use crate::contract::{self, ContractError, Service};
use crate::faults::{FaultRule, Faults, Outcome};
use crate::ledger::{Ledger, Length};
use crate::options::Options;
use crate::silverfin::Access;
use crate::world::{DocumentTwice, OverwrittenEdit, RepeatedWrite, World};

/// Finbox and Silverfin, and whatever tests ask of them. Clones are the same sandbox.
#[derive(Clone)]
pub struct Sandbox {
    state: Arc<Mutex<State>>,
    clock: SandboxClock,
    latency: Duration,
}

/// Everything that requests change.
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) access: Access,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) violations: Vec<Violation>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// Something in a request that its contract does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The service that was asked.
    pub service: Service,
    /// The operation; `None` where the contract has none at this address.
    pub operation: Option<String>,
    /// What is wrong.
    pub what: String,
    /// The request, by its number in the ledger.
    pub request: u64,
}

/// Something in an answer of the sandbox's own that its contract does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// The operation.
    pub operation: String,
    /// What is wrong.
    pub what: String,
    /// The request, by its number in the ledger.
    pub request: u64,
}

/// What must be empty, or small, after every run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// Requests that broke a contract.
    pub violations: Vec<Violation>,
    /// Answers of the sandbox that broke one.
    pub mistakes: Vec<Mistake>,
    /// Values of people that a program replaced.
    pub overwritten_persons_edits: Vec<OverwrittenEdit>,
    /// Values written again that stood there already.
    pub repeated_writes: Vec<RepeatedWrite>,
    /// Documents put into one client file twice.
    pub documents_twice: Vec<DocumentTwice>,
    /// The most writes that were under way at once for one client file: never above 1.
    pub most_writes_at_once_for_one_company: usize,
}

impl Sandbox {
    /// Both services with this world in them.
    pub fn new(world: World, options: &Options) -> Result<Self, ContractError> {
        for service in Service::ALL {
            contract::of(service)?;
        }
        let state = State {
            world,
            access: Access::new(options.seed),
            ledger: Ledger::default(),
            faults: Faults::default(),
            violations: Vec::new(),
            mistakes: Vec::new(),
        };
        Ok(Self { state: Arc::new(Mutex::new(state)), clock: options.clock.clone(), latency: options.latency })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request in process. Finbox is below `/finbox`, Silverfin below `/`, the control below `/sandbox`.
    /// A slow fault moves the sandbox's clock instead of waiting.
    pub fn handle(&self, request: Request<Bytes>) -> Outcome {
        let exchange = self.receive(request);
        if exchange.delay() > Duration::ZERO {
            self.clock.advance(exchange.delay());
        }
        exchange.answer()
    }

    /// Takes a request in. Whoever wants requests to overlap holds several exchanges before answering them.
    pub fn receive(&self, request: Request<Bytes>) -> Exchange {
        Exchange::begin(self.clone(), request)
    }

    /// The sandbox's time.
    pub fn clock(&self) -> &SandboxClock {
        &self.clock
    }

    /// The present instant in the sandbox.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn latency(&self) -> Duration {
        self.latency
    }

    /// Asks the world.
    pub fn world<T>(&self, ask: impl FnOnce(&World) -> T) -> T {
        ask(&self.lock().world)
    }

    /// Changes the world, as a person or a payroll run does. The present instant comes with it.
    pub fn change<T>(&self, change: impl FnOnce(&mut World, DateTime<Utc>) -> T) -> T {
        let now = self.now();
        change(&mut self.lock().world, now)
    }

    /// Every request so far.
    pub fn ledger(&self) -> Ledger {
        self.lock().ledger.clone()
    }

    /// How far the ledger has come.
    pub fn length(&self) -> Length {
        self.lock().ledger.length()
    }

    /// Everything in requests that their contracts do not allow.
    pub fn violations(&self) -> Vec<Violation> {
        self.lock().violations.clone()
    }

    /// The same, and forgets them: for a test that breaks a contract on purpose.
    pub fn take_violations(&self) -> Vec<Violation> {
        std::mem::take(&mut self.lock().violations)
    }

    /// Puts a fault in force; the number that comes back takes it out again.
    pub fn add_fault(&self, rule: FaultRule) -> u64 {
        self.lock().faults.add(rule)
    }

    /// Takes a fault out of force. False where there is none of this number.
    pub fn remove_fault(&self, number: u64) -> bool {
        self.lock().faults.remove(number)
    }

    /// Takes all faults out of force.
    pub fn clear_faults(&self) {
        self.lock().faults.clear();
    }

    /// The faults in force with their numbers.
    pub fn faults(&self) -> Vec<(u64, FaultRule)> {
        self.lock().faults.rules()
    }

    /// Everything that opens something at either service, or did so once: keys, credentials, passwords, codes, tokens.
    pub fn secrets(&self) -> BTreeSet<String> {
        let state = self.lock();
        let world = &state.world;
        let mut secrets = state.access.issued().clone();
        secrets.extend([world.finbox.administrator_key.clone(), world.silverfin.client.secret.clone()]);
        secrets.extend(world.finbox.agents.keys().cloned());
        secrets.extend(world.silverfin.users.values().map(|user| user.password.clone()));
        secrets
    }

    /// Revokes every token that Silverfin handed out, as a person does who takes an application's access away.
    pub fn revoke_tokens(&self) {
        self.lock().access.revoke_all();
    }

    /// What must hold after every run, whatever went wrong during it.
    pub fn audit(&self) -> Audit {
        let state = self.lock();
        Audit {
            violations: state.violations.clone(),
            mistakes: state.mistakes.clone(),
            overwritten_persons_edits: state.world.overwritten_persons_edits(),
            repeated_writes: state.world.repeated_writes(),
            documents_twice: state.world.documents_twice(),
            most_writes_at_once_for_one_company: state.ledger.most_writes_at_once_for_one_company(),
        }
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sandbox").field("clock", &self.clock).finish_non_exhaustive()
    }
}
