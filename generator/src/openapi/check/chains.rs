//! Checks how many schemas refer to each other in sequence.
//!
//! Later stages follow references, `allOf`, branches, items and map values recursively, and print nested types. The
//! limit bounds their time and their stack. Properties start a new sequence, because each record is a separate type.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::escape;
use crate::openapi::{Document, schema_name};

/// How many references, branches and lists may follow each other: more than any reasonable document has.
const MAX_LENGTH: usize = 100;

/// Reports the first schema that starts a sequence longer than the limit. Schemas at the limit are then changed to
/// accept any JSON.
pub(in crate::openapi) fn check(document: &mut Document, diagnostics: &mut Diagnostics) {
    let lengths = measure(&links(document), usize::MAX).lengths;
    let Some(first) = lengths.iter().position(|length| *length > MAX_LENGTH) else {
        return;
    };
    report(document, first, diagnostics);
    // One round leaves only sequences that a cycle hid from it.
    loop {
        let cut = measure(&links(document), MAX_LENGTH).cut;
        if cut.is_empty() {
            break;
        }
        for index in cut {
            document.accept_any_json(index);
        }
    }
}

/// The steps from each component schema.
fn links(document: &Document) -> Vec<Vec<Link>> {
    let Some(components) = &document.api.components else {
        return Vec::new();
    };
    let index = |name: &str| components.schemas.get_index_of(name);
    let schemas = components.schemas.values();
    let links = schemas.map(|schema| {
        let mut links = Vec::new();
        collect(schema, 0, &index, &mut links);
        links
    });
    links.collect()
}

fn report(document: &Document, first: usize, diagnostics: &mut Diagnostics) {
    let components = document.api.components.as_ref();
    let Some((name, _)) = components.and_then(|it| it.schemas.get_index(first)) else {
        return;
    };
    let origin = document
        .origins
        .key(&format!("/components/schemas/{}", escape(name)));
    let message = format!(
        "the schema `{name}` leads through a sequence of more than {MAX_LENGTH} references, branches or lists"
    );
    let help =
        "define it in fewer steps: with its properties, or with a reference to the last schema";
    diagnostics.push(
        Diagnostic::error(Code::TooDeep, message, origin)
            .fallback("schemas beyond the limit accept any JSON")
            .help(help),
    );
}

/// A step from a schema to another one, or to an inline type.
struct Link {
    /// How many levels of inline schemas lead to it.
    levels: usize,
    /// The index of the component schema; `None` for an inline type.
    target: Option<usize>,
}

fn collect(
    schema: &ReferenceOr<Schema>,
    levels: usize,
    index: &impl Fn(&str) -> Option<usize>,
    links: &mut Vec<Link>,
) {
    let schema = match schema {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => {
            links.push(Link {
                levels: levels + 1,
                target: schema_name(reference).and_then(|name| index(&name)),
            });
            return;
        }
    };
    let levels = levels + 1;
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of: branches }
        | SchemaKind::AnyOf { any_of: branches }
        | SchemaKind::OneOf { one_of: branches } => {
            branches
                .iter()
                .for_each(|it| collect(it, levels, index, links));
        }
        SchemaKind::Type(Type::Array(array)) => {
            if let Some(items) = &array.items {
                collect(&items.clone().unbox(), levels, index, links);
            }
        }
        SchemaKind::Type(Type::Object(object)) if object.properties.is_empty() => {
            if let Some(AdditionalProperties::Schema(values)) = &object.additional_properties {
                collect(values, levels, index, links);
            }
        }
        SchemaKind::Any(any) => {
            let branches = any.all_of.iter().chain(&any.any_of).chain(&any.one_of);
            branches.for_each(|it| collect(it, levels, index, links));
        }
        _ => {}
    }
    links.push(Link {
        levels,
        target: None,
    });
}

/// The sequences of schemas.
struct Sequences {
    /// The length of the longest sequence from each schema.
    lengths: Vec<usize>,
    /// The schemas that would start a sequence longer than a limit. They end the sequences that lead to them.
    cut: Vec<usize>,
}

/// Measures the sequences from each schema, and cuts those longer than `limit`. References that lead back are not
/// followed: cycles are checked elsewhere. The algorithm is iterative, because recursion could exceed the stack.
fn measure(links: &[Vec<Link>], limit: usize) -> Sequences {
    let (mut lengths, mut cut) = (vec![0; links.len()], Vec::new());
    let mut entered = vec![false; links.len()];
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..links.len() {
        if !std::mem::replace(&mut entered[start], true) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.pop() {
            let Some(link) = links[at].get(next) else {
                let lengths_of_links = links[at]
                    .iter()
                    .map(|link| link.levels + link.target.map_or(0, |target| lengths[target]));
                lengths[at] = lengths_of_links.max().unwrap_or_default();
                if lengths[at] > limit {
                    lengths[at] = 1;
                    cut.push(at);
                }
                continue;
            };
            path.push((at, next + 1));
            if let Some(target) = link.target
                && !std::mem::replace(&mut entered[target], true)
            {
                path.push((target, 0));
            }
        }
    }
    Sequences { lengths, cut }
}
