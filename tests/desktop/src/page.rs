//! One window's page, reached as an assistive program reaches it: by role and name.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::patience::until;
use crate::words::Words;

/// What assistive programs call an element.
pub(crate) const NAMES: &str = include_str!("scripts/names.js");
/// Finds what can be seen of a role, by its accessible name.
const FIND: &str = concat!(include_str!("scripts/names.js"), include_str!("scripts/find.js"));

/// A page of one of the program's windows.
#[derive(Clone)]
pub struct Page {
    driver: Arc<Driver>,
    handle: String,
    words: Arc<Words>,
}

impl Page {
    pub(crate) fn new(driver: Arc<Driver>, handle: String, words: Arc<Words>) -> Self {
        Self { driver, handle, words }
    }

    /// What it says, in the language that the program was started in.
    pub fn words(&self) -> Arc<Words> {
        Arc::clone(&self.words)
    }

    /// Whether the window is still there.
    pub async fn is_open(&self) -> Result<bool> {
        Ok(self.driver.windows().await?.contains(&self.handle))
    }

    /// Clicks what has this role and name. The window may be gone before the driver has seen the click through.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("{role} {name:?} can be clicked"), async || {
            let element = self.find(role, name).await?.context("it is not there")?;
            if !self.is_enabled(&element).await? {
                bail!("it cannot be used");
            }
            match self.driver.post(&format!("/element/{element}/click"), json!({})).await {
                Err(_) if !self.is_open().await? => Ok(Some(Value::Null)),
                clicked => clicked.map(Some),
            }
        })
        .await
        .map(drop)
    }

    /// Writes into a field, in the place of what stands there.
    pub async fn write(&self, name: &str, text: &str) -> Result<()> {
        let element = self.seen("textbox", name).await?;
        self.driver.post(&format!("/element/{element}/clear"), json!({})).await?;
        self.driver.post(&format!("/element/{element}/value"), json!({ "text": text })).await.map(drop)
    }

    /// Chooses a day in a field for dates, as the calendar beside it would.
    pub async fn choose_day(&self, name: &str, day: &str) -> Result<()> {
        self.seen("textbox", name).await?;
        self.look().await?;
        let script = format!(
            "const find = (...arguments_) => (function () {{ {FIND} }}).apply(null, arguments_); const field = find('textbox', arguments[0]); \
             Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, arguments[1]); \
             field.dispatchEvent(new Event('input', {{ bubbles: true }})); \
             field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        );
        self.driver.run(&script, json!([name, day])).await.map(drop)
    }

    /// What stands in a field.
    pub async fn value(&self, name: &str) -> Result<String> {
        let element = self.seen("textbox", name).await?;
        let value = self.driver.get(&format!("/element/{element}/property/value")).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Chooses from a list by the value behind what is shown.
    pub async fn choose(&self, name: &str, value: &str) -> Result<()> {
        let list = self.seen("combobox", name).await?;
        let script = "const [list, value] = arguments; list.value = value; \
             list.dispatchEvent(new Event('change', { bubbles: true })); return list.value";
        let chosen = self.run(script, json!([Driver::named(&list), value])).await?;
        if chosen == json!(value) { Ok(()) } else { bail!("{name:?} has no {value:?}") }
    }

    /// Puts the keyboard into a field.
    pub async fn focus(&self, name: &str) -> Result<()> {
        let element = self.seen("textbox", name).await?;
        self.driver.post(&format!("/element/{element}/click"), json!({})).await.map(drop)
    }

    /// Waits until something of this role and name can be seen.
    pub async fn seen(&self, role: &str, name: &str) -> Result<String> {
        until(&format!("{role} {name:?} is seen"), async || self.find(role, name).await).await
    }

    /// Whether it can be seen now, and used.
    pub async fn can_use(&self, role: &str, name: &str) -> Result<bool> {
        match self.find(role, name).await? {
            Some(element) => self.is_enabled(&element).await,
            None => Ok(false),
        }
    }

    /// Waits until the page says this somewhere.
    pub async fn says(&self, text: &str) -> Result<()> {
        until(&format!("the page says {text:?}"), async || {
            let whole = self.text().await?;
            if whole.contains(text) { Ok(Some(())) } else { bail!("it says: {whole}") }
        })
        .await
    }

    /// All that can be read.
    pub async fn text(&self) -> Result<String> {
        self.look().await?;
        let text = self.driver.run("return document.body.innerText", json!([])).await?;
        Ok(text.as_str().unwrap_or_default().replace(['\u{a0}', '\u{202f}'], " "))
    }

    /// Runs a function's body in the page.
    pub async fn run(&self, script: &str, arguments: Value) -> Result<Value> {
        self.look().await?;
        self.driver.run(script, arguments).await
    }

    /// The same, where the script calls its last argument with what it found.
    pub(crate) async fn run_until_done(&self, script: &str, arguments: Value) -> Result<Value> {
        self.look().await?;
        self.driver.post("/execute/async", json!({ "script": script, "args": arguments })).await
    }

    /// Lets keys go down and up.
    pub(crate) async fn keys(&self, keys: &[Value]) -> Result<()> {
        self.look().await?;
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": keys });
        self.driver.post("/actions", json!({ "actions": [keyboard] })).await.map(drop)
    }

    /// Changes where its window is, and how large.
    pub(crate) async fn set_window(&self, rect: Value) -> Result<()> {
        self.look().await?;
        self.driver.post("/window/rect", rect).await.map(drop)
    }

    /// How many elements there are of a kind.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let count = self.run("return document.querySelectorAll(arguments[0]).length", json!([selector])).await?;
        Ok(count.as_u64().unwrap_or_default())
    }

    async fn find(&self, role: &str, name: &str) -> Result<Option<String>> {
        self.look().await?;
        Ok(Driver::element(&self.driver.run(FIND, json!([role, name])).await?))
    }

    async fn is_enabled(&self, element: &str) -> Result<bool> {
        let enabled = self.driver.get(&format!("/element/{element}/enabled")).await?;
        let busy = self.driver.get(&format!("/element/{element}/attribute/aria-disabled")).await?;
        Ok(enabled == json!(true) && busy != json!("true"))
    }

    async fn look(&self) -> Result<()> {
        self.driver.post("/window", json!({ "handle": self.handle })).await.map(drop)
    }
}
