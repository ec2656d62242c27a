//! What axe-core finds wrong in a page of the real webview.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::page::Page;
use crate::patience::until;

/// Where `npm ci` puts it.
const AXE: &str = "ui/node_modules/axe-core/axe.min.js";

/// Looks with every rule, and says of each that is broken by what.
const LOOK: &str = r"
const done = arguments[arguments.length - 1];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
window.axe.run(document, { runOnly: rules }).then(
  (found) => done({
    met: found.passes.length,
    broken: found.violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join('; ')}`),
  }),
  (error) => done({ met: 0, broken: [String(error)] }));
";

/// Colours fade in, and dialogs come: what is still moving cannot be judged.
const IS_STILL: &str = "return document.getAnimations().every((one) => one.playState !== 'running')";

impl Page {
    /// Everything that is broken in the page as it is now. An error where nothing could be judged.
    pub async fn broken_rules(&self) -> Result<Vec<String>> {
        self.still().await?;
        if self.run("return typeof window.axe", json!([])).await? != json!("object") {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(AXE);
            let axe = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            self.run(&axe, json!([])).await?;
        }
        let found = self.run_until_done(LOOK, json!([])).await?;
        let broken: Vec<String> = found["broken"].as_array().into_iter().flatten().map(said).collect();
        let met = found["met"].as_u64().unwrap_or_default();
        anyhow::ensure!(met > 10 || !broken.is_empty(), "only {met} rules were looked at");
        Ok(broken)
    }

    /// Waits until nothing moves any more.
    pub async fn still(&self) -> Result<()> {
        until(
            "nothing moves any more",
            async || Ok((self.run(IS_STILL, json!([])).await? == json!(true)).then_some(())),
        )
        .await
    }
}

fn said(rule: &Value) -> String {
    rule.as_str().unwrap_or_default().to_owned()
}
