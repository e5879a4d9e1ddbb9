//! Where definitions stand, as paths of facts: the component, the operation or what else is known by
//! a name, and the way from there.

use super::facts::INLINE;
use super::names::Names;
use super::words;
use crate::model::{
    Api, Location, NameSeed, OperationId, OperationRole, Role, SharedPart, TypeId,
};

/// What the paths of an API are made of.
#[derive(Clone, Copy)]
pub(super) struct Paths<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names<'a>,
}

impl Paths<'_> {
    /// The path of a definition.
    pub(super) fn of(self, id: TypeId) -> Vec<String> {
        let mut path = match &self.api[id].seed {
            NameSeed::Component(name) => {
                let name = self.names.component(name.untrusted());
                return vec![format!("schema {name}")];
            }
            NameSeed::Inside { parent, role } => {
                let mut path = self.of(*parent);
                path.push(words::kind_part(&self.api[*parent].shape).to_owned());
                path.push(self.role(*parent, role));
                path
            }
            NameSeed::Operation { operation, role } => {
                self.in_operation(id, *operation, role)
            }
            NameSeed::Shared { name, part, .. } => {
                let mut path =
                    vec![format!("{} {}", part_word(*part), name.untrusted())];
                path.extend(self.names.media(id).map(str::to_owned));
                return path;
            }
            NameSeed::Webhook { name, role } => {
                let media = self.names.media(id).map(|media| format!("body {media}"));
                let place = media.unwrap_or_else(|| words::part_words(role));
                vec![format!("webhook {}", name.untrusted()), place]
            }
        };
        path.push(INLINE.to_owned());
        if let Some(entry) = self.names.entry(id) {
            let property = format!("property {}", entry.key.untrusted());
            path.extend([words::OBJECT.to_owned(), property, INLINE.to_owned()]);
        }
        path
    }

    /// What stands in an operation: bodies by their media types, of which there may be more.
    fn in_operation(
        self,
        id: TypeId,
        operation: OperationId,
        role: &OperationRole,
    ) -> Vec<String> {
        let mut path = vec![self.names.operation(self.api, operation)];
        match role {
            OperationRole::Request(_) => path.push("body".to_owned()),
            OperationRole::Response(status, _)
            | OperationRole::ResponseHeader(status, _) => {
                path.push(words::answer(self.names.status(operation, *status)));
            }
            OperationRole::Parameter(Location::Path, own) => {
                let name = self.names.in_path(self.api, operation, own.untrusted());
                path.push(format!("path parameter {name}"));
            }
            role => path.push(words::part_words(role)),
        }
        match role {
            OperationRole::Request(_) | OperationRole::Response(..) => {
                path.extend(self.names.media(id).map(str::to_owned));
            }
            OperationRole::ResponseHeader(_, name) => {
                path.push(format!("header {}", name.untrusted()));
            }
            _ => {}
        }
        path
    }

    /// What stands in a definition.
    fn role(self, parent: TypeId, role: &Role) -> String {
        match role {
            Role::Variant(None, at) => {
                format!("variant {}", self.names.variant(parent, *at))
            }
            role => words::role_words(role),
        }
    }
}

fn part_word(part: SharedPart) -> &'static str {
    match part {
        SharedPart::Request => "request",
        SharedPart::Response => "response",
        SharedPart::Parameter => "parameter",
        SharedPart::Header => "header",
    }
}
