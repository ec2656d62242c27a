use chrono::{DateTime, Utc};
use passerelle_agent::merge::Choice;
use passerelle_sandbox::world::{Address, CompanyId, Place};
use passerelle_sandbox::{Length, Sandbox};
use passerelle_social_balance::Decimal;

/// What people did, beside what the services saw themselves. Moments are steps of the sandbox's ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// Every figure that somebody typed or emptied.
    pub(super) typed: Vec<Typed>,
    /// Every question that the accountant answered.
    pub(super) answered: Vec<Answered>,
    /// When a client file's workflow was not open.
    pub(super) closed: Vec<(CompanyId, Span)>,
    /// When a computer knew that the connection was switched off.
    pub(super) switched_off: Vec<(usize, Span)>,
    /// Every activation of the connection that Finbox knew.
    pub(super) activations: Vec<Activation>,
    /// What happened, in sentences.
    pub(super) story: Vec<String>,
    /// What went wrong beside the services, such as a run that does not end.
    pub(super) troubles: Vec<String>,
    /// Whether a run is under way: what begins meanwhile counts from its end on.
    pub(super) run_under_way: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) place: Place,
    pub(super) address: Address,
    pub(super) at: Length,
}

#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) company: CompanyId,
    pub(super) key: String,
    pub(super) standing: Option<Decimal>,
    pub(super) new: Option<Decimal>,
    pub(super) choice: Choice,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) at: Length,
}

/// From one step to another; an open end lasts. Begun during a run, it counts once that run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Option<u64>,
    pub(super) until: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Activation {
    pub(super) since: DateTime<Utc>,
    pub(super) until: Option<DateTime<Utc>>,
}

impl Span {
    /// Whether a request that came at this step came within it.
    pub(super) fn holds(self, step: u64) -> bool {
        self.from.is_some_and(|from| step > from) && self.until.is_none_or(|until| step <= until)
    }
}

impl Record {
    fn begin(&self, sandbox: &Sandbox) -> Span {
        let from = (!self.run_under_way).then(|| sandbox.length().steps);
        Span { from, until: None }
    }

    /// The workflow is not open from now on.
    pub(super) fn closes(&mut self, company: CompanyId, sandbox: &Sandbox) {
        let is_closed = self.closed.iter().any(|(one, span)| *one == company && span.until.is_none());
        if !is_closed {
            self.closed.push((company, self.begin(sandbox)));
        }
    }

    /// The workflow is open from now on.
    pub(super) fn opens(&mut self, company: CompanyId, sandbox: &Sandbox) {
        let now = sandbox.length().steps;
        for (one, span) in &mut self.closed {
            if *one == company && span.until.is_none() {
                span.until = Some(now);
            }
        }
    }

    /// These computers know from now on that the connection is switched off.
    pub(super) fn switches_off(&mut self, computers: impl IntoIterator<Item = usize>, sandbox: &Sandbox) {
        for computer in computers {
            let span = self.begin(sandbox);
            self.switched_off.push((computer, span));
        }
    }

    /// The connection is switched on again on this computer.
    pub(super) fn switches_on(&mut self, computer: usize, sandbox: &Sandbox) {
        let now = sandbox.length().steps;
        for (one, span) in &mut self.switched_off {
            if *one == computer && span.until.is_none() {
                span.until = Some(now);
            }
        }
    }

    /// No run is under way any more: what began meanwhile counts from now on.
    pub(super) fn no_run_is_under_way(&mut self, sandbox: &Sandbox) {
        self.run_under_way = false;
        let now = sandbox.length().steps;
        let spans = self.closed.iter_mut().map(|(_, span)| span);
        for span in spans.chain(self.switched_off.iter_mut().map(|(_, span)| span)) {
            span.from.get_or_insert(now);
        }
    }

    /// Looks at Finbox's activation.
    pub(super) fn notes_activation(&mut self, sandbox: &Sandbox) {
        let (now, since) = (sandbox.now(), sandbox.world(|world| world.finbox.activated_at()));
        let last = self.activations.last_mut().filter(|last| last.until.is_none());
        let known = last.as_ref().map(|last| last.since);
        if known != since {
            if let Some(last) = last {
                last.until = Some(now);
            }
            self.activations.extend(since.map(|since| Activation { since, until: None }));
        }
    }

    /// Tells what happens.
    pub(super) fn tell(&mut self, sandbox: &Sandbox, sentence: impl AsRef<str>) {
        let now = sandbox.now().with_timezone(&chrono_tz::Tz::Europe__Brussels);
        self.story.push(format!("{} {}", now.format("%a %d %b %H:%M"), sentence.as_ref()));
    }
}
