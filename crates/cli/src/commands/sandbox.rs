//! `passerelle sandbox`.

use std::fmt::Write as _;
use std::time::Duration;

use clap::Args;
use passerelle_sandbox::world::World;
use passerelle_sandbox::{Options, Running, Sandbox as Services, SandboxClock, StartError};
use serde::Serialize;

use crate::answer::{Answer, print, print_document};
use crate::failure::Failure;
use crate::stop;

/// Run Finbox and Silverfin on this computer, with invented companies, to try everything without an account.
#[derive(Debug, Args)]
#[command(after_help = "\
Prints the addresses, a ready access key and a login, then answers until it is stopped with Ctrl-C. It listens on the loopback
address only: nothing outside this computer can reach it. Nothing is kept.

Once the connection is activated, Finbox makes the first sheets. Everything else that can happen in an office, and every fault,
can be caused over the control's address.")]
pub(crate) struct Sandbox {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// The number from which the invented companies are drawn.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// So many dossiers that all simply work, for load. [default: one or more dossiers of every kind]
    #[arg(long, value_name = "N")]
    pub(crate) plain: Option<u32>,
    /// Finbox makes no sheets by itself after the activation.
    #[arg(long)]
    pub(crate) no_sheets: bool,
}

/// What `--json` prints once the sandbox answers.
#[derive(Debug, Serialize)]
struct SandboxDocument {
    finbox_url: String,
    silverfin_url: String,
    control_url: String,
    finbox_access_key: String,
    silverfin_client_id: String,
    silverfin_client_secret: String,
    firms: Vec<FirmDocument>,
    users: Vec<UserDocument>,
}

#[derive(Debug, Serialize)]
struct FirmDocument {
    id: u64,
    name: String,
    companies: usize,
}

#[derive(Debug, Serialize)]
struct UserDocument {
    email: String,
    password: String,
}

/// Answers until somebody wants it to stop.
pub(crate) async fn run(arguments: &Sandbox, json: bool) -> Result<Answer, Failure> {
    let clock = SandboxClock::system();
    let world = match arguments.plain {
        Some(count) => World::plain(arguments.seed, count, clock.now()),
        None => World::office(arguments.seed, clock.now()),
    };
    let mut options = Options::with_clock(clock).on_port(arguments.port);
    options.seed = arguments.seed;
    let running = Services::start(world, options).await?;
    let document = running.sandbox.world(|world| describe(world, &running));
    if json {
        print_document(&serde_json::json!(document));
    } else {
        print(&introduction(&document));
    }
    tokio::select! {
        () = stop::wanted() => {}
        () = make_sheets_after_activation(&running.sandbox, json), if !arguments.no_sheets => {}
    }
    Ok(Answer::silent())
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        let failure = Self::failed("sandbox_not_started", format!("the sandbox did not start: {error}"));
        match error {
            StartError::Listen { .. } => failure.with_fix("choose another port with --port, or 0 for any that is free"),
            _ => failure,
        }
    }
}

/// Payroll does not know of the connection; here it waits for it, so that there is something to sync. Never comes back.
pub(crate) async fn make_sheets_after_activation(sandbox: &Services, json: bool) {
    let mut made = false;
    loop {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let active = sandbox.world(|world| world.finbox.activated_at().is_some());
        if active && !made {
            made = true;
            let sheets = sandbox.change(World::publish_first_sheets);
            if !json {
                print(&format!("The connection was activated: Finbox made {} sheets.", sheets.len()));
            }
        }
    }
}

fn describe(world: &World, running: &Running) -> SandboxDocument {
    SandboxDocument {
        finbox_url: running.finbox_url.clone(),
        silverfin_url: running.silverfin_url.clone(),
        control_url: running.control_url.clone(),
        finbox_access_key: world.finbox.administrator_key.clone(),
        silverfin_client_id: world.silverfin.client.id.clone(),
        silverfin_client_secret: world.silverfin.client.secret.clone(),
        firms: world
            .silverfin
            .firms
            .values()
            .map(|firm| FirmDocument { id: firm.id.0, name: firm.name.clone(), companies: firm.companies.len() })
            .collect(),
        users: world
            .silverfin
            .users
            .values()
            .map(|user| UserDocument { email: user.email.clone(), password: user.password.clone() })
            .collect(),
    }
}

fn introduction(document: &SandboxDocument) -> String {
    let mut text = String::from("Finbox and Silverfin, invented, on this computer only. Ctrl-C ends them.\n\n");
    for (name, value) in
        [("Finbox", &document.finbox_url), ("Silverfin", &document.silverfin_url), ("Control", &document.control_url)]
    {
        let _ = writeln!(text, "  {name:<10} {value}");
    }
    for firm in &document.firms {
        let _ = writeln!(text, "  {:<10} {} {}, {} client files", "Firm", firm.id, firm.name, firm.companies);
    }
    for user in &document.users {
        let _ = writeln!(text, "  {:<10} {} with the password {}", "Login", user.email, user.password);
    }
    let _ = write!(
        text,
        "
In another terminal:

  export PASSERELLE_HOME=/tmp/passerelle-trial PASSERELLE_VAULT=file
  passerelle settings set finbox.url {finbox}
  passerelle settings set silverfin.url {silverfin}
  passerelle settings set silverfin.client_id {client}
  echo {key} | passerelle secret set finbox.access_key
  echo {secret} | passerelle secret set silverfin.client_secret
  passerelle connection activate
  passerelle connection pair PAIRING-ID
  passerelle connection authorize-url
  passerelle connection complete --redirect ADDRESS
  passerelle sync
",
        finbox = document.finbox_url,
        silverfin = document.silverfin_url,
        client = document.silverfin_client_id,
        key = document.finbox_access_key,
        secret = document.silverfin_client_secret,
    );
    text
}
