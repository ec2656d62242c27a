//! The `WebDriver` protocol over HTTP, as far as it is needed here.

use std::net::TcpListener;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http::Method;
use passerelle_transport::Transport;
use passerelle_transport::web::{WebOptions, WebTransport};
use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::patience::until;

/// The key that an element's name stands under.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with the program's windows.
pub(crate) struct Driver {
    transport: WebTransport,
    base: String,
}

impl Driver {
    /// Starts the program under the driver.
    pub(crate) async fn begin(desktop: &mut Desktop, program: &str, arguments: &[String]) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        desktop.start_for_the_person("WebKitWebDriver", &[&format!("--port={port}")])?;
        let transport = WebTransport::new(WebOptions::default())?;
        let mut driver = Self { transport, base: format!("http://127.0.0.1:{port}") };
        until("the driver answers", async || Ok(driver.ask(Method::GET, "/status", None).await.ok())).await?;
        let wish = json!({ "capabilities": { "alwaysMatch": {
            "webkitgtk:browserOptions": { "binary": program, "args": arguments }
        } } });
        let session = driver.ask(Method::POST, "/session", Some(wish)).await?;
        let id = session["sessionId"].as_str().context("a session has an id")?;
        driver.base = format!("{}/session/{id}", driver.base);
        Ok(driver)
    }

    /// Ends the session, and with it the program if it still runs.
    pub(crate) async fn end(&self) {
        let _ = self.ask(Method::DELETE, "", None).await;
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        self.ask(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Runs a function's body in the page that is looked at.
    pub(crate) async fn run(&self, script: &str, arguments: Value) -> Result<Value> {
        self.post("/execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// The handles of the windows that are open.
    pub(crate) async fn windows(&self) -> Result<Vec<String>> {
        let handles = self.get("/window/handles").await?;
        Ok(handles.as_array().into_iter().flatten().filter_map(|handle| handle.as_str().map(str::to_owned)).collect())
    }

    /// The name of the element that an answer holds.
    pub(crate) fn element(answer: &Value) -> Option<String> {
        answer.get(ELEMENT)?.as_str().map(str::to_owned)
    }

    /// An element, as a script is handed it.
    pub(crate) fn named(element: &str) -> Value {
        json!({ ELEMENT: element })
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .body(Bytes::from(body.map(|body| body.to_string()).unwrap_or_default()))?;
        let answer = self.transport.send(request).await?;
        let said: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        if !answer.status().is_success() {
            bail!("{path}: {} {}", said["value"]["error"], said["value"]["message"]);
        }
        Ok(said["value"].clone())
    }
}
