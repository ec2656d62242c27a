use std::fmt;
use std::str::FromStr;

use passerelle_transport::web::is_secure;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{CompanyId, FirmId, PeriodId, ReconciliationId, WorkflowId};

/// Where Silverfin is: `/oauth/…` and `/api/v4/…` stand below it. Always https, save on this very computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Url", into = "Url")]
pub struct SilverfinAddress(Url);

/// The address cannot be one of Silverfin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{address} is not an https address (plain http is for this computer only)")]
pub struct InvalidAddress {
    /// The address, without user name and password.
    pub address: String,
}

impl SilverfinAddress {
    /// Silverfin at `base`. A query, a fragment, user name and password are dropped.
    pub fn new(mut base: Url) -> Result<Self, InvalidAddress> {
        if !is_secure(&base) {
            let host = base.host_str().unwrap_or_default();
            return Err(InvalidAddress { address: format!("{}://{host}{}", base.scheme(), base.path()) });
        }
        base.set_query(None);
        base.set_fragment(None);
        let _ = base.set_username("").and_then(|()| base.set_password(None));
        Ok(Self(base))
    }

    /// The host, as a login window shows it in its title.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The page of a template in a client file's period, for "Ouvrir dans Silverfin". The form of the address is the
    /// one that Silverfin's own command-line tool prints.
    pub fn template_page(
        &self,
        firm: FirmId,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
        reconciliation: ReconciliationId,
    ) -> Url {
        let [firm, company, period] = [firm.to_string(), company.to_string(), period.to_string()];
        let [workflow, reconciliation] = [workflow.to_string(), reconciliation.to_string()];
        let ledger = ["ledgers", &period, "workflows", &workflow, "reconciliation_texts", &reconciliation];
        self.below(["f", &firm, &company].into_iter().chain(ledger))
    }

    pub(crate) fn below<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Url {
        let mut address = self.0.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        address
    }

    /// The path of `address` below this one, in pieces, if it is below it.
    pub(crate) fn pieces_below<'a>(&self, address: &'a Url) -> Option<Vec<&'a str>> {
        if address.origin() != self.0.origin() {
            return None;
        }
        let mut pieces = address.path_segments()?;
        for own in self.0.path_segments()?.filter(|piece| !piece.is_empty()) {
            if pieces.next() != Some(own) {
                return None;
            }
        }
        Some(pieces.collect())
    }
}

impl fmt::Display for SilverfinAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl TryFrom<Url> for SilverfinAddress {
    type Error = InvalidAddress;

    fn try_from(base: Url) -> Result<Self, Self::Error> {
        Self::new(base)
    }
}

impl From<SilverfinAddress> for Url {
    fn from(address: SilverfinAddress) -> Self {
        address.0
    }
}

/// The text names no firm.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a firm's number nor the address of one of its pages")]
pub struct UnknownFirm(pub String);

impl FromStr for FirmId {
    type Err = UnknownFirm;

    /// Reads what a person has at hand: the firm's number, or the address of any of its pages (`…/f/1234/…`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let mut pieces = text.split(['/', '?', '#']);
        let number = if pieces.any(|piece| piece == "f") { pieces.next() } else { Some(text) };
        number
            .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|number| number.parse().ok())
            .map(FirmId)
            .ok_or_else(|| UnknownFirm(text.chars().take(80).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_found_in_the_browser() {
        for (base, expected) in [
            (
                "https://live.getsilverfin.com",
                "https://live.getsilverfin.com/f/1/2/ledgers/3/workflows/4/reconciliation_texts/5",
            ),
            (
                "http://127.0.0.1:8787/silverfin/?a=b",
                "http://127.0.0.1:8787/silverfin/f/1/2/ledgers/3/workflows/4/reconciliation_texts/5",
            ),
        ] {
            let address = SilverfinAddress::new(base.parse().unwrap()).unwrap();
            let page = address.template_page(FirmId(1), CompanyId(2), PeriodId(3), WorkflowId(4), ReconciliationId(5));
            assert_eq!(page.as_str(), expected);
        }
        assert!(SilverfinAddress::new("http://live.getsilverfin.com".parse().unwrap()).is_err());
    }

    #[test]
    fn a_firm_is_named_by_its_number_or_any_of_its_pages() {
        for text in [
            "1234",
            " 1234 ",
            "https://live.getsilverfin.com/f/1234",
            "https://live.getsilverfin.com/f/1234?tab=f/9",
            "live.getsilverfin.com/f/1234/77/ledgers/5",
            "/f/1234/",
        ] {
            assert_eq!(text.parse(), Ok(FirmId(1234)), "{text:?}");
        }
        for text in ["", "Fiduciaire", "https://live.getsilverfin.com/firms/1234", "f/", "12a", "-5"] {
            assert!(text.parse::<FirmId>().is_err(), "{text:?}");
        }
    }
}
