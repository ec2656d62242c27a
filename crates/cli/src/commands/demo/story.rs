//! What a newcomer reads while the demo goes on.

use std::fmt::Write as _;

use passerelle_agent::connection::Activated;
use passerelle_agent::messages::Messages;
use passerelle_agent::run::RunReport;
use passerelle_agent::{DossierRow, Review};
use passerelle_finbox::Environment;
use passerelle_sandbox::world::Happening;
use passerelle_silverfin::Firm;
use passerelle_social_balance::Decimal;

use super::stage::{AccountantActs, Stage};
use super::verdict::{KeptFigure, Verdict};
use crate::answer::print;
use crate::commands::sync::{by_name, standing};
use crate::overview::{overview, year};
use crate::table::Table;

/// The narrator. Silent where a program listens.
pub(super) struct Story<'stage> {
    stage: &'stage Stage,
    silent: bool,
}

impl<'stage> Story<'stage> {
    pub(super) fn new(stage: &'stage Stage, silent: bool) -> Self {
        Self { stage, silent }
    }

    fn messages(&self) -> &Messages {
        &self.stage.office.messages
    }

    fn say(&self, text: &str) {
        if !self.silent {
            print(text);
        }
    }

    fn chapter(&self, title: &str) {
        self.say(&format!("\n== {title}\n"));
    }

    pub(super) fn opening(&self) {
        let (finbox, silverfin) = self.stage.addresses();
        let (dossiers, firms) =
            self.stage.sandbox().world(|world| (world.finbox.dossiers.len(), world.silverfin.firms.len()));
        self.say(&format!(
            "Passerelle takes social balance sheets from SD Worx Finbox to the right client file in Silverfin, every night.\n\
             This demo plays an accountant's office for two nights. Both services are invented ones on this computer:\n\
             \x20 Finbox     {finbox}   {dossiers} dossiers\n\
             \x20 Silverfin  {silverfin}          {firms} firms"
        ));
    }

    pub(super) fn activated(&self, activated: &Activated) {
        self.chapter("Monday, 17:30. The accountant connects both, once");
        self.say(&format!(
            "Step 1  The start date is today, {}.\n\
             Step 2  The external connection is activated. Pairing id: {}\n\
             \x20       Sheets made before this moment will never be sent.",
            activated.start_date.map(|date| self.messages().date(date)).unwrap_or_default(),
            activated.pairing_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        ));
    }

    pub(super) fn connected(&self, environment: &Environment, firms: &[Firm]) {
        let mut text = format!("Step 3  The pairing id is right: it is that of {}.\n", environment.name);
        for firm in firms {
            let name = firm.name.as_deref().unwrap_or_default();
            let _ = writeln!(
                text,
                "        Logged in to Silverfin, firm {} {name}. The connection is established.",
                firm.id
            );
        }
        self.say(&text);
    }

    pub(super) fn payroll_made(&self, sheets: usize) {
        self.say(&format!("        In the evening, Finbox makes {sheets} social balance sheets."));
    }

    pub(super) fn night(&self, number: u32, report: &RunReport, rows: &[DossierRow]) {
        self.chapter(&format!("Night {number}, 02:14. {}", counted(report)));
        self.say(&overview(rows, self.messages()));
    }

    pub(super) fn meanwhile(&self, happenings: &[Happening]) {
        self.chapter("Tuesday. Meanwhile, in Finbox and in Silverfin");
        let mut table = Table::new(["", ""]);
        for happening in happenings {
            table.row([happening.name.clone(), happening.event.to_string()]);
        }
        self.say(&table.indented_without_headings(2));
    }

    pub(super) fn accountant(&self, acts: &AccountantActs) {
        let mut text = String::from("The accountant does what was asked:\n");
        if let Some((dossier, company, name)) = &acts.linked {
            let _ =
                writeln!(text, "  passerelle dossier link {dossier:?} {company}\n      linked to {name}; remembered");
        }
        if let Some(dossier) = &acts.retried {
            let _ = writeln!(text, "  passerelle retry {dossier:?}\n      its period is unlocked now");
        }
        for (review, _) in &acts.decided {
            let _ = writeln!(text, "  passerelle review send {:?} --keep all", review.dossier_name);
            for conflict in &review.conflicts {
                let _ = writeln!(
                    text,
                    "      rubric {}: {} stands in Silverfin and stays, the sheet says {}",
                    conflict.code,
                    standing(&conflict.standing, self.messages()),
                    conflict.new.map_or_else(|| "-".to_owned(), |value| self.messages().number(value)),
                );
            }
        }
        self.say(&text);
    }

    pub(super) fn second_night(&self, report: &RunReport, rows: &[DossierRow]) {
        self.chapter(&format!("Night 2, 02:14. {}", counted(report)));
        let mut table = Table::new(["dossier", "year", "revision", "written", "kept"]).rightwards(&[2, 3, 4]);
        for sheet in by_name(&report.delivered) {
            table.row([
                sheet.dossier_name.clone(),
                year(sheet.financial_year),
                sheet.revision.to_string(),
                sheet.written.to_string(),
                sheet.kept.len().to_string(),
            ]);
        }
        self.say(&format!(
            "Delivered in this night, with how many rubrics were written and how many kept:\n{}",
            table.indented(2)
        ));
        let open: Vec<DossierRow> = rows.iter().filter(|row| !row.state.is_final()).cloned().collect();
        self.say(&format!("What still stands open, and why:\n\n{}", overview(&open, self.messages())));
    }

    pub(super) fn not_overwritten(&self, kept: &[KeptFigure], reviews: &[Review]) {
        self.chapter("What people typed in Silverfin, and Passerelle did not overwrite");
        let figure =
            |value: Option<Decimal>| value.map_or_else(|| "-".to_owned(), |value| self.messages().number(value));
        let mut table = Table::new(["dossier", "rubric", "typed", "sheet", ""]).rightwards(&[2, 3]);
        for KeptFigure { dossier, rubric, stands, sheet } in kept {
            let stands = stands.parse().map_or_else(|_| stands.clone(), |number| self.messages().number(number));
            table.row([dossier, rubric, &stands, &figure(Some(*sheet)), "kept"]);
        }
        for review in reviews {
            for conflict in &review.conflicts {
                let typed = standing(&conflict.standing, self.messages());
                let delivered = figure(conflict.last_delivered);
                table.row([
                    review.dossier_name.clone(),
                    conflict.code.to_string(),
                    typed,
                    figure(conflict.new),
                    format!("was {delivered} when delivered; nothing is sent before the accountant decides"),
                ]);
            }
        }
        self.say(&table.indented(2));
    }

    pub(super) fn verdict(&self, verdict: &Verdict) {
        self.chapter("The sandbox's own verdict, from what it saw and not from Passerelle's journal");
        self.say(&verdict.to_string());
    }
}

fn counted(report: &RunReport) -> String {
    let under_way: usize = report.under_way.values().sum();
    format!("{} new sheets; {} delivered and read back, {under_way} not yet", report.announced, report.delivered.len())
}
