//! The model as text: what the snapshots of cases show and people read.

use super::{
    Access, Api, EnumLiteral, Field, Limit, NameSeed, NodeId, Operation, OperationRole,
    Pagination, Param, Payload, Presence, Role, Scalar, Segment, Select, Shape,
    Streaming, Type, TypeId, Union,
};
use std::fmt::Write as _;

/// Writes the model down, one thing a line, with places as `place` prints them (JSON pointers:
/// they stay the same when a document is reformatted).
pub fn outline(api: &Api, place: &dyn Fn(NodeId) -> String) -> String {
    let mut out = String::new();
    for scheme in &api.schemes {
        line(&mut out, 0, &format!("scheme {:?}: {:?}", scheme.name, scheme.kind));
    }
    for operation in &api.operations {
        write_operation(&mut out, api, operation, place);
    }
    for webhook in &api.webhooks {
        line(&mut out, 0, &format!("webhook {:?}", webhook.name));
        write_payloads(&mut out, 1, &webhook.bodies);
    }
    for id in api.type_ids() {
        write_type(&mut out, api, id, place);
        for known in api.xml.iter().filter(|known| known.ty == id) {
            for (key, node) in &known.fields {
                line(&mut out, 1, &format!("xml {key:?}: {}", node.words()));
            }
            if let Some(roots) = &known.roots {
                line(&mut out, 1, &format!("xml roots {roots:?}"));
            }
        }
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{text}", "", indent = depth * 2);
}

fn write_operation(
    out: &mut String,
    api: &Api,
    operation: &Operation,
    place: &dyn Fn(NodeId) -> String,
) {
    let id = operation.id.as_ref().map(|id| format!(" {id:?}")).unwrap_or_default();
    let head = format!("{:?} {:?}{id}", operation.method, operation.template);
    line(out, 0, &format!("operation {head} ({})", place(operation.origin)));
    if let Some(rename) = &operation.rename {
        line(out, 1, &format!("renamed {rename}"));
    }
    if !operation.group.is_empty() {
        line(out, 1, &format!("group {:?}", operation.group));
    }
    let path: Vec<String> = operation.path.iter().map(segment).collect();
    line(out, 1, &format!("path {}", path.join(" ")));
    for param in &operation.params {
        line(out, 1, &parameter(param));
    }
    if !operation.bodies.is_empty() {
        let required = if operation.body_required { "required" } else { "optional" };
        line(out, 1, &format!("body {required}"));
        write_payloads(out, 2, &operation.bodies);
    }
    for response in &operation.responses {
        line(out, 1, &format!("response {:?}", response.status));
        for header in &response.headers {
            line(out, 2, &format!("header {:?}: {}", header.wire, ty(&header.ty)));
        }
        write_payloads(out, 2, &response.payloads);
    }
    if let Some(pages) = &operation.pages {
        write_pages(out, pages);
    }
    if let Some(Streaming { media, framing, item, flag }) = &operation.streaming {
        let flag = flag.as_ref().map(|flag| format!(" when {flag:?}"));
        let flag = flag.unwrap_or_default();
        line(out, 1, &format!("streams {framing:?} {media:?}: {}{flag}", ty(item)));
    }
    for alternative in &operation.security {
        let names: Vec<String> = alternative
            .iter()
            .filter_map(|requirement| api.schemes.get(requirement.scheme))
            .map(|scheme| format!("{:?}", scheme.name))
            .collect();
        line(out, 1, &format!("security [{}]", names.join(" and ")));
    }
}

fn write_pages(out: &mut String, pages: &Pagination) {
    let Pagination {
        items,
        optional,
        nullable,
        element,
        next,
        more,
        total,
        null_at_end,
    } = pages;
    let optional = match (optional, nullable) {
        (_, true) => " or null",
        (true, false) => " if any",
        (false, false) => "",
    };
    line(out, 1, &format!("pages {items:?}{optional} of {} by {next:?}", ty(element)));
    for (what, path) in [("more", more), ("total", total), ("ends at", null_at_end)] {
        if !path.is_empty() {
            line(out, 2, &format!("{what} {path:?}"));
        }
    }
}

fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(text) => format!("{text:?}"),
        Segment::Param(index) => format!("param {index}"),
    }
}

fn parameter(param: &Param) -> String {
    let mut text = format!("{:?} {:?}: {}", param.location, param.wire, ty(&param.ty));
    let explode = if param.explode { " explode" } else { "" };
    let _ = write!(text, " {:?}{explode}", param.style);
    if let Some(media) = &param.content {
        let _ = write!(text, " content {media:?}");
    }
    text.push_str(if param.spans { " spans" } else { "" });
    text.push_str(if param.required { " required" } else { " optional" });
    if let Some(constant) = &param.constant {
        let _ = write!(text, " constant {constant:?}");
    }
    if let Some(default) = &param.default {
        let _ = write!(text, " default {default:?}");
    }
    text
}

fn write_payloads(out: &mut String, depth: usize, payloads: &[Payload]) {
    for payload in payloads {
        let head =
            format!("{:?} {:?}: {}", payload.kind, payload.media, ty(&payload.ty));
        line(out, depth, &head);
        if let Some(root) = &payload.xml {
            line(out, depth + 1, &format!("xml {}", root.words()));
        }
        for part in &payload.encoding {
            let mut text = format!("part {:?} {:?}", part.property, part.content_type);
            if let Some(style) = part.style {
                let explode = if part.explode { " explode" } else { "" };
                let _ = write!(text, " {style:?}{explode}");
            }
            line(out, depth + 1, &text);
        }
        for example in &payload.examples {
            let verdict =
                if example.valid { "example" } else { "contradicting example" };
            line(out, depth + 1, &format!("{verdict} {:?}", example.value));
        }
    }
}

fn write_type(
    out: &mut String,
    api: &Api,
    id: TypeId,
    place: &dyn Fn(NodeId) -> String,
) {
    let definition = &api[id];
    let head = format!(
        "#{} {} ({}){}",
        id.place(),
        seed(&definition.seed),
        place(definition.origin),
        limits(&definition.limits)
    );
    match &definition.shape {
        Shape::Struct(structure) => {
            line(out, 0, &format!("struct {head}"));
            for field in &structure.fields {
                line(out, 1, &self::field(field));
            }
            if let Some(extra) = &structure.extra {
                line(out, 1, &format!("extra: {}", ty(extra)));
            }
        }
        Shape::Enum(list) => {
            line(out, 0, &format!("enum {head}: {:?}", list.base));
            for value in &list.values {
                let text = match &value.value {
                    EnumLiteral::Text(text) => format!("{text:?}"),
                    EnumLiteral::Integer(number) => number.to_string(),
                };
                let name = value.name.as_ref().map(|n| format!(" named {n:?}"));
                line(out, 1, &format!("{text}{}", name.unwrap_or_default()));
            }
        }
        Shape::Union(union) => {
            line(out, 0, &format!("union {head}"));
            write_union(out, union);
        }
        Shape::Alias(inner) => line(out, 0, &format!("alias {head} = {}", ty(inner))),
    }
}

fn write_union(out: &mut String, union: &Union) {
    for variant in &union.variants {
        let name =
            variant.name.as_ref().map(|name| format!("{name:?}: ")).unwrap_or_default();
        let tag = if variant.tag.is_some() { " with a tag from the union" } else { "" };
        let entry = variant.entry.as_ref();
        let key = entry.map(|it| format!(" at {:?}", it.key)).unwrap_or_default();
        line(out, 1, &format!("{name}{}{key}{tag}", ty(&variant.ty)));
    }
    match &union.select {
        Select::Tag { property, values, default, untagged } => {
            line(out, 1, &format!("by tag {property:?}"));
            for (value, variant) in values {
                line(out, 2, &format!("{value:?} is variant {variant}"));
            }
            if let Some(variant) = default {
                line(out, 2, &format!("anything else is variant {variant}"));
            }
            if let Some(variant) = untagged {
                line(out, 2, &format!("without it is variant {variant}"));
            }
        }
        Select::Probe { probes, at_once, open } => {
            let at_once = if *at_once { " at once" } else { "" };
            let open = if *open { " or anything" } else { "" };
            line(out, 1, &format!("by probe{at_once}{open}"));
            for probe in probes {
                let mut text = format!(
                    "variant {}: {}",
                    probe.variant,
                    probe.types.names().collect::<Vec<_>>().join(" or ")
                );
                if !probe.required.is_empty() {
                    let _ = write!(text, " with {:?}", probe.required);
                }
                for (property, values) in &probe.constants {
                    let _ = write!(text, " where {property:?} is {values:?}");
                }
                for (property, values) in &probe.hints {
                    let _ = write!(text, " where {property:?} is {values:?} or absent");
                }
                line(out, 2, &text);
            }
        }
    }
}

fn field(field: &Field) -> String {
    let mut text = format!("{:?}: {}", field.wire, ty(&field.ty));
    match &field.presence {
        Presence::Required => text.push_str(" required"),
        Presence::Optional => {}
        Presence::Default(value) => {
            let _ = write!(text, " default {value:?}");
        }
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => text.push_str(" read-only"),
        Access::WriteOnly => text.push_str(" write-only"),
    }
    if let Some(constant) = &field.constant {
        let _ = write!(text, " constant {constant:?}");
    }
    if let Some(tag) = &field.tag {
        let _ = write!(text, " tag {tag:?}");
    }
    text.push_str(&limits(&field.limits));
    if field.or_text {
        text.push_str(" or text");
    }
    if field.secret {
        text.push_str(" secret");
    }
    text
}

/// What values must keep to, if it is anything.
fn limits(limits: &[Limit]) -> String {
    if limits.is_empty() { String::new() } else { format!(" limits {limits:?}") }
}

/// A use of a type, in a line.
fn ty(ty: &Type) -> String {
    match ty {
        Type::Any => "any".to_owned(),
        Type::Scalar(Scalar::Integer(width)) => format!("{width:?}").to_lowercase(),
        Type::Scalar(Scalar::Text(super::Format::Plain)) => "text".to_owned(),
        Type::Scalar(Scalar::Text(format)) => format!("text({format:?})"),
        Type::Scalar(scalar) => format!("{scalar:?}").to_lowercase(),
        Type::List(item) => format!("[{}]", self::ty(item)),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(self::ty).collect();
            format!("({})", elements.join(", "))
        }
        Type::Rest(item) => format!("..{}", self::ty(item)),
        Type::Map(value) => format!("{{{}}}", self::ty(value)),
        Type::Nullable(inner) => format!("{}?", self::ty(inner)),
        Type::Def(id) => format!("#{}", id.place()),
    }
}

fn seed(seed: &NameSeed) -> String {
    match seed {
        NameSeed::Component(name) => format!("{name:?}"),
        NameSeed::Inside { parent, role } => {
            format!("#{}/{}", parent.place(), self::role(role))
        }
        NameSeed::Operation { operation, role } => {
            format!("operation {} {}", operation.place(), operation_role(role))
        }
        NameSeed::Shared { name, part, media } => {
            let media = media.as_ref().map(|media| format!(" {media:?}"));
            format!("shared {part:?} {name:?}{}", media.unwrap_or_default())
        }
        NameSeed::Webhook { name, role } => {
            format!("webhook {name:?} {}", operation_role(role))
        }
    }
}

fn role(role: &Role) -> String {
    match role {
        Role::Property(name) => format!("{name:?}"),
        Role::Item => "item".to_owned(),
        Role::Element(at) => format!("element {at}"),
        Role::Value => "value".to_owned(),
        Role::Variant(name, at) => match name {
            Some(name) => format!("variant {at} {name:?}"),
            None => format!("variant {at}"),
        },
    }
}

fn operation_role(role: &OperationRole) -> String {
    match role {
        OperationRole::Request(media) => format!("request {media:?}"),
        OperationRole::Response(status, media) => {
            format!("response {status:?} {media:?}")
        }
        OperationRole::ResponseHeader(status, name) => {
            format!("header {status:?} {name:?}")
        }
        OperationRole::Parameter(location, name) => format!("{location:?} {name:?}"),
        OperationRole::Output => "output".to_owned(),
        OperationRole::Failure => "failure".to_owned(),
    }
}
