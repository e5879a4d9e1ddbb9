//! Elements of which several variants could be meant: what decides does so as in JSON.

use super::*;
use crate::tests::{decode as decode_json, many_variants::Many};

#[derive(Clone, Debug, PartialEq)]
struct Short {
    x: Option<String>,
}
fields! { Short { x, } }

#[derive(Clone, Debug, PartialEq)]
struct Long {
    x: Option<String>,
    y: Option<String>,
}
fields! { Long { x, y, } }

#[derive(Clone, Debug, PartialEq)]
struct Brief {
    id: i64,
    detail: Short,
}
fields! { Brief { id, detail, } }

#[derive(Clone, Debug, PartialEq)]
struct Whole {
    id: i64,
    detail: Long,
}
fields! { Whole { id, detail, } }

#[derive(Clone, Debug, PartialEq)]
struct Other {
    id: i64,
    detail: Elsewhere,
}
fields! { Other { id, detail, } }

#[derive(Clone, Debug, PartialEq)]
struct Elsewhere {
    x: Option<String>,
    z: Option<String>,
}
fields! { Elsewhere { x, z, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Detailed by probe {
        Brief(Brief) as_brief: object("id", "detail"),
        Whole(Whole) as_whole: object("id", "detail"),
        Other(Other) as_other: object("id", "detail"),
    }
}

/// The variant that loses least is taken, also of what lies deeper.
#[test]
fn the_variant_that_loses_least_is_taken() {
    let detailed = |detail: &str| {
        decode::<Detailed>(&format!("<r><id>1</id><detail>{detail}</detail></r>"))
    };
    let only_x = detailed("<x>a</x>").unwrap();
    assert!(matches!(only_x, Detailed::Brief(_)), "{only_x:?}");
    for detail in ["<x>a</x><y>b</y>", "<y>b</y><x>a</x>", "<x>a</x><y>b</y><more/>"] {
        let with_y = detailed(detail).unwrap();
        assert!(matches!(with_y, Detailed::Whole(_)), "{with_y:?}");
    }
    assert!(matches!(detailed("<z>b</z><x q='1'/>").unwrap(), Detailed::Other(_)));
    // No variant has both.
    let both = detailed("<y>b</y><z>c</z>").unwrap();
    let Detailed::Unknown(both) = both else { panic!("{both:?}") };
    assert_eq!(both["detail"]["y"], "b");
    assert_eq!(both["detail"]["z"], "c");
}

/// How many elements there are does not matter to what each of them is.
#[test]
fn long_lists_have_the_types_of_short_ones() {
    let text = "a text that is longer than any of what is around it ".repeat(4);
    for count in [1, 2_000] {
        let item = format!(
            "<i><id>1</id><text>{text}</text><payload><k23>x</k23></payload></i>"
        );
        let items: Vec<Many> =
            decode(&format!("<all>{}</all>", item.repeat(count))).unwrap();
        assert_eq!(items.len(), count);
        let json = r#"{"id":1,"text":"","payload":{"k23":"x"}}"#;
        let typed = decode_json::<Many>(json).unwrap();
        let is_same =
            |it: &Many| std::mem::discriminant(it) == std::mem::discriminant(&typed);
        assert!(items.iter().all(is_same));
        assert!(!matches!(typed, Many::Unknown(_)));
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Bare {
    lang: Option<String>,
}
fields! { Bare { lang, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Word by probe {
        Bare(Bare) as_bare: object,
        Tag(Tag) as_tag: object("text"),
    }
}

/// Text that no key takes is a loss as well.
#[test]
fn text_counts() {
    let word = decode::<Word>("<w lang='en'>five</w>").unwrap();
    assert_eq!(word, Word::Tag(Tag { lang: Some("en".into()), text: "five".into() }));
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Named by tag "lang" untagged Short {
        Bare(Bare) as_bare: "en",
        Short(Short) as_short: _,
    }
}

#[test]
fn what_has_no_tag_is_the_variant_without_one() {
    let named = |xml: &str| decode::<Named>(xml).unwrap();
    let short = Named::Short(Short { x: Some("1".into()) });
    let bare = Named::Bare(Bare { lang: Some("en".into()) });
    assert_eq!(named("<n><x>1</x></n>"), short);
    assert_eq!(named("<n><lang>en</lang></n>"), bare);
    let unknown = named("<n><lang>de</lang><x>1</x></n>");
    assert!(matches!(unknown, Named::Unknown(_)));
}
