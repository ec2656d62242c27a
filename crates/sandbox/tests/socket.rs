//! The sandbox behind a real socket.
#![allow(clippy::unwrap_used, clippy::format_push_string, reason = "a test fails by panicking")]

mod support;

use std::io::ErrorKind;
use std::net::SocketAddr;

use passerelle_sandbox::world::{DossierKind, World};
use passerelle_sandbox::{FaultKind, FaultRule, Options, Running, Sandbox, StartError, Times};
use serde_json::{Value, json};
use support::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

async fn running() -> Running {
    Sandbox::start(World::plain(1, 3, start()), Options::standing(start())).await.unwrap()
}

/// Sends one request over a connection of its own and reads to the end.
async fn send(address: SocketAddr, request: &http::Request<bytes::Bytes>) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let mut head =
        format!("{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", request.body().len()));
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(request.body()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn body(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[tokio::test]
async fn both_services_and_the_control_answer_below_their_addresses() {
    let running = running().await;
    assert_eq!(running.finbox_url, format!("http://{}/finbox", running.address));
    assert_eq!(running.silverfin_url, format!("http://{}", running.address));
    assert_eq!(running.control_url, format!("http://{}/sandbox", running.address));
    assert!(running.address.ip().is_loopback());
    let answer = send(running.address, &request("GET", "/sandbox/clock", &[], "")).await.unwrap();
    assert_eq!(body(&answer), json!({"now": "2026-02-10T09:00:00Z"}));
    let answer = send(running.address, &request("GET", "/finbox/v1/environment", &[], "")).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("application/problem+json"), "{answer}");
    let answer = send(running.address, &request("GET", "/api/v4/f/1/companies", &[], "")).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[tokio::test]
async fn a_connection_is_really_reset_after_the_write() {
    let running = running().await;
    let sandbox = &running.sandbox;
    let place = place(sandbox, DossierKind::Plain);
    let caller = Caller::new(sandbox, place.firm);
    let path = format!(
        "/companies/{}/periods/{}/reconciliations/{}/custom",
        place.company, place.period, place.reconciliation
    );
    let write = caller.write_request(&path, &json!({"namespace": "a", "key": "b", "value": "1"}));
    let operation = "createReconciliationTextCustomProperties";
    sandbox.add_fault(FaultRule::operation(operation, Times::Nth(1), FaultKind::ResetBefore));
    sandbox.add_fault(FaultRule::operation(operation, Times::Nth(2), FaultKind::ResetAfter));
    for stands in [0, 1] {
        let error = send(running.address, &write).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        assert_eq!(sandbox.world(|world| world.properties_standing(place).len()), stands);
    }
    let answer = send(running.address, &write).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert_eq!(sandbox.ledger().of_operation(operation).filter(|entry| entry.applied).count(), 2);
}

#[tokio::test]
async fn a_refusal_closes_without_a_word_and_a_truncated_body_ends_early() {
    let running = running().await;
    let sandbox = &running.sandbox;
    let environment = request("GET", "/sandbox/world", &[], "");
    assert!(send(running.address, &environment).await.unwrap().len() > 100);
    let dossiers = request("GET", "/finbox/v1/dossiers", &[], "");
    sandbox.add_fault(FaultRule::operation("listDossiers", Times::Nth(1), FaultKind::Refused));
    sandbox.add_fault(FaultRule::operation("listDossiers", Times::Nth(2), FaultKind::Truncated));
    assert_eq!(send(running.address, &dossiers).await.unwrap_or_default(), "");
    let answer = send(running.address, &dossiers).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert!(body.len() < length.parse().unwrap(), "{answer}");
}

#[tokio::test]
async fn hostile_bodies_come_over_the_wire() {
    let running = running().await;
    let sandbox = &running.sandbox;
    let companies = request("GET", "/api/v4/f/1/companies", &[], "");
    sandbox.add_fault(FaultRule::operation("getCompanies", Times::Nth(1), FaultKind::HugeBody { megabytes: 2 }));
    let drip = FaultKind::SlowDrip { piece_bytes: 40, pause_milliseconds: 1 };
    sandbox.add_fault(FaultRule::operation("getCompanies", Times::Nth(2), drip));
    assert!(send(running.address, &companies).await.unwrap().len() > 2 * 1024 * 1024);
    assert!(send(running.address, &companies).await.unwrap().starts_with("HTTP/1.1 401 "));
}

#[tokio::test]
async fn nothing_but_loopback_is_listened_on() {
    let sandbox = plain();
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let refused = sandbox.clone().listen(address.parse().unwrap()).await;
        assert!(matches!(refused, Err(StartError::NotLoopback(_))), "{address}");
    }
    let first = sandbox.clone().listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let taken = sandbox.listen(first.address).await;
    assert!(matches!(taken, Err(StartError::Listen { .. })));
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let running = running().await;
    let address = running.address;
    let mut kept = TcpStream::connect(address).await.unwrap();
    kept.write_all(b"GET /sandbox/clock HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut buffer = [0; 1024];
    assert!(kept.read(&mut buffer).await.unwrap() > 0);
    drop(running);
    kept.write_all(b"GET /sandbox/clock HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert_eq!(kept.read(&mut buffer).await.unwrap_or_default(), 0, "a connection that was kept open ends, too");
}

#[tokio::test]
async fn requests_that_take_their_time_are_seen_to_overlap() {
    let mut options = Options::standing(start());
    options.latency = std::time::Duration::from_millis(30);
    let running = Sandbox::start(World::plain(1, 1, start()), options).await.unwrap();
    let companies = request("GET", "/api/v4/f/1/companies", &[], "");
    let (one, other) = tokio::join!(send(running.address, &companies), send(running.address, &companies));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(running.sandbox.ledger().most_of_operation_at_once("getCompanies"), 2);
    assert_eq!(running.sandbox.now(), start(), "over a socket time passes, not the sandbox's clock");
}
