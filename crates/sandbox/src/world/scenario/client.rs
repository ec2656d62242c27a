//! One client of a scenario: how its number is typed, which years it has, what its workflow is like, what people did.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, Model, Sheet};

use super::super::sheets::{self, Staffing, Violation};
use super::super::{
    Address, CompanyId, FirmSetup, Lock, NewCompany, Numbers, NumbersShown, PeriodId, Place, TemplateId, WorkflowState,
    World,
};
use super::{DossierKind, PlannedDossier};

/// What there is to know of a client before it is built.
pub(super) struct Client {
    pub(super) kind: DossierKind,
    pub(super) name: String,
    pub(super) number: EnterpriseNumber,
    pub(super) setup: FirmSetup,
    pub(super) now: DateTime<Utc>,
}

/// The calendar year that closed last, seen from this day.
pub(super) fn closed_year(now: DateTime<Utc>) -> i32 {
    now.year() - 1
}

fn year(start: (i32, u32, u32), end: (i32, u32, u32)) -> Option<FinancialYear> {
    let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
    FinancialYear::new(day(start)?, day(end)?).ok()
}

impl Client {
    fn financial_year(&self) -> Option<FinancialYear> {
        let closed = closed_year(self.now);
        match self.kind {
            DossierKind::BrokenYear => year((closed - 1, 7, 1), (closed, 6, 30)),
            DossierKind::ShortYear => year((closed, 9, 15), (closed, 12, 31)),
            DossierKind::LongYear => year((closed - 1, 7, 1), (closed, 12, 31)),
            _ => year((closed, 1, 1), (closed, 12, 31)),
        }
    }

    fn model(&self, world: &mut World) -> Model {
        match self.kind {
            DossierKind::Association
            | DossierKind::TemporaryOnly
            | DossierKind::FewWithoutSplit
            | DossierKind::PayrollFileOne
            | DossierKind::PayrollFileTwo
            | DossierKind::ManyProperties => Model::Full,
            DossierKind::OnePersonWithoutCosts => Model::Micro,
            _ => *world
                .random
                .choose(&[Model::Full, Model::Abridged, Model::Abridged, Model::Micro])
                .unwrap_or(&Model::Full),
        }
    }

    fn staffing(&self) -> Staffing {
        match self.kind {
            DossierKind::ZerosWritten => Staffing::ZerosWritten,
            DossierKind::ShortYear => Staffing::FirstYear,
            DossierKind::NoneAtClosing => Staffing::NoneAtClosing,
            DossierKind::TemporaryOnly => Staffing::TemporaryOnly,
            DossierKind::OnePersonWithoutCosts => Staffing::OnePersonWithoutCosts,
            DossierKind::FewWithoutSplit => Staffing::FewWithoutSplit,
            _ => Staffing::Usual,
        }
    }

    fn sheet(&self, world: &mut World, financial_year: FinancialYear) -> Sheet {
        let model = self.model(world);
        let heads = match model {
            Model::Full => world.random.between(40, 160),
            Model::Abridged => world.random.between(8, 40),
            Model::Micro => world.random.between(2, 7),
        };
        let heads = u32::try_from(heads).unwrap_or(8);
        let mut sheet = sheets::sheet(&mut world.random, self.number, financial_year, model, heads, self.staffing());
        match self.kind {
            DossierKind::HoursDoNotAddUp => sheets::violate(&mut sheet, Violation::HoursDoNotAddUp),
            DossierKind::SexesDoNotAddUp => sheets::violate(&mut sheet, Violation::SexesDoNotAddUp),
            _ => {}
        }
        sheet
    }

    fn new_company(&self) -> NewCompany {
        let (digits, dotted) = (self.number.digits(), self.number.dotted());
        let typed = match self.kind {
            DossierKind::WithCountryCode => format!("BE{dotted}"),
            DossierKind::Dotted => format!("BE {dotted}"),
            DossierKind::NineDigits => digits[1..].to_owned(),
            DossierKind::Bracketed => format!("(0){}-{}-{}", &digits[1..4], &digits[4..7], &digits[7..]),
            DossierKind::WithTaxWord => format!("TVA BE {}/{}/{}", &digits[..4], &digits[4..7], &digits[7..]),
            DossierKind::NumberMistyped => format!("BE 0{}0.{}.{}", &digits[1..3], &digits[4..7], &digits[7..]),
            DossierKind::NumberMissing => String::new(),
            _ => digits.clone(),
        };
        let mut new = NewCompany::new(&self.name, &typed);
        match self.kind {
            DossierKind::OnlyVatNumber => {
                new.numbers = Numbers { vat_number: Some(format!("BE{digits}")), ..Numbers::default() };
                new.numbers_in_list = NumbersShown::VAT;
            }
            DossierKind::OnlyRegistrationNumber => {
                new.numbers = Numbers { registration_number: Some(dotted), ..Numbers::default() };
            }
            DossierKind::NumberOnlyInDetail => new.numbers_in_list = NumbersShown::NONE,
            DossierKind::NumberMissing => new.numbers = Numbers { vat: Some(String::new()), ..Numbers::default() },
            DossierKind::Monthly => new.periods_per_year = 12,
            DossierKind::Quarterly | DossierKind::Association | DossierKind::BrokenYear => new.periods_per_year = 4,
            _ => {}
        }
        new
    }

    /// Builds the client file with the year before and the year of the sheet. Gives the file and the period that closes
    /// the sheet's year.
    fn company(&self, world: &mut World, sheets_year: FinancialYear) -> Option<(CompanyId, Option<PeriodId>)> {
        let firm = self.setup.firm;
        let company = world.add_company(firm, self.new_company(), self.now);
        if self.kind != DossierKind::ShortYear {
            let before_end = sheets_year.start().pred_opt()?;
            let before_start = sheets_year.start().checked_sub_months(Months::new(12))?;
            world.add_financial_year(firm, company, FinancialYear::new(before_start, before_end).ok()?);
        }
        let silverfins_year = match self.kind {
            DossierKind::PeriodMissing => return Some((company, None)),
            DossierKind::YearStartDiffers => {
                FinancialYear::new(sheets_year.start() + Days::new(92), sheets_year.end()).ok()?
            }
            _ => sheets_year,
        };
        let period = world.add_financial_year(firm, company, silverfins_year);
        let after = sheets_year.end().succ_opt()?;
        let after_end = after.checked_add_months(Months::new(12))?.pred_opt()?;
        world.add_financial_year(firm, company, FinancialYear::new(after, after_end).ok()?);
        Some((company, period))
    }

    fn workflow(&self, world: &mut World, company: CompanyId, period: PeriodId) {
        let FirmSetup { firm, annual_accounts, vat_returns, social_balance, social_balance_twin, identification } =
            self.setup;
        let usual: [TemplateId; 2] = [identification, social_balance];
        let open = WorkflowState::Open { progress: u8::try_from(world.random.below(95)).unwrap_or(10) };
        world.add_workflow(firm, company, period, vat_returns, open, &[identification]);
        let (state, templates): (WorkflowState, &[TemplateId]) = match self.kind {
            DossierKind::WorkflowMissing => return,
            DossierKind::WorkflowArchived => (WorkflowState::Archived, &usual),
            DossierKind::WorkflowCompleted => (WorkflowState::Completed, &usual),
            DossierKind::TemplateMissing => (open, &[identification]),
            DossierKind::TemplateTwice => (open, &[identification, social_balance, social_balance_twin]),
            _ => (open, &usual),
        };
        world.add_workflow(firm, company, period, annual_accounts, state, templates);
        if self.kind == DossierKind::TwinArchived {
            let twin = [social_balance_twin];
            world.add_workflow(firm, company, period, annual_accounts, WorkflowState::Archived, &twin);
        }
        let lock = match self.kind {
            DossierKind::LockedUnprocessable => Lock::Unprocessable,
            DossierKind::LockedForbidden => Lock::Forbidden,
            DossierKind::LockedSilent => Lock::Silent,
            _ => Lock::Unlocked,
        };
        world.set_lock(firm, company, period, lock);
    }

    /// What people did in the template before the first night.
    fn edits(&self, world: &mut World, place: Place, sheet: &Sheet) {
        let at = self.now - Days::new(3);
        let mut edit = |address: Address, value: &str| {
            // The place was just built, so nothing can refuse.
            let _ = world.person_edits(place, address, Some(value), at);
        };
        let figure = |code: &str| code.parse().ok().and_then(|code| sheet.cell(code)).unwrap_or_default();
        match self.kind {
            DossierKind::ManyProperties => {
                (1..=230).for_each(|line| edit(Address::new("layout", format!("line_{line:03}")), "visible"));
            }
            DossierKind::OtherEdits => {
                edit(Address::new("notes", "comment"), "Chiffres à demander au secrétariat social");
                edit(Address::new("social_balance", "reviewed_by"), "2");
            }
            DossierKind::SameEdits => {
                for code in ["1001", "1003", "1013"] {
                    edit(Address::of_rubric(code), &figure(code).to_string());
                }
            }
            DossierKind::BooksEdited => {
                let books = figure("1023") + passerelle_social_balance::Decimal::from(1250);
                edit(Address::of_rubric("1023"), &books.to_string());
            }
            DossierKind::FiguresEdited => {
                let more = |code: &str| (figure(code) + passerelle_social_balance::Decimal::ONE).to_string();
                for code in ["1051", "1053"] {
                    edit(Address::of_rubric(code), &more(code));
                }
            }
            _ => {}
        }
    }

    /// Builds the client on both sides.
    pub(super) fn build(self, world: &mut World) -> Option<()> {
        let financial_year = self.financial_year()?;
        let digits = self.number.digits();
        let without_number = matches!(self.kind, DossierKind::NumberOnlyOnSheet | DossierKind::NumberNowhere);
        let dossier = world.add_dossier(&self.name, (!without_number).then_some(digits.as_str()));
        if let Some(dossier) = world.finbox.dossiers.get_mut(&dossier) {
            dossier.number_on_sheets = self.kind != DossierKind::NumberNowhere;
        }
        let sheet = self.sheet(world, financial_year);
        let firm = self.setup.firm;
        // Both payroll files are one client in Silverfin.
        let other_file = (self.kind == DossierKind::PayrollFileTwo)
            .then(|| world.planned_as(DossierKind::PayrollFileOne).map(|planned| planned.company))
            .flatten();
        let company = if let Some(company) = other_file {
            company
        } else {
            let (company, period) = self.company(world, financial_year)?;
            if let Some(period) = period {
                self.workflow(world, company, period);
            }
            company
        };
        let place = world.target(firm, company, financial_year.end());
        if let Some(place) = place {
            self.edits(world, place, &sheet);
        }
        match self.kind {
            DossierKind::NumberTwice => {
                world.add_company(firm, NewCompany::new(&self.name, &format!("BE {}", self.number.dotted())), self.now);
            }
            DossierKind::CompanyArchived => {
                world.company_mut(firm, company)?.archived = true;
            }
            _ => {}
        }
        let planned = PlannedDossier {
            dossier,
            name: self.name,
            kind: self.kind,
            expected: self.kind.expected(),
            firm,
            company,
            place: place.filter(|_| !matches!(self.kind, DossierKind::TemplateTwice | DossierKind::YearStartDiffers)),
            sheet: Some(sheet),
        };
        world.plan.insert(dossier, planned);
        Some(())
    }
}
