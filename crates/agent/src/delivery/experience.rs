//! What a run learns of a firm in Silverfin, so that it asks once per night what it would else ask for every client file.
//! It is forgotten with the run: the next one finds a firm that may have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use passerelle_silverfin::{CompanyId, FirmId, Workflow};

use super::Lane;
use crate::run::{RunError, Sync};

/// From so many client files on it is worth a request to ask a firm for its templates.
const WORTH_ASKING: usize = 3;
/// After so many answers in a row that say nothing, a firm is not asked for the status of a workflow any more.
const SILENCES: u32 = 5;

/// One firm, as far as a run knows it.
#[derive(Debug, Default)]
pub(crate) struct Experience(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The firm has exactly one template of the handle. Templates of client files come from the firm's, so no client file
    /// can have two of them.
    has_one_template: bool,
    /// How often the template was found, by the workflow's name.
    found_in: BTreeMap<String, u32>,
    /// Statuses in a row that said nothing.
    silences: u32,
    /// A request with many properties was refused.
    takes_small_batches_only: bool,
    /// A marker with figures was refused or cut, and one without was not.
    takes_short_markers_only: bool,
}

impl Experience {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a template that was found in an open workflow is the only one that a client file can have.
    pub(super) fn first_open_is_the_only_one(&self) -> bool {
        self.known().has_one_template
    }

    /// The workflows in the order in which it is worth looking into them: those first whose like had the template.
    pub(super) fn in_order(&self, mut workflows: Vec<Workflow>) -> Vec<Workflow> {
        let known = self.known();
        workflows.sort_by_key(|workflow| {
            let found = workflow.name.as_ref().and_then(|name| known.found_in.get(name));
            std::cmp::Reverse(found.copied().unwrap_or_default())
        });
        workflows
    }

    /// Notes that this workflow has the template.
    pub(super) fn note_found(&self, workflow: &Workflow) {
        if let Some(name) = &workflow.name {
            *self.known().found_in.entry(name.clone()).or_default() += 1;
        }
    }

    /// Whether it is worth asking for the status of a workflow. Silverfin documents neither where nor how it is told; one that
    /// cannot be read closes nothing.
    pub(super) fn tells_status(&self) -> bool {
        self.known().silences < SILENCES
    }

    /// Notes whether an answer said anything of a workflow's status.
    pub(super) fn note_status(&self, said_something: bool) {
        let mut known = self.known();
        known.silences = if said_something { 0 } else { known.silences + 1 };
    }

    /// Whether requests with many properties are of no use.
    pub(super) fn takes_small_batches_only(&self) -> bool {
        self.known().takes_small_batches_only
    }

    /// Notes that a request with many properties was refused.
    pub(super) fn note_large_batch_refused(&self) {
        self.known().takes_small_batches_only = true;
    }

    /// Whether markers that tell figures are of no use.
    pub(super) fn takes_short_markers_only(&self) -> bool {
        self.known().takes_short_markers_only
    }

    /// Notes that a marker with figures was too long.
    pub(super) fn note_long_marker_refused(&self) {
        self.known().takes_short_markers_only = true;
    }
}

impl Sync {
    /// What this run knows of a firm.
    pub(crate) fn experience(&self, firm: FirmId) -> Arc<Experience> {
        self.found(|found| Arc::clone(found.experience.entry(firm).or_default()))
    }

    /// Asks each firm for its templates where many of its client files are to be looked at.
    pub(crate) async fn look_at_templates(&self, lanes: &BTreeMap<(FirmId, CompanyId), Lane>) -> Result<(), RunError> {
        let firms: BTreeSet<FirmId> = lanes.keys().map(|(firm, _)| *firm).collect();
        for connected in firms.iter().filter_map(|firm| self.firms.get(firm)) {
            let experience = self.experience(connected.firm);
            let files = lanes.keys().filter(|(firm, _)| *firm == connected.firm).count();
            if files < WORTH_ASKING || experience.first_open_is_the_only_one() || self.closed(connected.firm).is_some()
            {
                continue;
            }
            match connected.api.templates().await {
                Ok(templates) => {
                    let handle = self.rules.mapping.handle().as_str();
                    let of_the_handle = templates.iter().filter(|template| template.handle.as_deref() == Some(handle));
                    experience.known().has_one_template = of_the_handle.count() == 1;
                }
                // Then every workflow is looked into; whatever else is wrong shows there.
                Err(error) => self.note_login(&error, connected)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use passerelle_silverfin::WorkflowId;

    use super::*;

    fn workflow(id: u64, name: Option<&str>) -> Workflow {
        Workflow { id: WorkflowId(id), name: name.map(str::to_owned), archived: None }
    }

    #[test]
    fn workflows_come_first_whose_like_had_the_template() {
        let experience = Experience::default();
        let all = || vec![workflow(1, None), workflow(2, Some("TVA")), workflow(3, Some("Comptes annuels"))];
        let order = |experience: &Experience| -> Vec<u64> {
            experience.in_order(all()).into_iter().map(|workflow| workflow.id.0).collect()
        };
        assert_eq!(order(&experience), [1, 2, 3], "without experience they stay as they came");
        experience.note_found(&workflow(9, Some("Comptes annuels")));
        assert_eq!(order(&experience), [3, 1, 2]);
    }

    #[test]
    fn a_firm_that_never_says_a_status_is_not_asked_for_ever() {
        let experience = Experience::default();
        for said_something in [false, false, false, false, true, false, false, false, false] {
            experience.note_status(said_something);
            assert!(experience.tells_status());
        }
        experience.note_status(false);
        assert!(!experience.tells_status());
    }
}
