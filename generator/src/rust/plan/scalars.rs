//! Numbers, and the types that libraries have for formats, as Rust has them.

use crate::model::Integer;

/// A number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NumberType {
    Integer(Integer),
    F32,
    F64,
}

impl NumberType {
    /// The type's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Integer(Integer::I8) => "i8",
            Self::Integer(Integer::I16) => "i16",
            Self::Integer(Integer::I32) => "i32",
            Self::Integer(Integer::I64) => "i64",
            Self::Integer(Integer::U8) => "u8",
            Self::Integer(Integer::U16) => "u16",
            Self::Integer(Integer::U32) => "u32",
            Self::Integer(Integer::U64) => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }
}

/// A type that a library has for a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LibraryType {
    JiffTimestamp,
    JiffDate,
    JiffTime,
    JiffDuration,
    ChronoDateTime,
    ChronoDate,
    ChronoTime,
    TimeDateTime,
    TimeDate,
    TimeTime,
    Uuid,
    Url,
    Decimal,
    Ipv4Addr,
    Ipv6Addr,
}

impl LibraryType {
    /// Its path, from the library's root.
    pub fn path(self) -> &'static str {
        match self {
            Self::JiffTimestamp => "jiff::Timestamp",
            Self::JiffDate => "jiff::civil::Date",
            Self::JiffTime => "jiff::civil::Time",
            Self::JiffDuration => "jiff::SignedDuration",
            Self::ChronoDateTime => "chrono::DateTime<chrono::FixedOffset>",
            Self::ChronoDate => "chrono::NaiveDate",
            Self::ChronoTime => "chrono::NaiveTime",
            Self::TimeDateTime => "time::OffsetDateTime",
            Self::TimeDate => "time::Date",
            Self::TimeTime => "time::Time",
            Self::Uuid => "uuid::Uuid",
            Self::Url => "url::Url",
            Self::Decimal => "rust_decimal::Decimal",
            Self::Ipv4Addr => "std::net::Ipv4Addr",
            Self::Ipv6Addr => "std::net::Ipv6Addr",
        }
    }

    /// The library.
    pub fn crate_name(self) -> &'static str {
        let path = self.path();
        path.split("::").next().unwrap_or(path)
    }

    /// The type's own name.
    pub fn name(self) -> &'static str {
        let path = self.path();
        let path = path.split('<').next().unwrap_or(path);
        path.rsplit("::").next().unwrap_or(path)
    }
}
