//! What is of the crate as a whole: credentials, the server, cargo features, helpers, WebSocket channels.
//!
//! In: both plans. Out: changes.

use super::rust_type::text;
use super::surface::ChannelView;
use super::{Comparison, Found, Rule, Spot};
use crate::plan::{Plan, SchemeItem, SchemePlace};

impl Comparison<'_> {
    pub(super) fn service(&mut self) {
        self.credentials();
        self.server();
        self.features();
        self.helpers();
        self.channels();
    }

    fn credentials(&mut self) {
        let (old, new) = (schemes(self.old.side.plan), schemes(self.new.side.plan));
        for scheme in new {
            let before = old.iter().find(|other| other.name == scheme.name);
            let spot = scheme_spot(scheme);
            match before {
                None => self.push(
                    Rule::CredentialAdded,
                    &spot,
                    Found::added(sent(&scheme.place)),
                ),
                Some(before) if before.method != scheme.method => {
                    let found = Found::changed(&before.method, &scheme.method);
                    self.push(Rule::CredentialRemoved, &spot, found);
                }
                Some(before) if before.place != scheme.place => {
                    let found = Found::changed(sent(&before.place), sent(&scheme.place));
                    self.push(Rule::SentOtherwise, &spot, found);
                }
                Some(_) => {}
            }
        }
        for scheme in old {
            if !new.iter().any(|other| other.name == scheme.name) {
                let found = Found::removed(sent(&scheme.place));
                self.push(Rule::CredentialRemoved, &scheme_spot(scheme), found);
            }
        }
    }

    fn server(&mut self) {
        let url = |plan: &Plan| plan.krate.service.base_url.clone();
        let (old, new) = (url(self.old.side.plan), url(self.new.side.plan));
        if old != new {
            let spot = Spot {
                rust: "Client".to_owned(),
                pointer: "/servers".to_owned(),
                ..Spot::default()
            };
            self.push(Rule::ServerChanged, &spot, Found::changed(old, new));
        }
    }

    fn features(&mut self) {
        let names = |plan: &Plan| -> Vec<String> {
            let features = plan.features.iter();
            features.map(|feature| feature.name.clone()).collect()
        };
        self.named(
            names,
            feature_spot,
            Rule::FeatureAdded,
            Rule::FeatureRemoved,
        );
    }

    fn helpers(&mut self) {
        let names = |plan: &Plan| -> Vec<String> {
            let helpers = plan.helpers.iter();
            helpers.map(|helper| helper.name.clone()).collect()
        };
        self.named(names, helper_spot, Rule::HelperAdded, Rule::HelperRemoved);
    }

    /// Things of which nothing but the name counts.
    fn named(
        &mut self,
        names: impl Fn(&Plan) -> Vec<String>,
        spot: fn(&str) -> Spot,
        added: Rule,
        removed: Rule,
    ) {
        let (old, new) = (names(self.old.side.plan), names(self.new.side.plan));
        for name in new.iter().filter(|name| !old.contains(name)) {
            self.push(added, &spot(name), Found::default());
        }
        for name in old.iter().filter(|name| !new.contains(name)) {
            self.push(removed, &spot(name), Found::default());
        }
    }

    fn channels(&mut self) {
        let new: Vec<ChannelView> = self.new.channels.values().copied().collect();
        for now in new {
            let spot = channel_spot(&now, self.new.locate(now.channel.origin));
            match self.old.channels.get(now.item.name.as_str()).copied() {
                None => self.push(Rule::ChannelAdded, &spot, Found::added(&now.item.path)),
                Some(before) => self.channel(&spot, &before, &now),
            }
        }
        let old: Vec<ChannelView> = self.old.channels.values().copied().collect();
        for before in old {
            if !self.new.channels.contains_key(before.item.name.as_str()) {
                let spot = channel_spot(&before, self.old.locate(before.channel.origin));
                let found = Found::removed(&before.item.path);
                self.push(Rule::ChannelRemoved, &spot, found);
            }
        }
    }

    fn channel(&mut self, spot: &Spot, old: &ChannelView<'_>, new: &ChannelView<'_>) {
        for (side, before, after) in [
            ("client", &old.item.client, &new.item.client),
            ("server", &old.item.server, &new.item.server),
        ] {
            if !self.same(before, after) {
                // Where only what the name stands for differs, the name says nothing.
                let found = match before == after {
                    true => {
                        let (before, after) = (self.old_type(before), self.new_type(after));
                        Found::changed(text(&before), text(&after))
                    }
                    false => Found::changed(text(before), text(after)),
                };
                let found = found.note(format!("what the {side} sends"));
                self.push(Rule::ChannelEventsChanged, spot, found);
            }
        }
        let wire = |view: &ChannelView| {
            let query: Vec<&str> = view
                .channel
                .query
                .iter()
                .map(|param| param.wire.as_str())
                .collect();
            let query = query.join("&");
            let mut text = format!("{}?{query}", view.item.path);
            text.truncate(text.trim_end_matches('?').len());
            for (what, values) in [
                ("subprotocols", &view.item.subprotocols[..]),
                ("key as", view.item.key_subprotocol.as_slice()),
                ("deployment", view.item.deployment.as_slice()),
                ("lane", view.item.lane.as_slice()),
                ("security", &view.item.security[..]),
            ] {
                if !values.is_empty() {
                    text.push_str(&format!("; {what} {}", values.join(", ")));
                }
            }
            text
        };
        if wire(old) != wire(new) {
            let found = Found::changed(wire(old), wire(new));
            self.push(Rule::SentOtherwise, spot, found);
        }
    }
}

fn schemes(plan: &Plan) -> &[SchemeItem] {
    &plan.krate.service.schemes
}

fn scheme_spot(scheme: &SchemeItem) -> Spot {
    Spot {
        rust: format!("ClientBuilder::{}", scheme.method),
        pointer: format!("/components/securitySchemes/{}", scheme.name),
        ..Spot::default()
    }
}

fn sent(place: &SchemePlace) -> String {
    match place {
        SchemePlace::Bearer => "Authorization: Bearer".to_owned(),
        SchemePlace::Basic => "Authorization: Basic".to_owned(),
        SchemePlace::Header(name) => format!("the header {name}"),
        SchemePlace::Query(name) => format!("the query parameter {name}"),
    }
}

fn feature_spot(name: &str) -> Spot {
    Spot {
        rust: format!("feature {name}"),
        areas: vec![name.to_owned()],
        ..Spot::default()
    }
}

fn helper_spot(name: &str) -> Spot {
    Spot {
        rust: format!("helpers::{name}"),
        ..Spot::default()
    }
}

fn channel_spot(view: &ChannelView<'_>, place: Option<String>) -> Spot {
    Spot {
        rust: format!("channel {}", view.item.name),
        pointer: format!("/x-channels/{}", view.item.name),
        place,
        areas: vec![view.resource.feature.clone()],
    }
}
