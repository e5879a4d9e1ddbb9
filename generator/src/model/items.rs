//! Where an answer holds the items of a page, unless somebody says it.

use super::{Shape, SpecStr, Type, TypeDef};

/// Arrays that say how a call went, and are never what it lists. Names are in lower case.
const REMARKS: &[&str] = &["errors", "warnings"];

/// What may be a remark as well, and is one beside others: a service that lists messages calls
/// them so too.
const MESSAGES: &str = "messages";

/// What holds the items in most answers, also where nobody says that it is an array.
const ITEMS: &[&str] = &["data", "items", "results"];

/// Whether a step (`rel=next`) chooses an element of an array by a property that elements have.
pub fn chooses(step: &str, element: &Type, types: &[TypeDef]) -> bool {
    step.split_once('=').is_some_and(|(name, _)| match element.bare(types) {
        Type::Any | Type::Map(_) => true,
        element => {
            element.properties(types).iter().any(|it| it.wire.untrusted() == name)
        }
    })
}

/// What a link is to what it stands at (RFC 8288, section 3.3), and where it leads.
const RELATIONS: &[&str] = &["rel", "relation"];
const TARGETS: &[&str] = &["href", "url"];

/// The answer itself, or its only property that is an array, and the type of the elements; or why
/// there is none.
pub fn only_list<'t>(
    root: &'t Type,
    types: &'t [TypeDef],
) -> Result<(Option<&'t SpecStr>, &'t Type), &'static str> {
    if let Type::List(element) = root.bare(types) {
        return Ok((None, element));
    }
    let fields = root.properties(types);
    let is_remark = |name: &str| REMARKS.contains(&name.to_lowercase().as_str());
    let has_remarks = fields.iter().any(|field| is_remark(field.wire.untrusted()));
    let is_beside = |name: &str| has_remarks && name.eq_ignore_ascii_case(MESSAGES);
    let candidates = fields.iter().filter(|field| {
        let name = field.wire.untrusted();
        !is_remark(name) && !is_beside(name) && next_link(&field.ty, types).is_none()
    });
    let (mut lists, mut unclear) = (Vec::new(), false);
    for field in candidates {
        match field.ty.bare(types) {
            Type::List(element) => lists.push((Some(&field.wire), &**element)),
            ty => unclear |= may_be_list(ty, field.wire.untrusted(), types),
        }
    }
    match (lists.as_slice(), unclear) {
        ([only], false) => Ok(*only),
        ([], false) => Err("the answer has no array"),
        ([], true) => Err("the answer has no array of one type"),
        _ => Err("the answer has several arrays"),
    }
}

/// What else links have (RFC 8288, section 3.4; HAL; STAC).
const OF_LINKS: &[&str] = &[
    "title",
    "type",
    "hreflang",
    "length",
    "name",
    "templated",
    "method",
    "methods",
    "headers",
    "body",
    "merge",
    "media",
    "mediatype",
    "description",
    "profile",
    "deprecation",
    "id",
];

/// Of an array of links, the steps to where the next page is: `rel=next` and `href`.
pub fn next_link(ty: &Type, types: &[TypeDef]) -> Option<[String; 2]> {
    let Type::List(element) = ty.bare(types) else { return None };
    let fields = element.properties(types);
    let is_of_links = |wire: &str| {
        let wire = wire.to_lowercase();
        [RELATIONS, TARGETS, OF_LINKS].iter().any(|names| names.contains(&wire.as_str()))
    };
    if !fields.iter().all(|field| is_of_links(field.wire.untrusted())) {
        return None;
    }
    let find = |names: &[&str]| {
        let mut wires = fields.iter().map(|field| field.wire.untrusted());
        wires.find(|wire| names.contains(wire))
    };
    Some([format!("{}=next", find(RELATIONS)?), find(TARGETS)?.to_owned()])
}

/// Whether the values of a property that is no array may be arrays all the same.
fn may_be_list(ty: &Type, name: &str, types: &[TypeDef]) -> bool {
    match ty {
        Type::Any => ITEMS.contains(&name.to_lowercase().as_str()),
        Type::Def(id) => match &types[*id].shape {
            Shape::Union(union) => union
                .variants
                .iter()
                .any(|variant| matches!(variant.ty.bare(types), Type::List(_))),
            _ => false,
        },
        _ => false,
    }
}
