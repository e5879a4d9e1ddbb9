//! Values are asked whether they keep to the limits of the document.

use limits::types::{Name, Owner, Pet, Tree};
use limits::{Client, Error, Mock, Violations};

fn pet(name: &str) -> Pet {
    Pet::new(Name::from(name))
}

fn found(result: Result<(), Violations>) -> Vec<String> {
    let violations = result.expect_err("a violation");
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn a_value_that_keeps_to_the_document() {
    let owner = Owner::new(vec![pet("Ännchen").price(19.99)]);
    assert_eq!(pet("Tom").owner(owner).validate(), Ok(()));
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let owner = Owner::new(Vec::new());
    let tags = vec!["a".to_owned(), "secret".to_owned(), "a".to_owned()];
    let pet = pet("Tom 2").price(0.005).tags(tags).owner(owner);
    assert_eq!(
        found(pet.validate()),
        [
            "pattern \"^\\\\p{L}+$\" at /name",
            "multipleOf 0.01 at /price",
            "uniqueItems at /tags",
            "maxLength 4 at /tags/1",
            "minItems 1 at /owner/pets",
        ]
    );
}

#[test]
fn types_around_one_value() {
    let leaf = || Tree(Vec::new());
    assert_eq!(Tree(vec![leaf(), leaf()]).validate(), Ok(()));
    assert_eq!(found(Tree(vec![leaf(), leaf(), leaf()]).validate()), ["maxItems 2"]);
}

async fn create(client: &Client, pet: &Pet) -> Result<(), Error> {
    pet.validate()?;
    client.create_pet(pet).send().await.map_err(Error::erase)?;
    Ok(())
}

#[tokio::test]
async fn nothing_is_sent_where_the_caller_asks_before() {
    let mock = Mock::new();
    let client = Client::builder().transport(mock.clone()).build().expect("a client");
    let error = create(&client, &pet("")).await.expect_err("no name");
    assert!(matches!(error, Error::Request(_)), "{error}");
    assert!(mock.requests().is_empty());
}
