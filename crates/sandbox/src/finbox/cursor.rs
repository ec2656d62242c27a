use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;

use super::{Refusal, refuse};

/// A place in a list. Opaque to callers; inside it names the list, the generation of cursors and the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) list: &'static str,
    pub(super) generation: u32,
    pub(super) place: usize,
}

impl Cursor {
    pub(super) fn write(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}.{}.{}", self.list, self.generation, self.place))
    }

    /// Reads a cursor of this list: 400 where it is none, 410 where it is of an earlier generation.
    pub(super) fn read(text: &str, list: &'static str, generation: u32) -> Result<Self, Refusal> {
        let cursor = Self::parts(text, list)
            .ok_or_else(|| refuse(StatusCode::BAD_REQUEST, "cursor_invalid", "This is no cursor of this list"))?;
        if cursor.generation < generation {
            let title = "The cursor has expired: begin again without one";
            return Err(refuse(StatusCode::GONE, "cursor_expired", title));
        }
        Ok(cursor)
    }

    fn parts(text: &str, list: &'static str) -> Option<Self> {
        let inside = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = inside.split('.');
        let (named, generation, place) = (parts.next()?, parts.next()?, parts.next()?);
        if named != list || parts.next().is_some() {
            return None;
        }
        Some(Self { list, generation: generation.parse().ok()?, place: place.parse().ok()? })
    }
}
