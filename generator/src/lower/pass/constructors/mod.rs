//! Constructors of unions, declared by `x-constructors`.
//!
//! Input: all definitions, and the extension as written. Output: [`Constructors`]: one for each unambiguous tag, and
//! those that the extension declares in addition. An entry that does not fit the union is reported and skipped, because
//! an overlay is applied to several revisions of a document. A constructor that exists only because of its tag is left
//! out if its record requires one of several properties, since the constructor would set none of them.
//!
//! ```yaml
//! x-constructors:
//!   adjustable: true        # constructors return the record instead of the union
//!   from-string: user       # this constructor converts a plain string
//!   variants:
//!     user:                 # the name of the constructor …
//!       schema: Message     # … of the branch with this schema or `tag`; by default, the tag equals the name
//!       set: {role: user}
//!       arguments: [content]
//! ```

mod declared;
mod presets;
mod targets;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use self::declared::DeclaredConstructor;
use self::targets::{Target, targets, unambiguous_tags};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Constructor, Constructors, DefId, Defs, Field, FieldKind, Presence, Shape, TypeRef,
};
use crate::lower::schema::{CONSTRUCTORS_EXTENSION, DeclaredConstructors};
use crate::openapi::Origins;

/// Reads the constructors of all unions that declare any.
pub fn constructors(
    declared: &[DeclaredConstructors],
    defs: &Defs,
    alternatives: &BTreeMap<String, Vec<Vec<String>>>,
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) -> Vec<Constructors> {
    let mut constructors = Vec::new();
    for declared in declared {
        let pointer = format!("{}/{CONSTRUCTORS_EXTENSION}", declared.union);
        let origin = origins.origin(&pointer);
        let mut report = |message: String| {
            diagnostics.push(Diagnostic::warning(
                Code::InvalidConstructor,
                message,
                origin,
            ));
        };
        match find_union(defs, &declared.union) {
            Some(id) => {
                let of_union = of_union(defs, id, &declared.value, &mut report);
                for constructor in &of_union.list {
                    if !is_automatic(constructor, &declared.value) {
                        check_alternatives(defs, alternatives, constructor, &mut report);
                    }
                }
                constructors.push(of_union);
            }
            None => report(format!(
                "`{CONSTRUCTORS_EXTENSION}` is only valid on unions"
            )),
        }
    }
    constructors
}

fn find_union(defs: &Defs, pointer: &str) -> Option<DefId> {
    let mut defs = defs.with_ids();
    let (id, def) = defs.find(|(_, def)| def.path.pointer == pointer)?;
    matches!(def.shape, Shape::Union { .. }).then_some(id)
}

fn of_union(
    defs: &Defs,
    union: DefId,
    value: &Value,
    report: &mut dyn FnMut(String),
) -> Constructors {
    let targets = targets(defs, union);
    let none = Map::new();
    let declared = value
        .get("variants")
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let mut list = declared_constructors(defs, &targets, declared, report);
    for (tag, record) in unambiguous_tags(&targets) {
        if !declared.contains_key(&tag) {
            list.push(Constructor {
                name: tag,
                record,
                presets: Vec::new(),
                arguments: Vec::new(),
            });
        }
    }
    let from_string = value.get("from-string").and_then(Value::as_str);
    let position = from_string.and_then(|name| list.iter().position(|it| it.name == name));
    if let (Some(name), None) = (from_string, position) {
        report(format!(
            "`from-string` names an unknown constructor `{name}`"
        ));
    }
    Constructors {
        union,
        adjustable: value.get("adjustable") == Some(&Value::Bool(true)),
        from_string: position,
        list,
    }
}

/// Whether a constructor exists only because of its tag.
fn is_automatic(constructor: &Constructor, value: &Value) -> bool {
    let declared = value
        .get("variants")
        .and_then(|it| it.get(&constructor.name));
    declared.is_none()
}

/// Reports a constructor that sets none of several properties of which its record requires one. It is left out.
fn check_alternatives(
    defs: &Defs,
    alternatives: &BTreeMap<String, Vec<Vec<String>>>,
    constructor: &Constructor,
    report: &mut dyn FnMut(String),
) {
    let def = &defs[constructor.record];
    let Some(lists) = alternatives.get(&def.path.pointer) else {
        return;
    };
    let presets = constructor.presets.iter().map(|preset| &preset.field);
    let arguments = constructor.arguments.iter().filter_map(|path| path.first());
    let set: Vec<&String> = presets.chain(arguments).collect();
    let fields = defs.fields(&TypeRef::Def(constructor.record));
    let is_required = |field: &Field| {
        field.presence == Presence::Required && !matches!(field.kind, FieldKind::Constant(_))
    };
    let is_complete = lists.iter().flatten().any(|name| set.contains(&name))
        || fields.is_some_and(|fields| fields.iter().any(is_required));
    if !is_complete {
        let names: Vec<_> = lists
            .iter()
            .flatten()
            .map(|name| format!("`{name}`"))
            .collect();
        report(format!(
            "constructor `{}` sets none of {}, of which its record needs one",
            constructor.name,
            names.join(", ")
        ));
    }
}

fn declared_constructors(
    defs: &Defs,
    targets: &[Target],
    declared: &Map<String, Value>,
    report: &mut dyn FnMut(String),
) -> Vec<Constructor> {
    // `null` means that the tag gets no constructor.
    let entries = declared.iter().filter(|(_, entry)| !entry.is_null());
    entries
        .filter_map(|(name, entry)| {
            DeclaredConstructor { name, entry }.resolve(defs, targets, report)
        })
        .collect()
}
