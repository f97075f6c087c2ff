//! The names of the setters of a record.

use std::collections::BTreeSet;

use crate::plan::names;
use crate::plan::reserved_names::RECORD;

/// A field whose setters need names.
pub struct SetterRequest<'a> {
    /// The name of the field.
    pub ident: &'a str,
    /// Whether it has a setter that sends an explicit `null`.
    pub sends_null: bool,
    /// Whether it has a setter that adds one item.
    pub adds_items: bool,
}

/// The names of the setters of a field.
pub struct Setters {
    /// The setter of the value.
    pub value: String,
    /// The setter that sends an explicit `null`.
    pub null: Option<String>,
    /// The setter that adds one item.
    pub item: Option<ItemNames>,
}

/// The names of a setter that adds one item.
pub struct ItemNames {
    /// The setter.
    pub setter: String,
    /// Its argument.
    pub argument: String,
}

/// Names the setters of all fields of a record. The setters of values take precedence, then those of `null`. A setter
/// that adds items is left out if its name is in use.
pub fn setters(requests: &[SetterRequest<'_>]) -> Vec<Setters> {
    let mut claimed: BTreeSet<String> = RECORD.iter().map(|name| (*name).to_owned()).collect();
    let values = requests.iter().map(|it| names::field_setter(it.ident));
    let values: Vec<String> = values.map(|name| claim(name, &mut claimed)).collect();
    let nulls = requests.iter().map(|it| {
        let name = it.sends_null.then(|| names::null_setter(it.ident))?;
        Some(claim(name, &mut claimed))
    });
    let nulls: Vec<Option<String>> = nulls.collect();
    let setters = requests.iter().zip(values).zip(nulls);
    let setters = setters.map(|((request, value), null)| Setters {
        item: item(request, &value).filter(|item| claimed.insert(item.setter.clone())),
        value,
        null,
    });
    setters.collect()
}

/// Appends `_` until the name is not in use.
fn claim(mut name: String, claimed: &mut BTreeSet<String>) -> String {
    while !claimed.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// The names of the setter that adds one item: the list `tools` has the setter `with_tool`.
fn item(request: &SetterRequest<'_>, setter: &str) -> Option<ItemNames> {
    let setter = request
        .adds_items
        .then(|| setter.strip_suffix('s'))
        .flatten()?;
    let argument = setter.strip_prefix("with_").unwrap_or(setter);
    Some(ItemNames {
        argument: names::field_name(argument),
        setter: setter.to_owned(),
    })
}
