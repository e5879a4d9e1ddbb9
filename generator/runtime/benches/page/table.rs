//! The models of the page as generated code has them.

use std::collections::BTreeMap;

use crate::runtime::{fields, string_enum, variants};

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub paging: Paging,
    pub individuals: Vec<Individual>,
}

fields! {
    Page {
        paging,
        individuals,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    pub count: i64,
    pub offset: Option<i64>,
}

fields! {
    Paging {
        count,
        offset,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Individual {
    pub id: String,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    pub last_name: Option<String>,
    pub emails: Option<Vec<Email>>,
    pub phone: Option<String>,
    pub active: bool,
    pub level: Option<i32>,
    pub score: Option<f64>,
    pub status: Option<Status>,
    pub manager: Option<Manager>,
    pub income: Option<Income>,
    pub reference: Option<Reference>,
    pub residence: Option<Residence>,
    pub custom: Option<BTreeMap<String, String>>,
    pub tags: Vec<String>,
}

fields! {
    Individual {
        id,
        first_name,
        middle_name,
        last_name,
        emails,
        phone,
        active,
        level,
        score,
        status,
        manager,
        income,
        reference,
        residence,
        custom,
        tags,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Email {
    pub data: String,
    pub kind: Option<Kind>,
}

fields! {
    Email {
        data,
        kind: "type",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Manager {
    pub id: String,
}

fields! {
    Manager {
        id,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Residence {
    pub line1: Option<String>,
    pub line2: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
}

fields! {
    Residence {
        line1,
        line2,
        city,
        state,
        postal_code,
        country,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Salary {
    pub amount: i64,
    pub currency: Option<String>,
}

fields! {
    Salary {
        "type" = "salary",
        amount,
        currency,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hourly {
    pub rate: f64,
    pub hours: Option<i64>,
}

fields! {
    Hourly {
        "type" = "hourly",
        rate,
        hours,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cat {
    pub name: String,
    pub lives: i64,
    pub toys: Vec<String>,
}

fields! {
    Cat {
        "type" = "cat",
        name,
        lives,
        toys,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Dog {
    pub name: String,
    pub bark: String,
    pub weight: f64,
}

fields! {
    Dog {
        "type" = "dog",
        name,
        bark,
        weight,
    }
}

string_enum! {
    pub enum Status {
        Active = "active",
        Retired = "retired",
        OnLeave = "on_leave",
    }
}

string_enum! {
    pub enum Kind {
        Work = "work",
        Personal = "personal",
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub enum Income by tag "type" {
        Salary(Salary) as_salary: "salary",
        Hourly(Hourly) as_hourly: "hourly",
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub enum Pet by tag "type" {
        Cat(Cat) as_cat: "cat",
        Dog(Dog) as_dog: "dog",
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub enum Reference by probe {
        Text(String) as_text: string,
        Number(i64) as_number: integer,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub enum Probed by probe {
        Cat(Cat) as_cat: object("lives"),
        Dog(Dog) as_dog: object("bark"),
    }
}
