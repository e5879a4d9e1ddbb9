//! YAML through the events of granit-parser; nothing else knows that crate.

use super::budget::Budgets;
use super::build::{Builder, Fault, Finished, Key};
use super::scalar::{Meaning, meaning};
use super::tree::{Tag, Text, small};
use crate::diagnostics::{Code, Diagnostic, Severity};
use granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle,
};
use std::ops::Range;

/// Reads a whole text as one YAML document.
pub(super) fn read(
    text: &str,
    budgets: &Budgets,
    builder: &mut Builder,
) -> Result<(), Fault> {
    if let Some(at) = text.bytes().position(|byte| byte == 0) {
        let message = "a NUL character has no place in YAML".to_owned();
        return Err(Fault::Syntax { at, message });
    }
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: budgets.depth + 1,
        block_nesting_limit: budgets.depth + 1,
    };
    let mut adapter = Adapter {
        text,
        builder,
        anchors: Vec::new(),
        open: Vec::new(),
        documents: 0,
        second: 0..0,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| adapter.fault(&error))?;
        if !adapter.event(event, span)? {
            break;
        }
    }
    Ok(())
}

struct Adapter<'a, 'b, 'c> {
    text: &'a str,
    builder: &'b mut Builder<'c>,
    /// What each anchor names, by its number, once that is complete.
    anchors: Vec<Option<Finished>>,
    /// The open containers: the anchor, and whether the end is where a bracket is.
    open: Vec<(usize, bool)>,
    documents: usize,
    /// Where the second document begins.
    second: Range<usize>,
}

impl Adapter<'_, '_, '_> {
    /// Takes one event; `false` when nothing of the rest counts.
    fn event(&mut self, event: Event, span: Span) -> Result<bool, Fault> {
        let range = self.range(span);
        if self.documents > 1 && event.is_node() {
            return Ok(self.further_document(&event, &range));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                self.second = range;
            }
            Event::Scalar(value, style, anchor, tag) => {
                let tag = tag.as_deref().map(|tag| self.tag(tag, span, &range));
                self.scalar(&value, style, tag.flatten(), anchor, range)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                tag.as_deref().map(|tag| self.tag(tag, span, &range));
                self.start(Tag::Seq, style, anchor, range.start)?;
            }
            Event::MappingStart(style, anchor, tag) => {
                tag.as_deref().map(|tag| self.tag(tag, span, &range));
                self.start(Tag::Map, style, anchor, range.start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (anchor, bracket) = self.open.pop().unwrap_or_default();
                let finished = self.builder.close(bracket.then_some(range.end))?;
                self.define(anchor, finished);
            }
            Event::Alias(anchor) => self.alias(anchor, range)?,
            Event::UnresolvedAlias(_) => {
                self.no_alias(range, "names no anchor before it")?;
            }
            _ => {}
        }
        Ok(true)
    }

    fn start(
        &mut self,
        tag: Tag,
        style: StructureStyle,
        anchor: usize,
        start: usize,
    ) -> Result<(), Fault> {
        self.builder.open(tag, start)?;
        self.open.push((anchor, style == StructureStyle::Flow));
        Ok(())
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tag: Option<CoreTag>,
        anchor: usize,
        range: Range<usize>,
    ) -> Result<(), Fault> {
        // The parser writes what is left out as `~`.
        let value =
            if range.is_empty() && style == ScalarStyle::Plain { "" } else { value };
        let plain = style == ScalarStyle::Plain && tag != Some(CoreTag::Str);
        let text = self.builder.borrow_or_copy(value, range.clone());
        let finished = if self.builder.expects_key() {
            let (start, end) = (small(range.start), small(range.end));
            self.builder.key(Key { text, start, end, merge: plain && value == "<<" });
            if anchor == 0 {
                return Ok(());
            }
            self.builder.detached(text, range)?
        } else {
            let meaning = match tag {
                Some(CoreTag::Resolved) => meaning(value),
                _ if plain => meaning(value),
                _ => Meaning::String,
            };
            let tag = match meaning {
                Meaning::Null => Tag::Null,
                Meaning::Bool(true) => Tag::True,
                Meaning::Bool(false) => Tag::False,
                Meaning::Number => Tag::Number,
                Meaning::String => Tag::String,
            };
            self.builder.scalar(tag, text, range)?
        };
        self.define(anchor, Some(finished));
        Ok(())
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Fault> {
        let Some(target) = self.anchors.get(anchor).copied().flatten() else {
            return self.no_alias(range, "stands inside what it names");
        };
        if !self.builder.expects_key() {
            self.builder.alias(target, range)?;
            return Ok(());
        }
        match self.builder.scalar_text(target) {
            None => self.builder.refuse_key(range, "a mapping or sequence"),
            Some(text) => {
                let (start, end) = (small(range.start), small(range.end));
                self.builder.key(Key { text, start, end, merge: false });
            }
        }
        Ok(())
    }

    fn no_alias(&mut self, range: Range<usize>, why: &str) -> Result<(), Fault> {
        let place = self.builder.place(range.clone());
        let name: String = self.text[range.clone()].chars().take(60).collect();
        let message = format!("the alias `{name}` {why}");
        if self.builder.expects_key() {
            self.builder.refuse_key(range, "an alias without a target");
            return Ok(());
        }
        self.builder.report(
            Diagnostic::new(Code::NotJsonLike, place, message)
                .consequence("it is read as null")
                .remedy("write the value out"),
        );
        self.builder.scalar(Tag::Null, Text { at: 0, len: 0 }, range)?;
        Ok(())
    }

    fn define(&mut self, anchor: usize, finished: Option<Finished>) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, None);
        }
        self.anchors[anchor] = finished;
    }

    /// A node of a second document; an empty document after a closing `---` is none.
    fn further_document(&mut self, event: &Event, range: &Range<usize>) -> bool {
        if matches!(event, Event::Scalar(..)) && range.is_empty() {
            return true;
        }
        let place = self.builder.place(self.second.clone());
        let message = "the file has more than one YAML document";
        self.builder.report(
            Diagnostic::new(Code::Syntax, place, message)
                .consequence("only the first one is read")
                .remedy("put each document into its own file"),
        );
        false
    }

    /// What a tag asks for, if it stands at a scalar.
    fn tag(
        &mut self,
        tag: &granit_parser::Tag,
        span: Span,
        range: &Range<usize>,
    ) -> Option<CoreTag> {
        match tag.core_suffix() {
            Some("str") => return Some(CoreTag::Str),
            Some(_) => return Some(CoreTag::Resolved),
            None if tag.original() == "!" => return Some(CoreTag::Str),
            // Types of YAML 1.1: `<<` is one by itself, and a date is a string.
            None if tag
                .suffix_in_namespace("tag:yaml.org,2002:")
                .is_some_and(|suffix| matches!(&*suffix, "merge" | "timestamp")) =>
            {
                return None;
            }
            None => {}
        }
        let range =
            span.tag_span().and_then(|span| span.byte_range()).unwrap_or(range.clone());
        let place = self.builder.place(range);
        let mut warning = Diagnostic::new(
            Code::NotJsonLike,
            place,
            "this tag means nothing in OpenAPI",
        )
        .consequence("the value is read as if it had no tag")
        .remedy("remove the tag");
        warning.severity = Severity::Warning;
        self.builder.report(warning);
        None
    }

    /// The bytes of a span, without the blanks that a block scalar ends with.
    fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        let source = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + source.trim_end_matches([' ', '\t', '\n', '\r']).len()
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let at = error.marker().byte_offset().unwrap_or_default().min(self.text.len());
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return self.builder.too_deep(at);
        }
        Fault::Syntax { at, message: error.info() }
    }
}

/// What a tag of the core schema does to a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CoreTag {
    /// The scalar is a string, however it looks.
    Str,
    /// The scalar is what its text says, even in quotes.
    Resolved,
}
