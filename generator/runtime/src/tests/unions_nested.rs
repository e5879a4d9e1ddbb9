//! Variants that differ in what is within them: the one that loses least is taken.
#![allow(dead_code, reason = "not every accessor is called")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;

use super::{decode, same};
use crate::runtime::{Rest, Slot, Value, fields, variants};

#[derive(Clone, Debug, PartialEq)]
struct User {
    id: String,
    email: Option<String>,
}
fields! { User { id, email, } }

#[derive(Clone, Debug, PartialEq)]
struct Group {
    id: String,
    members: Option<i64>,
}
fields! { Group { id, members, } }

macro_rules! pages {
    ($($name:ident($item:ty),)*) => {$(
        #[derive(Clone, Debug, PartialEq)]
        struct $name {
            items: $item,
        }
        fields! { $name { items, } }
    )*};
}
pages! {
    Users(Vec<User>),
    Groups(Vec<Group>),
    UserMap(BTreeMap<String, User>),
    GroupMap(BTreeMap<String, Group>),
    Free(Value),
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Page by probe {
        Users(Users) as_users from: object("items"),
        Groups(Groups) as_groups from: object("items"),
        UserMap(UserMap) as_user_map from: object("items"),
        GroupMap(GroupMap) as_group_map from: object("items"),
        UserList(Vec<User>) as_user_list from: array,
        GroupList(Vec<Group>) as_group_list from: array,
    }
}

fn read<T>(json: &str) -> T
where
    T: Slot + DeserializeOwned + PartialEq + Debug,
{
    let value = decode::<T>(json).unwrap();
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
    value
}

#[test]
fn what_is_within_tells_variants_apart() {
    for json in [
        r#"{"items":[{"id":"1","members":3}]}"#,
        r#"{"items":[{"id":"1"},{"id":"2","members":3}]}"#,
        r#"{"items":{"a":{"id":"1","members":3}}}"#,
        r#"{"items":[{"id":"1","email":"a"}]}"#,
        r#"[{"id":"1","members":3}]"#,
        r#"[{"id":"1","email":"a"}]"#,
        "[]",
    ] {
        assert!(!matches!(read::<Page>(json), Page::Unknown(_)), "{json}");
        same::<Page>(json);
    }
}

#[test]
fn what_each_variant_would_lose_is_kept() {
    for json in [
        r#"{"items":[{"email":"a","id":"1"},{"id":"2","members":3}]}"#,
        r#"[{"email":"a","id":"1","members":3}]"#,
    ] {
        assert!(matches!(read::<Page>(json), Page::Unknown(_)), "{json}");
        same::<Page>(json);
    }
}

#[test]
fn what_none_knows_is_no_reason() {
    let json = r#"{"items":[{"id":"1","new":1,"members":3}],"next":{"id":1}}"#;
    let Page::Groups(groups) = read(json) else { panic!("{json}") };
    assert_eq!(groups.items[0].members, Some(3));
    let json = r#"{"items":[{"id":"1","new":1}]}"#;
    assert!(matches!(read(json), Page::Users(_)));
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Known by probe {
        Users(Users) as_users from: object("items"),
        Free(Free) as_free from: object("items"),
    }
}

#[test]
fn what_keeps_anything_keeps_what_others_lose() {
    let json = r#"{"items":[{"id":"1","role":3}]}"#;
    assert!(matches!(read(json), Known::Free(_)));
    assert!(matches!(read(r#"{"items":[{"id":"1"}]}"#), Known::Users(_)));
}

#[derive(Clone, Debug, PartialEq)]
struct First {
    a: String,
    p: Option<String>,
}
fields! { First { a, p, } }

#[derive(Clone, Debug, PartialEq)]
struct Second {
    a: String,
    q: Option<String>,
}
fields! { Second { a, q, } }

#[derive(Clone, Debug, PartialEq)]
struct Full {
    a: String,
    b: Option<String>,
}
fields! { Full { a, b, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Inner by probe {
        First(First) as_first from: object("a"),
        Second(Second) as_second from: object("a"),
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Outer by probe {
        Inner(Inner) as_inner from: object("a"),
        Full(Full) as_full from: object("a"),
    }
}

#[test]
fn a_union_within_a_union_knows_no_more_than_its_variants() {
    assert!(matches!(read(r#"{"a":"x","b":"y"}"#), Outer::Full(_)));
    assert!(matches!(read(r#"{"a":"x","q":"y"}"#), Outer::Inner(Inner::Second(_))));
    assert!(matches!(read(r#"{"a":"x","q":"y","b":"z"}"#), Outer::Unknown(_)));
}

#[derive(Clone, Debug, PartialEq)]
struct Alpha {
    a: Option<i64>,
}
fields! { Alpha { "object" = "list", a, } }

#[derive(Clone, Debug, PartialEq)]
struct Beta {
    b: Option<i64>,
}
fields! { Beta { "object" = "list", b, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Listed by probe {
        Alpha(Alpha) as_alpha from: object where "object" = "list",
        Beta(Beta) as_beta from: object where "object" = "list",
        First(First) as_first from: object("a"),
    }
}

#[test]
fn a_constant_that_all_have_says_nothing() {
    let json = r#"{"a":1,"b":2,"object":"list"}"#;
    assert!(matches!(read(json), Listed::Unknown(_)));
    same::<Listed>(json);
    assert!(matches!(read(r#"{"object":"list","b":2}"#), Listed::Beta(_)));
    assert!(matches!(read(r#"{"object":"list","a":2,"p":"x"}"#), Listed::Alpha(_)));
}

#[derive(Clone, Debug, PartialEq)]
struct Coarse {
    id: String,
}
fields! { Coarse { id, } }

#[derive(Clone, Debug, PartialEq)]
struct Fine {
    id: String,
    owner: User,
}
fields! { Fine { id, owner, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Detail by probe {
        Coarse(Coarse) as_coarse from: object("id"),
        Fine(Fine) as_fine from: object("id"),
    }
}

#[test]
fn who_drops_a_part_of_what_others_drop_keeps_all() {
    let json = r#"{"id":"1","owner":{"id":"2","new":[1]},"more":{}}"#;
    assert!(matches!(read(json), Detail::Fine(_)));
    assert!(matches!(read(r#"{"id":"1","more":{}}"#), Detail::Coarse(_)));
}

/// The same union in each item of a long list.
#[test]
fn each_item_of_a_long_list_is_what_loses_least() {
    let item = r#"{"items":{"a":{"id":"1","members":3,"new":[1,2,3]}}}"#;
    let json = format!("[{}{item}]", format!("{item},").repeat(20_000));
    let pages = decode::<Vec<Page>>(&json).unwrap();
    assert_eq!(pages.len(), 20_001);
    assert!(pages.iter().all(|page| matches!(page, Page::GroupMap(_))));
}

#[derive(Clone, Debug, PartialEq)]
struct Pair {
    t: (i64, i64),
}
fields! { Pair { t, } }

#[derive(Clone, Debug, PartialEq)]
struct Triple {
    t: (i64, i64, i64),
}
fields! { Triple { t, } }

#[derive(Clone, Debug, PartialEq)]
struct Open {
    t: (i64, bool, Rest<Group>),
}
fields! { Open { t, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Tuples by probe {
        Pair(Pair) as_pair from: object("t"),
        Triple(Triple) as_triple from: object("t"),
        Open(Open) as_open from: object("t"),
    }
}

#[test]
fn how_long_arrays_are_tells_tuples_apart() {
    assert!(matches!(read(r#"{"t":[1,2]}"#), Tuples::Pair(_)));
    assert!(matches!(read(r#"{"t":[1,2,3]}"#), Tuples::Triple(_)));
    assert!(matches!(read(r#"{"t":[1,true,{"id":"1"},{"id":"2"}]}"#), Tuples::Open(_)));
    for json in [r#"{"t":[1,2,3,4]}"#, r#"{"t":[1,true]}"#] {
        same::<Tuples>(json);
    }
    assert!(matches!(read(r#"{"t":[1,2,3,4]}"#), Tuples::Unknown(_)));
}

#[derive(Clone, Debug, PartialEq)]
struct Made {
    next: Option<i64>,
    first: Option<String>,
    second: Option<String>,
}
fields! { Made { next or null, first, second, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum MadeUp by probe {
        Made(Vec<Made>) as_made from: array,
        Users(Vec<User>) as_users from: array,
    }
}

/// The places of what is dropped, or made up, take memory as well.
#[test]
fn what_is_dropped_is_counted() {
    let json = |count| format!("[{}{{}}]", "{},".repeat(count));
    assert!(matches!(read(&json(1_000)), MadeUp::Made(_)));
    let json = json(2_100_000);
    assert!(decode::<Vec<Made>>(&json).is_ok());
    assert!(!matches!(decode(&json), Ok(MadeUp::Made(_))));
}

macro_rules! holders {
    ($($name:ident($own:ident),)*) => {$(
        #[derive(Clone, Debug, PartialEq)]
        struct $name {
            page: Inner,
            $own: Option<i64>,
        }
        fields! { $name { page, $own, } }
    )*};
}
holders! { HolderOfX(x), HolderOfY(y), HolderOfZ(z), }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Holder by probe {
        X(HolderOfX) as_x from: object("page"),
        Y(HolderOfY) as_y from: object("page"),
        Z(HolderOfZ) as_z from: object("page"),
    }
}

/// A key that is new to all of them, within unions within unions, in a long list.
#[test]
fn what_nobody_knows_takes_no_types_away() {
    let item = r#"{"page":{"a":"x","new":[1]},"more":{"a":1}}"#;
    let json = format!("[{}{item}]", format!("{item},").repeat(20_000));
    let holders = decode::<Vec<Holder>>(&json).unwrap();
    let is_first = |holder: &Holder| match holder {
        Holder::X(it) => matches!(it.page, Inner::First(_)),
        _ => false,
    };
    assert!(holders.iter().all(is_first));
}

#[derive(Clone, Debug, PartialEq)]
struct NotedUsers {
    note: Option<i64>,
    items: Vec<User>,
}
fields! { NotedUsers { note, items, } }

#[derive(Clone, Debug, PartialEq)]
struct NotedGroups {
    note: Option<i64>,
    items: Vec<Group>,
    next: Option<Box<Noted>>,
}
fields! { NotedGroups { note, items, next, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Noted by probe {
        Users(NotedUsers) as_users from: object("items"),
        Groups(NotedGroups) as_groups from: object("items"),
        Plain(Groups) as_plain from: object("items"),
    }
}

/// Who knows most of the keys need not know most of what lies under them.
#[test]
fn what_lies_deeper_counts_where_another_knows_fewer_keys() {
    let json = r#"{"note":1,"items":[{"id":"1","members":3}],"next":null}"#;
    assert!(matches!(read(json), Noted::Groups(_)));
    let json = r#"{"items":[{"email":"a","id":"1"}],"next":{"items":[]},"note":1}"#;
    assert!(matches!(read(json), Noted::Unknown(_)));
    same::<Noted>(json);
    // What none has a place for, or only what has the same there, is no reason.
    for json in [
        r#"{"note":1,"items":[{"id":"1","new":3}],"next":null}"#,
        r#"{"note":1,"items":[{"id":"1"}],"next":{"items":[],"new":[1]},"new":{}}"#,
    ] {
        assert!(matches!(read(json), Noted::Groups(_)), "{json}");
    }
}

/// Each level has something that another variant would keep.
#[test]
fn what_lies_deeper_is_looked_for_in_bounded_time() {
    let mut json = r#"{"items":[]}"#.to_owned();
    for _ in 0..100 {
        let items = r#"[{"email":"a","id":"1"}]"#;
        json = format!(r#"{{"items":{items},"next":{json},"note":1}}"#);
    }
    same::<Noted>(&json);
}
