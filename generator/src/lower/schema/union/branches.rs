//! The subschemas of a union, with nested inline unions unfolded.

use openapiv3::ReferenceOr;

use crate::lower::schema::SchemaRef;
use crate::lower::schema::keywords::Keywords;

/// A subschema of a union.
pub struct SubSchema<'a> {
    pub schema: SchemaRef<'a>,
    /// Its pointer, relative to the union.
    pub relative_pointer: String,
}

/// Returns the subschemas of a union. Inline unions without a discriminator are replaced by their subschemas.
pub fn unfolded<'a>(union: &Keywords<'a>) -> Vec<SubSchema<'a>> {
    let mut subschemas = Vec::new();
    unfold(union, "", &mut subschemas);
    subschemas
}

fn unfold<'a>(union: &Keywords<'a>, relative_pointer: &str, into: &mut Vec<SubSchema<'a>>) {
    let (keyword, branches) = union.branches();
    for (index, branch) in branches.iter().enumerate() {
        let relative_pointer = format!("{relative_pointer}/{keyword}/{index}");
        if let ReferenceOr::Item(schema) = branch {
            let inner = Keywords::of(schema);
            let is_plain_union = inner.is_union() && inner.all_of.is_empty();
            if is_plain_union && inner.data.discriminator.is_none() {
                unfold(&inner, &relative_pointer, into);
                continue;
            }
        }
        into.push(SubSchema {
            schema: branch.into(),
            relative_pointer,
        });
    }
}
