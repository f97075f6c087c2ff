//! The table of schemas behind the example `decode`: names of the document, types of the crate.

use quote::quote;

use super::File;
use super::rust_type::ident;
use crate::plan::Plan;

/// `examples/decode/registry.rs`.
pub fn registry(plan: &Plan) -> File {
    let krate = ident(&plan.krate.library());
    let rows = plan.schemas.iter().map(|schema| {
        let (name, ty) = (&schema.name, ident(&schema.ident));
        match schema.nullable {
            true => quote!((#name, round_trip::<Option<types::#ty>>)),
            false => quote!((#name, round_trip::<types::#ty>)),
        }
    });
    File::Rust {
        doc: vec!["Every schema of the document by its name there.".to_owned()],
        items: quote! {
            pub use #krate::runtime;
            use #krate::types;
            use super::{RoundTrip, round_trip};
            pub const SCHEMAS: &[(&str, RoundTrip)] = &[#(#rows),*];
        },
    }
}
