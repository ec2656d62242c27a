use chrono::{DateTime, TimeDelta, Utc};

use super::super::{DossierId, Role, SheetId, World, sheets};
use super::client::Client;
use super::{DossierKind, names};

impl World {
    /// An accountant's office with a dossier of every kind, two Silverfin firms and two users. `now` decides which year
    /// closed last. The sheets come with [`World::publish_first_sheets`], after the activation.
    pub fn office(seed: u64, now: DateTime<Utc>) -> Self {
        let kinds: Vec<DossierKind> =
            DossierKind::ALL.iter().copied().filter(|kind| *kind != DossierKind::Plain).collect();
        Self::office_of(seed, &kinds, now)
    }

    /// The same office with a dossier of each of these kinds, which may repeat.
    pub fn office_of(seed: u64, kinds: &[DossierKind], now: DateTime<Utc>) -> Self {
        let mut world = Self::empty(seed);
        let first = world.add_firm("Fiduciaire du Canal");
        let second = world.add_firm("Kantoor De Linde");
        let both = [(first.firm, Role::Administrator), (second.firm, Role::Administrator)];
        world.add_user("Direction", "direction@fiduciaire-du-canal.example", "tilleul-canal-7", &both);
        let member = [(first.firm, Role::Member)];
        world.add_user("Accueil", "accueil@fiduciaire-du-canal.example", "accueil-canal-3", &member);
        for (index, kind) in (0..).zip(kinds.iter().copied()) {
            let serial = match kind {
                DossierKind::PayrollFileOne | DossierKind::PayrollFileTwo => PAYROLL_FILES,
                DossierKind::NumberBeginsWithOne => BEGINS_WITH_ONE,
                _ => 7 * index,
            };
            let client = Client {
                kind,
                name: match kind {
                    DossierKind::PayrollFileTwo => "Ateliers Réunis de la Vallée SA (ouvriers)".to_owned(),
                    DossierKind::PayrollFileOne => "Ateliers Réunis de la Vallée SA (employés)".to_owned(),
                    DossierKind::Association => "Maison de Quartier La Grande Tablée ASBL".to_owned(),
                    _ => names::company(usize::try_from(index).unwrap_or_default()),
                },
                number: sheets::fictitious_number(serial),
                setup: if kind == DossierKind::SecondFirm { second } else { first },
                now,
            };
            client.build(&mut world);
        }
        world
    }

    /// So many dossiers that all simply work, in one firm, for load.
    pub fn plain(seed: u64, count: u32, now: DateTime<Utc>) -> Self {
        let mut world = Self::empty(seed);
        let setup = world.add_firm("Fiduciaire du Canal");
        let administrator = [(setup.firm, Role::Administrator)];
        world.add_user("Direction", "direction@fiduciaire-du-canal.example", "tilleul-canal-7", &administrator);
        for index in 0..count {
            let client = Client {
                kind: DossierKind::Plain,
                name: names::company(usize::try_from(index).unwrap_or_default()),
                number: sheets::fictitious_number(index),
                setup,
                now,
            };
            client.build(&mut world);
        }
        world
    }

    /// Finbox makes the first sheets: those of [`DossierKind::MadeBeforeActivation`] a day before the activation, all
    /// others now. Called after the activation; gives the sheets that the connection can see.
    pub fn publish_first_sheets(&mut self, now: DateTime<Utc>) -> Vec<SheetId> {
        let earlier = self.finbox.activated_at().unwrap_or(now) - TimeDelta::days(1);
        let mut due: Vec<(DateTime<Utc>, DossierId, DossierKind)> = self
            .planned()
            .into_iter()
            .filter(|planned| planned.kind != DossierKind::NoSheetYet)
            .map(|planned| {
                let before = planned.kind == DossierKind::MadeBeforeActivation;
                (if before { earlier } else { now }, planned.dossier, planned.kind)
            })
            .collect();
        due.sort_unstable();
        let mut made = Vec::new();
        for (at, dossier, kind) in due {
            let Some(sheet) = self.plan.get(&dossier).and_then(|planned| planned.sheet.clone()) else { continue };
            let id = self.make_sheet(dossier, sheet, at);
            if at == now {
                made.push(id);
            }
            if kind == DossierKind::CorrectedAtOnce {
                made.extend(self.correct_a_little(id, now));
            }
        }
        made
    }
}

/// The serial of the enterprise that has two payroll files.
const PAYROLL_FILES: u32 = 7_000;
/// A serial whose number begins with 1.
const BEGINS_WITH_ONE: u32 = 6;
