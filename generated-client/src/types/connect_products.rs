// Written by the generator; change the document or generator.yaml instead.

use crate::runtime::string_enum;

string_enum! {
    /// The schema `ConnectProducts`.
    pub enum ConnectProducts {
        Benefits = "benefits",
        Company = "company",
        Deduction = "deduction",
        Directory = "directory",
        Documents = "documents",
        Employment = "employment",
        Individual = "individual",
        Payment = "payment",
        PayStatement = "pay_statement",
        Ssn = "ssn",
    }
}
