//! A program against the client of pets.yaml that uses all of it. What compiles here after a
//! change has not been broken by it.

#![allow(unused)]

use pets::api::{KeepVisit, SeeSwarm, SeeVisit, SeeVisitOrder};
use pets::api::pets::{AddPet, ListPets, ListPetsFailure};
use pets::types::{
    Animal, Came, Event, Herd, Kind, Missing, Mood, NewVisit, Pet, Pets, Problem, Swarm, Unused,
    Visit, VisitHost, VisitReason, Went, ZoneParameter,
};
use pets::{Client, ClientBuilder, Error, NoFailure};
use std::hash::Hash;

fn hash<T: Eq + Hash + Clone + std::fmt::Debug>() {}

fn default<T: Default>() {}

pub fn values() {
    hash::<Animal>();
    hash::<Herd>();
    hash::<Kind>();
    hash::<Missing>();
    hash::<Pet>();
    hash::<Problem>();
    hash::<Swarm>();
    hash::<Unused>();
    default::<Missing>();
    default::<Problem>();
    default::<Unused>();
    let pet: Pet = Pet::new("name", Kind::Cat).nick("nick");
    let (name, kind, nick): (String, Kind, Option<String>) =
        (pet.name.clone(), pet.kind.clone(), pet.nick.clone());
    let size: i64 = Herd::new(1).size;
    let buzz: bool = Swarm::new(true).buzz;
    let idle: Option<bool> = Unused::new().idle(true).idle;
    let message: Option<String> = Problem::new().message;
    let what: Option<String> = Missing::new().what;
    match kind {
        Kind::Cat | Kind::Dog => {}
        _ => {}
    }
    match Animal::from(pet) {
        Animal::Pet(pet) => drop::<Pet>(pet),
        Animal::Herd(herd) => drop::<Herd>(herd),
        _ => {}
    }
    let herd: Animal = Herd::new(1).into();
}

pub async fn list(client: &Client) -> Result<Pets, Error<ListPetsFailure>> {
    let call = client.pets().list_pets(Kind::Cat).limit(3);
    Ok(call.send().await?.into_inner())
}

pub fn failure(failure: ListPetsFailure) {
    match failure {
        ListPetsFailure::BadRequest(problem) => drop::<Problem>(problem),
        ListPetsFailure::NotFound(missing) => drop::<Missing>(missing),
        _ => {}
    }
}

pub async fn add(client: &Client, pet: &Pet) -> Result<Pet, Error<NoFailure>> {
    Ok(client.pets().add_pet(pet).send().await?.into_inner())
}

pub async fn see(client: &Client) -> Result<Swarm, Error<NoFailure>> {
    Ok(client.see_swarm().send().await?.into_inner())
}

pub fn visits(visit: Visit) {
    let (mood, day, guests, host): (Mood, Option<String>, Option<i64>, Option<VisitHost>) =
        (visit.mood, visit.day, visit.guests, visit.host);
    let phone: Option<String> = host.and_then(|host| host.phone);
    let cook: Option<VisitHost> = visit.cook;
    match mood {
        Mood::Good | Mood::Bad => {}
        _ => {}
    }
    match visit.event {
        Some(Event::Came(came)) => drop::<Option<bool>>(came.early),
        Some(Event::Went(went)) => drop::<Option<bool>>(went.late),
        _ => {}
    }
    let came: Event = Came::new().into();
    let new = NewVisit::new(Mood::Good).remark("late").room(NewVisit::DEFAULT_ROOM);
    let (remark, room): (Option<String>, Option<String>) = (new.remark, new.room);
}

pub fn reason(reason: &VisitReason) -> Option<&str> {
    match reason {
        VisitReason::Ill(illness) => Some(illness),
        VisitReason::Moved(moved) => moved.to.as_deref(),
        _ => None,
    }
}

pub async fn visit(client: &Client) -> Result<Visit, Error<NoFailure>> {
    let call = client.see_visit("1").x_trace("t").day("2026-11-28").ids(vec!["a".to_owned()]);
    let answer = call.order(SeeVisitOrder::Up).zone(ZoneParameter::North).send().await?;
    let left: Option<i64> = answer.header(SeeVisit::X_LEFT);
    Ok(answer.into_inner())
}

pub async fn keep(client: &Client, visit: &NewVisit) -> Result<(), Error<NoFailure>> {
    client.keep_visit("1", None).send().await?;
    client.keep_visit("1", visit).send().await?;
    client.keep_visit("1", Some(visit)).send().await?;
    Ok(())
}
