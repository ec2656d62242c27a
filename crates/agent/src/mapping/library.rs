//! The mappings of a home, by name.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

use super::format::LONGEST_FILE;
use super::{Mapping, MappingError};
use crate::files::write_whole;
use crate::home::Home;
use crate::settings::{MappingName, Values};

/// Where the mapping in force comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingSource {
    /// The three settings `mapping.handle`, `mapping.namespace`, `mapping.key`.
    Settings,
    /// The recorded mapping of this name.
    Recorded(MappingName),
}

/// The recorded mappings of a home.
#[derive(Debug, Clone)]
pub struct MappingLibrary {
    folder: PathBuf,
}

impl MappingLibrary {
    /// The library of a home.
    pub fn new(home: &Home) -> Self {
        Self { folder: home.mappings_folder() }
    }

    /// The mapping that the settings choose.
    pub fn in_force(&self, settings: &Values) -> Result<(MappingSource, Mapping), MappingError> {
        match &settings.mapping_file {
            Some(name) => Ok((MappingSource::Recorded(name.clone()), self.read(name)?)),
            None => Ok((MappingSource::Settings, Mapping::from_settings(settings)?)),
        }
    }

    /// Reads a recorded mapping.
    pub fn read(&self, name: &MappingName) -> Result<Mapping, MappingError> {
        let failed = |cause: io::Error| match cause.kind() {
            io::ErrorKind::NotFound => MappingError::NotFound(name.to_string()),
            _ => MappingError::File { name: name.to_string(), cause },
        };
        let mut text = Vec::new();
        let limit = u64::try_from(LONGEST_FILE).unwrap_or(u64::MAX).saturating_add(1);
        fs::File::open(self.path(name)).and_then(|file| file.take(limit).read_to_end(&mut text)).map_err(failed)?;
        Mapping::from_json(&text)
    }

    /// Keeps a mapping under a name, in the place of an earlier one.
    pub fn write(&self, name: &MappingName, mapping: &Mapping) -> Result<(), MappingError> {
        let text = mapping.to_json()?;
        write_whole(&self.path(name), text.as_bytes())
            .map_err(|cause| MappingError::File { name: name.to_string(), cause })
    }

    /// The names of the recorded mappings, sorted.
    pub fn names(&self) -> Result<Vec<MappingName>, MappingError> {
        let failed = |cause| MappingError::File { name: self.folder.display().to_string(), cause };
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let stem = name.to_str().and_then(|name| name.strip_suffix(".json"));
            names.extend(stem.and_then(|stem| MappingName::parse(stem).ok()));
        }
        names.sort();
        Ok(names)
    }

    fn path(&self, name: &MappingName) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_mapping_counts_where_the_settings_name_one() {
        let folder = tempfile::tempdir().unwrap();
        let library = MappingLibrary::new(&Home::open(folder.path()).unwrap());
        let mut settings = Values::default();
        let (source, standard) = library.in_force(&settings).unwrap();
        assert_eq!(source, MappingSource::Settings);
        let name = MappingName::parse("office").unwrap();
        settings.mapping_file = Some(name.clone());
        assert!(matches!(library.in_force(&settings), Err(MappingError::NotFound(_))));
        library.write(&name, &standard).unwrap();
        assert_eq!(library.names().unwrap(), std::slice::from_ref(&name));
        assert_eq!(library.in_force(&settings).unwrap(), (MappingSource::Recorded(name), standard));
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_home() {
        for name in ["../settings", "a/b", "a\\b", "", ".", "a.json"] {
            assert!(MappingName::parse(name).is_err(), "{name}");
        }
    }
}
