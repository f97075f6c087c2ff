//! Follows references in the typed document.
//!
//! Input: a reference and its pointer. Output: the target, as [`Located`]. After `build`, the target of each reference in
//! the document exists.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    Components, Header, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme,
};

use super::model::{Document, Located};
use crate::document::{MAX_REFERENCE_CHAIN, escape, parse_pointer};

/// Returns the name in a reference to a component schema.
pub fn schema_name(reference: &str) -> Option<Cow<'_, str>> {
    component_name(reference, "schemas")
}

/// Returns the name in a reference to a component of a section.
pub(super) fn component_name<'r>(reference: &'r str, section: &str) -> Option<Cow<'r, str>> {
    let rest = reference.strip_prefix("#/components/")?;
    let name = rest.strip_prefix(section)?;
    if !name.starts_with('/') || name[1..].contains('/') {
        return None;
    }
    parse_pointer(name)?.pop()
}

impl Document {
    /// Returns the component schema that a reference points to. The result may be another reference, which is not
    /// followed.
    pub fn schema(&self, reference: &str) -> Option<Located<'_, ReferenceOr<Schema>>> {
        let name = schema_name(reference)?;
        let value = self.api.components.as_ref()?.schemas.get(name.as_ref())?;
        Some(Located {
            value,
            pointer: format!("/components/schemas/{}", escape(&name)),
        })
    }

    /// Returns a parameter after following references.
    pub fn parameter<'d>(
        &'d self,
        at: &'d ReferenceOr<Parameter>,
        pointer: &str,
    ) -> Option<Located<'d, Parameter>> {
        self.follow(at, pointer, "parameters", |components| {
            &components.parameters
        })
    }

    /// Returns a request body after following references.
    pub fn request_body<'d>(
        &'d self,
        at: &'d ReferenceOr<RequestBody>,
        pointer: &str,
    ) -> Option<Located<'d, RequestBody>> {
        self.follow(at, pointer, "requestBodies", |components| {
            &components.request_bodies
        })
    }

    /// Returns a response after following references.
    pub fn response<'d>(
        &'d self,
        at: &'d ReferenceOr<Response>,
        pointer: &str,
    ) -> Option<Located<'d, Response>> {
        self.follow(at, pointer, "responses", |components| &components.responses)
    }

    /// Returns a header after following references.
    pub fn header<'d>(
        &'d self,
        at: &'d ReferenceOr<Header>,
        pointer: &str,
    ) -> Option<Located<'d, Header>> {
        self.follow(at, pointer, "headers", |components| &components.headers)
    }

    /// Returns a security scheme by name, after following references.
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
        for _ in 0..MAX_REFERENCE_CHAIN {
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
