//! The words that were probably meant by others that are not known.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Words of more bytes are nobody's slip of another one.
const LONGEST_WORD: usize = 64;

/// So many names are compared with each other: each of thousands of unknown names with each of
/// thousands of known ones would take minutes, and nobody reads as many suggestions.
const MOST_COMPARISONS: usize = 500_000;

/// The known word that was probably meant.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    most_like(word, known.iter().copied())
}

/// Finds the names of a document that were probably meant, as long as there is patience to look for
/// them.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    /// How many names were compared with each other.
    comparisons: AtomicUsize,
}

impl Suggestions {
    /// The name that was probably meant.
    pub(crate) fn nearest<'k>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let has_patience =
            || self.comparisons.load(Ordering::Relaxed) <= MOST_COMPARISONS;
        let known = known.into_iter().take_while(|_| {
            self.comparisons.fetch_add(1, Ordering::Relaxed);
            has_patience()
        });
        most_like(name, known).filter(|_| has_patience())
    }
}

fn most_like<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let lower = word.to_lowercase();
    known
        // What is so much longer is not alike, and each of its letters would be looked at.
        .filter(|candidate| candidate.len() <= 4 * LONGEST_WORD)
        .map(|candidate| {
            (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate)
        })
        .filter(|(score, _)| *score > 0.88)
        // Of those that differ in capitals the one that has the word's.
        .map(|(score, candidate)| {
            (score, strsim::jaro_winkler(word, candidate), candidate)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(.., candidate)| candidate)
}
