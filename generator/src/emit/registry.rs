//! The table of schemas for the `decode` example: names in the document and types of the crate.

use quote::quote;

use super::File;
use super::rust_type::ident;
use crate::plan::Plan;

/// Returns `examples/decode/registry.rs`.
pub fn registry(plan: &Plan) -> File {
    let package = ident(&plan.package.library());
    let rows = plan.schemas.iter().map(|schema| {
        let (name, ty) = (&schema.name, ident(&schema.ident));
        match schema.nullable {
            true => quote!((#name, round_trip::<Option<types::#ty>>)),
            false => quote!((#name, round_trip::<types::#ty>)),
        }
    });
    File::Rust {
        doc: vec!["Every schema of the document, by name.".to_owned()],
        items: quote! {
            use super::{RoundTrip, round_trip};
            use #package::types;
            pub use #package::unknown;
            #[rustfmt::skip]
            pub const SCHEMAS: &[(&str, RoundTrip)] = &[#(#rows),*];
        },
    }
}
