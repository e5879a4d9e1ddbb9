//! `generated.lock`: what the crate was generated from, and what was written.
//!
//! The root package's `build.rs` reads the same text with the standard library alone, so the
//! format and the fingerprint are as simple as they can be. The fingerprint tells changes,
//! it does not protect against anybody.

use super::{InputFile, OutputFile};
use std::collections::BTreeMap;
use std::fmt;

/// The ledger's file name in the output folder.
pub const FILE: &str = "generated.lock";

const HEADER: &str = "\
# Written by the generator together with the files listed here; not to be edited.
# FNV-1a (64 bits) over the bytes of each file, CRLF read as LF.
";

/// FNV-1a over a file's bytes, CRLF read as LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(hash)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What a generated folder consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The files that the crate was generated from.
    pub inputs: BTreeMap<String, Fingerprint>,
    /// The files that were written.
    pub outputs: BTreeMap<String, Fingerprint>,
    /// The files that a run set out to write. There are none when it has ended, so their
    /// presence means that it was interrupted.
    pub pending: BTreeMap<String, Fingerprint>,
}

impl Ledger {
    /// The ledger of a folder with exactly these files.
    pub fn of(inputs: &[InputFile], outputs: &[OutputFile]) -> Self {
        Self {
            inputs: inputs
                .iter()
                .map(|file| (file.name.clone(), Fingerprint::of(&file.bytes)))
                .collect(),
            outputs: outputs
                .iter()
                .map(|file| (file.path.clone(), Fingerprint::of(file.text.as_bytes())))
                .collect(),
            pending: BTreeMap::new(),
        }
    }

    /// Reads a ledger; `None` if the text is something else. Lines that are not the ledger's
    /// (a merge conflict leaves such) are passed over: what they hide is generated anew.
    pub fn parse(text: &str) -> Option<Self> {
        let first = HEADER.lines().next()?;
        text.lines().any(|line| line == first).then(|| {
            let mut ledger = Self::default();
            text.lines().for_each(|line| ledger.enter(line));
            ledger
        })
    }

    fn enter(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let (Some(kind), Some(hash), Some(name)) =
            (words.next(), words.next(), words.next())
        else {
            return;
        };
        let table = match kind {
            "input" => &mut self.inputs,
            "output" => &mut self.outputs,
            "pending" => &mut self.pending,
            _ => return,
        };
        if let Ok(hash) = u64::from_str_radix(hash, 16) {
            table.insert(unescape(name), Fingerprint(hash));
        }
    }

    /// The text of the ledger: sorted, one line a file.
    pub fn text(&self) -> String {
        let mut text = HEADER.to_owned();
        let tables = [
            ("input", &self.inputs),
            ("output", &self.outputs),
            ("pending", &self.pending),
        ];
        for (kind, table) in tables {
            for (name, fingerprint) in table {
                let line = [kind, &fingerprint.to_string(), &escape(name)].join(" ");
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }

    /// Whether a run wrote this path, or set out to.
    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path) || self.pending.contains_key(path)
    }

    /// Whether a run wrote these very bytes to this path.
    pub fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        let found = Some(Fingerprint::of(bytes));
        self.outputs.get(path).copied() == found
            || self.pending.get(path).copied() == found
    }

    /// Every path that a run wrote or set out to write.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let unfinished =
            self.pending.keys().filter(|path| !self.outputs.contains_key(*path));
        self.outputs.keys().chain(unfinished).map(String::as_str)
    }
}

/// One line a name, whatever the name: control characters become `%0A`.
fn escape(name: &str) -> String {
    let one = |c: char| match c {
        '%' => "%25".to_owned(),
        c if c.is_ascii_control() => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    name.chars().map(one).collect()
}

fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(u8::is_ascii) {
            Some(code) => {
                name.push(char::from(code));
                name += &part[2..];
            }
            None => name = name + "%" + part,
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn ledger() -> Ledger {
        let input = |name: &str| InputFile {
            name: name.to_owned(),
            path: PathBuf::new(),
            bytes: b"x".to_vec(),
        };
        let output =
            OutputFile { path: "src/lib.rs".to_owned(), text: "a\n".to_owned() };
        Ledger::of(&[input("spec/openapi.yaml"), input("a b/50%\n.yaml")], &[output])
    }

    #[test]
    fn the_fingerprint_is_fnv() {
        assert_eq!(Fingerprint::of(b"").to_string(), "cbf29ce484222325");
        assert_eq!(Fingerprint::of(b"foobar").to_string(), "85944171f73967e8");
    }

    #[test]
    fn line_endings_do_not_count() {
        assert_eq!(Fingerprint::of(b"a\r\nb\r\n"), Fingerprint::of(b"a\nb\n"));
        assert_ne!(Fingerprint::of(b"a\rb"), Fingerprint::of(b"ab"));
        assert_ne!(Fingerprint::of(b"a\r"), Fingerprint::of(b"a"));
    }

    #[test]
    fn text_and_back() {
        insta::assert_snapshot!(ledger().text(), @"
        # Written by the generator together with the files listed here; not to be edited.
        # FNV-1a (64 bits) over the bytes of each file, CRLF read as LF.
        input af63f54c86021707 a b/50%25%0A.yaml
        input af63f54c86021707 spec/openapi.yaml
        output 089bdc07b544e7b2 src/lib.rs
        ");
        assert_eq!(Ledger::parse(&ledger().text()), Some(ledger()));
        assert_eq!(
            Ledger::parse(&ledger().text().replace('\n', "\r\n")),
            Some(ledger())
        );
    }

    #[test]
    fn a_merge_conflict_keeps_both_sides() {
        let mut text = ledger().text();
        text += "<<<<<<< HEAD\noutput 1 src/a.rs\n=======\noutput 2 src/b.rs\n>>>>>>> other\n";
        let read = Ledger::parse(&text).expect("it has the header");
        assert_eq!(
            read.paths().collect::<Vec<_>>(),
            ["src/a.rs", "src/b.rs", "src/lib.rs"]
        );
    }

    #[test]
    fn something_else_is_no_ledger() {
        assert_eq!(Ledger::parse(""), None);
        assert_eq!(Ledger::parse("output 1 src/lib.rs\n"), None);
    }
}
