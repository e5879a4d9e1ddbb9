//! What a document says of the parts of a body that a request cannot carry.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::MediaType;

/// Whether parts are described by position: their names are no properties of an object.
pub(super) fn is_by_position(media: &MediaType<'_>) -> bool {
    media.item_schema.is_some() && media.schema.is_none()
}

impl<'s> Lowerer<'_, 's> {
    /// Reports headers of single parts, and encodings by position.
    pub(super) fn report_encodings(&mut self, content: &[MediaType<'s>]) {
        for media in content {
            for keyword in ["prefixEncoding", "itemEncoding"] {
                if let Some(node) = self.document.sources.get(media.node, keyword) {
                    self.report_encoding(
                        node,
                        "parts that are described by position are not made",
                        "the whole body is bytes, and its `Content-Type` the caller's",
                    );
                }
            }
            for encoding in &media.encoding {
                if let Some(node) = self.document.sources.get(encoding.node, "headers") {
                    self.report_encoding(
                        node,
                        "the headers of single parts are not sent",
                        "the parts have a `Content-Type`, and nothing else",
                    );
                }
            }
        }
    }

    fn report_encoding(&mut self, node: NodeId, what: &str, consequence: &'static str) {
        self.report(
            Diagnostic::new(Code::OperationPartIgnored, Place::Key(node), what)
                .consequence(consequence)
                .remedy("nothing, if the service does without them"),
        );
    }
}
