//! Where in the document a type stands: the only thing names are made from.

/// A root and the steps down from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The named thing it is part of.
    pub root: Root,
    /// The steps from there; empty for the named thing itself.
    pub steps: Vec<Step>,
    /// The JSON pointer of the schema in the document.
    pub pointer: String,
}

/// A thing that the document names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A component schema.
    Component(String),
    /// The request body of an operation, by its id.
    Request(String),
    /// The form an operation takes instead of its request body, by its id.
    Form(String),
    /// The answer of an operation, by its id.
    Reply(String),
    /// The events an operation streams, by its id.
    Event(String),
    /// A parameter of an operation: operation id and parameter name.
    Param(String, String),
    /// The payload of a webhook, by its name.
    Webhook(String),
    /// All webhook payloads together.
    AllWebhooks,
}

/// One step down into a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A property.
    Property(String),
    /// The items of an array.
    Item,
    /// The members of a map.
    Value,
    /// A case of a union, by what names it: its tag value, title, or JSON type.
    Case(String),
}

impl Place {
    /// The place of a root, given its pointer.
    pub fn root(root: Root, pointer: impl Into<String>) -> Self {
        Self {
            root,
            steps: Vec::new(),
            pointer: pointer.into(),
        }
    }

    /// One step further down, at a pointer relative to this one (`/properties/x`).
    pub fn step(&self, step: Step, relative: &str) -> Self {
        let mut next = self.at(relative);
        next.steps.push(step);
        next
    }

    /// The same named place, written further down in the document.
    pub fn at(&self, relative: &str) -> Self {
        Self {
            root: self.root.clone(),
            steps: self.steps.clone(),
            pointer: format!("{}{relative}", self.pointer),
        }
    }

    /// The name of the component schema, when this place is one.
    pub fn component(&self) -> Option<&str> {
        match (&self.root, self.steps.as_slice()) {
            (Root::Component(name), []) => Some(name),
            _ => None,
        }
    }
}
