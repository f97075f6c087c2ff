//! One side of a comparison: the public items of the crate by name, each with its source in the document.
//!
//! Input: [`Side`]. Output: [`Surface`].

mod lines;

use std::collections::BTreeMap;

use self::lines::Lines;
use crate::ir::{Api, Channel, Def, Operation};
use crate::plan::{self, Plan, RustType, TypeKind};
use crate::source::{Origin, SourceMap};

/// A document that has been read and planned.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The meaning of the document.
    pub api: &'a Api,
    /// The planned crate.
    pub plan: &'a Plan,
    /// The source files.
    pub sources: &'a SourceMap,
}

/// The items of a side by name.
pub(super) struct Surface<'a> {
    pub(super) side: Side<'a>,
    /// Types by Rust name.
    pub(super) types: BTreeMap<&'a str, TypeView<'a>>,
    /// Operations by operation id.
    pub(super) operations: BTreeMap<&'a str, OperationView<'a>>,
    /// WebSocket channels by name.
    pub(super) channels: BTreeMap<&'a str, ChannelView<'a>>,
    lines: Lines,
}

/// A type.
#[derive(Clone, Copy)]
pub(super) struct TypeView<'a> {
    pub(super) def: &'a Def,
    pub(super) item: &'a plan::Type,
    /// The kind of the type. An inline type that is an alias of an equal type has the kind of that type.
    pub(super) kind: &'a TypeKind,
    /// The definition with the content of the type.
    pub(super) declared: &'a Def,
    pub(super) features: &'a [String],
}

/// An operation.
#[derive(Clone, Copy)]
pub(super) struct OperationView<'a> {
    pub(super) operation: &'a Operation,
    pub(super) item: &'a plan::Operation,
    pub(super) group: &'a plan::Group,
}

/// A WebSocket channel.
#[derive(Clone, Copy)]
pub(super) struct ChannelView<'a> {
    pub(super) channel: &'a Channel,
    pub(super) item: &'a plan::Channel,
    pub(super) group: &'a plan::Group,
}

impl<'a> Surface<'a> {
    pub(super) fn of(side: Side<'a>) -> Self {
        Self {
            side,
            types: types(side),
            operations: operations(side),
            channels: channels(side),
            lines: Lines::of(side.sources),
        }
    }

    /// Returns the target of an alias.
    pub(super) fn alias(&self, name: &str) -> Option<&'a RustType> {
        match self.types.get(name)?.kind {
            TypeKind::Alias(ty) => Some(ty),
            _ => None,
        }
    }

    /// Returns the location of an origin as `file:line:column`.
    pub(super) fn locate(&self, origin: Origin) -> Option<String> {
        self.lines.locate(origin, self.side.sources)
    }
}

fn types(side: Side<'_>) -> BTreeMap<&str, TypeView<'_>> {
    let idents = &side.plan.type_names;
    let defs: BTreeMap<&str, &Def> = side
        .api
        .defs()
        .filter_map(|(id, def)| Some((idents.get(id.index())?.as_str(), def)))
        .collect();
    let modules = side.plan.modules.iter();
    let views = modules.flat_map(|module| {
        module.types.iter().filter_map(|item| {
            let def = *defs.get(item.ident.as_str())?;
            let view = TypeView {
                def,
                item,
                kind: &item.kind,
                declared: def,
                features: module.features.as_slice(),
            };
            Some((item.ident.as_str(), view))
        })
    });
    let mut views: BTreeMap<&str, TypeView<'_>> = views.collect();
    for (name, original) in equal_types(&views) {
        if let Some(view) = views.get_mut(name) {
            (view.kind, view.declared) = original;
        }
    }
    views
}

/// Returns the inline types that are aliases of equal types, each with the kind and the definition of its target.
fn equal_types<'a>(
    views: &BTreeMap<&'a str, TypeView<'a>>,
) -> Vec<(&'a str, (&'a TypeKind, &'a Def))> {
    let inline = views.iter().filter(|(_, view)| view.def.path.is_inline());
    let equal = inline.filter_map(|(name, view)| {
        let TypeKind::Alias(RustType::Named { name: original, .. }) = view.kind else {
            return None;
        };
        let original = views.get(original.as_str())?;
        Some((*name, (original.kind, original.declared)))
    });
    equal.collect()
}

fn operations(side: Side<'_>) -> BTreeMap<&str, OperationView<'_>> {
    let operations = side.api.operations.iter();
    let by_id: BTreeMap<&str, &Operation> = operations
        .map(|operation| (operation.id.as_str(), operation))
        .collect();
    let mut views = BTreeMap::new();
    for group in &side.plan.groups {
        for item in &group.operations {
            if let Some(operation) = by_id.get(item.id.as_str()) {
                let view = OperationView {
                    operation,
                    item,
                    group,
                };
                views.insert(item.id.as_str(), view);
            }
        }
    }
    views
}

fn channels(side: Side<'_>) -> BTreeMap<&str, ChannelView<'_>> {
    let groups = side.plan.groups.iter();
    groups
        .filter_map(|group| {
            let item = group.channel.as_ref()?;
            let mut channels = side.api.channels.iter();
            let channel = channels.find(|channel| channel.name == item.name)?;
            let view = ChannelView {
                channel,
                item,
                group,
            };
            Some((item.name.as_str(), view))
        })
        .collect()
}

impl OperationView<'_> {
    /// Returns the method call as written in code.
    pub(super) fn rust(&self) -> String {
        let groups = self.group.path.iter();
        let groups: Vec<String> = groups.map(|group| format!("{group}()")).collect();
        format!("client.{}.{}", groups.join("."), self.item.method)
    }

    /// Returns the HTTP method and the path, including the query that is part of it.
    pub(super) fn endpoint(&self) -> String {
        let plan::Operation {
            http, path, query, ..
        } = self.item;
        let query = query.iter();
        let query: Vec<String> = query
            .map(|it| format!("{}={}", it.name, it.value))
            .collect();
        match query.is_empty() {
            true => format!("{http} {path}"),
            false => format!("{http} {path}?{}", query.join("&")),
        }
    }
}
