//! The web transport against small servers on this computer that behave, and misbehave, as the network does.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its server has failed")]

mod servers;

use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use passerelle_transport::web::{ProxyChoice, WebOptions, WebTransport};
use passerelle_transport::{FailureStage, Transport, TransportError};
use servers::{Then, answers, chunked_gzip, closed_port, heads, redirects_to, tls};

const SECRET: &str = "Bearer not-for-other-eyes";

fn options() -> WebOptions {
    WebOptions { answer_limit: 64 * 1024, ..WebOptions::default() }
}

fn get(address: &str) -> Request<Bytes> {
    Request::get(address).header(header::AUTHORIZATION, SECRET).body(Bytes::new()).unwrap()
}

fn post(address: &str) -> Request<Bytes> {
    Request::post(address).header(header::AUTHORIZATION, SECRET).body(Bytes::from_static(b"{}")).unwrap()
}

async fn send(request: Request<Bytes>) -> Result<passerelle_transport::Answer, TransportError> {
    WebTransport::new(options()).unwrap().send(request).await
}

#[tokio::test]
async fn an_answer_comes_whole_with_status_and_headers() {
    let server =
        answers(b"HTTP/1.1 422 Unprocessable Entity\r\nX-Word: yes\r\nContent-Length: 5\r\n\r\nhello", Then::Close);
    let answer = send(post(&server.address("/f/1?secret=no"))).await.unwrap();
    assert_eq!(answer.status(), 422);
    assert_eq!(answer.headers()["x-word"], "yes");
    assert_eq!(&answer.body()[..], b"hello");
    let seen = heads(&server);
    assert!(seen[0].starts_with("POST /f/1?secret=no HTTP/1.1\r\n"), "{seen:?}");
    assert!(
        seen[0].to_lowercase().contains(&format!("user-agent: passerelle/{}", env!("CARGO_PKG_VERSION"))),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_refused_connection_is_known_to_have_sent_nothing() {
    let error = send(post(&format!("http://127.0.0.1:{}/", closed_port()))).await.unwrap_err();
    assert!(matches!(error, TransportError::Network { stage: FailureStage::BeforeSending, .. }), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_leaves_it_open_what_happened() {
    for then in [Then::Close, Then::Reset] {
        let server = answers(b"", then);
        let error = send(post(&server.address("/"))).await.unwrap_err();
        assert!(matches!(error, TransportError::Network { stage: FailureStage::AfterSending, .. }), "{error:?}");
        assert_eq!(heads(&server).len(), 1, "the request must not be repeated");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_garbled() {
    let server = answers(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", Then::Close);
    let error = send(get(&server.address("/"))).await.unwrap_err();
    assert!(matches!(error, TransportError::Garbled { .. }), "{error:?}");
    assert_eq!(error.stage(), FailureStage::AfterSending);
}

#[tokio::test]
async fn an_answer_above_the_limit_is_refused_announced_or_not_packed_or_not() {
    let announced = answers(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", Then::Wait);
    let long = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &vec![b'x'; 200_000]].concat();
    let unannounced = answers(&long, Then::Wait);
    let bomb = answers(&chunked_gzip(10_000_000), Then::Wait);
    for server in [announced, unannounced, bomb] {
        let error = send(get(&server.address("/"))).await.unwrap_err();
        assert!(matches!(error, TransportError::TooLarge { limit: 65_536 }), "{error:?}");
    }
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let server = answers(&chunked_gzip(1000), Then::Close);
    assert_eq!(send(get(&server.address("/"))).await.unwrap().body().len(), 1000);
}

#[tokio::test]
async fn another_host_is_never_gone_to() {
    let other = answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", Then::Close);
    let server = redirects_to(&other.address("/landing"));
    for request in [get(&server.address("/a")), post(&server.address("/b"))] {
        let error = send(request).await.unwrap_err();
        assert!(matches!(error, TransportError::RedirectRefused), "{error:?}");
    }
    assert_eq!(heads(&other), Vec::<String>::new());
}

#[tokio::test]
async fn the_same_host_is_followed_for_reading_only_and_not_for_ever() {
    let server = redirects_to("/next");
    let error = send(get(&server.address("/"))).await.unwrap_err();
    assert!(matches!(error, TransportError::RedirectRefused), "{error:?}");
    let seen = heads(&server);
    assert_eq!(seen.len(), 4);
    assert!(seen[1].starts_with("GET /next "));
    let server = redirects_to("/next");
    assert!(matches!(send(post(&server.address("/"))).await.unwrap_err(), TransportError::RedirectRefused));
    assert_eq!(heads(&server).len(), 1);
}

#[tokio::test]
async fn no_cookie_is_kept() {
    let answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: trail=1; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let server = answers(answer, Then::Close);
    let transport = WebTransport::new(options()).unwrap();
    for _ in 0..2 {
        transport.send(get(&server.address("/"))).await.unwrap();
    }
    let seen = heads(&server);
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|head| !head.to_lowercase().contains("cookie")), "{seen:?}");
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let many = "X-Flood: 0123456789\r\n".repeat(100_000);
    let long = format!("X-Flood: {}\r\n", "0".repeat(4 * 1024 * 1024));
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n".repeat(200_000);
    for text in [format!("HTTP/1.1 200 OK\r\n{many}\r\n"), format!("HTTP/1.1 200 OK\r\n{long}\r\n"), interim] {
        let server = answers(text.as_bytes(), Then::Close);
        let error = send(get(&server.address("/"))).await.unwrap_err();
        assert_eq!(error.stage(), FailureStage::AfterSending, "{error:?}");
    }
}

#[tokio::test]
async fn a_server_that_never_answers_or_only_drips_is_given_up() {
    let options = WebOptions { total_timeout: Duration::from_millis(300), ..options() };
    let transport = WebTransport::new(options).unwrap();
    for server in [answers(b"", Then::Wait), answers(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", Then::Drip)] {
        let error = transport.send(get(&server.address("/"))).await.unwrap_err();
        assert!(matches!(error, TransportError::TimedOut { stage: FailureStage::AfterSending, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_secret_never_travels_in_the_open() {
    let error = send(get("http://finbox.example/v1")).await.unwrap_err();
    assert!(matches!(&error, TransportError::NotSecure { host } if host == "finbox.example"), "{error:?}");
    assert_eq!(error.stage(), FailureStage::BeforeSending);
}

#[tokio::test]
async fn a_certificate_is_trusted_only_when_somebody_vouches_for_it() {
    let server = tls();
    let error = send(get(&server.secure_address("/"))).await.unwrap_err();
    assert!(matches!(&error, TransportError::Certificate { host, .. } if host == "localhost"), "{error:?}");
    let extra = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificates/authority.pem");
    let trusting = WebOptions { extra_certificates: Some(extra.into()), ..options() };
    let answer = WebTransport::new(trusting).unwrap().send(get(&server.secure_address("/"))).await.unwrap();
    assert_eq!(&answer.body()[..], b"safe");
}

#[tokio::test]
async fn a_handshake_that_never_ends_has_sent_nothing() {
    let server = answers(b"", Then::Wait);
    let options = WebOptions { connect_timeout: Duration::from_millis(300), ..options() };
    let error = WebTransport::new(options).unwrap().send(post(&server.secure_address("/"))).await.unwrap_err();
    assert!(matches!(error, TransportError::TimedOut { stage: FailureStage::BeforeSending, .. }), "{error:?}");
}

#[tokio::test]
async fn a_chosen_proxy_is_used_and_sees_no_secret() {
    let proxy = answers(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", Then::Close);
    let choice = ProxyChoice::Url(proxy.address("/").parse().unwrap());
    let transport = WebTransport::new(WebOptions { proxy: choice, ..options() }).unwrap();
    let error = transport.send(post("https://finbox.example/v1")).await.unwrap_err();
    assert_eq!(error.stage(), FailureStage::BeforeSending, "{error:?}");
    let seen = heads(&proxy);
    assert!(seen[0].starts_with("CONNECT finbox.example:443 "), "{seen:?}");
    assert!(!seen[0].contains(SECRET));
    let direct = answers(b"HTTP/1.1 204 No Content\r\n\r\n", Then::Close);
    assert_eq!(transport.send(get(&direct.address("/"))).await.unwrap().status(), 204);
}

#[tokio::test]
async fn no_error_speaks_of_the_credential_or_the_query() {
    let server = answers(b"", Then::Close);
    let refused = format!("http://127.0.0.1:{}/?code=abc", closed_port());
    for request in [get(&server.address("/?code=abc")), get(&refused), get("http://finbox.example/?code=abc")] {
        let error = send(request).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("not-for-other-eyes") && !shown.contains("code=abc"), "{shown}");
    }
}

#[test]
fn a_file_without_certificates_is_told_at_once() {
    let extra = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into());
    assert!(WebTransport::new(WebOptions { extra_certificates: extra, ..options() }).is_err());
    let missing = Some("/nowhere/authority.pem".into());
    assert!(WebTransport::new(WebOptions { extra_certificates: missing, ..options() }).is_err());
}
