//! The tray: the agent's value, shown. Only what differs from what was shown is changed.

mod changes;
mod icons;

use passerelle_agent::controller::{Entry, Item, Tray, TrayEvent};
use passerelle_agent::shell::Page;
use tauri::image::Image;
use tauri::menu::{IsMenuItem, Menu, MenuItem, MenuItemKind, Submenu};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::platform;
use crate::slot::Slot;
use changes::{Change, changes};
pub(crate) use icons::Bar;

const ID: &str = "passerelle";

/// Draws the tray. Lives with the controller; every change is made on the main thread, where menus live.
pub(crate) struct Renderer {
    app: AppHandle,
    shown: Option<(Tray, Bar)>,
}

impl Renderer {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app, shown: None }
    }

    /// Shows another state, on the bar as it is now: a person may have made it light or dark since.
    pub(crate) fn show(&mut self, tray: &Tray) {
        let wanted = (tray.clone(), platform::bar());
        let changes = changes(self.shown.as_ref(), &wanted);
        self.shown = Some(wanted.clone());
        if changes.is_empty() {
            return;
        }
        let (app, (tray, bar)) = (self.app.clone(), wanted);
        let asked = self.app.run_on_main_thread(move || {
            if let Err(error) = apply(&app, bar, &tray, &changes) {
                tracing::warn!(%error, "the tray does not show how things stand");
            }
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "the tray cannot be reached");
        }
    }
}

fn apply(app: &AppHandle, bar: Bar, tray: &Tray, changes: &[Change]) -> tauri::Result<()> {
    let Some(icon) = app.tray_by_id(ID) else { return build(app, bar, tray) };
    for change in changes {
        match change {
            Change::Icon => {
                icon.set_icon_with_as_template(Some(drawn(app, bar, tray)?), bar == Bar::Template)?;
            }
            Change::Tooltip => icon.set_tooltip(Some(&tray.tooltip))?,
            Change::Menu => icon.set_menu(Some(menu(app, tray)?))?,
            Change::Entry(index) => change_entry(app, &icon, tray, *index)?,
        }
    }
    Ok(())
}

fn build(app: &AppHandle, bar: Bar, tray: &Tray) -> tauri::Result<()> {
    let built = menu(app, tray)?;
    app.manage(ShownMenu(std::sync::Mutex::new(Some(built.clone()))));
    TrayIconBuilder::with_id(ID)
        .icon(drawn(app, bar, tray)?)
        .icon_as_template(bar == Bar::Template)
        .tooltip(&tray.tooltip)
        .menu(&built)
        // On Windows a click opens the window and the other button the menu, as people there expect.
        .show_menu_on_left_click(cfg!(not(windows)))
        .on_menu_event(|app, event| clicked(app, event.id().as_ref()))
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
                && cfg!(windows)
            {
                icon.app_handle().state::<Slot>().open(Page::Dossiers);
            }
        })
        .build(app)
        .map(drop)
}

/// The icon. The bar of Windows is on the main screen and draws at that screen's scale; other bars scale for themselves.
fn drawn(app: &AppHandle, bar: Bar, tray: &Tray) -> tauri::Result<Image<'static>> {
    let scale = match bar {
        Bar::Light | Bar::Dark => app.primary_monitor()?.map_or(2.0, |monitor| monitor.scale_factor()),
        Bar::Any | Bar::Template => 2.0,
    };
    icons::icon(tray.icon, bar, icons::size_at(scale))
}

/// The menu that is shown, to change single entries of it.
struct ShownMenu(std::sync::Mutex<Option<Menu<Wry>>>);

fn clicked(app: &AppHandle, id: &str) {
    if let Some(event) = TrayEvent::from_id(id) {
        app.state::<Slot>().send(event.input());
    }
}

fn menu(app: &AppHandle, tray: &Tray) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    for entry in &tray.menu {
        match entry {
            Entry::Line(text) => menu.append(&MenuItem::new(app, text, false, None::<&str>)?)?,
            Entry::Item(shown) => menu.append(&item(app, shown)?)?,
            Entry::Submenu { label, items } => {
                let items = items.iter().map(|shown| item(app, shown)).collect::<tauri::Result<Vec<_>>>()?;
                let items: Vec<&dyn IsMenuItem<Wry>> = items.iter().map(|item| item as &dyn IsMenuItem<Wry>).collect();
                menu.append(&Submenu::with_items(app, label, true, &items)?)?;
            }
        }
    }
    if let Some(shown) = app.try_state::<ShownMenu>() {
        *shown.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(menu.clone());
    }
    Ok(menu)
}

fn item(app: &AppHandle, item: &Item) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, item.event.id(), &item.label, item.enabled, None::<&str>)
}

/// Changes one entry in place, so that a menu that somebody has open stays open.
fn change_entry(app: &AppHandle, icon: &TrayIcon, tray: &Tray, index: usize) -> tauri::Result<()> {
    let shown = app
        .try_state::<ShownMenu>()
        .and_then(|shown| shown.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone());
    let shown = shown.map(|menu| menu.items()).transpose()?.and_then(|items| items.into_iter().nth(index));
    match (shown, tray.menu.get(index)) {
        (Some(MenuItemKind::MenuItem(shown)), Some(Entry::Line(text))) => shown.set_text(text),
        (Some(MenuItemKind::MenuItem(shown)), Some(Entry::Item(item))) => {
            shown.set_text(&item.label)?;
            shown.set_enabled(item.enabled)
        }
        // What cannot be changed in place is drawn anew.
        _ => icon.set_menu(Some(menu(app, tray)?)),
    }
}
