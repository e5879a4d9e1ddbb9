//! `apiKey`: where a key is sent, and under which name.

use super::parameters::{CONTENT_HEADERS, is_one_of, model_location};
use crate::config::CONNECTION_HEADERS;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, SecurityScheme, shown};
use crate::lower::Lowerer;
use crate::model::{Location, SchemeKind, SpecStr};

impl<'s> Lowerer<'_, 's> {
    pub(super) fn api_key(
        &mut self,
        source: &SecurityScheme<'s>,
        location: document::Location,
        name: &str,
    ) -> Option<SchemeKind> {
        let location = model_location(location);
        let place = self.document.sources.get(source.node, "name");
        let place = place.unwrap_or(source.node);
        if location == Location::Header && !self.check_key_header(place, name) {
            return None;
        }
        Some(SchemeKind::ApiKey { location, wire: SpecStr::new(name) })
    }

    /// Reports a header that cannot carry a key; whether it can.
    fn check_key_header(&mut self, place: NodeId, name: &str) -> bool {
        let why = if is_one_of(CONNECTION_HEADERS, name) {
            "belongs to the connection"
        } else if is_one_of(CONTENT_HEADERS, name) {
            "is set from the media types"
        } else {
            return self.check_header_name(place, name);
        };
        let message = format!("`{}` {why}, and carries no key", shown(name));
        self.report(
            Diagnostic::new(Code::IgnoredParameter, Place::Node(place), message)
                .consequence("calls that need this scheme are sent without credentials")
                .remedy("name the header that the service reads the key from"),
        );
        false
    }
}
