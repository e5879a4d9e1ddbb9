//! What is called behind an operation, as far as its id says that.

use super::{Operation, SpecStr, letters};

impl Operation {
    /// The id, if people can call the operation so: swagger-php makes a digest where there is
    /// none.
    pub fn speaking_id(&self) -> Option<&SpecStr> {
        self.id.as_ref().filter(|id| !is_digest(id.untrusted()))
    }

    /// The function behind the operation, where the id says more than its name: without the path
    /// and the method, and, in a group, without the class or the group itself.
    pub fn function(&self, in_group: bool) -> Option<SpecStr> {
        let id = self.speaking_id()?.untrusted();
        let path = self.template.untrusted();
        let function = before_request(id, path, self.method.as_sent())
            .or_else(|| behind_class(id).filter(|_| in_group));
        let group = self.group.last().map(SpecStr::untrusted);
        let own = group.and_then(|group| behind_group(function.unwrap_or(id), group));
        own.or(function).map(SpecStr::new)
    }
}

/// What an id says behind the class, as `NestJS` puts it there: `findOne` of
/// `ItemsController_findOne`.
fn behind_class(id: &str) -> Option<&str> {
    let (class, function) = id.split_once("Controller_")?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_function = class.chars().chain(function.chars()).all(is_word)
        && function.contains(char::is_alphabetic);
    is_function.then_some(function)
}

/// What an id says behind the group that the operation is in: `list` of `pet_list`, `Pets.list` or
/// `v1/pets/list` in `pets`. Without a sign between them, the group may be a verb of the name (`searchPets`).
fn behind_group<'id>(id: &'id str, group: &str) -> Option<&'id str> {
    // Each sign is looked at with what stands before it.
    const LONGEST: usize = 256;
    let stem = |word: &str| letters(word).trim_end_matches('s').to_owned();
    let group = stem(group);
    if group.is_empty() || id.len() > LONGEST {
        return None;
    }
    let is_sign = |c: char| matches!(c, '_' | '-' | '.' | '/' | ':');
    let (at, sign) = id.match_indices(is_sign).rfind(|(at, _)| {
        let before = &id[..*at];
        let segment = before.rsplit(['.', '/', ':']).next().unwrap_or(before);
        stem(segment) == group
    })?;
    let rest = &id[at + sign.len()..];
    rest.starts_with(char::is_alphabetic).then_some(rest)
}

/// What an id says before it repeats the path and the method, as `FastAPI` puts them there:
/// `read_item` of `read_item_items__item_id__get`.
fn before_request<'id>(id: &'id str, path: &str, method: &str) -> Option<&'id str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let path: String = path.chars().map(|c| if is_word(c) { c } else { '_' }).collect();
    let rest = id.strip_suffix(&format!("{path}_{}", method.to_ascii_lowercase()))?;
    rest.contains(char::is_alphanumeric).then_some(rest)
}

/// Whether a text is what MD5, SHA-1 or SHA-256 give, in hexadecimal digits.
fn is_digest(text: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    matches!(text.len(), 32 | 40 | 64)
        && text.bytes().all(is_hex)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
}
