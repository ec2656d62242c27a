//! A login's way through pages that are not ours: where it may go, and where it ends.

use std::collections::BTreeSet;

use passerelle_silverfin::LoginError;
use passerelle_silverfin::oauth::LoginAttempt;
use passerelle_transport::web::is_secure;
use url::Url;

/// The way of one login. Asked before each page, and told when a page has come.
#[derive(Debug, Clone)]
pub struct Journey {
    attempt: LoginAttempt,
    hosts: BTreeSet<String>,
    sandboxed: bool,
    is_under_way: bool,
    has_ended: bool,
}

/// What is to be done with an address that the page wants to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go there.
    Go,
    /// The login ends here: do not go there, read the address.
    Arrived,
    /// Do not go there.
    Refuse,
}

impl Journey {
    /// The way that begins at `address`.
    pub fn new(attempt: LoginAttempt, address: &Url) -> Self {
        let sandboxed = address.scheme() == "http";
        Self { attempt, hosts: place(address).into_iter().collect(), sandboxed, is_under_way: true, has_ended: false }
    }

    /// Judges an address. The end is told once. A host that a permitted page redirects to, before anything of it was shown, joins those that are
    /// permitted: an office's sign-in may stand elsewhere. A page that was shown leads to permitted hosts only.
    pub fn judge(&mut self, address: &Url) -> Verdict {
        match self.attempt.read_redirect(address) {
            Err(LoginError::NotARedirect) => {}
            _ if self.has_ended => return Verdict::Refuse,
            _ => {
                self.has_ended = true;
                return Verdict::Arrived;
            }
        }
        // The webview's own empty page, before the first address and in frames.
        if address.as_str() == "about:blank" || address.as_str() == "about:srcdoc" {
            return Verdict::Go;
        }
        let permitted_form = address.scheme() == "https" || (self.sandboxed && is_secure(address));
        let Some(place) = place(address).filter(|_| permitted_form) else { return Verdict::Refuse };
        if !self.hosts.contains(&place) {
            if !self.is_under_way || self.sandboxed {
                return Verdict::Refuse;
            }
            self.hosts.insert(place);
        }
        self.is_under_way = true;
        Verdict::Go
    }

    /// A page has come, and its own scripts run from here on. Says whether it is the answer to the consent, without a code:
    /// the person, or Silverfin, said no. Where the code stands in the address, a refusal stands in the page alone.
    pub fn shown(&mut self, address: &Url) -> bool {
        self.is_under_way = false;
        // The consent is asked at an address with the whole question in it, and answered at the same address without.
        address.path().ends_with("/oauth/authorize") && address.query().is_none()
    }
}

fn place(address: &Url) -> Option<String> {
    Some(format!("{}:{}", address.host_str()?, address.port_or_known_default()?))
}

#[cfg(test)]
mod tests {
    use passerelle_silverfin::SilverfinAddress;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    fn journey(base: &str, redirect_uri: &str) -> Journey {
        let address = SilverfinAddress::new(base.parse().unwrap()).unwrap();
        let attempt = LoginAttempt::begin(address, redirect_uri, None, &mut StdRng::seed_from_u64(1));
        let begin = attempt.authorize_url("id", &["user:profile"]);
        Journey::new(attempt, &begin)
    }

    fn judge(journey: &mut Journey, address: &str) -> Verdict {
        journey.judge(&address.parse().unwrap())
    }

    const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
    const SILVERFIN: &str = "https://live.getsilverfin.com";

    #[test]
    fn a_login_stays_with_silverfin_and_where_it_redirects() {
        let mut journey = journey(SILVERFIN, OUT_OF_BAND);
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com/oauth/authorize?client_id=id"), Verdict::Go);
        assert_eq!(judge(&mut journey, "https://login.office.example/start"), Verdict::Go, "redirected to");
        assert!(!journey.shown(&"https://login.office.example/start".parse().unwrap()));
        assert_eq!(judge(&mut journey, "https://login.office.example/password"), Verdict::Go);
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com/oauth/authorize"), Verdict::Go);
        assert!(!journey.shown(&"https://live.getsilverfin.com/oauth/authorize?client_id=id".parse().unwrap()));
        assert_eq!(judge(&mut journey, "https://elsewhere.example/"), Verdict::Refuse, "a page's own wish");
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com:8443/"), Verdict::Refuse);
    }

    #[test]
    fn nothing_but_https_is_gone_to() {
        let mut journey = journey(SILVERFIN, OUT_OF_BAND);
        for address in [
            "http://live.getsilverfin.com/oauth/authorize",
            "http://127.0.0.1:4000/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "tauri://localhost/",
            "ipc://localhost/call",
            "mailto:somebody@office.example",
        ] {
            assert_eq!(judge(&mut journey, address), Verdict::Refuse, "{address}");
        }
    }

    #[test]
    fn the_end_is_known_by_its_address() {
        let arrived = "https://live.getsilverfin.com/oauth/authorize/native?code=0123456789";
        let mut once = journey(SILVERFIN, OUT_OF_BAND);
        assert_eq!(judge(&mut once, arrived), Verdict::Arrived);
        assert_eq!(judge(&mut once, arrived), Verdict::Refuse, "a code is good once");
        let denied = "https://live.getsilverfin.com/oauth/authorize?error=access_denied";
        assert_eq!(judge(&mut journey(SILVERFIN, OUT_OF_BAND), denied), Verdict::Arrived);
        for own in ["http://127.0.0.1/callback", "passerelle://silverfin/login"] {
            let mut journey = journey(SILVERFIN, own);
            assert_eq!(judge(&mut journey, &format!("{own}?code=0123456789&state=other")), Verdict::Arrived, "{own}");
        }
    }

    #[test]
    fn a_refusal_is_known_by_the_answer_to_the_consent() {
        let mut journey = journey(SILVERFIN, OUT_OF_BAND);
        assert!(journey.shown(&"https://live.getsilverfin.com/f/12/oauth/authorize".parse().unwrap()));
    }

    #[test]
    fn the_sandbox_is_one_host_on_this_computer() {
        let mut journey = journey("http://127.0.0.1:4000/silverfin", OUT_OF_BAND);
        assert_eq!(judge(&mut journey, "http://127.0.0.1:4000/silverfin/oauth/authorize"), Verdict::Go);
        assert_eq!(judge(&mut journey, "http://127.0.0.1:4001/"), Verdict::Refuse, "another port is another place");
        assert_eq!(judge(&mut journey, "https://elsewhere.example/"), Verdict::Refuse);
    }
}
