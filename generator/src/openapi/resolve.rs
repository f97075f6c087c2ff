//! Follows references inside the typed document.
//!
//! In: a reference and the pointer of its place. Out: what it means, [`Located`]. After `build` every reference leads
//! somewhere, so nothing is only found where the document is asked about something it does not have.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    Components, Header, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme,
};

use super::model::{Document, Located};
use crate::document::{escape, parse_pointer};

/// More aliases of aliases than any honest document has.
const MOST_STEPS: usize = 64;

/// The name in a reference to a component schema.
pub fn schema_name(reference: &str) -> Option<Cow<'_, str>> {
    component_name(reference, "schemas")
}

/// The name in a reference to a component of a section.
pub(super) fn component_name<'r>(reference: &'r str, section: &str) -> Option<Cow<'r, str>> {
    let rest = reference.strip_prefix("#/components/")?;
    let name = rest.strip_prefix(section)?;
    if !name.starts_with('/') || name[1..].contains('/') {
        return None;
    }
    parse_pointer(name)?.pop()
}

impl Document {
    /// The component schema a reference names: one step, so an alias is found as the reference it is.
    pub fn schema(&self, reference: &str) -> Option<Located<'_, ReferenceOr<Schema>>> {
        let name = schema_name(reference)?;
        let value = self.api.components.as_ref()?.schemas.get(name.as_ref())?;
        Some(Located {
            value,
            pointer: format!("/components/schemas/{}", escape(&name)),
        })
    }

    /// The parameter at a place, all references followed.
    pub fn parameter<'d>(
        &'d self,
        at: &'d ReferenceOr<Parameter>,
        pointer: &str,
    ) -> Option<Located<'d, Parameter>> {
        self.follow(at, pointer, "parameters", |components| {
            &components.parameters
        })
    }

    /// The request body at a place, all references followed.
    pub fn request_body<'d>(
        &'d self,
        at: &'d ReferenceOr<RequestBody>,
        pointer: &str,
    ) -> Option<Located<'d, RequestBody>> {
        self.follow(at, pointer, "requestBodies", |components| {
            &components.request_bodies
        })
    }

    /// The response at a place, all references followed.
    pub fn response<'d>(
        &'d self,
        at: &'d ReferenceOr<Response>,
        pointer: &str,
    ) -> Option<Located<'d, Response>> {
        self.follow(at, pointer, "responses", |components| &components.responses)
    }

    /// The header at a place, all references followed.
    pub fn header<'d>(
        &'d self,
        at: &'d ReferenceOr<Header>,
        pointer: &str,
    ) -> Option<Located<'d, Header>> {
        self.follow(at, pointer, "headers", |components| &components.headers)
    }

    /// The security scheme of a name, all references followed.
    pub fn security_scheme(&self, name: &str) -> Option<Located<'_, SecurityScheme>> {
        let at = self.api.components.as_ref()?.security_schemes.get(name)?;
        let pointer = format!("/components/securitySchemes/{}", escape(name));
        self.follow(at, &pointer, "securitySchemes", |components| {
            &components.security_schemes
        })
    }

    fn follow<'d, T>(
        &'d self,
        at: &'d ReferenceOr<T>,
        pointer: &str,
        section: &str,
        of: impl Fn(&'d Components) -> &'d IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Located<'d, T>> {
        let mut pointer = pointer.to_owned();
        let mut at = at;
        for _ in 0..MOST_STEPS {
            let reference = match at {
                ReferenceOr::Item(value) => return Some(Located { value, pointer }),
                ReferenceOr::Reference { reference } => reference,
            };
            let name = component_name(reference, section)?;
            at = of(self.api.components.as_ref()?).get(name.as_ref())?;
            pointer = format!("/components/{section}/{}", escape(&name));
        }
        None
    }
}
