//! Names in an instance, by what they mean: prefixes are the filer's choice, namespaces are the taxonomy's.

use std::rc::Rc;

use quick_xml::events::BytesStart;
use quick_xml::name::{Namespace, ResolveResult};

use super::{CURRENCIES, DIMENSIONS, INSTANCE, LINKBASE, NATIONAL_BANK};

/// More attributes than any element has; the root declares about 50 namespaces.
const MOST_ATTRIBUTES: usize = 300;

/// The namespaces that matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// XBRL's own elements.
    Instance,
    /// References to schemas.
    Linkbase,
    /// Members of dimensions.
    Dimensions,
    /// Currencies.
    Currencies,
    /// A dictionary of the CBSO taxonomies, by its usual prefix: `met`, `dim`, `bas`, `jcc-enum`…
    Cbso(Rc<str>),
    /// Anything of the `pfs` taxonomies.
    Pfs,
    /// None of these.
    Other,
    /// A prefix that is not declared.
    Undeclared,
}

impl Vocabulary {
    pub(super) fn of(namespace: &ResolveResult<'_>) -> Self {
        match namespace {
            ResolveResult::Bound(Namespace(uri)) => std::str::from_utf8(uri).map_or(Self::Other, Self::of_uri),
            ResolveResult::Unbound => Self::Other,
            ResolveResult::Unknown(_) => Self::Undeclared,
        }
    }

    fn of_uri(uri: &str) -> Self {
        match uri {
            INSTANCE => return Self::Instance,
            LINKBASE => return Self::Linkbase,
            DIMENSIONS => return Self::Dimensions,
            CURRENCIES => return Self::Currencies,
            _ => {}
        }
        // The language of the path ("fr") is the taxonomy's, but nothing hangs on it.
        let Some((_, path)) = uri.strip_prefix(NATIONAL_BANK).and_then(|rest| rest.split_once('/')) else {
            return Self::Other;
        };
        let usual_prefix = path.rsplit('/').next().unwrap_or_default();
        match path.split('/').next() {
            Some("cbso") if path.starts_with("cbso/dict/") || path.contains("/enum/") => {
                Self::Cbso(usual_prefix.into())
            }
            Some("pfs") => Self::Pfs,
            _ => Self::Other,
        }
    }
}

/// The attributes of an element that are read, by local name.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) context: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) dimension: Option<String>,
    pub(super) address: Option<String>,
    pub(super) nil: bool,
    /// Whether the element gives prefixes a meaning.
    pub(super) declares_prefixes: bool,
}

/// Why attributes were not read.
pub(super) enum BrokenAttributes {
    TooMany,
    Malformed,
    Entity,
}

impl Attributes {
    pub(super) fn of(element: &BytesStart<'_>) -> Result<Self, BrokenAttributes> {
        let mut read = Self::default();
        for (count, attribute) in element.attributes().with_checks(false).enumerate() {
            if count >= MOST_ATTRIBUTES {
                return Err(BrokenAttributes::TooMany);
            }
            let attribute = attribute.map_err(|_| BrokenAttributes::Malformed)?;
            let name = attribute.key.local_name();
            let is_ours = matches!(name.as_ref(), b"id" | b"contextRef" | b"unitRef" | b"dimension" | b"href" | b"nil");
            if !is_ours {
                read.declares_prefixes |= attribute.key.as_namespace_binding().is_some();
                continue;
            }
            let raw = std::str::from_utf8(&attribute.value).map_err(|_| BrokenAttributes::Malformed)?;
            let value = quick_xml::escape::unescape(raw).map_err(|_| BrokenAttributes::Entity)?.trim().to_owned();
            match (attribute.key.prefix().is_some(), name.as_ref()) {
                (false, b"id") => read.id = Some(value),
                (false, b"contextRef") => read.context = Some(value),
                (false, b"unitRef") => read.unit = Some(value),
                (false, b"dimension") => read.dimension = Some(value),
                (true, b"href") => read.address = Some(value),
                (true, b"nil") => read.nil = matches!(value.as_str(), "true" | "1"),
                _ => {}
            }
        }
        Ok(read)
    }
}
