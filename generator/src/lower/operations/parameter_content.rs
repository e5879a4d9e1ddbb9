//! Parameters whose value is written in a media type.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{MediaType, Parameter, shown};
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
use crate::model::{PayloadKind, Shape, Type};

impl<'s> Lowerer<'_, 's> {
    /// Reports what the media type of a parameter cannot say of its values.
    pub(super) fn report_content(&mut self, parameter: &Parameter<'s>, ty: &Type) {
        let Some(media) = parameter.content.first() else { return };
        if let Some(encoding) = media.encoding.first() {
            self.report(unfollowed_encoding(encoding.node));
        }
        let has_parts = self.is_list_or_object(ty);
        match kind(&essence(media.name)) {
            PayloadKind::Json | PayloadKind::JsonLines | PayloadKind::JsonSequence => {}
            PayloadKind::Form if !self.may_be_object(ty) => {
                self.report(form_without_names(media));
            }
            PayloadKind::Form => {}
            _ if has_parts => self.report(no_text(media)),
            _ => {}
        }
    }

    /// Whether values are lists or objects, of which only some media types have a text.
    fn is_list_or_object(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::List(_) | Type::Map(_) | Type::Tuple(_) => true,
            Type::Def(id) => {
                matches!(self.types[*id].shape, Shape::Struct(_))
            }
            _ => false,
        }
    }
}

fn form_without_names(media: &MediaType<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Key(media.node),
        "this value is no object, so a form has no names for it",
    )
    .consequence("it is sent as text, or as JSON if it is a list")
    .remedy("describe an object, or another media type")
}

fn no_text(media: &MediaType<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Key(media.node),
        format!("no codec writes this value as `{}`", shown(media.name)),
    )
    .consequence("it is sent as JSON")
    .remedy("describe a string, which is sent as it is, or JSON")
}

fn unfollowed_encoding(node: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Node(node),
        "`encoding` is not followed in parameters",
    )
    .consequence("arrays are repeated pairs, and objects are JSON")
    .remedy("nothing, if the service takes that")
}
