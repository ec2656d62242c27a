//! "Utiliser mon navigateur": a port of this computer that the browser is sent back to (RFC 8252).

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use url::Url;

/// The longest request that is read.
const LONGEST_REQUEST: usize = 16 * 1024;
/// A request of this computer comes at once, or was never meant to come.
const READ_WITHIN: Duration = Duration::from_secs(10);
/// More than any browser opens.
const MOST_CONNECTIONS: usize = 64;

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

    /// Waits for the answer that `is_ours` takes for the login's own. Another one (of an older login, or of somebody
    /// who plays tricks) is told so in `not_ours`, and whatever else asks (a browser asks for an icon) that there is
    /// nothing. Browsers open connections that they never use, so none is waited for alone.
    pub(super) async fn redirect(self, is_ours: impl Fn(&Url) -> bool, not_ours: &str) -> io::Result<CameBack> {
        let mut asking = JoinSet::new();
        let base = self.redirect_uri.trim_end_matches("/callback");
        loop {
            tokio::select! {
                accepted = self.listener.accept(), if asking.len() < MOST_CONNECTIONS => {
                    let (stream, _) = accepted?;
                    asking.spawn(tokio::time::timeout(READ_WITHIN, asked(stream)));
                }
                Some(read) = asking.join_next() => {
                    let Ok(Ok(Some((stream, target)))) = read else { continue };
                    let address = Url::parse(&format!("{base}{target}")).ok().filter(|address| address.path() == "/callback");
                    match address {
                        Some(address) if is_ours(&address) => return Ok(CameBack { stream, address }),
                        Some(address) => CameBack { stream, address }.answer(not_ours).await,
                        None => say_that_there_is_nothing(stream).await,
                    }
                }
            }
        }
    }
}

async fn say_that_there_is_nothing(mut stream: TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
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

async fn asked(mut stream: TcpStream) -> Option<(TcpStream, String)> {
    let target = read_target(&mut stream).await?;
    Some((stream, target))
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

    const NOT_OURS: &str = "une autre";

    struct Browser(String);

    impl Browser {
        fn of(loopback: &Loopback) -> Self {
            Self(loopback.redirect_uri().trim_start_matches("http://").trim_end_matches("/callback").to_owned())
        }

        async fn connect(&self) -> TcpStream {
            TcpStream::connect(&self.0).await.unwrap()
        }

        async fn get(&self, target: &str) -> String {
            let mut page = self.connect().await;
            page.write_all(format!("GET {target} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).await.unwrap();
            let mut shown = String::new();
            page.read_to_string(&mut shown).await.unwrap();
            shown
        }
    }

    /// The office waits for the state `s`, and takes it once.
    async fn office(loopback: Loopback) {
        let is_ours = |address: &Url| address.query_pairs().any(|(name, value)| name == "state" && value == "s");
        let came = loopback.redirect(is_ours, NOT_OURS).await.unwrap();
        assert_eq!(came.address().query(), Some("code=abc&state=s"));
        came.answer("établie").await;
    }

    #[tokio::test]
    async fn the_browser_comes_back_and_reads_a_page() {
        let loopback = Loopback::open().await.unwrap();
        let browser = Browser::of(&loopback);
        let person = async {
            let refused = browser.get("/favicon.ico").await;
            assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
            browser.get("/callback?code=abc&state=s").await
        };
        let (shown, ()) = tokio::join!(person, office(loopback));
        assert!(shown.starts_with("HTTP/1.1 200") && shown.contains("<p>établie</p>"), "{shown}");
    }

    #[tokio::test]
    async fn a_connection_that_asks_nothing_keeps_nobody_waiting() {
        let loopback = Loopback::open().await.unwrap();
        let browser = Browser::of(&loopback);
        let person = async {
            // Opened in advance, in case the page should need them; one has even begun to ask.
            let (idle, mut half) = (browser.connect().await, browser.connect().await);
            half.write_all(b"GET /call").await.unwrap();
            let shown = browser.get("/callback?code=abc&state=s").await;
            drop((idle, half));
            shown
        };
        let (shown, ()) = tokio::join!(person, office(loopback));
        assert!(shown.contains("<p>établie</p>"), "{shown}");
    }

    #[tokio::test]
    async fn an_answer_that_is_not_ours_ends_nothing() {
        let loopback = Loopback::open().await.unwrap();
        let browser = Browser::of(&loopback);
        let person = async {
            for foreign in ["/callback?code=stolen&state=other", "/callback?error=access_denied", "/callback"] {
                let shown = browser.get(foreign).await;
                assert!(shown.contains(&format!("<p>{NOT_OURS}</p>")), "{foreign}: {shown}");
            }
            browser.get("/callback?code=abc&state=s").await
        };
        let (shown, ()) = tokio::join!(person, office(loopback));
        assert!(shown.contains("<p>établie</p>"), "{shown}");
    }
}
