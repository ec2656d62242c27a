//! The login to Silverfin: OAuth 2 with an authorization code, a client secret and refresh tokens that are good once.

mod attempt;
mod error;
mod exchange;
mod tokens;

pub use attempt::{Grant, LoginAttempt, OUT_OF_BAND};
pub use error::LoginError;
pub use exchange::{ClientCredentials, CompletedLogin, OAuthClient};
pub use tokens::{TokenPair, UnreadableSecret};
