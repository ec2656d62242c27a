//! A disk that is full and a home that may not be written in: said with a code, nothing lost, and the night goes on as soon
//! as it can.

use std::time::Duration;

use passerelle_sandbox::world::World;
use passerelle_tests::LiveOffice;
use serde_json::Value;

use crate::journal_file;
use crate::small_disk::SmallDisk;

/// A connected office with a sheet for each of so many clients and its home on this disk.
fn office_on(disk: &SmallDisk, clients: u32) -> LiveOffice {
    let office = LiveOffice::start_with(|now| World::plain(1, clients, now), Duration::ZERO, disk.program());
    office.connect();
    office
}

fn all_delivered(office: &LiveOffice) {
    office.assert_nothing_wrong();
    for client in office.clients() {
        office.assert_delivered(&client);
    }
}

#[test]
fn a_full_disk_ends_a_run_with_a_code_and_with_room_again_the_night_goes_on() {
    for disk in SmallDisk::all_of_mebibytes(24) {
        let office = office_on(&disk, 30);
        office.publish();
        let mut full = 0;
        for (round, kibibytes) in [0, 4, 40, 96, 200, 400, 800, 1600].into_iter().enumerate() {
            disk.fill_up_to(kibibytes);
            if round % 2 == 1 {
                // The login has to be renewed, and there may be no room for the new one.
                office.running.sandbox.clock().advance(Duration::from_hours(3));
            }
            let (status, document) = office.program.json(&["sync"]);
            if status != Some(0) {
                assert_no_room(&disk, status, &document);
                full += 1;
            }
            office.assert_nothing_wrong();
            disk.make_room();
            journal_file::look(office.program.home());
            journal_file::let_the_wait_pass(office.program.home());
        }
        assert!(full >= 3, "there was hardly ever too little room: {full}");
        office.done(&["sync"]);
        all_delivered(&office);
    }
}

/// A full disk is named. A file that may not grow is an error in writing to the journal.
fn assert_no_room(disk: &SmallDisk, status: Option<i32>, document: &Value) {
    assert_eq!(status, Some(3), "{document}");
    let (code, fix) = (&document["error"]["code"], document["error"]["fix"].as_str().unwrap());
    if code == "disk_full" {
        assert!(fix.contains("goes on by itself"), "{document}");
    } else {
        assert!(!disk.is_a_disk() && code == "journal_unusable", "{document}");
        assert!(fix.contains("Nothing is sent meanwhile"), "{document}");
    }
}

#[test]
fn settings_and_secrets_that_find_no_room_stay_as_they_were() {
    for disk in SmallDisk::all_of_mebibytes(8) {
        let office = office_on(&disk, 1);
        disk.fill_up_to(0);
        let (status, document) = office.program.json(&["settings", "set", "language", "nl"]);
        assert_eq!((status, &document["error"]["code"]), (Some(1), &"settings_unwritable".into()), "{document}");
        let said = office.program.run_with_input(&["secret", "set", "finbox.access_key", "--json"], "another");
        assert_eq!(said.status, Some(1), "{said:?}");
        let why = if disk.is_a_disk() { "No space" } else { "File too large" };
        assert!(said.document()["error"]["title"].as_str().unwrap().contains(why), "{said:?}");
        disk.make_room();
        assert_eq!(office.done(&["settings", "get", "language"])["origin"], "default");
        office.publish();
        office.done(&["sync"]);
        office.done(&["connection", "activate"]);
        all_delivered(&office);
    }
}

#[test]
fn a_home_that_may_not_be_written_in_is_named_and_nothing_is_sent() {
    for disk in SmallDisk::all_of_mebibytes(24) {
        let office = office_on(&disk, 30);
        office.publish();
        let requests = || office.running.sandbox.ledger().entries().len();
        let before = requests();
        disk.let_write(false);
        for command in [&["sync"][..], &["sync", "--dry-run"], &["agent"], &["retry", "--all"]] {
            let (status, document) = office.program.json(command);
            let code = &document["error"]["code"];
            assert_eq!((status, code), (Some(3), &"home_read_only".into()), "{command:?} {document}");
        }
        assert_eq!(requests(), before, "something was sent that nobody could have noted");
        disk.let_write(true);
        office.done(&["sync"]);
        all_delivered(&office);
    }
}
