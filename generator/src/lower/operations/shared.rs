//! Parts of operations that stand under `components` or in files of their own: their types are
//! named after them, and not after an operation that happens to use them.

use crate::diagnostics::NodeId;
use crate::document::MediaType;
use crate::lower::Lowerer;
use crate::model::{NameSeed, OperationId, OperationRole, SharedPart, SpecStr};

impl<'s> Lowerer<'_, 's> {
    /// What the type of a parameter or header is named after.
    pub(super) fn part_seed(
        &self,
        part: SharedPart,
        object: NodeId,
        operation: OperationId,
        role: OperationRole,
    ) -> NameSeed {
        match name_of(part, &self.document.sources.pointer(object)) {
            Some(name) => NameSeed::Shared { name, part, media: None },
            None => NameSeed::Operation { operation, role },
        }
    }

    /// The name of the shared object in which a body stands.
    pub(super) fn shared_body(
        &self,
        part: SharedPart,
        content: &[MediaType<'s>],
    ) -> Option<SpecStr> {
        let pointer = self.document.sources.pointer(content.first()?.node);
        name_of(part, pointer.rsplit_once("/content/")?.0)
    }
}

/// The name of a shared object: its key under `components` or in a file of such objects, or the
/// file that it is alone in.
fn name_of(part: SharedPart, pointer: &str) -> Option<SpecStr> {
    let (file, fragment) = pointer.split_once('#')?;
    let steps: Vec<&str> = fragment.split('/').skip(1).collect();
    let name = match steps[..] {
        ["components", found, name] if found == section(part) => name,
        [name] if !file.is_empty() => name,
        [] if !file.is_empty() => {
            let name = file.rsplit(['/', '\\']).next()?;
            name.split('.').next()?
        }
        _ => return None,
    };
    Some(SpecStr::new(&name.replace("~1", "/").replace("~0", "~")))
}

/// The key of `components` under which such parts are (OpenAPI 3.1.1, "Components Object").
fn section(part: SharedPart) -> &'static str {
    match part {
        SharedPart::Request => "requestBodies",
        SharedPart::Response => "responses",
        SharedPart::Parameter => "parameters",
        SharedPart::Header => "headers",
    }
}
