//! A site of this computer behind a certificate that nobody on it vouches for.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use anyhow::Result;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The site. It serves until the tests end.
pub struct UntrustedSite {
    address: String,
}

impl UntrustedSite {
    /// Begins to serve.
    pub fn serve() -> Result<Self> {
        let chain =
            CertificateDer::pem_slice_iter(include_bytes!("../../../crates/transport/tests/certificates/server.pem"));
        let key = PrivateKeyDer::from_pem_slice(include_bytes!(
            "../../../crates/transport/tests/certificates/server.key.pem"
        ))?;
        let options = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain.collect::<Result<_, _>>()?, key)?;
        let options = Arc::new(options);
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = format!("https://localhost:{}", listener.local_addr()?.port());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let options = Arc::clone(&options);
                thread::spawn(move || answer(options, stream));
            }
        });
        Ok(Self { address })
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Whoever trusts it all the same gets an empty page.
fn answer(options: Arc<rustls::ServerConfig>, stream: TcpStream) -> Result<()> {
    let mut stream = rustls::StreamOwned::new(rustls::ServerConnection::new(options)?, stream);
    let _ = stream.read(&mut [0; 4096])?;
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
    Ok(())
}
