//! The tray, read and clicked over the session bus as the panel does.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Structure, Value};

use crate::desktop::Desktop;
use crate::patience::until;

/// The tray icon's menu.
pub struct Tray {
    bus: Connection,
    item: String,
    path: String,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    number: i32,
    /// Its words.
    pub label: String,
    /// Whether it can be clicked.
    pub enabled: bool,
    /// What opens from it.
    pub inner: Vec<Entry>,
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Tray {
    /// The icon that stands in the tray.
    pub async fn find(desktop: &Desktop) -> Result<Self> {
        let bus = desktop.bus()?;
        let registered = until("a tray icon", async || {
            let watcher = Proxy::new(
                &bus,
                "org.kde.StatusNotifierWatcher",
                "/StatusNotifierWatcher",
                "org.kde.StatusNotifierWatcher",
            )?;
            let items: Vec<String> = watcher.get_property("RegisteredStatusNotifierItems")?;
            Ok(items.into_iter().find(|item| item.contains("passerelle")))
        })
        .await?;
        let (item, path) = registered.split_once('/').context("an item has a path")?;
        Ok(Self { item: item.to_owned(), path: format!("/{path}"), bus })
    }

    /// The menu, from top to bottom.
    pub fn menu(&self) -> Result<Vec<Entry>> {
        let item = Proxy::new(&self.bus, self.item.as_str(), self.path.as_str(), "org.kde.StatusNotifierItem")?;
        let menu: OwnedObjectPath = item.get_property("Menu")?;
        let menu = Proxy::new(&self.bus, self.item.as_str(), menu.as_str(), "com.canonical.dbusmenu")?;
        let (_, layout): (u32, Layout) = menu.call("GetLayout", &(0_i32, -1_i32, Vec::<&str>::new()))?;
        layout.2.into_iter().map(entry).collect()
    }

    /// The words of the menu, those of what opens from a line behind it.
    pub fn labels(&self) -> Result<Vec<String>> {
        let entries = self.menu()?;
        Ok(entries
            .into_iter()
            .flat_map(|entry| std::iter::once(entry.label).chain(entry.inner.into_iter().map(|inner| inner.label)))
            .collect())
    }

    /// Waits until a line says this.
    pub async fn says(&self, words: &str) -> Result<()> {
        until(&format!("the tray says {words:?}"), async || {
            let labels = self.labels()?;
            if labels.iter().any(|label| label.contains(words)) { Ok(Some(())) } else { bail!("it says {labels:?}") }
        })
        .await
    }

    /// Clicks the line with these words, when it can be clicked.
    pub async fn click(&self, label: &str) -> Result<()> {
        let number = until(&format!("{label:?} can be clicked in the tray"), async || {
            let entries = self.menu()?;
            let all = entries.iter().flat_map(|entry| std::iter::once(entry).chain(&entry.inner));
            Ok(all.filter(|entry| entry.enabled).find(|entry| entry.label == label).map(|entry| entry.number))
        })
        .await?;
        let item = Proxy::new(&self.bus, self.item.as_str(), self.path.as_str(), "org.kde.StatusNotifierItem")?;
        let menu: OwnedObjectPath = item.get_property("Menu")?;
        let menu = Proxy::new(&self.bus, self.item.as_str(), menu.as_str(), "com.canonical.dbusmenu")?;
        Ok(menu.call::<_, _, ()>("Event", &(number, "clicked", Value::from(0_i32), 0_u32))?)
    }
}

fn entry(value: OwnedValue) -> Result<Entry> {
    let structure = Structure::try_from(Value::from(value))?;
    let fields = structure.into_fields();
    let [number, properties, children] = <[Value<'_>; 3]>::try_from(fields).ok().context("an entry has three parts")?;
    let properties: HashMap<String, OwnedValue> = properties.try_into()?;
    let label = properties.get("label").and_then(|label| <&str>::try_from(label).ok()).unwrap_or_default();
    let enabled = properties.get("enabled").and_then(|enabled| bool::try_from(enabled).ok()).unwrap_or(true);
    let children: Vec<OwnedValue> = children.try_into()?;
    Ok(Entry {
        number: number.try_into()?,
        label: label.replace('_', ""),
        enabled,
        inner: children.into_iter().map(entry).collect::<Result<_>>()?,
    })
}
