//! From the start to the end of the program.

use std::env;
use std::sync::atomic::{AtomicU8, Ordering};

use passerelle_agent::controller::{ExitDecision, ExitRequest, Input, exit_decision};
use passerelle_agent::home::Home;
use passerelle_agent::shell::Exit;
use passerelle_api::logs;
use tauri::{App, AppHandle, Manager, RunEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::Arguments;
use crate::service::{self, HasTray};
use crate::slot::Slot;
use crate::{autostart, crash, ipc, platform, windows};

/// The exit status of an end that was not clean.
static STATUS: AtomicU8 = AtomicU8::new(0);

/// Runs until the end; gives the exit status.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let folder = match &arguments.home {
        Some(folder) => folder.clone(),
        None => Home::default_folder(|name| env::var_os(name))?,
    };
    let home = Home::open(&folder)?;
    logs::start(&home.logs_folder());
    crash::remember_panics(&home);
    if let Err(error) = platform::register() {
        tracing::warn!(%error, "the system may show no notifications of this program");
    }
    let app = tauri::Builder::default()
        // The first plugin, so that a second start ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, _| {
            let page = Arguments::page_of(&words);
            app.state::<Slot>().send(page.map_or(Input::SecondStart, Input::OpenPage));
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
        .manage(windows::LoginTitle::default())
        .invoke_handler(tauri::generate_handler![ipc::call])
        .setup(move |app| {
            begin(app, home, arguments);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
            let has_tray = app.state::<HasTray>().0;
            match exit_decision(ExitRequest::LastWindowClosed, has_tray) {
                ExitDecision::Stay => {}
                ExitDecision::Leave | ExitDecision::QuitFirst => app.state::<Slot>().send(Input::Quit),
            }
        }
    });
    Ok(STATUS.load(Ordering::SeqCst))
}

/// Begins the service beside the main thread, which draws from here on.
fn begin(app: &mut App, home: Home, arguments: Arguments) {
    let bar = platform::bar();
    #[cfg(target_os = "macos")]
    app.set_activation_policy(tauri::ActivationPolicy::Accessory);
    let app = app.handle().clone();
    app.manage(HasTray::look());
    tauri::async_runtime::spawn(async move {
        let opened = service::open(&app, home, &arguments);
        let served = match opened {
            Ok(opened) => service::serve(&app, opened, &arguments, bar).await,
            Err(error) => Err(error),
        };
        match served {
            Ok(Exit::Clean) => app.exit(0),
            Ok(Exit::Overdue) => leave(&app, 4),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the agent cannot be opened");
                tell_and_leave(&app, &format!("{error:#}"));
            }
        }
    });
}

/// Nothing else would show that Passerelle could not begin.
fn tell_and_leave(app: &AppHandle, what: &str) {
    let leaving = app.clone();
    app.dialog().message(what).kind(MessageDialogKind::Error).title("Passerelle").show(move |_| leave(&leaving, 1));
}

fn leave(app: &AppHandle, status: u8) {
    STATUS.store(status, Ordering::SeqCst);
    app.exit(i32::from(status));
}
