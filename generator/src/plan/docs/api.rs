//! Documentation of groups and channels.

use super::{member_doc, reference};
use crate::ir::Channel;

/// How a program calls a group: `client.chat().completions()`.
pub fn group_call(path: &[String]) -> String {
    let calls: Vec<String> = path.iter().map(|part| format!("{part}()")).collect();
    format!("client.{}", calls.join("."))
}

/// What a group is about, and how a program calls it.
pub fn group_about(path: &[String], sentence: Option<&Vec<String>>) -> Vec<String> {
    let call = format!("`{}`", group_call(path));
    match sentence.and_then(|lines| lines.split_last()) {
        Some((last, first)) => {
            let last = format!("{last} {call}");
            first.iter().cloned().chain([last]).collect()
        }
        None => vec![call],
    }
}

/// The documentation of the method of the client that returns a group.
pub fn group_doc(group: &str, sentence: Option<&Vec<String>>) -> Vec<String> {
    match sentence {
        Some(lines) => lines.clone(),
        None => vec![format!("The operations of `{group}`.")],
    }
}

/// The documentation of the method that connects to a channel.
pub fn channel_doc(channel: &Channel, reference: Option<&str>) -> Vec<String> {
    let (name, path) = (&channel.name, &channel.path);
    let mut lines = vec![format!("Connects to the channel `{name}`: `{path}`.")];
    let doc = member_doc(&channel.docs);
    if !doc.is_empty() {
        lines.push(String::new());
        lines.extend(doc);
    }
    lines.extend(
        reference
            .into_iter()
            .flat_map(|url| [String::new(), reference::link(url)]),
    );
    lines
}
