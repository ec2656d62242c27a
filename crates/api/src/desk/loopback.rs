//! "Utiliser mon navigateur": a port of this computer that the browser is sent back to (RFC 8252).

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// The longest request that is read.
const LONGEST_REQUEST: usize = 16 * 1024;

/// A port that waits for the browser.
pub(super) struct Loopback {
    listener: TcpListener,
    redirect_uri: String,
}

/// The browser, come back.
pub(super) struct CameBack {
    stream: TcpStream,
    address: Url,
}

impl Loopback {
    pub(super) async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let redirect_uri = format!("http://127.0.0.1:{}/callback", listener.local_addr()?.port());
        Ok(Self { listener, redirect_uri })
    }

    pub(super) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// Waits for the redirect. Whatever else asks (a browser asks for an icon) is told that there is nothing.
    pub(super) async fn redirect(self) -> io::Result<CameBack> {
        loop {
            let (mut stream, _) = self.listener.accept().await?;
            let Some(target) = read_target(&mut stream).await else { continue };
            let base = self.redirect_uri.trim_end_matches("/callback");
            match Url::parse(&format!("{base}{target}")) {
                Ok(address) if address.path() == "/callback" => return Ok(CameBack { stream, address }),
                _ => {
                    let _ = stream
                        .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                        .await;
                }
            }
        }
    }
}

impl CameBack {
    pub(super) fn address(&self) -> &Url {
        &self.address
    }

    /// Shows a page without anything active in it.
    pub(super) async fn answer(mut self, text: &str) {
        let page = format!(
            "<!doctype html><meta charset=\"utf-8\"><title>Passerelle</title>\
             <body style=\"font: 1.1rem system-ui; margin: 4rem auto; max-width: 36rem\"><p>{text}</p>"
        );
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
             content-security-policy: default-src 'none'; style-src 'unsafe-inline'\r\nreferrer-policy: no-referrer\r\n\
             connection: close\r\n\r\n",
            page.len()
        );
        let _ = self.stream.write_all(head.as_bytes()).await;
        let _ = self.stream.write_all(page.as_bytes()).await;
        let _ = self.stream.shutdown().await;
    }
}

/// The target of a GET request; `None` for anything else.
async fn read_target(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut piece = [0; 1024];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") && request.len() < LONGEST_REQUEST {
        let read = stream.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        request.extend_from_slice(piece.get(..read)?);
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    let mut words = text.lines().next()?.split(' ');
    let target = (words.next() == Some("GET")).then(|| words.next()).flatten()?;
    target.starts_with('/').then(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_browser_comes_back_and_reads_a_page() {
        let loopback = Loopback::open().await.unwrap();
        let place = loopback.redirect_uri().trim_start_matches("http://").trim_end_matches("/callback").to_owned();
        let browser = async {
            let mut icon = TcpStream::connect(&place).await.unwrap();
            icon.write_all(b"GET /favicon.ico HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
            let mut refused = String::new();
            icon.read_to_string(&mut refused).await.unwrap();
            assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
            let mut page = TcpStream::connect(&place).await.unwrap();
            page.write_all(b"GET /callback?code=abc&state=s HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
            let mut shown = String::new();
            page.read_to_string(&mut shown).await.unwrap();
            shown
        };
        let office = async {
            let came = loopback.redirect().await.unwrap();
            assert_eq!(came.address().query(), Some("code=abc&state=s"));
            came.answer("établie").await;
        };
        let (shown, ()) = tokio::join!(browser, office);
        assert!(shown.starts_with("HTTP/1.1 200") && shown.contains("<p>établie</p>"), "{shown}");
    }
}
