//! The side of the wire: facts of the model, each with what its change means for clients that
//! are in use.

mod operations;
mod types;
mod xml;

use super::facts::{Fact, Facts, INLINE, compare as compare_facts};
use super::{Change, Class};
use crate::analyse::{Facts as Analysis, analyse};
use crate::diagnostics::NodeId;
use crate::model::{
    Api, NameSeed, OperationRole, Role, Scalar, Shape, SharedBody, Type, TypeId,
};

/// The changes from one API to another.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<Change> {
    compare_facts(&facts(old), &facts(new))
}

fn facts(api: &Api) -> Facts {
    let analysis = analyse(api);
    let mut collector = Collector { api, analysis: &analysis, facts: Facts::default() };
    collector.whole();
    for operation in &api.operations {
        collector.operation(operation);
    }
    for webhook in &api.webhooks {
        collector.webhook(webhook);
    }
    for id in api.type_ids() {
        collector.definition(id);
    }
    collector.xml_properties();
    collector.facts
}

/// What is known of an API so far.
struct Collector<'a> {
    api: &'a Api,
    analysis: &'a Analysis,
    facts: Facts,
}

/// A change that matters to nobody but readers.
fn invisible(_: &str, _: &str) -> Class {
    Class::Invisible
}

/// A change that breaks.
fn breaking(_: &str, _: &str) -> Class {
    Class::Breaking
}

/// Where there was no server, users had to name one, and still may.
fn first_server(old: &str, _: &str) -> Class {
    if old == "/" { Class::Additive } else { Class::Breaking }
}

impl Collector<'_> {
    /// Adds a fact that is there or not.
    fn thing(&mut self, path: &[&str], origin: NodeId, added: Class, removed: Class) {
        self.add(path, String::new(), origin, [added, removed], breaking);
    }

    fn add(
        &mut self,
        path: &[&str],
        value: String,
        origin: NodeId,
        [added, removed]: [Class; 2],
        changed: super::facts::Rule,
    ) {
        self.facts.add(path, Fact { value, origin, added, removed, changed });
    }

    /// Servers and security schemes.
    fn whole(&mut self) {
        let api = self.api;
        let both = [Class::Additive, Class::Breaking];
        let root = api.operations.first().map(|first| first.origin);
        let Some(root) = root.or_else(|| api.types.first().map(|first| first.origin))
        else {
            return;
        };
        if let Some(server) = api.servers.first() {
            let url = server.url.untrusted().to_owned();
            self.add(&["the first server"], url, root, both, first_server);
        }
        for scheme in &api.schemes {
            let name = format!("security scheme {}", scheme.name.untrusted());
            let kind = format!("{:?}", scheme.kind);
            self.add(&[&name], kind, scheme.origin, both, breaking);
        }
    }

    /// A use of a type in words; what is inline is compared on its own.
    fn words(&self, ty: &Type) -> String {
        match ty {
            Type::Any => "any value".to_owned(),
            Type::Scalar(scalar) => scalar_words(*scalar).to_owned(),
            Type::List(item) => format!("array of {}", self.words(item)),
            Type::Tuple(elements) => {
                let elements: Vec<String> =
                    elements.iter().map(|element| self.words(element)).collect();
                format!("[{}]", elements.join(", "))
            }
            Type::Map(value) => format!("map of {}", self.words(value)),
            Type::Nullable(inner) => format!("{} or null", self.words(inner)),
            Type::Def(id) => match (&self.api[*id].seed, &self.api[*id].shape) {
                // A name for something that could stand here as well.
                (NameSeed::Component(_), Shape::Alias(inner))
                    if !self.analysis.is_newtype(*id) =>
                {
                    self.words(inner)
                }
                (NameSeed::Component(name), _) => name.untrusted().to_owned(),
                _ => "an inline schema".to_owned(),
            },
        }
    }

    /// The path of a definition: the component, and the way from there.
    fn path(&self, id: TypeId) -> Vec<String> {
        let (mut path, place) = match &self.api[id].seed {
            NameSeed::Component(name) => {
                return vec![format!("schema {}", name.untrusted())];
            }
            NameSeed::Inside { parent, role } => (self.path(*parent), role_words(role)),
            NameSeed::Operation { operation, role } => {
                (vec![operations::name(&self.api[*operation])], part_words(role))
            }
            NameSeed::SharedBody { name, body, .. } => {
                let what = match body {
                    SharedBody::Request => "request",
                    SharedBody::Response => "response",
                };
                return vec![format!("{what} {}", name.untrusted())];
            }
            NameSeed::Webhook { name, role } => {
                (vec![format!("webhook {}", name.untrusted())], part_words(role))
            }
        };
        path.extend([place, INLINE.to_owned()]);
        path
    }
}

fn role_words(role: &Role) -> String {
    match role {
        Role::Property(name) => format!("property {}", name.untrusted()),
        Role::Item => "items".to_owned(),
        Role::Element(at) => format!("element {at}"),
        Role::Value => "values".to_owned(),
        Role::Variant(Some(name), _) => format!("variant {}", name.untrusted()),
        Role::Variant(None, at) => format!("variant {at}"),
    }
}

fn part_words(role: &OperationRole) -> String {
    match role {
        OperationRole::Request(None) => "body".to_owned(),
        OperationRole::Request(Some(media)) => format!("body {}", media.untrusted()),
        OperationRole::Response(status, None) => {
            format!("answer {}", status.as_documented())
        }
        OperationRole::Response(status, Some(media)) => {
            let status = status.as_documented();
            format!("answer {status} {}", media.untrusted())
        }
        OperationRole::ResponseHeader(status, name) => {
            let status = status.as_documented();
            format!("answer {status}, header {}", name.untrusted())
        }
        OperationRole::Parameter(location, name) => {
            format!("{} {}", operations::location_words(*location), name.untrusted())
        }
        OperationRole::Output => "answers".to_owned(),
        OperationRole::Failure => "failures".to_owned(),
    }
}

fn scalar_words(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::Integer(_) => "integer",
        Scalar::F32 | Scalar::F64 => "number",
        Scalar::Text(_) => "string",
        Scalar::Base64 => "base64",
        Scalar::Binary => "bytes",
    }
}
