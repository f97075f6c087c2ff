//! Groups of operations as a tree of structs.

use std::collections::BTreeMap;

use super::Context;
use super::areas::Location;
use super::idents::{self, Wish};
use super::model::{OperationItem, Resource};
use super::names;
use crate::diagnostic::Diagnostics;
use crate::ir::Operation;
use crate::source::Origin;

impl Context<'_> {
    /// The tree of groups, each before those inside it, with their operations in document order.
    pub fn resources(&self, places: &[Location], found: &mut Diagnostics) -> Vec<Resource> {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            for length in 1..place.area.len() {
                groups.entry(place.area[..length].to_vec()).or_default();
            }
            groups.entry(place.area.clone()).or_default().push(index);
        }
        for channel in &self.api.channels {
            let path = super::channels::group(&channel.name);
            for length in 1..=path.len() {
                groups.entry(path[..length].to_vec()).or_default();
            }
        }
        let children = |path: &[String]| -> Vec<(String, String)> {
            groups
                .keys()
                .filter(|child| child.len() == path.len() + 1 && child.starts_with(path))
                .map(|child| {
                    (
                        names::accessor_name(&child[path.len()]),
                        names::resource_name(child),
                    )
                })
                .collect()
        };
        groups
            .iter()
            .map(|(path, operations)| {
                let mut resource = Resource {
                    ident: names::resource_name(path),
                    accessor: names::accessor_name(&path[path.len() - 1]),
                    feature: self.feature(&path[0]),
                    children: children(path),
                    operations: Vec::new(),
                    channel: None,
                    path: path.clone(),
                };
                resource.operations = self.methods(&resource, operations, places, found);
                resource.channel = self.channel(path, &resource.operations, &resource.children);
                resource
            })
            .collect()
    }

    fn methods(
        &self,
        resource: &Resource,
        operations: &[usize],
        places: &[Location],
        found: &mut Diagnostics,
    ) -> Vec<OperationItem> {
        let operations: Vec<(&Operation, &Location)> = operations
            .iter()
            .map(|&index| (&self.api.operations[index], &places[index]))
            .collect();
        let methods = self.method_names(resource, &operations, found);
        let types = self.operation_names(resource, &operations, found);
        let names = methods.into_iter().zip(types);
        operations
            .iter()
            .zip(names)
            .map(|((operation, _), (method, ident))| self.operation(operation, method, ident))
            .collect()
    }

    /// Groups inside keep their names; a method that wants the same one is called by its operation's id.
    fn method_names(
        &self,
        resource: &Resource,
        operations: &[(&Operation, &Location)],
        found: &mut Diagnostics,
    ) -> Vec<String> {
        let methods = operations.iter().map(|(operation, place)| Wish {
            what: &operation.id,
            usual: names::method_name(&place.method),
            pinned: None,
            origin: operation.origin,
        });
        let wanted: Vec<(String, Origin)> = methods
            .clone()
            .map(|wish| (wish.usual, wish.origin))
            .collect();
        let groups = resource.children.iter().filter_map(|(accessor, _)| {
            let (_, origin) = wanted.iter().find(|(name, _)| name == accessor)?;
            Some(Wish {
                what: accessor,
                usual: accessor.clone(),
                pinned: Some(accessor.clone()),
                origin: *origin,
            })
        });
        let wishes: Vec<Wish<'_>> = methods.chain(groups).collect();
        // The groups behind the methods are never spelled out: they are pinned.
        let spell = |index: usize| names::method_name(wishes[index].what);
        let mut given = idents::assign(&wishes, &spell, self.severity, found);
        given.truncate(operations.len());
        given
    }

    /// Names of types, which share a file with the group's own.
    fn operation_names(
        &self,
        resource: &Resource,
        operations: &[(&Operation, &Location)],
        found: &mut Diagnostics,
    ) -> Vec<String> {
        let groups = resource.children.iter().map(|(_, ident)| ident.as_str());
        let channel = self.channel_ident(&resource.path, &resource.children);
        let taken: Vec<&str> = groups
            .chain([resource.ident.as_str()])
            .chain(channel.as_deref())
            .collect();
        let wishes = operations.iter().map(|(operation, _)| Wish {
            what: &operation.id,
            usual: names::operation_name_beside(&operation.id, &taken),
            pinned: None,
            origin: operation.origin,
        });
        let wishes: Vec<Wish<'_>> = wishes.collect();
        let spell = |index: usize| names::spelled_operation_name(wishes[index].what);
        idents::assign(&wishes, &spell, self.severity, found)
    }
}
