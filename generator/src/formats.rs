//! Values of `format` that mean the same.

/// Whether a `format` is that of UUIDs: some write the version behind it, as pydantic does.
pub(crate) fn is_uuid(format: &str) -> bool {
    let version = format.strip_prefix("uuid");
    version.is_some_and(|it| ["", "1", "3", "4", "5", "6", "7", "8"].contains(&it))
}

/// The least and the largest number that the type of an integer format holds; nothing where limits
/// decide whether it has a sign.
pub(crate) fn range_of_integers(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" | "uint128" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// Whether a format makes whole numbers of `type: number`.
pub(crate) fn is_of_integers(format: &str) -> bool {
    matches!(format, "int32" | "int64" | "integer" | "long")
}
