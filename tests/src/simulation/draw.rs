//! Draws a plan from a seed.

use chrono::{DateTime, Duration, TimeZone, Utc};
use chrono_tz::Tz;
use passerelle_agent::watch::{Commit, Moment};
use passerelle_sandbox::world::{DossierKind, Lock, Random, WorkflowState};
use passerelle_sandbox::{FaultKind, Times};

use super::figures::RUBRICS;
use super::plan::{AfterCut, Crash, Deed, Happening, OfficePlan, Plan};
use crate::Cut;

const ZONES: [Tz; 5] =
    [Tz::Europe__Brussels, Tz::America__New_York, Tz::Asia__Kathmandu, Tz::Pacific__Kiritimati, Tz::Pacific__Pago_Pago];

/// Keeps the plan's chance apart from the world's, which begins at the same seed.
const SALT: u64 = 0x005E_ED0F_0FF1_CE00;

const OPEN: WorkflowState = WorkflowState::Open { progress: 40 };

/// The operations that faults strike, each as often as it is named.
const STRUCK: [&str; 19] = [
    "listSocialBalances",
    "getSocialBalance",
    "acknowledgeSocialBalance",
    "acquireLease",
    "releaseLease",
    "listDossiers",
    "postOauthToken",
    "getCompanies",
    "getPeriods",
    "getReconciliationTexts",
    "getReconciliationTextCustomProperties",
    "getReconciliationTextCustomProperties",
    "createReconciliationTextCustomProperties",
    "createReconciliationTextCustomProperties",
    "createReconciliationTextCustomProperties",
    "createReconciliationTextCustomProperties",
    "getPermanentFolderContent",
    "createPermanentFolder",
    "createPermanentDocument",
];

impl Plan {
    /// The plan of a seed: always the same.
    pub fn draw(seed: u64) -> Self {
        let mut chance = Random::new(seed ^ SALT);
        let office = office(&mut chance);
        let mut happenings = Vec::new();
        for _ in 0..chance.between(4, 9) {
            for _ in 0..chance.below(5) {
                happenings.push(happening(&mut chance, office.computers));
            }
            happenings.push(Happening::Passes { minutes: minutes(&mut chance, 30, 48 * 60) });
        }
        Self { seed, office, happenings }
    }
}

fn office(chance: &mut Random) -> OfficePlan {
    let mut kinds = vec![DossierKind::Plain];
    kinds.extend(chance.percent(40).then_some(DossierKind::Plain));
    kinds.extend(chance.percent(15).then_some(DossierKind::SecondFirm));
    if chance.percent(15) {
        kinds.extend([DossierKind::PayrollFileOne, DossierKind::PayrollFileTwo]);
    }
    OfficePlan {
        kinds,
        computers: if chance.percent(35) { 2 } else { 1 },
        begins: beginning(chance),
        batch_size: one(chance, &[3, 4, 5, 100]),
        parallel: one(chance, &[1, 1, 2, 4]),
        documents: chance.percent(25),
        repeated_entries: usize::from(chance.percent(25)),
        duplicate_document_refused: chance.percent(30),
    }
}

/// An hour of any day, more often than not near a change to or from summer time.
fn beginning(chance: &mut Random) -> DateTime<Utc> {
    let day = |month, day| Utc.with_ymd_and_hms(2026, month, day, 0, 0, 0).single().unwrap();
    let first = match chance.below(3) {
        0 => day(3, 27),
        1 => day(10, 23),
        _ => day(1, 2) + Duration::days(draw(chance, 0, 350)),
    };
    first + Duration::minutes(minutes(chance, 0, 24 * 60))
}

fn happening(chance: &mut Random, computers: usize) -> Happening {
    let computer = usize::try_from(chance.below(u64::try_from(computers).unwrap())).unwrap();
    match chance.below(112) {
        0..=29 => Happening::Done(deed(chance)),
        30..=39 => Happening::DoneDuringRun { computer, at: request(chance), deed: deed(chance) },
        40..=51 => Happening::Crashes { computer, crash: crash(chance) },
        52..=53 => Happening::Unplugged { computer, from: count(chance, 1, 25) },
        54..=57 => Happening::Sleeps { computer, minutes: minutes(chance, 10, 3 * 24 * 60) },
        58..=61 => {
            Happening::SleepsDuringRun { computer, after: count(chance, 1, 25), minutes: minutes(chance, 1, 60) }
        }
        62..=63 => Happening::ClockSet { computer, seconds: draw(chance, -200_000, 200_000) },
        64..=65 => Happening::Travels { computer, zone: one(chance, &ZONES) },
        66..=77 => fault(chance),
        78..=79 => Happening::FaultsEnd,
        80..=82 => Happening::SyncAsked { computer },
        83..=85 => Happening::SyncAskedEverywhere,
        86..=89 => Happening::Decides { computer, takes: chance.number() },
        90..=91 => Happening::AsksAgain { computer },
        92..=93 => Happening::SwitchesOff { computer },
        94..=96 => Happening::Connects { computer },
        97..=98 => Happening::Restarts { computer },
        99 => Happening::HomeLost { computer },
        100..=107 => cut_short(chance, computer),
        _ => Happening::ClockSetDuringRun { computer, at: request(chance), seconds: draw(chance, -2_000, 2_000) },
    }
}

fn cut_short(chance: &mut Random, computer: usize) -> Happening {
    let then = [AfterCut::Nothing, AfterCut::AsksAnew, AfterCut::TriesAllAnew, AfterCut::StartsAnew];
    Happening::CutShort {
        computer,
        at: count(chance, 1, 30),
        late_seconds: one(chance, &[0, 20, 55]),
        then: one(chance, &then),
    }
}

fn deed(chance: &mut Random) -> Deed {
    let client = count(chance, 0, 11);
    let rubric = count(chance, 0, RUBRICS.len() - 1);
    match chance.below(100) {
        0..=44 => Deed::SheetMade { client, figures: chance.number() },
        45..=64 => Deed::Typed { client, rubric, value: draw(chance, 1, 40).to_string() },
        65..=72 => Deed::Emptied { client, rubric },
        73..=78 => Deed::Locked { client, lock: one(chance, &[Lock::Unprocessable, Lock::Forbidden, Lock::Silent]) },
        79..=84 => Deed::Locked { client, lock: Lock::Unlocked },
        85..=90 => {
            Deed::WorkflowsSet { client, state: one(chance, &[WorkflowState::Archived, WorkflowState::Completed]) }
        }
        91..=96 => Deed::WorkflowsSet { client, state: OPEN },
        97 => Deed::SwitchedOffByColleague,
        _ => Deed::LoginsRevoked,
    }
}

fn crash(chance: &mut Random) -> Crash {
    if chance.percent(60) {
        return Crash::Request(request(chance));
    }
    let moment = if chance.percent(50) { Moment::Before } else { Moment::After };
    Crash::Commit(moment, one(chance, Commit::ALL), count(chance, 1, 2))
}

fn request(chance: &mut Random) -> Cut {
    let request = count(chance, 1, 30);
    if chance.percent(50) { Cut::Before(request) } else { Cut::After(request) }
}

fn fault(chance: &mut Random) -> Happening {
    let operation = one(chance, &STRUCK);
    let kinds = [
        FaultKind::status(503),
        FaultKind::Status { status: 502, retry_after: None, applied: true },
        FaultKind::Status { status: 504, retry_after: None, applied: true },
        FaultKind::rate_limited(one(chance, &[20, 4_000, 20_000])),
        FaultKind::ResetBefore,
        FaultKind::ResetAfter,
        FaultKind::Refused,
        FaultKind::Truncated,
        FaultKind::CutShort,
        FaultKind::Html { status: 200, applied: true },
        FaultKind::Html { status: 200, applied: false },
        FaultKind::Slow { milliseconds: 90_000, applied_at_once: chance.percent(50) },
        FaultKind::status(401),
    ];
    let times = if chance.percent(60) {
        Times::Nth(u32::try_from(chance.between(1, 3)).unwrap())
    } else {
        Times::Next(u32::try_from(chance.between(1, 5)).unwrap())
    };
    Happening::Fault { operation, times, kind: one(chance, &kinds) }
}

fn one<Choice: Clone>(chance: &mut Random, choices: &[Choice]) -> Choice {
    chance.choose(choices).expect("there is a choice").clone()
}

fn count(chance: &mut Random, first: usize, last: usize) -> usize {
    usize::try_from(chance.between(u64::try_from(first).unwrap(), u64::try_from(last).unwrap())).unwrap()
}

fn minutes(chance: &mut Random, first: i64, last: i64) -> i64 {
    draw(chance, first, last)
}

fn draw(chance: &mut Random, first: i64, last: i64) -> i64 {
    first + i64::try_from(chance.below(u64::try_from(last - first + 1).unwrap())).unwrap()
}
