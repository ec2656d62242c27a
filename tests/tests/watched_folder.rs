//! The other source: files in a folder, in any of the five forms and of any name.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::run::Outcome;
use passerelle_agent::watch::NoWatch;
use passerelle_agent::{SheetState, SyncOptions};
use passerelle_sandbox::world::{Lock, NewCompany, Place, WorkflowState};
use passerelle_social_balance::format::{self, Form, Given, WriteOptions};
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, Sheet};
use passerelle_tests::{Client, Desktop, Office};
use tempfile::TempDir;

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240.5")];

/// An office whose sheets come from a folder, and the folder.
struct FolderOffice {
    office: Office,
    desktop: Desktop,
    folder: TempDir,
}

impl FolderOffice {
    async fn of(count: u32) -> Self {
        let office = Office::plain(count);
        let desktop = office.desktop("bureau-1");
        let folder = tempfile::tempdir().unwrap();
        desktop.connect_folder(folder.path()).await;
        office.later(1);
        Self { office, desktop, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Somebody puts a file into the folder, a while ago.
    fn put(&self, name: &str, content: &[u8]) {
        let minutes_ago = self.desktop.now() - chrono::Duration::minutes(10);
        put_at(&self.path(name), content, minutes_ago.into());
    }

    fn put_sheet(&self, name: &str, form: Form, sheet: &Sheet) {
        self.put(name, &written(form, sheet));
    }

    /// What lies in a folder below the watched one, by name.
    fn names(&self, below: &str) -> BTreeSet<String> {
        let Ok(items) = fs::read_dir(self.path(below)) else { return BTreeSet::new() };
        items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
    }
}

fn put_at(path: &Path, content: &[u8], modified: std::time::SystemTime) {
    fs::write(path, content).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
}

fn written(form: Form, sheet: &Sheet) -> Vec<u8> {
    let options = WriteOptions { reference_number: "2026-00000001".to_owned(), ..WriteOptions::default() };
    format::write(form, sheet, &options).unwrap()
}

fn names(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn four_forms_under_any_name_are_delivered_and_put_away() {
    let at = FolderOffice::of(4).await;
    let forms = [
        ("bilan", Form::NbbJson),
        ("export 31.12 (2).dat", Form::NbbCsv),
        ("été.XML", Form::CbsoXbrl),
        ("1AB1234.txt", Form::SimpleCsv),
    ];
    for (nth, (name, form)) in forms.iter().enumerate() {
        let client = at.office.client(nth);
        let sheet = client.sheet_of(&FIGURES);
        at.put_sheet(name, *form, &sheet);
        if !form.carries().identity {
            let (number, year) = (sheet.enterprise_number.digits(), sheet.financial_year);
            let whose = format!(
                r#"{{"enterprise_number":"{number}","start_date":"{}","end_date":"{}","model":"{}"}}"#,
                year.start(),
                year.end(),
                sheet.model
            );
            at.put(&format!("{name}.passerelle.json"), whose.as_bytes());
        }
    }
    let report = at.desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::Done);
    for nth in 0..4 {
        at.office.client(nth).assert_stands(&FIGURES);
    }
    let put_away = ["bilan", "export 31.12 (2).dat", "été.XML", "1AB1234.txt", "1AB1234.txt.passerelle.json"];
    assert_eq!(at.names("done"), names(&put_away));
    assert_eq!(at.names(""), names(&[".passerelle", "done"]));
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_filing_of_the_old_taxonomy_is_delivered_too() {
    let sample = include_bytes!("../../crates/social-balance/tests/samples/be-npo-full-2016.xbrl");
    let sheet = format::read(sample, &Given::default()).unwrap().sheet;
    let at = FolderOffice::of(1).await;
    let place = client_file_for(&at.office, sheet.enterprise_number, sheet.financial_year);
    at.put("depot.xbrl", sample);
    at.desktop.next_night().await;
    let standing = at.office.sandbox.world(|world| world.figures_standing(place));
    assert_eq!(standing.len(), sheet.cells.len());
    for (code, text) in standing {
        assert_eq!(Some(text.parse().unwrap()), sheet.cell(code), "{code}");
    }
    assert_eq!(at.names("done"), names(&["depot.xbrl"]));
    at.office.assert_nothing_wrong();
}

/// A client file for an enterprise that the scenario does not have.
fn client_file_for(office: &Office, number: EnterpriseNumber, year: FinancialYear) -> Place {
    let firm = office.client(0).firm;
    office.sandbox.change(|world, now| {
        let company = world.add_company(firm, NewCompany::new("Une association", &number.dotted()), now);
        let period = world.add_financial_year(firm, company, year).unwrap();
        let of_firm = world.firm(firm).unwrap();
        let workflow = of_firm.workflows.values().find(|one| one.name == "Comptes annuels").unwrap().id;
        let template = of_firm.templates.values().find(|one| one.handle == "social_balance_sheet").unwrap().id;
        let open = WorkflowState::Open { progress: 10 };
        world.add_workflow(firm, company, period, workflow, open, &[template]).unwrap();
        world.target(firm, company, year.end()).unwrap()
    })
}

#[tokio::test]
async fn files_from_before_the_activation_are_left_alone() {
    let office = Office::plain(1);
    let client = office.client(0);
    let desktop = office.desktop("bureau-1");
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("vieux.json");
    let an_hour_ago = desktop.now() - chrono::Duration::hours(1);
    put_at(&old, &written(Form::NbbJson, &client.sheet), an_hour_ago.into());
    desktop.connect_folder(folder.path()).await;
    for _ in 0..2 {
        desktop.next_night().await;
    }
    client.assert_untouched();
    assert!(old.exists());
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    let told = activity.iter().filter(|line| matches!(line.event, Event::UnreadableEntry { .. })).count();
    assert_eq!(told, 1, "told once, with its name");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_file_that_is_no_sheet_is_put_aside_with_the_reason() {
    let at = FolderOffice::of(1).await;
    at.put("bilan.pdf", b"%PDF-1.7 not this");
    at.put("fiche.json", br#"{"Rubrics": [}"#);
    at.desktop.next_night().await;
    let refused = ["bilan.pdf", "bilan.pdf.reason.txt", "fiche.json", "fiche.json.reason.txt"];
    assert_eq!(at.names("refused"), names(&refused));
    let reason = fs::read_to_string(at.path("refused/bilan.pdf.reason.txt")).unwrap();
    assert!(reason.starts_with("Ce fichier n'est pas un bilan social"), "{reason}");
    assert!(reason.contains("This file is no social balance sheet"), "{reason}");
    assert!(at.office.writes().is_empty());
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn files_of_the_system_and_unfinished_ones_are_nobodys_sheet() {
    let at = FolderOffice::of(1).await;
    let left = ["Thumbs.db", "bilan.json.part", ".cache", "~$bilan.xlsx"];
    for name in left {
        at.put(name, b"anything");
    }
    fs::create_dir(at.path("anciens")).unwrap();
    at.desktop.next_night().await;
    let mut expected = names(&left);
    expected.extend(names(&["anciens", ".passerelle"]));
    assert_eq!(at.names(""), expected);
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_corrected_file_is_a_later_revision_and_the_same_file_again_is_nothing_new() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    let writes = at.office.writes().len();
    at.put_sheet("bilan encore.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    assert_eq!(at.office.writes().len(), writes);
    assert_eq!(at.names("done"), names(&["bilan.json", "bilan encore.json"]));
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&[("1003", "13"), ("1013", "18240.5")]));
    at.desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240.5")]);
    assert_eq!(at.names("done"), names(&["bilan.json", "bilan encore.json", "bilan (2).json"]));
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_persons_figure_is_kept_with_a_folder_as_with_finbox() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    client.person_types("1003", "11");
    at.put_sheet("correction.json", Form::NbbJson, &client.sheet_of(&[("1003", "12"), ("1013", "19000")]));
    at.desktop.next_night().await;
    client.assert_stands(&[("1003", "11"), ("1013", "19000")]);
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_file_stays_where_it_is_until_its_figures_stand() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    client.lock(Lock::Unprocessable);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    assert_eq!(at.desktop.state(&of_folder(&at.desktop, &client)), Some(SheetState::Refused));
    assert!(at.path("bilan.json").exists());
    client.lock(Lock::Unlocked);
    at.desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_eq!(at.names("done"), names(&["bilan.json"]));
    at.office.assert_nothing_wrong();
}

/// The same client with the dossier that the folder made of it.
fn of_folder(desktop: &Desktop, client: &Client) -> Client {
    let mut client = client.clone();
    let rows = desktop.agent.dossiers().unwrap();
    let row = rows.iter().find(|row| row.enterprise_number == Some(client.sheet.enterprise_number)).unwrap();
    client.dossier = passerelle_sandbox::world::DossierId(row.dossier.0);
    client
}

#[tokio::test]
async fn a_restart_between_finding_and_delivering_loses_nothing_and_does_nothing_twice() {
    let FolderOffice { office, desktop, folder } = FolderOffice::of(1).await;
    let at = FolderOffice { office, desktop, folder };
    let client = at.office.client(0);
    client.set_workflows(WorkflowState::Archived);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    let FolderOffice { office, desktop, folder } = at;
    let at = FolderOffice { office, desktop: desktop.reopened(Arc::new(NoWatch)), folder };
    client.set_workflows(WorkflowState::Open { progress: 10 });
    at.desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_eq!(at.names("done"), names(&["bilan.json"]));
    let writes = at.office.writes().len();
    let FolderOffice { office, desktop, folder } = at;
    let at = FolderOffice { office, desktop: desktop.reopened(Arc::new(NoWatch)), folder };
    assert_eq!(at.desktop.next_night().await.outcome(), Outcome::Done);
    assert_eq!(at.office.writes().len(), writes);
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_rehearsal_leaves_the_folder_untouched() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.put("bilan.pdf", b"%PDF-1.7 not this");
    let options = SyncOptions { dry_run: true, ..SyncOptions::default() };
    let report = at.desktop.agent.sync(options).await.unwrap();
    assert_eq!(report.planned.len(), 1);
    assert_eq!(at.names(""), names(&["bilan.json", "bilan.pdf"]));
    client.assert_untouched();
    at.desktop.next_night().await;
    client.assert_stands(&FIGURES);
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_deactivation_leaves_what_was_not_delivered_where_it_is() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    client.set_workflows(WorkflowState::Archived);
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    at.desktop.agent.deactivate().await.unwrap();
    at.office.later(1);
    at.desktop.connect_folder(at.folder.path()).await;
    client.set_workflows(WorkflowState::Open { progress: 10 });
    at.desktop.next_night().await;
    client.assert_untouched();
    assert!(at.path("bilan.json").exists(), "a reactivation starts anew");
    at.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_folder_that_is_gone_is_told_and_comes_back() {
    let at = FolderOffice::of(1).await;
    let client = at.office.client(0);
    let aside = at.folder.path().with_extension("aside");
    fs::rename(at.folder.path(), &aside).unwrap();
    let report = at.desktop.next_night().await;
    assert_eq!((report.troubles.len(), report.outcome()), (1, Outcome::WillRetry));
    fs::rename(&aside, at.folder.path()).unwrap();
    at.put_sheet("bilan.json", Form::NbbJson, &client.sheet_of(&FIGURES));
    at.desktop.next_night().await;
    client.assert_stands(&FIGURES);
    at.office.assert_nothing_wrong();
}
