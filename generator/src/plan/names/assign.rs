//! Unique names: resolves clashes between default names, and reports them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::with_capitals;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Origin;

/// A request for a name.
pub struct NameRequest<'a> {
    /// The name in the document, for messages.
    pub what: &'a str,
    /// The name by the default rule.
    pub default: String,
    /// The name by a pin.
    pub pinned: Option<String>,
    /// The location in the document.
    pub origin: Origin,
}

/// Returns a unique name for each request, in order. Where default names clash, one claimant keeps the name, the others
/// are spelled differently, and a diagnostic suggests pinning one of them. `spell` returns the spelled-out name of the
/// request at an index.
pub fn assign(
    requests: &[NameRequest<'_>],
    spell: &dyn Fn(usize) -> String,
    severity: Severity,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut claimants: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, request) in requests.iter().enumerate() {
        let name = request.pinned.as_ref().unwrap_or(&request.default);
        claimants.entry(name).or_default().push(index);
    }
    let mut assigned = vec![String::new(); requests.len()];
    let mut claimed: HashSet<String> = HashSet::new();
    for (name, claimants) in &claimants {
        if let Some(kept) = keeper(requests, claimants) {
            assigned[kept] = (*name).to_owned();
            claimed.insert((*name).to_owned());
        }
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (name, claimants) in claimants.iter().filter(|(_, all)| all.len() > 1) {
        let spellings = Spellings::of(requests, claimants);
        for &index in claimants {
            if assigned[index].is_empty() {
                let base = match &requests[index].pinned {
                    Some(pinned) => pinned.clone(),
                    None => spellings.of_request(name, &requests[index], || spell(index)),
                };
                let other = match requests[index].pinned.is_some() {
                    true => base,
                    false => free(base, &claimed, &mut numbers),
                };
                claimed.insert(other.clone());
                assigned[index] = other;
            }
        }
        let names: Vec<String> = claimants.iter().map(|&at| assigned[at].clone()).collect();
        report(name, claimants, &names, requests, severity, diagnostics);
    }
    assigned
}

/// The claimant that keeps the name: a pinned one, then one that is named this way in the document, then the only one
/// with a name rather than a location in the document. If the names of all differ only in separators and capitals, the
/// first one keeps it. `None` if each claimant has a better name.
fn keeper(requests: &[NameRequest<'_>], claimants: &[usize]) -> Option<usize> {
    let (&first, others) = claimants.split_first()?;
    if others.is_empty() {
        return Some(first);
    }
    let find = |accepts: &dyn Fn(&NameRequest<'_>) -> bool| {
        let mut all = claimants.iter().copied();
        all.find(|&index| accepts(&requests[index]))
    };
    let kept = find(&|it| it.pinned.is_some()).or_else(|| find(&|it| it.what == it.default));
    if kept.is_some() {
        return kept;
    }
    let mut named = claimants
        .iter()
        .filter(|&&index| !requests[index].what.starts_with('/'));
    if let (Some(&only), None) = (named.next(), named.next()) {
        return Some(only);
    }
    let common = letters(requests[first].what);
    let mut others = others.iter().map(|&index| letters(requests[index].what));
    let is_same = |other: String| other.eq_ignore_ascii_case(&common);
    // A sign has a meaning: `+1` and `-1` are both spelled out.
    if claimants
        .iter()
        .any(|&index| has_sign(requests[index].what))
    {
        return None;
    }
    (!common.is_empty() && others.all(is_same)).then_some(first)
}

/// The differences between the names of claimants in the document. They determine the name of a claimant that does not
/// keep the default name.
struct Spellings<'a> {
    /// The spellings of each name without regard to capitals.
    capitals: HashMap<String, HashSet<&'a str>>,
    /// How many names have the same letters and digits, without regard to capitals.
    letters: HashMap<String, usize>,
}

impl<'a> Spellings<'a> {
    fn of(requests: &[NameRequest<'a>], claimants: &[usize]) -> Self {
        let mut spellings = Self {
            capitals: HashMap::new(),
            letters: HashMap::new(),
        };
        for index in claimants {
            let what = requests[*index].what;
            let key = what.to_ascii_lowercase();
            spellings.capitals.entry(key).or_default().insert(what);
            let key = letters(what).to_ascii_lowercase();
            *spellings.letters.entry(key).or_default() += 1;
        }
        spellings
    }

    /// Returns the name of a claimant that does not keep the default name.
    fn of_request(
        &self,
        name: &str,
        request: &NameRequest<'_>,
        spell: impl FnOnce() -> String,
    ) -> String {
        let what = request.what;
        let same = self.capitals.get(&what.to_ascii_lowercase());
        if same.is_some_and(|same| same.len() > 1) {
            return with_capitals(name, what);
        }
        let letters = letters(what).to_ascii_lowercase();
        let differs_in_separators = !letters.is_empty()
            && !has_sign(what)
            && self.letters.get(&letters).is_some_and(|count| *count > 1);
        match differs_in_separators {
            true => name.to_owned(),
            false => spell(),
        }
    }
}

/// Returns a name, with a number if it is claimed. `numbers` has the next number of each name.
fn free(base: String, claimed: &HashSet<String>, numbers: &mut HashMap<String, usize>) -> String {
    let mut name = base.clone();
    while claimed.contains(&name) {
        let number = numbers.entry(base.clone()).or_insert(2);
        name = numbered(&base, *number);
        *number += 1;
    }
    name
}

fn has_sign(text: &str) -> bool {
    text.starts_with(['+', '-'])
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// A name with a number: `name_2` in snake case, `Name2` in camel case.
fn numbered(name: &str, number: usize) -> String {
    let name = name.trim_start_matches("r#").trim_end_matches('_');
    let is_camel = name.starts_with(char::is_uppercase);
    match is_camel && !name.ends_with(|last: char| last.is_ascii_digit()) {
        true => format!("{name}{number}"),
        false => format!("{name}_{number}"),
    }
}

fn report(
    name: &str,
    claimants: &[usize],
    names: &[String],
    requests: &[NameRequest<'_>],
    severity: Severity,
    diagnostics: &mut Diagnostics,
) {
    let ([first, second, ..], [first_name, second_name, ..]) = (claimants, names) else {
        return;
    };
    let (first, second) = (&requests[*first], &requests[*second]);
    let message = format!(
        "`{}` and `{}` have the same Rust name `{name}`",
        first.what, second.what
    );
    let help = format!(
        "pin the name of one of them; without a pin they are named `{first_name}` and `{second_name}`"
    );
    let mut diagnostic = Diagnostic::warning(Code::NameClash, message, second.origin).help(help);
    if first.origin != second.origin {
        diagnostic = diagnostic.related(format!("`{}` is defined here", first.what), first.origin);
    }
    diagnostic.severity = severity;
    diagnostics.push(diagnostic);
}
