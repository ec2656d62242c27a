//! From the start to the end of the program.

use std::env;
use std::sync::atomic::{AtomicU8, Ordering};

use passerelle_agent::AgentError;
use passerelle_agent::controller::{ExitDecision, Input, exit_decision};
use passerelle_agent::home::Home;
use passerelle_agent::shell::Exit;
use passerelle_api::{NotBegun, Told, logs, not_begun};
use tauri::{App, AppHandle, Manager, RunEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::Arguments;
use crate::ending::Ending;
use crate::service::ServiceRuns;
use crate::slot::Slot;
use crate::{autostart, crash, ipc, platform, service, windows};

/// The exit status of an end that was not clean.
static STATUS: AtomicU8 = AtomicU8::new(0);

/// Runs until the end; gives the exit status.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    // Where there is no home, a dialog says so: it takes the program to show it.
    let home = open_home(&arguments);
    if let Ok(home) = &home {
        logs::start(&home.logs_folder());
        crash::remember_panics(home);
    }
    if let Err(error) = platform::register() {
        tracing::warn!(%error, "the system may show no notifications of this program");
    }
    let app = tauri::Builder::default()
        // The first plugin, so that a second start ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, _| {
            if let Some(input) = Arguments::second_start(&words) {
                app.state::<Slot>().send(input);
            }
        }))
        .plugin(autostart::plugin())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .with_denylist(&[windows::LOGIN])
                .build(),
        )
        .manage(Slot::default())
        .manage(Ending::default())
        .manage(windows::LoginTitle::default())
        .invoke_handler(tauri::generate_handler![ipc::call])
        .setup(move |app| {
            begin(app, home, arguments);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        RunEvent::ExitRequested { code: None, api, .. } => {
            api.prevent_exit();
            last_window_closed(app);
        }
        // By "Quitter", when all is done, or by the system, when the session ends. There is no way back.
        RunEvent::Exit => tauri::async_runtime::block_on(program_ends(app)),
        // Opening the program again starts no second one on macOS.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => app.state::<Slot>().send(Input::SecondStart),
        _ => {}
    });
    Ok(STATUS.load(Ordering::SeqCst))
}

fn open_home(arguments: &Arguments) -> Result<Home, AgentError> {
    let folder = match &arguments.home {
        Some(folder) => folder.clone(),
        None => Home::default_folder(|name| env::var_os(name))?,
    };
    Ok(Home::open(&folder)?)
}

/// Panels come and go: whether one shows the tray is asked when it counts, beside the main thread.
fn last_window_closed(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if exit_decision(platform::has_tray()) == ExitDecision::Quit {
            app.state::<Slot>().send(Input::Quit);
        }
    });
}

async fn program_ends(app: &AppHandle) {
    let service = app.state::<Slot>().get();
    let quit = async {
        if let Some(service) = service {
            service.handle.send(Input::Quit).await;
        }
    };
    app.state::<Ending>().program_ends(quit).await;
}

/// Begins the service beside the main thread, which draws from here on.
fn begin(app: &mut App, home: Result<Home, AgentError>, arguments: Arguments) {
    #[cfg(target_os = "macos")]
    app.set_activation_policy(tauri::ActivationPolicy::Accessory);
    let app = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        let opened = home.map_err(anyhow::Error::from).and_then(|home| service::open(&app, home, &arguments));
        let served = match opened {
            Ok(opened) => service::serve(&app, opened, &arguments).await,
            Err(error) => Err(error),
        };
        match served {
            Ok(Exit::Clean) => app.exit(0),
            Ok(Exit::Overdue) => leave(&app, 4),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the agent cannot be opened");
                tell_and_leave(&app, &error);
            }
        }
    });
}

/// Nothing else would show that Passerelle could not begin.
fn tell_and_leave(app: &AppHandle, error: &anyhow::Error) {
    let technical = format!("{error:#}");
    let why = match error.downcast_ref::<AgentError>() {
        Some(error) => NotBegun::Agent(error),
        None if error.is::<ServiceRuns>() => NotBegun::ServiceRuns,
        None => NotBegun::Other(&technical),
    };
    let Told { title, text } = not_begun(why, sys_locale::get_locale().as_deref());
    let leaving = app.clone();
    app.dialog().message(text).kind(MessageDialogKind::Error).title(title).show(move |_| leave(&leaving, 1));
}

fn leave(app: &AppHandle, status: u8) {
    STATUS.store(status, Ordering::SeqCst);
    app.exit(i32::from(status));
}
