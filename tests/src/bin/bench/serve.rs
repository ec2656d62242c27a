//! The services' process: both services, and a line-by-line talk with the bench on standard input and output.

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use passerelle_sandbox::world::sheets::{self, Staffing};
use passerelle_sandbox::world::{Random, World};
use passerelle_sandbox::{LogIn, Options, RecordedBody, Running, Sandbox, Service};
use passerelle_social_balance::Model;
use serde_json::{Value, json};

/// Answers until standard input ends.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [clients, latency] = arguments else { bail!("serve CLIENTS MILLISECONDS") };
    let clients: u32 = clients.parse()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let options = Options { latency: Duration::from_millis(latency.parse()?), ..Options::system() };
    let world = office(clients, options.clock.now());
    let running = runtime.block_on(Sandbox::start(world, options))?;
    say(&introduction(&running))?;
    let mut mark = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (question, rest) = line.split_once(' ').unwrap_or((&line, ""));
        say(&match question {
            "login" => json!({ "redirect": log_in(&running.sandbox, rest)? }),
            "publish" => {
                json!({ "sheets": running.sandbox.change(|world, now| publish(world, now, rest.parse().ok())) })
            }
            "mark" => {
                mark = running.sandbox.ledger().entries().len();
                json!({})
            }
            "count" => count(&running.sandbox, mark),
            "record" => record(&running.sandbox, mark, Path::new(rest))?,
            "judge" => judge(&running.sandbox),
            _ => bail!("not understood: {line}"),
        })?;
    }
    Ok(())
}

fn say(document: &Value) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{document}")?;
    Ok(output.flush()?)
}

/// An office of clients that simply work. The firm has one template of the handle, as a firm without a twin has.
fn office(clients: u32, now: DateTime<Utc>) -> World {
    let mut world = World::plain(1, clients, now);
    for firm in world.silverfin.firms.values_mut() {
        firm.templates.retain(|_, template| template.marketplace_template_id.is_none());
    }
    world
}

fn introduction(running: &Running) -> Value {
    running.sandbox.world(|world| {
        json!({
            "finbox_url": running.finbox_url,
            "silverfin_url": running.silverfin_url,
            "access_key": world.finbox.administrator_key,
            "client_id": world.silverfin.client.id,
            "client_secret": world.silverfin.client.secret,
            "firms": world.silverfin.firms.keys().collect::<Vec<_>>(),
        })
    })
}

fn log_in(sandbox: &Sandbox, address: &str) -> anyhow::Result<String> {
    let person = sandbox.world(|world| {
        let firm = world.silverfin.firms.keys().next().copied()?;
        LogIn::administrator_of(world, firm)
    });
    let person = person.context("nobody can log in")?;
    Ok(sandbox.log_in(address, &person)?.to_string())
}

/// The payroll makes a full sheet for every client, or for so many of them.
fn publish(world: &mut World, now: DateTime<Utc>, at_most: Option<usize>) -> usize {
    let mut random = Random::new(1);
    let planned: Vec<_> = world.planned().into_iter().cloned().collect();
    let mut made = 0;
    for client in planned.into_iter().take(at_most.unwrap_or(usize::MAX)) {
        let Some(sheet) = client.sheet else { continue };
        let heads = u32::try_from(random.between(40, 160)).unwrap_or(40);
        let (number, year) = (sheet.enterprise_number, sheet.financial_year);
        let sheet = sheets::sheet(&mut random, number, year, Model::Full, heads, Staffing::Usual);
        world.make_sheet(client.dossier, sheet, now);
        made += 1;
    }
    made
}

fn count(sandbox: &Sandbox, mark: usize) -> Value {
    let ledger = sandbox.ledger();
    let mut by_operation = std::collections::BTreeMap::new();
    for entry in &ledger.entries()[mark..] {
        *by_operation.entry(entry.operation.clone().unwrap_or_default()).or_insert(0_usize) += 1;
    }
    json!({ "all": ledger.entries().len() - mark, "by_operation": by_operation })
}

/// Writes the requests since the mark, one a line, for the bare client.
fn record(sandbox: &Sandbox, mark: usize, file: &Path) -> anyhow::Result<Value> {
    let mut lines = std::io::BufWriter::new(std::fs::File::create(file)?);
    let ledger = sandbox.ledger();
    for entry in &ledger.entries()[mark..] {
        let body = match &entry.body {
            RecordedBody::Json(body) => body.clone(),
            _ => Value::Null,
        };
        let line = json!({
            "finbox": entry.service == Service::Finbox,
            "method": entry.method,
            "path": entry.path,
            "query": entry.query,
            "body": body,
            "company": entry.company,
            "operation": entry.operation,
            "status": entry.status,
        });
        writeln!(lines, "{line}")?;
    }
    lines.flush()?;
    Ok(json!({ "requests": ledger.entries().len() - mark }))
}

/// What stands, and what should not have happened.
fn judge(sandbox: &Sandbox) -> Value {
    let audit = sandbox.audit();
    let acknowledged = sandbox.world(|world| world.acknowledged().len());
    let standing = sandbox.world(|world| {
        let planned = world.planned();
        let right = planned.iter().filter(|client| {
            let end = client.sheet.as_ref().map(|sheet| sheet.financial_year.end());
            client.place.zip(end).is_some_and(|(place, end)| {
                let due = world.figures_due(&[client.dossier], end);
                !due.is_empty() && standing_figures(world, place) == due
            })
        });
        right.count()
    });
    let wrong = audit.violations.len() + audit.overwritten_persons_edits.len() + audit.repeated_writes.len();
    json!({ "acknowledged": acknowledged, "standing": standing, "wrong": wrong })
}

fn standing_figures(world: &World, place: passerelle_sandbox::world::Place) -> passerelle_social_balance::Cells {
    let standing = world.figures_standing(place);
    standing.into_iter().filter_map(|(code, text)| Some((code, text.parse().ok()?))).collect()
}
