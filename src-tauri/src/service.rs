//! The agent's life in this program: opened, served, ended.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use passerelle_agent::controller::{
    AgentSettings, Controller, CrashSentinel, Handle, Input, PauseFile, StartMode, StartRequest, start_mode, tick,
};
use passerelle_agent::home::{FileLock, Home};
use passerelle_agent::secrets::{FileVault, OsVault, Vault};
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::shell::Exit;
use passerelle_agent::{Agent, AgentError, Outside, web_options};
use passerelle_api::view::Notice;
use passerelle_api::{Desk, DeskOptions, Feed, JournalWatch, Network, Surface, this_computer};
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Clock, SystemClock};
use tauri::{AppHandle, Manager};

use crate::arguments::{Arguments, VaultChoice};
use crate::demo::Demo;
use crate::ending::Ending;
use crate::shell::DesktopShell;
use crate::slot::{Service, Slot};
use crate::surface::Desktop;
use crate::{crash, platform};

/// The agent, opened, with what ends with it.
pub(crate) struct Opened {
    agent: Arc<Agent>,
    clock: Arc<dyn Clock>,
    network: Arc<Network>,
    feed: Arc<Feed>,
    desktop: Arc<Desktop>,
    notices: Vec<Notice>,
    _only_one: FileLock,
}

/// The command line's nightly service works in this home: two agents would do the same twice.
#[derive(Debug, thiserror::Error)]
#[error("Passerelle's nightly service runs already in {}", .0.display())]
pub(crate) struct ServiceRuns(PathBuf);

/// Opens the agent of a home. Reads disks, so it is done beside the main thread.
pub(crate) fn open(app: &AppHandle, home: Home, arguments: &Arguments) -> anyhow::Result<Opened> {
    let only_one = home.take_lock("agent").context("the agent's lock cannot be used")?;
    let only_one = only_one.ok_or_else(|| ServiceRuns(home.folder().to_owned()))?;
    let demo = arguments.demo.clone().map(Demo::new).transpose()?.map(Arc::new);
    let clock: Arc<dyn Clock> = match &demo {
        Some(demo) => demo.clock(),
        None => Arc::new(SystemClock),
    };
    let settings = SettingsStore::open(&home, &arguments.policy_file(variable)).map_err(AgentError::from)?;
    for warning in settings.warnings() {
        tracing::warn!(%warning, "something in the settings does not count");
    }
    let mut notices: Vec<Notice> = settings.warnings().iter().map(Notice::from).collect();
    let network = Arc::new(Network::new(Arc::new(reach(&settings)?)));
    let vault: Arc<dyn Vault> = match arguments.vault {
        VaultChoice::Os => Arc::new(OsVault::new(&home)),
        VaultChoice::File => Arc::new(FileVault::new(&home)),
    };
    let desktop = Arc::new(Desktop::new(app.clone(), demo));
    let feed = Arc::new(Feed::new(Arc::clone(&desktop) as Arc<dyn Surface>));
    let outside = Outside {
        clock: Arc::clone(&clock),
        transport: Arc::clone(&network) as _,
        vault,
        watch: Arc::new(JournalWatch(Arc::clone(&feed))),
        seed: this_computer::seed(),
        computer_name: this_computer::name(),
    };
    let agent = Arc::new(Agent::open(home, settings, outside)?);
    notices.extend(begin(app, agent.home())?);
    Ok(Opened { agent, clock, network, feed, desktop, notices, _only_one: only_one })
}

/// Marks the agent as running, now that it is open. Says what is to be told of the last time.
fn begin(app: &AppHandle, home: &Home) -> anyhow::Result<Option<Notice>> {
    let (mark, ended_uncleanly) = CrashSentinel::begin(home).context("the mark of the running agent cannot be made")?;
    app.state::<Ending>().begin(mark);
    let panic = crash::take_last_panic(home);
    if ended_uncleanly {
        tracing::warn!(panic = panic.as_deref(), "the last start did not end by itself; the journal says where it was");
    }
    Ok(crash::told_at_the_start(ended_uncleanly, panic))
}

/// A proxy that is not complete yet, or a file of certificates that is gone, must not keep windows from opening: there it is
/// mended.
fn reach(settings: &SettingsStore) -> anyhow::Result<WebTransport> {
    let wanted = web_options(settings.settings().values()).map_err(anyhow::Error::from);
    match wanted.and_then(|options| Ok(WebTransport::new(options)?)) {
        Ok(transport) => Ok(transport),
        Err(error) => {
            tracing::warn!(
                error = format!("{error:#}"),
                "the network is reached without the settings' proxy and certificates"
            );
            Ok(WebTransport::new(WebOptions::default())?)
        }
    }
}

/// Serves until somebody wants the end, which is clean when this returns.
pub(crate) async fn serve(app: &AppHandle, opened: Opened, arguments: &Arguments) -> anyhow::Result<Exit> {
    let Opened { agent, clock, network, feed, desktop, notices, _only_one } = opened;
    let locale = sys_locale::get_locale();
    let installation = agent.agent_id()?.to_string();
    let status = agent.status()?;
    let (controller, handle) = Controller::new(
        DesktopShell::new(app.clone(), Arc::clone(&feed)),
        Arc::clone(&agent) as _,
        Arc::clone(&clock),
        Box::new(PauseFile::new(agent.home())),
        AgentSettings::new(&agent.values(), &installation, locale.as_deref()),
    );
    let desk = Desk::new(DeskOptions {
        agent,
        handle: handle.clone(),
        clock: Arc::clone(&clock),
        surface: desktop,
        feed: Arc::clone(&feed),
        network,
        locale,
        notices,
    });
    app.state::<Slot>().fill(Service { desk: desk.clone(), handle: handle.clone() });
    let request = StartRequest {
        is_autostart: arguments.autostart,
        page: arguments.page.map(Into::into),
        is_first: status.firms.is_empty(),
        has_tray: true,
    };
    tokio::spawn(open_first_window(handle.clone(), request));
    tokio::spawn(tick(handle.clone(), clock));
    tokio::spawn(async move { feed.run().await });
    tokio::spawn(async move { desk.look_for_secrets().await });
    #[cfg(unix)]
    tokio::spawn(end_with_the_session(handle));
    if arguments.crash {
        tokio::spawn(async { panic!("asked to break down") });
    }
    let exit = controller.run().await;
    app.state::<Ending>().agent_has_ended();
    Ok(exit)
}

/// A panel that starts with the session may come after us.
const PANEL_PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// Opens the window that a start wants. Where it wants none as long as there is a tray, the tray is waited for.
async fn open_first_window(handle: Handle, request: StartRequest) {
    let has_tray = start_mode(request) != StartMode::Tray || tray_comes().await;
    if let StartMode::Window(page) = start_mode(StartRequest { has_tray, ..request }) {
        handle.send(Input::OpenPage(page)).await;
    }
}

async fn tray_comes() -> bool {
    let begun = Instant::now();
    loop {
        if tokio::task::spawn_blocking(platform::has_tray).await.unwrap_or_default() {
            return true;
        }
        if begun.elapsed() >= PANEL_PATIENCE {
            return false;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}

/// The session asks programs to end with this signal.
#[cfg(unix)]
async fn end_with_the_session(handle: Handle) {
    use tokio::signal::unix::{SignalKind, signal};
    let wanted = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()].map(signal);
    let [Ok(mut terminate), Ok(mut interrupt), Ok(mut hang_up)] = wanted else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hang_up.recv() => {}
    }
    handle.send(Input::Quit).await;
}

fn variable(name: &str) -> Option<OsString> {
    env::var_os(name)
}
