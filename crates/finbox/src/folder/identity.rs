use passerelle_social_balance::EnterpriseNumber;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::{DossierId, SheetId};

/// The id of the sheet in a file with these bytes: always the same, on every computer. A file that comes again after
/// another one is a new correction, so the occasion is part of the id.
pub(super) fn sheet_id(sha256: &str, occasion: usize) -> SheetId {
    let occasion = if occasion == 1 { String::new() } else { format!(" occasion {occasion}") };
    SheetId(named(&format!("passerelle sheet {sha256}{occasion}")))
}

/// The id of an enterprise's client file: always the same, on every computer.
pub(super) fn dossier_id(number: EnterpriseNumber) -> DossierId {
    DossierId(named(&format!("passerelle dossier {}", number.digits())))
}

/// A UUID of version 8 (RFC 9562, 5.8) made of a name's SHA-256.
fn named(name: &str) -> Uuid {
    let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change() {
        assert_eq!(sheet_id("ab", 1), sheet_id("ab", 1));
        assert_ne!(sheet_id("ab", 1), sheet_id("ab", 2));
        assert_ne!(sheet_id("ab", 1), sheet_id("ac", 1));
        assert_eq!(sheet_id("ab", 1).0.get_version_num(), 8);
        let dossier = dossier_id("0403019261".parse().unwrap());
        assert_eq!(dossier.to_string(), "3ea8f2d9-a3fa-8459-81ab-b8d3ca053a40");
    }
}
