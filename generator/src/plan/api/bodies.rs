//! Pass: the bodies that each operation takes.

use crate::ir::{Api, Body, BodyContent, BodyFormat, Scalar, TypeRef};
use crate::plan::types::RustTypes;
use crate::plan::{Argument, ArgumentLocation};

/// The bodies of one operation.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    /// The body of the main method.
    pub main: Option<Argument>,
    /// The bodies of the alternative methods.
    pub alternatives: Vec<Argument>,
}

impl Bodies {
    /// Returns all bodies.
    pub fn all(&self) -> impl Iterator<Item = &Argument> {
        self.main.iter().chain(&self.alternatives)
    }
}

/// Plans the bodies of all operations, in document order.
pub fn bodies(api: &Api, types: &RustTypes) -> Vec<Bodies> {
    let operations = api.operations.iter();
    let bodies = operations.map(|operation| match &operation.body {
        Some(body) => of_body(api, types, body),
        None => Bodies::default(),
    });
    bodies.collect()
}

fn of_body(api: &Api, types: &RustTypes, body: &Body) -> Bodies {
    let contents = body.contents.iter();
    let mut all = contents.map(|content| argument(api, types, content, !body.required));
    Bodies {
        main: all.next(),
        alternatives: all.collect(),
    }
}

fn argument(api: &Api, types: &RustTypes, content: &BodyContent, is_optional: bool) -> Argument {
    let media_type = content.media_type.clone();
    let bytes = TypeRef::Scalar(Scalar::Binary);
    let (ident, ty, location) = match &content.format {
        BodyFormat::Json(ty) => ("body", ty, ArgumentLocation::Json(media_type)),
        BodyFormat::Multipart { ty, .. } => match api.defs.resolved_id(ty).is_some() {
            true => ("form", ty, ArgumentLocation::Form(media_type)),
            false => ("form", ty, ArgumentLocation::AnyForm(media_type)),
        },
        BodyFormat::UrlEncoded { ty, styles } if has_names(api, ty) => {
            let location = ArgumentLocation::UrlEncoded(styles.clone());
            ("form", ty, location)
        }
        BodyFormat::UrlEncoded { .. } | BodyFormat::Raw => {
            ("body", &bytes, ArgumentLocation::Raw(media_type))
        }
    };
    // Forms with arbitrary fields, and bytes, may be empty instead.
    let may_be_none = !matches!(
        location,
        ArgumentLocation::AnyForm(_) | ArgumentLocation::Raw(_)
    );
    Argument {
        ident: ident.to_owned(),
        wire: String::new(),
        ty: types.of(ty),
        location,
        optional: is_optional && may_be_none,
        doc: Vec::new(),
        deprecated: false,
    }
}

/// Whether the values of a type are objects, which a URL-encoded form needs.
fn has_names(api: &Api, ty: &TypeRef) -> bool {
    matches!(
        api.defs.resolved(ty),
        TypeRef::Def(_) | TypeRef::Map(_) | TypeRef::Any(_)
    )
}
