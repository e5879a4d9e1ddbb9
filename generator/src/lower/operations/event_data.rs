//! The data of events, where the document says what is in its text: `contentSchema` beside
//! `contentMediaType: application/json`.
//!
//! An event's data is text to whoever carries it. Its readers get what the text holds, which
//! is why such a property has the type of its content: in events, and nowhere else.

use crate::diagnostics::NodeId;
use crate::document::{Additional, MediaType, Schema};
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
use crate::model::PayloadKind;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the field of an event that holds what it is about.
const DATA: &str = "data";

impl Lowerer<'_, '_> {
    /// Finds the properties that are the data of events and nothing else, with the schemas of
    /// what they hold.
    pub(in crate::lower) fn find_event_data(&mut self) {
        let document = self.document;
        let items = document.paths.iter().chain(&document.webhooks);
        let (mut events, mut others) = (Vec::new(), Vec::new());
        for operation in items.flat_map(|item| &item.operations) {
            let answers = operation.responses.iter().map(|response| &response.content);
            let sent = operation.request_body.iter().map(|body| &body.content);
            for media in answers.chain(sent).flatten() {
                if is_events(media) { &mut events } else { &mut others }
                    .extend(media.item_schema.into_iter().chain(media.schema));
            }
        }
        let found = self.data_of(events);
        if found.is_empty() {
            return;
        }
        let elsewhere = self.reachable(others);
        let apart = found.into_iter().filter(|(node, _)| !elsewhere.contains(node));
        self.event_data = apart.collect();
    }

    /// The schema of what the text of a property holds, if it is the data of events.
    pub(in crate::lower) fn event_content(&self, nodes: &[NodeId]) -> Option<NodeId> {
        nodes.iter().rev().find_map(|node| self.event_data.get(node).copied())
    }

    /// The `data` of all objects that an event can be, as far as its content is described.
    fn data_of(&mut self, events: Vec<NodeId>) -> BTreeMap<NodeId, NodeId> {
        let (mut found, mut seen) = (BTreeMap::new(), BTreeSet::new());
        let mut work = events;
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            work.extend(parts(&schema));
            work.extend(schema.items);
            for (_, data) in schema.properties.iter().filter(|(name, _)| *name == DATA) {
                let content = self.content_of(*data);
                found.extend(content.map(|content| (*data, content)));
            }
        }
        found
    }

    /// What the text of a schema holds, or of the one that it refers to.
    fn content_of(&mut self, mut node: NodeId) -> Option<NodeId> {
        const LONGEST: usize = 16;
        for _ in 0..LONGEST {
            let schema = self.schema(node);
            if let Some(content) = content(&schema) {
                return Some(content);
            }
            node = schema.reference?;
        }
        None
    }

    /// Every schema that these lead to.
    fn reachable(&mut self, schemas: Vec<NodeId>) -> BTreeSet<NodeId> {
        let mut seen = BTreeSet::new();
        let mut work = schemas;
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            work.extend(parts(&schema));
            work.extend(schema.items.iter().chain(&schema.prefix_items));
            work.extend(schema.properties.iter().map(|(_, property)| *property));
            work.extend(&schema.patterns);
            if let Some(Additional::Schema(values)) = schema.additional {
                work.push(values);
            }
        }
        seen
    }
}

fn is_events(media: &MediaType<'_>) -> bool {
    kind(&essence(media.name)) == PayloadKind::Events
}

/// The schemas that a schema is made of.
fn parts(schema: &Schema<'_>) -> Vec<NodeId> {
    let lists = schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of);
    schema.reference.into_iter().chain(lists.copied()).collect()
}

/// `contentSchema`, where the text is JSON.
fn content(schema: &Schema<'_>) -> Option<NodeId> {
    let is_json = kind(&essence(schema.content_media_type?)) == PayloadKind::Json;
    let mut keywords = schema.unfollowed.iter();
    let (_, node) = keywords.find(|(keyword, _)| *keyword == "contentSchema")?;
    is_json.then_some(*node)
}
