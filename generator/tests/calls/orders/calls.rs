//! Bodies in XML, both ways.

use orders::api::{AddOrder, ListOrders, ReplaceOrder, ReplaceOrderBody};
use orders::types::{Card, Line, Order, OrderPayment, Problem};
use orders::{Client, Error, ErrorBody, Mock};

const XML: &[(&str, &str)] = &[("content-type", "application/xml; charset=utf-8")];

fn client(mock: &Mock) -> Client {
    Client::builder().transport(mock.clone()).build().expect("a client")
}

fn order() -> Order {
    let lines = vec![Line::new(2.5, "bolts & nuts"), Line::new(1.0, "a <saw>")];
    Order::new(7, lines)
        .notes(vec!["soon".to_owned(), "please".to_owned()])
        .payment(OrderPayment::Card(Card::new("4111")))
}

const WRITTEN: &str = "<order xmlns=\"urn:orders\" id=\"7\">\
    <lines><line amount=\"2.5\">bolts &amp; nuts</line><line amount=\"1\">a &lt;saw&gt;</line></lines>\
    <note>soon</note><note>please</note>\
    <payment><number>4111</number></payment></order>";

#[tokio::test]
async fn a_body_is_written_and_read_as_described() {
    let answer = "<?xml version='1.0'?>\n<o:order xmlns:o='urn:orders' id='7'>\n  <o:paid>1</o:paid>\n  \
                  <o:lines/>\n  <o:note>x</o:note>\n  <o:payment><o:iban>DE1</o:iban></o:payment>\n</o:order>";
    let mock = Mock::new().on_bytes::<AddOrder>(201, XML, answer.as_bytes());
    let added = client(&mock).add_order(&order()).send().await.expect("an order");
    let request = &mock.requests()[0];
    assert_eq!(request.header("content-type"), Some("application/xml"));
    assert_eq!(request.header("accept"), Some("application/xml"));
    let sent = std::str::from_utf8(request.body()).expect("text");
    assert_eq!(sent, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{WRITTEN}"));
    assert_eq!((added.id, added.paid, added.lines.len()), (7, Some(true), 0));
    assert_eq!(added.notes.as_deref(), Some(&["x".to_owned()][..]));
    assert!(matches!(added.payment, Some(OrderPayment::Transfer(ref known)) if known.iban == "DE1"));
}

#[tokio::test]
async fn a_list_may_be_all_there_is() {
    let answer = format!("<orders>{WRITTEN}{WRITTEN}</orders>");
    let mock = Mock::new().on_bytes::<ListOrders>(200, XML, answer);
    let orders = client(&mock).list_orders().send().await.expect("orders");
    assert_eq!(orders.into_inner(), [order(), order()]);
}

#[tokio::test]
async fn a_failure_in_xml_is_typed() {
    let headers = &[("content-type", "application/problem+xml")];
    let body: &[u8] = b"<problem><title>Too late</title><status>409</status></problem>";
    let mock = Mock::new().on_bytes::<AddOrder>(409, headers, body);
    let error = client(&mock).add_order(&order()).send().await.expect_err("a failure");
    let Error::Api(error) = error else { panic!("{error}") };
    let ErrorBody::Typed(Problem { title, status, .. }) = error.body() else { panic!("{error:?}") };
    assert_eq!((title.as_str(), *status), ("Too late", Some(409)));
}

#[tokio::test]
async fn what_is_wrong_has_a_place() {
    let answer: &[u8] = b"<order id='7'>\n<lines><line amount='1'>a</line><line amount='x'>b</line></lines></order>";
    let mock = Mock::new().on_bytes::<AddOrder>(201, XML, answer);
    let error = client(&mock).add_order(&order()).send().await.expect_err("no order");
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(
        error.problem().to_string(),
        "expected a number at `/order/lines/line[2]/@amount` (line 2, column 33)"
    );
    assert_eq!(&error.raw()[..], answer);
}

#[tokio::test]
async fn the_same_type_comes_as_json_or_as_xml() {
    let json = serde_json::json!({ "id": 1, "lines": [] });
    let mock = Mock::new()
        .on::<ReplaceOrder>(200, &json)
        .on_bytes::<ReplaceOrder>(200, &[("content-type", "text/xml")], b"<order id='2'/>".as_slice());
    let client = client(&mock);
    let order = order();
    let first = client.replace_order(ReplaceOrderBody::Json(&order)).send().await;
    let second = client.replace_order(ReplaceOrderBody::Xml(&order)).send().await;
    assert_eq!(first.expect("an order").id, 1);
    assert_eq!(second.expect("an order").id, 2);
    assert_eq!(mock.requests()[1].header("content-type"), Some("text/xml"));
    assert_eq!(mock.requests()[0].header("accept"), Some("application/json"));
}
