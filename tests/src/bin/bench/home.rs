//! A home of the real program, connected with the services.

use anyhow::{Context, bail};
use passerelle_tests::{Program, Said};
use serde_json::Value;
use tempfile::TempDir;

use crate::services::Services;

/// A connected home. Its folder goes with this value.
pub(crate) struct ConnectedHome {
    pub(crate) program: Program,
    _folder: TempDir,
}

impl ConnectedHome {
    /// Settings, secrets and the guide's three steps, each by the command for it.
    pub(crate) fn connect(services: &mut Services) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let program = Program::with_home(&folder.path().join("home"));
        for (setting, value) in [
            ("finbox.url", services.said("finbox_url")),
            ("silverfin.url", services.said("silverfin_url")),
            ("silverfin.client_id", services.said("client_id")),
            ("agent.name", "bureau-1"),
        ] {
            done(&program.run(&["settings", "set", setting, value, "--json"]))?;
        }
        for (name, value) in [("finbox.access_key", "access_key"), ("silverfin.client_secret", "client_secret")] {
            done(&program.run_with_input(&["secret", "set", name, "--json"], services.said(value)))?;
        }
        let activated = done(&program.run(&["connection", "activate", "--json"]))?;
        let pairing_id = activated["pairing_id"].as_str().context("no pairing id")?;
        done(&program.run(&["connection", "pair", pairing_id, "--json"]))?;
        let firm = services.introduction["firms"][0].to_string();
        let asked = done(&program.run(&["connection", "authorize-url", "--firm", &firm, "--json"]))?;
        let redirect = services.log_in(asked["authorize_url"].as_str().context("no address to log in at")?)?;
        done(&program.run(&["connection", "complete", "--redirect", &redirect, "--json"]))?;
        Ok(Self { program, _folder: folder })
    }
}

fn done(said: &Said) -> anyhow::Result<Value> {
    if said.status != Some(0) {
        bail!("a command failed: {said:?}");
    }
    Ok(said.document())
}
