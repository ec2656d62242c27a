//! Finbox and Silverfin on loopback, from their contracts, strictly, with faults.

#[allow(dead_code, reason = "what stands on it follows")]
mod contract;
#[allow(dead_code, reason = "what stands on it follows")]
mod server;
pub mod world;
