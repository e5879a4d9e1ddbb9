//! Of several variants that an object can be, which knows it best?

use super::codec::{Edit, Union};

/// Puts the variants that know most of the keys first; those that know equally many keep
/// their order. Nothing that a server says is lost as long as one variant knows all of it.
pub fn by_known_keys(
    place: &mut dyn Union,
    fitting: &[usize],
    keys: &[impl AsRef<str>],
) -> Vec<usize> {
    let mut ranked: Vec<(usize, usize)> =
        fitting.iter().map(|at| (strangers(place, *at, keys), *at)).collect();
    ranked.sort_by_key(|(strangers, _)| *strangers);
    ranked.into_iter().map(|(_, at)| at).collect()
}

/// How many of the keys a variant would drop.
fn strangers(place: &mut dyn Union, at: usize, keys: &[impl AsRef<str>]) -> usize {
    let Edit::Object(object) = place.become_variant(at) else { return 0 };
    let model = object.model();
    if !model.extra.is_empty() {
        return 0;
    }
    let known = |key: &str| model.keys.iter().any(|known| known.wire == key);
    keys.iter().filter(|key| !known(key.as_ref())).count()
}
