//! WebSocket channels: each is a method of the group that it is called as.

use std::collections::BTreeMap;

use super::Context;
use super::docs;
use super::model::{OperationItem, Resource, RustType};
use super::names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Channel};

/// A WebSocket channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelItem {
    /// Its key in the document.
    pub name: String,
    /// The name of its type.
    pub ident: String,
    /// The path below the server.
    pub path: String,
    /// The name of the method that connects.
    pub method: String,
    /// Query parameters, each with the name of its setter.
    pub query: Vec<(String, String)>,
    /// Names of security schemes, any of which will do.
    pub security: Vec<String>,
    /// Subprotocols.
    pub subprotocols: Vec<String>,
    /// What stands before a credential that is passed as a subprotocol.
    pub key_subprotocol: Option<String>,
    /// The query parameter that names the deployment, for hosts that have them.
    pub deployment: Option<String>,
    /// The member of an event that names its lane.
    pub lane: Option<String>,
    /// What the client sends.
    pub client: RustType,
    /// What the server sends.
    pub server: RustType,
    /// The feature that compiles it, beside that of its group.
    pub feature: &'static str,
    /// Documentation.
    pub doc: Vec<String>,
}

/// The runtime's feature that compiles channels.
pub const FEATURE: &str = "websocket";

/// The feature of channels, if a group with this feature has one.
pub fn feature(resources: &[Resource], of: &str) -> Option<&'static str> {
    let mut own = resources.iter().filter(|resource| resource.feature == of);
    own.find_map(|resource| Some(resource.channel.as_ref()?.feature))
}

/// The path of groups that a channel belongs to: `realtime.translations` to `translations` in `realtime`.
pub fn group(name: &str) -> Vec<String> {
    name.split('.').map(names::group_name).collect()
}

/// A group has one channel at most; the second one of a group is an error.
pub fn check(api: &Api, found: &mut Diagnostics) {
    let mut taken: BTreeMap<Vec<String>, &Channel> = BTreeMap::new();
    for channel in &api.channels {
        let path = group(&channel.name);
        let Some(first) = taken.get(&path) else {
            taken.insert(path, channel);
            continue;
        };
        let message = format!(
            "the channels `{}` and `{}` belong to the same group, `{}`",
            first.name,
            channel.name,
            path.join(".")
        );
        let finding = Diagnostic::error(Code::InvalidChannel, message, channel.origin);
        found.push(finding.related(format!("`{}` stands here", first.name), first.origin));
    }
}

impl Context<'_> {
    /// The channel that belongs to a group, beside the operations and groups that it has.
    pub fn channel(
        &self,
        path: &[String],
        operations: &[OperationItem],
        children: &[(String, String)],
    ) -> Option<ChannelItem> {
        let mut channels = self.api.channels.iter();
        let channel = channels.find(|channel| group(&channel.name) == path)?;
        let methods = operations.iter().flat_map(|operation| {
            let other = operation.alternative.iter().map(|(name, _)| name);
            other.chain([&operation.method])
        });
        let taken: Vec<&String> = methods
            .chain(children.iter().map(|(accessor, _)| accessor))
            .collect();
        let mut method = "connect".to_owned();
        while taken.contains(&&method) {
            method.push('_');
        }
        Some(ChannelItem {
            name: channel.name.clone(),
            ident: ident(channel, children),
            path: channel.path.clone(),
            method,
            query: setters(channel),
            security: channel.security.clone(),
            subprotocols: channel.subprotocols.clone(),
            key_subprotocol: channel.key_subprotocol.clone(),
            deployment: channel.deployment.clone(),
            lane: channel.lane.clone(),
            client: self.rust_type(&channel.client),
            server: self.rust_type(&channel.server),
            feature: FEATURE,
            doc: docs::member_lines(&channel.docs),
        })
    }

    /// The name of the type of a group's channel, which operations must not take.
    pub fn channel_ident(&self, path: &[String], children: &[(String, String)]) -> Option<String> {
        let mut channels = self.api.channels.iter();
        let own = channels.find(|channel| group(&channel.name) == path)?;
        Some(ident(own, children))
    }
}

/// The name of the type of a channel, beside the groups inside its group.
fn ident(channel: &Channel, children: &[(String, String)]) -> String {
    let mut path = group(&channel.name);
    path.push("channel".to_owned());
    let mut ident = names::resource_name(&path);
    while children.iter().any(|(_, taken)| *taken == ident) {
        ident.push_str("Socket");
    }
    ident
}

/// Query parameters, each with the name of its setter.
fn setters(channel: &Channel) -> Vec<(String, String)> {
    let mut setters: Vec<(String, String)> = Vec::new();
    for param in &channel.query {
        let mut setter = names::connect_setter(&param.wire);
        while setters.iter().any(|(_, taken)| *taken == setter) {
            setter.push('_');
        }
        setters.push((param.wire.clone(), setter));
    }
    setters
}
