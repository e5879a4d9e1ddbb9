//! A small service as the generator would write it, for the tests of the engine.

use crate::runtime::{
    Answer, Call, Client, ClientBuilder, Content, Credential, Location, Meta, Method,
    Mock, NoFailure, Operation, Param, Scheme, SchemeKind, Server, ServerVariable,
    Service, Slot, Status, Style, Value, View, fields, statuses,
};

pub(super) static SERVICE: Service = Service {
    title: "Pets",
    user_agent: "pets/1.0",
    servers: &[
        Server::new("https://api.example.com/v1"),
        Server::with_variables(
            "https://{region}.example.com",
            &[ServerVariable::new("region", "eu").one_of(&["eu2", "us"])],
        ),
        Server::new("/relative"),
    ],
    schemes: &[
        Scheme {
            name: "basic",
            kind: SchemeKind::Basic,
            env: &["PETS_USER", "PETS_PASSWORD"],
        },
        Scheme { name: "bearer", kind: SchemeKind::Bearer, env: &["PETS_TOKEN"] },
        Scheme { name: "digest", kind: SchemeKind::Http("Digest"), env: &[] },
        Scheme {
            name: "headerKey",
            kind: SchemeKind::ApiKey { location: Location::Header, name: "X-Api-Key" },
            env: &[],
        },
        Scheme {
            name: "queryKey",
            kind: SchemeKind::ApiKey { location: Location::Query, name: "api_key" },
            env: &[],
        },
        Scheme {
            name: "cookieKey",
            kind: SchemeKind::ApiKey { location: Location::Cookie, name: "session" },
            env: &[],
        },
        Scheme { name: "mutual", kind: SchemeKind::MutualTls, env: &[] },
        Scheme { name: "challenge", kind: SchemeKind::Challenge, env: &[] },
        Scheme { name: "unknown", kind: SchemeKind::Unknown, env: &[] },
    ],
    headers: &[("Pets-Version", "2020-09-17")],
    base_url_env: Some("PETS_BASE_URL"),
    request_id_header: Some("pets-request-id"),
    ..Service::DEFAULT
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pet {
    pub(super) name: String,
    pub(super) age: Option<i64>,
}

fields! {
    Pet {
        name,
        age,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: Option<i64>,
    pub(super) message: Option<String>,
}

fields! {
    Problem {
        code,
        message,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PetFailure {
    BadRequest(Problem),
    Unauthorized(Problem),
    Gone,
    ServerError(Problem),
}

statuses! {
    PetFailure {
        400 => BadRequest,
        401 => Unauthorized,
        410 => Gone(),
        500..=599 => ServerError,
    }
}

const JSON: &[&str] = &["application/json"];

const ANSWERS: &[Answer] = &[
    Answer::new(Status::Exact(200), JSON),
    Answer::new(Status::Exact(201), JSON),
    Answer::new(Status::Exact(400), JSON),
    Answer::new(Status::Exact(401), JSON),
    Answer::new(Status::Exact(410), &[]),
    Answer::new(Status::Range(5), &["application/problem+json"]),
];

macro_rules! simple {
    ($($name:ident: $method:expr, $id:literal, $meta:expr;)*) => {$(
        #[derive(Clone, Debug)]
        pub(super) struct $name;

        impl Operation for $name {
            type Output = Pet;
            type Failure = PetFailure;
            const META: Meta = Meta {
                id: $id,
                method: $method,
                path: "/pets",
                accept: "application/json",
                answers: ANSWERS,
                ..$meta
            };
        }
    )*};
}

simple! {
    GetPet: Method::GET, "get-pet", Meta::DEFAULT;
    PutPet: Method::PUT, "put-pet", Meta::DEFAULT;
    DeletePet: Method::DELETE, "delete-pet", Meta::DEFAULT;
    TakePet: Method::GET, "take-pet", Meta { idempotent: Some(false), ..Meta::DEFAULT };
    PatchPet: Method::PATCH, "patch-pet", Meta::DEFAULT;
    HeadPet: Method::HEAD, "head-pet", Meta::DEFAULT;
    SearchPets: Method::POST, "search-pets", Meta { idempotent: Some(true), ..Meta::DEFAULT };
    KeyedPet: Method::POST, "keyed-pet", Meta {
        idempotency_header: Some("Pets-Key"),
        ..Meta::DEFAULT
    };
    SecurePet: Method::GET, "secure-pet", Meta {
        security: &[&["basic"]],
        ..Meta::DEFAULT
    };
    MaybeSecurePet: Method::GET, "maybe-secure-pet", Meta {
        security: &[&[], &["bearer"], &["headerKey", "queryKey"]],
        ..Meta::DEFAULT
    };
    ManySecurePet: Method::GET, "many-secure-pet", Meta {
        security: &[&["basic", "cookieKey"], &["bearer"], &["digest"], &["queryKey"]],
        ..Meta::DEFAULT
    };
    MutualPet: Method::GET, "mutual-pet", Meta {
        security: &[&["mutual", "headerKey"]],
        ..Meta::DEFAULT
    };
    ChallengedPet: Method::GET, "challenged-pet", Meta {
        security: &[&["challenge"], &["headerKey"]],
        ..Meta::DEFAULT
    };
    UnknownPet: Method::GET, "unknown-pet", Meta {
        security: &[&["unknown"]],
        ..Meta::DEFAULT
    };
    CertifiedPet: Method::GET, "certified-pet", Meta {
        security: &[&[], &["mutual"], &["headerKey"]],
        ..Meta::DEFAULT
    };
    SecondFactorPet: Method::GET, "second-factor-pet", Meta {
        security: &[&["basic"], &["queryKey"], &["headerKey", "basic"]],
        ..Meta::DEFAULT
    };
    ElsewherePet: Method::GET, "elsewhere-pet", Meta {
        servers: &[Server::new("https://uploads.example.com/u")],
        security: &[&["bearer"]],
        ..Meta::DEFAULT
    };
    AnonymousElsewhere: Method::GET, "anonymous-elsewhere", Meta {
        servers: &[Server::new("https://uploads.example.com/u")],
        security: &[&["bearer"], &[]],
        ..Meta::DEFAULT
    };
    OtherServerPet: Method::GET, "other-server-pet", Meta {
        servers: &[Server::new("https://eu.example.com/own")],
        security: &[&["bearer"]],
        ..Meta::DEFAULT
    };
    RelativePet: Method::GET, "relative-pet", Meta {
        servers: &[Server::new("/v2")],
        ..Meta::DEFAULT
    };
}

/// `POST /pets`: a body, not idempotent.
#[derive(Clone, Debug)]
pub(super) struct AddPet<'a> {
    pub(super) body: &'a Pet,
}

impl Operation for AddPet<'_> {
    type Output = Pet;
    type Failure = PetFailure;
    const META: Meta = Meta {
        id: "add-pet",
        method: Method::POST,
        path: "/pets",
        accept: "application/json",
        answers: ANSWERS,
        ..Meta::DEFAULT
    };

    fn body(&self) -> Option<Content<'_>> {
        Some(Content::json("application/json", self.body.view()))
    }
}

/// A parameter in each place, of any value.
#[derive(Clone, Debug)]
pub(super) struct FindPets {
    pub(super) values: [Value; 5],
}

impl Operation for FindPets {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "find-pets",
        path: "/owners/{owner}/pets",
        params: &[
            Param::path("owner"),
            Param::query("tag"),
            Param::query("filter").style(Style::DeepObject),
            Param::header("X-Trace"),
            Param::cookie("theme"),
        ],
        answers: &[Answer::new(Status::Exact(200), &[])],
        ..Meta::DEFAULT
    };

    fn param(&self, at: usize) -> View<'_> {
        match self.values.get(at) {
            None | Some(Value::Null) => View::Absent,
            Some(value) => value.view(),
        }
    }
}

impl FindPets {
    pub(super) fn of(owner: &str) -> Self {
        let mut values = [const { Value::Null }; 5];
        values[0] = owner.into();
        Self { values }
    }
}

pub(super) fn builder() -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
}

pub(super) fn client(mock: &Mock) -> Client {
    builder().transport(mock.clone()).build().unwrap()
}

pub(super) fn call<O: Operation>(client: &Client, operation: O) -> Call<'_, O> {
    Call::new(client, operation)
}

pub(super) fn rex() -> Pet {
    Pet { name: "Rex".into(), age: None }
}

/// A client with a credential for a scheme that the service has.
pub(super) trait Knowing {
    fn knowing(&self, scheme: &str, credential: Credential) -> Client;
}

impl Knowing for Client {
    fn knowing(&self, scheme: &str, credential: Credential) -> Client {
        self.with_credential(scheme, credential).unwrap()
    }
}
