//! Components, and references to them.

use std::borrow::Cow;

use crate::document::{parse_pointer, push_pointer};

/// The location of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Component<'n> {
    /// The section of `components`.
    pub(super) section: &'n str,
    pub(super) name: Cow<'n, str>,
}

impl<'n> Component<'n> {
    /// Returns the component that a pointer refers to, or `None` if it refers to anything else.
    pub(super) fn at(pointer: &'n str) -> Option<Self> {
        let (section, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
        if name.contains('/') {
            return None;
        }
        // The last reference token, with its slash, is itself a pointer.
        let start = pointer.len() - name.len() - 1;
        let name = parse_pointer(&pointer[start..])?.pop()?;
        Some(Self { section, name })
    }

    /// A reference to the component, in the normal form.
    pub(super) fn reference(&self) -> String {
        component_reference(self.section, &self.name)
    }
}

/// A reference to a component, in the normal form.
pub(crate) fn component_reference(section: &str, name: &str) -> String {
    let mut reference = format!("#/components/{section}");
    push_pointer(&mut reference, name);
    reference
}
