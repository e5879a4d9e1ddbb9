//! `extends`: which document an overlay is for.
//!
//! The specification leaves it to tools what they do with it. Here the document is the one that
//! the user named, and an overlay that was written for another one is worth a word.

use super::super::{Kind, Sources};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, NodeId, Place};

/// Reports an overlay that says it is for another document.
pub(super) fn check(sources: &Sources, overlay: FileId, diagnostics: &mut Diagnostics) {
    let root = NodeId(sources.files[overlay.0 as usize].root);
    let Some(node) = sources.get(root, "extends") else { return };
    let message = match sources.kind(node) {
        Kind::String(text) if is_for(sources, overlay, text) => return,
        Kind::String(_) => format!(
            "this overlay says that it is for another document than `{}`",
            sources.files[0].location.path
        ),
        _ => "`extends` is not a text".to_owned(),
    };
    diagnostics.report(
        Diagnostic::new(Code::OverlayForAnother, Place::Node(node), message)
            .consequence("it is applied all the same")
            .remedy("name the document that it is for, or correct `extends`"),
    );
}

/// Whether a reference may mean the root. A URL is the document's if that says so itself
/// (`$self`); otherwise nobody knows what is behind it.
fn is_for(sources: &Sources, overlay: FileId, reference: &str) -> bool {
    let reference = reference.trim();
    if has_scheme(reference) {
        let own = sources.get(sources.root(), "$self").map(|node| sources.kind(node));
        return match own {
            Some(Kind::String(own)) if has_scheme(own.trim()) => own.trim() == reference,
            _ => true,
        };
    }
    let path = |file: usize| sources.files[file].location.path.replace('\\', "/");
    let (here, document) = (path(overlay.0 as usize), path(0));
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let meant = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{folder}/{reference}")
    };
    let (meant, document) = (parts(&meant), parts(&document));
    // One may be relative and the other not: then the end has to do.
    meant.ends_with(&document) || document.ends_with(&meant)
}

/// `https:` or `urn:`, and not the letter of a drive.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    let word = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    word && scheme.len() > 1 && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A path without `.` and `..`, as far as that can be known.
fn parts(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            // Above the beginning of a relative path nothing is known.
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}
