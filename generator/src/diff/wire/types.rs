//! Facts of types: properties, values, variants.

use super::facts::{Fact, INLINE};
use super::unnamed_variants;
use super::value_kinds::Way;
use super::words::{OBJECT, kind, kind_part, literal, role_words};
use super::{ALWAYS, BOTH, Class, Collector, breaking, invisible};
use crate::diagnostics::NodeId;
use crate::model::{
    Access, Entry, Enum, Field, NameSeed, Presence, Role, Select, Shape, SpecValue,
    Struct, Type, TypeId, Union, Variant,
};

impl Way {
    /// What it means that a property becomes required or optional, or takes null or no more.
    fn presence(self) -> fn(&str, &str) -> Class {
        match (self.sent, self.received) {
            (true, true) => breaking,
            (true, false) => sent_only,
            (false, _) => received_only,
        }
    }

    /// What it means that a property may be `null` or no more: clients read one that may be left
    /// out as if it were.
    fn null(self, required: bool) -> fn(&str, &str) -> Class {
        match (required, self.sent) {
            (true, _) => self.presence(),
            (false, true) => sent_only,
            (false, false) => additive,
        }
    }

    /// What it means that only one side may send a property now, or both again.
    fn access(self) -> fn(&str, &str) -> Class {
        match (self.sent, self.received) {
            (true, true) => access_both,
            (true, false) => access_sent,
            (false, _) => access_received,
        }
    }
}

/// Whether the server asks for less than before: values that are demanded, or are never null.
fn is_laxer(new: &str) -> bool {
    new == "optional" || new == "allowed"
}

fn sent_only(_: &str, new: &str) -> Class {
    if is_laxer(new) { Class::Additive } else { Class::Breaking }
}

fn received_only(_: &str, new: &str) -> Class {
    if is_laxer(new) { Class::Breaking } else { Class::Additive }
}

fn additive(_: &str, _: &str) -> Class {
    Class::Additive
}

const BOTH_SIDES: &str = "both sides";
const SERVER: &str = "the server alone";
const CLIENT: &str = "the client alone";

fn access_both(_: &str, new: &str) -> Class {
    if new == BOTH_SIDES { Class::Additive } else { Class::Breaking }
}

fn access_sent(_: &str, new: &str) -> Class {
    if new == SERVER { Class::Breaking } else { Class::Additive }
}

fn access_received(_: &str, new: &str) -> Class {
    if new == CLIENT { Class::Breaking } else { Class::Additive }
}

/// Values of a tag that are no longer there break those who send or expect them.
fn tags(old: &str, new: &str) -> Class {
    let kept = old.split(" or ").all(|known| new.split(" or ").any(|one| one == known));
    if kept { Class::Additive } else { Class::Breaking }
}

impl Collector<'_> {
    pub(super) fn definition(&mut self, id: TypeId) {
        let api = self.api;
        let definition = &api[id];
        let direction = self.analysis.direction(id);
        let received = direction.received || !direction.sent;
        let way = Way { sent: direction.sent, received };
        let (path, origin) = (self.path(id), definition.origin);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        self.kind(&path, id, way);
        if let NameSeed::Component(own) = &definition.seed {
            let own = own.untrusted().to_owned();
            self.add(&[&path[..], &["name"]].concat(), own, origin, ALWAYS, invisible);
        }
        self.texts(&path, &definition.docs, origin);
        // Another kind has other parts, of which nothing more is to be said.
        let path = [&path[..], &[kind_part(&definition.shape)]].concat();
        self.add(&path, String::new(), origin, ALWAYS, invisible);
        match &definition.shape {
            Shape::Struct(structure) => self.properties(&path, structure, origin, way),
            Shape::Enum(list) => self.values(&path, list, way),
            Shape::Union(union) => self.variants(&path, union, origin, way),
            Shape::Alias(_) => {}
        }
    }

    /// What a component is; of an inline schema that is said where it stands.
    fn kind(&mut self, path: &[&str], id: TypeId, way: Way) {
        let definition = &self.api[id];
        let origin = definition.origin;
        if !matches!(definition.seed, NameSeed::Component(_)) {
            return self.add(path, String::new(), origin, ALWAYS, invisible);
        }
        let both = [Some(Class::Invisible); 2];
        let fact = match &definition.shape {
            Shape::Alias(ty) => self.fact(ty, origin, both, way),
            shape => {
                let value = kind(shape).to_owned();
                Fact { value, ..self.fact(&Type::Def(id), origin, both, way) }
            }
        };
        self.facts.add(path, fact);
    }

    fn properties(
        &mut self,
        owner: &[&str],
        structure: &Struct,
        origin: NodeId,
        way: Way,
    ) {
        for field in &structure.fields {
            self.property(owner, field, way);
        }
        if let Some(ty) = &structure.extra {
            let removed = if way.sent { Class::Breaking } else { Class::Invisible };
            let both = [Some(Class::Additive), Some(removed)];
            let path = [owner, &["other properties"]].concat();
            self.uses(&path, ty, origin, both, way);
        }
    }

    fn values(&mut self, owner: &[&str], list: &Enum, way: Way) {
        let removed = if way.sent { Class::Breaking } else { Class::Invisible };
        for value in &list.values {
            let name = format!("value `{}`", literal(&value.value));
            let path = [owner, &[name.as_str()]].concat();
            self.thing(&path, value.origin, Class::Additive, removed);
        }
    }

    fn variants(&mut self, owner: &[&str], union: &Union, origin: NodeId, way: Way) {
        let by_tag = match &union.select {
            Select::Tag { property, values, default, untagged } => {
                Some((property.untrusted(), values, [*default, *untagged]))
            }
            Select::Probe { .. } => None,
        };
        let both = [Some(Class::Invisible); 2];
        if let Some((property, _, [default, untagged])) = by_tag {
            let path = [owner, &["discriminator"]].concat();
            self.add(&path, format!("`{property}`"), origin, both, breaking);
            if let Some(at) = default {
                let path = [owner, &["default variant"]].concat();
                self.add(&path, self.variant_name(union, at), origin, both, breaking);
            }
            if let Some(at) = untagged {
                let path = [owner, &["variant without a tag"]].concat();
                self.add(&path, self.variant_name(union, at), origin, both, breaking);
            }
        }
        for (at, variant) in union.variants.iter().enumerate() {
            let name = self.variant_name(union, at);
            let path = [owner, &[name.as_str()]].concat();
            match &variant.entry {
                Some(entry) => self.entry(&path, variant, entry, way),
                None => self.uses(&path, &variant.ty, origin, BOTH, way),
            }
            if let Some((_, values, _)) = by_tag {
                let values = values.iter().filter(|(_, of)| *of == at);
                let values = values.map(|(text, _)| format!("`{}`", text.untrusted()));
                let mut values: Vec<String> = values.collect();
                values.sort();
                let path = [&path[..], &["tag"]].concat();
                self.add(&path, values.join(" or "), origin, both, tags);
            }
        }
    }

    /// A variant that is the value of an entry is compared as the object with the entry: whether
    /// it gets a name of its own is no matter of what is sent.
    fn entry(&mut self, owner: &[&str], variant: &Variant, entry: &Entry, way: Way) {
        let Entry { object, origin, key, docs } = entry;
        self.add(owner, "an inline object".to_owned(), *object, BOTH, breaking);
        let path = [owner, &[INLINE]].concat();
        self.add(&path, String::new(), *object, ALWAYS, invisible);
        self.texts(&path, &variant.docs, *object);
        let path = [&path[..], &[OBJECT]].concat();
        self.add(&path, String::new(), *object, ALWAYS, invisible);
        let field = Field {
            origin: *origin,
            wire: key.clone(),
            rename: None,
            ty: variant.ty.clone(),
            presence: Presence::Required,
            access: Access::Both,
            constant: None,
            tag: None,
            is_sole: false,
            limits: Vec::new(),
            or_text: false,
            secret: false,
            docs: docs.clone(),
        };
        self.property(&path, &field, way);
    }

    /// What a variant is called: as its type, or as the place of what is inline.
    fn variant_name(&self, union: &Union, union_at: usize) -> String {
        let variant = &union.variants[union_at];
        if let (Some(_), Some(name)) = (&variant.entry, &variant.name) {
            return format!("variant {}", name.untrusted());
        }
        if let Type::Def(id) = &variant.ty
            && let NameSeed::Inside { role: role @ Role::Variant(Some(_), _), .. } =
                &self.api[*id].seed
        {
            return role_words(role);
        }
        let words = self.words(&variant.ty);
        match &variant.name {
            _ if !words.contains("an inline ") => format!("variant {words}"),
            Some(name) => format!("variant {}", name.untrusted()),
            None => {
                let own = unnamed_variants::number(self.api, &variant.ty);
                let at = own.map(|(union, at)| self.names.variant(union, at) as usize);
                format!("variant {}", at.unwrap_or(union_at))
            }
        }
    }

    fn property(&mut self, owner: &[&str], field: &Field, way: Way) {
        let required = field.presence == Presence::Required;
        let whole = way;
        let way = Way {
            sent: way.sent && field.access != Access::ReadOnly,
            received: way.received && field.access != Access::WriteOnly,
        };
        let name = format!("property {}", field.wire.untrusted());
        let added = if required && way.sent { Class::Breaking } else { Class::Additive };
        let path = [owner, &[name.as_str()]].concat();
        self.thing(&path, field.origin, added, Class::Breaking);
        let (nullable, inner) = match &field.ty {
            Type::Nullable(inner) => (true, &**inner),
            ty => (false, ty),
        };
        let mut fact = |what: &str, value: &str, rule: fn(&str, &str) -> Class| {
            let path = [&path[..], &[what]].concat();
            self.add(&path, value.to_owned(), field.origin, ALWAYS, rule);
        };
        let presence = if required { "required" } else { "optional" };
        fact("presence", presence, way.presence());
        let null = if nullable { "allowed" } else { "not allowed" };
        fact("null", null, way.null(required));
        let access = match field.access {
            Access::Both => BOTH_SIDES,
            Access::ReadOnly => SERVER,
            Access::WriteOnly => CLIENT,
        };
        fact("sent by", access, whole.access());
        let path_of_type = [&path[..], &["type"]].concat();
        let constant = field.constant.as_ref();
        self.uses_constant(&path_of_type, inner, constant, field.origin, way);
        self.texts(&path, &field.docs, field.origin);
        if let Presence::Default(value) = &field.presence {
            self.default(&path, value, field.origin, way);
        }
    }

    /// What leaving a value out means.
    pub(super) fn default(
        &mut self,
        owner: &[&str],
        value: &SpecValue,
        origin: NodeId,
        way: Way,
    ) {
        let rule = if way.sent { breaking } else { invisible };
        let value = value.untrusted().to_string();
        let both = [Some(Class::Invisible); 2];
        self.add(&[owner, &["default"]].concat(), value, origin, both, rule);
    }
}
