use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::answer::Answer;
use super::sandbox::{Mistake, Sandbox, State, Violation};
use super::understand::{Target, Understood, refuse, understand};
use crate::contract::{Service, check_answer};
use crate::faults::{Effect, FaultKind, Outcome, ask_for_the_first_page, broken_before, deliver, spin_pages};
use crate::ledger::{Entry, record_body, record_query};
use crate::{control, finbox, silverfin};

/// One request that has come and is not answered yet.
///
/// It is in the ledger from the moment it came. Dropped without an answer it stands there without a status.
pub struct Exchange {
    sandbox: Sandbox,
    step: Step,
    delay: Duration,
}

enum Step {
    Control(Box<Request<Bytes>>),
    Service(Box<Pending>),
    Over,
}

struct Pending {
    sequence: u64,
    understood: Understood,
    fault: Option<FaultKind>,
    done: Option<(Answer, bool)>,
}

impl Exchange {
    pub(crate) fn begin(sandbox: Sandbox, request: Request<Bytes>) -> Self {
        let whole = request.uri().path().to_owned();
        if whole == "/sandbox" || whole.starts_with("/sandbox/") {
            return Self { sandbox, step: Step::Control(Box::new(request)), delay: Duration::ZERO };
        }
        let (service, path) = match whole.strip_prefix("/finbox") {
            Some(rest) if rest.starts_with('/') => (Service::Finbox, rest),
            _ => (Service::Silverfin, whole.as_str()),
        };
        let now = sandbox.now();
        let mut state = sandbox.lock();
        let sequence = state.ledger.next_sequence();
        let understood = understand(service, path, &request, now, sequence);
        let operation = understood.target.operation();
        state.object(&understood, sequence);
        let fault = state.faults.strike(service, operation, request.method(), path);
        state.ledger.begin(Entry {
            sequence,
            at: now,
            service,
            operation: operation.map(str::to_owned),
            method: request.method().to_string(),
            path: recorded_path(operation, path),
            query: record_query(&understood.call.query),
            body: record_body(&understood.call.body),
            company: understood.call.path_number("company_id"),
            status: None,
            fault: fault.clone(),
            applied: false,
            started: 0,
            finished: None,
        });
        let delay = fault.as_ref().map(FaultKind::delay).unwrap_or_default();
        let at_once = fault.as_ref().is_some_and(FaultKind::applied_at_once);
        let mut pending = Pending { sequence, understood, fault, done: None };
        if at_once {
            pending.carry_out(&mut state);
        }
        drop(state);
        Self { sandbox, step: Step::Service(Box::new(pending)), delay }
    }

    /// How long a fault holds the answer up.
    pub fn delay(&self) -> Duration {
        self.delay
    }

    /// Does what was asked for, and answers.
    pub fn answer(mut self) -> Outcome {
        match std::mem::replace(&mut self.step, Step::Over) {
            Step::Control(request) => deliver(None, control::answer(&self.sandbox, &request), false),
            Step::Service(mut pending) => {
                let mut state = self.sandbox.lock();
                let (answer, applied) = pending.carry_out(&mut state);
                let outcome = deliver(pending.fault.as_ref(), answer, applied);
                state.ledger.finish(pending.sequence, outcome.status().map(|status| status.as_u16()), applied);
                outcome
            }
            Step::Over => Outcome::Reset { applied: false },
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Step::Service(pending) = &self.step {
            let applied = pending.done.as_ref().is_some_and(|(_, applied)| *applied);
            self.sandbox.lock().ledger.finish(pending.sequence, None, applied);
        }
    }
}

impl Pending {
    /// Does what was asked for, once, and leaves of it what the fault leaves.
    fn carry_out(&mut self, state: &mut State) -> (Answer, bool) {
        if let Some(done) = self.done.take() {
            return done;
        }
        let effect = self.fault.as_ref().map_or(Effect::Applied, FaultKind::effect);
        let mut answer = match effect {
            Effect::Never => Answer::empty(http::StatusCode::SERVICE_UNAVAILABLE),
            Effect::Applied => self.run(state),
            Effect::Pretended => {
                let (world, access) = (state.world.clone(), state.access.clone());
                let answer = self.run(state);
                (state.world, state.access) = (world, access);
                Answer { applied: false, ..answer }
            }
        };
        let applied = answer.applied;
        if let Some(broken) = self.fault.as_ref().and_then(|kind| broken_before(kind, &self.understood.call)) {
            answer = broken;
        }
        self.done = Some((answer.clone(), applied));
        (answer, applied)
    }

    fn run(&mut self, state: &mut State) -> Answer {
        let Understood { call, target, objections } = &mut self.understood;
        let page = self.fault.as_ref().map(|kind| ask_for_the_first_page(kind, call));
        let answer = match *target {
            Target::Nowhere(..) => refuse(*target, objections).unwrap_or_else(not_there),
            Target::Page(page) => silverfin::show_page(page, &state.world, &mut state.access, call),
            Target::Operation(Service::Finbox, ..) => {
                refuse(*target, objections).unwrap_or_else(|| finbox::answer(&mut state.world, call))
            }
            Target::Operation(Service::Silverfin, _, operation) => {
                let admitted = silverfin::admit(&state.world, &mut state.access, operation, call);
                if let Err(refused) = &admitted
                    && let Some(what) = &refused.violation
                {
                    state.violations.push(Violation {
                        service: Service::Silverfin,
                        operation: Some(operation.id.clone()),
                        what: what.clone(),
                        request: self.sequence,
                    });
                }
                match admitted {
                    Err(refused) => refused.answer,
                    Ok(caller) => refuse(*target, objections).unwrap_or_else(|| {
                        silverfin::answer(&mut state.world, &mut state.access, caller.as_ref(), call)
                    }),
                }
            }
        };
        if let Target::Operation(_, contract, operation) = *target
            && cfg!(debug_assertions)
        {
            for what in check_answer(contract, operation, &answer) {
                let (operation, request) = (operation.id.clone(), self.sequence);
                state.mistakes.push(Mistake { operation, what, request });
            }
        }
        match (&self.fault, page) {
            (Some(kind), Some(page)) => spin_pages(kind, call, page, answer),
            _ => answer,
        }
    }
}

impl State {
    fn object(&mut self, understood: &Understood, request: u64) {
        for objection in &understood.objections {
            self.violations.push(Violation {
                service: understood.target.service(),
                operation: understood.target.operation().map(str::to_owned),
                what: objection.what.clone(),
                request,
            });
        }
    }
}

/// A pairing id is a secret that stands in a path.
fn recorded_path(operation: Option<&str>, path: &str) -> String {
    match operation {
        Some("validatePairing") => "/v1/pairings/(left out)/validation".to_owned(),
        _ => path.to_owned(),
    }
}

fn not_there() -> Answer {
    Answer::error(http::StatusCode::NOT_FOUND, "not found")
}
