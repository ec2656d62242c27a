use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Failure;

/// How somebody logs in to Silverfin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginWay {
    /// In the window "Se connecter à Silverfin".
    Window,
    /// "Utiliser mon navigateur": the browser is sent back to a port of this computer.
    Browser,
    /// "Coller le code": in the browser, with the code pasted here.
    Paste,
}

/// Where a login to Silverfin is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Login {
    /// None was begun.
    #[default]
    None,
    /// The person is on Silverfin's pages.
    Begun {
        /// How.
        way: LoginWay,
        /// Silverfin's host.
        host: String,
    },
    /// The code is exchanged for access.
    Finishing,
    /// "La connexion a été établie avec succès".
    Connected {
        /// The firm that was granted, by number.
        #[ts(type = "number")]
        firm: u64,
        /// Its name.
        name: String,
    },
    /// It did not come about; another one may be begun.
    Failed {
        /// Why.
        failure: Failure,
    },
}
