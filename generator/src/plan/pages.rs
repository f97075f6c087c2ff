//! Lists that come in pages: recognised by their query and their answer.

use std::collections::BTreeMap;

use super::Context;
use super::model::{CursorItem, PageItem};
use super::names;
use crate::ir::{
    DefId, Field, FieldKind, Location, Method, Operation, Presence, Reply, Shape, TypeRef,
};

impl Context<'_> {
    /// The pages of all lists, by the type of the page.
    pub fn pages(&self) -> BTreeMap<DefId, PageItem> {
        let mut pages = BTreeMap::new();
        for (id, page) in self
            .api
            .operations
            .iter()
            .filter_map(|operation| self.page(operation))
        {
            pages.entry(id).or_insert(page);
        }
        pages
    }

    /// How the pages of an operation follow one another, if it answers with a list.
    ///
    /// The id is that of the page's type. What has an `id` itself and no cursor is a thing with a list in it.
    pub fn page(&self, operation: &Operation) -> Option<(DefId, PageItem)> {
        if operation.method != Method::Get {
            return None;
        }
        let Reply::Json(TypeRef::Def(id)) = &operation.reply else {
            return None;
        };
        let (id, fields) = self.record_fields(*id)?;
        let (items, item) = fields
            .iter()
            .find_map(|field| Some((field, self.list_item(field)?)))?;
        let has = |name: &str| fields.iter().any(|field| field.wire == name);
        let takes = |name: &str| {
            operation
                .params
                .iter()
                .any(|param| param.location == Location::Query && param.wire == name)
        };
        let cursor = if takes("after") && has("next") {
            CursorItem::Field("next".into(), "after".into())
        } else if takes("after") && self.has_id(item) {
            CursorItem::LastItem("after".into())
        } else if takes("after") && has("last_id") {
            CursorItem::Field("last_id".into(), "after".into())
        } else if takes("page") && has("next_page") {
            CursorItem::Field("next_page".into(), "page".into())
        } else if (has("object") || has("has_more")) && !has("id") {
            CursorItem::Single
        } else {
            return None;
        };
        let page = PageItem {
            item: self.rust_type(item),
            items: (names::field_name(&items.wire), is_option(items)),
            items_wire: items.wire.clone(),
            has_more: has("has_more").then(|| "has_more".to_owned()),
            back: (takes("before") && matches!(cursor, CursorItem::LastItem(_)))
                .then(|| "before".to_owned()),
            cursor,
        };
        Some((id, page))
    }

    fn record_fields(&self, id: DefId) -> Option<(DefId, &[Field])> {
        match &self.api.def(id).shape {
            Shape::Record { fields, .. } => Some((id, fields)),
            Shape::Alias(TypeRef::Def(target)) => self.record_fields(*target),
            _ => None,
        }
    }

    /// The type of the items, if the field is a list called as lists are.
    fn list_item<'a>(&self, field: &'a Field) -> Option<&'a TypeRef> {
        match &field.kind {
            FieldKind::Value(ty) if matches!(field.wire.as_str(), "data" | "items" | "results") => {
                match ty.without_null() {
                    TypeRef::List(item) => Some(item),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the items carry an `id`.
    fn has_id(&self, item: &TypeRef) -> bool {
        let TypeRef::Def(id) = item else { return false };
        match &self.api.def(*id).shape {
            Shape::Record { fields, .. } => fields.iter().any(|field| field.wire == "id"),
            Shape::Alias(target) => self.has_id(target),
            Shape::Union { .. } => true,
            Shape::StringEnum { .. } => false,
        }
    }
}

fn is_option(field: &Field) -> bool {
    let nullable = matches!(field.kind, FieldKind::Value(TypeRef::Nullable(_)));
    field.presence == Presence::Optional || nullable
}
