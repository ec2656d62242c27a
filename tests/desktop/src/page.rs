//! One window's page, reached as an assistive program reaches it: by role and name.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::patience::until;

/// Finds what can be seen of a role, by its accessible name. Roles are those of native elements.
const FIND: &str = r"
const [role, name] = arguments;
const native = {
  button: 'button, [role=button], input[type=submit]', textbox: 'input, textarea', heading: 'h1, h2, h3, h4',
  link: 'a[href]', combobox: 'select', checkbox: 'input[type=checkbox]', switch: 'input[type=checkbox], [role=switch]',
  radio: 'input[type=radio]', columnheader: 'th', dialog: 'dialog', navigation: 'nav', table: 'table', disclosure: 'summary',
};
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const spoken = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
  return plain(copy.textContent);
};
const labelled = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return plain(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  const given = element.getAttribute('aria-label');
  if (given) return plain(given);
  if (element.labels?.length) return plain([...element.labels].map(spoken).join(' '));
  if (element.tagName === 'INPUT') return plain(element.title || element.value);
  return spoken(element);
};
const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
return [...document.querySelectorAll(native[role] ?? `[role=${role}]`)].find(
  (element) => seen(element) && labelled(element) === plain(name)) ?? null;
";

/// A page of one of the program's windows.
#[derive(Clone)]
pub struct Page {
    driver: Arc<Driver>,
    handle: String,
}

impl Page {
    pub(crate) fn new(driver: Arc<Driver>, handle: String) -> Self {
        Self { driver, handle }
    }

    /// Whether the window is still there.
    pub async fn is_open(&self) -> Result<bool> {
        Ok(self.driver.windows().await?.contains(&self.handle))
    }

    /// Clicks what has this role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("{role} {name:?} can be clicked"), async || {
            let element = self.find(role, name).await?.context("it is not there")?;
            if !self.is_enabled(&element).await? {
                bail!("it cannot be used");
            }
            self.driver.post(&format!("/element/{element}/click"), json!({})).await.map(Some)
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

    /// What the page looks like, as PNG in base64.
    pub(crate) async fn picture(&self) -> Result<String> {
        self.look().await?;
        let picture = self.driver.get("/screenshot").await?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
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
