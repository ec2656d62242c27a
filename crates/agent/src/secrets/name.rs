use std::fmt;
use std::str::FromStr;

use passerelle_silverfin::FirmId;

/// Which secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretName {
    /// What a person enters to reach their Finbox environment.
    FinboxAccessKey,
    /// What Finbox gave this computer when the connection was paired.
    FinboxAgentCredential,
    /// The secret beside the client id that Silverfin issued to the office.
    SilverfinClientSecret,
    /// The token pair of one Silverfin firm.
    SilverfinTokens(FirmId),
    /// What has to be remembered between opening the login and its answer: state and code verifier.
    LoginAttempt,
}

/// No secret is known by this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no secret {0:?}")]
pub struct UnknownSecret(pub String);

impl SecretName {
    /// Those that a person enters.
    pub const ENTERED: [Self; 2] = [Self::FinboxAccessKey, Self::SilverfinClientSecret];
}

impl fmt::Display for SecretName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FinboxAccessKey => formatter.pad("finbox.access_key"),
            Self::FinboxAgentCredential => formatter.pad("finbox.agent_credential"),
            Self::SilverfinClientSecret => formatter.pad("silverfin.client_secret"),
            Self::SilverfinTokens(firm) => write!(formatter, "silverfin.tokens.{firm}"),
            Self::LoginAttempt => formatter.pad("silverfin.login_attempt"),
        }
    }
}

impl FromStr for SecretName {
    type Err = UnknownSecret;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "finbox.access_key" => Ok(Self::FinboxAccessKey),
            "finbox.agent_credential" => Ok(Self::FinboxAgentCredential),
            "silverfin.client_secret" => Ok(Self::SilverfinClientSecret),
            "silverfin.login_attempt" => Ok(Self::LoginAttempt),
            _ => text
                .strip_prefix("silverfin.tokens.")
                .and_then(|firm| firm.parse().ok())
                .map(|firm| Self::SilverfinTokens(FirmId(firm)))
                .ok_or_else(|| UnknownSecret(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_to_itself() {
        let firm = SecretName::SilverfinTokens(FirmId(4711));
        for name in
            SecretName::ENTERED.into_iter().chain([SecretName::FinboxAgentCredential, firm, SecretName::LoginAttempt])
        {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        assert!("silverfin.tokens.x".parse::<SecretName>().is_err());
    }
}
