//! Servers on threads of their own that read one request per connection and answer as told.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What a server does once it has answered.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    /// Closes the connection.
    Close,
    /// Breaks it off with a reset.
    Reset,
    /// Keeps it open and says no more.
    Wait,
    /// Sends one byte now and then.
    Drip,
}

/// A server that runs until the test ends.
pub(crate) struct Server {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn secure_address(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }
}

/// The heads of the requests that arrived.
pub(crate) fn heads(server: &Server) -> Vec<String> {
    server.heads.lock().unwrap().clone()
}

/// A port where nobody listens.
pub(crate) fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that gives every request this answer.
pub(crate) fn answers(answer: &[u8], then: Then) -> Server {
    let answer = answer.to_vec();
    serve(move |mut stream, heads| {
        read_head(&mut stream, heads);
        if !matches!(then, Then::Reset) {
            read_body(&mut stream, heads);
        }
        let _ = stream.write_all(&answer);
        match then {
            Then::Close | Then::Reset => {}
            Then::Wait => wait(stream),
            Then::Drip => drip(stream),
        }
    })
}

/// A server that sends every request elsewhere.
pub(crate) fn redirects_to(place: &str) -> Server {
    let answer = format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    answers(answer.as_bytes(), Then::Close)
}

/// A server with a certificate of the test authority.
pub(crate) fn tls() -> Server {
    let chain = CertificateDer::pem_slice_iter(include_bytes!("../certificates/server.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../certificates/server.key.pem")).unwrap();
    let options = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain.collect::<Result<_, _>>().unwrap(), key)
        .unwrap();
    let options = Arc::new(options);
    serve(move |stream, heads| {
        let connection = rustls::ServerConnection::new(Arc::clone(&options)).unwrap();
        let mut stream = rustls::StreamOwned::new(connection, stream);
        read_head(&mut stream, heads);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsafe");
        stream.conn.send_close_notify();
        let _ = stream.flush();
    })
}

/// An answer with this many zeros, packed.
pub(crate) fn chunked_gzip(zeros: usize) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![0; zeros]).unwrap();
    let packed = gzip.finish().unwrap();
    let mut answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    answer.extend(format!("{:x}\r\n", packed.len()).bytes());
    answer.extend(packed);
    answer.extend(b"\r\n0\r\n\r\n");
    answer
}

fn serve(handle: impl Fn(TcpStream, &Mutex<Vec<String>>) + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    let handle = Arc::new(handle);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (handle, seen) = (Arc::clone(&handle), Arc::clone(&seen));
            thread::spawn(move || handle(stream, &seen));
        }
    });
    Server { port, heads }
}

/// Reads the head and not a byte more: what is left unread turns a close into a reset.
fn read_head(stream: &mut impl Read, heads: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1..) => head.push(byte[0]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) | Err(_) => return,
        }
    }
    heads.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
}

/// Takes in the body, so that the close behind it is an orderly one. The tests send two bytes with every POST.
fn read_body(stream: &mut impl Read, heads: &Mutex<Vec<String>>) {
    if heads.lock().unwrap().last().is_some_and(|head| head.starts_with("POST")) {
        let _ = stream.read_exact(&mut [0; 2]);
    }
}

/// Until the other side hangs up.
fn wait(mut stream: TcpStream) {
    while matches!(stream.read(&mut [0; 64]), Ok(1..)) {}
}

fn drip(mut stream: TcpStream) {
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    loop {
        match stream.read(&mut [0; 64]) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if stream.write_all(b"x").is_err() {
                    return;
                }
            }
            Err(_) => return,
        }
    }
}
