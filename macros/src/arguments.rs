//! Turns the parameters of a function into the fields of its arguments.

use syn::{Attribute, FnArg, Ident, Pat, Signature, Type};

/// A parameter.
pub(crate) struct Argument {
    /// Its documentation, and its attributes for `serde` and `schemars`.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) r#type: Type,
}

/// Removes the attributes that parameters of a function cannot have, and returns them with the arguments.
pub(crate) fn take(signature: &mut Signature) -> syn::Result<Vec<Argument>> {
    let arguments = signature.inputs.iter_mut().map(|input| match input {
        FnArg::Receiver(receiver) => {
            let message = "a tool cannot take `self`; use a closure for a tool with state";
            Err(syn::Error::new_spanned(receiver, message))
        }
        FnArg::Typed(parameter) => {
            let Pat::Ident(pattern) = &*parameter.pat else {
                let message = "a tool parameter needs a name";
                return Err(syn::Error::new_spanned(&parameter.pat, message));
            };
            if let Type::Reference(reference) = &*parameter.ty {
                let message = "a tool parameter must own its value; use `String` instead of `&str`";
                return Err(syn::Error::new_spanned(reference, message));
            }
            let is_moved = |attribute: &Attribute| {
                let moved = ["doc", "serde", "schemars"];
                moved.iter().any(|name| attribute.path().is_ident(name))
            };
            let attributes = std::mem::take(&mut parameter.attrs);
            let (moved, kept) = attributes.into_iter().partition(is_moved);
            parameter.attrs = kept;
            Ok(Argument {
                attributes: moved,
                name: pattern.ident.clone(),
                r#type: (*parameter.ty).clone(),
            })
        }
    });
    arguments.collect()
}
