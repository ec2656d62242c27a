//! A page without a mouse: what has the keyboard, and keys.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::page::{NAMES, Page};

/// Tab.
const TAB: &str = "\u{e004}";
/// Control, held down with another key.
const CONTROL: &str = "\u{e009}";
/// No page has more to step through.
const STEPS: usize = 80;

/// What has the keyboard: its name, its role, whether a person sees that it has it.
const FOCUS: &str = include_str!("scripts/focus.js");

impl Page {
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// The space bar.
    pub const SPACE: &str = " ";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";

    /// Presses a key and lets it go. What it does may close the window before that.
    pub async fn press(&self, key: &str) -> Result<()> {
        match self.keys(&[down(key), up(key)]).await {
            Err(_) if !self.is_open().await? => Ok(()),
            pressed => pressed,
        }
    }

    /// Presses a key with Control held down.
    pub async fn press_with_control(&self, key: &str) -> Result<()> {
        self.keys(&[down(CONTROL), down(key), up(key), up(CONTROL)]).await
    }

    /// Types a text where the keyboard is.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let keys: Vec<Value> = text.chars().map(String::from).flat_map(|key| [down(&key), up(&key)]).collect();
        self.keys(&keys).await
    }

    /// Steps on with Tab until something of this role and name has the keyboard. On the way, whatever has it must be seen
    /// to have it.
    pub async fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..STEPS {
            self.press(TAB).await?;
            let focus = self.run(&format!("{NAMES}{FOCUS}"), json!([])).await?;
            let said = focus["name"].as_str().unwrap_or_default().to_owned();
            if focus["isSeen"] != json!(true) {
                bail!("nobody sees that {} {said:?} has the keyboard", focus["role"]);
            }
            if focus["role"] == json!(role) && said == name {
                return Ok(());
            }
            passed.push(said);
        }
        bail!("{role} {name:?} is not reached with Tab, but: {passed:?}")
    }

    /// The name of what has the keyboard.
    pub async fn has_keyboard(&self) -> Result<String> {
        let focus = self.run(&format!("{NAMES}{FOCUS}"), json!([])).await?;
        Ok(focus["name"].as_str().unwrap_or_default().to_owned())
    }
}

fn down(key: &str) -> Value {
    json!({ "type": "keyDown", "value": key })
}

fn up(key: &str) -> Value {
    json!({ "type": "keyUp", "value": key })
}
