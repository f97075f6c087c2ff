//! One side of a comparison: the things of the crate by the names users know, each with what the document says of it.
//!
//! In: [`Side`]. Out: [`Surface`]. Compares nothing.

use std::collections::BTreeMap;

use crate::ir::{Api, Channel, Def, Operation};
use crate::plan::{ChannelItem, ItemKind, OperationItem, Plan, Resource, RustType, TypeItem};
use crate::source::{Origin, SourceId, SourceMap};

/// One document, understood.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What it means.
    pub api: &'a Api,
    /// What becomes of it in Rust.
    pub plan: &'a Plan,
    /// The texts it was read from.
    pub sources: &'a SourceMap,
}

/// A side, ready to be looked things up in.
pub(super) struct Surface<'a> {
    pub(super) side: Side<'a>,
    pub(super) types: BTreeMap<&'a str, TypeView<'a>>,
    pub(super) operations: BTreeMap<&'a str, OperationView<'a>>,
    pub(super) channels: BTreeMap<&'a str, ChannelView<'a>>,
    lines: Lines,
}

/// A type.
#[derive(Clone, Copy)]
pub(super) struct TypeView<'a> {
    pub(super) def: &'a Def,
    pub(super) item: &'a TypeItem,
    pub(super) features: &'a [String],
}

/// An operation.
#[derive(Clone, Copy)]
pub(super) struct OperationView<'a> {
    pub(super) operation: &'a Operation,
    pub(super) item: &'a OperationItem,
    pub(super) resource: &'a Resource,
}

/// A WebSocket channel.
#[derive(Clone, Copy)]
pub(super) struct ChannelView<'a> {
    pub(super) channel: &'a Channel,
    pub(super) item: &'a ChannelItem,
    pub(super) resource: &'a Resource,
}

impl<'a> Surface<'a> {
    pub(super) fn of(side: Side<'a>) -> Self {
        let defs: BTreeMap<&str, &Def> = side
            .api
            .defs()
            .filter_map(|(id, def)| Some((side.plan.idents.get(id.0 as usize)?.as_str(), def)))
            .collect();
        let mut types = BTreeMap::new();
        for module in &side.plan.modules {
            for item in &module.items {
                if let Some(def) = defs.get(item.ident.as_str()) {
                    let features = module.features.as_slice();
                    let view = TypeView {
                        def,
                        item,
                        features,
                    };
                    types.insert(item.ident.as_str(), view);
                }
            }
        }
        let of_document: BTreeMap<&str, &Operation> = side
            .api
            .operations
            .iter()
            .map(|operation| (operation.id.as_str(), operation))
            .collect();
        let mut operations = BTreeMap::new();
        for resource in &side.plan.resources {
            for item in &resource.operations {
                if let Some(operation) = of_document.get(item.id.as_str()) {
                    let view = OperationView {
                        operation,
                        item,
                        resource,
                    };
                    operations.insert(item.id.as_str(), view);
                }
            }
        }
        let channels = side.plan.resources.iter().filter_map(|resource| {
            let item = resource.channel.as_ref()?;
            let mut of_document = side.api.channels.iter();
            let channel = of_document.find(|channel| channel.name == item.name)?;
            let view = ChannelView {
                channel,
                item,
                resource,
            };
            Some((item.name.as_str(), view))
        });
        Self {
            side,
            types,
            operations,
            channels: channels.collect(),
            lines: Lines::of(side.sources),
        }
    }

    /// What an alias stands for.
    pub(super) fn alias(&self, name: &str) -> Option<&'a RustType> {
        match &self.types.get(name)?.item.kind {
            ItemKind::Alias(ty) => Some(ty),
            _ => None,
        }
    }

    /// `file:line:column` of a place.
    pub(super) fn locate(&self, at: Origin) -> Option<String> {
        self.lines.locate(at, self.side.sources)
    }
}

impl OperationView<'_> {
    /// The call as code writes it.
    pub(super) fn rust(&self) -> String {
        let groups: Vec<String> = self
            .resource
            .path
            .iter()
            .map(|group| format!("{group}()"))
            .collect();
        format!("client.{}.{}", groups.join("."), self.item.method)
    }

    /// HTTP method, path and the query that is part of it.
    pub(super) fn endpoint(&self) -> String {
        let OperationItem {
            http, path, query, ..
        } = self.item;
        let query: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        match query.is_empty() {
            true => format!("{http} {path}"),
            false => format!("{http} {path}?{}", query.join("&")),
        }
    }
}

/// Where the lines of all texts begin: a report names thousands of places, too many to count lines for each.
struct Lines(Vec<Vec<u32>>);

impl Lines {
    fn of(sources: &SourceMap) -> Self {
        let starts = |text: &str| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let mut starts = vec![0];
            starts.extend(breaks.filter_map(|(at, _)| u32::try_from(at + 1).ok()));
            starts
        };
        Self(sources.iter().map(|(_, file)| starts(&file.text)).collect())
    }

    fn locate(&self, at: Origin, sources: &SourceMap) -> Option<String> {
        let SourceId(index) = at.source;
        let starts = self.0.get(index as usize)?;
        let file = sources.file(at.source);
        let line = starts.partition_point(|start| *start <= at.start);
        let start = *starts.get(line.checked_sub(1)?)? as usize;
        let column = file
            .text
            .get(start..at.start as usize)?
            .chars()
            .filter(|letter| *letter != '\u{feff}')
            .count()
            + 1;
        Some(format!("{}:{line}:{column}", file.name))
    }
}
