//! The login window's own way to the network. It is the webview's: what the settings say of proxy and certificates does
//! not reach it by itself.

use bytes::Bytes;
use passerelle_agent::web_options;
use passerelle_transport::web::{ProxyChoice, WebOptions, WebTransport, is_loopback};
use passerelle_transport::{Transport, TransportError};
use url::Url;

use super::Desk;
use crate::view::Outcome;

impl Desk {
    /// The proxy that the login window is to use for this address, where the settings name one that a webview can use.
    pub(super) fn window_proxy(&self, address: &Url) -> Option<Url> {
        proxy_for(&web_options(&self.agent().values()).ok()?.proxy, address)
    }

    /// Whether the login window would trust the certificate at this address. It knows those of the computer alone: with
    /// the file of the settings everything else may be reached, and the window stay empty.
    pub(super) async fn window_trusts(&self, address: &Url) -> Outcome<()> {
        let options = self.told(web_options(&self.agent().values()))?;
        if options.extra_certificates.is_none() {
            return Ok(());
        }
        let without = WebTransport::new(WebOptions { extra_certificates: None, ..options });
        let request = http::Request::get(address.as_str()).body(Bytes::new());
        let (Ok(transport), Ok(request)) = (without, request) else { return Ok(()) };
        match transport.send(request).await {
            Err(TransportError::Certificate { .. }) => Err(self.failure("login_window_certificate", None, "")),
            // Whatever else may be wrong was told before, by the question that trusts the file.
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// Webviews know proxies by http and by SOCKS 5. This very computer is reached directly.
fn proxy_for(choice: &ProxyChoice, address: &Url) -> Option<Url> {
    match choice {
        ProxyChoice::Url(proxy) if !is_loopback(address) && matches!(proxy.scheme(), "http" | "socks5") => {
            Some(proxy.clone())
        }
        ProxyChoice::Url(_) | ProxyChoice::System | ProxyChoice::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_window_uses_the_proxy_of_the_settings() {
        let url = |text: &str| text.parse::<Url>().unwrap();
        let (silverfin, sandbox) =
            (url("https://live.getsilverfin.com/oauth/authorize"), url("http://127.0.0.1:4000/"));
        for (proxy, address, used) in [
            ("http://proxy.example:3128", &silverfin, true),
            ("socks5://proxy.example:1080", &silverfin, true),
            ("https://proxy.example:3129", &silverfin, false),
            ("http://proxy.example:3128", &sandbox, false),
        ] {
            let chosen = proxy_for(&ProxyChoice::Url(url(proxy)), address);
            assert_eq!(chosen, used.then(|| url(proxy)), "{proxy} to {address}");
        }
        for choice in [ProxyChoice::System, ProxyChoice::None] {
            assert_eq!(proxy_for(&choice, &silverfin), None, "{choice:?}");
        }
    }
}
