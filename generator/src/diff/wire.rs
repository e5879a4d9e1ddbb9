//! The side of the wire: facts of the model, each with what its change means for clients that
//! are in use.

mod absorbed_variants;
mod alike;
mod encodings;
mod facts;
mod medias;
mod names;
mod operations;
mod pages;
mod paths;
mod renamed;
mod types;
mod unnamed_variants;
mod value_kinds;
mod words;
mod xml;

use super::{Change, Class};
use crate::analyse::{TypeFacts, analyse};
use crate::diagnostics::NodeId;
use crate::model::{Api, Docs, EnumBase, SchemeKind, SpecStr, SpecValue, Type, TypeId};
use alike::{Spelling, spell};
use facts::{Fact, Facts, Rule, compare as compare_facts};
use names::Names;
use paths::Paths;
use value_kinds::{Use, ValueKind, Way};

/// So many facts may be made in looking for components of other names: a large API has a million.
const MOST_FACTS: usize = 4_000_000;

/// The changes from one API to another.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let [before, after] = spell([old, new]);
    let own = Names::own(old);
    let old_paths = Paths { api: old, names: &own };
    let mut names = Names::of(new, old, &own);
    names.call_components(renamed::alike([old, new], [&before, &after]));
    unnamed_variants::pair((old_paths, &before), (new, &mut names, &after));
    let old_facts = facts(old, &analyse(old), &own, &before);
    let analysis = analyse(new);
    let mut new_facts = facts(new, &analysis, &names, &after);
    let mut made = 0;
    // Each round finds those within the last ones, and uses up names: there is a last one.
    loop {
        let found =
            renamed::at_their_places([old, new], &names, [&old_facts, &new_facts]);
        if found.is_empty() || made >= MOST_FACTS {
            break;
        }
        made += new_facts.len();
        names.call_components(found);
        unnamed_variants::pair((old_paths, &before), (new, &mut names, &after));
        new_facts = facts(new, &analysis, &names, &after);
    }
    compare_facts(&old_facts, &new_facts)
}

fn facts(
    api: &Api,
    analysis: &TypeFacts,
    names: &Names<'_>,
    spelling: &Spelling,
) -> Facts {
    let facts = Facts::default();
    let mut collector = Collector { api, analysis, names, spelling, facts };
    collector.whole();
    for id in api.operation_ids() {
        collector.operation(id);
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
    analysis: &'a TypeFacts,
    names: &'a Names<'a>,
    spelling: &'a Spelling,
    facts: Facts,
}

/// What it means that a fact is new, and that it is gone.
type Both = [Option<Class>; 2];

/// Of a fact that comes and goes with the thing that it belongs to.
const ALWAYS: Both = [None, None];

/// Of a fact that means more where it is new, and less where it is gone.
const BOTH: Both = [Some(Class::Additive), Some(Class::Breaking)];

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

impl Fact {
    /// Says that the fact is about a value that never changes.
    fn hold(&mut self, value: &SpecValue) {
        self.value = value.untrusted().to_string();
        if let Rule::Type(known) = &mut self.changed {
            known.spelling = format!("= {}", self.value);
            known.kind = match value.untrusted() {
                serde_json::Value::String(text) => {
                    ValueKind::Values(EnumBase::Text, vec![text.clone()])
                }
                _ => ValueKind::Parts,
            };
        }
    }
}

impl Collector<'_> {
    /// Adds a fact that is there or not.
    fn thing(&mut self, path: &[&str], origin: NodeId, added: Class, removed: Class) {
        let both = [Some(added), Some(removed)];
        self.add(path, String::new(), origin, both, breaking);
    }

    fn add(
        &mut self,
        path: &[&str],
        value: String,
        origin: impl Into<Option<NodeId>>,
        [added, removed]: Both,
        changed: fn(&str, &str) -> Class,
    ) {
        let (origin, changed) = (origin.into(), Rule::Words(changed));
        self.facts.add(path, Fact { value, origin, added, removed, changed });
    }

    /// Adds the use of a type.
    fn uses(&mut self, path: &[&str], ty: &Type, origin: NodeId, both: Both, way: Way) {
        let fact = self.fact(ty, origin, both, way);
        self.facts.add(path, fact);
    }

    /// Adds the use of a type of which there may be one value only.
    fn uses_constant(
        &mut self,
        path: &[&str],
        ty: &Type,
        constant: Option<&SpecValue>,
        origin: NodeId,
        way: Way,
    ) {
        let mut fact = self.fact(ty, origin, ALWAYS, way);
        if let Some(value) = constant {
            fact.hold(value);
        }
        self.facts.add(path, fact);
    }

    fn fact(&self, ty: &Type, origin: NodeId, both: Both, way: Way) -> Fact {
        let (kind, spelling) = (self.value_kind(ty), self.spelling.of(ty));
        let (value, origin, [added, removed]) = (self.words(ty), Some(origin), both);
        let component = self.component_of(ty);
        let changed = Rule::Type(Use { kind, spelling, way, component });
        Fact { value, origin, added, removed, changed }
    }

    /// Adds summary and description, and whether it is deprecated.
    fn texts(&mut self, path: &[&str], docs: &Docs, origin: NodeId) {
        let texts = [&docs.summary, &docs.description].into_iter().flatten();
        let texts: Vec<&str> = texts.map(SpecStr::untrusted).collect();
        let text = texts.join("\n") + "\n";
        self.add(&[path, &["description"]].concat(), text, origin, ALWAYS, invisible);
        let mark = if docs.deprecated { "deprecated" } else { "" };
        let path = [path, &[words::MARK]].concat();
        self.add(&path, mark.to_owned(), origin, ALWAYS, invisible);
    }

    /// Servers and security schemes.
    fn whole(&mut self) {
        let api = self.api;
        if let Some(server) = api.servers.first() {
            let (url, origin) = (server.url_with_defaults(), server.origin);
            self.add(&["the first server"], url, origin, ALWAYS, first_server);
        }
        for (at, scheme) in api.schemes.iter().enumerate() {
            let path = format!("security scheme {}", self.names.scheme(at));
            let (kind, origin) = (scheme_words(&scheme.kind), scheme.origin);
            self.add(&[&path], kind, origin, BOTH, breaking);
            let own = scheme.name.untrusted().to_owned();
            self.add(&[&path, "name"], own, origin, ALWAYS, invisible);
        }
    }

    /// The path of a definition.
    fn path(&self, id: TypeId) -> Vec<String> {
        Paths { api: self.api, names: self.names }.of(id)
    }
}

fn scheme_words(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Basic => "a name and a password".to_owned(),
        SchemeKind::Bearer { .. } => "a bearer token".to_owned(),
        SchemeKind::Http(name) => format!("HTTP credentials `{}`", name.untrusted()),
        SchemeKind::ApiKey { location, wire } => {
            format!("{} {}", operations::location_words(*location), wire.untrusted())
        }
        SchemeKind::MutualTls => "a certificate of the client".to_owned(),
        SchemeKind::Challenge => "the answer to a challenge".to_owned(),
        SchemeKind::Unknown => "of a type that is not known".to_owned(),
    }
}
