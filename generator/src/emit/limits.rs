//! The table of a type's limits.

use super::literal::{ident, text};
use super::uses::Uses;
use super::{Entry, Table};
use crate::model::{Bound, Limit};
use crate::rust::{TypeItem, TypeKind};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote};

/// What values of a type must keep to, if they can be asked.
pub(super) fn table(uses: &mut Uses<'_>, item: &TypeItem) -> Option<Table> {
    let own = limits(item.limits.as_ref()?);
    let name = ident(&item.ident);
    let (head, entries) = match &item.kind {
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter().filter(|it| !it.limits.is_empty());
            let entries = fields.map(|field| {
                let (wire, limits) = (text(&field.wire), limits(&field.limits));
                Entry::clauses(quote!(#wire = [#limits]))
            });
            let own = if own.is_empty() { own } else { quote!(: [#own]) };
            (quote!(#name #own), Some(entries.collect()))
        }
        TypeKind::Union(_) | TypeKind::Newtype(_) => (quote!(#name: [#own]), None),
        _ => return None,
    };
    Some(Table { name: uses.table("limits"), attributes: Vec::new(), head, entries })
}

fn limits(limits: &[Limit]) -> TokenStream {
    let limits = limits.iter().map(limit);
    quote!(#(#limits),*)
}

fn limit(limit: &Limit) -> TokenStream {
    let word = word(limit);
    let value = match limit {
        Limit::MinLength(count)
        | Limit::MaxLength(count)
        | Limit::MinItems(count)
        | Limit::MaxItems(count)
        | Limit::MinProperties(count)
        | Limit::MaxProperties(count) => {
            Literal::u64_unsuffixed(*count).into_token_stream()
        }
        Limit::Pattern(pattern) => text(pattern).into_token_stream(),
        Limit::Minimum(it)
        | Limit::Maximum(it)
        | Limit::ExclusiveMinimum(it)
        | Limit::ExclusiveMaximum(it)
        | Limit::MultipleOf(it) => bound(*it),
        Limit::UniqueItems => return quote!(#word),
        Limit::Item(at, inner) => {
            let (at, inner) = (Literal::usize_unsuffixed(*at), limits(inner));
            quote!(#at, &[#inner])
        }
        Limit::Items(inner) | Limit::PropertyNames(inner) | Limit::Values(inner) => {
            let inner = limits(inner);
            quote!(&[#inner])
        }
    };
    quote!(#word(#value))
}

/// What the runtime calls a limit.
fn word(limit: &Limit) -> Ident {
    let word = match limit {
        Limit::MinLength(_) => "MinLength",
        Limit::MaxLength(_) => "MaxLength",
        Limit::Pattern(_) => "Pattern",
        Limit::Minimum(_) => "Minimum",
        Limit::Maximum(_) => "Maximum",
        Limit::ExclusiveMinimum(_) => "ExclusiveMinimum",
        Limit::ExclusiveMaximum(_) => "ExclusiveMaximum",
        Limit::MultipleOf(_) => "MultipleOf",
        Limit::MinItems(_) => "MinItems",
        Limit::MaxItems(_) => "MaxItems",
        Limit::UniqueItems => "UniqueItems",
        Limit::Items(_) => "Items",
        Limit::Item(..) => "Item",
        Limit::MinProperties(_) => "MinProperties",
        Limit::MaxProperties(_) => "MaxProperties",
        Limit::PropertyNames(_) => "PropertyNames",
        Limit::Values(_) => "Values",
    };
    Ident::new(word, Span::call_site())
}

fn bound(bound: Bound) -> TokenStream {
    match bound {
        Bound::Whole(whole) => {
            let whole = Literal::i128_unsuffixed(whole);
            quote!(Whole(#whole))
        }
        Bound::Real(real) => {
            let real = Literal::f64_unsuffixed(real);
            quote!(Real(#real))
        }
    }
}
