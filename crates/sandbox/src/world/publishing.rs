//! Sheets appear in Finbox.

use chrono::{DateTime, Utc};
use passerelle_social_balance::Sheet;

use super::forms::{self, Habits, Heading};
use super::{DossierId, MediaType, SheetId, StoredSheet, World, sheets};

impl World {
    /// Finbox makes a sheet for a dossier: a new entry in the feed, revision 1.
    pub fn make_sheet(&mut self, dossier: DossierId, sheet: Sheet, now: DateTime<Utc>) -> SheetId {
        self.publish(dossier, sheet, None, now)
    }

    /// Finbox makes a corrected sheet: a new entry with a higher revision that supersedes the old one. `None` where the
    /// old sheet does not exist.
    pub fn correct_sheet(&mut self, old: SheetId, sheet: Sheet, now: DateTime<Utc>) -> Option<SheetId> {
        let dossier = self.finbox.sheets.get(&old)?.dossier;
        Some(self.publish(dossier, sheet, Some(old), now))
    }

    /// As [`World::correct_sheet`], with a plausible correction of a few cells.
    pub fn correct_a_little(&mut self, old: SheetId, now: DateTime<Utc>) -> Option<SheetId> {
        let mut sheet = self.finbox.sheets.get(&old)?.sheet.clone();
        sheets::correct(&mut self.random, &mut sheet);
        self.correct_sheet(old, sheet, now)
    }

    fn publish(
        &mut self,
        dossier: DossierId,
        sheet: Sheet,
        supersedes: Option<SheetId>,
        now: DateTime<Utc>,
    ) -> SheetId {
        let id = SheetId(self.random.uuid());
        let known = self.finbox.dossiers.get(&dossier);
        let name = known.map(|dossier| dossier.name.clone()).unwrap_or_default();
        let number_on_sheets = known.is_none_or(|dossier| dossier.number_on_sheets);
        let feed_enterprise_number = known.and_then(|dossier| dossier.enterprise_number.clone());
        let revision = supersedes.and_then(|old| self.finbox.sheets.get(&old)).map_or(1, |old| old.revision + 1);
        let heading = Heading {
            reference: format!("{}-{:08}", sheet.financial_year.end().format("%Y"), self.finbox.feed.len() + 1),
            name,
            enterprise_number: if number_on_sheets { sheet.enterprise_number.digits() } else { String::new() },
            habits: if self.random.percent(50) { Habits::Usual } else { Habits::Other },
        };
        let mut media_types = self.finbox.knobs.media_types.clone();
        if !number_on_sheets {
            // An instance without the number of whom it speaks is none.
            media_types.remove(&MediaType::Xbrl);
        }
        let contents = forms::contents(&sheet, &heading, &media_types);
        let stored =
            StoredSheet { id, dossier, sheet, feed_enterprise_number, revision, supersedes, created_at: now, contents };
        self.finbox.sheets.insert(id, stored);
        self.finbox.feed.push(id);
        id
    }
}
