//! WebSocket channels.
//!
//! Input: the channels of both sides. Output: changes.

use super::rust_type::text;
use super::surface::{ChannelView, Surface};
use super::{Comparison, Difference, Rule, Subject};
use crate::plan::RustType;

impl Comparison<'_> {
    pub(super) fn channels(&mut self) {
        let new: Vec<ChannelView> = self.new.channels.values().copied().collect();
        for after in new {
            let subject = subject(&self.new, &after);
            match self.old.channels.get(after.item.name.as_str()).copied() {
                Some(before) => self.channel(&subject, &before, &after),
                None => {
                    let difference = Difference::added(&after.item.path);
                    self.push(Rule::ChannelAdded, &subject, difference);
                }
            }
        }
        let old: Vec<ChannelView> = self.old.channels.values().copied().collect();
        for before in old {
            if !self.new.channels.contains_key(before.item.name.as_str()) {
                let subject = subject(&self.old, &before);
                let difference = Difference::removed(&before.item.path);
                self.push(Rule::ChannelRemoved, &subject, difference);
            }
        }
    }

    fn channel(&mut self, subject: &Subject, old: &ChannelView<'_>, new: &ChannelView<'_>) {
        self.channel_events(subject, "client", &old.item.client, &new.item.client);
        self.channel_events(subject, "server", &old.item.server, &new.item.server);
        let arguments = |view: &ChannelView<'_>| {
            let arguments = view.item.arguments.iter();
            let names: Vec<&str> = arguments.map(|it| it.wire.as_str()).collect();
            format!("({})", names.join(", "))
        };
        if arguments(old) != arguments(new) {
            let difference = Difference::changed(arguments(old), arguments(new));
            self.push(Rule::ChannelArgumentsChanged, subject, difference);
        }
        let (before, after) = (connection(old), connection(new));
        if before != after {
            let difference = Difference::changed(before, after);
            self.push(Rule::RequestEncodingChanged, subject, difference);
        }
    }

    fn channel_events(&mut self, subject: &Subject, side: &str, old: &RustType, new: &RustType) {
        if self.same(old, new) {
            return;
        }
        // If the names are equal, the difference is in what they are aliases of.
        let difference = match old == new {
            true => Difference::changed(text(&self.old_type(old)), text(&self.new_type(new))),
            false => Difference::changed(text(old), text(new)),
        };
        let difference = difference.note(format!("{side} events"));
        self.push(Rule::ChannelEventsChanged, subject, difference);
    }
}

/// Describes the connection request.
fn connection(view: &ChannelView<'_>) -> String {
    let query = view.channel.query.iter();
    let query: Vec<&str> = query.map(|parameter| parameter.wire.as_str()).collect();
    let mut description = view.item.path.clone();
    if !query.is_empty() {
        description.push_str(&format!("?{}", query.join("&")));
    }
    let security = view.item.security.iter();
    let security: Vec<String> = security.map(|names| names.join(" and ")).collect();
    for (name, values) in [
        ("subprotocols", &view.item.subprotocols[..]),
        ("key subprotocol", view.item.key_subprotocol.as_slice()),
        ("deployment", view.item.deployment.as_slice()),
        ("lane", view.item.lane.as_slice()),
        ("security", &security[..]),
    ] {
        if !values.is_empty() {
            description.push_str(&format!("; {name} {}", values.join(", ")));
        }
    }
    description
}

fn subject(surface: &Surface<'_>, view: &ChannelView<'_>) -> Subject {
    Subject {
        rust: format!("channel {}", view.item.name),
        pointer: format!("/x-channels/{}", view.item.name),
        location: surface.locate(view.channel.origin),
        areas: vec![view.group.feature.clone()],
    }
}
