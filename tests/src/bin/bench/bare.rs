//! A client that only asks: the requests of a night once more, in their order, with the night's parallelism and the
//! product's own transport, but with nothing read, decided or kept.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use bytes::Bytes;
use futures::stream::{self, TryStreamExt as _};
use passerelle_agent::home::Home;
use passerelle_agent::journal::Journal;
use passerelle_agent::secrets::{FileVault, SecretName, Vault as _};
use passerelle_agent::watch::NoWatch;
use passerelle_silverfin::{FirmId, TokenPair};
use passerelle_transport::Transport;
use passerelle_transport::web::{WebOptions, WebTransport};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use uuid::Uuid;

/// Requests under way at once, as in the night.
const PARALLEL: usize = 4;

/// What the bare client's process is started with.
pub(crate) struct RequestFile<'a> {
    /// The night's requests.
    pub(crate) file: &'a Path,
    /// Where the services are.
    pub(crate) base: &'a str,
    /// The home that is connected with them.
    pub(crate) home: &'a Path,
}

impl RequestFile<'_> {
    /// As arguments of the process.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let path = |path: &Path| path.display().to_string();
        vec!["bare".to_owned(), path(self.file), self.base.to_owned(), path(self.home)]
    }
}

#[derive(Deserialize)]
struct Request {
    finbox: bool,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    body: serde_json::Value,
    company: Option<u64>,
    operation: Option<String>,
    status: Option<u16>,
}

/// Requests that are sent one after the other.
type Row = Vec<(http::Request<Bytes>, u16)>;

/// Sends everything and says how long it took.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [file, base, home] = arguments else { anyhow::bail!("bare FILE ADDRESS HOME") };
    let sender = Sender::of(Path::new(home), base)?;
    let stages = stages(Path::new(file), &sender)?;
    let transport: Arc<dyn Transport> = Arc::new(WebTransport::new(WebOptions::default())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let begun = Instant::now();
    let requests: usize = stages.iter().flatten().map(Vec::len).sum();
    runtime.block_on(async {
        for stage in stages {
            stream::iter(stage.into_iter().map(Ok::<_, anyhow::Error>))
                .try_for_each_concurrent(PARALLEL, |row| send_row(transport.as_ref(), row))
                .await?;
        }
        anyhow::Ok(())
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{}", serde_json::json!({ "seconds": seconds, "requests": requests }));
    Ok(())
}

async fn send_row(transport: &dyn Transport, row: Row) -> anyhow::Result<()> {
    for (request, expected) in row {
        let path = request.uri().path().to_owned();
        let answer = transport.send(request).await?;
        ensure!(answer.status().as_u16() == expected, "{path}: {} instead of {expected}", answer.status());
    }
    Ok(())
}

/// Who sends, and where to.
struct Sender {
    base: String,
    agent_id: String,
    /// What stands behind "Bearer" for Finbox and for Silverfin.
    finbox: String,
    silverfin: String,
}

impl Sender {
    /// The installation of a home.
    fn of(home: &Path, base: &str) -> anyhow::Result<Self> {
        let home = Home::open(home)?;
        let vault = FileVault::new(&home);
        let credential = vault.get(&SecretName::FinboxAgentCredential)?.context("the home is not paired")?;
        let vault_file: serde_json::Value = serde_json::from_slice(&std::fs::read(vault.file())?)?;
        let mut names = vault_file["secrets"].as_object().context("the vault is empty")?.keys();
        let firm = names.find_map(|name| name.strip_prefix("silverfin.tokens.")?.parse().ok());
        let firm = FirmId(firm.context("nobody is logged in")?);
        let tokens = vault.get(&SecretName::SilverfinTokens(firm))?.context("nobody is logged in")?;
        let tokens = TokenPair::from_secret(&tokens).map_err(|_| anyhow::anyhow!("the tokens cannot be read"))?;
        let journal = Journal::open(&home.database_file(), Uuid::nil(), Arc::new(NoWatch))?;
        Ok(Self {
            base: base.to_owned(),
            agent_id: journal.agent_id()?.to_string(),
            finbox: credential.expose_secret().to_owned(),
            silverfin: tokens.access.expose_secret().to_owned(),
        })
    }

    /// The request as this installation sends it.
    fn request(&self, asked: &Request) -> anyhow::Result<(http::Request<Bytes>, u16)> {
        let (below, credential) = if asked.finbox { ("/finbox", &self.finbox) } else { ("", &self.silverfin) };
        let mut address = url::Url::parse(&format!("{}{below}{}", self.base, asked.path))?;
        for (name, value) in &asked.query {
            let value = if name == AGENT_ID { &self.agent_id } else { value };
            address.query_pairs_mut().append_pair(name, value);
        }
        let mut request = http::Request::builder()
            .method(asked.method.as_str())
            .uri(address.as_str())
            .header("accept", "application/json")
            .header("authorization", format!("Bearer {credential}"));
        let mut body = asked.body.clone();
        if let Some(named) = body.get_mut(AGENT_ID) {
            *named = self.agent_id.clone().into();
        }
        let mut bytes = Bytes::new();
        if !body.is_null() {
            request = request.header("content-type", "application/json");
            bytes = Bytes::from(body.to_string());
        }
        Ok((request.body(bytes)?, asked.status.context("a request without an answer")?))
    }
}

/// Where a request names the installation that it comes from.
const AGENT_ID: &str = "agent_id";

/// The requests as the night sends them: what has to wait for something else is a stage of its own; within a stage,
/// client files and sheets go side by side and each in its own order.
fn stages(file: &Path, sender: &Sender) -> anyhow::Result<Vec<Vec<Row>>> {
    let mut stages: Vec<(Stage, BTreeMap<u64, Row>)> = Vec::new();
    let lines = std::io::BufReader::new(std::fs::File::open(file)?).lines();
    for (number, line) in (0..).zip(lines) {
        let asked: Request = serde_json::from_str(&line?)?;
        let stage = Stage::of(&asked);
        if stages.last().is_none_or(|(last, _)| *last != stage) {
            stages.push((stage, BTreeMap::new()));
        }
        let row = match stage {
            Stage::InOrder => 0,
            Stage::ClientFiles => asked.company.unwrap_or_default(),
            Stage::Contents | Stage::Acknowledgements => number,
        };
        if let Some((_, rows)) = stages.last_mut() {
            rows.entry(row).or_default().push(sender.request(&asked)?);
        }
    }
    Ok(stages.into_iter().map(|(_, rows)| rows.into_values().collect()).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Lists, leases: one after the other.
    InOrder,
    /// Sheets are fetched.
    Contents,
    /// Sheets are delivered.
    ClientFiles,
    /// The source is told.
    Acknowledgements,
}

impl Stage {
    fn of(request: &Request) -> Self {
        match request.operation.as_deref() {
            Some("getSocialBalance") => Self::Contents,
            Some("acknowledgeSocialBalance") => Self::Acknowledgements,
            _ if request.company.is_some() => Self::ClientFiles,
            _ => Self::InOrder,
        }
    }
}
