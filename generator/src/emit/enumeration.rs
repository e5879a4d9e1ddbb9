//! Several things in one sentence.

/// A list as a sentence has it: `a, b and c`.
pub(super) fn and(all: &[String]) -> String {
    joined(all, "and")
}

/// A list as a sentence has it: `a, b or c`.
pub(super) fn or(all: &[String]) -> String {
    joined(all, "or")
}

fn joined(all: &[String], word: &str) -> String {
    match all {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
