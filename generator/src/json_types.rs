//! The types of JSON values.

/// A set of types of JSON values. Whole numbers are numbers: a set that has `NUMBER` has `INTEGER`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct JsonTypes(u8);

impl JsonTypes {
    /// The empty set: in a schema it says nothing.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Whole numbers.
    pub const INTEGER: Self = Self(1 << 2);
    /// All numbers.
    pub const NUMBER: Self = Self(Self::INTEGER.0 | 1 << 3);
    /// Strings.
    pub const STRING: Self = Self(1 << 4);
    /// Arrays.
    pub const ARRAY: Self = Self(1 << 5);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 6);
    /// What holds other values (RFC 8259, section 1).
    pub const STRUCTURED: Self = Self(Self::ARRAY.0 | Self::OBJECT.0);
    /// All types.
    pub const ANY: Self = Self((1 << 7) - 1);

    /// Each type with its name in JSON Schema.
    const NAMED: [(Self, &'static str); 7] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "boolean"),
        (Self::INTEGER, "integer"),
        (Self::NUMBER, "number"),
        (Self::STRING, "string"),
        (Self::ARRAY, "array"),
        (Self::OBJECT, "object"),
    ];

    /// The type that has this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(_, known)| *known == name).map(|(types, _)| *types)
    }

    /// The names of the types; `integer` as well where there is `number`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = Self::NAMED.into_iter();
        all.filter(move |(types, _)| self.has(*types)).map(|(_, name)| name)
    }

    /// The types as sets of one; a whole number is a number where both are allowed.
    pub fn singles(self) -> impl Iterator<Item = Self> {
        let is_part =
            move |types: Self| types == Self::INTEGER && self.has(Self::NUMBER);
        let all = Self::NAMED.into_iter().map(|(types, _)| types);
        all.filter(move |types| self.has(*types) && !is_part(*types))
    }

    /// How many types are in it, of which `number` is one.
    pub fn len(self) -> usize {
        self.singles().count()
    }

    /// Whether there is no type in it.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether all of these types are in it.
    pub fn has(self, types: Self) -> bool {
        self.intersection(types) == types
    }

    /// Whether some value is of a type in both.
    pub fn overlaps(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    /// What either allows.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both allow.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The types of this set that share no value with the other one: of numbers without whole ones,
    /// none.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        self.singles().filter(|types| !types.overlaps(other)).collect()
    }

    /// Adds types.
    pub fn insert(&mut self, types: Self) {
        *self = self.union(types);
    }
}

impl FromIterator<Self> for JsonTypes {
    fn from_iter<I: IntoIterator<Item = Self>>(sets: I) -> Self {
        sets.into_iter().fold(Self::NONE, Self::union)
    }
}

#[cfg(test)]
mod tests {
    use super::JsonTypes;

    #[test]
    fn a_whole_number_is_a_number() {
        let (integer, number) = (JsonTypes::INTEGER, JsonTypes::NUMBER);
        assert!(number.has(integer) && !integer.has(number));
        assert_eq!(number.intersection(integer), integer);
        assert_eq!(number.union(integer), number);
        assert_eq!(number.without(integer), JsonTypes::NONE);
        assert_eq!(number.len(), 1);
        assert_eq!(number.names().collect::<Vec<_>>(), ["integer", "number"]);
    }

    #[test]
    fn each_type_is_apart_from_the_others() {
        let singles: Vec<_> = JsonTypes::ANY.singles().collect();
        assert_eq!(singles.len(), 6);
        for (at, one) in singles.iter().enumerate() {
            assert!(singles[at + 1..].iter().all(|other| !one.overlaps(*other)));
        }
        let some = JsonTypes::ANY.without(JsonTypes::STRING);
        assert_eq!(some.union(JsonTypes::STRING), JsonTypes::ANY);
        assert_eq!(some.len(), 5);
        assert_eq!(singles.into_iter().collect::<JsonTypes>(), JsonTypes::ANY);
    }

    #[test]
    fn types_have_names() {
        assert_eq!(JsonTypes::named("array"), Some(JsonTypes::ARRAY));
        assert_eq!(JsonTypes::named("file"), None);
        assert_eq!(JsonTypes::ANY.names().count(), 7);
    }
}
