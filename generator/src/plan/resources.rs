//! Groups of operations as a tree of structs.

use std::collections::BTreeMap;

use super::areas::Location;
use super::idents::{self, Wish};
use super::model::{OperationItem, Resource};
use super::names;
use super::Context;
use crate::diagnostic::Diagnostics;

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
        let children = |path: &[String]| -> Vec<(String, String)> {
            groups
                .keys()
                .filter(|child| child.len() == path.len() + 1 && child.starts_with(path))
                .map(|child| (names::field_name(&child[path.len()]), names::resource_name(child)))
                .collect()
        };
        groups
            .iter()
            .map(|(path, operations)| Resource {
                ident: names::resource_name(path),
                feature: path[0].clone(),
                children: children(path),
                operations: self.methods(operations, places, found),
                path: path.clone(),
            })
            .collect()
    }

    fn methods(&self, operations: &[usize], places: &[Location], found: &mut Diagnostics) -> Vec<OperationItem> {
        let wishes = operations
            .iter()
            .map(|&index| {
                let operation = &self.api.operations[index];
                Wish {
                    what: &operation.id,
                    usual: names::field_name(&places[index].method),
                    spelled: names::field_name(&operation.id),
                    pinned: None,
                    origin: operation.origin,
                }
            })
            .collect();
        let methods = idents::assign(wishes, self.severity, found);
        operations
            .iter()
            .zip(methods)
            .map(|(&index, method)| {
                let place = Location { method, area: places[index].area.clone() };
                self.operation(&self.api.operations[index], &place)
            })
            .collect()
    }
}
