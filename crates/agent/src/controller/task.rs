use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use passerelle_transport::Clock;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::{AgentSettings, AgentState, Effect, Input, Notice, RunOrder, RunSummary, Runner, Snapshot, Tray};
use crate::files::write_whole;
use crate::home::Home;
use crate::messages::Messages;
use crate::schedule::Pause;
use crate::shell::{Exit, Shell};

/// How long a run may take to stop when the end was asked for: the program is gone within five seconds, and what
/// follows takes its share.
const QUIT_DEADLINE: Duration = Duration::from_secs(4);
/// Short, so that no power saving stretches it much.
const TICK: Duration = Duration::from_secs(10);
const WAITING_INPUTS: usize = 64;

/// Remembers the pause beyond a restart.
pub trait Memory: Send {
    /// What was remembered.
    fn pause(&self) -> Pause;

    /// Remembers.
    fn remember_pause(&mut self, pause: Pause) -> io::Result<()>;
}

/// Remembers it in a file of the home.
#[derive(Debug)]
pub struct PauseFile(PathBuf);

impl PauseFile {
    /// The file of a home.
    pub fn new(home: &Home) -> Self {
        Self(home.folder().join("pause.json"))
    }
}

impl Memory for PauseFile {
    fn pause(&self) -> Pause {
        let text = std::fs::read(&self.0).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    fn remember_pause(&mut self, pause: Pause) -> io::Result<()> {
        write_whole(&self.0, &serde_json::to_vec(&pause)?)
    }
}

enum Message {
    Input(Input),
    Snapshot(oneshot::Sender<Snapshot>),
}

/// The way to the controller.
#[derive(Clone)]
pub struct Handle(mpsc::Sender<Message>);

impl Handle {
    /// Tells the controller what happened. Nothing comes of it after the end.
    pub async fn send(&self, input: Input) {
        let _ = self.0.send(Message::Input(input)).await;
    }

    /// The same from where nothing can be awaited. Says whether the controller had room for it.
    pub fn try_send(&self, input: Input) -> bool {
        self.0.try_send(Message::Input(input)).is_ok()
    }

    /// How the agent is; `None` after the end.
    pub async fn snapshot(&self) -> Option<Snapshot> {
        let (sender, receiver) = oneshot::channel();
        self.0.send(Message::Snapshot(sender)).await.ok()?;
        receiver.await.ok()
    }
}

/// Tells the controller that time passes, until it has ended.
pub async fn tick(handle: Handle, clock: Arc<dyn Clock>) {
    while handle.0.send(Message::Input(Input::Tick)).await.is_ok() {
        clock.sleep(TICK).await;
    }
}

/// The task that owns the agent's state.
pub struct Controller<S: Shell> {
    shell: S,
    runner: Arc<dyn Runner>,
    clock: Arc<dyn Clock>,
    memory: Box<dyn Memory>,
    messages: Messages,
    state: AgentState,
    inputs: mpsc::Receiver<Message>,
    handle: Handle,
    cancel: CancellationToken,
    shown: Option<(Tray, Snapshot)>,
}

impl<S: Shell> Controller<S> {
    /// A controller and the way to it. It does nothing before [`Controller::run`], and notices no time without [`tick`].
    pub fn new(
        shell: S,
        runner: Arc<dyn Runner>,
        clock: Arc<dyn Clock>,
        memory: Box<dyn Memory>,
        settings: AgentSettings,
    ) -> (Self, Handle) {
        let (sender, inputs) = mpsc::channel(WAITING_INPUTS);
        let handle = Handle(sender);
        let controller = Self {
            shell,
            runner,
            clock,
            messages: messages(&settings),
            state: AgentState::new(settings, memory.pause()),
            memory,
            inputs,
            handle: handle.clone(),
            cancel: CancellationToken::new(),
            shown: None,
        };
        (controller, handle)
    }

    /// Runs until the end.
    pub async fn run(mut self) -> Exit {
        self.show();
        loop {
            let input = match self.inputs.recv().await {
                Some(Message::Input(input)) => input,
                Some(Message::Snapshot(asker)) => {
                    let _ = asker.send(Snapshot::of(&self.state, &self.messages, self.clock.now()));
                    continue;
                }
                None => Input::Quit,
            };
            if let Input::SettingsChanged(settings) = &input {
                self.messages = messages(settings);
            }
            let effects = self.state.take(input, &self.messages, self.clock.now());
            self.show();
            for effect in effects {
                if let Effect::Exit(exit) = effect {
                    if exit == Exit::Overdue {
                        tracing::warn!("a run did not stop in time; leaving all the same");
                    }
                    self.shell.exit(exit);
                    return exit;
                }
                self.carry_out(effect);
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::StartRun(order) => self.start_run(order),
            Effect::CancelRun => self.cancel.cancel(),
            Effect::ReadStanding => {
                let runner = Arc::clone(&self.runner);
                self.in_background(async move {
                    match runner.standing().await {
                        Ok(standing) => Input::Standing(Box::new(standing)),
                        Err(error) => Input::StandingUnreadable { detail: error.detail },
                    }
                });
            }
            Effect::RememberPause(pause) => {
                if let Err(error) = self.memory.remember_pause(pause) {
                    tracing::warn!(%error, "the pause will be forgotten at the next start");
                }
            }
            Effect::SkipNight(night) => {
                let runner = Arc::clone(&self.runner);
                self.in_background(async move {
                    if let Err(error) = runner.skip_night(night).await {
                        tracing::warn!(%error, "the night will be asked about again");
                    }
                    Input::Changed
                });
            }
            Effect::Notify(notice) => self.notify(notice),
            Effect::OpenPage(page) => self.shell.open_page(page),
            Effect::AwaitEnd => {
                let clock = Arc::clone(&self.clock);
                self.in_background(async move {
                    clock.sleep(QUIT_DEADLINE).await;
                    Input::QuitOverdue
                });
            }
            // The end is seen to where effects are gone through.
            Effect::Exit(_) => {}
        }
    }

    fn start_run(&mut self, order: RunOrder) {
        self.cancel = CancellationToken::new();
        let (runner, cancel, handle) = (Arc::clone(&self.runner), self.cancel.clone(), self.handle.clone());
        let run = tokio::spawn(async move {
            // Progress that finds no room is not missed: more follows.
            let progress = Arc::new(move |progress| {
                handle.try_send(Input::RunProgress(progress));
            });
            runner.run(order, progress, cancel).await
        });
        self.in_background(async move {
            let summary = run.await.unwrap_or_else(|error| {
                tracing::error!(%error, "a run broke down");
                RunSummary { is_broken: true, ..RunSummary::default() }
            });
            Input::RunFinished(Box::new(summary))
        });
    }

    fn notify(&mut self, notice: Notice) {
        self.shell.notify(&notice);
        let runner = Arc::clone(&self.runner);
        tokio::spawn(async move {
            if let Err(error) = runner.notified(&notice.title, &notice.body).await {
                tracing::warn!(%error, "a notification could not be noted");
            }
        });
    }

    /// Nothing here waits for the channel: what takes time tells its outcome as an input.
    fn in_background(&self, work: impl Future<Output = Input> + Send + 'static) {
        let handle = self.handle.clone();
        tokio::spawn(async move { handle.send(work.await).await });
    }

    fn show(&mut self) {
        let now = self.clock.now();
        let tray = Tray::of(&self.state, &self.messages, now);
        let snapshot = Snapshot::of(&self.state, &self.messages, now);
        let (shown_tray, shown_snapshot) = match &self.shown {
            Some((tray, snapshot)) => (Some(tray), Some(snapshot)),
            None => (None, None),
        };
        if shown_tray != Some(&tray) {
            self.shell.set_tray(&tray);
        }
        if shown_snapshot != Some(&snapshot) {
            self.shell.publish(&snapshot);
        }
        self.shown = Some((tray, snapshot));
    }
}

fn messages(settings: &AgentSettings) -> Messages {
    Messages::new(settings.language).in_zone(settings.window.zone())
}
