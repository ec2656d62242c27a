use super::Mutant;
use super::invariants::wrongs;
use super::plan::{Happening, Plan};
use super::play::play;

/// Takes away from a plan that ends badly whatever does not matter: happenings first, then clients. What is left still
/// ends badly, though perhaps in another way.
pub fn shrink(plan: &Plan, mutant: Option<Mutant>) -> Plan {
    let ends_badly = |plan: &Plan| !wrongs(&play(plan, mutant)).is_empty();
    let mut smallest = plan.clone();
    let mut piece = smallest.happenings.len();
    while piece > 0 {
        let mut begin = 0;
        while begin < smallest.happenings.len() {
            let end = (begin + piece).min(smallest.happenings.len());
            let mut fewer = smallest.clone();
            fewer.happenings.drain(begin..end);
            if ends_badly(&fewer) {
                smallest = fewer;
            } else {
                begin = end;
            }
        }
        piece /= 2;
    }
    while smallest.office.kinds.len() > 1 {
        let mut fewer = smallest.clone();
        fewer.office.kinds.pop();
        if !ends_badly(&fewer) {
            break;
        }
        smallest = fewer;
    }
    if smallest.office.computers > 1 && smallest.happenings.iter().all(|happening| concerns(happening, 0)) {
        let alone = Plan { office: super::OfficePlan { computers: 1, ..smallest.office.clone() }, ..smallest.clone() };
        if ends_badly(&alone) {
            return alone;
        }
    }
    smallest
}

/// Whether a happening concerns no other computer than this one.
fn concerns(happening: &Happening, only: usize) -> bool {
    match happening {
        Happening::DoneDuringRun { computer, .. }
        | Happening::Crashes { computer, .. }
        | Happening::Unplugged { computer, .. }
        | Happening::Sleeps { computer, .. }
        | Happening::SleepsDuringRun { computer, .. }
        | Happening::CutShort { computer, .. }
        | Happening::ClockSetDuringRun { computer, .. }
        | Happening::ClockSet { computer, .. }
        | Happening::Travels { computer, .. }
        | Happening::SyncAsked { computer }
        | Happening::Decides { computer, .. }
        | Happening::AsksAgain { computer }
        | Happening::SwitchesOff { computer }
        | Happening::Connects { computer }
        | Happening::Restarts { computer }
        | Happening::HomeLost { computer } => *computer == only,
        Happening::Passes { .. }
        | Happening::Done(_)
        | Happening::Fault { .. }
        | Happening::FaultsEnd
        | Happening::SyncAskedEverywhere => true,
    }
}
