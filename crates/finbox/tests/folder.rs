//! The watched folder, with real files and a clock that is moved by hand.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use passerelle_finbox::{
    Acknowledgement, Cursor, FeedPage, FeedUpdate, FinboxError, MediaType, SheetEntry, SheetSource, WatchedFolder,
};
use passerelle_social_balance::format::{self, Form, Given, WriteOptions};
use passerelle_social_balance::{FinancialYear, Model, Sheet};
use passerelle_transport::{Clock, ManualClock};
use tempfile::TempDir;

const ACTIVATED: &str = "2026-03-01T08:00:00Z";
const ENTERPRISE: &str = "0403019261";

struct World {
    folder: TempDir,
    clock: ManualClock,
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn world() -> World {
    World { folder: tempfile::tempdir().unwrap(), clock: ManualClock::jumping(at("2026-03-02T10:00:00Z")) }
}

fn sheet(value: &str) -> Sheet {
    Sheet {
        enterprise_number: ENTERPRISE.parse().unwrap(),
        financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
        model: Model::Abridged,
        joint_committees: BTreeSet::new(),
        cells: [("1003".parse().unwrap(), value.parse().unwrap())].into(),
    }
}

fn written(form: Form, value: &str) -> Vec<u8> {
    let options = WriteOptions { reference_number: "2026-00000001".into(), ..WriteOptions::default() };
    format::write(form, &sheet(value), &options).unwrap()
}

impl World {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put_at(&self, name: &str, content: &[u8], modified: &str) {
        fs::write(self.path(name), content).unwrap();
        File::options().write(true).open(self.path(name)).unwrap().set_modified(at(modified).into()).unwrap();
    }

    fn put(&self, name: &str, content: &[u8]) {
        self.put_at(name, content, "2026-03-02T09:00:00Z");
    }

    /// A source that remembers nothing but what is on disk.
    fn source(&self) -> WatchedFolder {
        WatchedFolder::new(self.folder.path().to_owned(), at(ACTIVATED), Arc::new(self.clock.clone()))
    }

    async fn page(&self, cursor: Option<&Cursor>) -> FeedPage {
        match self.source().feed(cursor, None).await.unwrap() {
            FeedUpdate::Page(page) => page,
            FeedUpdate::Unchanged => panic!("a page was expected"),
        }
    }

    async fn only(&self) -> SheetEntry {
        let page = self.page(None).await;
        assert_eq!((page.items.len(), &page.unreadable), (1, &Vec::new()));
        page.items.into_iter().next().unwrap()
    }

    async fn acknowledge(&self, entry: &SheetEntry) {
        let note = Acknowledgement { firm_id: 1, company_id: 2, delivered_at: self.clock.now() };
        self.source().acknowledge(entry, &note).await.unwrap();
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(items) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<_> = items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names.retain(|name| ![".passerelle", "done", "refused"].contains(&name.as_str()));
        names
    }
}

async fn values(source: &WatchedFolder, entry: &SheetEntry) -> Sheet {
    let bytes = source.content(entry, MediaType::Json).await.unwrap();
    let content = &entry.contents[0];
    assert_eq!(content.bytes, bytes.len() as u64);
    format::read(&bytes, &Given::default()).unwrap().sheet
}

#[tokio::test]
async fn a_sheet_in_any_form_and_of_any_name_is_found_and_handed_on_as_json() {
    for (form, name) in [
        (Form::NbbJson, "1AB1234"),
        (Form::NbbCsv, "bilan.json"),
        (Form::CbsoXbrl, "été 2025.dat"),
        (Form::SimpleCsv, "x.xbrl"),
    ] {
        let world = world();
        world.put(name, &written(form, "16.7"));
        if form == Form::SimpleCsv {
            let particulars = format!(
                r#"{{"enterprise_number":"{ENTERPRISE}","start_date":"2025-01-01","end_date":"2025-12-31","model":"abridged"}}"#
            );
            world.put("x.xbrl.passerelle.json", particulars.as_bytes());
        } else if form == Form::CbsoXbrl || form == Form::NbbCsv {
            let particulars = r#"{"start_date":"2025-01-01","end_date":"2025-12-31"}"#;
            world.put(&format!("{name}.passerelle.json"), particulars.as_bytes());
        }
        let entry = world.only().await;
        assert_eq!(entry.enterprise_number.as_deref(), Some(ENTERPRISE), "{form}");
        assert_eq!((entry.revision, entry.supersedes, entry.model), (1, None, Model::Abridged));
        assert_eq!(entry.created_at, at("2026-03-02T09:00:00Z"));
        assert_eq!(values(&world.source(), &entry).await, sheet("16.7"), "{form}");
        assert!(matches!(world.source().content(&entry, MediaType::Pdf).await, Err(FinboxError::NotFound { .. })));
    }
}

#[tokio::test]
async fn a_filing_of_the_old_taxonomy_is_handed_on_with_every_figure() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../social-balance/tests/samples/");
    let filing = fs::read(format!("{samples}be-npo-full-2016.xbrl")).unwrap();
    let world = world();
    world.put("filing", &filing);
    let page = world.page(None).await;
    assert_eq!(page.unreadable, []);
    let entry = &page.items[0];
    let original = format::read(&filing, &Given::default()).unwrap().sheet;
    assert_eq!(values(&world.source(), entry).await, original);
}

#[tokio::test]
async fn names_and_addresses_in_a_filing_stay_behind() {
    let world = world();
    let filing = String::from_utf8(written(Form::NbbJson, "1")).unwrap();
    let with_names = filing.replacen('{', r#"{"Administrators":{"NaturalPersons":[{"Name":"Somebody"}]},"#, 1);
    world.put("a", with_names.as_bytes());
    let entry = world.only().await;
    let bytes = world.source().content(&entry, MediaType::Json).await.unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("Somebody"));
}

#[tokio::test]
async fn looking_again_and_restarting_change_nothing() {
    let world = world();
    world.put("a.csv", &written(Form::NbbJson, "1"));
    let first = world.page(None).await;
    let again = world.page(None).await;
    assert_eq!(first.items, again.items);
    let cursor = first.next_cursor;
    assert_eq!(world.source().feed(Some(&cursor), None).await.unwrap(), FeedUpdate::Unchanged);
    fs::remove_dir_all(world.path(".passerelle")).unwrap();
    assert_eq!(world.only().await, first.items[0]);
}

#[tokio::test]
async fn a_cursor_of_a_forgotten_state_has_expired() {
    let world = world();
    world.put("a", &written(Form::NbbJson, "1"));
    let cursor = world.page(None).await.next_cursor;
    fs::write(world.path(".passerelle/state.json"), "{damaged").unwrap();
    world.clock.advance(Duration::from_secs(1));
    assert!(matches!(world.source().feed(Some(&cursor), None).await, Err(FinboxError::CursorExpired)));
    assert!(matches!(world.source().feed(Some(&Cursor("x".into())), None).await, Err(FinboxError::CursorExpired)));
    assert!(world.path(".passerelle/state.damaged.json").exists());
    world.only().await;
}

#[tokio::test]
async fn corrections_count_up_across_restarts_and_back_to_an_earlier_figure() {
    let world = world();
    let mut ids = Vec::new();
    let mut cursor = None;
    for (number, value) in ["1", "2", "1"].iter().enumerate() {
        world.put_at("bilan", &written(Form::NbbJson, value), &format!("2026-03-02T09:0{number}:00Z"));
        let page = world.page(cursor.as_ref()).await;
        let [entry] = page.items.as_slice() else { panic!("one sheet was expected") };
        assert_eq!(usize::try_from(entry.revision).unwrap(), number + 1);
        assert_eq!(entry.supersedes, ids.last().copied());
        assert_eq!(values(&world.source(), entry).await, sheet(value));
        ids.push(entry.id);
        cursor = Some(page.next_cursor);
        if number == 0 {
            world.acknowledge(entry).await;
        }
    }
    assert_ne!(ids[0], ids[2]);
    assert_eq!(world.names("done"), ["bilan"]);
}

#[tokio::test]
async fn the_same_file_twice_is_one_sheet() {
    let world = world();
    world.put("a.json", &written(Form::NbbJson, "1"));
    world.put("b.json", &written(Form::NbbJson, "1"));
    let entry = world.only().await;
    world.acknowledge(&entry).await;
    assert_eq!(world.names("done"), ["a.json", "b.json"]);
    world.put("a.json", &written(Form::NbbJson, "1"));
    assert_eq!(world.page(None).await.items, []);
    assert_eq!(world.names("done"), ["a (2).json", "a.json", "b.json"]);
    assert_eq!(world.names("").len(), 0);
}

#[tokio::test]
async fn an_acknowledged_sheet_moves_to_done_with_its_particulars_and_twice_is_once() {
    let world = world();
    world.put("a.csv", &written(Form::NbbJson, "1"));
    world.put("a.csv.passerelle.json", b"{}");
    let entry = world.only().await;
    world.acknowledge(&entry).await;
    world.acknowledge(&entry).await;
    assert_eq!(world.names("done"), ["a.csv", "a.csv.passerelle.json"]);
    assert_eq!(values(&world.source(), &entry).await, sheet("1"));
    assert_eq!(world.page(None).await.items, []);
}

#[tokio::test]
async fn only_what_is_newer_than_the_activation_is_taken_and_the_rest_is_told_once() {
    let world = world();
    world.put_at("old.json", &written(Form::NbbJson, "1"), "2026-03-01T07:59:59Z");
    world.put_at("new.json", &written(Form::NbbJson, "2"), ACTIVATED);
    let page = world.page(None).await;
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.unreadable.len(), 1);
    assert_eq!(page.unreadable[0].0.as_deref(), Some("old.json"));
    assert_eq!(world.page(None).await.unreadable, []);
    assert_eq!(world.names(""), ["new.json", "old.json"]);
}

#[tokio::test]
async fn a_file_that_is_being_written_is_waited_for() {
    let world = world();
    world.put_at("a.json", &written(Form::NbbJson, "1"), "2026-03-02T09:59:59Z");
    assert_eq!(world.page(None).await.items.len(), 1);
    assert_eq!(world.clock.now(), at("2026-03-02T10:00:02Z"), "it was given two seconds");

    let other = self::world();
    other.put_at("from-a-fast-clock.json", &written(Form::NbbJson, "1"), "2031-01-01T00:00:00Z");
    assert_eq!(other.page(None).await.items.len(), 1);
}

#[tokio::test]
async fn a_file_that_breaks_off_is_given_time_to_grow_before_it_is_refused() {
    let world = world();
    let whole = written(Form::NbbJson, "1");
    world.put_at("a.json", &whole[..whole.len() / 2], "2026-03-02T09:59:30Z");
    assert_eq!(world.page(None).await.items, []);
    assert_eq!(world.names(""), ["a.json"]);
    world.clock.advance(Duration::from_mins(1));
    world.put_at("a.json", &whole, "2026-03-02T10:00:40Z");
    assert_eq!(world.page(None).await.items.len(), 1);

    let stuck = self::world();
    stuck.put_at("b.json", &whole[..whole.len() / 2], "2026-03-02T09:59:30Z");
    stuck.page(None).await;
    stuck.clock.advance(Duration::from_mins(2));
    assert_eq!(stuck.page(None).await.unreadable.len(), 1);
    assert_eq!(stuck.names("refused"), ["b.json", "b.json.reason.txt"]);
}

#[tokio::test]
async fn what_is_no_sheet_moves_to_refused_with_the_reason() {
    let world = world();
    world.put("a.pdf", b"%PDF-1.7");
    world.put("who.csv", b"code;value\n1003;1\n");
    world.put("odd.csv", b"code;value\n1003;1\n");
    world.put("odd.csv.passerelle.json", b"{\"year\":2025}");
    File::create(world.path("huge")).unwrap().set_len(21 * 1024 * 1024).unwrap();
    File::options()
        .write(true)
        .open(world.path("huge"))
        .unwrap()
        .set_modified(at("2026-03-02T09:00:00Z").into())
        .unwrap();
    let page = world.page(None).await;
    let told: Vec<_> = page.unreadable.iter().map(|(name, _)| name.clone().unwrap()).collect();
    assert_eq!(told, ["a.pdf", "huge", "odd.csv", "who.csv"]);
    assert_eq!(
        world.names("refused"),
        [
            "a.pdf",
            "a.pdf.reason.txt",
            "huge",
            "huge.reason.txt",
            "odd.csv",
            "odd.csv.passerelle.json",
            "odd.csv.reason.txt",
            "who.csv",
            "who.csv.reason.txt",
        ]
    );
    let reason = |name: &str| fs::read_to_string(world.path("refused").join(name)).unwrap();
    assert!(reason("who.csv.reason.txt").contains(".passerelle.json"));
    assert!(reason("odd.csv.reason.txt").contains("unknown field `year`"));
    assert!(reason("huge.reason.txt").starts_with("Le fichier est plus grand"));
    assert_eq!(world.names("").len(), 0);
}

#[tokio::test]
async fn a_sheet_that_is_refused_later_moves_too_and_may_come_back() {
    let world = world();
    world.put("a.json", &written(Form::NbbJson, "1"));
    let entry = world.only().await;
    world.source().refuse(&entry, "the year is another").await.unwrap();
    assert_eq!(world.names("refused"), ["a.json", "a.json.reason.txt"]);
    assert!(fs::read_to_string(world.path("refused/a.json.reason.txt")).unwrap().contains("the year is another"));
    assert_eq!(world.page(None).await.items, []);
    fs::rename(world.path("refused/a.json"), world.path("a.json")).unwrap();
    let again = world.only().await;
    assert_eq!((again.revision, again.supersedes), (2, Some(entry.id)));
    assert_ne!(again.id, entry.id);
}

#[tokio::test]
async fn links_folders_and_other_programs_files_are_left_alone() {
    let world = world();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("secret.json");
    fs::write(&target, written(Form::NbbJson, "1")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&target, world.path("link.json")).unwrap();
    fs::create_dir(world.path("sub")).unwrap();
    fs::write(world.path("sub/a.json"), written(Form::NbbJson, "1")).unwrap();
    for name in [".hidden", "~$bilan.xlsx", "a.json.crdownload", "alone.passerelle.json"] {
        world.put(name, b"anything");
    }
    let before = world.names("");
    let page = world.page(None).await;
    assert_eq!((page.items, page.unreadable), (Vec::new(), Vec::new()));
    assert_eq!(world.names(""), before);
    assert!(target.exists());
}

#[tokio::test]
async fn a_file_that_was_taken_away_or_replaced_is_not_confused_with_the_sheet() {
    let world = world();
    world.put("a.json", &written(Form::NbbJson, "1"));
    let entry = world.only().await;
    world.put_at("a.json", &written(Form::NbbJson, "2"), "2026-03-02T09:30:00Z");
    assert!(matches!(world.source().content(&entry, MediaType::Json).await, Err(FinboxError::NotFound { .. })));
    world.acknowledge(&entry).await;
    assert_eq!(world.names(""), ["a.json"], "the newer sheet stays");
    let newer = world.only().await;
    assert_eq!(newer.revision, 2);
    fs::remove_file(world.path("a.json")).unwrap();
    world.acknowledge(&newer).await;
}

#[tokio::test]
async fn a_rehearsal_leaves_no_trace() {
    let world = world();
    world.put("a.json", &written(Form::NbbJson, "1"));
    world.put("a.pdf", b"%PDF-1.7");
    let clock = Arc::new(world.clock.clone());
    let source = WatchedFolder::rehearsing(world.folder.path().to_owned(), at(ACTIVATED), clock);
    let FeedUpdate::Page(page) = source.feed(None, None).await.unwrap() else { panic!("a page was expected") };
    assert_eq!((page.items.len(), page.unreadable.len()), (1, 1));
    assert_eq!(values(&source, &page.items[0]).await, sheet("1"));
    let left: Vec<_> = fs::read_dir(world.folder.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[tokio::test]
async fn many_sheets_come_page_by_page_and_their_enterprises_are_the_dossiers() {
    let world = world();
    for number in 0..205_u32 {
        let base = 400_000_000 / 100 + number;
        let digits = format!("{base:08}{:02}", 97 - base % 97);
        let mut sheet = sheet("1");
        sheet.enterprise_number = digits.parse().unwrap();
        let bytes = format::write(Form::NbbJson, &sheet, &WriteOptions::default()).unwrap();
        world.put(&format!("{number:03}"), &bytes);
    }
    let first = world.page(None).await;
    assert_eq!((first.items.len(), first.has_more), (200, true));
    let second = world.page(Some(&first.next_cursor)).await;
    assert_eq!((second.items.len(), second.has_more), (5, false));
    let dossiers = world.source().dossiers().await.unwrap();
    assert_eq!(dossiers.len(), 205);
    assert!(dossiers.iter().any(|dossier| dossier.id == second.items[0].dossier_id));
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told() {
    let clock = Arc::new(ManualClock::jumping(at(ACTIVATED)));
    let source = WatchedFolder::new(Path::new("/nowhere/at/all").to_owned(), at(ACTIVATED), clock);
    assert!(matches!(source.feed(None, None).await, Err(FinboxError::Folder { .. })));
}
