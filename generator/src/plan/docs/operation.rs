//! Documentation of operations: of their methods, their types and the options of their calls.

use super::{facts, link, member, prose, reference};
use crate::ir::{Operation, Parameter, Statuses};
use crate::plan::{Argument, ArgumentLocation, CallOption, Reply, RustType};

/// The alias of the method of an operation: the id of the operation, unless rustdoc does not accept it.
pub fn alias(id: &str, method: &str) -> Option<String> {
    let is_valid = |character: char| character.is_alphanumeric() || "_-./:".contains(character);
    (id != method && !id.is_empty() && id.chars().all(is_valid)).then(|| id.to_owned())
}

/// The documentation of a method of an operation. `body` is its body if other methods have another kind of body.
pub fn operation_doc(
    operation: &Operation,
    body: Option<&Argument>,
    reply: &Reply,
    item: Option<&RustType>,
    outcome: &str,
    options: &[CallOption],
    reference: Option<&str>,
) -> Vec<String> {
    let request = format!("`{} {}`", operation.method.as_str(), operation.path);
    let title = operation.docs.title.as_deref().unwrap_or_default();
    let title = title.trim().trim_end_matches('.').split_whitespace();
    let title = title.collect::<Vec<_>>().join(" ");
    let body = body.map(|body| format!(" with {}", kind(body)));
    let body = body.unwrap_or_default();
    let prose = prose::first_prose(&operation.docs).unwrap_or_default();
    let (mut lines, prose) = match (title.is_empty(), prose.is_empty()) {
        (true, true) => (vec![format!("{request}{body}.")], prose),
        (true, false) => (prose, vec![format!("Sends {request}{body}.")]),
        (false, _) => (vec![format!("{title}{body}: {request}.")], prose),
    };
    let returned = prose::wrapped(&returned(reply, item, outcome));
    let headers = prose::wrapped(&headers(&operation.response_headers));
    let reference = operation.reference.as_deref().or(reference);
    let reference = reference.map(|url| vec![reference::link(url)]);
    let reference = reference.unwrap_or_default();
    for paragraph in [prose, returned, headers, reference, option_list(options)] {
        if !paragraph.is_empty() {
            lines.push(String::new());
            lines.extend(paragraph);
        }
    }
    lines
}

/// A kind of body as a noun.
fn kind(body: &Argument) -> String {
    match &body.location {
        ArgumentLocation::Json(media_type) if media_type == "application/json" => {
            "a JSON body".to_owned()
        }
        ArgumentLocation::Form(media_type) | ArgumentLocation::AnyForm(media_type)
            if media_type == "multipart/form-data" =>
        {
            "a multipart form".to_owned()
        }
        ArgumentLocation::UrlEncoded(_) => "a URL-encoded form".to_owned(),
        ArgumentLocation::Json(media_type)
        | ArgumentLocation::Form(media_type)
        | ArgumentLocation::AnyForm(media_type)
        | ArgumentLocation::Raw(media_type) => format!("a body of type `{media_type}`"),
        // The other arguments are parameters.
        _ => "a body".to_owned(),
    }
}

/// Adds the errors that an operation declares to the documentation of its method.
pub fn add_errors(doc: &mut Vec<String>, ident: &str) {
    let sentence = format!(
        "[`Error::declared`](crate::Error::declared) returns a declared error response as [`{ident}`]."
    );
    doc.extend(["".to_owned(), "# Errors".to_owned(), String::new()]);
    doc.extend(prose::wrapped(&sentence));
}

/// The declared headers of the response.
fn headers(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(", ");
    format!("`send_with_response` also returns the headers of the response: {names}.")
}

/// The documentation of the enum of the responses of a successful call.
pub fn outcome_doc(id: &str) -> Vec<String> {
    vec![format!("The response of `{id}`, by status.")]
}

/// The documentation of the enum of the declared errors.
pub fn error_doc(id: &str) -> Vec<String> {
    vec![format!(
        "The error responses that `{id}` declares, by status."
    )]
}

/// The documentation of the variant for these statuses.
pub fn status_doc(statuses: Statuses) -> Vec<String> {
    vec![match statuses {
        Statuses::Code(code) => format!("Status {code}."),
        Statuses::Range(digit) => format!("Any other {digit}xx status."),
        Statuses::Default => "Any other status.".to_owned(),
    }]
}

/// What a call returns, and whether it streams.
fn returned(reply: &Reply, item: Option<&RustType>, outcome: &str) -> String {
    let events = |ty: &RustType| format!("`.stream()` returns events of type {}.", link::noun(ty));
    match reply {
        Reply::Empty => "The response has no body.".to_owned(),
        Reply::Json(ty) => format!("Returns {}.", link::object(ty)),
        Reply::Page(page) => {
            let items = item.map(|item| format!(" of {} items", link::noun(item)));
            format!(
                "Returns a page{}: {}. `.items()` and `.pages()` continue through all pages.",
                items.unwrap_or_default(),
                link::noun(page)
            )
        }
        Reply::Text => "Returns the response as a string.".to_owned(),
        Reply::Binary => "Returns the bytes of the response.".to_owned(),
        Reply::Events(event) => events(event),
        Reply::JsonOrEvents(ty, event) => {
            format!("Returns {}. {}", link::object(ty), events(event))
        }
        Reply::BinaryOrEvents(event) => {
            format!("Returns the bytes of the response. {}", events(event))
        }
        Reply::Optional(inner) => format!(
            "{} It is `None` if the response is empty.",
            returned(inner, item, outcome)
        ),
        Reply::ByStatus => format!("Returns [`{outcome}`], which depends on the status."),
    }
}

/// The options of a call as a list.
fn option_list(options: &[CallOption]) -> Vec<String> {
    if options.is_empty() {
        return Vec::new();
    }
    let heading = ["# Options".to_owned(), String::new()];
    let options = options.iter().flat_map(|option| {
        let argument = &option.argument;
        let facts = option.facts.iter().map(|facts| format!(" {facts}"));
        prose::list_item(&format!(
            "`{}` ({}), set by `{}`.{}",
            argument.wire,
            link::noun(&argument.ty),
            option.setter,
            facts.collect::<String>()
        ))
    });
    heading.into_iter().chain(options).collect()
}

/// The documentation of the setter of an option, and the facts about it for the list of options.
pub fn option_doc(param: &Parameter) -> (Vec<String>, Option<String>) {
    let facts = facts::line(&param.docs.facts);
    let prose = prose::first_prose(&param.docs).unwrap_or_default();
    let sets = format!("Sets `{}`.", param.wire);
    match prose.as_slice() {
        [] => (
            vec![
                format!("{sets} {}", facts.as_deref().unwrap_or_default())
                    .trim_end()
                    .to_owned(),
            ],
            facts,
        ),
        [only] => {
            let about = member::joined(vec![prose::sentence(only)], facts).join(" ");
            (prose::wrapped(&format!("{sets} {about}")), Some(about))
        }
        _ => {
            let mut lines = vec![
                format!("{sets} {}", facts.as_deref().unwrap_or_default())
                    .trim_end()
                    .to_owned(),
                String::new(),
            ];
            lines.extend(prose);
            (lines, facts)
        }
    }
}

/// The documentation of the type of an operation: its prose, and links to its methods.
pub fn operation_type_doc(operation: &Operation, group: &str, methods: &[&str]) -> Vec<String> {
    let links = methods.iter().map(|method| {
        let method = method.trim_start_matches("r#");
        format!("[`{group}::{method}`]")
    });
    let links = links.collect::<Vec<_>>().join(" and ");
    let id = &operation.id;
    let called = format!("The operation `{id}`, called by {links}.");
    match prose::first_prose(&operation.docs)
        .unwrap_or_default()
        .as_slice()
    {
        [only] => prose::wrapped(&format!("{} {called}", prose::sentence(only))),
        _ => vec![called],
    }
}
