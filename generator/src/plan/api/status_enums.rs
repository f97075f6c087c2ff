//! Pass: enums of responses that differ by status.

use crate::ir::{self, Api, StatusResponse, Statuses};
use crate::plan::names::status_name;
use crate::plan::types::RustTypes;
use crate::plan::{Settings, StatusContent, StatusEnum, StatusPattern, StatusVariant, docs};

/// Whether operations have enums of their errors. By default, they do if the document declares errors of several types.
/// The configuration can override this.
pub fn has_errors(api: &Api, settings: &Settings) -> bool {
    if let Some(decided) = settings.config.package.typed_errors {
        return decided;
    }
    let operations = api.operations.iter();
    let mut errors = operations.flat_map(|it| &it.errors);
    let first = errors.next();
    errors.any(|it| Some(&it.response) != first.map(|first| &first.response))
}

/// Plans the enum of the responses of a successful call.
pub fn outcome(types: &RustTypes, operation: &ir::Operation, ident: &str) -> Option<StatusEnum> {
    let ir::Response::ByStatus(variants) = &operation.response else {
        return None;
    };
    let not_modified = operation.successes.iter().map(|code| StatusResponse {
        statuses: Statuses::Code(*code),
        response: ir::Response::Empty,
    });
    let missing =
        not_modified.filter(|it| !variants.iter().any(|known| known.statuses == it.statuses));
    let variants: Vec<StatusResponse> = variants.iter().cloned().chain(missing).collect();
    Some(StatusEnum {
        ident: ident.to_owned(),
        doc: docs::outcome_doc(&operation.id),
        variants: self::variants(types, &variants),
    })
}

/// Plans the enum of the declared errors.
pub fn error(types: &RustTypes, operation: &ir::Operation, ident: &str) -> Option<StatusEnum> {
    if operation.errors.is_empty() {
        return None;
    }
    Some(StatusEnum {
        ident: ident.to_owned(),
        doc: docs::error_doc(&operation.id),
        variants: variants(types, &operation.errors),
    })
}

fn variants(types: &RustTypes, responses: &[StatusResponse]) -> Vec<StatusVariant> {
    let variants = responses.iter().map(|it| StatusVariant {
        ident: status_name(it.statuses),
        statuses: pattern(it.statuses),
        content: content(types, &it.response),
        doc: docs::status_doc(it.statuses),
    });
    variants.collect()
}

fn pattern(statuses: Statuses) -> StatusPattern {
    match statuses {
        Statuses::Code(code) => StatusPattern::Code(code),
        Statuses::Range(digit) => StatusPattern::Range(digit * 100, digit * 100 + 99),
        Statuses::Default => StatusPattern::Any,
    }
}

fn content(types: &RustTypes, response: &ir::Response) -> StatusContent {
    match response {
        ir::Response::Json(ty) | ir::Response::JsonOrStream { json: ty, .. } => {
            StatusContent::Json(types.of(ty))
        }
        ir::Response::Text(_) => StatusContent::Text,
        ir::Response::Bytes(_) | ir::Response::BytesOrStream { .. } => StatusContent::Bytes,
        ir::Response::Optional(inner) => content(types, inner),
        ir::Response::Empty
        | ir::Response::EventStream(_)
        | ir::Response::JsonLines(_)
        | ir::Response::ByStatus(_) => StatusContent::Empty,
    }
}
