//! The agent's life in this program: opened, served, ended.

use std::env;
use std::ffi::OsString;
use std::sync::Arc;

use anyhow::{Context, bail};
use passerelle_agent::controller::{
    AgentSettings, Controller, CrashSentinel, Input, PauseFile, StartMode, StartRequest, start_mode, tick,
};
use passerelle_agent::home::{FileLock, Home, default_policy_file};
use passerelle_agent::secrets::{FileVault, OsVault, Vault};
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::shell::Exit;
use passerelle_agent::{Agent, Outside, web_options};
use passerelle_api::view::Notice;
use passerelle_api::{Desk, DeskOptions, Feed, JournalWatch, Network, Surface, this_computer};
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Clock, SystemClock};
use tauri::{AppHandle, Manager};

use crate::arguments::{Arguments, VaultChoice};
use crate::demo::Demo;
use crate::shell::DesktopShell;
use crate::slot::{Service, Slot};
use crate::surface::Desktop;
use crate::tray::Bar;
use crate::{crash, platform};

/// The agent, opened, with what ends with it.
pub(crate) struct Opened {
    agent: Arc<Agent>,
    clock: Arc<dyn Clock>,
    network: Arc<Network>,
    feed: Arc<Feed>,
    desktop: Arc<Desktop>,
    notices: Vec<Notice>,
    sentinel: CrashSentinel,
    _only_one: FileLock,
}

/// Opens the agent of a home. Reads disks, so it is done beside the main thread.
pub(crate) fn open(app: &AppHandle, home: Home, arguments: &Arguments) -> anyhow::Result<Opened> {
    let Some(only_one) = home.take_lock("agent").context("the agent's lock cannot be used")? else {
        bail!("Passerelle's nightly service runs already in {}", home.folder().display());
    };
    let demo = arguments.demo.clone().map(Demo::new).transpose()?.map(Arc::new);
    let clock: Arc<dyn Clock> = match &demo {
        Some(demo) => demo.clock(),
        None => Arc::new(SystemClock),
    };
    let settings = SettingsStore::open(&home, &default_policy_file(variable))?;
    let mut notices: Vec<Notice> =
        settings.warnings().iter().map(|warning| Notice::Settings { text: warning.to_string() }).collect();
    let (sentinel, crashed) = CrashSentinel::begin(&home).context("the mark of the running agent cannot be made")?;
    let panic = crash::take_last_panic(&home);
    if crashed {
        tracing::warn!(panic = panic.as_deref(), "the last start did not end by itself; the journal says where it was");
        notices.push(Notice::UncleanEnd { panic });
    }
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
    Ok(Opened { agent, clock, network, feed, desktop, notices, sentinel, _only_one: only_one })
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
pub(crate) async fn serve(app: &AppHandle, opened: Opened, arguments: &Arguments, bar: Bar) -> anyhow::Result<Exit> {
    let Opened { agent, clock, network, feed, desktop, notices, sentinel, _only_one } = opened;
    let locale = sys_locale::get_locale();
    let installation = agent.agent_id()?.to_string();
    let status = agent.status()?;
    let (controller, handle) = Controller::new(
        DesktopShell::new(app.clone(), Arc::clone(&feed), bar),
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
    let start = start_mode(StartRequest {
        is_autostart: arguments.autostart,
        page: arguments.page.map(Into::into),
        is_first: status.firms.is_empty(),
        has_tray: app.state::<HasTray>().0,
    });
    if let StartMode::Window(page) = start {
        handle.send(Input::OpenPage(page)).await;
    }
    tokio::spawn(tick(handle.clone(), clock));
    tokio::spawn(async move { feed.run().await });
    tokio::spawn(async move { desk.look_for_secrets().await });
    #[cfg(unix)]
    tokio::spawn(end_with_the_session(handle));
    if arguments.crash {
        tokio::spawn(async { panic!("asked to break down") });
    }
    let exit = controller.run().await;
    if let Err(error) = sentinel.end() {
        tracing::warn!(%error, "the mark of the running agent could not be taken away");
    }
    Ok(exit)
}

/// Whether something shows the tray.
pub(crate) struct HasTray(pub(crate) bool);

impl HasTray {
    pub(crate) fn look() -> Self {
        Self(platform::has_tray())
    }
}

/// The session asks programs to end with this signal.
#[cfg(unix)]
async fn end_with_the_session(handle: passerelle_agent::controller::Handle) {
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
