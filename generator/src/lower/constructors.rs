//! `x-constructors` of a union: a constructor for each case that a tag names, and what an overlay says beyond that.
//!
//! In: all types, and the extension as it was written. Out: [`Constructors`]. An entry that fits nothing is reported
//! and left out: overlays serve several revisions of a document.
//!
//! ```yaml
//! x-constructors:
//!   adjustable: true        # a constructor gives the case, not the union
//!   from-text: user         # this one makes a value of a text alone
//!   cases:
//!     user:                 # a name of its own …
//!       schema: Message     # … for a case that this schema or this `tag` names; by default the tag is the name
//!       set: {role: user}
//!       arguments: [content]
//! ```

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    CaseKind, Constructor, Constructors, Def, DefId, Field, FieldKind, Given, Shape, Tagging,
    TypeRef,
};
use crate::source::Origin;

/// The extension's name.
pub const EXTENSION: &str = "x-constructors";

/// Reads the extensions found at unions, each with the pointer of its union.
pub fn read(
    found_at: Vec<(String, Value)>,
    defs: &[Def],
    origin: impl Fn(&str) -> Origin,
    found: &mut Diagnostics,
) -> Vec<Constructors> {
    let mut all = Vec::new();
    for (pointer, raw) in found_at {
        let mut reading = Reading {
            types: Types(defs),
            at: origin(&format!("{pointer}/{EXTENSION}")),
            found,
        };
        match defs.iter().position(|def| def.place.pointer == pointer) {
            Some(index) if matches!(defs[index].shape, Shape::Union { .. }) => {
                all.push(reading.union(DefId(index as u32), &raw));
            }
            _ => reading.report("constructors are for unions, and this is none"),
        }
    }
    all
}

struct Reading<'a> {
    types: Types<'a>,
    at: Origin,
    found: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn report(&mut self, message: impl Into<String>) {
        self.found.push(Diagnostic::warning(
            Code::InvalidConstructor,
            message,
            self.at,
        ));
    }

    fn union(&mut self, union: DefId, raw: &Value) -> Constructors {
        let targets = self.types.targets(union, 0);
        let stated = raw.get("cases").and_then(Value::as_object);
        let nothing = Map::new();
        let mut list: Vec<Constructor> = Vec::new();
        for (name, entry) in stated.unwrap_or(&nothing) {
            if entry.is_null() {
                continue; // none for this tag
            }
            list.extend(self.stated(name, entry, &targets));
        }
        for (tag, record) in unambiguous(&targets) {
            let is_stated = stated.is_some_and(|cases| cases.contains_key(&tag));
            if !is_stated {
                list.push(Constructor {
                    name: tag,
                    record,
                    set: Vec::new(),
                    arguments: Vec::new(),
                });
            }
        }
        let from_text = raw.get("from-text").and_then(Value::as_str);
        let position = |name: &str| list.iter().position(|it| it.name == name);
        let text = from_text.and_then(position);
        if let (Some(name), None) = (from_text, text) {
            self.report(format!("there is no constructor `{name}` for texts"));
        }
        Constructors {
            union,
            adjustable: raw.get("adjustable") == Some(&Value::Bool(true)),
            from_text: text,
            list,
        }
    }

    fn stated(&mut self, name: &str, entry: &Value, targets: &[Target]) -> Option<Constructor> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let target = match (text("schema"), text("tag").unwrap_or(name)) {
            (Some(schema), _) => targets
                .iter()
                .find(|target| self.types.component(target.record) == Some(schema)),
            (None, tag) => targets
                .iter()
                .find(|target| target.tags.iter().any(|own| own == tag)),
        };
        let Some(target) = target else {
            self.report(format!(
                "the union has no case for the constructor `{name}`"
            ));
            return None;
        };
        let record = target.record;
        let mut set = Vec::new();
        for (wire, value) in entry
            .get("set")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            match self.types.given(record, wire, value) {
                Some(given) => set.push((wire.clone(), given)),
                None => self.report(format!("`{name}` cannot set `{wire}` to {value}")),
            }
        }
        let mut arguments = Vec::new();
        for way in entry
            .get("arguments")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let way: Vec<String> = way
                .as_str()
                .unwrap_or_default()
                .split('/')
                .map(str::to_owned)
                .collect();
            if self.types.leads_to_a_member(record, &way) {
                arguments.push(way);
            } else {
                self.report(format!(
                    "`{name}` has no member `{}` to take",
                    way.join("/")
                ));
            }
        }
        Some(Constructor {
            name: name.to_owned(),
            record,
            set,
            arguments,
        })
    }
}

/// A record that is a case, or a case of a union that is a case, and the tags that mean it.
struct Target {
    record: DefId,
    tags: Vec<String>,
}

/// Tags that mean one record only: the shortest of each record, in the order of the cases.
fn unambiguous(targets: &[Target]) -> Vec<(String, DefId)> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in targets.iter().flat_map(|target| &target.tags) {
        *uses.entry(tag).or_default() += 1;
    }
    let own = |target: &Target| {
        let tags = target.tags.iter().filter(|tag| uses[tag.as_str()] == 1);
        let shortest = tags.min_by_key(|tag| tag.len())?;
        // Of a record for several tags, `search` and `search_2025` name the same; `search` and `code` do not.
        let of_one_kind = target
            .tags
            .iter()
            .all(|tag| tag.starts_with(shortest.as_str()));
        of_one_kind.then(|| (shortest.clone(), target.record))
    };
    targets.iter().filter_map(own).collect()
}

struct Types<'a>(&'a [Def]);

impl<'a> Types<'a> {
    fn def(&self, id: DefId) -> &'a Def {
        &self.0[id.0 as usize]
    }

    fn component(&self, id: DefId) -> Option<&'a str> {
        self.def(id).place.component()
    }

    /// The type with a shape that is no other name of one.
    fn shaped(&self, ty: &TypeRef, depth: usize) -> Option<DefId> {
        match ty.without_null() {
            TypeRef::Def(id) => match &self.def(*id).shape {
                Shape::Alias(next) if depth < 64 => self.shaped(next, depth + 1),
                Shape::Alias(_) => None,
                _ => Some(*id),
            },
            _ => None,
        }
    }

    fn targets(&self, union: DefId, depth: usize) -> Vec<Target> {
        let Shape::Union { cases, tagging } = &self.def(union).shape else {
            return Vec::new();
        };
        let mut targets = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            let CaseKind::Type(ty) = &case.kind else {
                continue;
            };
            let Some(id) = self.shaped(ty, 0) else {
                continue;
            };
            match &self.def(id).shape {
                Shape::Record { .. } => targets.push(Target {
                    record: id,
                    tags: tags(tagging, index),
                }),
                Shape::Union { .. } if depth < 8 => targets.extend(self.targets(id, depth + 1)),
                _ => {}
            }
        }
        targets
    }

    fn fields(&self, record: DefId) -> &'a [Field] {
        match &self.def(record).shape {
            Shape::Record { fields, .. } => fields,
            _ => &[],
        }
    }

    fn member(&self, record: DefId, wire: &str) -> Option<&'a TypeRef> {
        let field = self
            .fields(record)
            .iter()
            .find(|field| field.wire == wire)?;
        match &field.kind {
            FieldKind::Value(ty) => Some(ty),
            FieldKind::Constant(_) => None,
        }
    }

    fn leads_to_a_member(&self, record: DefId, way: &[String]) -> bool {
        match way {
            [] => false,
            [last] => self.member(record, last).is_some(),
            [first, rest @ ..] => self
                .member(record, first)
                .and_then(|ty| self.shaped(ty, 0))
                .is_some_and(|inner| self.leads_to_a_member(inner, rest)),
        }
    }

    /// A value for a member: a text, or an object that is a record's constants and nothing else.
    fn given(&self, record: DefId, wire: &str, value: &Value) -> Option<Given> {
        let ty = self.member(record, wire)?;
        match value {
            Value::String(text) => Some(Given::Text(text.clone())),
            Value::Object(object) => self
                .constants(self.shaped(ty, 0)?, object)
                .map(Given::Record),
            _ => None,
        }
    }

    fn constants(&self, id: DefId, object: &Map<String, Value>) -> Option<DefId> {
        match &self.def(id).shape {
            Shape::Record { fields, .. } => {
                let constant = |field: &Field| match &field.kind {
                    FieldKind::Constant(value) => {
                        Some((field.wire.clone(), Value::from(value.as_str())))
                    }
                    FieldKind::Value(_) => None,
                };
                let constants: Map<String, Value> = fields.iter().filter_map(constant).collect();
                (constants == *object).then_some(id)
            }
            Shape::Union { cases, .. } => cases.iter().find_map(|case| match &case.kind {
                CaseKind::Type(ty) => self.constants(self.shaped(ty, 0)?, object),
                CaseKind::Literal(_) => None,
            }),
            _ => None,
        }
    }
}

fn tags(tagging: &Tagging, case: usize) -> Vec<String> {
    match tagging {
        Tagging::Internal { arms, .. } => arms
            .iter()
            .filter(|arm| arm.cases.contains(&case) && !arm.alias)
            .map(|arm| arm.value.clone())
            .collect(),
        Tagging::ByJsonType | Tagging::ByRequiredKeys => Vec::new(),
    }
}
