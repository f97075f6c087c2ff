//! Events that say how far a call is, and those that some revisions of the document do not describe.
//!
//! In: an event that nobody else took, as JSON. Out: the item, and what changed. Working on JSON makes it serve
//! revisions with and without a type for the event.
//! Must not know: types of events.

use serde_json::{Value, json};

use super::message::{delta, done};
use super::output::{Output, part};
use super::{ResponseChange, ResponsePart};
use crate::types::{OutputItem, ResponseStreamEvent as Event};

/// Takes any event.
#[inline]
pub(super) fn change(output: &mut Output<'_>, event: &Event) -> Option<ResponseChange> {
    let event = serde_json::to_value(event).ok()?;
    let (about, what) = event
        .get("type")?
        .as_str()?
        .strip_prefix("response.")?
        .rsplit_once('.')?;
    let (at, item) = output.known(event.get("output_index")?.as_i64()?)?;
    match about {
        "shell_call_command" => command(item, &event, what).map(|(command, text)| {
            let part = ResponsePart::Command(command);
            match text {
                Some(text) => delta(at, part, &text),
                None => done(at, part),
            }
        }),
        call if call.ends_with("_call") => {
            let is_it = |json: &Value| json.get("type").and_then(Value::as_str) == Some(call);
            edit(item, |json| {
                let is_it = is_it(json);
                if is_it {
                    json["status"] = json!(what);
                }
                is_it.then_some(())
            })?;
            Some(ResponseChange::ItemChanged { output: at })
        }
        _ => None,
    }
}

/// A shell command: its position, and the new piece unless it is complete.
#[inline]
fn command(item: &mut OutputItem, event: &Value, what: &str) -> Option<(usize, Option<String>)> {
    let index = event.get("command_index")?.as_i64()?;
    let text = |name: &str| event.get(name).and_then(Value::as_str).map(str::to_owned);
    edit(item, |json| {
        let commands = json.pointer_mut("/action/commands")?.as_array_mut()?;
        let (at, place) = part(commands, index, || json!(""))?;
        let so_far = place.as_str().unwrap_or_default();
        match what {
            "delta" => {
                let delta = text("delta")?;
                *place = json!(format!("{so_far}{delta}"));
                Some((at, Some(delta)))
            }
            "added" => {
                let begun = text("command").unwrap_or_default();
                *place = json!(begun);
                Some((at, Some(begun)))
            }
            "done" => {
                *place = json!(text("command")?);
                Some((at, None))
            }
            _ => None,
        }
    })
}

/// Changes an item as JSON, if the change gives anything.
#[inline]
fn edit<T>(item: &mut OutputItem, change: impl FnOnce(&mut Value) -> Option<T>) -> Option<T> {
    let mut json = serde_json::to_value(&*item).ok()?;
    let changed = change(&mut json)?;
    *item = serde_json::from_value(json).ok()?;
    Some(changed)
}
