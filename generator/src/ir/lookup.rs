//! Lookups: what a use of a type refers to.
//!
//! `null` belongs to the use of a type, not to the type. A use that accepts `null` is always a [`TypeRef::Nullable`],
//! so the lookups ignore `Nullable`, both at the use and through aliases. Callers that care about `null` inspect the
//! [`TypeRef`] of the use.

use super::{AnyReason, Branch, BranchKind, DefId, Defs, Field, JsonKinds, Shape, TypeRef};

/// The result of resolving an alias that leads back to itself.
const ALIAS_CYCLE: &TypeRef = &TypeRef::Any(AnyReason::AliasCycle);

/// A branch of a union whose nested unions are flattened, see [`Defs::flat_branches`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatBranch<'a> {
    /// A value of a resolved type that is not a union.
    Type(&'a TypeRef),
    /// Exactly this string.
    Literal(&'a str),
}

impl Defs {
    /// Returns the type that a use refers to: without `null`, and with every alias replaced by its target.
    ///
    /// The result is never [`TypeRef::Nullable`] and never an alias.
    pub fn resolved<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty.without_null();
        // An alias chain visits each definition at most once. Cycles only exist until `lower` has removed them.
        for _ in 0..=self.len() {
            match self.alias_target(ty) {
                Some(target) => ty = target.without_null(),
                None => return ty,
            }
        }
        ALIAS_CYCLE
    }

    fn alias_target(&self, ty: &TypeRef) -> Option<&TypeRef> {
        let TypeRef::Def(id) = ty else { return None };
        match &self[*id].shape {
            Shape::Alias(target) => Some(target),
            _ => None,
        }
    }

    /// Returns the id of the record, enum or union that a use refers to.
    pub fn resolved_id(&self, ty: &TypeRef) -> Option<DefId> {
        match self.resolved(ty) {
            TypeRef::Def(id) => Some(*id),
            _ => None,
        }
    }

    /// Returns the shape of the record, enum or union that a use refers to; never an alias.
    pub fn shape(&self, ty: &TypeRef) -> Option<&Shape> {
        self.resolved_id(ty).map(|id| &self[id].shape)
    }

    /// Returns the fields of the record that a use refers to.
    pub fn fields(&self, ty: &TypeRef) -> Option<&[Field]> {
        match self.shape(ty)? {
            Shape::Record { fields, .. } => Some(fields),
            _ => None,
        }
    }

    /// Returns the branches of the union that a use refers to.
    pub fn branches(&self, ty: &TypeRef) -> Option<&[Branch]> {
        match self.shape(ty)? {
            Shape::Union { branches, .. } => Some(branches),
            _ => None,
        }
    }

    /// Returns the branches of a union, with nested unions replaced by their branches at any depth.
    ///
    /// A type that is not a union is its only branch. A union that occurs more than once, possibly inside itself, is
    /// expanded only once.
    pub fn flat_branches<'a>(&'a self, ty: &'a TypeRef) -> Vec<FlatBranch<'a>> {
        let mut flat = Vec::new();
        self.flatten(ty, &mut Vec::new(), &mut flat);
        flat
    }

    fn flatten<'a>(
        &'a self,
        ty: &'a TypeRef,
        expanded: &mut Vec<DefId>,
        flat: &mut Vec<FlatBranch<'a>>,
    ) {
        let ty = self.resolved(ty);
        let (TypeRef::Def(id), Some(branches)) = (ty, self.branches(ty)) else {
            return flat.push(FlatBranch::Type(ty));
        };
        if expanded.contains(id) {
            return;
        }
        expanded.push(*id);
        for branch in branches {
            match &branch.kind {
                BranchKind::Type(ty) => self.flatten(ty, expanded, flat),
                BranchKind::Literal(value) => flat.push(FlatBranch::Literal(value)),
            }
        }
    }

    /// Returns the JSON kinds of the values of a type. `null` is included only for the `null` type and untyped values.
    pub fn json_kinds(&self, ty: &TypeRef) -> JsonKinds {
        let branches = self.flat_branches(ty).into_iter();
        let kinds = branches.map(|branch| match branch {
            FlatBranch::Type(ty) => self.json_kinds_of_resolved(ty),
            FlatBranch::Literal(_) => JsonKinds::STRING,
        });
        kinds.fold(JsonKinds::NONE, JsonKinds::or)
    }

    fn json_kinds_of_resolved(&self, ty: &TypeRef) -> JsonKinds {
        match ty {
            TypeRef::Scalar(scalar) => JsonKinds::of_scalar(*scalar),
            TypeRef::List(_) => JsonKinds::ARRAY,
            TypeRef::Map(_) => JsonKinds::OBJECT,
            TypeRef::Any(_) => JsonKinds::ALL,
            TypeRef::Nullable(inner) => self.json_kinds_of_resolved(inner),
            TypeRef::Def(id) => match &self[*id].shape {
                Shape::Record { .. } => JsonKinds::OBJECT,
                Shape::StringEnum { .. } => JsonKinds::STRING,
                Shape::IntegerEnum { .. } => JsonKinds::NUMBER,
                Shape::Union { .. } | Shape::Alias(_) => JsonKinds::NONE,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ir::{
        AnyReason, Branch, BranchKind, Def, DefId, Defs, Docs, FlatBranch, JsonKinds, Rest, Scalar,
        SchemaPath, SchemaRoot, Shape, Tagging, TypeRef,
    };
    use crate::source::{Origin, SourceId};

    const ORIGIN: Origin = Origin {
        source: SourceId(0),
        start: 0,
        end: 0,
    };

    fn defs(shapes: impl IntoIterator<Item = Shape>) -> Defs {
        let def = |shape| Def {
            path: SchemaPath::new(SchemaRoot::AllWebhooks, ""),
            origin: ORIGIN,
            shape,
            nullable: false,
            replaced: false,
            docs: Docs::default(),
        };
        shapes.into_iter().map(def).collect()
    }

    fn def(index: usize) -> TypeRef {
        TypeRef::Def(DefId::from_index(index))
    }

    fn union(branches: impl IntoIterator<Item = BranchKind>) -> Shape {
        let branch = |kind| Branch {
            name: String::new(),
            kind,
            prose: None,
            origin: ORIGIN,
        };
        Shape::Union {
            branches: branches.into_iter().map(branch).collect(),
            tagging: Tagging::ByJsonType,
        }
    }

    const STRING: TypeRef = TypeRef::Scalar(Scalar::String);

    #[test]
    fn aliases_and_null_are_removed_at_every_step() {
        let record = Shape::Record {
            fields: Vec::new(),
            rest: Rest::Kept,
        };
        let aliases = [
            Shape::Alias(def(1).nullable()),
            Shape::Alias(def(2).nullable()),
            record.clone(),
        ];
        let defs = defs(aliases);
        assert_eq!(defs.resolved(&def(0).nullable()), &def(2));
        assert_eq!(defs.shape(&def(0)), Some(&record));
        assert_eq!(defs.fields(&def(0)), Some(&[][..]));
        assert_eq!(defs.json_kinds(&def(0).nullable()), JsonKinds::OBJECT);
    }

    #[test]
    fn a_long_chain_of_aliases_is_followed_to_its_end() {
        let aliases = (1..=100).map(|next| Shape::Alias(def(next)));
        let defs = defs(aliases.chain([Shape::Alias(STRING)]));
        assert_eq!(defs.resolved(&def(0)), &STRING);
    }

    #[test]
    fn an_alias_of_itself_has_no_type() {
        let defs = defs([Shape::Alias(def(1)), Shape::Alias(def(0))]);
        let cycle = TypeRef::Any(AnyReason::AliasCycle);
        assert_eq!(defs.resolved(&def(0)), &cycle);
        assert_eq!(defs.json_kinds(&def(0)), JsonKinds::ALL);
    }

    #[test]
    fn a_union_that_contains_itself_is_expanded_once() {
        let list = TypeRef::List(Box::new(STRING));
        let outer = union([
            BranchKind::Type(def(1)),
            BranchKind::Literal("auto".to_owned()),
        ]);
        let inner = union([
            BranchKind::Type(def(0).nullable()),
            BranchKind::Type(list.clone()),
        ]);
        let defs = defs([outer, inner]);
        assert_eq!(
            defs.flat_branches(&def(0)),
            [FlatBranch::Type(&list), FlatBranch::Literal("auto")]
        );
        let kinds = defs.json_kinds(&def(0));
        assert_eq!(kinds, JsonKinds::ARRAY.or(JsonKinds::STRING));
        assert!(!kinds.overlaps(JsonKinds::OBJECT));
    }
}
