//! What must hold after whatever happened, said by the sandbox's own world and ledger and never by our journal.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use passerelle_agent::merge::{Marker, MarkerState};
use passerelle_sandbox::world::{
    Address, Author, Content, Document, DossierId, MediaType, Place, PlannedDossier, Property, SheetId, World,
};
use passerelle_sandbox::{Entry, FaultKind, Service};
use passerelle_social_balance::{Decimal, RubricCode};

use crate::Office;

/// The dossiers whose sheets go into one template together, and the template.
struct Together {
    place: Place,
    dossiers: Vec<DossierId>,
    end: chrono::NaiveDate,
}

impl Office {
    /// Everything that is wrong, in sentences; empty where every sheet stands.
    ///
    /// - Every figure stands as Finbox's newest sheets say, unless a person was the last to touch it.
    /// - Nobody's work was overwritten, and no figure was written that stood there already.
    /// - The marker names exactly those sheets and says that they stand whole; Finbox was told of each.
    /// - No document is there twice; where PDFs are wanted, each delivered sheet's is there.
    /// - Never two writes at once in one client file; no request broke a contract.
    pub fn wrongs(&self) -> Vec<String> {
        let mut wrongs = self.wrongs_of_the_audit();
        self.sandbox.world(|world| {
            for together in together(world) {
                wrongs.extend(wrong_figures(world, &together));
                wrongs.extend(wrong_marker(world, &together));
                wrongs.extend(wrong_acknowledgements(world, &together));
            }
        });
        wrongs
    }

    /// What is wrong even while sheets are still under way.
    pub fn wrongs_of_the_audit(&self) -> Vec<String> {
        let audit = self.sandbox.audit();
        let mut wrongs = Vec::new();
        wrongs.extend(audit.violations.iter().map(|one| format!("a request broke a contract: {one:?}")));
        wrongs.extend(audit.mistakes.iter().map(|one| format!("the sandbox broke its contract: {one:?}")));
        wrongs.extend(audit.overwritten_persons_edits.iter().map(|one| format!("a person's work is lost: {one:?}")));
        wrongs.extend(audit.documents_twice.iter().map(|one| format!("a document is there twice: {one:?}")));
        let figures_again = audit.repeated_writes.iter().filter(|one| one.address.namespace != MARKER.0);
        wrongs.extend(figures_again.map(|one| format!("a figure was written twice: {one:?}")));
        if audit.most_writes_at_once_for_one_company > 1 {
            wrongs.push("two writes at once in one client file".to_owned());
        }
        wrongs
    }

    /// The newest sheets whose PDF is not among the client file's documents: for an office that wants them there.
    pub fn missing_documents(&self) -> Vec<String> {
        self.sandbox.world(|world| {
            let mut missing = Vec::new();
            for together in together(world) {
                let file = world.company(together.place.firm, together.place.company);
                for id in newest(world, &together) {
                    let pdf = world.finbox.sheets.get(&id).and_then(|sheet| sheet.contents.get(&MediaType::Pdf));
                    let there = file.is_some_and(|file| {
                        let same = |document: &Document| Some(document.content.sha256()) == pdf.map(Content::sha256);
                        file.documents.values().any(same)
                    });
                    missing.extend((!there).then(|| format!("the PDF of sheet {id} is missing")));
                }
            }
            missing
        })
    }

    /// Requests that came although the service had asked to wait: a `Retry-After` holds for everything that is asked of
    /// the same service, save what was under way already.
    pub fn impatient_requests(&self) -> Vec<String> {
        let ledger = self.sandbox.ledger();
        let mut asked: BTreeMap<Service, (DateTime<Utc>, u64)> = BTreeMap::new();
        let mut impatient = Vec::new();
        for entry in ledger.entries() {
            if let Some((until, step)) = asked.get(&entry.service)
                && entry.at < *until
                && entry.started > *step
            {
                impatient.push(format!("{} at {}, asked to wait until {until}", named(entry), entry.at));
            }
            if let Some((until, step)) = asks_to_wait(entry) {
                asked.insert(entry.service, (until, step));
            }
        }
        impatient
    }
}

const MARKER: (&str, &str) = ("passerelle", "delivery");

fn named(entry: &Entry) -> String {
    entry.operation.clone().unwrap_or_else(|| format!("{} {}", entry.method, entry.path))
}

fn asks_to_wait(entry: &Entry) -> Option<(DateTime<Utc>, u64)> {
    let (FaultKind::RateLimited { retry_after } | FaultKind::Status { retry_after, .. }) = entry.fault.as_ref()? else {
        return None;
    };
    let seconds: i64 = retry_after.as_ref()?.parse().ok()?;
    Some((entry.at + TimeDelta::seconds(seconds), entry.finished?))
}

/// The templates that sheets go into, each with its dossiers that have a sheet.
fn together(world: &World) -> Vec<Together> {
    let mut all: Vec<Together> = Vec::new();
    let planned: Vec<&PlannedDossier> = world.planned();
    for (planned, place) in planned.iter().filter_map(|planned| Some((planned, planned.place?))) {
        let Some(newest) = world.finbox.newest_sheet(planned.dossier) else { continue };
        let end = newest.sheet.financial_year.end();
        match all.iter_mut().find(|together| together.place == place) {
            Some(together) => together.dossiers.push(planned.dossier),
            None => all.push(Together { place, dossiers: vec![planned.dossier], end }),
        }
    }
    all
}

fn property<'world>(world: &'world World, place: Place, address: &Address) -> Option<&'world Property> {
    world.period(place.firm, place.company, place.period)?.properties.get(&place.reconciliation)?.get(address)
}

fn wrong_figures(world: &World, together: &Together) -> Vec<String> {
    let due = world.figures_due(&together.dossiers, together.end);
    let wrong = RubricCode::all().filter_map(|code| {
        let property = property(world, together.place, &Address::of_rubric(code.as_str()));
        let last = property.and_then(|property| property.history.last());
        if last.is_some_and(|change| change.author == Author::Person) {
            return None;
        }
        let standing = last.and_then(|change| change.value.as_ref()).and_then(|value| value.as_str());
        let right = match (standing.map(str::parse::<Decimal>), due.get(&code)) {
            (None, None) => true,
            (Some(Ok(standing)), Some(due)) => standing == *due,
            _ => false,
        };
        (!right).then(|| format!("rubric {code} stands {standing:?}, due is {:?}", due.get(&code)))
    });
    wrong.collect()
}

fn newest(world: &World, together: &Together) -> Vec<SheetId> {
    let newest = together.dossiers.iter().filter_map(|dossier| {
        let of_year = world.finbox.visible_sheets().filter(|sheet| sheet.dossier == *dossier);
        of_year.filter(|sheet| sheet.sheet.financial_year.end() == together.end).last().map(|sheet| sheet.id)
    });
    let mut newest: Vec<SheetId> = newest.collect();
    newest.sort_unstable();
    newest
}

fn wrong_marker(world: &World, together: &Together) -> Option<String> {
    let text = world.standing(together.place, &Address::new(MARKER.0, MARKER.1));
    let Some(marker) = text.as_deref().and_then(Marker::read) else {
        return Some(format!("the marker stands {text:?}"));
    };
    let named: Vec<SheetId> = marker.sheets.iter().map(|sheet| SheetId(sheet.id.0)).collect();
    let right = marker.state == MarkerState::Written && named == newest(world, together);
    (!right).then(|| format!("the marker says {marker:?}"))
}

fn wrong_acknowledgements(world: &World, together: &Together) -> Vec<String> {
    let told = world.acknowledged();
    let untold = newest(world, together).into_iter().filter(|sheet| !told.contains_key(sheet));
    untold.map(|sheet| format!("Finbox was not told of sheet {sheet}")).collect()
}
