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
    /// The name with everything spelled out, for when the usual ones clash.
    pub spelled: String,
    /// A pin.
    pub pinned: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// Gives each wish its name. Where usual names clash each side is spelled out, which asks for a pin.
pub fn assign(wishes: Vec<Wish<'_>>, severity: Severity, found: &mut Diagnostics) -> Vec<String> {
    let mut takers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, wish) in wishes.iter().enumerate() {
        takers
            .entry(wish.pinned.clone().unwrap_or_else(|| wish.usual.clone()))
            .or_default()
            .push(index);
    }
    let mut given = vec![String::new(); wishes.len()];
    for (name, takers) in &takers {
        let [only] = takers.as_slice() else { continue };
        given[*only] = name.clone();
    }
    for (name, takers) in takers.iter().filter(|(_, takers)| takers.len() > 1) {
        report(name, takers, &wishes, severity, found);
        for &index in takers {
            let mut own = own_name(&wishes[index], takers.iter().map(|&other| &wishes[other]));
            // The last way out, reported above: two things with the same name.
            while given.contains(&own) {
                own.push('_');
            }
            given[index] = own;
        }
    }
    given
}

/// A name made of one side's own spelling; where only capitals differ, with these spelled out as well.
fn own_name<'a>(wish: &Wish<'_>, takers: impl Iterator<Item = &'a Wish<'a>>) -> String {
    if let Some(pinned) = &wish.pinned {
        return pinned.clone();
    }
    let by_capitals =
        |other: &Wish| other.what != wish.what && other.what.eq_ignore_ascii_case(wish.what);
    let mut takers = takers.filter(|other| other.spelled == wish.spelled);
    match takers.any(by_capitals) {
        true => names::with_capitals(&wish.spelled, wish.what),
        false => wish.spelled.clone(),
    }
}

fn report(
    name: &str,
    takers: &[usize],
    wishes: &[Wish<'_>],
    severity: Severity,
    found: &mut Diagnostics,
) {
    let [first, second, ..] = takers else { return };
    let own = |wish| own_name(wish, takers.iter().map(|&other| &wishes[other]));
    let (first, second) = (&wishes[*first], &wishes[*second]);
    let message = format!(
        "`{}` and `{}` would both be called `{name}`",
        first.what, second.what
    );
    let mut finding = Diagnostic::warning(Code::NameClash, message, second.origin).help(format!(
        "pin one of them; without a pin they are `{}` and `{}`",
        own(first),
        own(second)
    ));
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
    let wishes = api
        .defs
        .iter()
        .map(|def| Wish {
            what: def.place.component().unwrap_or(&def.place.pointer),
            usual: names::type_name(&def.place),
            spelled: names::spelled_type_name(&def.place),
            pinned: pin(pins, &def.place).cloned(),
            origin: def.origin,
        })
        .collect();
    assign(wishes, severity, found)
}

fn pin<'a>(pins: &'a BTreeMap<String, String>, place: &Place) -> Option<&'a String> {
    pins.get(&format!("#{}", place.pointer))
        .or_else(|| pins.get(place.component()?))
}
