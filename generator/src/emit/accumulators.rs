//! The table of accumulators for the `replay` example.

use quote::quote;

use super::File;
use super::doc;
use super::rust_type::ident;
use crate::plan::{Helper, Plan};

/// Returns `examples/replay/accumulators.rs`.
pub fn accumulators(plan: &Plan) -> File {
    let package = ident(&plan.package.library());
    let rows = plan.helpers.iter().filter_map(|helper: &Helper| {
        let module = ident(helper.module.as_ref()?);
        let accumulator = ident(helper.accumulator.as_ref()?);
        let cfgs = helper.gates.iter().map(doc::gate);
        Some(quote!(#(#cfgs)* accumulate::<#package::#module::#accumulator>))
    });
    File::Rust {
        doc: vec!["The accumulators of the crate.".to_owned()],
        items: quote! {
            use super::accumulate::Accumulate;
            #[allow(unused_imports)] // a crate may have no accumulator
            use super::accumulate::accumulate;
            #[doc = " The accumulators, each of which accepts the events of one type."]
            #[rustfmt::skip]
            pub const ACCUMULATORS: &[Accumulate] = &[#(#rows),*];
        },
    }
}
