use url::{Host, Url};

/// Whether the address names this very computer, where plain http may be spoken.
pub fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Whether a credential may be sent to the address: https, or plain http on this very computer.
pub fn is_secure(address: &Url) -> bool {
    match address.scheme() {
        "https" => address.has_host(),
        "http" => is_loopback(address),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_computer_only() {
        for (address, secure) in [
            ("https://live.getsilverfin.com/f/1", true),
            ("http://live.getsilverfin.com/f/1", false),
            ("http://127.0.0.1:8787", true),
            ("http://127.8.8.8", true),
            ("http://[::1]:8787/finbox", true),
            ("http://localhost:8787", true),
            ("http://localhost.example.test", false),
            ("http://192.168.1.7", false),
            ("ftp://127.0.0.1", false),
            ("urn:ietf:wg:oauth:2.0:oob", false),
        ] {
            assert_eq!(is_secure(&address.parse().unwrap()), secure, "{address}");
        }
    }
}
