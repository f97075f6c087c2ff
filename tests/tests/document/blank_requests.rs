//! Request bodies that can be created without arguments, each of which is reviewed.
//!
//! Input: the plan of the crate. A constructor without arguments must not create a request that the service always
//! rejects. Therefore, an optional body must not have required properties. A required body that `new()` creates without
//! arguments must be in a list with the reason why the service accepts it.

use std::collections::BTreeSet;

use oasmith_core::diagnostic::Strictness;
use oasmith_core::plan::{Argument, ArgumentLocation, Operation, Plan, Record, RustType, TypeKind};
use oasmith_core::{Options, analyze_document};

use crate::{output, sources};

/// Required bodies that `new()` creates without arguments, and why the service accepts them.
const REVIEWED: &[(&str, &str)] = &[
    ("POST /assistants/{assistant_id}", UPDATE),
    ("POST /chat/completions/{completion_id}", NULL),
    ("POST /conversations/{conversation_id}", NULL),
    ("POST /evals/{eval_id}", UPDATE),
    ("POST /organization/certificates/{certificate_id}", UPDATE),
    ("POST /organization/projects/{project_id}", UPDATE),
    (
        "POST /organization/projects/{project_id}/hosted_tool_permissions",
        UPDATE,
    ),
    (
        "POST /organization/projects/{project_id}/rate_limits/{rate_limit_id}",
        UPDATE,
    ),
    (
        "POST /organization/projects/{project_id}/service_accounts/{service_account_id}",
        UPDATE,
    ),
    (
        "POST /organization/projects/{project_id}/users/{user_id}",
        UPDATE,
    ),
    ("POST /organization/roles/{role_id}", UPDATE),
    ("POST /organization/users/{user_id}", UPDATE),
    ("POST /projects/{project_id}/roles/{role_id}", UPDATE),
    ("POST /realtime/calls/{call_id}/accept", DEFAULTS),
    ("POST /realtime/client_secrets", DEFAULTS),
    ("POST /realtime/transcription_sessions", DEFAULTS),
    ("POST /responses", PROMPT),
    ("POST /responses/compact", NULL),
    ("POST /threads/{thread_id}", UPDATE),
    ("POST /threads/{thread_id}/messages/{message_id}", UPDATE),
    ("POST /threads/{thread_id}/runs/{run_id}", UPDATE),
    ("POST /vector_stores", DEFAULTS),
    ("POST /vector_stores/{vector_store_id}", UPDATE),
    (
        "POST /vector_stores/{vector_store_id}/files/{file_id}",
        NULL,
    ),
];

const UPDATE: &str = "properties that an update omits keep their values";
const DEFAULTS: &str = "the service has a default for each property";
const NULL: &str = "the only required property may be `null`";
const PROMPT: &str =
    "a stored prompt, a conversation or an earlier response replaces the model or the input";

/// A body of an operation.
struct Body<'p> {
    /// The method and the path.
    operation: String,
    optional: bool,
    ty: &'p RustType,
}

fn bodies(operation: &Operation) -> impl Iterator<Item = Body<'_>> {
    let arguments = operation.arguments.iter();
    let others = operation.alternatives.iter().map(|other| &other.body);
    let bodies = arguments.chain(others).filter(|argument| is_body(argument));
    bodies.map(|argument| Body {
        operation: format!("{} {}", operation.http, operation.path),
        optional: argument.optional,
        ty: &argument.ty,
    })
}

fn is_body(argument: &Argument) -> bool {
    let location = &argument.location;
    matches!(
        location,
        ArgumentLocation::Json(_) | ArgumentLocation::Form(_) | ArgumentLocation::UrlEncoded(_)
    )
}

/// Returns the record that a type resolves to, following aliases.
fn record<'p>(plan: &'p Plan, ty: &RustType) -> Option<&'p Record> {
    let RustType::Named { name, .. } = ty else {
        return None;
    };
    let mut types = plan.modules.iter().flat_map(|module| &module.types);
    match &types.find(|ty| ty.ident == *name)?.kind {
        TypeKind::Record(record) => Some(record),
        TypeKind::Alias(target) => self::record(plan, target),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::Union(_) => None,
    }
}

fn is_created_without_arguments(record: &Record) -> bool {
    record.arguments.is_empty() && record.alternatives.is_empty()
}

#[test]
fn an_optional_body_has_no_required_properties() {
    let Some(plan) = plan() else {
        return;
    };
    let operations = plan.groups.iter().flat_map(|group| &group.operations);
    for body in operations.flat_map(bodies).filter(|body| body.optional) {
        let record = record(&plan, body.ty);
        let is_blank = record.is_some_and(is_created_without_arguments);
        assert!(
            is_blank,
            "{}: the body has required properties",
            body.operation
        );
    }
}

#[test]
fn each_required_body_that_is_created_without_an_argument_is_reviewed() {
    let Some(plan) = plan() else {
        return;
    };
    let operations = plan.groups.iter().flat_map(|group| &group.operations);
    let blank = operations.flat_map(bodies).filter(|body| {
        let record = record(&plan, body.ty);
        !body.optional && record.is_some_and(is_created_without_arguments)
    });
    let blank: BTreeSet<String> = blank.map(|body| body.operation).collect();
    let reviewed = REVIEWED.iter().map(|(operation, reason)| {
        assert!(!reason.is_empty());
        (*operation).to_owned()
    });
    assert_eq!(blank, reviewed.collect());
}

/// Returns the plan, or reports that the test is skipped.
fn plan() -> Option<Plan> {
    output()?;
    let options = Options {
        crate_name: "openai-typed".to_owned(),
        strictness: Strictness::Strict,
    };
    let run = analyze_document(sources()?, &options, &mut |_| {});
    Some(run.output.expect("a plan").plan)
}
