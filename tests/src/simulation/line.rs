use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use passerelle_agent::watch::{Commit, Interrupted, Moment, Watch};
use passerelle_sandbox::Sandbox;
use passerelle_transport::{Answer, FailureStage, Transport, TransportError};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::plan::{AfterCut, Crash};
use crate::{Cut, Wire};

/// More requests than any run of a small office has.
const MOST_REQUESTS_OF_A_RUN: usize = 1_500;

/// One computer's way to the services, and the end of its program: whatever is to happen at a request or at a commit
/// happens here. After a crash nothing leaves and nothing is stored until the program is started anew.
pub(super) struct Line {
    wire: Arc<Wire>,
    sandbox: Sandbox,
    computer: usize,
    senders: Arc<Mutex<BTreeMap<u64, usize>>>,
    everybodys: Arc<Mutex<Vec<Arc<Wire>>>>,
    fault_of_ours: Option<Mutant>,
    sent: AtomicUsize,
    crashed: AtomicBool,
    was_cut: Mutex<Option<AfterCut>>,
    armed: Mutex<Armed>,
}

/// A client that is wrong on purpose, to see that the checker notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Repeats every write below the journal, as a layer that retries by itself would.
    RepeatsWrites,
    /// Goes on seeing in a template what it saw there first, as a cache would.
    SeesWhatItSawFirst,
    /// Takes completed workflows for open ones.
    SeesCompletedAsOpen,
    /// Takes two rubrics for each other, when it writes and when it reads, as a wrong mapping would.
    SwapsTwoRubrics,
}

/// A sleep in the middle of a run.
#[derive(Clone)]
pub(super) struct Sleep {
    after: usize,
    pub(super) minutes: i64,
    pub(super) begins: Arc<Notify>,
    pub(super) ends: Arc<Notify>,
}

/// The end that somebody makes of a run.
struct CutShort {
    at: usize,
    late: Duration,
    then: AfterCut,
}

/// What happens in the next run.
#[derive(Default)]
struct Armed {
    crash: Option<Crash>,
    unplugged_from: Option<usize>,
    deeds: Vec<(Cut, Box<dyn FnOnce() + Send>)>,
    sleep: Option<Sleep>,
    sleeping: Option<Sleep>,
    cut_short: Option<CutShort>,
    /// Ends the run that is under way.
    cancel: Option<CancellationToken>,
    commits: BTreeMap<(Moment, Commit), usize>,
    seen_first: BTreeMap<String, Answer>,
}

impl Line {
    pub(super) fn new(
        wire: Arc<Wire>,
        sandbox: &Sandbox,
        computer: usize,
        senders: Arc<Mutex<BTreeMap<u64, usize>>>,
        everybodys: Arc<Mutex<Vec<Arc<Wire>>>>,
        fault_of_ours: Option<Mutant>,
    ) -> Self {
        everybodys.lock().unwrap().push(Arc::clone(&wire));
        Self {
            wire,
            sandbox: sandbox.clone(),
            computer,
            senders,
            everybodys,
            fault_of_ours,
            sent: AtomicUsize::new(0),
            crashed: AtomicBool::new(false),
            was_cut: Mutex::default(),
            armed: Mutex::default(),
        }
    }

    pub(super) fn crash_at(&self, crash: Crash) {
        self.armed.lock().unwrap().crash = Some(crash);
    }

    pub(super) fn unplug_from(&self, request: usize) {
        self.armed.lock().unwrap().unplugged_from = Some(request);
    }

    pub(super) fn do_at(&self, at: Cut, deed: impl FnOnce() + Send + 'static) {
        self.armed.lock().unwrap().deeds.push((at, Box::new(deed)));
    }

    /// Somebody ends the run while that request hangs, which is carried out so long after.
    pub(super) fn cut_short_at(&self, at: usize, late: Duration, then: AfterCut) {
        self.armed.lock().unwrap().cut_short = Some(CutShort { at, late, then });
    }

    /// What follows where somebody has ended the last run.
    pub(super) fn take_cut(&self) -> Option<AfterCut> {
        self.was_cut.lock().unwrap().take()
    }

    /// Whether somebody ends the run while this request hangs: it is carried out late, and nobody hears of it.
    fn is_cut_short(&self, number: usize, request: &http::Request<Bytes>) -> bool {
        let mut armed = self.armed.lock().unwrap();
        let Some(cancel) = armed.cancel.clone() else { return false };
        let Some(cut) = armed.cut_short.take_if(|cut| cut.at == number) else { return false };
        drop(armed);
        self.is_sent_next();
        self.wire.give_up(request.clone(), cut.late);
        *self.was_cut.lock().unwrap() = Some(cut.then);
        cancel.cancel();
        true
    }

    /// The computer falls asleep before the answer to that request is heard, and sleeps until it is woken.
    pub(super) fn sleep_after(&self, request: usize, minutes: i64) {
        let sleep = Sleep { after: request, minutes, begins: Arc::default(), ends: Arc::default() };
        self.armed.lock().unwrap().sleep = Some(sleep);
    }

    /// Lets the sleep come over the run that now begins; whoever calls this wakes the computer again.
    pub(super) fn sleep(&self) -> Option<Sleep> {
        let mut armed = self.armed.lock().unwrap();
        armed.sleeping = armed.sleep.take();
        armed.sleeping.clone()
    }

    /// The sleep did not come over this look: it may come over another.
    pub(super) fn stays_awake(&self) {
        let mut armed = self.armed.lock().unwrap();
        if let Some(sleep) = armed.sleeping.take() {
            armed.sleep = Some(sleep);
        }
    }

    /// A run begins: requests and commits are counted from here.
    pub(super) fn run_begins(&self, cancel: CancellationToken) {
        self.sent.store(0, Ordering::SeqCst);
        let mut armed = self.armed.lock().unwrap();
        armed.commits.clear();
        armed.cancel = Some(cancel);
    }

    /// A run has ended: what did not happen in it does not happen any more. Says how many requests it had.
    pub(super) fn run_ends(&self) -> usize {
        let mut armed = self.armed.lock().unwrap();
        let seen_first = std::mem::take(&mut armed.seen_first);
        *armed = Armed { seen_first, ..Armed::default() };
        self.sent.load(Ordering::SeqCst)
    }

    pub(super) fn has_crashed(&self) -> bool {
        self.crashed.load(Ordering::SeqCst)
    }

    /// The program is started anew.
    pub(super) fn starts(&self) {
        self.crashed.store(false, Ordering::SeqCst);
    }

    /// What is due at this point of the run; says whether the program still runs and has a network.
    fn passes(&self, at: Cut) -> bool {
        let due: Vec<_> = {
            let mut armed = self.armed.lock().unwrap();
            if armed.crash == Some(Crash::Request(at)) {
                self.crashed.store(true, Ordering::SeqCst);
            }
            armed.deeds.extract_if(.., |(when, _)| *when == at).collect()
        };
        for (_, deed) in due {
            deed();
        }
        !self.has_crashed()
    }

    fn is_unplugged(&self, request: usize) -> bool {
        self.armed.lock().unwrap().unplugged_from.is_some_and(|from| request >= from)
    }

    async fn carried(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let is_properties = request.uri().path().ends_with("/custom");
        let path = request.uri().to_string();
        match self.fault_of_ours {
            Some(Mutant::RepeatsWrites) if is_properties && request.method() == http::Method::POST => {
                self.exchange(request.clone()).await?;
                self.exchange(request).await
            }
            Some(Mutant::SeesWhatItSawFirst) if is_properties && request.method() == http::Method::GET => {
                let answer = self.exchange(request).await?;
                let mut armed = self.armed.lock().unwrap();
                Ok(armed.seen_first.entry(path).or_insert(answer).clone())
            }
            Some(Mutant::SeesCompletedAsOpen) if request.uri().path().contains("/workflows") => {
                self.exchange(request).await.map(|answer| answer.map(|body| opened(&body)))
            }
            Some(Mutant::SwapsTwoRubrics) if is_properties => {
                self.exchange(request.map(|body| swapped(&body))).await.map(|answer| answer.map(|body| swapped(&body)))
            }
            _ => self.exchange(request).await,
        }
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        self.is_sent_next();
        self.wire.send(request).await
    }

    fn is_sent_next(&self) {
        for wire in self.everybodys.lock().unwrap().iter() {
            wire.late_requests_are_done();
        }
        self.senders.lock().unwrap().insert(self.sandbox.length().requests + 1, self.computer);
    }
}

fn opened(body: &Bytes) -> Bytes {
    Bytes::from(String::from_utf8_lossy(body).replace("completed", "open").replace(":100", ":40"))
}

fn swapped(body: &Bytes) -> Bytes {
    let text = String::from_utf8_lossy(body);
    Bytes::from(text.replace("code_1001", "code_?").replace("code_1011", "code_1001").replace("code_?", "code_1011"))
}

fn dead(stage: FailureStage) -> TransportError {
    TransportError::Network { stage, cause: "the wire is cut".to_owned() }
}

#[async_trait]
impl Transport for Line {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let number = self.sent.fetch_add(1, Ordering::SeqCst) + 1;
        if !self.passes(Cut::Before(number)) || self.is_unplugged(number) || number > MOST_REQUESTS_OF_A_RUN {
            return Err(dead(FailureStage::BeforeSending));
        }
        if self.is_cut_short(number, &request) {
            return std::future::pending().await;
        }
        let answer = self.carried(request).await;
        if !self.passes(Cut::After(number)) {
            return Err(dead(FailureStage::AfterSending));
        }
        let sleep = self.armed.lock().unwrap().sleeping.take_if(|sleep| sleep.after == number);
        if let Some(sleep) = sleep {
            sleep.begins.notify_one();
            sleep.ends.notified().await;
        }
        if self.has_crashed() { Err(dead(FailureStage::AfterSending)) } else { answer }
    }
}

impl Watch for Line {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        {
            let mut armed = self.armed.lock().unwrap();
            let nth = armed.commits.entry((moment, commit)).or_default();
            *nth += 1;
            let here = Crash::Commit(moment, commit, *nth);
            if armed.crash == Some(here) {
                self.crashed.store(true, Ordering::SeqCst);
            }
        }
        if self.has_crashed() { Err(Interrupted { moment, commit }) } else { Ok(()) }
    }
}

impl Line {
    /// Whether a run had more requests than any should.
    pub(super) fn is_a_storm(requests: usize) -> bool {
        requests > MOST_REQUESTS_OF_A_RUN
    }
}
