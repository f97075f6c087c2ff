//! Pass: WebSocket channels, each as a method of its group.

use super::group_tree::GroupNode;
use super::operation_names::OperationNames;
use crate::ir::{self, Api};
use crate::plan::docs::References;
use crate::plan::features::CHANNELS;
use crate::plan::types::RustTypes;
use crate::plan::{Channel, ChannelArgument, ChannelParameter, FeatureGate, docs, names};

/// Plans the channel of each group.
pub fn channels(
    api: &Api,
    types: &RustTypes,
    tree: &[GroupNode],
    names: &[OperationNames],
    references: &References,
) -> Vec<Option<Channel>> {
    let channels = tree.iter().map(|node| {
        let of_node = node.channel.as_ref()?;
        let channel = &api.channels[of_node.index];
        Some(Channel {
            name: channel.name.clone(),
            ident: of_node.ident.clone(),
            path: channel.path.clone(),
            arguments: arguments(channel),
            method: connect_method(node, names),
            query: parameters(channel),
            security: channel.security.clone(),
            subprotocols: channel.subprotocols.clone(),
            key_subprotocol: channel.key_subprotocol.clone(),
            deployment: channel.deployment.clone(),
            lane: channel.lane.clone(),
            client: types.of(&channel.client_event),
            server: types.of(&channel.server_event),
            gate: FeatureGate::feature(CHANNELS),
            doc: docs::channel_doc(channel, references.of_group(&node.path)),
            example: None,
        })
    });
    channels.collect()
}

/// `connect`, or a name that no other method of the group has.
fn connect_method(node: &GroupNode, names: &[OperationNames]) -> String {
    let operations = node.operations.iter().map(|&at| &names[at]);
    let methods =
        operations.flat_map(|names| [&names.method].into_iter().chain(&names.alternatives));
    let accessors = node.children.iter().map(|child| &child.accessor);
    let claimed: Vec<&String> = methods.chain(accessors).collect();
    let mut method = "connect".to_owned();
    while claimed.contains(&&method) {
        method.push('_');
    }
    method
}

fn arguments(channel: &ir::Channel) -> Vec<ChannelArgument> {
    let mut arguments: Vec<ChannelArgument> = Vec::new();
    for wire in &channel.path_parameters {
        let mut ident = names::field_name(wire);
        while arguments.iter().any(|other| other.ident == ident) {
            ident.push('_');
        }
        arguments.push(ChannelArgument {
            wire: wire.clone(),
            ident,
        });
    }
    arguments
}

fn parameters(channel: &ir::Channel) -> Vec<ChannelParameter> {
    let mut parameters: Vec<ChannelParameter> = Vec::new();
    for parameter in &channel.query {
        let mut setter = names::connect_setter(&parameter.wire);
        while parameters.iter().any(|other| other.setter == setter) {
            setter.push('_');
        }
        parameters.push(ChannelParameter {
            wire: parameter.wire.clone(),
            doc: docs::option_doc(parameter).0,
            setter,
        });
    }
    parameters
}
