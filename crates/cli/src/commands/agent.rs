//! `passerelle agent`.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Args;
use passerelle_agent::controller::{
    AgentSettings, Controller, CrashSentinel, Handle, Input, Notice, PauseFile, Runner, Snapshot, Tray, tick,
};
use passerelle_agent::messages::Messages;
use passerelle_agent::settings::Values;
use passerelle_agent::shell::{Exit, Page, Shell};
use passerelle_transport::Clock;
use serde_json::json;

use crate::answer::{Answer, Status, print};
use crate::failure::Failure;
use crate::office::Office;
use crate::stop;
use crate::surroundings::{Surroundings, locale};

/// Run the nightly service in the foreground, until it is stopped with Ctrl-C or a termination signal.
#[derive(Debug, Args)]
#[command(after_help = "\
It runs once every night, at a time within the nightly window (settings schedule.window_start and schedule.window_end) that differs
from computer to computer. A night that the computer slept through is caught up once. Stopping is clean: what is being written is
finished and read back first.

With --json, each line is one event as a JSON document.")]
pub(crate) struct Agent {
    /// Look for new sheets at once too, without waiting for the night.
    #[arg(long)]
    pub(crate) now: bool,
}

/// Serves until somebody wants the end.
pub(crate) async fn run(arguments: &Agent, surroundings: Surroundings, json: bool) -> Result<Answer, Failure> {
    surroundings.warn_of_file_vault();
    let language = surroundings.language();
    let office = Office::open(surroundings)?;
    let home = office.agent.home().clone();
    let unusable = |error: std::io::Error| Failure::unexpected("the agent's lock cannot be used", &error);
    let Some(_only_one) = home.take_lock("agent").map_err(unusable)? else {
        return Err(Failure::failed("already_running", "the nightly service runs already in this home"));
    };
    let (sentinel, crashed) = CrashSentinel::begin(&home).map_err(unusable)?;
    if crashed {
        tracing::warn!("the last service did not end by itself; the journal says where it was");
    }
    let installation = office.agent.agent_id().map_err(|error| office.failure(&error))?.to_string();
    let agent_settings =
        |values: &Values| AgentSettings { language, ..AgentSettings::new(values, &installation, locale().as_deref()) };
    let console = Console {
        clock: Arc::clone(&office.clock),
        messages: Messages::new(language).in_zone(office.zone()),
        json,
        headline: String::new(),
    };
    let (controller, handle) = Controller::new(
        console,
        Arc::clone(&office.agent) as Arc<dyn Runner>,
        Arc::clone(&office.clock),
        Box::new(PauseFile::new(&home)),
        agent_settings(&office.agent.values()),
    );
    tokio::spawn(tick(handle.clone(), Arc::clone(&office.clock)));
    let active = office.agent.status().map_err(|error| office.failure(&error))?.activation.is_some();
    if arguments.now && active {
        tokio::spawn(sync_once_standing_is_known(handle.clone(), Arc::clone(&office.clock)));
    }
    tokio::spawn(async move {
        stop::wanted().await;
        handle.send(Input::Quit).await;
    });
    let exit = controller.run().await;
    if let Err(error) = sentinel.end() {
        tracing::warn!(%error, "the mark of the running service could not be taken away");
    }
    Ok(Answer::silent().with_status(match exit {
        Exit::Clean => Status::Done,
        Exit::Overdue => Status::WillBeRetried,
    }))
}

/// Before the controller has read the journal, it takes a wish for a run as coming from an office without a connection.
async fn sync_once_standing_is_known(handle: Handle, clock: Arc<dyn Clock>) {
    while handle.snapshot().await.is_some_and(|snapshot| snapshot.headline == "not_connected") {
        clock.sleep(Duration::from_millis(50)).await;
    }
    handle.send(Input::SyncNow).await;
}

/// The agent's outside, as lines of text.
struct Console {
    clock: Arc<dyn Clock>,
    messages: Messages,
    json: bool,
    headline: String,
}

impl Console {
    fn say(&self, event: &str, text: &str, document: &serde_json::Value) {
        let now: DateTime<Utc> = self.clock.now();
        if self.json {
            print(&json!({ "event": event, "at": now, event: document }).to_string());
        } else {
            print(&format!("{}  {text}", self.messages.moment(now)));
        }
    }
}

impl Shell for Console {
    fn set_tray(&mut self, _tray: &Tray) {}

    fn notify(&mut self, notice: &Notice) {
        let text = format!("{}: {}", notice.title, notice.body);
        self.say("notice", &text, &json!({ "title": notice.title, "body": notice.body }));
    }

    fn open_page(&mut self, _page: Page) {}

    fn publish(&mut self, snapshot: &Snapshot) {
        if self.json {
            self.say("snapshot", "", &json!(snapshot));
        } else if snapshot.headline_text != self.headline && snapshot.progress.is_none() {
            self.headline.clone_from(&snapshot.headline_text);
            self.say("snapshot", &snapshot.headline_text, &serde_json::Value::Null);
        }
    }

    fn exit(&mut self, exit: Exit) {
        let clean = exit == Exit::Clean;
        let text = if clean { "Stopped." } else { "Stopped in the middle of a run; the next one goes on from there." };
        self.say("exit", text, &json!({ "clean": clean }));
    }
}
