use std::fmt;

use url::{Host, Url};

use super::SettingValue;

/// The address of a service: https, or http on this computer itself. No credentials, no query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceUrl(Url);

impl ServiceUrl {
    /// Checks an address.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = parse_url(text)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            return Err("must begin with https:// (http:// only for this computer itself)".to_owned());
        }
        Ok(Self(url))
    }

    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for ServiceUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0.as_str().trim_end_matches('/'))
    }
}

impl SettingValue for ServiceUrl {
    const KIND: &'static str = "https address";

    fn from_text(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// The address of a proxy. No credentials: they would be a secret in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyUrl(Url);

impl ProxyUrl {
    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

impl SettingValue for ProxyUrl {
    const KIND: &'static str = "http or https address";

    fn from_text(text: &str) -> Result<Self, String> {
        let url = parse_url(text)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("must begin with http:// or https://".to_owned());
        }
        Ok(Self(url))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.as_str().trim_end_matches('/').to_owned())
    }
}

/// Where Silverfin sends the browser after the login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// The address that lets the code stand on a page of Silverfin's own.
    pub const OUT_OF_BAND: &'static str = "urn:ietf:wg:oauth:2.0:oob";

    /// The address as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code stands on Silverfin's own page.
    pub fn is_out_of_band(&self) -> bool {
        self.0 == Self::OUT_OF_BAND
    }
}

impl SettingValue for RedirectUri {
    const KIND: &'static str =
        "urn:ietf:wg:oauth:2.0:oob, an https address, or an http address of this computer itself";

    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == Self::OUT_OF_BAND {
            return Ok(Self(text.to_owned()));
        }
        let url = parse_url(text)?;
        if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("must be {}", Self::KIND))
        }
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

fn parse_url(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text.trim()).map_err(|error| format!("is not an address: {error}"))?;
    if url.host().is_none() || url.cannot_be_a_base() {
        return Err("names no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not hold a query or a fragment".to_owned());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
