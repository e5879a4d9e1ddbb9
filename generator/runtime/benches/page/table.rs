//! The models of the page as generated code has them.

use std::collections::BTreeMap;

use crate::runtime::{Unknown, Value, fields, values, variants};

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub paging: Paging,
    pub individuals: Vec<Individual>,
}

fields! {
    Page {
        paging: "paging",
        individuals: "individuals",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    pub count: i64,
    pub offset: Option<i64>,
}

fields! {
    Paging {
        count: "count",
        offset: "offset",
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
        id: "id",
        first_name: "first_name",
        middle_name: "middle_name",
        last_name: "last_name",
        emails: "emails",
        phone: "phone",
        active: "active",
        level: "level",
        score: "score",
        status: "status",
        manager: "manager",
        income: "income",
        reference: "reference",
        residence: "residence",
        custom: "custom",
        tags: "tags",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Email {
    pub data: String,
    pub kind: Option<Kind>,
}

fields! {
    Email {
        data: "data",
        kind: "type",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Manager {
    pub id: String,
}

fields! {
    Manager {
        id: "id",
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
        line1: "line1",
        line2: "line2",
        city: "city",
        state: "state",
        postal_code: "postal_code",
        country: "country",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Salary {
    pub amount: i64,
    pub currency: Option<String>,
}

fields! {
    Salary {
        const "type" = "salary",
        amount: "amount",
        currency: "currency",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hourly {
    pub rate: f64,
    pub hours: Option<i64>,
}

fields! {
    Hourly {
        const "type" = "hourly",
        rate: "rate",
        hours: "hours",
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
        const "type" = "cat",
        name: "name",
        lives: "lives",
        toys: "toys",
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
        const "type" = "dog",
        name: "name",
        bark: "bark",
        weight: "weight",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    Active,
    Retired,
    OnLeave,
    Unknown(Unknown),
}

values! {
    Status {
        Active: "active",
        Retired: "retired",
        OnLeave: "on_leave",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Work,
    Personal,
    Unknown(Unknown),
}

values! {
    Kind {
        Work: "work",
        Personal: "personal",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Income {
    Salary(Salary),
    Hourly(Hourly),
    Unknown(Value),
}

variants! {
    Income by tag "type" {
        Salary: "salary",
        Hourly: "hourly",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(Value),
}

variants! {
    Pet by tag "type" {
        Cat: "cat",
        Dog: "dog",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    Text(String),
    Number(i64),
    Unknown(Value),
}

variants! {
    Reference by probe {
        Text: string,
        Number: integer,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Probed {
    Cat(Cat),
    Dog(Dog),
    Unknown(Value),
}

variants! {
    Probed by probe {
        Cat: object("lives"),
        Dog: object("bark"),
    }
}
