use std::sync::{Arc, Mutex};

use passerelle_sandbox::Sandbox;
use passerelle_sandbox::world::{Address, ExternalConnection, Lock, WorkflowState, World};
use passerelle_social_balance::Cells;

use super::figures::{RUBRICS, figures};
use super::plan::Deed;
use super::record::{Record, Typed};
use crate::Client;

/// Those who do something in the services.
#[derive(Clone)]
pub(super) struct People {
    pub(super) sandbox: Sandbox,
    pub(super) clients: Vec<Client>,
    pub(super) computers: usize,
    pub(super) record: Arc<Mutex<Record>>,
}

impl People {
    pub(super) fn client(&self, client: usize) -> &Client {
        &self.clients[client % self.clients.len()]
    }

    /// Somebody does it, now.
    pub(super) fn does(&self, deed: &Deed) {
        let mut record = self.record.lock().unwrap();
        let told = match deed {
            Deed::SheetMade { client, figures } => self.makes_sheet(self.client(*client), *figures),
            Deed::Typed { client, rubric, value } => {
                self.types(&mut record, *client, *rubric, Some(value));
                format!("Somebody types {value} as {} of {}.", RUBRICS[*rubric], self.client(*client).name)
            }
            Deed::Emptied { client, rubric } => {
                self.types(&mut record, *client, *rubric, None);
                format!("Somebody empties {} of {}.", RUBRICS[*rubric], self.client(*client).name)
            }
            Deed::Locked { client, lock } => {
                let client = self.client(*client);
                client.lock(*lock);
                match lock {
                    Lock::Unlocked => format!("The period of {} is unlocked.", client.name),
                    _ => format!("The period of {} is locked ({lock:?}).", client.name),
                }
            }
            Deed::WorkflowsSet { client, state } => {
                let client = self.client(*client);
                client.set_workflows(*state);
                match state {
                    WorkflowState::Open { .. } => record.opens(client.company, &self.sandbox),
                    WorkflowState::Archived | WorkflowState::Completed => record.closes(client.company, &self.sandbox),
                }
                format!("The workflow of {} is now {}.", client.name, state.status())
            }
            Deed::SwitchedOffByColleague => {
                self.sandbox.change(|world, _| switch_off(world));
                record.switches_off(0..self.computers, &self.sandbox);
                record.notes_activation(&self.sandbox);
                "A colleague switches the connection off in Finbox.".to_owned()
            }
            Deed::LoginsRevoked => {
                self.sandbox.revoke_tokens();
                "Somebody takes the application's access away in Silverfin.".to_owned()
            }
        };
        record.tell(&self.sandbox, told);
    }

    fn types(&self, record: &mut Record, client: usize, rubric: usize, value: Option<&String>) {
        let (place, address) = (self.client(client).place(), Address::of_rubric(RUBRICS[rubric]));
        self.sandbox.change(|world, now| {
            world.person_edits(place, address.clone(), value.map(String::as_str), now).unwrap();
        });
        record.typed.push(Typed { place, address, at: self.sandbox.length() });
    }

    fn makes_sheet(&self, client: &Client, seed: u64) -> String {
        let newest = self.sandbox.world(|world| {
            world.finbox.newest_sheet(client.dossier).map(|newest| (newest.id, newest.sheet.cells.clone()))
        });
        let cells = figures(seed, newest.as_ref().map(|(_, cells)| cells));
        let (name, told) = (&client.name, told(&cells));
        let sheet = client.sheet_with(cells);
        match newest {
            None => {
                client.publish_sheet(sheet);
                format!("Finbox makes the first sheet of {name}: {told}.")
            }
            Some((old, _)) => {
                self.sandbox.change(|world, now| world.correct_sheet(old, sheet, now)).unwrap();
                format!("Finbox corrects the sheet of {name}: {told}.")
            }
        }
    }
}

fn told(cells: &Cells) -> String {
    let cells = cells.iter().map(|(code, value)| format!("{code} = {value}"));
    cells.collect::<Vec<_>>().join(", ")
}

fn switch_off(world: &mut World) {
    let before = std::mem::replace(&mut world.finbox.connection, ExternalConnection::Inactive);
    if let ExternalConnection::Active { pairing_id, .. } = before {
        world.finbox.revoked_pairing_ids.insert(pairing_id);
    }
    for agent in world.finbox.agents.values_mut() {
        agent.revoked = true;
    }
}
