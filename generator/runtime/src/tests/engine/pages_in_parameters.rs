//! Pages that a property of an object in the query asks for.

use super::pages::{Filter, Page, mock};
use super::service::*;
use crate::runtime::{
    Client, Meta, NextPage, NoFailure, Operation, Paged, Paging, Param, Place, Slot,
    Style, View,
};

macro_rules! filtered {
    ($($name:ident: $param:expr;)*) => {$(
        struct $name(Option<Filter>);

        impl Operation for $name {
            type Output = Page;
            type Failure = NoFailure;
            const META: Meta =
                Meta { id: stringify!($name), params: &[$param], ..GetPet::META };

            fn param(&self, _: usize) -> View<'_> {
                self.0.view()
            }
        }

        impl Paged for $name {
            type Element = i64;
            const PAGING: Paging = Paging {
                items: &["items"],
                next: NextPage::Offset(Place::Property(0, "offset")),
                ..Paging::DEFAULT
            };
        }
    )*};
}

filtered! {
    AsPairs: Param::query("filter");
    Deep: Param::query("filter").style(Style::DeepObject);
}

/// The queries of a list of three pages, the last of them empty.
async fn queries<O: Paged<Output = Page>>(operation: O) -> Vec<String> {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#];
    let mock = mock::<O>(&bodies);
    let client: Client = client(&mock);
    let mut pages = call(&client, operation).pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    mock.requests().iter().map(|sent| sent.query().to_owned()).collect()
}

#[tokio::test]
async fn what_else_the_object_says_stays() {
    let filter = || Some(Filter::named("a b"));
    let pairs = ["name=a%20b", "name=a%20b&offset=2", "name=a%20b&offset=3"];
    assert_eq!(queries(AsPairs(filter())).await, pairs);
    let deep = [
        "filter%5Bname%5D=a%20b",
        "filter%5Bname%5D=a%20b&filter%5Boffset%5D=2",
        "filter%5Bname%5D=a%20b&filter%5Boffset%5D=3",
    ];
    assert_eq!(queries(Deep(filter())).await, deep);
}

#[tokio::test]
async fn an_object_that_is_left_out_is_made() {
    assert_eq!(queries(AsPairs(None)).await, ["", "offset=2", "offset=3"]);
    let deep = ["", "filter%5Boffset%5D=2", "filter%5Boffset%5D=3"];
    assert_eq!(queries(Deep(None)).await, deep);
}
