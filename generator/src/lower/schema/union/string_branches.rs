//! Inline strings next to other types in a union.

use crate::ir::{Branch, BranchKind, Docs, PathSegment, Scalar, SchemaPath, TypeRef};
use crate::lower::schema::SchemaReader;
use crate::lower::schema::strings::Strings;

/// The name of a branch that accepts any string.
const ANY_STRING: &str = "Text";

/// Adds branches for inline strings, before the others: one without a payload for each value of a closed list,
/// otherwise one for all strings.
pub fn add(
    reader: &mut SchemaReader<'_>,
    inline: Vec<Strings>,
    path: &SchemaPath,
    branches: &mut Vec<Branch>,
) {
    if inline.is_empty() {
        return;
    }
    let origin = reader.origin(path);
    let strings = Strings::any_of(inline);
    let branch = |name: &str, kind| Branch {
        name: name.to_owned(),
        kind,
        prose: None,
        origin,
    };
    let added: Vec<Branch> = if strings.values.is_empty() {
        let string = TypeRef::Scalar(Scalar::String);
        vec![branch(ANY_STRING, BranchKind::Type(string))]
    } else if strings.open {
        let path = path.child(PathSegment::Branch(ANY_STRING.to_owned()), "");
        let ty = reader.add_inline(path, origin, strings.into_enum(), Docs::default());
        vec![branch(ANY_STRING, BranchKind::Type(ty))]
    } else {
        let values = strings.values.into_iter();
        values
            .map(|value| branch(&value, BranchKind::Literal(value.clone())))
            .collect()
    };
    branches.splice(..0, added);
}
