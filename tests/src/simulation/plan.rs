use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use passerelle_agent::watch::{Commit, Moment};
use passerelle_sandbox::world::{DossierKind, Lock, WorkflowState};
use passerelle_sandbox::{FaultKind, Times};

use crate::Cut;

/// Everything that will happen in one world.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Where chance began.
    pub seed: u64,
    /// What is there at the beginning.
    pub office: OfficePlan,
    /// What happens, in order.
    pub happenings: Vec<Happening>,
}

/// What is there at the beginning.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficePlan {
    /// The clients.
    pub kinds: Vec<DossierKind>,
    /// One desktop or two, on the same connection.
    pub computers: usize,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// The setting `silverfin.batch_size`.
    pub batch_size: u32,
    /// The setting `silverfin.parallel_requests`.
    pub parallel: u32,
    /// Whether PDFs are wanted.
    pub documents: bool,
    /// How many entries of a page of Finbox's feed come again on the next.
    pub repeated_entries: usize,
    /// Whether Silverfin refuses a second document of one name.
    pub duplicate_document_refused: bool,
}

/// One thing that happens. Clients, computers and rubrics are counted from 0 and around, so that none is ever missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    /// Time passes, with its nights.
    Passes {
        /// How long.
        minutes: i64,
    },
    /// Somebody does something while no run is under way.
    Done(Deed),
    /// Somebody does something while the computer's next run is under way.
    DoneDuringRun {
        /// The computer.
        computer: usize,
        /// At which of its requests.
        at: Cut,
        /// What.
        deed: Deed,
    },
    /// The computer's next run ends there, and the program starts anew.
    Crashes {
        /// The computer.
        computer: usize,
        /// Where.
        crash: Crash,
    },
    /// The computer has no network from that request of its next run on.
    Unplugged {
        /// The computer.
        computer: usize,
        /// The request, from 1.
        from: usize,
    },
    /// The computer sleeps.
    Sleeps {
        /// The computer.
        computer: usize,
        /// How long.
        minutes: i64,
    },
    /// The computer falls asleep in its next run, before it hears the answer to a request; the others do not.
    SleepsDuringRun {
        /// The computer.
        computer: usize,
        /// The request, from 1.
        after: usize,
        /// How long.
        minutes: i64,
    },
    /// Somebody ends the computer's next run while a request of it hangs.
    CutShort {
        /// The computer.
        computer: usize,
        /// The request, from 1.
        at: usize,
        /// How long after it was given up the service carries it out.
        late_seconds: u64,
        /// What follows.
        then: AfterCut,
    },
    /// The computer's clock is set in the middle of its next run.
    ClockSetDuringRun {
        /// The computer.
        computer: usize,
        /// At which of its requests.
        at: Cut,
        /// How many seconds it is ahead then.
        seconds: i64,
    },
    /// The computer's clock is set wrong by so much.
    ClockSet {
        /// The computer.
        computer: usize,
        /// How many seconds it is ahead.
        seconds: i64,
    },
    /// The computer goes to another time zone.
    Travels {
        /// The computer.
        computer: usize,
        /// Where to.
        zone: Tz,
    },
    /// Something goes wrong in a service.
    Fault {
        /// The operation.
        operation: &'static str,
        /// How often.
        times: Times,
        /// What.
        kind: FaultKind,
    },
    /// The services are in order again.
    FaultsEnd,
    /// Somebody asks for a run.
    SyncAsked {
        /// The computer.
        computer: usize,
    },
    /// Somebody asks for a run on every computer at the same moment.
    SyncAskedEverywhere,
    /// The accountant answers every question that is open on a computer.
    Decides {
        /// The computer.
        computer: usize,
        /// One bit for each figure: whether the sheet's value is taken.
        takes: u64,
    },
    /// The accountant asks that everything be tried again.
    AsksAgain {
        /// The computer.
        computer: usize,
    },
    /// "Désactiver la connexion externe", on a computer.
    SwitchesOff {
        /// The computer.
        computer: usize,
    },
    /// The guide's steps, on a computer: activates where it is switched off, pairs, logs in.
    Connects {
        /// The computer.
        computer: usize,
    },
    /// The program is started anew.
    Restarts {
        /// The computer.
        computer: usize,
    },
    /// The computer's disk is lost, and another one is set up.
    HomeLost {
        /// The computer.
        computer: usize,
    },
}

/// What people do in the services.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Finbox makes a client's first sheet, or corrects the newest.
    SheetMade {
        /// The client.
        client: usize,
        /// Where the figures are drawn from.
        figures: u64,
    },
    /// Somebody types a figure in Silverfin.
    Typed {
        /// The client.
        client: usize,
        /// The rubric.
        rubric: usize,
        /// What is typed.
        value: String,
    },
    /// Somebody empties a field in Silverfin.
    Emptied {
        /// The client.
        client: usize,
        /// The rubric.
        rubric: usize,
    },
    /// Somebody locks or unlocks the period.
    Locked {
        /// The client.
        client: usize,
        /// How.
        lock: Lock,
    },
    /// Somebody opens, archives or completes the workflow.
    WorkflowsSet {
        /// The client.
        client: usize,
        /// How.
        state: WorkflowState,
    },
    /// A colleague switches the connection off in Finbox itself.
    SwitchedOffByColleague,
    /// Somebody takes the application's access away in Silverfin.
    LoginsRevoked,
}

/// What somebody does who has ended a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterCut {
    /// Nothing: what was pausing goes on by itself.
    Nothing,
    /// Asks for another run at once.
    AsksAnew,
    /// Asks that everything be tried again, and for another run at once.
    TriesAllAnew,
    /// Starts the program anew, and asks for a run at once.
    StartsAnew,
}

/// Where a program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// At a request.
    Request(Cut),
    /// At the nth commit of a kind, from 1.
    Commit(Moment, Commit, usize),
}
