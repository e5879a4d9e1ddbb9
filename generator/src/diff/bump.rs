//! The crate's version: which one comes next, and where it is written.

use super::Class;
use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, Kind, from_text};

/// The version that changes of this class ask for (cargo's reading of semantic versions: before
/// 1.0.0 the second number is the one that breaks).
pub fn next_version(version: &str, class: Class) -> Option<String> {
    let numbers = version.split(['-', '+']).next()?;
    let mut numbers = numbers.split('.').map(|number| number.parse::<u64>().ok());
    let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let next = match (class, major, minor) {
        (Class::Breaking, 0, 0) => (0, 0, patch + 1),
        (Class::Breaking, 0, _) => (0, minor + 1, 0),
        (Class::Breaking, ..) => (major + 1, 0, 0),
        (Class::Additive, 1.., _) => (major, minor + 1, 0),
        (Class::Additive | Class::Invisible, ..) => (major, minor, patch + 1),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

/// The text of a configuration with another `package.version`; everything else stays as it is.
pub fn set_version(config: &str, version: &str) -> Option<String> {
    let budgets = Budgets::default();
    let blank = config.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    });
    if blank {
        return Some(appended(config, version));
    }
    let sources =
        from_text("generator.yaml", config, &budgets, &mut Diagnostics::new())?;
    if sources.is_broken() {
        return None;
    }
    let Some(package) = sources.get(sources.root(), "package") else {
        return Some(appended(config, version));
    };
    if sources.kind(package) != Kind::Map {
        return None;
    }
    let (at, end, new) = match sources.get(package, "version") {
        Some(node) => {
            let (_, span) = sources.span(node);
            (span.start as usize, span.end as usize, version.to_owned())
        }
        None => {
            let (_, span) = sources.span(package);
            let start = span.start as usize;
            if config[start..].starts_with('{') {
                (start + 1, start + 1, format!(" version: {version},"))
            } else {
                let line = config[..start].rfind('\n').map_or(0, |at| at + 1);
                let indent = &config[line..start];
                (start, start, format!("version: {version}\n{indent}"))
            }
        }
    };
    Some(format!("{}{new}{}", config.get(..at)?, config.get(end..)?))
}

fn appended(config: &str, version: &str) -> String {
    let gap = if config.is_empty() || config.ends_with('\n') { "" } else { "\n" };
    format!("{config}{gap}package:\n  version: {version}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_step_as_cargo_reads_them() {
        use Class::{Additive, Breaking, Invisible};
        let next = |version, class| next_version(version, class).unwrap_or_default();
        assert_eq!(next("1.4.2", Breaking), "2.0.0");
        assert_eq!(next("1.4.2", Additive), "1.5.0");
        assert_eq!(next("1.4.2", Invisible), "1.4.3");
        assert_eq!(next("0.4.2", Breaking), "0.5.0");
        assert_eq!(next("0.4.2", Additive), "0.4.3");
        assert_eq!(next("0.0.2", Breaking), "0.0.3");
        assert_eq!(next("1.0.0-rc.1", Invisible), "1.0.1");
        assert_eq!(next_version("one", Breaking), None);
    }

    #[test]
    fn the_rest_of_the_configuration_stays() {
        let set = |text| set_version(text, "0.2.0").unwrap_or_default();
        assert_eq!(
            set("# c\npackage:\n  name: a # n\n"),
            "# c\npackage:\n  version: 0.2.0\n  name: a # n\n"
        );
        assert_eq!(
            set("package:\n  name: a\n  version: \"0.1.0\" # v\nclient: {}\n"),
            "package:\n  name: a\n  version: 0.2.0 # v\nclient: {}\n"
        );
        assert_eq!(set("package: {name: a}"), "package: { version: 0.2.0,name: a}");
        assert_eq!(
            set("sensitive: [a]"),
            "sensitive: [a]\npackage:\n  version: 0.2.0\n"
        );
        assert_eq!(set("# none\n"), "# none\npackage:\n  version: 0.2.0\n");
        assert_eq!(set_version("package: [", "0.2.0"), None);
    }
}
