//! Names given out, with a finding where two things want the same one.

use std::collections::BTreeMap;

use super::names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Place};
use crate::source::Origin;

/// One thing that wants a name.
pub struct Wish<'a> {
    /// What it is called in the document, for messages.
    pub what: &'a str,
    /// The name that the usual rule gives.
    pub usual: String,
    /// A pin.
    pub pinned: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// Gives each wish its name. Where usual names clash each side is spelled out, which asks for a pin: `spell` gives the
/// name of the wish at an index with everything spelled out.
pub fn assign(
    wishes: &[Wish<'_>],
    spell: &dyn Fn(usize) -> String,
    severity: Severity,
    found: &mut Diagnostics,
) -> Vec<String> {
    let mut takers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, wish) in wishes.iter().enumerate() {
        let name = wish.pinned.as_ref().unwrap_or(&wish.usual);
        takers.entry(name).or_default().push(index);
    }
    let mut given = vec![String::new(); wishes.len()];
    for (name, takers) in &takers {
        let [only] = takers.as_slice() else { continue };
        given[*only] = (*name).to_owned();
    }
    for (name, takers) in takers.iter().filter(|(_, takers)| takers.len() > 1) {
        let names = own_names(wishes, takers, spell);
        report(name, takers, &names, wishes, severity, found);
        for (&index, mut own) in takers.iter().zip(names) {
            // The last way out, reported above: two things with the same name.
            while given.contains(&own) {
                own.push('_');
            }
            given[index] = own;
        }
    }
    given
}

/// Names made of each side's own spelling; where only capitals differ, with these spelled out as well.
fn own_names(
    wishes: &[Wish<'_>],
    takers: &[usize],
    spell: &dyn Fn(usize) -> String,
) -> Vec<String> {
    let spelled: Vec<String> = takers.iter().map(|&index| spell(index)).collect();
    let own = |(&index, name): (&usize, &String)| {
        let wish = &wishes[index];
        if let Some(pinned) = &wish.pinned {
            return pinned.clone();
        }
        let mut same = takers.iter().zip(&spelled).filter(|(_, it)| *it == name);
        let by_capitals = same.any(|(&other, _)| {
            let other = wishes[other].what;
            other != wish.what && other.eq_ignore_ascii_case(wish.what)
        });
        match by_capitals {
            true => names::with_capitals(name, wish.what),
            false => name.clone(),
        }
    };
    takers.iter().zip(&spelled).map(own).collect()
}

fn report(
    name: &str,
    takers: &[usize],
    names: &[String],
    wishes: &[Wish<'_>],
    severity: Severity,
    found: &mut Diagnostics,
) {
    let ([first, second, ..], [own_first, own_second, ..]) = (takers, names) else {
        return;
    };
    let (first, second) = (&wishes[*first], &wishes[*second]);
    let message = format!(
        "`{}` and `{}` would both be called `{name}`",
        first.what, second.what
    );
    let help = format!("pin one of them; without a pin they are `{own_first}` and `{own_second}`");
    let mut finding = Diagnostic::warning(Code::NameClash, message, second.origin).help(help);
    if first.origin != second.origin {
        finding = finding.related(format!("`{}` stands here", first.what), first.origin);
    }
    finding.severity = severity;
    found.push(finding);
}

/// The names of all types of a document, by id.
pub fn types(
    api: &Api,
    pins: &BTreeMap<String, String>,
    severity: Severity,
    found: &mut Diagnostics,
) -> Vec<String> {
    let wishes: Vec<Wish<'_>> = api
        .defs
        .iter()
        .map(|def| Wish {
            what: def.place.component().unwrap_or(&def.place.pointer),
            usual: names::type_name(&def.place),
            pinned: pin(pins, &def.place).cloned(),
            origin: def.origin,
        })
        .collect();
    let spell = |index: usize| names::spelled_type_name(&api.defs[index].place);
    assign(&wishes, &spell, severity, found)
}

fn pin<'a>(pins: &'a BTreeMap<String, String>, place: &Place) -> Option<&'a String> {
    pins.get(&format!("#{}", place.pointer))
        .or_else(|| pins.get(place.component()?))
}
