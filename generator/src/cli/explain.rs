//! `explain CODE`: a section of docs/diagnostics.md.

use super::{Exit, print};
use generator::diagnostics::Code;

const PAGE: &str = include_str!("../../../docs/diagnostics.md");

/// Prints what a code means, or the headings of all.
pub(super) fn explain(code: Option<&str>) -> Exit {
    let Some(code) = code else {
        let headings = PAGE.lines().filter_map(|line| line.strip_prefix("## E"));
        let list: Vec<String> = headings.map(|heading| format!("E{heading}")).collect();
        print::out(&list.join("\n"));
        return Exit::Done;
    };
    let Some(text) = Code::parse(code).and_then(|code| section(code.as_str())) else {
        return print::error(&format!(
            "there is no code {code:?}; `explain` without one lists them all"
        ));
    };
    print::out(text.trim_end());
    Exit::Done
}

/// The section of a code, with its heading.
fn section(code: &str) -> Option<&'static str> {
    let start = PAGE.find(&format!("\n## {code}: "))? + 1;
    let length =
        PAGE[start + 1..].find("\n## ").map_or(PAGE.len() - start, |end| end + 2);
    Some(&PAGE[start..start + length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained() {
        for code in Code::ALL {
            let text = section(code.as_str())
                .unwrap_or_else(|| panic!("{code:?} has no section"));
            assert!(text.lines().count() >= 7, "{code:?} says too little: {text}");
            assert!(text.contains("**What to do.**"), "{code:?} says no remedy");
            let weight = format!("({:?})", code.severity()).to_lowercase();
            let heading = text.lines().next().unwrap_or_default();
            assert!(heading.ends_with(&weight), "{heading}: it is {weight}");
            assert_eq!(text.matches("\n## ").count(), 0, "{code:?}: one section");
        }
    }

    #[test]
    fn every_section_has_a_code() {
        for line in PAGE.lines().filter_map(|line| line.strip_prefix("## E")) {
            let code = format!("E{}", line.split(':').next().unwrap_or_default());
            assert!(Code::ALL.iter().any(|known| known.as_str() == code), "{code}");
        }
    }
}
