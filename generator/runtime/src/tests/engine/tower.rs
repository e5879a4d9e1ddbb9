//! A tower service as transport.

use std::task::{Context, Poll};

use tower_service::Service;

use super::service::*;
use crate::runtime::{
    Body, BoxError, BoxFuture, Error, Mock, TowerTransport, TransportKind, Wire,
};

/// A layer as its users write it: it adds a header, or refuses.
#[derive(Clone)]
struct Layered {
    inner: Wire,
    full: bool,
}

impl Service<http::Request<Body>> for Layered {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        if self.full {
            return Poll::Ready(Err("too many calls".into()));
        }
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
        request.headers_mut().insert("x-layer", "1".parse().unwrap());
        let answer = self.inner.call(request);
        Box::pin(async move { Ok(answer.await?) })
    }
}

#[tokio::test]
async fn layers_are_around_the_transport() {
    let mock = Mock::new()
        .on::<GetPet>(200, rex())
        .fail::<PatchPet>(TransportKind::Io)
        .on::<HeadPet>(503, ());
    let wire = Wire::new(mock.clone());
    let service = Layered { inner: wire.clone(), full: false };
    let transport = TowerTransport::new(service, wire.clone());
    let client = builder().transport(transport).build().unwrap();
    assert_eq!(*call(&client, GetPet).send().await.unwrap(), rex());
    assert_eq!(mock.requests()[0].header("x-layer"), Some("1"));
    let error = call(&client, PatchPet).send().await.unwrap_err();
    assert!(error.to_string().starts_with("the connection broke"), "{error}");
    assert_eq!(mock.sleeps().len(), 0);
    let error = call(&client, HeadPet).send().await.unwrap_err();
    assert_eq!((error.api().unwrap().attempts(), mock.sleeps().len()), (3, 2));

    let full = TowerTransport::new(Layered { inner: wire.clone(), full: true }, wire);
    let client = builder().transport(full).max_retries(0).build().unwrap();
    let Err(Error::Transport(error)) = call(&client, GetPet).send().await else {
        panic!()
    };
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "too many calls");
}
