use std::fs::{self, File};
use std::path::Path;

use passerelle_agent::SheetState;
use passerelle_sandbox::world::WorkflowState;
use passerelle_social_balance::format::{self, Form, WriteOptions};
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 1] = [("1003", "12")];

fn save(client: &Client, folder: &Path, desktop: &Desktop) {
    let options = WriteOptions { reference_number: "2026-00000001".into(), ..WriteOptions::default() };
    let bytes = format::write(Form::NbbJson, &client.sheet_of(&FIGURES), &options).unwrap();
    let file = folder.join("bilan.json");
    fs::write(&file, bytes).unwrap();
    File::options().write(true).open(&file).unwrap().set_modified(desktop.now().into()).unwrap();
}

async fn watch(desktop: &Desktop, client: &Client, folder: &Path) {
    desktop.set("source", "folder");
    desktop.set("folder.path", folder.to_str().unwrap());
    desktop.agent.activate(desktop.agent.today()).await.unwrap();
    desktop.log_in(client.firm.0).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_saved_anew_after_a_reactivation_is_delivered_from_whatever_folder() {
    let office = Office::plain(1);
    let (desktop, client) = (office.desktop("bureau-1"), office.client(0));
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    client.set_workflows(WorkflowState::Archived);
    watch(&desktop, &client, folders[0].path()).await;
    office.later(1);
    save(&client, folders[0].path(), &desktop);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), None, "a folder has dossiers of its own");
    let states = || desktop.agent.dossiers().unwrap().iter().map(|row| row.state).collect::<Vec<_>>();
    assert_eq!(states(), [SheetState::WaitingWorkflow]);
    desktop.agent.deactivate().await.unwrap();
    assert_eq!(states(), [SheetState::Stopped]);

    client.set_workflows(WorkflowState::Open { progress: 10 });
    office.later(1);
    watch(&desktop, &client, folders[1].path()).await;
    office.later(1);
    save(&client, folders[1].path(), &desktop);
    desktop.next_night().await;
    assert_eq!(states(), [SheetState::Delivered]);
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}
