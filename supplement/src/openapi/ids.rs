//! Operation ids: the verb of the method, the resource, and the remaining words of the method: `live.sessions.fork` →
//! `forkLiveSession`, `agents.sessions.list` → `listAgentSessions`.

use crate::config::Config;
use crate::sdk::{Operation, words};

/// The id of an operation.
pub fn operation_id(operation: &Operation, config: &Config) -> String {
    let called = format!("{}.{}", operation.resource.join("."), operation.name);
    if let Some(id) = config.operation_ids.get(&called) {
        return id.clone();
    }
    let dropped = |part: &&String| !config.silent_resources.contains(*part);
    let resource: Vec<&String> = operation.resource.iter().filter(dropped).collect();
    let mut method = words(&operation.name).into_iter();
    let verb = method.next().unwrap_or_default();
    let rest: Vec<String> = method.collect();
    let mut id = verb.clone();
    for (index, part) in resource.iter().enumerate() {
        let last = index + 1 == resource.len();
        let many = last && verb == "list" && rest.is_empty();
        let mut parts = words(part);
        if let Some(noun) = parts.last_mut().filter(|_| !many) {
            *noun = singular(noun);
        }
        parts.iter().for_each(|word| push(&mut id, word));
    }
    rest.iter().for_each(|word| push(&mut id, word));
    id
}

fn push(id: &mut String, word: &str) {
    let mut letters = word.chars();
    if let Some(first) = letters.next() {
        id.extend(first.to_uppercase());
        id.push_str(letters.as_str());
    }
}

/// The singular of an English noun. Covers only the plural forms that occur in names of resources.
fn singular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match noun.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u']) => stem.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn nouns_of_resources_have_a_singular() {
        for (many, one) in [
            ("sessions", "session"),
            ("vaults", "vault"),
            ("access", "access"),
        ] {
            assert_eq!(singular(many), one);
        }
        assert_eq!(singular("identities"), "identity");
    }
}
