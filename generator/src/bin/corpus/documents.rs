//! Which documents there are: the rows of `INDEX.tsv`, or what lies in the folder.

use crate::args::Args;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// Its path within the folder, parts joined by `/`.
    pub(crate) file: String,
    /// Its path.
    pub(crate) path: PathBuf,
}

/// The documents that the command line asks for, in the order of the index or of their names.
pub(crate) fn find(args: &Args) -> Result<Vec<Document>, String> {
    let folder = &args.folder;
    let index = folder.join("INDEX.tsv");
    let files = if index.is_file() {
        let text = std::fs::read_to_string(&index)
            .map_err(|error| format!("{}: {error}", index.display()))?;
        indexed(&text, args.kind.as_deref())?
    } else if args.kind.is_some() {
        return Err(format!("--kind needs {}", index.display()));
    } else {
        discovered(folder)?
    };
    let only = globs(&args.only)?;
    let documents: Vec<Document> = files
        .into_iter()
        .filter(|file| args.only.is_empty() || only.is_match(file))
        .map(|file| Document { path: folder.join(&file), file })
        .collect();
    if documents.is_empty() {
        return Err(format!("there is no such document in {}", folder.display()));
    }
    Ok(documents)
}

fn globs(patterns: &[String]) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern).map_err(|error| format!("--only: {error}"))?);
    }
    set.build().map_err(|error| format!("--only: {error}"))
}

/// The column `file` of the rows of a kind.
fn indexed(text: &str, kind: Option<&str>) -> Result<Vec<String>, String> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| head.iter().position(|word| *word == name);
    let file_at = column("file").ok_or("INDEX.tsv has no column `file`")?;
    let kind_at = match kind {
        None => None,
        Some(_) => Some(column("kind").ok_or("INDEX.tsv has no column `kind`")?),
    };
    let mut files = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let fits = kind_at.is_none_or(|at| cells.get(at).copied() == kind);
        match cells.get(file_at) {
            Some(file) if fits && !file.is_empty() => files.push((*file).to_owned()),
            _ => {}
        }
    }
    Ok(files)
}

/// Every OpenAPI document below a folder.
fn discovered(folder: &Path) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    let mut open = vec![String::new()];
    while let Some(inner) = open.pop() {
        let here = folder.join(&inner);
        let entries = std::fs::read_dir(&here)
            .map_err(|error| format!("{}: {error}", here.display()))?;
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let slash = if inner.is_empty() { "" } else { "/" };
            let file = format!("{inner}{slash}{name}");
            match entry.file_type() {
                _ if name.starts_with('.') => {}
                Ok(kind) if kind.is_dir() => open.push(file),
                Ok(_) if is_document(&entry.path()) => files.push(file),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a file says that it is an OpenAPI document. It need not be a good one.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let json = match extension {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => return false,
    };
    let Ok(bytes) = std::fs::read(path) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    if json || text.trim_start().starts_with('{') {
        has_json_key(text)
    } else {
        text.lines().any(|line| {
            ["openapi:", "\"openapi\":", "'openapi':"]
                .iter()
                .any(|key| line.starts_with(key))
        })
    }
}

/// Whether the outermost object has the key `openapi`, as far as braces tell.
fn has_json_key(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' if in_string => {
                in_string = false;
                let is_key = text[at + 1..].trim_start().starts_with(':');
                if depth == 1 && is_key && &text[start..at] == "openapi" {
                    return true;
                }
            }
            b'"' => (in_string, start) = (true, at + 1),
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{discovered, find, has_json_key, indexed};
    use crate::args::Args;
    use clap::Parser;
    use std::path::Path;

    const INDEX: &str = "kind\tfile\tmore\nreal\ta/b.json\t1\nfixture\tc.yaml\t2\n\n";

    fn write(folder: &Path, file: &str, text: &str) {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn files(folder: &Path, options: &[&str]) -> Result<Vec<String>, String> {
        let line = ["corpus", folder.to_str().unwrap()];
        let args = line.iter().chain(options);
        let found = find(&Args::try_parse_from(args).unwrap());
        found.map(|list| list.into_iter().map(|document| document.file).collect())
    }

    #[test]
    fn rows_of_a_kind() {
        assert_eq!(indexed(INDEX, None).unwrap(), ["a/b.json", "c.yaml"]);
        assert_eq!(indexed(INDEX, Some("real")).unwrap(), ["a/b.json"]);
        assert!(indexed(INDEX, Some("other")).unwrap().is_empty());
        assert!(indexed("name\n", None).is_err());
        assert!(indexed("file\na.yaml\n", Some("real")).is_err());
    }

    #[test]
    fn the_index_is_all_there_is() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "INDEX.tsv", INDEX);
        write(folder.path(), "other.yaml", "openapi: 3.1.0\n");
        let all = files(folder.path(), &[]).unwrap();
        assert_eq!(all, ["a/b.json", "c.yaml"]);
        let some = files(folder.path(), &["--kind", "fixture"]).unwrap();
        assert_eq!(some, ["c.yaml"]);
    }

    #[test]
    fn documents_below_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "z.yml", "# hello\nopenapi: 3.0.0\ninfo: {}\n");
        write(folder.path(), "a/b.json", "{\"info\": {}, \"openapi\" : \"3.1.0\"}");
        write(folder.path(), "a/part.json", "{\"x\": {\"openapi\": \"3.1.0\"}}");
        write(folder.path(), "a/part.yaml", "x:\n  openapi: 3.1.0\n");
        write(folder.path(), "a/readme.md", "openapi: 3.1.0\n");
        write(folder.path(), ".hidden/c.yaml", "openapi: 3.1.0\n");
        assert_eq!(discovered(folder.path()).unwrap(), ["a/b.json", "z.yml"]);
        assert!(files(folder.path(), &["--kind", "real"]).is_err());
    }

    #[test]
    fn globs_choose() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "INDEX.tsv", INDEX);
        let chosen = |globs: &[&str]| files(folder.path(), globs);
        assert_eq!(chosen(&["--only", "*.json"]).unwrap(), ["a/b.json"]);
        assert_eq!(chosen(&["--only", "c.*", "--only", "a/**"]).unwrap().len(), 2);
        assert!(chosen(&["--only", "nothing"]).is_err());
        assert!(chosen(&["--only", "[a"]).is_err());
    }

    #[test]
    fn keys_of_the_outermost_object() {
        assert!(has_json_key("{\"openapi\": \"3\"}"));
        assert!(has_json_key("{\"a\": [\"\\\"{\"], \"openapi\": 3, oops"));
        assert!(!has_json_key("{\"a\": \"openapi\"}"));
        assert!(!has_json_key("[{\"openapi\": 3}]"));
        assert!(!has_json_key(""));
    }
}
