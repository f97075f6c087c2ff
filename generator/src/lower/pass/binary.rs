//! Pass: files exist only in forms. In JSON and everywhere else, a string is a string, regardless of its `format`.
//!
//! A type with files that is sent both as a form and as JSON becomes two types: the form gets a separate one. If one
//! operation accepts the type as a form and as JSON, its form comes first, and both have the type of the form.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Body, BodyFormat, Channel, DefId, Defs, Operation, PathSegment, Response, Scalar, SchemaPath,
    SchemaRoot, TypeRef, Webhook,
};
use crate::lower::http::put_files_first;

/// Converts files outside of forms to strings.
pub fn keep_files_in_forms(
    defs: &mut Defs,
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    channels: &[Channel],
) {
    let with_files = with_files(defs);
    let has_files = |ty: &TypeRef| has_files(ty, &with_files);
    for body in operations.iter_mut().filter_map(|it| it.body.as_mut()) {
        put_files_first(body, has_files);
    }
    let mut elsewhere = BTreeSet::new();
    for operation in operations.iter() {
        let parameters = operation.parameters.iter().map(|it| &it.ty);
        let bodies = operation.body.iter().flat_map(outside_of_forms);
        let errors = operation.errors.iter().map(|it| &it.response);
        let responses = [&operation.response].into_iter().chain(errors);
        let response = responses.flat_map(response_types);
        for ty in parameters.chain(bodies).chain(response) {
            reach(defs, ty, &mut elsewhere);
        }
    }
    let events = channels
        .iter()
        .flat_map(|channel| [&channel.client_event, &channel.server_event]);
    for ty in webhooks.iter().map(|it| &it.payload).chain(events) {
        reach(defs, ty, &mut elsewhere);
    }
    for operation in operations.iter_mut() {
        let id = operation.id.clone();
        let Some(body) = &mut operation.body else {
            continue;
        };
        let mut copies = Copies {
            elsewhere: &elsewhere,
            with_files: &with_files,
            operation: &id,
            copied: BTreeMap::new(),
        };
        let form = body.contents.iter().find_map(form_type).cloned();
        let Some(form) = form.filter(|ty| copies.is_needed(defs, ty)) else {
            continue;
        };
        let copy = copies.of_type(defs, &form);
        for content in &mut body.contents {
            match &mut content.format {
                BodyFormat::Json(ty)
                | BodyFormat::Multipart { ty, .. }
                | BodyFormat::UrlEncoded { ty, .. }
                    if *ty == form =>
                {
                    *ty = copy.clone();
                }
                _ => {}
            }
        }
    }
    for id in elsewhere {
        defs[id]
            .shape
            .types_mut()
            .into_iter()
            .for_each(&mut to_string);
    }
    for operation in operations {
        let bodies = operation.body.iter_mut().flat_map(|it| &mut it.contents);
        for content in bodies {
            if let BodyFormat::Json(ty) | BodyFormat::UrlEncoded { ty, .. } = &mut content.format {
                to_string(ty);
            }
        }
        operation
            .parameters
            .iter_mut()
            .for_each(|it| to_string(&mut it.ty));
        match &mut operation.response {
            Response::Json(ty) | Response::EventStream(ty) | Response::JsonLines(ty) => {
                to_string(ty);
            }
            _ => {}
        }
    }
    webhooks
        .iter_mut()
        .for_each(|it| to_string(&mut it.payload));
}

/// Replaces files with strings, without following definitions.
fn to_string(ty: &mut TypeRef) {
    match ty {
        TypeRef::Scalar(scalar @ Scalar::Binary) => *scalar = Scalar::String,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => to_string(inner),
        TypeRef::Scalar(_) | TypeRef::Def(_) | TypeRef::Any(_) => {}
    }
}

/// Returns the definitions with files, at any depth.
fn with_files(defs: &Defs) -> BTreeSet<DefId> {
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for (id, def) in defs.with_ids() {
            let types = def.shape.types();
            if types.into_iter().any(|ty| has_files(ty, &found)) {
                found.insert(id);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn has_files(ty: &TypeRef, with_files: &BTreeSet<DefId>) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar == Scalar::Binary,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            has_files(inner, with_files)
        }
        TypeRef::Def(id) => with_files.contains(id),
        TypeRef::Any(_) => false,
    }
}

/// Returns the types of the bodies that are not forms, except the type that a form has as well.
fn outside_of_forms(body: &Body) -> impl Iterator<Item = &TypeRef> {
    let form = body.contents.iter().find_map(form_type);
    body.contents.iter().filter_map(move |content| {
        let is_form = form_type(content).is_some();
        content
            .format
            .ty()
            .filter(|ty| !is_form && Some(*ty) != form)
    })
}

fn form_type(content: &crate::ir::BodyContent) -> Option<&TypeRef> {
    match &content.format {
        BodyFormat::Multipart { ty, .. } => Some(ty),
        _ => None,
    }
}

fn response_types(response: &Response) -> Vec<&TypeRef> {
    match response {
        Response::Empty | Response::Text(_) | Response::Bytes(_) => Vec::new(),
        Response::Json(ty) | Response::EventStream(ty) | Response::JsonLines(ty) => vec![ty],
        Response::JsonOrStream { json, event, .. } => vec![json, event],
        Response::BytesOrStream { event, .. } => vec![event],
        Response::Optional(inner) => response_types(inner),
        Response::ByStatus(variants) => {
            let types = variants.iter().map(|it| response_types(&it.response));
            types.flatten().collect()
        }
    }
}

/// Adds the definitions that a type consists of.
fn reach(defs: &Defs, ty: &TypeRef, reached: &mut BTreeSet<DefId>) {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            reach(defs, inner, reached);
        }
        TypeRef::Def(id) if reached.insert(*id) => {
            for ty in defs[*id].shape.types() {
                reach(defs, ty, reached);
            }
        }
        TypeRef::Def(_) | TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}

/// The copies of definitions for the form of an operation.
struct Copies<'a> {
    /// The definitions that are used outside of forms.
    elsewhere: &'a BTreeSet<DefId>,
    with_files: &'a BTreeSet<DefId>,
    operation: &'a str,
    copied: BTreeMap<DefId, DefId>,
}

impl Copies<'_> {
    /// Whether a definition with files is used outside of forms.
    fn is_needed(&self, defs: &Defs, ty: &TypeRef) -> bool {
        let mut reached = BTreeSet::new();
        reach(defs, ty, &mut reached);
        reached.iter().any(|id| self.is_copied(*id))
    }

    fn is_copied(&self, id: DefId) -> bool {
        self.elsewhere.contains(&id) && self.with_files.contains(&id)
    }

    /// Returns a type with copies of the definitions that have files.
    fn of_type(&mut self, defs: &mut Defs, ty: &TypeRef) -> TypeRef {
        match ty {
            TypeRef::List(inner) => TypeRef::List(Box::new(self.of_type(defs, inner))),
            TypeRef::Map(inner) => TypeRef::Map(Box::new(self.of_type(defs, inner))),
            TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(self.of_type(defs, inner))),
            TypeRef::Def(id) if self.with_files.contains(id) => {
                TypeRef::Def(self.of_def(defs, *id))
            }
            plain => plain.clone(),
        }
    }

    fn of_def(&mut self, defs: &mut Defs, id: DefId) -> DefId {
        if let Some(copy) = self.copied.get(&id) {
            return *copy;
        }
        let mut def = defs[id].clone();
        def.path = self.path(&def.path);
        let copy = defs.push(def);
        self.copied.insert(id, copy);
        let mut shape = defs[copy].shape.clone();
        for ty in shape.types_mut() {
            *ty = self.of_type(defs, ty);
        }
        defs[copy].shape = shape;
        copy
    }

    /// The path of a copy: that of the form of the operation, with the name of the component if there are several.
    fn path(&self, original: &SchemaPath) -> SchemaPath {
        let mut segments = original.segments.clone();
        if let (false, SchemaRoot::Component(name)) = (self.copied.is_empty(), &original.root) {
            segments.insert(0, PathSegment::Branch(name.clone()));
        }
        SchemaPath {
            root: SchemaRoot::Form(self.operation.to_owned()),
            segments,
            pointer: original.pointer.clone(),
        }
    }
}
