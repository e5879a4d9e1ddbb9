//! Webhooks and callbacks: what the API's provider sends.

use crate::diagnostics::{Code, Diagnostic, Place, Severity};
use crate::document::{self, Document, PathItem};
use crate::lower::unions::{Pending, absorb};
use crate::lower::{Lowerer, docs};
use crate::model::{
    Docs, EnumLiteral, EnumValue, NameSeed, OperationRole, PayloadKind, Select, Shape,
    SpecStr, Type, TypeDef, TypeId, Union, Variant, Webhook,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the union of all events is named after.
const EVENT: &str = "webhook event";

impl Lowerer<'_, '_> {
    pub(in crate::lower) fn webhooks(&mut self) -> Vec<Webhook> {
        if !self.wants_webhooks() {
            return Vec::new();
        }
        let document = self.document;
        let events = document.webhooks.iter().map(|item| (item.key.to_owned(), item));
        let mut webhooks: Vec<Webhook> = Vec::new();
        let mut known = BTreeSet::new();
        for (called, item) in events.chain(callbacks(document)) {
            for source in &item.operations {
                if !known.insert(source.node) {
                    continue;
                }
                let Some(method) = self.method(source) else { continue };
                let name = if item.operations.len() > 1 {
                    SpecStr::new(&format!("{called} {}", source.method))
                } else {
                    SpecStr::new(&called)
                };
                self.report_query(item, source);
                let bodies = self.webhook_bodies(&name, source);
                webhooks.push(Webhook {
                    origin: source.node,
                    name,
                    method,
                    docs: self.kept(source.node, webhook_docs(source)),
                    bodies,
                });
            }
        }
        webhooks
    }

    /// Reports what a webhook says in the query of its URL.
    fn report_query(&mut self, item: &PathItem<'_>, source: &document::Operation<'_>) {
        let mut parameters = item.parameters.iter().chain(&source.parameters);
        let is_query = |it: &&document::Parameter<'_>| {
            matches!(
                it.location,
                document::Location::Query | document::Location::QueryString
            )
        };
        let Some(parameter) = parameters.find(is_query) else { return };
        let mut found = Diagnostic::new(
            Code::OperationPartIgnored,
            Place::Node(parameter.node),
            "the query of a webhook is not read",
        );
        found.severity = Severity::Note;
        self.report(
            found
                .consequence("its parameters have no type")
                .remedy("nothing; whoever serves the webhook reads its URL"),
        );
    }

    /// The union of what all webhooks send in JSON; `None` when they send one thing, or when
    /// what they send does not itself say what it is (some services say it in a header).
    /// Callbacks are not in it: they go to addresses of their own.
    pub(in crate::lower) fn webhook_event(
        &mut self,
        webhooks: &[Webhook],
    ) -> Option<Type> {
        let document = self.document;
        let mut variants: Vec<Variant> = Vec::new();
        let mut nodes = Vec::new();
        for source in document.webhooks.iter().flat_map(|item| &item.operations) {
            let Some(webhook) =
                webhooks.iter().find(|known| known.origin == source.node)
            else {
                continue;
            };
            let payload =
                webhook.bodies.iter().find(|body| body.kind == PayloadKind::Json);
            let content = source.request_body.iter().flat_map(|body| &body.content);
            let media = payload.and_then(|payload| {
                let name = payload.media.untrusted();
                content.into_iter().find(|media| media.name == name)
            });
            let (Some(payload), Some(node)) =
                (payload, media.and_then(|media| media.schema))
            else {
                continue;
            };
            if payload.ty == Type::Any || absorb(&mut variants, &payload.ty) {
                continue;
            }
            let docs = Docs { deprecated: false, ..webhook.docs.clone() };
            let (name, ty) = (Some(webhook.name.clone()), payload.ty.clone());
            variants.push(Variant { name, ty, entry: None, tag: None, docs });
            nodes.push(self.target_of(node));
        }
        if variants.len() < 2 || !self.has_tag(&variants) {
            return None;
        }
        let id = TypeId::at(self.types.len());
        let event = self.event_type(variants);
        self.types.push(event);
        self.unions.push(Pending::by_contents(id, nodes));
        Some(Type::Def(id))
    }

    /// Whether a property has other values in each of the types.
    fn has_tag(&self, variants: &[Variant]) -> bool {
        let Some(first) = variants.first() else { return false };
        self.properties(&first.ty).iter().any(|property| {
            let name = property.wire.untrusted();
            let mut seen = BTreeSet::new();
            variants.iter().all(|variant| {
                let values = self.values_of_tag(&variant.ty, name);
                !values.is_empty() && values.into_iter().all(|value| seen.insert(value))
            })
        })
    }

    /// The texts that a property of a type can hold, if they are listed.
    fn values_of_tag<'t>(&'t self, ty: &'t Type, name: &str) -> Vec<&'t str> {
        let Some(property) = self.property(ty, name) else { return Vec::new() };
        if let Some(constant) = &property.constant {
            return constant.untrusted().as_str().into_iter().collect();
        }
        let Type::Def(id) = self.bare(&property.ty) else { return Vec::new() };
        let Shape::Enum(list) = &self.types[*id].shape else {
            return Vec::new();
        };
        let text = |value: &'t EnumValue| match &value.value {
            EnumLiteral::Text(text) => Some(text.untrusted()),
            EnumLiteral::Integer(_) => None,
        };
        list.values.iter().filter_map(text).collect()
    }

    fn event_type(&mut self, variants: Vec<Variant>) -> TypeDef {
        let sources = self.document.sources;
        let root = sources.root();
        let at = |key: &str| sources.get(root, key);
        let origin = at("webhooks").or_else(|| at("x-webhooks")).unwrap_or(root);
        let description = docs::text(Some("What any of the webhooks sends."));
        TypeDef {
            origin,
            seed: NameSeed::Webhook {
                name: SpecStr::new(EVENT),
                role: OperationRole::Request(None),
            },
            rename: self.renames.take(origin),
            docs: Docs { description, ..Docs::default() },
            examples: Vec::new(),
            component: false,
            limits: Vec::new(),
            shape: Shape::Union(Union {
                variants,
                select: Select::by_probes(Vec::new()),
            }),
        }
    }
}

/// The callbacks of all operations. They are named after their operation too, since what they are
/// called is a name within it.
fn callbacks<'d, 's>(
    document: &'d Document<'s>,
) -> impl Iterator<Item = (String, &'d PathItem<'s>)> {
    let operations = document
        .paths
        .iter()
        .flat_map(|item| item.operations.iter().map(move |it| (item, it)));
    operations.flat_map(|(item, operation)| {
        let owner = operation.id.map_or_else(|| operation.request(item), str::to_owned);
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        operation.callbacks.iter().map(move |callback| {
            let count = known.entry(callback.key).or_default();
            *count += 1;
            match count {
                1 => (format!("{owner} {}", callback.key), callback),
                // It is sent to several addresses.
                count => (format!("{owner} {} {count}", callback.key), callback),
            }
        })
    })
}

fn webhook_docs(source: &document::Operation<'_>) -> Docs {
    Docs {
        summary: docs::text(source.summary),
        description: docs::text(source.description),
        deprecated: source.deprecated,
        ..Docs::default()
    }
}
