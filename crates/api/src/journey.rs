//! A login's way through pages that are not ours: where it may go, and where it ends.

use std::collections::BTreeSet;

use passerelle_silverfin::LoginError;
use passerelle_silverfin::oauth::LoginAttempt;
use passerelle_transport::web::is_secure;
use url::Url;

/// The way of one login. Asked before each page.
///
/// A host is gone to for one of two reasons: it is Silverfin's, or a host that was gone to before redirected the
/// webview there with its own answer. An office's sign-in that stands elsewhere comes in that way, and forms between
/// such hosts are free. What a page wishes (a link, a script, a form, a frame) leads to no host that is not known
/// already, whatever else is under way.
#[derive(Debug, Clone)]
pub struct Journey {
    attempt: LoginAttempt,
    silverfin: Option<String>,
    redirected: BTreeSet<String>,
    sandboxed: bool,
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
        Self { attempt, silverfin: place(address), redirected: BTreeSet::new(), sandboxed, has_ended: false }
    }

    /// Judges an address. The end is told once. `is_redirect` is asked where only a server's redirect may lead there,
    /// about the webview's own page, never a frame's.
    pub fn judge(&mut self, address: &Url, is_redirect: impl FnOnce() -> bool) -> Verdict {
        if self.is_the_end(address) {
            let told = std::mem::replace(&mut self.has_ended, true);
            return if told { Verdict::Refuse } else { Verdict::Arrived };
        }
        // The webview's own empty page, before the first address and in frames.
        if address.as_str() == "about:blank" || address.as_str() == "about:srcdoc" || self.is_known(address) {
            return Verdict::Go;
        }
        if self.may_join(address) && is_redirect() && self.redirected_to(address) {
            Verdict::Go
        } else {
            Verdict::Refuse
        }
    }

    /// A host that was gone to has redirected the webview's own page there. Says whether the place is one that was not
    /// known before and may be gone to from here on.
    pub fn redirected_to(&mut self, address: &Url) -> bool {
        !self.is_the_end(address)
            && self.may_join(address)
            && place(address)
                .is_some_and(|place| self.silverfin.as_ref() != Some(&place) && self.redirected.insert(place))
    }

    /// Whether a page that has come is Silverfin's answer to the consent, without a code: the person, or Silverfin,
    /// said no. Where the code stands in the address, a refusal stands in the page alone.
    pub fn is_refusal(&self, address: &Url) -> bool {
        // The consent is asked at an address with the whole question in it, and answered at the same address without.
        place(address) == self.silverfin && address.path().ends_with("/oauth/authorize") && address.query().is_none()
    }

    fn is_the_end(&self, address: &Url) -> bool {
        !matches!(self.attempt.read_redirect(address), Err(LoginError::NotARedirect))
    }

    fn is_known(&self, address: &Url) -> bool {
        let known = |place: &String| self.silverfin.as_ref() == Some(place) || self.redirected.contains(place);
        self.may_join(address) && place(address).is_some_and(|place| known(&place))
    }

    /// https, wherever it stands; before a sandbox, this computer alone.
    fn may_join(&self, address: &Url) -> bool {
        if self.sandboxed { address.scheme() == "http" && is_secure(address) } else { address.scheme() == "https" }
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

    /// A page's own wish.
    fn judge(journey: &mut Journey, address: &str) -> Verdict {
        journey.judge(&address.parse().unwrap(), || false)
    }

    /// A server's redirect.
    fn redirect(journey: &mut Journey, address: &str) -> Verdict {
        journey.judge(&address.parse().unwrap(), || true)
    }

    const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
    const SILVERFIN: &str = "https://live.getsilverfin.com";

    #[test]
    fn a_login_stays_with_silverfin_and_where_it_redirects() {
        let mut journey = journey(SILVERFIN, OUT_OF_BAND);
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com/oauth/authorize?client_id=id"), Verdict::Go);
        assert_eq!(redirect(&mut journey, "https://login.office.example/start"), Verdict::Go, "redirected to");
        assert_eq!(judge(&mut journey, "https://login.office.example/password"), Verdict::Go);
        assert_eq!(redirect(&mut journey, "https://factor.office.example/second"), Verdict::Go, "and on from there");
        assert_eq!(judge(&mut journey, "https://login.office.example/answer"), Verdict::Go, "a form between them");
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com/saml"), Verdict::Go, "a form back to Silverfin");
        assert_eq!(judge(&mut journey, "https://elsewhere.example/"), Verdict::Refuse, "a page's own wish");
        assert_eq!(judge(&mut journey, "https://live.getsilverfin.com:8443/"), Verdict::Refuse);
    }

    #[test]
    fn no_page_leads_elsewhere_while_another_address_is_under_way() {
        for (name, begun) in [
            ("before any page was shown", None),
            ("a slow address of its own host", Some("https://live.getsilverfin.com/slow")),
            ("a frame of its own host", Some("https://live.getsilverfin.com/frame")),
            ("the empty page in a frame", Some("about:blank")),
        ] {
            let mut journey = journey(SILVERFIN, OUT_OF_BAND);
            if let Some(begun) = begun {
                assert_eq!(judge(&mut journey, begun), Verdict::Go, "{name}");
            }
            assert_eq!(judge(&mut journey, "https://elsewhere.example/"), Verdict::Refuse, "{name}");
            assert_eq!(judge(&mut journey, "https://elsewhere.example/"), Verdict::Refuse, "{name}, again");
        }
    }

    #[test]
    fn what_is_said_of_a_redirect_before_or_after_the_question_comes_to_the_same() {
        let elsewhere: Url = "https://login.office.example/start".parse().unwrap();
        let mut said_before = journey(SILVERFIN, OUT_OF_BAND);
        assert!(said_before.redirected_to(&elsewhere));
        assert_eq!(judge(&mut said_before, elsewhere.as_str()), Verdict::Go);
        let mut said_after = journey(SILVERFIN, OUT_OF_BAND);
        assert_eq!(judge(&mut said_after, elsewhere.as_str()), Verdict::Refuse);
        assert!(said_after.redirected_to(&elsewhere), "the refusal is taken back");
        assert!(!said_after.redirected_to(&elsewhere), "there is nothing more to take back");
        for never in [
            "https://live.getsilverfin.com/home",
            "https://live.getsilverfin.com/oauth/authorize/native?code=0123456789",
            "http://elsewhere.example/",
            "file:///etc/passwd",
        ] {
            assert!(!said_after.redirected_to(&never.parse().unwrap()), "{never}");
        }
        assert_eq!(
            judge(&mut said_after, "https://live.getsilverfin.com/oauth/authorize/native?code=0123456789"),
            Verdict::Arrived
        );
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
            assert_eq!(redirect(&mut journey, address), Verdict::Refuse, "{address}");
        }
    }

    #[test]
    fn the_end_is_known_by_its_address() {
        let arrived = "https://live.getsilverfin.com/oauth/authorize/native?code=0123456789";
        let mut once = journey(SILVERFIN, OUT_OF_BAND);
        assert_eq!(redirect(&mut once, arrived), Verdict::Arrived);
        assert_eq!(redirect(&mut once, arrived), Verdict::Refuse, "a code is good once");
        let denied = "https://live.getsilverfin.com/oauth/authorize?error=access_denied";
        assert_eq!(judge(&mut journey(SILVERFIN, OUT_OF_BAND), denied), Verdict::Arrived);
        for own in ["http://127.0.0.1/callback", "passerelle://silverfin/login"] {
            let mut journey = journey(SILVERFIN, own);
            assert_eq!(judge(&mut journey, &format!("{own}?code=0123456789&state=other")), Verdict::Arrived, "{own}");
        }
    }

    #[test]
    fn a_refusal_is_known_by_the_answer_to_the_consent() {
        let journey = journey(SILVERFIN, OUT_OF_BAND);
        for (address, is_refusal) in [
            ("https://live.getsilverfin.com/f/12/oauth/authorize", true),
            ("https://live.getsilverfin.com/oauth/authorize?client_id=id", false),
            ("https://login.office.example/oauth/authorize", false),
            ("https://live.getsilverfin.com/", false),
        ] {
            assert_eq!(journey.is_refusal(&address.parse().unwrap()), is_refusal, "{address}");
        }
    }

    #[test]
    fn the_sandbox_is_this_computer_alone() {
        let mut journey = journey("http://127.0.0.1:4000/silverfin", OUT_OF_BAND);
        assert_eq!(judge(&mut journey, "http://127.0.0.1:4000/silverfin/oauth/authorize"), Verdict::Go);
        assert_eq!(judge(&mut journey, "http://127.0.0.1:4001/"), Verdict::Refuse, "another port is another place");
        assert_eq!(redirect(&mut journey, "http://127.0.0.1:4001/"), Verdict::Go);
        assert_eq!(redirect(&mut journey, "https://elsewhere.example/"), Verdict::Refuse);
        assert_eq!(redirect(&mut journey, "http://elsewhere.example/"), Verdict::Refuse);
    }
}
