//! A site of this computer with one page, and a memory of who came.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::patience::until;

/// The site.
pub struct HostileSite {
    address: String,
    seen: Arc<Mutex<Vec<Url>>>,
}

impl HostileSite {
    /// Serves a page with this script at every address but two: `/redirect?to=ADDRESS` sends the browser there, and `/slow`
    /// never answers. `/download` is the page as a file.
    pub async fn serve(script: &str) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let page =
            format!("<!doctype html><meta charset=\"utf-8\"><title>Connexion</title><body><script>{script}</script>");
        let site = Self { address: address.clone(), seen: Arc::default() };
        let seen = Arc::clone(&site.seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, address.clone(), page.clone(), Arc::clone(&seen)));
            }
        });
        Ok(site)
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How often anything was asked for.
    pub fn visits(&self) -> usize {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether a path was asked for.
    pub fn was_asked_for(&self, path: &str) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|address| address.path() == path)
    }

    /// What the page reported, by name, once it reported this.
    pub async fn reports_until(&self, last: &str) -> Result<Vec<(String, String)>> {
        until(&format!("the page reports {last:?}"), async || {
            let reports = self.reports();
            anyhow::ensure!(reports.iter().any(|(name, _)| name == last), "so far {reports:?}");
            Ok(Some(reports))
        })
        .await
    }

    fn reports(&self) -> Vec<(String, String)> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let told = seen.iter().filter(|address| address.path() == "/report");
        told.flat_map(|address| address.query_pairs().into_owned().collect::<Vec<_>>()).collect()
    }
}

async fn answer(mut stream: TcpStream, base: String, page: String, seen: Arc<Mutex<Vec<Url>>>) -> Option<()> {
    let mut request = vec![0; 16 * 1024];
    let read = stream.read(&mut request).await.ok()?;
    let text = String::from_utf8_lossy(request.get(..read)?).into_owned();
    let target = text.split(' ').nth(1)?.to_owned();
    let asked = Url::parse(&format!("{base}{target}")).ok()?;
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
    let kind = if asked.path() == "/download" { "application/octet-stream" } else { "text/html" };
    let (status, more, body) = match asked.path() {
        "/redirect" => {
            let (_, to) = asked.query_pairs().find(|(name, _)| name == "to")?;
            ("302 Found", format!("location: {to}\r\n"), "")
        }
        // It ends when the browser gives up.
        "/slow" => return stream.read(&mut request).await.ok().map(drop),
        _ => ("200 OK", String::new(), page.as_str()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\n{more}content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body.as_bytes()).await.ok()
}
