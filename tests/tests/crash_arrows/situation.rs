//! Where a sheet stands, and what happens to it next.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use passerelle_agent::AgentError;
use passerelle_agent::journal::Journal;
use passerelle_agent::merge::Choice;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::watch::{Commit, Moment, Watch};
use passerelle_sandbox::world::{Lock, SheetId, WorkflowState};
use passerelle_sandbox::{FaultKind, FaultRule, Sandbox, Times};
use passerelle_tests::{Client, Desktop, EndAt, Office};
use uuid::Uuid;

const FIRST: [(&str, &str); 3] = [("1001", "10"), ("1003", "12.5"), ("1013", "18240")];
const CORRECTED: [(&str, &str); 3] = [("1001", "11"), ("1003", "12.5"), ("1053", "4")];
const AFTERWARDS: [(&str, &str); 2] = [("1001", "12"), ("1053", "4")];
const WRITE: &str = "createReconciliationTextCustomProperties";
const READ: &str = "getReconciliationTextCustomProperties";
const PERIODS: &str = "getPeriods";
const CONTENT: &str = "getSocialBalance";
const OPEN: WorkflowState = WorkflowState::Open { progress: 10 };

/// Where the sheet stands when the night comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// In Finbox alone.
    Fresh,
    /// Its content is stored, and the program ended.
    Fetched,
    /// No client file has its number.
    Unmatched,
    /// Its workflow is not open.
    Waiting,
    /// Somebody typed another figure.
    Review,
    /// The login may not do this.
    Refused,
    /// Silverfin was out of order.
    Retry,
    /// Its write was lost with the answer, and nothing could be read since.
    Uncertain,
    /// Its content could not be fetched.
    Unfetched,
    /// Finbox would not give its content.
    ContentRefused,
    /// Nobody says whose it is.
    Numberless,
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing is in the way any more.
    Fits,
    /// Nothing changes.
    Same,
    /// Another desktop delivered it meanwhile.
    Elsewhere,
    /// The client file is gone.
    FileGone,
    /// The workflow is closed.
    Closed,
    /// Somebody types another figure.
    Typed,
    /// The login may not do this any more.
    Forbidden,
    /// Silverfin is out of order.
    Down,
    /// Payroll corrects it.
    Corrected,
    /// The connection is switched off.
    SwitchedOff,
    /// The same in another process, while a request of this method and path is under way.
    SwitchedOffDuring(&'static str, &'static str),
    /// The period is locked.
    Locked,
    /// Silverfin asks to wait with the write.
    PutOff,
    /// The write is done and its answer lost.
    LostAnswer,
    /// The same with the last of several writes: everything stands.
    LastAnswerLost,
    /// The write is lost.
    LostWrite,
    /// The write is done, its answer lost, and nothing can be read.
    LostAndUnread,
    /// Finbox does not give the content.
    NoContent,
    /// Finbox refuses the content.
    RefusedContent,
    /// The content is what nobody can read.
    Unreadable,
    /// Neither Finbox nor the sheet says a number.
    NoNumber,
    /// The accountant asks for another try.
    Asked,
}

/// Where a sheet stands and what happens next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation {
    stands: Stands,
    then: Then,
}

/// All of them. The usual way comes first, so that what it takes is not ended at again.
pub(crate) fn situations() -> Vec<Situation> {
    use Stands::{
        ContentRefused, Fetched, Fresh, Numberless, Refused, Retry, Review, Uncertain, Unfetched, Unmatched, Waiting,
    };
    let of = |stands, then: &[Then]| then.iter().map(move |then| Situation { stands, then: *then }).collect::<Vec<_>>();
    let wherever = [
        Then::Fits,
        Then::Same,
        Then::Elsewhere,
        Then::FileGone,
        Then::Closed,
        Then::Typed,
        Then::Forbidden,
        Then::Down,
        Then::Corrected,
        Then::SwitchedOff,
        Then::Asked,
    ];
    let fresh = [
        Then::Locked,
        Then::PutOff,
        Then::LostAnswer,
        Then::LastAnswerLost,
        Then::LostWrite,
        Then::LostAndUnread,
        Then::NoContent,
        Then::RefusedContent,
        Then::Unreadable,
        Then::NoNumber,
        Then::SwitchedOffDuring("GET", "/content"),
        Then::SwitchedOffDuring("GET", "/periods"),
        Then::SwitchedOffDuring("POST", "/custom"),
    ];
    let mut all = Vec::new();
    for stands in [Fresh, Fetched, Unmatched, Waiting, Review, Refused, Retry] {
        all.extend(of(stands, &wherever));
    }
    all.extend(of(Fresh, &fresh));
    all.extend(of(Numberless, &[Then::Fits, Then::Same, Then::Corrected, Then::SwitchedOff]));
    all.extend(of(Uncertain, &[Then::Fits, Then::Same, Then::Typed, Then::SwitchedOff, Then::Asked]));
    for stands in [Unfetched, ContentRefused] {
        all.extend(of(stands, &[Then::Fits, Then::Same, Then::NoContent, Then::RefusedContent, Then::Corrected]));
    }
    all
}

/// An office of one client in a situation.
pub(crate) struct Scene {
    office: Office,
    desktop: Desktop,
    client: Client,
    watch: Arc<dyn Watch>,
    /// Puts back what was taken away.
    put_back: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Situation {
    fn is_numberless(self) -> bool {
        self.stands == Stands::Numberless || self.then == Then::NoNumber
    }

    /// The office on the eve of what happens. From here on `watch` sees every commit.
    pub(crate) async fn prepared(self, watch: Arc<dyn Watch>) -> Scene {
        let (office, desktop, client) = Office::of_one_client().await;
        desktop.set("silverfin.batch_size", "3");
        let scene = Scene { office, desktop, client, watch: Arc::clone(&watch), put_back: Mutex::default() };
        if self.is_numberless() {
            let dossier = scene.client.dossier;
            scene.office.sandbox.change(|world, _| {
                let dossier = world.finbox.dossiers.get_mut(&dossier).unwrap();
                (dossier.enterprise_number, dossier.number_on_sheets) = (None, false);
            });
        }
        scene.client.publish_figures(&FIRST);
        match self.stands {
            Stands::Fresh => return scene.reopened(watch),
            Stands::Fetched => {
                let ends = Arc::new(EndAt::new(Moment::After, Commit::ContentStored, 1));
                let scene = scene.reopened(ends);
                scene.office.later(24);
                scene.desktop.try_sync(RunKind::Scheduled).await.unwrap_err();
                return scene.reopened(watch);
            }
            Stands::Unmatched => scene.take_file_away(),
            Stands::Waiting => scene.client.set_workflows(WorkflowState::Archived),
            Stands::Review => scene.client.person_types("1003", "11"),
            Stands::Refused => scene.fault(PERIODS, FaultKind::status(403)),
            Stands::Retry => scene.fault(PERIODS, FaultKind::status(503)),
            Stands::Uncertain => scene.lose_the_answer_and_read_nothing(),
            Stands::Unfetched => scene.fault(CONTENT, FaultKind::status(503)),
            Stands::ContentRefused => scene.fault(CONTENT, FaultKind::status(404)),
            Stands::Numberless => {}
        }
        scene.desktop.next_night().await;
        scene.reopened(watch)
    }
}

impl Scene {
    /// The journal's file.
    pub(crate) fn journal(&self) -> PathBuf {
        self.desktop.folder().join("state.db")
    }

    /// The program is started anew.
    pub(crate) fn reopened(self, watch: Arc<dyn Watch>) -> Self {
        let desktop = self.desktop.reopened(Arc::clone(&watch));
        Self { desktop, watch, ..self }
    }

    fn fault(&self, operation: &str, kind: FaultKind) {
        self.office.sandbox.add_fault(FaultRule::operation(operation, Times::Always, kind));
    }

    fn lose_the_answer_and_read_nothing(&self) {
        self.office.sandbox.add_fault(FaultRule::operation(WRITE, Times::Next(1), FaultKind::ResetAfter));
        let sandbox: Sandbox = self.office.sandbox.clone();
        self.desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
            sandbox.add_fault(FaultRule::operation(READ, Times::Always, FaultKind::status(503)));
        });
    }

    fn take_file_away(&self) {
        let (firm, company, sandbox) = (self.client.firm, self.client.company, self.office.sandbox.clone());
        let file = sandbox.change(|world, _| world.silverfin.firms.get_mut(&firm).unwrap().companies.remove(&company));
        if let Some(file) = file {
            *self.put_back.lock().unwrap() = Some(Box::new(move || {
                sandbox.change(|world, _| {
                    world.silverfin.firms.get_mut(&firm).unwrap().companies.insert(company, file);
                });
            }));
        }
    }

    /// Nothing is in the way any more.
    fn let_it_fit(&self) {
        self.office.sandbox.clear_faults();
        if let Some(put_back) = self.put_back.lock().unwrap().take() {
            put_back();
        }
        self.client.lock(Lock::Unlocked);
        self.client.set_workflows(OPEN);
    }

    async fn delivered_elsewhere(&self) {
        let other = self.office.desktop("bureau-2");
        other.pair_and_log_in(&self.office.pairing_id()).await;
        other.until_nothing_is_due(Choice::Keep).await.unwrap();
    }

    /// Lets happen what happens, and then the night.
    pub(crate) async fn act(&self, situation: Situation) -> Result<(), AgentError> {
        if situation.then != Then::Same {
            self.let_it_fit();
        }
        match situation.then {
            Then::Fits if situation.stands == Stands::Review => drop(self.desktop.answer_questions(Choice::Keep)),
            Then::Fits if situation.stands == Stands::Numberless => self.link().await,
            Then::Fits | Then::Same | Then::NoNumber => {}
            Then::Elsewhere => self.delivered_elsewhere().await,
            Then::FileGone => self.take_file_away(),
            Then::Closed => self.client.set_workflows(WorkflowState::Archived),
            Then::Typed => self.client.person_types("1003", "11"),
            Then::Forbidden => self.fault(PERIODS, FaultKind::status(403)),
            Then::Down => self.fault(PERIODS, FaultKind::status(503)),
            Then::Corrected => drop(self.client.correct(&CORRECTED)),
            Then::SwitchedOff => return self.desktop.agent.deactivate().await.map(drop),
            Then::SwitchedOffDuring(method, path) => self.switch_off_during(method, path),
            Then::Locked => self.client.lock(Lock::Unprocessable),
            Then::PutOff => self.fault(WRITE, FaultKind::rate_limited(3_600)),
            Then::LostAnswer => self.once(WRITE, FaultKind::ResetAfter),
            Then::LastAnswerLost => {
                let rule = FaultRule::operation(WRITE, Times::Nth(2), FaultKind::ResetAfter);
                self.office.sandbox.add_fault(rule);
            }
            Then::LostWrite => self.once(WRITE, FaultKind::ResetBefore),
            Then::LostAndUnread => self.lose_the_answer_and_read_nothing(),
            Then::NoContent => self.fault(CONTENT, FaultKind::status(503)),
            Then::RefusedContent => self.fault(CONTENT, FaultKind::status(404)),
            Then::Unreadable => self.client.make_unreadable(self.newest()),
            Then::Asked => {
                self.desktop.agent.retry(None)?;
            }
        }
        self.office.later(24);
        self.desktop.try_sync(RunKind::Scheduled).await.map(drop)
    }

    fn once(&self, operation: &str, kind: FaultKind) {
        self.office.sandbox.add_fault(FaultRule::operation(operation, Times::Next(1), kind));
    }

    fn newest(&self) -> SheetId {
        self.office.sandbox.world(|world| world.finbox.newest_sheet(self.client.dossier).unwrap().id)
    }

    /// The accountant says whose it is.
    async fn link(&self) {
        let dossier = self.desktop.agent.find_dossier(&self.client.name).unwrap();
        let company = passerelle_silverfin::CompanyId(self.client.company.0);
        self.desktop.agent.link(&dossier, company, None).await.unwrap();
    }

    fn switch_off_during(&self, method: &'static str, path: &'static str) {
        let (journal, watch, clock) = (self.journal(), Arc::clone(&self.watch), self.desktop.clock.clone());
        self.desktop.wire.meanwhile(1, (method, path), move || {
            let journal = Journal::open(&journal, Uuid::nil(), watch).unwrap();
            // Its end is what is tried.
            let _ = journal.deactivate(passerelle_transport::Clock::now(&clock));
        });
    }

    /// Everything that is wrong once nothing is in the way any more, the nights have come, and one correction after them.
    pub(crate) async fn wrongs_afterwards(self, situation: Situation) -> Vec<String> {
        self.let_it_fit();
        let mut wrongs = Vec::new();
        let switched_off = matches!(situation.then, Then::SwitchedOff | Then::SwitchedOffDuring(..));
        if switched_off {
            self.desktop.agent.deactivate().await.unwrap();
            self.office.later(1);
            self.desktop.connect().await;
        }
        if situation.is_numberless() {
            self.desktop.sync().await;
            self.link().await;
        }
        let somebody_typed = situation.then == Then::Typed || situation.stands == Stands::Review;
        for correction in [false, true] {
            if correction {
                self.client.correct(&AFTERWARDS);
            } else if switched_off || situation.then == Then::Unreadable {
                self.client.correct(&CORRECTED);
            }
            match self.desktop.until_nothing_is_due(Choice::Keep).await {
                Ok(nights) if nights.questions > 0 && !somebody_typed => {
                    wrongs.push("the accountant was asked in vain".to_owned());
                }
                Ok(_) => {}
                Err(why) => wrongs.push(why),
            }
            wrongs.extend(self.office.wrongs());
        }
        wrongs.extend(self.desktop.agent.journal().check_integrity().err().map(|error| error.to_string()));
        wrongs
    }
}
