//! Which parts of a body are files.

use super::encodings::Part;
use crate::diagnostics::NodeId;
use crate::document::Version;
use crate::lower::Lowerer;
use crate::lower::schemas::or_null;
use crate::lower::schemas::scalars::is_of_bytes;
use crate::model::{Operation, Payload, PayloadKind, Scalar, Shape, Type, TypeId};
use std::collections::BTreeSet;

/// The files that a part is.
#[derive(Clone, Copy)]
enum Files {
    One,
    Several,
}

impl Files {
    fn of(is_list: bool) -> Self {
        if is_list { Self::Several } else { Self::One }
    }
}

impl Lowerer<'_, '_> {
    /// A body of which nothing is said but that it has parts takes files by any name: a file can
    /// be a text as well, and no text a file. Who describes another format too means no files.
    pub(in crate::lower) fn settle_unnamed_parts(&self, operations: &mut [Operation]) {
        for Operation { bodies, .. } in operations {
            if bodies.iter().any(|body| body.kind != PayloadKind::Multipart) {
                continue;
            }
            for body in bodies.iter_mut().filter(|body| self.takes_anything(&body.ty)) {
                body.ty = Type::Map(Box::new(Type::Scalar(Scalar::Binary)));
            }
        }
    }

    /// Whether values may be anything, or objects with anything in them.
    fn takes_anything(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Any => true,
            Type::Map(value) => *self.bare(value) == Type::Any,
            _ => false,
        }
    }

    /// A part of which nothing is said is a file where its encoding names a type of bytes, or
    /// where it is one of several; since 3.1 any is, unless its encoding names another type
    /// (OpenAPI 3.1.1, "Encoding Object", `contentType`, and "Considerations for File Uploads").
    pub(super) fn settle_files(
        &mut self,
        payload: &Payload,
        elsewhere: &BTreeSet<TypeId>,
    ) {
        let Type::Def(id) = *self.bare(&payload.ty) else { return };
        let by_default =
            self.document.version != Version::V30 && !elsewhere.contains(&id);
        for (at, Part { wire, ty, origin }) in
            self.parts_of(&payload.ty).iter().enumerate()
        {
            if !elsewhere.contains(&id)
                && let Some(files) = self
                    .files_of_format(ty, *origin)
                    .or_else(|| self.files_among(ty, *origin))
            {
                self.take_as_files(id, at, files);
                continue;
            }
            let is_any = |ty: &Type| *self.bare(ty) == Type::Any;
            let is_list = matches!(ty, Type::List(item) if is_any(item));
            if !is_list && !is_any(ty) {
                continue;
            }
            let mut encodings = payload.encoding.iter();
            let media = encodings
                .find(|part| part.property == *wire)
                .and_then(|part| part.content_type.as_ref());
            let is_usual = is_list || by_default && self.is_untyped(*origin);
            if media.map_or(is_usual, |media| is_of_bytes(media.untrusted())) {
                self.take_as_files(id, at, Files::of(is_list));
            }
        }
    }

    fn take_as_files(&mut self, id: TypeId, at: usize, files: Files) {
        let file = Type::Scalar(Scalar::Binary);
        let file = match files {
            Files::One => file,
            Files::Several => Type::List(Box::new(file)),
        };
        if let Shape::Struct(structure) = &mut self.types[id].shape {
            let ty = &mut structure.fields[at].ty;
            *ty = or_null(file, matches!(ty, Type::Nullable(_)));
        }
    }

    /// The files whose content a text is, or each of a list, by its `format`: a media type,
    /// which is for `contentMediaType` to say, or the word of Swagger 2.0.
    fn files_of_format(&mut self, ty: &Type, node: NodeId) -> Option<Files> {
        let (item, is_list) = match ty {
            Type::List(item) => (&**item, true),
            ty => (ty, false),
        };
        if !matches!(self.bare(item), Type::Scalar(Scalar::Text(_))) {
            return None;
        }
        let target = self.target_of(node);
        let items = self.schema(target).items.filter(|_| is_list);
        let format = self.schema(items.unwrap_or(target)).format?;
        let is_file = format == "file" || format == "text/csv" || is_of_bytes(format);
        is_file.then(|| Files::of(is_list))
    }

    /// The files of a union, or of each of a list, that has files beside what a file can hold as
    /// well: several where one variant is a list.
    fn files_among(&mut self, ty: &Type, node: NodeId) -> Option<Files> {
        let target = self.target_of(node);
        let items = self.schema(target).items.filter(|_| matches!(ty, Type::List(_)));
        let union = self.target_of(items.unwrap_or(target));
        let schema = self.schema(union);
        let (mut has_file, mut is_list) = (false, items.is_some());
        for variant in schema.one_of.iter().chain(&schema.any_of) {
            if self.is_null_branch(*variant) {
                continue;
            }
            let target = self.target_of(*variant);
            let listed = self.schema(target).items;
            is_list |= listed.is_some();
            has_file |= self.text_at(listed.unwrap_or(target))? == Scalar::Binary;
        }
        has_file.then(|| Files::of(is_list))
    }

    /// Whether a schema says nothing of its values; a default tells that they are texts.
    fn is_untyped(&mut self, node: NodeId) -> bool {
        let target = self.target_of(node);
        let schema = self.schema(target);
        !schema.says_something() && schema.default.is_none()
    }
}
