//! What references mean where documents and schemas say what their own address is: `$self`
//! (OpenAPI 3.2, "Base URI within the OpenAPI Description") and `$id` (JSON Schema 2020-12, core,
//! section 8.2.1). A reference is resolved against the address around it (RFC 3986, section 5).

use super::{Kind, Role, Sources, role_of};
use crate::diagnostics::NodeId;
use fluent_uri::{Uri, UriRef};

impl Sources {
    /// The absolute address of what gives itself a name, if it is part of the description.
    pub(super) fn own_address(&self, owner: NodeId) -> Option<String> {
        if self.is_data(owner) { None } else { self.base_uri(owner) }
    }

    /// The absolute address of what is around a node, without a fragment; of a node that has an
    /// `$id`, its own. `None` where nothing says an absolute one.
    fn base_uri(&self, node: NodeId) -> Option<String> {
        let mut addresses = Vec::new();
        let mut around = Some(node);
        while let Some(node) = around {
            around = self.parent(node);
            if around.is_none() {
                addresses.extend(self.address(node, "$self"));
            }
            addresses.extend(self.address(node, "$id"));
        }
        let outwards = addresses.into_iter().rev();
        outwards.fold(None, |base, address| resolved(base.as_deref(), address).or(base))
    }

    /// What a reference at this place means as an absolute address.
    pub(super) fn absolute(&self, place: NodeId, reference: &str) -> Option<String> {
        resolved(self.base_uri(self.parent(place)?).as_deref(), reference)
    }

    /// Whether a node is data, not a part of the description: in an example, a default, a value of
    /// an enum or an extension.
    fn is_data(&self, node: NodeId) -> bool {
        let mut way = vec![node];
        while let Some(parent) = self.parent(way[way.len() - 1]) {
            way.push(parent);
        }
        let mut role = Role::Object;
        for node in way.into_iter().rev() {
            let Some(key) = self.key_of(node) else { continue };
            match role_of(key, role) {
                Some(next) => role = next,
                None => return true,
            }
        }
        false
    }

    fn address(&self, node: NodeId, keyword: &str) -> Option<&str> {
        match self.kind(self.get(node, keyword)?) {
            Kind::String(text) if !text.starts_with('#') => Some(text),
            _ => None,
        }
    }
}

/// Longer addresses mean nothing: each schema that has one would repeat it.
const LONGEST: usize = 512;

/// The address that a reference means, without its fragment.
fn resolved(base: Option<&str>, reference: &str) -> Option<String> {
    let reference = reference.split('#').next().unwrap_or_default();
    if reference.len() + base.map_or(0, str::len) > LONGEST {
        return None;
    }
    let reference = UriRef::parse(reference).ok()?;
    let absolute = match base {
        Some(base) => reference.resolve_against(&Uri::parse(base).ok()?).ok()?,
        None => Uri::try_from(reference).ok()?.to_owned(),
    };
    Some(absolute.normalize().into_string())
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_resolved_as_by_the_rfc() {
        let base = Some("https://example.com/schemas/pets/cat?v=1");
        for (reference, expected) in [
            ("dog", "https://example.com/schemas/pets/dog"),
            ("../people/owner#/$defs/Name", "https://example.com/schemas/people/owner"),
            ("/top", "https://example.com/top"),
            ("//other.example/x", "https://other.example/x"),
            ("?v=2", "https://example.com/schemas/pets/cat?v=2"),
            ("URN:example:%7euser", "urn:example:~user"),
        ] {
            assert_eq!(resolved(base, reference).as_deref(), Some(expected));
        }
    }

    #[test]
    fn without_an_absolute_base_only_absolute_references_mean_something() {
        assert_eq!(resolved(None, "dog"), None);
        assert_eq!(
            resolved(None, "urn:example:dog").as_deref(),
            Some("urn:example:dog")
        );
        assert_eq!(resolved(Some("https://example.com/"), "not a uri"), None);
    }
}
