use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::{LoginError, UnreadableSecret};
use crate::{FirmId, SilverfinAddress};

/// The redirect address of programs that have none: the code stands in the address of Silverfin's own page.
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// A login that was begun and whose end is awaited. Ties the answer to the question.
#[derive(Debug, Clone)]
pub struct LoginAttempt {
    address: SilverfinAddress,
    redirect_uri: String,
    asked_firm: Option<FirmId>,
    state: String,
    verifier: SecretString,
}

/// What Silverfin hands out at the end of a login: good once, for ten minutes, to be exchanged for tokens.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The code.
    pub code: SecretString,
    /// The firm that the access was granted for, where Silverfin says so. It counts, not the one that was asked for.
    pub firm: Option<FirmId>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    address: SilverfinAddress,
    redirect_uri: String,
    asked_firm: Option<FirmId>,
    state: String,
    verifier: String,
}

impl LoginAttempt {
    /// Begins a login. A firm that is asked for is only preselected on Silverfin's page.
    pub fn begin(
        address: SilverfinAddress,
        redirect_uri: &str,
        asked_firm: Option<FirmId>,
        random: &mut impl CryptoRng,
    ) -> Self {
        let mut word = || {
            let mut bytes = [0; 32];
            random.fill_bytes(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        };
        let (state, verifier) = (word(), word().into());
        Self { address, redirect_uri: redirect_uri.to_owned(), asked_firm, state, verifier }
    }

    /// Where the person logs in and agrees.
    pub fn authorize_url(&self, client_id: &str, scopes: &[&str]) -> Url {
        let firm = self.asked_firm.map(|firm| firm.to_string());
        let firm_part = firm.as_deref().map(|firm| ["f", firm]);
        let mut address = self.address.below(firm_part.into_iter().flatten().chain(["oauth", "authorize"]));
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.expose_secret()));
        address
            .query_pairs_mut()
            .append_pair("client_id", client_id)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("response_type", "code")
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", &self.state)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        address
    }

    /// Reads an address that the person arrived at. [`LoginError::NotARedirect`] as long as the login goes on.
    ///
    /// The state must be the one that was sent; only Silverfin's own page with the code, which cannot carry it, may do
    /// without.
    pub fn read_redirect(&self, arrived: &Url) -> Result<Grant, LoginError> {
        let firm_in_path = if self.redirect_uri == OUT_OF_BAND {
            self.own_page(arrived)?
        } else {
            self.own_redirect(arrived)?;
            None
        };
        let field =
            |name: &str| arrived.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        match field("state") {
            Some(state) if state != self.state => return Err(LoginError::StateDiffers),
            None if self.redirect_uri != OUT_OF_BAND => return Err(LoginError::StateDiffers),
            _ => {}
        }
        if let Some(code) = field("error") {
            let description = field("error_description").unwrap_or_default();
            return Err(if code == "access_denied" {
                LoginError::Denied
            } else {
                LoginError::Refused { code, description }
            });
        }
        let code = field("code").filter(|code| !code.is_empty()).ok_or(LoginError::NotARedirect)?;
        let firm = field("authorized_firm_id").and_then(|firm| firm.parse().ok()).or(firm_in_path);
        Ok(Grant { code: code.into(), firm })
    }

    /// Reads what a person pasted: the code, or the whole address that the login ended at.
    pub fn read_pasted(&self, text: &str) -> Result<Grant, LoginError> {
        let text = text.trim();
        if let Ok(arrived) = Url::parse(text)
            && text.contains("://")
        {
            return self.read_redirect(&arrived).map_err(|error| match error {
                LoginError::NotARedirect => LoginError::NotACode,
                other => other,
            });
        }
        let plain = |character: char| character.is_ascii_alphanumeric() || "-_.~+/=".contains(character);
        if text.len() < 8 || !text.chars().all(plain) {
            return Err(LoginError::NotACode);
        }
        Ok(Grant { code: text.into(), firm: None })
    }

    /// The firm that was preselected.
    pub fn asked_firm(&self) -> Option<FirmId> {
        self.asked_firm
    }

    /// Where Silverfin was told to send the person.
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// The Silverfin that the login was begun at.
    pub fn address(&self) -> &SilverfinAddress {
        &self.address
    }

    pub(super) fn verifier(&self) -> &SecretString {
        &self.verifier
    }

    /// The attempt as one secret, for a command line that ends between question and answer.
    pub fn to_secret(&self) -> SecretString {
        let kept = Kept {
            address: self.address.clone(),
            redirect_uri: self.redirect_uri.clone(),
            asked_firm: self.asked_firm,
            state: self.state.clone(),
            verifier: self.verifier.expose_secret().to_owned(),
        };
        serde_json::to_string(&kept).unwrap_or_default().into()
    }

    /// The attempt that was kept.
    pub fn from_secret(secret: &SecretString) -> Result<Self, UnreadableSecret> {
        let kept: Kept = serde_json::from_str(secret.expose_secret()).map_err(|_| UnreadableSecret)?;
        Ok(Self {
            address: kept.address,
            redirect_uri: kept.redirect_uri,
            asked_firm: kept.asked_firm,
            state: kept.state,
            verifier: kept.verifier.into(),
        })
    }

    /// Whether this is Silverfin's own page with the code (`…/oauth/authorize/native`), or with a refusal. Answers the
    /// firm in its path.
    fn own_page(&self, arrived: &Url) -> Result<Option<FirmId>, LoginError> {
        let pieces = self.address.pieces_below(arrived).ok_or(LoginError::NotARedirect)?;
        let (firm, page) = match pieces.as_slice() {
            ["f", firm, page @ ..] => (firm.parse().ok(), page),
            page => (None, page),
        };
        let refused = || arrived.query_pairs().any(|(key, _)| key == "error");
        match page {
            ["oauth", "authorize", "native"] => Ok(firm),
            ["oauth", "authorize"] if refused() => Ok(firm),
            _ => Err(LoginError::NotARedirect),
        }
    }

    fn own_redirect(&self, arrived: &Url) -> Result<(), LoginError> {
        let own = Url::parse(&self.redirect_uri).map_err(|_| LoginError::NotARedirect)?;
        let place = |address: &Url| {
            let host = address.host_str().map(str::to_owned);
            let path = address.path().trim_end_matches('/').to_owned();
            (address.scheme().to_owned(), host, address.port_or_known_default(), path)
        };
        if place(&own) == place(arrived) { Ok(()) } else { Err(LoginError::NotARedirect) }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    fn attempt(redirect_uri: &str, firm: Option<u64>) -> LoginAttempt {
        let address = SilverfinAddress::new("https://live.getsilverfin.com".parse().unwrap()).unwrap();
        LoginAttempt::begin(address, redirect_uri, firm.map(FirmId), &mut StdRng::seed_from_u64(7))
    }

    fn read(attempt: &LoginAttempt, arrived: &str) -> String {
        let arrived = arrived.replace("STATE", &attempt.state).parse().unwrap();
        match attempt.read_redirect(&arrived) {
            Ok(grant) => format!("{} {:?}", grant.code.expose_secret(), grant.firm.map(|firm| firm.0)),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn both_forms_of_the_login_page_carry_state_and_challenge() {
        let scopes = ["administration:read", "financials:write"];
        let plain = attempt(OUT_OF_BAND, None).authorize_url("my id", &scopes);
        assert!(plain.as_str().starts_with(
            "https://live.getsilverfin.com/oauth/authorize?client_id=my+id&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob\
             &response_type=code&scope=administration%3Aread+financials%3Awrite&state="
        ));
        let with_firm = attempt(OUT_OF_BAND, Some(42)).authorize_url("id", &scopes);
        assert_eq!(with_firm.path(), "/f/42/oauth/authorize");
        let fields: std::collections::BTreeMap<_, _> = with_firm.query_pairs().collect();
        assert_eq!(fields["code_challenge_method"], "S256");
        assert_eq!(fields["code_challenge"].len(), 43);
        assert_eq!(fields["state"].len(), 43);
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let mut attempt = attempt(OUT_OF_BAND, None);
        attempt.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into();
        let url = attempt.authorize_url("id", &[]);
        assert!(url.as_str().contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"));
    }

    #[test]
    fn a_redirect_is_taken_only_at_its_own_address_and_with_its_own_state() {
        let attempt = attempt("http://127.0.0.1:5000/callback", Some(1));
        for (arrived, expected) in [
            ("http://127.0.0.1:5000/callback?code=abc&authorized_firm_id=2&state=STATE", "abc Some(2)"),
            ("http://127.0.0.1:5000/callback/?code=abc&state=STATE", "abc None"),
            ("http://127.0.0.1:5000/callback?code=abc&authorized_firm_id=x&state=STATE", "abc None"),
            ("http://127.0.0.1:5000/callback?code=abc&state=other", "StateDiffers"),
            ("http://127.0.0.1:5000/callback?code=abc", "StateDiffers"),
            ("http://127.0.0.1:5000/callback?error=access_denied&state=STATE", "Denied"),
            ("http://127.0.0.1:5000/callback?error=access_denied&state=other", "StateDiffers"),
            (
                "http://127.0.0.1:5000/callback?error=invalid_scope&error_description=no&state=STATE",
                "Refused { code: \"invalid_scope\", description: \"no\" }",
            ),
            ("http://127.0.0.1:5000/callback?state=STATE", "NotARedirect"),
            ("http://127.0.0.1:5001/callback?code=abc&state=STATE", "NotARedirect"),
            ("https://live.getsilverfin.com/oauth/authorize/native?code=abc", "NotARedirect"),
            ("https://evil.example/callback?code=abc&state=STATE", "NotARedirect"),
        ] {
            assert_eq!(read(&attempt, arrived), expected, "{arrived}");
        }
        let scheme = super::tests::attempt("passerelle://callback", None);
        assert_eq!(read(&scheme, "passerelle://callback?code=abc&authorized_firm_id=9&state=STATE"), "abc Some(9)");
        assert_eq!(read(&scheme, "passerelle://other?code=abc&state=STATE"), "NotARedirect");
    }

    #[test]
    fn silverfins_own_page_gives_the_code_without_state() {
        let attempt = attempt(OUT_OF_BAND, Some(1));
        for (arrived, expected) in [
            ("https://live.getsilverfin.com/oauth/authorize/native?code=abc", "abc None"),
            ("https://live.getsilverfin.com/f/12/oauth/authorize/native?code=abc", "abc Some(12)"),
            ("https://live.getsilverfin.com/f/12/oauth/authorize/native?code=abc&authorized_firm_id=3", "abc Some(3)"),
            ("https://live.getsilverfin.com/oauth/authorize/native?code=abc&state=other", "StateDiffers"),
            ("https://live.getsilverfin.com/oauth/authorize/native?code=", "NotARedirect"),
            ("https://live.getsilverfin.com/oauth/authorize/native?error=access_denied", "Denied"),
            ("https://live.getsilverfin.com/f/12/oauth/authorize?error=access_denied", "Denied"),
            ("https://live.getsilverfin.com/oauth/authorize?client_id=1", "NotARedirect"),
            ("https://live.getsilverfin.com/users/sign_in", "NotARedirect"),
            ("http://live.getsilverfin.com/oauth/authorize/native?code=abc", "NotARedirect"),
            ("https://live.getsilverfin.com.evil.example/oauth/authorize/native?code=abc", "NotARedirect"),
            ("https://evil.example/oauth/authorize/native?code=abc", "NotARedirect"),
        ] {
            assert_eq!(read(&attempt, arrived), expected, "{arrived}");
        }
    }

    #[test]
    fn a_person_may_paste_the_code_or_the_whole_address() {
        let attempt = attempt(OUT_OF_BAND, None);
        let pasted = |text: &str| attempt.read_pasted(text).map(|grant| grant.code.expose_secret().to_owned());
        assert_eq!(pasted("  9f86d081884c7d65-_9f\n").unwrap(), "9f86d081884c7d65-_9f");
        assert_eq!(pasted("https://live.getsilverfin.com/oauth/authorize/native?code=abc").unwrap(), "abc");
        for text in ["", "abc", "two words here", "https://live.getsilverfin.com/", "https://evil.example/?code=abc"] {
            assert!(matches!(pasted(text), Err(LoginError::NotACode)), "{text:?}");
        }
    }

    #[test]
    fn an_attempt_survives_between_two_commands_and_no_two_are_alike() {
        let first = attempt(OUT_OF_BAND, Some(3));
        let kept = LoginAttempt::from_secret(&first.to_secret()).unwrap();
        assert_eq!(kept.authorize_url("id", &[]), first.authorize_url("id", &[]));
        assert!(!format!("{first:?}").contains(first.verifier.expose_secret()));
        let address = first.address.clone();
        let second = LoginAttempt::begin(address, OUT_OF_BAND, None, &mut StdRng::seed_from_u64(8));
        assert_ne!(first.state, second.state);
        assert_ne!(first.state, first.verifier.expose_secret());
    }
}
