//! Model and facts → crate plan: every identifier and every Rust type is decided here.
//!
//! What comes out has no text of the document in it but as [`SpecStr`](crate::model::SpecStr)
//! for literals and documentation; `emit` turns it into tokens and decides no name and no type.

mod alike;
mod answers;
mod bodies;
mod capitals;
mod client;
mod conversions;
mod defaults;
mod documentation;
mod draft;
mod enums;
mod features;
mod media;
mod name_candidates;
mod names;
mod operation_enums;
mod operations;
mod owner;
mod parts;
mod plan;
#[cfg(test)]
mod reserved;
mod same_names;
mod scope;
mod statuses;
mod types;
mod unions;
mod webhooks;
mod words;
mod xml;

pub use plan::*;
pub use scope::Ident;

use crate::analyse::TypeFacts;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::model::{Api, Type};
use draft::Draft;
use scope::Collision;
use std::cell::RefCell;

/// Plans the crate. The same model and configuration give the same plan; the findings are
/// names that had to be told apart.
pub fn plan(api: &Api, facts: &TypeFacts, config: &Config) -> (Crate, Vec<Diagnostic>) {
    let names = names::Names::new(api);
    let planner =
        Planner { api, facts, config, names: &names, collisions: RefCell::default() };
    let mut draft = Draft {
        types: planner.type_modules(),
        groups: planner.groups(),
        webhooks: planner.webhooks(),
        xml: planner.xml(),
    };
    let further_names = planner.unify(&draft);
    conversions::settle(&mut draft, &further_names);
    let features = features::features(&draft, config);
    let places = places(draft.placed_items());
    let Draft { types, groups, webhooks, xml } = draft;
    let plan = Crate {
        package: client::package(api, config),
        client: planner.client(),
        types,
        groups,
        webhooks,
        sent: planner.sent_by_provider(),
        webhook_headers: planner.webhook_headers(),
        clashes: names.clashes(),
        contract: None,
        xml,
        features,
        further_names,
        recursion_limit: recursion_limit(facts.nesting()),
        places,
    };
    let of_members = planner.collisions.into_inner();
    let findings = names.collisions.iter().chain(&of_members).map(collision).collect();
    (plan, findings)
}

/// The compiler looks 128 steps into a type when it asks whether it is `Send`, how it is dropped
/// and what functions it needs; a list takes four of them, and one in a map or an option more.
fn recursion_limit(nesting: usize) -> Option<usize> {
    const STEPS: usize = 16;
    const DEEP: usize = 32;
    (nesting >= DEEP).then(|| (STEPS * nesting).next_power_of_two())
}

/// Two names of the document that are one in Rust.
fn collision(collision: &Collision) -> Diagnostic {
    let message = match collision.holder {
        Some(_) => "the Rust name of this is taken by something else already",
        None => {
            "the Rust name of this is one that the generated crate or type has already"
        }
    };
    let diagnostic =
        Diagnostic::new(Code::NameCollision, Place::Node(collision.origin), message)
            .consequence(format!("it is called `{}`", collision.ident.as_str()))
            .remedy(if collision.is_operation {
                "give it another name in generator.yaml: `operations.NAME.name`"
            } else {
                "give it another name under `names` in generator.yaml"
            });
    match collision.holder {
        Some(holder) => diagnostic.related(Place::Node(holder), "this has the name"),
        None => diagnostic,
    }
}

/// The Rust types of uses of types, as the plan of the same model has them.
pub fn types_of<'a>(
    api: &Api,
    facts: &TypeFacts,
    config: &Config,
    types: impl Iterator<Item = &'a Type>,
) -> Vec<Ty> {
    let names = names::Names::new(api);
    let planner =
        Planner { api, facts, config, names: &names, collisions: RefCell::default() };
    types.map(|ty| planner.ty(ty)).collect()
}

/// What planning needs everywhere.
struct Planner<'a> {
    api: &'a Api,
    facts: &'a TypeFacts,
    config: &'a Config,
    names: &'a names::Names,
    /// Names of fields and of values of enums that had to be told apart.
    collisions: RefCell<Vec<Collision>>,
}
