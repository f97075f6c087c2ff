//! Pagination by shape: by the names of query parameters and of properties, in any of the usual spellings.

use super::{has_id, item_cursor};
use crate::ir::{
    self, Api, Fact, FieldKind, Operation, Parameter, ParameterLocation, Scalar, TypeRef,
};
use crate::nearest::letters;
use crate::plan::Cursor;

/// Query parameters that take the cursor of the next page. Names are compared by their letters and digits.
const CURSORS: &[&str] = &[
    "cursor",
    "pagecursor",
    "nextcursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "startingtoken",
    "marker",
    "nextmarker",
    "scrollid",
    "after",
    "afterid",
    "aftercursor",
    "startingafter",
    "startafter",
    "next",
];

/// The [`CURSORS`] that take the ID of the last item.
const AFTER_ITEM: &[&str] = &[
    "after",
    "afterid",
    "startingafter",
    "startafter",
    "lastid",
    "sinceid",
];

/// Properties with the cursor or the URL of the next page.
const NEXT: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpage",
    "nextpagecursor",
    "next",
    "nexturl",
    "nextlink",
    "nextmarker",
    "continuationtoken",
    "endcursor",
    "nextid",
    "nextstartingafter",
    "scrollid",
    "cursor",
];

/// Properties that contain metadata about the page.
const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "responsemetadata",
    "pagination",
    "paging",
    "pageinfo",
    "links",
    "cursor",
    "cursors",
    "page",
];

/// Boolean properties that report whether more pages follow.
const HAS_MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more", "moreavailable"];

/// Query parameters with the number of items before the page.
const OFFSETS: &[&str] = &["offset", "skip", "startindex", "startat"];

/// Query parameters with the number of the page.
const NUMBERS: &[&str] = &["page", "pagenumber", "pagenum", "pageno"];

/// Query parameters with the number of items of a page.
const SIZES: &[&str] = &[
    "perpage",
    "pagesize",
    "limit",
    "size",
    "count",
    "maxresults",
    "top",
];

/// The pagination of a list, as far as names indicate it.
pub enum Shape {
    /// The next page is found in this way.
    Cursor(Cursor),
    /// There are several possibilities.
    Unclear(String),
    /// Nothing indicates that there are several pages.
    None,
}

/// Returns the pagination of a list.
pub fn cursor(api: &Api, operation: &Operation, fields: &[ir::Field], item: &TypeRef) -> Shape {
    let cursors = query(operation, CURSORS);
    let offsets = integers(operation, OFFSETS);
    let numbers = integers(operation, NUMBERS);
    let next = next_property(api, fields);
    if let Some(path) = &next {
        let name = path.last().map(String::as_str).unwrap_or_default();
        let parameter = match cursors.as_slice() {
            [only] => Some(*only),
            [] => query(operation, NUMBERS).first().copied(),
            several => match several.iter().find(|it| is_about(&it.wire, name)) {
                Some(same) => Some(*same),
                None => {
                    let names = several.iter().map(|it| format!("`{}`", it.wire));
                    let names: Vec<String> = names.collect();
                    return Shape::Unclear(format!(
                        "`{name}` may be sent as {}",
                        names.join(" or ")
                    ));
                }
            },
        };
        if let Some(parameter) = parameter {
            return Shape::Cursor(by_property(path, &parameter.wire));
        }
        // If no parameter takes its value, the property is the URL of the next page.
        if offsets.is_empty() && numbers.is_empty() && is_url(api, fields, path) {
            return Shape::Cursor(by_property(path, ""));
        }
    }
    let headers = &operation.response_headers;
    if headers.iter().any(|name| name.eq_ignore_ascii_case("link")) {
        return Shape::Cursor(Cursor::Link);
    }
    if next.is_none() && has_id(api, item) {
        let after_item = query(operation, AFTER_ITEM);
        if let (Some(parameter), true) = (after_item.first(), has_more(fields).is_some()) {
            return Shape::Cursor(Cursor::LastItem(item_cursor(&parameter.wire)));
        }
    }
    let has_size = !query(operation, SIZES).is_empty() || has_more(fields).is_some();
    match (offsets.as_slice(), numbers.as_slice()) {
        ([offset, ..], [number, ..]) => {
            let (offset, number) = (&offset.wire, &number.wire);
            Shape::Unclear(format!("both `{offset}` and `{number}` select a page"))
        }
        ([offset], []) => Shape::Cursor(Cursor::Offset(offset.wire.clone())),
        ([], [number]) if has_size => Shape::Cursor(Cursor::Number {
            parameter: number.wire.clone(),
            first: first_number(number),
        }),
        _ if has_more(fields).is_some() && !cursors.is_empty() => {
            let names: Vec<String> = cursors.iter().map(|it| format!("`{}`", it.wire)).collect();
            Shape::Unclear(format!(
                "no property has the value of {}",
                names.join(" or ")
            ))
        }
        _ => Shape::None,
    }
}

/// Returns the names that lead to the cursor or the URL of the next page.
pub fn next_property(api: &Api, fields: &[ir::Field]) -> Option<Vec<String>> {
    if let Some(field) = first_with_name(fields, NEXT, is_cursor) {
        return Some(vec![field.wire.clone()]);
    }
    let containers = fields.iter().filter(|it| is_one_of(&it.wire, CONTAINERS));
    containers.into_iter().find_map(|container| {
        let FieldKind::Value(ty) = &container.kind else {
            return None;
        };
        let inner = api.defs.fields(ty)?;
        let field = first_with_name(inner, NEXT, is_cursor)?;
        Some(vec![container.wire.clone(), field.wire.clone()])
    })
}

/// Returns the property that reports whether more pages follow.
pub fn has_more(fields: &[ir::Field]) -> Option<String> {
    let is_boolean = |ty: &TypeRef| *ty == TypeRef::Scalar(Scalar::Boolean);
    first_with_name(fields, HAS_MORE, is_boolean).map(|field| field.wire.clone())
}

/// Returns the list of a response that has a single one.
pub fn only_list(fields: &[ir::Field]) -> Option<(&str, &TypeRef)> {
    let lists: Vec<(&str, &TypeRef)> = fields.iter().filter_map(list).collect();
    match lists.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Returns the name of a list, and the type of an item.
pub fn list(field: &ir::Field) -> Option<(&str, &TypeRef)> {
    match &field.kind {
        FieldKind::Value(ty) => match ty.without_null() {
            TypeRef::List(item) => Some((&field.wire, item)),
            _ => None,
        },
        FieldKind::Constant(_) => None,
    }
}

fn by_property(path: &[String], parameter: &str) -> Cursor {
    match path {
        [property] => Cursor::Property {
            property: property.clone(),
            parameter: parameter.to_owned(),
        },
        path => Cursor::Nested {
            path: path.to_vec(),
            parameter: parameter.to_owned(),
        },
    }
}

/// The first property with one of the names, in the order of the names.
fn first_with_name<'f>(
    fields: &'f [ir::Field],
    names: &[&str],
    accepts: fn(&TypeRef) -> bool,
) -> Option<&'f ir::Field> {
    let has_type = |field: &&ir::Field| match &field.kind {
        FieldKind::Value(ty) => accepts(ty.without_null()),
        FieldKind::Constant(_) => false,
    };
    names.iter().find_map(|name| {
        let mut fields = fields.iter().filter(has_type);
        fields.find(|field| letters(&field.wire) == *name)
    })
}

/// Whether values of the type may be a cursor.
fn is_cursor(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Scalar(Scalar::String | Scalar::Integer | Scalar::WideInteger) | TypeRef::Any(_)
    )
}

/// Whether a property is a URL: by its format or its name.
fn is_url(api: &Api, fields: &[ir::Field], path: &[String]) -> bool {
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return false;
    };
    let of = |fields: &[ir::Field], name: &str| fields.iter().find(|it| it.wire == *name).cloned();
    let outer = of(fields, first);
    let field = match path.len() {
        1 => outer,
        _ => outer.and_then(|outer| match &outer.kind {
            FieldKind::Value(ty) => of(api.defs.fields(ty)?, last),
            FieldKind::Constant(_) => None,
        }),
    };
    let has_format = field.is_some_and(|field| {
        let mut facts = field.docs.facts.iter();
        facts.any(|fact| matches!(fact, Fact::Format(format) if format.starts_with("uri") || format == "url"))
    });
    has_format
        || matches!(letters(last).as_str(), "nexturl" | "nextlink")
        || letters(first) == "links"
}

fn query<'o>(operation: &'o Operation, names: &[&str]) -> Vec<&'o Parameter> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|it| it.location == ParameterLocation::Query);
    parameters.filter(|it| is_one_of(&it.wire, names)).collect()
}

/// The query parameters with one of these names that are integers.
fn integers<'o>(operation: &'o Operation, names: &[&str]) -> Vec<&'o Parameter> {
    let is_integer = |it: &&Parameter| {
        let ty = it.ty.without_null();
        matches!(
            ty,
            TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger | Scalar::Number)
                | TypeRef::Def(_)
        )
    };
    query(operation, names)
        .into_iter()
        .filter(is_integer)
        .collect()
}

/// The number of the first page: the default or the smallest value of the parameter.
fn first_number(parameter: &Parameter) -> u64 {
    let number = parameter.docs.facts.iter().find_map(|fact| match fact {
        Fact::Default(json) => json.parse().ok(),
        Fact::Minimum { limit, .. } if limit == "0" => Some(0),
        _ => None,
    });
    number.unwrap_or(1)
}

/// Whether a parameter is named after a property: `cursor` and `next_cursor`.
fn is_about(parameter: &str, property: &str) -> bool {
    let (parameter, property) = (letters(parameter), letters(property));
    let rest = property.strip_prefix("next").unwrap_or(&property);
    parameter == property || parameter == rest
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.contains(&letters(name).as_str())
}
