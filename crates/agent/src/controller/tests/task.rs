//! The task itself, with a shell that writes down what it is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use passerelle_transport::{Clock, ManualClock};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::home::Home;
use crate::schedule::PauseWish;
use crate::shell::{Exit, Page, Shell};

#[derive(Clone, Default)]
struct Recording(Arc<Mutex<Vec<String>>>);

impl Recording {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Shell for Recording {
    fn set_tray(&mut self, tray: &Tray) {
        self.note(format!("tray {:?}", tray.icon));
    }

    fn notify(&mut self, notice: &Notice) {
        self.note(format!("notice {}", notice.body));
    }

    fn open_page(&mut self, page: Page) {
        self.note(format!("page {page:?}"));
    }

    fn publish(&mut self, snapshot: &Snapshot) {
        self.note(format!("snapshot {}", snapshot.headline));
    }

    fn exit(&mut self, exit: Exit) {
        self.note(format!("exit {exit:?}"));
    }
}

/// What a run of the [`FakeRunner`] does.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Delivers,
    WaitsForCancel,
    IgnoresCancel,
    BreaksDown,
}

struct FakeRunner {
    manner: Manner,
    begun: Notify,
    notified: Recording,
}

#[async_trait]
impl Runner for FakeRunner {
    async fn run(&self, _: RunOrder, progress: RunProgressSink, cancel: CancellationToken) -> RunSummary {
        progress(RunProgress { done: 1, total: 2 });
        self.begun.notify_one();
        match self.manner {
            Manner::Delivers => {}
            Manner::WaitsForCancel => cancel.cancelled().await,
            Manner::IgnoresCancel => std::future::pending().await,
            Manner::BreaksDown => panic!("a defect"),
        }
        RunSummary { synced: vec![synced(1)], ..RunSummary::default() }
    }

    async fn standing(&self) -> Result<Standing, RunnerError> {
        Ok(settled())
    }

    async fn skip_night(&self, _: NaiveDate) -> Result<(), RunnerError> {
        Ok(())
    }

    async fn notified(&self, title: &str, _: &str) -> Result<(), RunnerError> {
        self.notified.note(title.to_owned());
        Ok(())
    }
}

struct World {
    _folder: tempfile::TempDir,
    home: Home,
    clock: ManualClock,
    shell: Recording,
    runner: Arc<FakeRunner>,
}

impl World {
    fn new(manner: Manner) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let runner = FakeRunner { manner, begun: Notify::new(), notified: Recording::default() };
        Self {
            _folder: folder,
            home,
            clock: ManualClock::standing(morning()),
            shell: Recording::default(),
            runner: Arc::new(runner),
        }
    }

    fn start(&self) -> (tokio::task::JoinHandle<Exit>, Handle) {
        let (controller, handle) = Controller::new(
            self.shell.clone(),
            Arc::clone(&self.runner) as Arc<dyn Runner>,
            Arc::new(self.clock.clone()),
            Box::new(PauseFile::new(&self.home)),
            settings(),
        );
        (tokio::spawn(controller.run()), handle)
    }
}

/// Waits until the agent is as wanted; everything that leads there is under way already.
async fn until(handle: &Handle, wanted: &str) -> Snapshot {
    loop {
        let snapshot = handle.snapshot().await.unwrap();
        if snapshot.headline == wanted {
            return snapshot;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_run_is_shown_told_and_noted() {
    let world = World::new(Manner::Delivers);
    let (task, handle) = world.start();
    handle.send(Input::Tick).await;
    until(&handle, "up_to_date").await;
    handle.send(Input::SyncNow).await;
    while world.runner.notified.lines().is_empty() {
        until(&handle, "up_to_date").await;
    }
    handle.send(Input::OpenPage(Page::Activity)).await;
    handle.send(Input::Quit).await;
    assert_eq!(task.await.unwrap(), Exit::Clean);
    assert_eq!(world.runner.notified.lines(), ["Bilan social synchronisé"]);
    let lines = world.shell.lines();
    let place = |line: &str| lines.iter().position(|one| one == line).unwrap_or_else(|| panic!("{line}: {lines:?}"));
    assert_eq!(&lines[..2], ["tray NotConnected", "snapshot not_connected"]);
    assert!(place("tray UpToDate") < place("tray AtWork"));
    assert!(place("tray AtWork") < place("notice Dossier 1 · exercice 31/12/2025 · Fiduciaire du Parc"));
    assert!(place("page Activity") < place("exit Clean"));
    let doubled = lines.windows(2).any(|pair| pair[0] == pair[1] && pair[0].starts_with("tray"));
    assert!(!doubled, "an equal tray is not set again: {lines:?}");
}

#[tokio::test]
async fn quitting_waits_for_a_run_that_stops() {
    let world = World::new(Manner::WaitsForCancel);
    let (task, handle) = world.start();
    handle.send(Input::Tick).await;
    until(&handle, "up_to_date").await;
    handle.send(Input::SyncNow).await;
    world.runner.begun.notified().await;
    assert_eq!(until(&handle, "working").await.headline, "working");
    handle.send(Input::Quit).await;
    assert_eq!(task.await.unwrap(), Exit::Clean);
    assert!(handle.snapshot().await.is_none());
}

#[tokio::test]
async fn quitting_leaves_a_run_behind_that_does_not_stop_within_five_seconds() {
    let world = World::new(Manner::IgnoresCancel);
    let (task, handle) = world.start();
    handle.send(Input::Tick).await;
    until(&handle, "up_to_date").await;
    handle.send(Input::SyncNow).await;
    world.runner.begun.notified().await;
    handle.send(Input::Quit).await;
    until(&handle, "quitting").await;
    world.clock.advance(Duration::from_millis(3_900));
    tokio::task::yield_now().await;
    assert!(!task.is_finished());
    let begun = world.clock.now();
    while !task.is_finished() {
        assert!(
            world.clock.now() - begun < chrono::TimeDelta::milliseconds(600),
            "what ends the program has half a second"
        );
        world.clock.advance(Duration::from_millis(100));
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(task.await.unwrap(), Exit::Overdue);
}

#[tokio::test]
async fn a_run_that_breaks_down_does_not_take_the_agent_with_it() {
    let world = World::new(Manner::BreaksDown);
    let (task, handle) = world.start();
    handle.send(Input::Tick).await;
    until(&handle, "up_to_date").await;
    handle.send(Input::SyncNow).await;
    world.runner.begun.notified().await;
    until(&handle, "up_to_date").await;
    handle.send(Input::Quit).await;
    assert_eq!(task.await.unwrap(), Exit::Clean);
}

#[tokio::test]
async fn a_pause_outlasts_a_restart() {
    let world = World::new(Manner::Delivers);
    for start in 0..2 {
        let (task, handle) = world.start();
        handle.send(Input::Tick).await;
        if start == 0 {
            until(&handle, "up_to_date").await;
            handle.send(Input::Pause(PauseWish::UntilResumed)).await;
        }
        assert!(until(&handle, "paused").await.is_paused);
        handle.send(Input::Quit).await;
        task.await.unwrap();
    }
}

#[tokio::test]
async fn ticks_come_until_the_end() {
    let world = World::new(Manner::Delivers);
    let (task, handle) = world.start();
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::jumping(morning()));
    let ticks = tokio::spawn(tick(handle.clone(), clock));
    until(&handle, "up_to_date").await;
    handle.send(Input::Quit).await;
    task.await.unwrap();
    ticks.await.unwrap();
}
