//! Capitals: which letters of a name hold together as a word where capitals alone do not say.

/// Words with small letters between capitals.
const KEPT: &[&str] = &[
    "IPv4",
    "IPv6",
    "OAuth",
    "IoT",
    "IaaS",
    "PaaS",
    "SaaS",
    "GitHub",
    "GitLab",
    "VMware",
    "PostgreSQL",
    "macOS",
    "iPhone",
    "iPad",
    "KiB",
    "MiB",
    "GiB",
    "TiB",
    "kHz",
    "MHz",
    "GHz",
];

/// Plurals that could be the words `As` and `Is` behind other capitals.
const PLURALS: &[&str] = &["AIs", "APIs", "CLIs", "GUIs", "SLAs", "UIs", "URIs"];

/// Writes the words of ASCII text that consist of several capitals in such a way that only
/// their first letter is one: `userIDs` as `userIds`, `IPv4Address` as `Ipv4Address`. Where a
/// word begins and ends is plain then, also a version's behind capitals (`APIv2` as `ApiV2`) and
/// one behind a number (`200Action` as `200_Action`).
pub(super) fn tamed(text: &str) -> String {
    let (number, mut rest) =
        text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let mut tamed = String::with_capacity(text.len() + 1);
    tamed.push_str(number);
    if !number.is_empty() && is_capitalized(rest) {
        tamed.push('_');
    }
    let mut before = number.chars().next_back();
    while let Some(first) = rest.chars().next() {
        let length = word(rest, before).unwrap_or(0);
        let (word, behind) = rest.split_at(length.max(first.len_utf8()));
        if length > 0 {
            tamed.push(first.to_ascii_uppercase());
            tamed.push_str(&word[1..].to_ascii_lowercase());
        } else {
            tamed.push(first);
        }
        before = word.chars().next_back();
        rest = behind;
        if length > 1 && is_version(rest) {
            tamed.push('V');
            (before, rest) = (Some('v'), &rest[1..]);
        }
    }
    tamed
}

/// How long a word is with which a text begins, if it is one that heck would divide.
fn word(text: &str, before: Option<char>) -> Option<usize> {
    let begins = before.is_none_or(|before| !before.is_ascii_alphanumeric());
    let mut kept = KEPT.iter().filter(|word| {
        let known = text.get(..word.len());
        known.is_some_and(|known| {
            known.eq_ignore_ascii_case(word) && known[1..] == word[1..]
        }) && (begins || text.starts_with(|first: char| first.is_ascii_uppercase()))
            && !is_small(&text[word.len()..])
    });
    if let Some(word) = kept.next() {
        return Some(word.len());
    }
    let small = usize::from(begins && is_small(text));
    if small == 0 && before.is_some_and(|before| before.is_ascii_uppercase()) {
        return None;
    }
    let capitals = text[small..].bytes().take_while(u8::is_ascii_uppercase).count();
    let behind = &text[small + capitals..];
    if capitals > 1 && is_plural(&text[..small + capitals], behind) {
        return Some(small + capitals + 1);
    }
    // `IPv4` behind capitals is found when its turn comes.
    let ends_with_ip = text[..small + capitals].ends_with("IP");
    if small == 0 && capitals > 1 && is_version(behind) && !ends_with_ip {
        return Some(capitals);
    }
    // The last capital begins the next word: `iOSVersion`.
    let own = capitals.saturating_sub(usize::from(is_small(behind)));
    (small == 1 && own > 1).then_some(small + own)
}

/// Whether an `s` belongs to the capitals before it: `IDs`, `vCPUsLeft`, but neither
/// `JSONAsText` nor `URLIsValid`.
fn is_plural(capitals: &str, behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix('s') else { return false };
    let is_known =
        || PLURALS.iter().any(|word| word.strip_suffix('s') == Some(capitals));
    !is_small(rest)
        && (!capitals.ends_with(['A', 'I'])
            || !rest.starts_with(|next: char| next.is_ascii_uppercase())
            || is_known())
}

/// Whether a text begins with a version: `v2`.
fn is_version(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|behind| {
        let digits = behind.trim_start_matches(|it: char| it.is_ascii_digit());
        digits.len() < behind.len() && !is_small(digits)
    })
}

/// Whether a text begins with a word of one capital and small letters.
fn is_capitalized(text: &str) -> bool {
    let rest = text.strip_prefix(|first: char| first.is_ascii_uppercase());
    rest.is_some_and(is_small)
}

fn is_small(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::tamed;

    #[test]
    fn words_of_capitals_hold_together() {
        let table = [
            ("IPv4Address", "Ipv4Address"),
            ("GlobalIPv6PrefixLen", "GlobalIpv6PrefixLen"),
            ("DHCPIPv4", "DHCPIpv4"),
            ("userIDs", "userIds"),
            ("IDs of", "Ids of"),
            ("URLsLeft", "UrlsLeft"),
            ("vCPUs", "Vcpus"),
            ("my vCPUs2", "my Vcpus2"),
            ("OAuth2Token", "Oauth2Token"),
            ("oAuth", "Oauth"),
            ("OAuthenticator", "OAuthenticator"),
            ("iOSVersion", "IosVersion"),
            ("mTLS", "Mtls"),
            ("GitHubURL", "GithubURL"),
            ("sizeGiB", "sizeGib"),
            ("publicAPIsOf", "publicApisOf"),
            ("APIv2", "ApiV2"),
            ("useTLSv1", "useTlsV1"),
            ("SSLv3Only", "SslV3Only"),
            ("Rev2", "Rev2"),
            ("ABv2x", "ABv2x"),
            ("200ActionResponse", "200_ActionResponse"),
            ("2FAToken", "2FAToken"),
        ];
        for (text, want) in table {
            assert_eq!(tamed(text), want);
        }
    }

    #[test]
    fn what_capitals_divide_well_stays() {
        let plain = [
            "",
            "HTTPServer",
            "aBTest",
            "eTag",
            "JSONAsText",
            "URLIsValid",
            "ABCsort",
            "x y",
            "DateOfX",
            "ID",
            "ßIDe",
        ];
        for text in plain {
            assert_eq!(tamed(text), text);
        }
    }
}
