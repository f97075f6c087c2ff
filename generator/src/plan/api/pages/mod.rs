//! Pass: pages of lists, recognized by the query and the response of an operation, or declared in the configuration.

mod shape;

use std::collections::BTreeMap;

use self::shape::Shape;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    self, Api, DefId, FieldKind, Method, Operation, ParameterLocation, Response, TypeRef,
};
use crate::plan::config::Pagination;
use crate::plan::types::Records;
use crate::plan::types::RustTypes;
use crate::plan::{Cursor, ItemCursor, Page, PageItems, Presence, Record, Settings};

/// The properties that contain the items of a page.
const ITEMS: &[&str] = &["data", "items", "results"];

/// The query parameters that list backwards from an item.
const BACK: &[&str] = &["before", "ending_before", "before_id"];

/// The property that identifies an item.
const ID: &str = "id";

/// The pages of lists.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The type of page that each operation returns, in document order.
    pub by_operation: Vec<Option<DefId>>,
    /// The pages, by type.
    pub by_type: BTreeMap<DefId, Page>,
}

/// Finds all pages. If several operations return the same type, the first one determines its pagination.
pub fn pages(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    records: &Records,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let mut pages = Pages::default();
    for operation in &api.operations {
        let page = page(api, settings, types, records, operation, diagnostics);
        pages.by_operation.push(page.as_ref().map(|(id, _)| *id));
        if let Some((id, page)) = page {
            pages.by_type.entry(id).or_insert(page);
        }
    }
    pages
}

/// The page that an operation returns, and its type.
fn page(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    records: &Records,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Option<(DefId, Page)> {
    let declared = settings.config.pagination.get(&operation.id);
    if operation.method != Method::Get && declared.is_none() {
        return None;
    }
    let response = match &operation.response {
        Response::Optional(inner) => inner,
        response => response,
    };
    let Response::Json(ty @ TypeRef::Def(_)) = response else {
        return None;
    };
    let id = api.defs.resolved_id(ty)?;
    let fields = api.defs.fields(ty)?;
    let (wire, item, cursor) = match declared {
        Some(declared) => {
            let (wire, item) = declared_items(fields, declared)?;
            (wire, item, declared.cursor())
        }
        None => by_shape(api, operation, fields, diagnostics)?,
    };
    let is_cursor_of_items = matches!(cursor, Cursor::LastItem(_));
    let back = BACK.iter().find(|name| takes(operation, name));
    let page = Page {
        item: types.of(item),
        items: page_items(records.get(&id)?, wire)?,
        has_more: shape::has_more(fields),
        back: back
            .filter(|_| is_cursor_of_items)
            .map(|name| item_cursor(name)),
        cursor,
    };
    Some((id, page))
}

/// The list that the configuration names, otherwise the only list of the response.
fn declared_items<'f>(
    fields: &'f [ir::Field],
    declared: &Pagination,
) -> Option<(&'f str, &'f TypeRef)> {
    let mut lists = fields.iter().filter_map(shape::list);
    match &declared.items {
        Some(name) => lists.find(|(wire, _)| wire == name),
        None => fields.iter().find_map(items).or_else(|| lists.next()),
    }
}

/// The items of a page and the cursor of the next one.
fn by_shape<'f>(
    api: &Api,
    operation: &Operation,
    fields: &'f [ir::Field],
    diagnostics: &mut Diagnostics,
) -> Option<(&'f str, &'f TypeRef, Cursor)> {
    let usual = fields.iter().find_map(items);
    let usual_cursor = usual.and_then(|(_, item)| cursor(api, operation, fields, item));
    if let (Some((wire, item)), Some(cursor)) = (usual, &usual_cursor)
        && !matches!(cursor, Cursor::Single)
    {
        return Some((wire, item, cursor.clone()));
    }
    let (wire, item) = usual.or_else(|| shape::only_list(fields))?;
    match shape::cursor(api, operation, fields, item) {
        Shape::Cursor(cursor) => Some((wire, item, cursor)),
        Shape::Unclear(reason) => {
            let message = format!("the pagination of `{}` is unclear: {reason}", operation.id);
            let help = "declare it in `[pagination]` of the configuration; until then, the list has a single page";
            let warning = Diagnostic::warning(Code::UnclearPagination, message, operation.origin);
            diagnostics.push(warning.help(help));
            Some((wire, item, Cursor::Single))
        }
        Shape::None => Some((wire, item, usual_cursor?)),
    }
}

/// The name of a list of items, and the type of one item.
fn items(field: &ir::Field) -> Option<(&str, &TypeRef)> {
    let FieldKind::Value(ty) = &field.kind else {
        return None;
    };
    match ty.without_null() {
        TypeRef::List(item) if ITEMS.contains(&field.wire.as_str()) => Some((&field.wire, item)),
        _ => None,
    }
}

/// The source of the next page's cursor. `None` if the response is not a page: a resource has an `id` and no cursor.
fn cursor(
    api: &Api,
    operation: &Operation,
    fields: &[ir::Field],
    item: &TypeRef,
) -> Option<Cursor> {
    let from_property = |property: &str, parameter: &str| Cursor::Property {
        property: property.to_owned(),
        parameter: parameter.to_owned(),
    };
    let has_after = takes(operation, "after");
    if has_after && has(fields, "next") {
        Some(from_property("next", "after"))
    } else if has_after && shape::next_property(api, fields).is_some() {
        // A cursor of the response is not the ID of an item.
        None
    } else if has_after && has_id(api, item) {
        Some(Cursor::LastItem(item_cursor("after")))
    } else if has_after && has(fields, "last_id") {
        Some(from_property("last_id", "after"))
    } else if takes(operation, "page") && has(fields, "next_page") {
        Some(from_property("next_page", "page"))
    } else if takes(operation, "page") && has(fields, "next") {
        Some(from_property("next", "page"))
    } else if (has(fields, "object") || has(fields, "has_more")) && !has(fields, ID) {
        Some(Cursor::Single)
    } else {
        None
    }
}

fn item_cursor(parameter: &str) -> ItemCursor {
    ItemCursor {
        property: ID.to_owned(),
        parameter: parameter.to_owned(),
    }
}

fn page_items(record: &Record, wire: &str) -> Option<PageItems> {
    let (_, field) = record.fields().find(|(name, _)| *name == wire)?;
    Some(PageItems {
        field: field.ident.clone(),
        wire: wire.to_owned(),
        optional: field.presence != Presence::Required,
    })
}

fn has(fields: &[ir::Field], wire: &str) -> bool {
    fields.iter().any(|field| field.wire == wire)
}

fn takes(operation: &Operation, wire: &str) -> bool {
    let mut params = operation.parameters.iter();
    params.any(|param| param.location == ParameterLocation::Query && param.wire == wire)
}

/// Whether items have an `id`.
fn has_id(api: &Api, item: &TypeRef) -> bool {
    match (item, api.defs.shape(item)) {
        (TypeRef::Nullable(_), _) => false,
        (_, Some(ir::Shape::Record { fields, .. })) => has(fields, ID),
        (_, Some(ir::Shape::Union { .. })) => true,
        _ => false,
    }
}
