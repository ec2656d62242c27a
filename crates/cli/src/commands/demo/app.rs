//! The desktop app before a sandbox of this process. Everything ends with the app.

use std::path::Path;
use std::process::Command;

use passerelle_agent::secrets::SecretName;
use passerelle_agent::settings::SettingKey;
use passerelle_sandbox::world::World;
use passerelle_sandbox::{Options, Sandbox, SandboxClock};
use secrecy::SecretString;

use crate::answer::{Answer, print};
use crate::arguments::{Global, VaultChoice};
use crate::commands::sandbox::make_sheets_after_activation;
use crate::failure::Failure;
use crate::surroundings::Surroundings;

/// Opens the app on a new office that knows its access keys already, and waits until it ends.
pub(super) async fn open(program: &Path, seed: u64, global: &Global) -> Result<Answer, Failure> {
    let clock = SandboxClock::system();
    let mut options = Options::with_clock(clock.clone());
    options.seed = seed;
    let running = Sandbox::start(World::office(seed, clock.now()), options).await?;
    let home =
        tempfile::tempdir().map_err(|error| Failure::unexpected("the demo cannot make a temporary home", &error))?;
    let folder = home.path().join("home");
    let global = Global { home: Some(folder.clone()), vault: VaultChoice::File, ..global.clone() };
    let mut surroundings = Surroundings::open(&global)?;
    let (client, key) =
        running.sandbox.world(|world| (world.silverfin.client.clone(), world.finbox.administrator_key.clone()));
    for (setting, value) in [
        (SettingKey::FinboxUrl, running.finbox_url.as_str()),
        (SettingKey::SilverfinUrl, running.silverfin_url.as_str()),
        (SettingKey::SilverfinClientId, client.id.as_str()),
    ] {
        surroundings.settings.set(setting, value)?;
    }
    let vault = surroundings.vault();
    for (name, text) in [(SecretName::FinboxAccessKey, key), (SecretName::SilverfinClientSecret, client.secret)] {
        vault.set(&name, &SecretString::from(text))?;
    }
    print(&running.sandbox.world(introduction));
    let mut app = Command::new(program);
    app.arg("--home").arg(&folder).args(["--vault", "file", "--demo", &running.control_url]);
    let app = tokio::task::spawn_blocking(move || app.status());
    let ended = tokio::select! {
        ended = app => ended,
        () = make_sheets_after_activation(&running.sandbox, false) => return Ok(Answer::silent()),
    };
    let unopened = |error: &dyn std::error::Error| Failure::unexpected("the app cannot be started", error);
    let status = ended.map_err(|error| unopened(&error))?.map_err(|error| unopened(&error))?;
    if status.success() {
        Ok(Answer::silent())
    } else {
        Err(Failure::failed("app_failed", format!("the app ended with {status}")))
    }
}

/// What a person needs who follows the guide in the app.
fn introduction(world: &World) -> String {
    let firms: Vec<String> =
        world.silverfin.firms.values().map(|firm| format!("{} ({})", firm.id, firm.name)).collect();
    let person = world.silverfin.users.values().next();
    let (email, password) = person.map(|user| (user.email.as_str(), user.password.as_str())).unwrap_or_default();
    format!(
        "Follow the three steps in the app. Silverfin asks for\n  e-mail    {email}\n  password  {password}\n  firm      {}\n\
         Then let a night pass with \"Nuit suivante\" (\"Next night\").",
        firms.join(", ")
    )
}
