// Written by the generator; change the document or generator.yaml instead.

use crate::runtime::{Unknown, values};

/// The schema `ConnectProducts`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectProducts {
    /// `benefits`.
    Benefits,
    /// `company`.
    Company,
    /// `deduction`.
    Deduction,
    /// `directory`.
    Directory,
    /// `documents`.
    Documents,
    /// `employment`.
    Employment,
    /// `individual`.
    Individual,
    /// `payment`.
    Payment,
    /// `pay_statement`.
    PayStatement,
    /// `ssn`.
    Ssn,
    /// A value that this version of the crate does not know.
    Unknown(Unknown),
}

values! {
    ConnectProducts {
        Benefits: "benefits",
        Company: "company",
        Deduction: "deduction",
        Directory: "directory",
        Documents: "documents",
        Employment: "employment",
        Individual: "individual",
        Payment: "payment",
        PayStatement: "pay_statement",
        Ssn: "ssn",
    }
}
