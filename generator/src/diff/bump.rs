//! The crate's version: which one comes next, and where it is written.

use super::Class;
use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, Kind, from_text};

/// The version that changes of this class ask for (cargo's reading of semantic versions: before
/// 1.0.0 the second number is the one that breaks). A pre-release promises nothing, so the next
/// one of the same version will do.
pub fn next_version(version: &str, class: Class) -> Option<String> {
    let (numbers, pre) = parts(version)?;
    let (major, minor, patch) = numbers;
    if let Some(pre) = pre {
        return Some(format!("{major}.{minor}.{patch}-{}", next_pre(pre)?));
    }
    let up = |number: u64| number.checked_add(1);
    let next = match (class, major, minor) {
        (Class::Breaking, 0, 0) => (0, 0, up(patch)?),
        (Class::Breaking, 0, _) => (0, up(minor)?, 0),
        (Class::Breaking, ..) => (up(major)?, 0, 0),
        (Class::Additive, 1.., _) => (major, up(minor)?, 0),
        (Class::Additive | Class::Invisible, ..) => (major, minor, up(patch)?),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

/// Whether a version is at least the wanted one. A pre-release of the wanted version is: it
/// exists to become that.
pub fn suffices(version: &str, wanted: &str) -> bool {
    let (Some((now, now_pre)), Some((next, next_pre))) = (parts(version), parts(wanted))
    else {
        return false;
    };
    match (now_pre, next_pre) {
        (Some(now_pre), Some(next_pre)) if now == next => {
            precedence(now_pre) >= precedence(next_pre)
        }
        _ => now >= next,
    }
}

type Numbers = (u64, u64, u64);

/// The numbers and the pre-release; what is behind `+` says nothing about order.
fn parts(version: &str) -> Option<(Numbers, Option<&str>)> {
    let version = version.split('+').next()?;
    let (numbers, pre) = match version.split_once('-') {
        Some((numbers, pre)) => (numbers, Some(pre)),
        None => (version, None),
    };
    let mut numbers = numbers.split('.').map(|number| number.parse::<u64>().ok());
    let numbers = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some((numbers, pre))
}

/// `rc.2` behind `rc.1`, `alpha.1` behind `alpha`.
fn next_pre(pre: &str) -> Option<String> {
    let (head, last) =
        pre.rsplit_once('.').map_or(("", pre), |(head, last)| (head, last));
    let Ok(number) = last.parse::<u64>() else { return Some(format!("{pre}.1")) };
    let number = number.checked_add(1)?;
    Some(if head.is_empty() { number.to_string() } else { format!("{head}.{number}") })
}

/// Numbers before words, numbers by value, words by letter, fewer before more.
fn precedence(pre: &str) -> Vec<(bool, u64, &str)> {
    let part = |part| match str::parse::<u64>(part) {
        Ok(number) => (false, number, ""),
        Err(_) => (true, 0, part),
    };
    pre.split('.').map(part).collect()
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
        assert_eq!(next("0.0.2", Additive), "0.0.3");
        assert_eq!(next("0.0.0", Invisible), "0.0.1");
        assert_eq!(next("1.4.2+2026", Breaking), "2.0.0");
        assert_eq!(next("18446744073709551615.0.0", Breaking), "");
        assert_eq!(next_version("one", Breaking), None);
        assert_eq!(next_version("1.2", Breaking), None);
    }

    #[test]
    fn a_pre_release_is_followed_by_the_next_one() {
        for class in [Class::Breaking, Class::Additive, Class::Invisible] {
            let next = |version| next_version(version, class).unwrap_or_default();
            assert_eq!(next("1.0.0-rc.1"), "1.0.0-rc.2");
            assert_eq!(next("1.0.0-alpha"), "1.0.0-alpha.1");
            assert_eq!(next("0.3.0-9+meta"), "0.3.0-10");
            assert_eq!(next("1.0.0-x.7.z-2"), "1.0.0-x.7.z-2.1");
        }
    }

    #[test]
    fn a_later_version_suffices() {
        for (version, wanted, does) in [
            ("0.2.0", "0.2.0", true),
            ("0.10.0", "0.9.0", true),
            ("0.1.9", "0.2.0", false),
            ("1.0.0", "0.2.0", true),
            ("2.0.0-rc.1", "2.0.0", true),
            ("1.0.0", "1.0.0-rc.2", true),
            ("1.0.0-rc.10", "1.0.0-rc.2", true),
            ("1.0.0-rc.1", "1.0.0-rc.2", false),
            ("1.0.0-beta.3", "1.0.0-rc.1", false),
            ("1.0.0-2", "1.0.0-alpha", false),
        ] {
            assert_eq!(suffices(version, wanted), does, "{version} {wanted}");
        }
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
