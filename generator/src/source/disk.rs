//! Files on disk: below the root's folder and what the user names, nothing else.

use super::loader::{LoadError, Loader, Location, local_path};
use crate::bounded::{read_at_most, reason, url_refused};
use std::collections::BTreeMap;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Component, Path, PathBuf};

/// Reads files below the folder of the root document, below the folders of `--ref-root`, and
/// those of `--map URL=FILE`. Symbolic links and `..` do not get around that.
#[derive(Clone, Debug, Default)]
pub struct FileLoader {
    roots: Vec<PathBuf>,
    map: BTreeMap<String, PathBuf>,
    /// The canonical folder of the root document, and the same as the user wrote it.
    home: PathBuf,
    home_as_named: PathBuf,
    /// The root document, which may be a pipe.
    root: Option<String>,
}

impl FileLoader {
    /// Permits the root document's folder only.
    pub fn new() -> Self {
        Self::default()
    }

    /// `--ref-root`: permits what is in a folder.
    pub fn ref_root(mut self, folder: impl AsRef<Path>) -> io::Result<Self> {
        let folder = folder.as_ref().canonicalize()?;
        if !folder.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.roots.push(folder);
        Ok(self)
    }

    /// `--map URL=FILE`: reads a file where a document refers to a URL.
    #[must_use]
    pub fn map(mut self, url: impl Into<String>, file: impl Into<PathBuf>) -> Self {
        self.map.insert(url.into(), file.into());
        self
    }

    fn find_root(&mut self, named: &str) -> Result<Location, LoadError> {
        if let Some((reason, remedy)) = url_refused(named) {
            let (reason, remedy) = (reason.to_owned(), remedy.to_owned());
            return Err(LoadError::Forbidden { reason, remedy });
        }
        let path = Path::new(named);
        let canonical = path
            .canonicalize()
            .map_err(|fault| near(path).unwrap_or_else(|| unreadable(&fault)))?;
        let folder = canonical.parent().unwrap_or(&canonical).to_path_buf();
        self.home.clone_from(&folder);
        self.home_as_named = path.parent().unwrap_or(Path::new("")).to_path_buf();
        self.roots.push(folder);
        let key = text(&canonical)?;
        self.root = Some(key.clone());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| named.to_owned());
        Ok(Location { key, path: named.to_owned(), name })
    }

    fn find_mapped(&self, url: &str) -> Option<Result<Location, LoadError>> {
        let file = self.map.get(url)?;
        Some(match file.canonicalize() {
            Err(fault) => {
                let why = reason(&fault);
                Err(LoadError::Mapped(file.display().to_string(), why))
            }
            Ok(canonical) => text(&canonical).map(|key| Location {
                key,
                path: file.to_string_lossy().into_owned(),
                name: url.to_owned(),
            }),
        })
    }

    fn find_beside(
        &self,
        from: &Location,
        reference: &str,
    ) -> Result<Location, LoadError> {
        let folder = Path::new(&from.key).parent().unwrap_or(Path::new(""));
        let wanted = folder.join(local_path(reference)?);
        let canonical = match wanted.canonicalize() {
            Ok(canonical) if self.permits(&canonical) => canonical,
            Err(fault) if self.permits(&resolve_dots(&wanted)) => {
                return Err(near(&wanted).unwrap_or_else(|| unreadable(&fault)));
            }
            _ => return Err(outside()),
        };
        let relative = relative(&self.home, &canonical);
        Ok(Location {
            key: text(&canonical)?,
            path: slashed(&self.home_as_named.join(&relative)),
            name: slashed(&relative),
        })
    }

    fn permits(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }
}

impl Loader for FileLoader {
    fn find(
        &mut self,
        from: Option<&Location>,
        reference: &str,
    ) -> Result<Location, LoadError> {
        match from {
            None => self.find_root(reference),
            Some(from) => match self.find_mapped(reference) {
                Some(found) => found,
                None => self.find_beside(from, reference),
            },
        }
    }

    fn read(&mut self, location: &Location, limit: u64) -> Result<Vec<u8>, LoadError> {
        let path = Path::new(&location.key);
        let metadata = path.metadata().map_err(|fault| unreadable(&fault))?;
        if metadata.is_dir() {
            return Err(LoadError::Unreadable("it is a folder".to_owned()));
        }
        if !metadata.is_file() && self.root.as_ref() != Some(&location.key) {
            return Err(LoadError::Unreadable("it is not a regular file".to_owned()));
        }
        if metadata.len() > limit {
            return Err(LoadError::TooBig);
        }
        let bytes = read_at_most(path, limit).map_err(|fault| unreadable(&fault))?;
        bytes.ok_or(LoadError::TooBig)
    }
}

fn outside() -> LoadError {
    LoadError::Forbidden {
        reason: "it is outside of the document's folder".to_owned(),
        remedy: "permit its folder with `--ref-root FOLDER`".to_owned(),
    }
}

/// The file beside the wanted one that was probably meant by its name.
fn near(wanted: &Path) -> Option<LoadError> {
    /// So many entries of a folder are looked at.
    const MOST: usize = 10_000;
    let name = wanted.file_name()?.to_str()?;
    let folder = wanted.parent().filter(|folder| *folder != Path::new(""));
    let entries = folder.unwrap_or(Path::new(".")).read_dir().ok()?.take(MOST);
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let (slip, found) =
        names.filter_map(|it| Some((Slip::between(name, &it)?, it))).min()?;
    let hint = match slip {
        // Some systems open it all the same.
        Slip::Capitals => ", and capitals count",
        Slip::Ending | Slip::Letter => "",
    };
    Some(LoadError::Unreadable(format!("there is no such file, but `{found}`{hint}")))
}

/// What was done wrong with a file's name, the likeliest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    Capitals,
    Ending,
    Letter,
}

impl Slip {
    fn between(wanted: &str, found: &str) -> Option<Self> {
        /// The endings that documents have.
        const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];
        /// A longer name is nobody's slip, and a shorter one is anybody's.
        const LENGTHS: RangeInclusive<usize> = 5..=64;
        let stem = |name: &str| {
            let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
            Some(stem.to_owned())
        };
        if wanted == found {
            None
        } else if wanted.to_lowercase() == found.to_lowercase() {
            Some(Self::Capitals)
        } else if stem(wanted).is_some_and(|it| Some(it) == stem(found)) {
            Some(Self::Ending)
        } else {
            let is_slip = [wanted, found].iter().all(|it| LENGTHS.contains(&it.len()))
                && wanted.len().abs_diff(found.len()) <= 1
                && strsim::osa_distance(wanted, found) == 1;
            is_slip.then_some(Self::Letter)
        }
    }
}

fn unreadable(fault: &io::Error) -> LoadError {
    LoadError::Unreadable(reason(fault))
}

fn text(path: &Path) -> Result<String, LoadError> {
    let text = path.to_str().map(str::to_owned);
    text.ok_or_else(|| LoadError::Unreadable("its path is not UTF-8".to_owned()))
}

/// Resolves `.` and `..` without looking at the disk.
fn resolve_dots(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            _ => resolved.push(part),
        }
    }
    resolved
}

/// The way from a folder to a file, both canonical.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let common =
        folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    up.chain(file.components().skip(common)).collect()
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
