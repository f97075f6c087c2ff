//! The declared discriminator of a union.

use openapiv3::Discriminator;

use crate::ir::{Branch, BranchKind, TagArm, Tagging, TypeRef};
use crate::lower::schema::SchemaReader;

/// Returns the tagging as far as the document declares it; `pass::assign_tagging` completes it from the branches.
pub fn tagging(
    reader: &SchemaReader<'_>,
    discriminator: Option<&Discriminator>,
    branches: &[Branch],
) -> Tagging {
    let Some(discriminator) = discriminator else {
        return Tagging::ByJsonType;
    };
    let position = |reference: &str| {
        let kind = BranchKind::Type(TypeRef::Def(reader.component(reference)?));
        branches.iter().position(|branch| branch.kind == kind)
    };
    let arms = discriminator
        .mapping
        .iter()
        .filter_map(|(value, reference)| {
            Some(TagArm {
                value: value.clone(),
                alias: false,
                branches: vec![position(reference)?],
            })
        });
    let default = discriminator.extensions.get("x-default-mapping");
    Tagging::Internal {
        property: discriminator.property_name.clone(),
        literal: false,
        arms: arms.collect(),
        untagged: Vec::new(),
        default: default.and_then(|it| position(it.as_str()?)),
    }
}
