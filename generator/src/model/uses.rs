//! Where an API has types, for all who walk along them.

use super::{Api, Operation, Shape, Type, Webhook};

impl Shape {
    /// Shows the uses of types that the definition consists of, in order.
    pub fn uses<'a>(&'a self, visit: &mut dyn FnMut(&'a Type)) {
        match self {
            Self::Struct(structure) => {
                structure.fields.iter().for_each(|field| visit(&field.ty));
                structure.extra.iter().for_each(visit);
            }
            Self::Union(union) => {
                union.variants.iter().for_each(|variant| visit(&variant.ty));
            }
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) => {}
        }
    }

    /// Lets the uses of types that the definition consists of be changed.
    pub fn uses_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Struct(structure) => {
                structure.fields.iter_mut().for_each(|field| visit(&mut field.ty));
                structure.extra.iter_mut().for_each(visit);
            }
            Self::Union(union) => {
                union.variants.iter_mut().for_each(|variant| visit(&mut variant.ty));
            }
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) => {}
        }
    }
}

impl Operation {
    /// The types of what is sent.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let params = self.params.iter().map(|param| &param.ty);
        params.chain(self.bodies.iter().map(|payload| &payload.ty))
    }

    /// The types of what is received.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        self.responses.iter().flat_map(|response| {
            let headers = response.headers.iter().map(|header| &header.ty);
            headers.chain(response.payloads.iter().map(|payload| &payload.ty))
        })
    }

    /// The types of what is taken out of answers one by one.
    fn items(&self) -> impl Iterator<Item = &Type> {
        let element = self.pages.as_ref().map(|pages| &pages.element);
        element.into_iter().chain(self.streaming.as_ref().map(|stream| &stream.item))
    }

    /// Lets all uses of types be changed.
    pub fn uses_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        self.params.iter_mut().for_each(|param| visit(&mut param.ty));
        self.bodies.iter_mut().for_each(|payload| visit(&mut payload.ty));
        for response in &mut self.responses {
            response.headers.iter_mut().for_each(|header| visit(&mut header.ty));
            response.payloads.iter_mut().for_each(|payload| visit(&mut payload.ty));
        }
        self.pages.iter_mut().for_each(|pages| visit(&mut pages.element));
        self.streaming.iter_mut().for_each(|stream| visit(&mut stream.item));
    }
}

impl Webhook {
    /// The types of what is received.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        self.bodies.iter().map(|payload| &payload.ty)
    }
}

impl Api {
    /// The types of what calls send.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        self.operations.iter().flat_map(Operation::sent)
    }

    /// The types of what calls and webhooks receive.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let answers = self.operations.iter().flat_map(Operation::received);
        let events = self.webhooks.iter().flat_map(Webhook::received);
        answers.chain(events).chain(&self.event)
    }

    /// The uses of types in operations and webhooks.
    pub fn roots(&self) -> impl Iterator<Item = &Type> {
        let items = self.operations.iter().flat_map(Operation::items);
        self.sent().chain(self.received()).chain(items)
    }

    /// Lets the uses of types in operations and webhooks be changed.
    pub fn roots_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        self.operations.iter_mut().for_each(|operation| operation.uses_mut(visit));
        for payload in self.webhooks.iter_mut().flat_map(|webhook| &mut webhook.bodies) {
            visit(&mut payload.ty);
        }
        self.event.iter_mut().for_each(visit);
    }
}
