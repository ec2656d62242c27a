use std::fmt;

use chrono::{DateTime, Utc};
use passerelle_social_balance::Decimal;

use super::super::{Address, DossierId, Lock, Place, WorkflowState, World};
use super::{DossierKind, Expected, PlannedDossier};

/// Something that happened between two nights.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Happening {
    /// The dossier that it concerns.
    pub dossier: DossierId,
    /// The dossier's name.
    pub name: String,
    /// What happened.
    pub event: Event,
}

/// What happened between two nights.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Finbox made the first sheet.
    SheetMade,
    /// Finbox made a corrected sheet.
    SheetCorrected {
        /// Its revision.
        revision: u32,
    },
    /// Somebody changed a figure in Silverfin.
    FigureEdited {
        /// The rubric.
        rubric: String,
        /// What they typed.
        value: String,
    },
    /// The annual accounts workflow was added to the period.
    WorkflowAdded,
    /// The archived workflow was opened again.
    WorkflowOpened,
    /// The period was unlocked.
    PeriodUnlocked,
    /// The enterprise number was filled in.
    NumberTyped,
    /// The client file got another name.
    CompanyRenamed,
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SheetMade => formatter.write_str("Finbox makes the first sheet"),
            Self::SheetCorrected { revision } => {
                write!(formatter, "Finbox makes a corrected sheet (revision {revision})")
            }
            Self::FigureEdited { rubric, value } => {
                write!(formatter, "somebody types {value} into rubric {rubric} in Silverfin")
            }
            Self::WorkflowAdded => formatter.write_str("the annual accounts workflow is added in Silverfin"),
            Self::WorkflowOpened => formatter.write_str("the archived workflow is opened again in Silverfin"),
            Self::PeriodUnlocked => formatter.write_str("the period is unlocked in Silverfin"),
            Self::NumberTyped => formatter.write_str("the enterprise number is filled in in Silverfin"),
            Self::CompanyRenamed => formatter.write_str("the client file is renamed in Silverfin"),
        }
    }
}

impl World {
    /// The day after the first night: new and corrected sheets appear, people edit figures, a workflow is added and another
    /// opened, a period is unlocked, a number is filled in. Sets what is expected of the second night.
    pub fn second_day(&mut self, now: DateTime<Utc>) -> Vec<Happening> {
        let planned: Vec<PlannedDossier> = self.planned().into_iter().cloned().collect();
        let mut happenings = Vec::new();
        for planned in planned {
            let (events, expected) = self.second_day_of(&planned, now);
            let (dossier, name) = (planned.dossier, planned.name);
            happenings.extend(events.into_iter().map(|event| Happening { dossier, name: name.clone(), event }));
            if let Some(planned) = self.plan.get_mut(&dossier) {
                planned.expected = expected;
            }
        }
        happenings
    }

    fn second_day_of(&mut self, planned: &PlannedDossier, now: DateTime<Utc>) -> (Vec<Event>, Expected) {
        let events = match planned.kind {
            DossierKind::TenDigits | DossierKind::PayrollFileTwo | DossierKind::MadeBeforeActivation => {
                self.correction(planned, now)
            }
            // The correction changes the hours as well: two opinions on one figure.
            DossierKind::WithCountryCode => {
                [self.edit(planned, "1013", 120, now), self.correction(planned, now)].concat()
            }
            // The correction leaves head counts alone: the person's figure stays, the rest is delivered.
            DossierKind::Dotted => [self.edit(planned, "1051", 1, now), self.correction(planned, now)].concat(),
            // No new sheet, so nothing is to be done.
            DossierKind::NineDigits => self.edit(planned, "1003", 1, now),
            DossierKind::NoSheetYet => self.first_sheet(planned, now),
            DossierKind::WorkflowMissing => self.add_annual_accounts(planned),
            DossierKind::WorkflowArchived => self.open_archived(planned),
            DossierKind::LockedUnprocessable => self.unlock(planned),
            DossierKind::NumberMissing => self.type_number(planned),
            DossierKind::Monthly => {
                self.rename_company(planned.firm, planned.company, &format!("{} (registre)", planned.name));
                vec![Event::CompanyRenamed]
            }
            _ => Vec::new(),
        };
        let expected = match planned.kind {
            DossierKind::WithCountryCode => Expected::NeedsReview,
            _ if events.is_empty() => planned.expected,
            _ => Expected::Delivered,
        };
        (events, expected)
    }

    fn first_sheet(&mut self, planned: &PlannedDossier, now: DateTime<Utc>) -> Vec<Event> {
        let Some(sheet) = planned.sheet.clone() else { return Vec::new() };
        self.make_sheet(planned.dossier, sheet, now);
        vec![Event::SheetMade]
    }

    fn correction(&mut self, planned: &PlannedDossier, now: DateTime<Utc>) -> Vec<Event> {
        let newest = self.finbox.newest_sheet(planned.dossier).map(|sheet| sheet.id);
        let corrected = newest.and_then(|id| self.correct_a_little(id, now));
        let revision = corrected.and_then(|id| self.finbox.sheets.get(&id)).map(|sheet| sheet.revision);
        revision.map(|revision| Event::SheetCorrected { revision }).into_iter().collect()
    }

    fn edit(&mut self, planned: &PlannedDossier, rubric: &str, more: i64, now: DateTime<Utc>) -> Vec<Event> {
        let (Some(place), Some(sheet)) = (planned.place, &planned.sheet) else { return Vec::new() };
        let figure = rubric.parse().ok().and_then(|code| sheet.cell(code)).unwrap_or_default();
        let value = (figure + Decimal::from(more)).to_string();
        match self.person_edits(place, Address::of_rubric(rubric), Some(&value), now) {
            Ok(()) => vec![Event::FigureEdited { rubric: rubric.to_owned(), value }],
            Err(_) => Vec::new(),
        }
    }

    fn period_end(planned: &PlannedDossier) -> Option<chrono::NaiveDate> {
        planned.sheet.as_ref().map(|sheet| sheet.financial_year.end())
    }

    fn year_end_period(&self, planned: &PlannedDossier) -> Option<super::super::PeriodId> {
        let end = Self::period_end(planned)?;
        let company = self.company(planned.firm, planned.company)?;
        company.periods.values().find(|period| period.end_date == end && period.is_year_end()).map(|period| period.id)
    }

    fn note_place(&mut self, planned: &PlannedDossier) -> Option<Place> {
        let place = self.target(planned.firm, planned.company, Self::period_end(planned)?);
        self.plan.get_mut(&planned.dossier)?.place = place;
        place
    }

    fn add_annual_accounts(&mut self, planned: &PlannedDossier) -> Vec<Event> {
        let added = (|| {
            let period = self.year_end_period(planned)?;
            let firm = self.firm(planned.firm)?;
            let workflow = firm.workflows.values().find(|workflow| workflow.name == "Comptes annuels")?.id;
            let own = firm.templates.values().filter(|template| template.marketplace_template_id.is_none());
            let templates: Vec<_> = own.map(|template| template.id).collect();
            let open = WorkflowState::Open { progress: 0 };
            self.add_workflow(planned.firm, planned.company, period, workflow, open, &templates)?;
            self.note_place(planned)
        })();
        added.map(|_| Event::WorkflowAdded).into_iter().collect()
    }

    fn open_archived(&mut self, planned: &PlannedDossier) -> Vec<Event> {
        let opened = (|| {
            let period = self.year_end_period(planned)?;
            let workflows = &mut self.period_mut(planned.firm, planned.company, period)?.workflows;
            let archived = workflows.values_mut().find(|workflow| workflow.state == WorkflowState::Archived)?;
            archived.state = WorkflowState::Open { progress: 20 };
            self.note_place(planned)
        })();
        opened.map(|_| Event::WorkflowOpened).into_iter().collect()
    }

    fn unlock(&mut self, planned: &PlannedDossier) -> Vec<Event> {
        let unlocked =
            planned.place.is_some_and(|place| self.set_lock(place.firm, place.company, place.period, Lock::Unlocked));
        unlocked.then_some(Event::PeriodUnlocked).into_iter().collect()
    }

    fn type_number(&mut self, planned: &PlannedDossier) -> Vec<Event> {
        let Some(sheet) = &planned.sheet else { return Vec::new() };
        let typed = sheet.enterprise_number.dotted();
        match self.company_mut(planned.firm, planned.company) {
            Some(company) => {
                company.numbers.vat = Some(typed);
                vec![Event::NumberTyped]
            }
            None => Vec::new(),
        }
    }
}
