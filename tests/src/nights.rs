use std::collections::BTreeMap;
use std::time::Duration;

use passerelle_agent::merge::Choice;
use passerelle_agent::run::RunReport;
use passerelle_agent::schedule::RunKind;
use passerelle_social_balance::RubricCode;

use crate::Desktop;

/// More runs than any trouble that passes may cost.
const MOST_RUNS: usize = 24;

/// What it took until nothing was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nights {
    /// Nights and retries.
    pub runs: usize,
    /// Rubrics that the accountant had to decide on.
    pub questions: usize,
}

impl Desktop {
    /// Lets nights and retries come, each when it is due, until nothing is left to do; whatever the accountant is asked is
    /// answered so. Says what it took, or what would not end.
    pub async fn until_nothing_is_due(&self, choice: Choice) -> Result<Nights, String> {
        let mut kind = RunKind::Scheduled;
        let mut last = String::new();
        let mut questions = 0;
        for runs in 1..=MOST_RUNS {
            let report = self.try_sync(kind).await;
            let asked = self.answer_questions(choice);
            questions += asked;
            if asked > 0 {
                kind = RunKind::Manual;
                continue;
            }
            match &report {
                Ok(report) if self.is_done(report) => return Ok(Nights { runs, questions }),
                Ok(report) => last = format!("{:?}, {:?}", report.under_way, report.troubles),
                Err(error) => last = error.to_string(),
            }
            kind = self.wait_for_the_next_run();
        }
        Err(format!("{MOST_RUNS} runs were not enough: {last}"))
    }

    /// Whether nothing is left to do, now or later.
    fn is_done(&self, report: &RunReport) -> bool {
        let journal = self.agent.journal();
        report.under_way.is_empty()
            && report.troubles.is_empty()
            && !report.cancelled
            && journal.sheets_to_acknowledge().unwrap().is_empty()
            && journal.documents_under_way().unwrap().is_empty()
    }

    /// Moves the clock to the next retry, or to the next night.
    fn wait_for_the_next_run(&self) -> RunKind {
        let now = self.now();
        let next_retry = self.agent.status().unwrap().next_retry;
        if let Some(at) = next_retry.filter(|at| *at - now < chrono::Duration::days(1)) {
            assert!(at > now, "a retry is due that the run passed over: the next run would begin at once, for ever");
            self.clock.advance((at - now).to_std().unwrap_or_default() + Duration::from_secs(1));
            return RunKind::Retry;
        }
        self.clock.advance(Duration::from_hours(24));
        RunKind::Scheduled
    }

    /// The accountant answers every question so. Says how many rubrics there were to decide on.
    pub fn answer_questions(&self, choice: Choice) -> usize {
        let mut asked = 0;
        for review in self.agent.reviews().unwrap() {
            let record = self.agent.journal().sheet(review.sheet).unwrap().unwrap();
            let is_new = |code: &RubricCode| !record.decisions.contains_key(code);
            let choices: BTreeMap<_, _> = review.conflicts.iter().map(|conflict| (conflict.code, choice)).collect();
            if choices.keys().any(is_new) {
                asked += choices.len();
                self.agent.decide(review.sheet, &choices).unwrap();
            }
        }
        asked
    }
}
