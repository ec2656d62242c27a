//! Whole offices: clients of every kind, with what should become of each.

mod client;
mod kind;
mod names;
mod office;
mod second_day;
#[cfg(test)]
mod tests;

use passerelle_social_balance::Sheet;

pub use kind::{DossierKind, Expected};
pub use second_day::{Event, Happening};

use super::{CompanyId, DossierId, FirmId, Place, World};

/// A dossier of a scenario and what it is there for.
#[derive(Debug, Clone)]
pub struct PlannedDossier {
    /// The dossier.
    pub dossier: DossierId,
    /// Its name.
    pub name: String,
    /// What it shows.
    pub kind: DossierKind,
    /// What is right after the next night, with both firms connected.
    pub expected: Expected,
    /// The Silverfin firm that the client belongs to.
    pub firm: FirmId,
    /// The client file in Silverfin; the first where there are two.
    pub company: CompanyId,
    /// The template that the figures belong into, as long as there is exactly one.
    pub place: Option<Place>,
    /// The sheet that [`World::publish_first_sheets`] makes or made.
    pub sheet: Option<Sheet>,
}

impl World {
    /// The scenario's dossiers in the order of their kinds.
    pub fn planned(&self) -> Vec<&PlannedDossier> {
        let mut planned: Vec<&PlannedDossier> = self.plan.values().collect();
        planned.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
        planned
    }

    /// The first dossier of this kind.
    pub fn planned_as(&self, kind: DossierKind) -> Option<&PlannedDossier> {
        self.planned().into_iter().find(|planned| planned.kind == kind)
    }
}
