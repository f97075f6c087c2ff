//! Pass: the tree of groups, with the operations and the channel of each.

use std::collections::{BTreeMap, BTreeSet};

use super::placement::{Placement, channel_group};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Channel};
use crate::plan::config::FeatureSource;
use crate::plan::{ChildGroup, Settings, docs, features, names};

/// A group. Operations and channels are indexes in the document.
#[derive(Clone, Debug)]
pub struct GroupNode {
    /// The names of the groups from the client to this one.
    pub path: Vec<String>,
    /// The name of the method that returns it.
    pub accessor: String,
    /// The name of its struct.
    pub ident: String,
    /// Its Cargo feature.
    pub feature: String,
    /// Its subgroups.
    pub children: Vec<ChildGroup>,
    /// Its operations, in document order.
    pub operations: Vec<usize>,
    /// Its channel.
    pub channel: Option<ChannelNode>,
}

/// The channel of a group.
#[derive(Clone, Debug)]
pub struct ChannelNode {
    /// Its index in the document.
    pub index: usize,
    /// The name of its type.
    pub ident: String,
}

/// The operations and channels of one group, by index.
#[derive(Default)]
struct Content {
    operations: Vec<usize>,
    channels: Vec<usize>,
}

/// Builds the tree. A group precedes its subgroups.
pub fn group_tree(
    api: &Api,
    placements: &[Placement],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<GroupNode> {
    let mut contents: BTreeMap<Vec<String>, Content> = BTreeMap::new();
    for (index, placement) in placements.iter().enumerate() {
        content(&mut contents, &placement.group)
            .operations
            .push(index);
    }
    for (index, channel) in api.channels.iter().enumerate() {
        let group = content(&mut contents, &channel_group(&channel.name));
        group.channels.push(index);
    }
    let by_tag = match settings.config.package.features {
        FeatureSource::Group => BTreeMap::new(),
        FeatureSource::Tag => names_of_tags(api, placements),
    };
    let paths: BTreeSet<Vec<String>> = contents.keys().cloned().collect();
    let nodes = contents.into_iter().map(|(path, content)| {
        let channels: Vec<&Channel> = content
            .channels
            .iter()
            .map(|&at| &api.channels[at])
            .collect();
        report_channels(&path, &channels, settings.severity(), diagnostics);
        let children = children(&path, &paths);
        GroupNode {
            accessor: names::accessor_name(&path[path.len() - 1]),
            ident: names::group_type_name(&path),
            feature: features::of_group(
                by_tag.get(&path[0]).unwrap_or(&path[0]),
                settings.runtime_manifest,
            ),
            channel: content.channels.first().map(|&index| ChannelNode {
                index,
                ident: channel_ident(&path, &children),
            }),
            operations: content.operations,
            children,
            path,
        }
    });
    nodes.collect()
}

/// The name of the feature of each area: the first tag that most of its operations have.
fn names_of_tags(api: &Api, placements: &[Placement]) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (placement, operation) in placements.iter().zip(&api.operations) {
        let tag = operation.tags.first().map(|tag| names::group_name(tag));
        if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
            let of_area = counts.entry(placement.group[0].clone()).or_default();
            *of_area.entry(tag).or_default() += 1;
        }
    }
    // If several are equally frequent, the first one by name.
    let most = |tags: BTreeMap<String, usize>| {
        let most = tags.values().copied().max()?;
        tags.into_iter()
            .find(|(_, count)| *count == most)
            .map(|(tag, _)| tag)
    };
    let names = counts.into_iter();
    names
        .filter_map(|(area, tags)| Some((area, most(tags)?)))
        .collect()
}

/// The content of a group. Adds the group and the groups that lead to it if they are missing.
fn content<'t>(
    contents: &'t mut BTreeMap<Vec<String>, Content>,
    path: &[String],
) -> &'t mut Content {
    for length in 1..path.len() {
        contents.entry(path[..length].to_vec()).or_default();
    }
    contents.entry(path.to_vec()).or_default()
}

fn children(path: &[String], paths: &BTreeSet<Vec<String>>) -> Vec<ChildGroup> {
    let is_child = |other: &&Vec<String>| other.len() == path.len() + 1 && other.starts_with(path);
    let children = paths.iter().filter(is_child);
    let children = children.map(|child| ChildGroup {
        accessor: names::accessor_name(&child[path.len()]),
        ident: names::group_type_name(child),
        doc: vec![format!("`{}`", docs::group_call(child))],
    });
    children.collect()
}

/// The name of the type of a channel, distinct from the names of the subgroups.
fn channel_ident(path: &[String], children: &[ChildGroup]) -> String {
    let mut path = path.to_vec();
    path.push("channel".to_owned());
    let mut ident = names::group_type_name(&path);
    while children.iter().any(|child| child.ident == ident) {
        ident.push_str("Socket");
    }
    ident
}

/// Reports the second channel of a group, which is left out unless that is an error.
fn report_channels(
    path: &[String],
    channels: &[&Channel],
    severity: Severity,
    diagnostics: &mut Diagnostics,
) {
    let Some((first, others)) = channels.split_first() else {
        return;
    };
    for channel in others {
        let message = format!(
            "the channels `{}` and `{}` belong to the same group `{}`",
            first.name,
            channel.name,
            path.join(".")
        );
        let related = format!("`{}` is defined here", first.name);
        let mut diagnostic = Diagnostic::error(Code::InvalidChannel, message, channel.origin)
            .related(related, first.origin);
        diagnostic.severity = severity;
        diagnostics.push(match severity {
            Severity::Error => diagnostic,
            _ => diagnostic.help(format!("the channel `{}` is left out", channel.name)),
        });
    }
}
