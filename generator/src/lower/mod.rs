//! Document → model: decides what every schema is, once and for all.
//!
//! After this stage `allOf` is gone, references are ids, every union knows how its variants
//! are told apart, and nothing in the model speaks OpenAPI's dialects or Rust.

mod aliases;
mod budget;
mod docs;
mod examples;
mod limits;
mod media_types;
mod only;
mod operations;
mod prune;
mod schemas;
mod settings;
mod types;
mod unions;
mod xml;

pub use only::Scope;

use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, NodeId};
use crate::document::{Document, Schema};
use crate::model::{Api, Docs, NameSeed, Role, Shape, SpecStr, Type, TypeDef, TypeId};
use crate::source::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Lowers a document. Whatever cannot be mapped is reported and costs that part only.
pub fn lower(
    document: &Document<'_>,
    config: &Config,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Api {
    lower_placed(document, config, scope, diagnostics).0
}

/// Lowers a document, and says of which type the values of each schema are: for those who
/// want to try the types with values of the document.
pub fn lower_placed(
    document: &Document<'_>,
    config: &Config,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> (Api, BTreeMap<NodeId, Type>) {
    let mut lowerer = Lowerer::new(document, config, scope, diagnostics);
    lowerer.declare_types();
    let mut api = lowerer.api();
    lowerer.complete_types(&api);
    lowerer.limit_definitions();
    lowerer.settle(&mut api);
    let mut placed = lowerer.placed();
    lowerer.judge_schema_examples(&placed);
    let part = lowerer.is_part();
    api.types = lowerer.types;
    unions::keyed::unwrap_values(&mut api);
    let moved = prune::prune(&mut api, part);
    placed.retain(|_, ty| moved.follow(ty));
    (api, placed)
}

/// The state of lowering.
struct Lowerer<'d, 's> {
    document: &'d Document<'s>,
    config: &'d Config,
    scope: &'d Scope,
    diagnostics: &'d mut Diagnostics,
    /// The types so far; a definition in progress holds a placeholder.
    types: Vec<TypeDef>,
    /// What schemas have become.
    lowered: schemas::lowered::Lowered,
    /// Schemas that were read.
    schemas: BTreeMap<NodeId, Rc<Schema<'s>>>,
    /// Whether a schema allows `null`.
    nullable: BTreeMap<NodeId, bool>,
    /// The component schemas.
    components: schemas::components::Components<'s>,
    /// The values that the mapping of each discriminator gives to schemas.
    mapped: BTreeMap<NodeId, BTreeMap<NodeId, Vec<SpecStr>>>,
    /// Unions whose selection is decided when all types are there.
    unions: Vec<unions::Pending<'s>>,
    /// Names that the configuration gives, by what gets them.
    renames: settings::Renames,
    /// What the text holds that is the data of events, by the property's schema.
    event_data: BTreeMap<NodeId, NodeId>,
    /// The schemas with `items` alone whose values are no arrays in an example.
    no_lists: BTreeSet<NodeId>,
    /// Where each security scheme is among those of the document.
    schemes: BTreeMap<&'s str, usize>,
    /// What operations ask for where nothing in the document says which scheme is needed.
    unasked: Option<operations::security::Unasked>,
    /// What is used up of the budgets.
    spent: budget::Spent,
}

impl<'d, 's> Lowerer<'d, 's> {
    fn new(
        document: &'d Document<'s>,
        config: &'d Config,
        scope: &'d Scope,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let mut lowerer = Self {
            document,
            config,
            scope,
            diagnostics,
            types: Vec::new(),
            lowered: schemas::lowered::Lowered::default(),
            schemas: BTreeMap::new(),
            nullable: BTreeMap::new(),
            components: schemas::components::Components::of(document),
            mapped: BTreeMap::new(),
            unions: Vec::new(),
            renames: settings::Renames::default(),
            event_data: BTreeMap::new(),
            no_lists: BTreeSet::new(),
            schemes: operations::security::places(document),
            unasked: None,
            spent: budget::Spent::default(),
        };
        lowerer.read_renames();
        lowerer
    }

    /// Makes the types of components, so that operations only refer to them.
    fn declare_types(&mut self) {
        self.declare_components();
        self.find_event_data();
        self.find_no_lists();
        self.define_components();
    }

    /// Makes what uses types. The types themselves join it when all of them are settled.
    fn api(&mut self) -> Api {
        let document = self.document;
        let schemes = self.schemes();
        self.note_missing_security();
        let operations = self.operations();
        self.define_pending();
        let webhooks = self.webhooks();
        self.report_webhook_parts(&webhooks);
        let event = self.webhook_event(&webhooks);
        Api {
            title: SpecStr::new(document.info.title),
            version: SpecStr::new(document.info.version),
            docs: docs::of_info(&document.info),
            servers: self.api_servers(),
            schemes,
            tags: docs::of_tags(&document.tags),
            operations,
            webhooks,
            event,
            xml: Vec::new(),
            types: Vec::new(),
        }
    }

    /// Fills what is left of the types, and decides what depends on all of them.
    fn complete_types(&mut self, api: &Api) {
        self.define_pending();
        self.break_alias_cycles();
        self.limit_tuples();
        self.break_union_cycles();
        self.merge_texts();
        self.select_variants();
        self.fix_tags(&prune::mentioned(api));
    }

    /// Runs the passes that need the operations together with their finished types. Examples and
    /// pages come first: the later passes take the types from bodies that callers write themselves.
    fn settle(&mut self, api: &mut Api) {
        examples::defaults::judge(self, &mut api.operations);
        examples::judge(self, &mut api.operations);
        self.paginate(&mut api.operations);
        self.stream(&mut api.operations);
        self.settle_unnamed_parts(&mut api.operations);
        self.settle_parts(&mut api.operations);
        self.settle_texts(&mut api.operations);
        self.settle_xml(api);
        self.report_unused_renames();
    }

    /// The type of the values of each schema; a property's schema counts only as such, since
    /// several schemas may describe it together.
    fn placed(&mut self) -> BTreeMap<NodeId, Type> {
        let lone = self.lowered.lone().map(|(node, ty)| (node, ty.clone()));
        let mut placed: BTreeMap<NodeId, Type> = lone.collect();
        let definitions = self.lowered.definitions();
        placed.extend(definitions.map(|(node, id)| (node, Type::Def(id))));
        for (node, ty) in &mut placed {
            let nullable = self.is_nullable(*node);
            *ty = schemas::or_null(ty.clone(), nullable);
        }
        for definition in &self.types {
            let Shape::Struct(structure) = &definition.shape else { continue };
            let fields = structure.fields.iter();
            let described = fields.filter(|field| self.is_described(field.origin));
            placed.extend(described.map(|field| (field.origin, field.ty.clone())));
        }
        placed
    }

    /// Whether a schema stands here, and not the name of a property that has none.
    fn is_described(&self, node: NodeId) -> bool {
        matches!(self.document.sources.kind(node), Kind::Map | Kind::Bool(_))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// A schema, read at most once, so that what reading finds is reported once.
    fn schema(&mut self, node: NodeId) -> Rc<Schema<'s>> {
        if let Some(schema) = self.schemas.get(&node) {
            return Rc::clone(schema);
        }
        let schema = Rc::new(self.document.schema(node, self.diagnostics));
        self.schemas.insert(node, Rc::clone(&schema));
        schema
    }

    /// Adds a definition with a placeholder for its shape.
    fn declare(&mut self, origin: NodeId, seed: NameSeed) -> TypeId {
        let schema = self.schema(origin);
        let id = TypeId::at(self.types.len());
        let examples = self.values_of(&schema.examples);
        let docs = self.value_docs(&schema);
        let mut docs = self.kept(origin, docs);
        leave_default(&mut docs, &seed);
        // A definition that is never filled stands for nothing but itself: `break_alias_cycles`
        // finds and reports it.
        self.types.push(TypeDef {
            origin,
            seed,
            rename: self.renames.take(origin),
            docs,
            examples,
            component: false,
            limits: Vec::new(),
            shape: Shape::Alias(Type::Def(id)),
        });
        id
    }
}

/// The default of a property's schema is the property's and said there.
fn leave_default(docs: &mut Docs, seed: &NameSeed) {
    if matches!(seed, NameSeed::Inside { role: Role::Property(_), .. }) {
        docs.facts.retain(|(keyword, _)| *keyword != "default");
    }
}
