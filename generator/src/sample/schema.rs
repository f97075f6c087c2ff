//! A valid value of a schema, as small as it can be.
//!
//! In: a schema in the normal form of the dialect. Out: JSON; nothing where only an endless value would do.

use serde_json::{Map, Number, Value, json};

use super::part;
use crate::document::{Node, Value as Tree};

/// How deep a value may get before another branch is taken.
const DEEP: usize = 24;

/// Makes values.
#[derive(Clone, Copy)]
pub struct Sampler<'d> {
    root: &'d Node,
    /// Whether lists have an item although they may be empty.
    items: bool,
}

impl<'d> Sampler<'d> {
    /// Makes the least there can be.
    pub fn least(root: &'d Node) -> Self {
        Self { root, items: false }
    }

    /// Makes what must be there, and of lists one item: an answer is to show what its items are, and an empty list
    /// cannot be written as a parameter.
    pub fn with_items(root: &'d Node) -> Self {
        Self { root, items: true }
    }

    /// A value.
    pub fn value(&self, schema: &'d Node) -> Option<Value> {
        self.at(schema, 0)
    }

    /// A value of each branch, the branches of branches included; one value of what has none.
    pub fn each(&self, schema: &'d Node) -> Vec<Value> {
        let mut values = Vec::new();
        self.collect_branches(schema, 0, &mut values);
        values
    }

    fn collect_branches(&self, schema: &'d Node, depth: usize, values: &mut Vec<Value>) {
        let target = part::resolved(self.root, schema);
        let branches = target.and_then(branches).filter(|_| depth < DEEP);
        match branches {
            Some(list) => {
                for branch in list {
                    let before = values.len();
                    self.collect_branches(branch, depth + 1, values);
                    for value in &mut values[before..] {
                        self.tag(target, branch, value);
                    }
                }
            }
            None => values.extend(self.value(schema)),
        }
    }

    fn at(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        if depth > DEEP {
            return None;
        }
        let schema = part::resolved(self.root, schema)?;
        let value = self.of(schema, depth);
        value.or_else(|| part::is_set(schema, "nullable").then_some(Value::Null))
    }

    fn of(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            return values.first().map(json);
        }
        if let Some(members) = schema.get("allOf").and_then(Node::as_array) {
            return self.all_of(members, depth);
        }
        if let Some(list) = branches(schema) {
            return self.one_of(schema, list, depth);
        }
        match schema.get("type").and_then(Node::as_str) {
            None => Some(json!({})),
            Some("boolean") => Some(json!(false)),
            Some("integer" | "number") => Some(number(schema)),
            Some("array") => self.array(schema, depth),
            Some("object") => self.object(&[schema], depth),
            Some(_) => Some(Value::String(text(schema))),
        }
    }

    /// The first branch that comes to an end, with its tag; before all others one that lists its values, since a server
    /// is sure to know these.
    fn one_of(&self, union: &'d Node, list: &'d [Node], depth: usize) -> Option<Value> {
        let lists = |branch: &&'d Node| {
            let branch = part::resolved(self.root, branch);
            branch.is_some_and(|branch| branch.get("enum").is_some())
        };
        let others = list.iter().filter(|branch| !lists(branch));
        list.iter().filter(lists).chain(others).find_map(|branch| {
            let mut value = self.at(branch, depth + 1)?;
            self.tag(Some(union), branch, &mut value);
            Some(value)
        })
    }

    /// Sets the discriminator where the branch itself leaves it open.
    fn tag(&self, union: Option<&'d Node>, branch: &'d Node, value: &mut Value) {
        let tagged = || {
            let discriminator = union?.get("discriminator")?;
            let name = discriminator.get("propertyName")?.as_str()?;
            let reference = branch.get("$ref")?.as_str()?;
            let mapping = discriminator.get("mapping")?.as_object()?;
            let to = |node: &&Node| node.as_str() == Some(reference);
            let (tag, _) = mapping.iter().find(|(_, node)| to(node))?;
            let record = part::resolved(self.root, branch)?;
            let member = part::resolved(self.root, record.get("properties")?.get(name)?)?;
            member.get("enum").is_none().then_some((name, &tag.text))
        };
        if let Some((name, tag)) = tagged()
            && let Value::Object(object) = value
        {
            object.insert(name.to_owned(), Value::from(tag.as_ref()));
        }
    }

    /// What is true of all members at once: objects become one, of anything else the last member counts.
    fn all_of(&self, members: &'d [Node], depth: usize) -> Option<Value> {
        let mut records = Vec::new();
        let mut whole = None;
        for member in members {
            let member = part::resolved(self.root, member)?;
            match member.get("type").and_then(Node::as_str) {
                Some("object") if member.get("enum").is_none() => records.push(member),
                _ => whole = merged(whole, self.at(member, depth + 1)?),
            }
        }
        if records.is_empty() {
            return whole;
        }
        let record = self.object(&records, depth)?;
        merged(whole, record)
    }

    /// The members that any of these schemas requires.
    fn object(&self, schemas: &[&'d Node], depth: usize) -> Option<Value> {
        let property = |name: &str| {
            let mut found = schemas.iter().rev();
            found.find_map(|schema| schema.get("properties")?.get(name))
        };
        let mut object = Map::new();
        for schema in schemas {
            let open = schema
                .get("additionalProperties")
                .filter(|node| node.as_object().is_some());
            for name in part::texts(schema, "required") {
                let value = match property(name).or(open) {
                    Some(schema) => self.at(schema, depth + 1)?,
                    None => json!({}),
                };
                object.insert(name.to_owned(), value);
            }
            let least = limit(schema, "minProperties").unwrap_or(0.0);
            for index in 0.. {
                if object.len() as f64 >= least || index > 100 {
                    break;
                }
                let value = open.map_or(Some(json!({})), |schema| self.at(schema, depth + 1))?;
                object.insert(format!("key{index}"), value);
            }
        }
        Some(Value::Object(object))
    }

    fn array(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        let item = |depth| match schema.get("items") {
            Some(items) => self.at(items, depth + 1),
            None => Some(json!({})),
        };
        let least = limit(schema, "minItems").unwrap_or(0.0).min(100.0) as usize;
        if least == 0 {
            let none = limit(schema, "maxItems") == Some(0.0) || !self.items;
            let one = (!none).then(|| item(depth)).flatten();
            return Some(Value::Array(one.into_iter().collect()));
        }
        let value = item(depth)?;
        Some(Value::Array(vec![value; least]))
    }
}

/// The branches of a union.
fn branches(schema: &Node) -> Option<&[Node]> {
    let list = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
    list.as_array()
}

/// Two values as one.
fn merged(one: Option<Value>, other: Value) -> Option<Value> {
    match (one, other) {
        (Some(Value::Object(mut one)), Value::Object(other)) => {
            one.extend(other);
            Some(Value::Object(one))
        }
        (_, other) => Some(other),
    }
}

fn limit(schema: &Node, name: &str) -> Option<f64> {
    match &schema.get(name)?.value {
        Tree::Number(number) => number.as_f64(),
        _ => None,
    }
}

/// One, or what lies nearest to it within the limits.
fn number(schema: &Node) -> Value {
    let whole = schema.get("type").and_then(Node::as_str) == Some("integer");
    let step = limit(schema, "multipleOf").unwrap_or(1.0);
    let above = part::is_set(schema, "exclusiveMinimum");
    let below = part::is_set(schema, "exclusiveMaximum");
    let mut number = step;
    if let Some(least) = limit(schema, "minimum")
        && (number < least || above && number <= least)
    {
        number = if above { least + step } else { least };
    }
    if let Some(most) = limit(schema, "maximum")
        && (number > most || below && number >= most)
    {
        number = if below { most - step } else { most };
    }
    match whole {
        true => json!(number as i64),
        false => Number::from_f64(number).map_or(Value::Null, Value::Number),
    }
}

fn text(schema: &Node) -> String {
    let known = match schema.get("format").and_then(Node::as_str) {
        Some("date") => "2026-01-31",
        Some("date-time") => "2026-01-31T12:00:00Z",
        Some("uri" | "url") => "https://example.com/sample",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("email") => "sample@example.com",
        _ => "sample",
    };
    let most = limit(schema, "maxLength").unwrap_or(f64::MAX) as usize;
    let least = limit(schema, "minLength").unwrap_or(0.0).min(1e6) as usize;
    let mut letters: Vec<char> = known.chars().take(most).collect();
    letters.resize(letters.len().max(least), 'x');
    letters.into_iter().collect()
}

/// A value of the tree as JSON.
fn json(node: &Node) -> Value {
    match &node.value {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(number) => number
            .0
            .parse::<Number>()
            .map_or(Value::Null, Value::Number),
        Tree::String(text) => Value::from(text.as_str()),
        Tree::Array(items) => items.iter().map(json).collect(),
        Tree::Object(members) => {
            let pairs = members
                .iter()
                .map(|(key, node)| (key.text.to_string(), json(node)));
            Value::Object(pairs.collect())
        }
    }
}
