//! Pass: groups with their operations and channels.

use std::collections::BTreeMap;

use super::group_tree::GroupNode;
use super::imports::imports;
use crate::plan::call_examples::{CallExamples, OperationExamples};
use crate::plan::docs::GroupDocs;
use crate::plan::{AlternativeMethod, Channel, ChildGroup, Group, Operation, docs};

/// Puts planned operations, which are in document order, and channels, which are in the order of the tree, into their
/// groups, with their examples.
pub fn groups(
    tree: Vec<GroupNode>,
    operations: Vec<Operation>,
    channels: Vec<Option<Channel>>,
    sentences: GroupDocs,
    examples: CallExamples,
) -> Vec<Group> {
    let operations = operations.into_iter().zip(examples.operations);
    let operations = operations.map(|(it, examples)| with_examples(it, examples));
    let mut operations: BTreeMap<usize, Operation> = operations.enumerate().collect();
    let channels = channels.into_iter().zip(examples.channels);
    let channels = channels.map(|(it, example)| Some(Channel { example, ..it? }));
    let groups = tree.into_iter().zip(channels).map(|(node, channel)| {
        let own = node.operations.iter();
        let own: Vec<Operation> = own.filter_map(|index| operations.remove(index)).collect();
        Group {
            about: docs::group_about(&node.path, sentences.get(&node.path)),
            call: docs::group_call(&node.path),
            doc: docs::group_doc(&node.path[0], sentences.get(&node.path)),
            imports: imports(&own, channel.as_ref()),
            operations: own,
            children: children(&node.path, node.children, &sentences),
            path: node.path,
            accessor: node.accessor,
            ident: node.ident,
            feature: node.feature,
            channel,
        }
    });
    groups.collect()
}

fn with_examples(operation: Operation, examples: OperationExamples) -> Operation {
    let alternatives = operation.alternatives.into_iter();
    let alternatives = alternatives.zip(examples.alternatives);
    let alternatives = alternatives.map(|(it, example)| AlternativeMethod { example, ..it });
    Operation {
        alternatives: alternatives.collect(),
        example: examples.main,
        ..operation
    }
}

/// Gives each subgroup the documentation of its group.
fn children(path: &[String], children: Vec<ChildGroup>, sentences: &GroupDocs) -> Vec<ChildGroup> {
    let children = children.into_iter().map(|child| {
        let name = child.accessor.trim_start_matches("r#").to_owned();
        let path: Vec<String> = path.iter().cloned().chain([name]).collect();
        let doc = docs::group_about(&path, sentences.get(&path));
        ChildGroup { doc, ..child }
    });
    children.collect()
}
