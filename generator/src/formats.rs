//! Values of `format` that mean the same.

/// Whether a `format` is that of UUIDs: some write the version behind it, as pydantic does.
pub(crate) fn is_uuid(format: &str) -> bool {
    let version = format.strip_prefix("uuid");
    version.is_some_and(|it| ["", "1", "3", "4", "5", "6", "7", "8"].contains(&it))
}

/// Whether a format makes whole numbers of `type: number`.
pub(crate) fn is_of_integers(format: &str) -> bool {
    matches!(format, "int32" | "int64" | "integer" | "long")
}
