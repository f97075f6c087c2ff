//! Which types must be boxed where, by how they contain one another: side tables by type id.
//!
//! A field or variant is boxed if its type contains the type it stands in. A variant is boxed as well if it would
//! make its union large: a union is as large as its largest variant, and is moved a lot.

use crate::ir::{Api, CaseKind, DefId, FieldKind, Presence, Shape, TypeRef};

/// Variants of more bytes than this are boxed.
const LARGE: usize = 256;

/// How types contain one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The strongly connected component of each type, under containment by value.
    component: Vec<usize>,
    /// The same, under containment by required fields of records alone.
    required: Vec<usize>,
    /// Size of each type in bytes, roughly.
    size: Vec<usize>,
}

impl Layout {
    /// Looks at all types.
    pub fn of(api: &Api) -> Self {
        let contained: Vec<Vec<usize>> = api
            .defs
            .iter()
            .map(|def| contained(&def.shape, false))
            .collect();
        let required: Vec<Vec<usize>> = api
            .defs
            .iter()
            .map(|def| contained_by_requirement(&def.shape))
            .collect();
        let component = components(&contained);
        let mut layout = Self {
            size: vec![0; api.defs.len()],
            component,
            required: components(&required),
        };
        for id in 0..api.defs.len() {
            layout.measure(api, id, 0);
        }
        layout
    }

    /// Whether a value of `inner` inside `outer` must be boxed.
    pub fn recursive(&self, outer: DefId, inner: &TypeRef) -> bool {
        target(inner).is_some_and(|inner| self.component[outer.0 as usize] == self.component[inner])
    }

    /// Whether a required field would make a value endless: it becomes an `Option`.
    pub fn endless(&self, outer: DefId, inner: &TypeRef) -> bool {
        target(inner).is_some_and(|inner| self.required[outer.0 as usize] == self.required[inner])
    }

    /// Whether a variant of this type makes a union large.
    pub fn large(&self, ty: &TypeRef) -> bool {
        target(ty).is_some_and(|id| self.size[id] > LARGE)
    }

    fn measure(&mut self, api: &Api, id: usize, depth: usize) -> usize {
        if self.size[id] > 0 || depth > 64 {
            return self.size[id].max(8);
        }
        let outer = DefId(id as u32);
        let size = match &api.defs[id].shape {
            Shape::StringEnum { .. } => 24,
            Shape::Alias(ty) => self.measure_type(api, outer, ty, depth),
            Shape::Record { fields, .. } => {
                let fields = fields.iter().map(|field| match &field.kind {
                    FieldKind::Constant(_) => 0,
                    FieldKind::Value(ty) => self.measure_type(api, outer, ty, depth),
                });
                16 + fields.sum::<usize>()
            }
            Shape::Union { cases, .. } => {
                let cases = cases.iter().map(|case| match &case.kind {
                    CaseKind::Literal(_) => 0,
                    CaseKind::Type(ty) => {
                        let size = self.measure_type(api, outer, ty, depth);
                        if size > LARGE { 8 } else { size }
                    }
                });
                8 + cases.max().unwrap_or(0).max(56)
            }
        };
        self.size[id] = size;
        size
    }

    fn measure_type(&mut self, api: &Api, outer: DefId, ty: &TypeRef, depth: usize) -> usize {
        match ty {
            TypeRef::Def(_) if self.recursive(outer, ty) => 8,
            TypeRef::Def(id) => self.measure(api, id.0 as usize, depth + 1),
            TypeRef::Nullable(inner) => self.measure_type(api, outer, inner, depth),
            TypeRef::Scalar(_) => 16,
            TypeRef::List(_) | TypeRef::Map(_) => 24,
            TypeRef::Any(_) => 32,
        }
    }
}

fn target(ty: &TypeRef) -> Option<usize> {
    match ty {
        TypeRef::Def(id) => Some(id.0 as usize),
        TypeRef::Nullable(inner) => target(inner),
        _ => None,
    }
}

/// The types a shape holds by value.
fn contained(shape: &Shape, required_only: bool) -> Vec<usize> {
    match shape {
        Shape::Record { fields, .. } => fields
            .iter()
            .filter(|field| !required_only || field.presence == Presence::Required)
            .filter_map(|field| match &field.kind {
                FieldKind::Value(TypeRef::Nullable(_)) if required_only => None,
                FieldKind::Value(ty) => target(ty),
                FieldKind::Constant(_) => None,
            })
            .collect(),
        Shape::Union { cases, .. } => cases
            .iter()
            .filter_map(|case| match &case.kind {
                CaseKind::Type(ty) => target(ty),
                CaseKind::Literal(_) => None,
            })
            .collect(),
        Shape::Alias(ty) => target(ty).into_iter().collect(),
        Shape::StringEnum { .. } => Vec::new(),
    }
}

/// The types without which a value of the shape cannot be made: a union or a list always has an empty way out.
fn contained_by_requirement(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Union { .. } => Vec::new(),
        shape => contained(shape, true),
    }
}

/// Numbers the strongly connected components that are cycles; everything else gets a number of its own.
/// (Tarjan's algorithm, without recursion.)
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let mut index = vec![NEW; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut component = vec![NEW; count];
    let mut stack = Vec::new();
    let mut next_index = 0;
    for start in 0..count {
        if index[start] != NEW {
            continue;
        }
        let mut calls = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = calls.last_mut() {
            if *edge == 0 {
                index[node] = next_index;
                low[node] = next_index;
                next_index += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&to) = edges[node].get(*edge) {
                *edge += 1;
                if index[to] == NEW {
                    calls.push((to, 0));
                } else if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            calls.pop();
            if let Some(&(parent, _)) = calls.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}
