use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_agent::merge::{Marker, MarkerState};
use passerelle_sandbox::world::{
    Address, Author, Change, DossierId, MediaType, OverwrittenEdit, Place, Property, SheetId, StoredSheet, World,
};
use passerelle_sandbox::{Audit, Entry, Ledger, Sandbox};
use passerelle_social_balance::{Cells, Decimal, RubricCode};

use super::record::{Activation, Record};
use crate::Client;

/// What a judgement rests on.
pub(super) struct Evidence<'a> {
    pub(super) world: &'a World,
    pub(super) requests: &'a [Entry],
    pub(super) audit: &'a Audit,
    pub(super) clients: &'a [Client],
    pub(super) record: &'a Record,
    /// Which computer sent each request.
    pub(super) senders: &'a BTreeMap<u64, usize>,
    pub(super) documents: bool,
    pub(super) last_night: u64,
}

/// A template, and the dossiers whose sheets go into it together.
pub(super) struct Template {
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) dossiers: Vec<DossierId>,
    pub(super) year_end: NaiveDate,
}

/// What a marker says.
pub(super) struct Marked {
    pub(super) sheets: Vec<SheetId>,
    pub(super) is_whole: bool,
}

impl Evidence<'_> {
    pub(super) fn collected(sandbox: &Sandbox) -> (World, Ledger, Audit) {
        (sandbox.world(World::clone), sandbox.ledger(), sandbox.audit())
    }

    pub(super) fn request(&self, number: Option<u64>) -> Option<&Entry> {
        self.requests.get(usize::try_from(number?.checked_sub(1)?).ok()?)
    }

    pub(super) fn templates(&self) -> Vec<Template> {
        let mut templates: Vec<Template> = Vec::new();
        for client in self.clients {
            let place = client.place();
            match templates.iter_mut().find(|template| template.place == place) {
                Some(template) => template.dossiers.push(client.dossier),
                None => templates.push(Template {
                    place,
                    name: client.name.clone(),
                    dossiers: vec![client.dossier],
                    year_end: client.sheet.financial_year.end(),
                }),
            }
        }
        templates
    }

    pub(super) fn property(&self, place: Place, address: &Address) -> Option<&Property> {
        let period = self.world.period(place.firm, place.company, place.period)?;
        period.properties.get(&place.reconciliation)?.get(address)
    }

    /// The last change at an address.
    pub(super) fn last_change(&self, place: Place, address: &Address) -> Option<&Change> {
        self.property(place, address)?.history.last()
    }

    /// Whether a request was the first by which a figure of ours came to an address.
    pub(super) fn is_first_of_ours(&self, place: Place, address: &Address, request: Option<u64>) -> bool {
        let history = self.property(place, address).map(|property| property.history.as_slice()).unwrap_or_default();
        let first = history.iter().find(|change| change.author == Author::Application);
        request.is_some() && first.is_some_and(|first| first.request == request)
    }

    /// Whether a person emptied a field in which the sheet that was delivered last says nothing either: so both agreed, and
    /// what a later sheet says is new to both.
    pub(super) fn agreed_with_what_was_delivered(&self, edit: &OverwrittenEdit) -> bool {
        let Some(code) = edit.address.key.strip_prefix("code_").and_then(|code| code.parse().ok()) else {
            return false;
        };
        let markers = self.property(edit.place, &marker_address()).map(|property| property.history.as_slice());
        let before = markers.unwrap_or_default().iter().filter(|change| change.request < edit.request);
        let delivered = before.filter_map(marked).rfind(|marked| marked.is_whole);
        edit.persons.is_none() && delivered.is_some_and(|marked| !self.together(&marked.sheets).contains_key(&code))
    }

    /// What the marker says that stands in a template.
    pub(super) fn marker(&self, place: Place) -> Option<Marked> {
        marked(self.last_change(place, &marker_address())?)
    }

    /// The newest sheet of each dossier of a template, of those that the connection may see.
    pub(super) fn newest_sheets(&self, template: &Template) -> Vec<SheetId> {
        let newest = template.dossiers.iter().filter_map(|dossier| {
            self.world.finbox.visible_sheets().filter(|sheet| sheet.dossier == *dossier).last().map(|sheet| sheet.id)
        });
        let mut newest: Vec<SheetId> = newest.collect();
        newest.sort_unstable();
        newest
    }

    /// Whether some sheets of a template's dossiers, made before this instant and since the activation in force at it, say
    /// this together.
    pub(super) fn some_sheets_say(
        &self,
        place: Place,
        code: RubricCode,
        value: Option<Decimal>,
        at: DateTime<Utc>,
    ) -> bool {
        let Some(template) = self.templates().into_iter().find(|template| template.place == place) else {
            return false;
        };
        // One may end and the next begin in the very moment of a request.
        let in_force = |one: &&Activation| one.since <= at && one.until.is_none_or(|until| at <= until);
        let Some(since) = self.record.activations.iter().find(in_force).map(|activation| activation.since) else {
            return false;
        };
        // Beside a new sheet of another payroll file, one that stands since before the activation goes on counting.
        let stands = |sheet: &StoredSheet| template.dossiers.len() > 1 && self.stood_whole(sheet.id, at);
        let is_new = |sheet: &&StoredSheet| sheet.created_at <= at && (sheet.created_at >= since || stands(sheet));
        let mut sums: Vec<(bool, Option<Decimal>)> = vec![(false, None)];
        for dossier in &template.dossiers {
            let sheets = self.world.finbox.sheets.values().filter(|sheet| sheet.dossier == *dossier).filter(is_new);
            let cells: Vec<_> = sheets.map(|sheet| sheet.sheet.cells.get(&code).copied()).collect();
            // Beside another payroll file's sheet, this one may not be known yet.
            let others = sums.clone();
            sums = cells.iter().flat_map(|cell| others.iter().map(|(_, sum)| (true, plus(*sum, *cell)))).collect();
            sums.extend(others.into_iter().filter(|_| template.dossiers.len() > 1));
        }
        sums.into_iter().any(|(is_of_a_sheet, sum)| is_of_a_sheet && sum == value)
    }

    /// Whether a figure was typed after the last time that the computer which then wrote had looked at the template.
    pub(super) fn typed_after_the_last_look(&self, place: Place, address: &Address, write: Option<u64>) -> bool {
        let Some(write) = self.request(write) else { return false };
        let sender = self.senders.get(&write.sequence);
        let applied_at = write.finished.unwrap_or(u64::MAX);
        let typed = self.record.typed.iter().filter(|typed| typed.place == place && typed.address == *address);
        let typed_at = typed.map(|typed| typed.at.steps).filter(|at| *at < applied_at).max();
        let template = format!("/{}/custom", place.reconciliation);
        let looks = self.requests.iter().filter(|request| {
            request.sequence < write.sequence
                && request.method == "GET"
                && request.path.ends_with(&template)
                && request.status == Some(200)
                && self.senders.get(&request.sequence) == sender
        });
        typed_at.is_some() && typed_at >= looks.filter_map(|look| look.finished).max()
    }

    /// What these sheets say together. Sheets that say the same are as good as each other: for a correction that changes
    /// no figure nothing is written.
    pub(super) fn together(&self, sheets: &[SheetId]) -> Cells {
        let mut cells = Cells::new();
        for sheet in sheets.iter().filter_map(|sheet| self.world.finbox.sheets.get(sheet)) {
            for (code, value) in &sheet.sheet.cells {
                *cells.entry(*code).or_default() += *value;
            }
        }
        cells
    }

    /// Whether these sheets are of the same dossiers and say the same together.
    pub(super) fn say_the_same(&self, named: &[SheetId], newest: &[SheetId]) -> bool {
        let dossiers = |sheets: &[SheetId]| -> BTreeSet<DossierId> {
            sheets.iter().filter_map(|sheet| self.world.finbox.sheets.get(sheet)).map(|sheet| sheet.dossier).collect()
        };
        dossiers(named) == dossiers(newest) && self.together(named) == self.together(newest)
    }

    fn names_as_good_as(&self, named: &[SheetId], sheet: SheetId) -> bool {
        let same = |sheet: &StoredSheet| (sheet.dossier, sheet.sheet.cells.clone());
        let wanted = self.world.finbox.sheets.get(&sheet).map(same);
        named.iter().any(|named| self.world.finbox.sheets.get(named).map(same) == wanted)
    }

    /// Whether a marker had said by then that a sheet, or one that says the same, stands whole.
    pub(super) fn stood_whole(&self, sheet: SheetId, by: DateTime<Utc>) -> bool {
        self.templates().iter().any(|template| {
            let markers = self.property(template.place, &marker_address());
            let written = markers.into_iter().flat_map(|property| &property.history).filter(|change| change.at <= by);
            written.filter_map(marked).any(|marked| marked.is_whole && self.names_as_good_as(&marked.sheets, sheet))
        })
    }

    /// Whether a sheet's PDF is among the client file's documents.
    pub(super) fn pdf_is_there(&self, place: Place, sheet: SheetId) -> bool {
        let pdf = self.world.finbox.sheets.get(&sheet).and_then(|sheet| sheet.contents.get(&MediaType::Pdf));
        let file = self.world.company(place.firm, place.company);
        file.is_some_and(|file| {
            file.documents.values().any(|document| pdf.is_some_and(|pdf| pdf.sha256() == document.content.sha256()))
        })
    }
}

fn plus(sum: Option<Decimal>, cell: Option<Decimal>) -> Option<Decimal> {
    match (sum, cell) {
        (None, cell) => cell,
        (sum, None) => sum,
        (Some(sum), Some(cell)) => Some(sum + cell),
    }
}

pub(super) fn marker_address() -> Address {
    Address::new("passerelle", "delivery")
}

pub(super) fn marked(change: &Change) -> Option<Marked> {
    let marker = Marker::read(change.value.as_ref()?.as_str()?)?;
    let sheets = marker.sheets.iter().map(|sheet| SheetId(sheet.id.0)).collect();
    Some(Marked { sheets, is_whole: marker.state == MarkerState::Written })
}
