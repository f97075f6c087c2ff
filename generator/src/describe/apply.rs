//! Adds the sentences of a book to the meaning of a document.

use std::collections::BTreeMap;

use super::book::Book;
use super::entries::Part;
use super::sentence::{PlaceholderValues, Sentence};
use super::unmatched;
use super::{key, types};
use crate::diagnostic::{Diagnostics, Strictness};
use crate::ir::{
    Api, BranchKind, Def, DefId, Docs, ExampleNotes, GroupDocs, PathSegment, SchemaRoot, Shape,
    TypeRef, is_blank,
};

/// Documents all items for which the book has a sentence. The most specific sentence wins; the document's own prose is
/// more specific than a rule and less specific than the entry of a schema or operation.
pub fn describe(api: &mut Api, book: &Book, strictness: Strictness, diagnostics: &mut Diagnostics) {
    if book.count == 0 && book.examples == ExampleNotes::default() {
        return;
    }
    let mut writer = Writer {
        book,
        used: vec![false; book.count],
        of_parts: BTreeMap::new(),
    };
    writer.operations(api);
    writer.channels(api);
    let mut order: Vec<DefId> = api.defs.with_ids().map(|(id, _)| id).collect();
    // The sentence about an inline type may come from the item that contains it, so that item comes first.
    order.sort_by_key(|id| api.defs[*id].path.segments.len());
    for id in &order {
        writer.definition(api, *id);
    }
    for id in &order {
        writer.fields_by_type(api, *id);
        writer.branches_by_type(api, *id);
    }
    let groups = book.groups.iter().map(|(path, sentence)| GroupDocs {
        path: path.clone(),
        prose: sentence.text.clone(),
        origin: sentence.origin,
    });
    api.groups = groups.collect();
    api.references = book.references.of_groups();
    api.examples = book.examples.clone();
    unmatched::report(api, book, &writer.used, strictness, diagnostics);
}

/// Selects sentences and records which ones were selected.
struct Writer<'b> {
    book: &'b Book,
    used: Vec<bool>,
    /// The sentences about properties, branches, parameters and bodies, by the key of a schema defined there.
    of_parts: BTreeMap<String, String>,
}

/// Sentences for one item: the one from its own entry, and the one from a rule.
type Candidates<'b> = (Option<&'b Sentence>, Option<&'b Sentence>);

impl<'b> Writer<'b> {
    /// Selects the sentence of an item, or keeps the prose it has. Returns the result.
    fn set(
        &mut self,
        prose: &mut Option<String>,
        (own, by_rule): Candidates<'b>,
        subject: &str,
        name: &str,
    ) -> Option<String> {
        if let Some(sentence) = own.or(by_rule) {
            let resource = self.noun(subject);
            let facts = PlaceholderValues {
                resource: &resource,
                name,
            };
            self.used[sentence.id] = true;
            if own.is_some() || is_blank(prose) {
                *prose = Some(sentence.fill(facts));
            }
        }
        prose.clone().filter(|prose| !prose.trim().is_empty())
    }

    fn noun(&mut self, subject: &str) -> String {
        let names = self.book.names(subject);
        match names.iter().find_map(|name| self.book.nouns.entry(name)) {
            Some(noun) => {
                self.used[noun.id] = true;
                noun.text.clone()
            }
            None => {
                let name = names.last().map_or(subject, String::as_str);
                self.book.nouns.derived(name)
            }
        }
    }

    fn operations(&mut self, api: &mut Api) {
        let book = self.book;
        for operation in &mut api.operations {
            let id = operation.id.clone();
            let names = book.names(&id);
            let own = book.operations.description(&names);
            self.set(&mut operation.docs.prose, (own, None), &id, &id);
            if let Some(page) = book.references.of_operation(&names) {
                self.used[page.id] = true;
                operation.reference = Some(book.references.url(page));
            }
            for parameter in &mut operation.parameters {
                let wire = &parameter.wire;
                let kind = types::of(&api.defs, &parameter.ty);
                let own = book.operations.part(&names, Part::Parameter, wire);
                let by_rule = || book.parameters.find(wire, &names, kind);
                let candidates = (own, own.is_none().then(by_rule).flatten());
                let prose = self.set(&mut parameter.docs.prose, candidates, &id, wire);
                let root = SchemaRoot::Parameter {
                    operation: id.clone(),
                    name: wire.clone(),
                };
                self.of_parts
                    .extend(prose.map(|prose| (key::root(&root), prose)));
            }
        }
    }

    fn channels(&mut self, api: &mut Api) {
        let book = self.book;
        for channel in &mut api.channels {
            let name = channel.name.clone();
            let names = book.names(&name);
            let own = book.channels.description(&names);
            self.set(&mut channel.docs.prose, (own, None), &name, &name);
            for parameter in &mut channel.query {
                let kind = types::of(&api.defs, &parameter.ty);
                let own = book.channels.part(&names, Part::Parameter, &parameter.wire);
                let by_rule = || book.parameters.find(&parameter.wire, &names, kind);
                let candidates = (own, own.is_none().then(by_rule).flatten());
                self.set(
                    &mut parameter.docs.prose,
                    candidates,
                    &name,
                    &parameter.wire,
                );
            }
        }
    }

    /// Documents a definition and its parts.
    fn definition(&mut self, api: &mut Api, id: DefId) {
        let kinds = field_kinds(api, id);
        let def = &mut api.defs[id];
        let key = key::of(&def.path);
        let subject = key::subject(&def.path.root).to_owned();
        let book = self.book;
        let names = book.names(&key);
        let own = book.schemas.description(&names);
        self.set(&mut def.docs.prose, (own, None), &subject, &key);
        if is_blank(&def.docs.prose) {
            def.docs.prose = self.of_container(def);
        }
        match &mut def.shape {
            Shape::Record { fields, .. } => {
                for (field, kind) in fields.iter_mut().zip(kinds) {
                    let own = book.schemas.part(&names, Part::Property, &field.wire);
                    let by_rule = || book.fields.find(&field.wire, &names, kind);
                    let candidates = (own, own.is_none().then(by_rule).flatten());
                    let is_constant = kind == "constant" && own.is_none();
                    if is_constant {
                        continue;
                    }
                    let prose = self.set(&mut field.docs.prose, candidates, &subject, &field.wire);
                    let part = format!("{key}.{}", field.wire);
                    self.of_parts.extend(prose.map(|prose| (part, prose)));
                }
            }
            Shape::StringEnum { values, .. } => {
                for value in values {
                    let own = book.schemas.part(&names, Part::Value, &value.wire);
                    let by_rule = || book.values.find(&value.wire, &names, "string");
                    let candidates = (own, own.is_none().then(by_rule).flatten());
                    self.set(&mut value.prose, candidates, &subject, &value.wire);
                }
            }
            Shape::IntegerEnum { values } => {
                for value in values {
                    let wire = value.number.to_string();
                    let own = book.schemas.part(&names, Part::Value, &wire);
                    self.set(&mut value.prose, (own, None), &subject, &wire);
                }
            }
            Shape::Union { branches, .. } => {
                for (branch, kind) in branches.iter_mut().zip(kinds) {
                    let own = book.schemas.part(&names, Part::Variant, &branch.name);
                    let by_rule = || book.variants.find(&branch.name, &names, kind);
                    let candidates = (own, own.is_none().then(by_rule).flatten());
                    let prose = self.set(&mut branch.prose, candidates, &subject, &branch.name);
                    let part = format!("{key}|{}", branch.name);
                    self.of_parts.extend(prose.map(|prose| (part, prose)));
                }
            }
            Shape::Alias(_) => {}
        }
    }

    /// The sentence about the property, branch or parameter that an inline type belongs to.
    fn of_container(&self, def: &Def) -> Option<String> {
        let key = key::of(&def.path);
        if let Some(sentence) = self.of_parts.get(&key) {
            return Some(sentence.clone());
        }
        let mut path = def.path.clone();
        while let Some(PathSegment::Items | PathSegment::AdditionalProperties) =
            path.segments.last()
        {
            path.segments.pop();
        }
        self.of_parts.get(&key::of(&path)).cloned()
    }

    /// Documents fields without a sentence by the type they refer to.
    fn fields_by_type(&mut self, api: &mut Api, id: DefId) {
        let Shape::Record { fields, .. } = &api.defs[id].shape else {
            return;
        };
        let prose = fields.iter().map(|field| match &field.kind {
            crate::ir::FieldKind::Value(ty) if is_blank(&field.docs.prose) => of_type(api, ty),
            _ => None,
        });
        let prose: Vec<Option<String>> = prose.collect();
        if let Shape::Record { fields, .. } = &mut api.defs[id].shape {
            for (field, prose) in fields.iter_mut().zip(prose) {
                field.docs.prose = prose.or(field.docs.prose.take());
            }
        }
    }

    /// Documents branches without a sentence by their types.
    fn branches_by_type(&mut self, api: &mut Api, id: DefId) {
        let Shape::Union { branches, .. } = &api.defs[id].shape else {
            return;
        };
        let prose = branches.iter().map(|branch| match &branch.kind {
            BranchKind::Type(ty) if is_blank(&branch.prose) => of_type(api, ty),
            _ => None,
        });
        let prose: Vec<Option<String>> = prose.collect();
        if let Shape::Union { branches, .. } = &mut api.defs[id].shape {
            for (branch, prose) in branches.iter_mut().zip(prose) {
                branch.prose = prose.or(branch.prose.take());
            }
        }
    }
}

/// The sentence about a type.
fn of_type(api: &Api, ty: &TypeRef) -> Option<String> {
    let TypeRef::Def(id) = ty.without_null() else {
        return None;
    };
    let Docs { prose, .. } = &api.defs[*id].docs;
    prose.clone().filter(|prose| !prose.trim().is_empty())
}

/// The kinds of the fields of a record, or of the branches of a union.
fn field_kinds(api: &Api, id: DefId) -> Vec<&'static str> {
    match &api.defs[id].shape {
        Shape::Record { fields, .. } => {
            let kinds = fields.iter().map(|it| types::of_field(&api.defs, &it.kind));
            kinds.collect()
        }
        Shape::Union { branches, .. } => {
            let kinds = branches.iter().map(|branch| match &branch.kind {
                BranchKind::Type(ty) => types::of(&api.defs, ty),
                BranchKind::Literal(_) => "constant",
            });
            kinds.collect()
        }
        Shape::StringEnum { .. } | Shape::IntegerEnum { .. } | Shape::Alias(_) => Vec::new(),
    }
}
