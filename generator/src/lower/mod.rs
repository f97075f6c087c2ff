//! From the typed document to [`ir::Api`](crate::ir::Api): all knowledge of JSON Schema ends here.
//!
//! In: [`openapi::Document`](crate::openapi::Document). Out: [`Api`]. Knows no Rust: names are left as places.

mod allof;
mod ambiguous;
mod channel;
mod constructors;
mod docs;
mod endless;
mod media;
mod operation;
mod param;
mod record;
mod schema;
mod strings;
mod tagging;
mod union;
mod view;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Def, DefId, SecurityKind, SecurityScheme};
use crate::openapi::Document;

/// Lowers a document.
pub fn lower(document: &Document, found: &mut Diagnostics) -> Api {
    let mut lowering = Lowering::new(document, found);
    lowering.components();
    let operations = lowering.operations();
    let webhooks = lowering.webhooks();
    let webhook_event = lowering.webhook_event(&webhooks);
    let channels = lowering.channels();
    let stated = std::mem::take(&mut lowering.constructors);
    let defs = tagging::assign(endless::cut(lowering.finish()));
    ambiguous::report(&defs, found);
    let origin = |pointer: &str| document.origins.origin(pointer);
    let constructors = constructors::read(stated, &defs, origin, found);
    Api {
        title: document.api.info.title.clone(),
        version: document.api.info.version.clone(),
        servers: document
            .api
            .servers
            .iter()
            .map(|server| server.url.clone())
            .collect(),
        security_schemes: security_schemes(document),
        defs,
        operations,
        webhooks,
        webhook_event,
        channels,
        constructors,
    }
}

/// The state of one lowering: types by id, components first.
struct Lowering<'a> {
    document: &'a Document,
    found: &'a mut Diagnostics,
    defs: Vec<Slot>,
    /// The `x-constructors` met at unions, by the pointer of each.
    constructors: Vec<(String, serde_json::Value)>,
}

/// A type on its way.
enum Slot {
    Waiting,
    InProgress,
    Done(Box<Def>),
}

impl<'a> Lowering<'a> {
    fn new(document: &'a Document, found: &'a mut Diagnostics) -> Self {
        let components = document
            .api
            .components
            .as_ref()
            .map_or(0, |components| components.schemas.len());
        Self {
            document,
            found,
            defs: (0..components).map(|_| Slot::Waiting).collect(),
            constructors: Vec::new(),
        }
    }

    /// Adds an inline type.
    fn add(&mut self, def: Def) -> DefId {
        self.defs.push(Slot::Done(Box::new(def)));
        DefId(self.defs.len() as u32 - 1)
    }

    /// The type behind an id, if it is lowered already.
    fn done(&self, id: DefId) -> Option<&Def> {
        match &self.defs[id.0 as usize] {
            Slot::Done(def) => Some(&**def),
            Slot::Waiting | Slot::InProgress => None,
        }
    }

    fn finish(self) -> Vec<Def> {
        self.defs
            .into_iter()
            .filter_map(|slot| match slot {
                Slot::Done(def) => Some(*def),
                Slot::Waiting | Slot::InProgress => None,
            })
            .collect()
    }
}

fn security_schemes(document: &Document) -> Vec<SecurityScheme> {
    use openapiv3::{APIKeyLocation, ReferenceOr, SecurityScheme as Scheme};

    let Some(components) = &document.api.components else {
        return Vec::new();
    };
    let kind = |scheme: &Scheme| match scheme {
        Scheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            SecurityKind::Bearer
        }
        Scheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => SecurityKind::Basic,
        Scheme::APIKey {
            location: APIKeyLocation::Header,
            name,
            ..
        } => SecurityKind::Header(name.clone()),
        Scheme::APIKey {
            location: APIKeyLocation::Query,
            name,
            ..
        } => SecurityKind::Query(name.clone()),
        _ => SecurityKind::Other,
    };
    components
        .security_schemes
        .iter()
        .filter_map(|(name, scheme)| match scheme {
            ReferenceOr::Item(scheme) => Some(SecurityScheme {
                name: name.clone(),
                kind: kind(scheme),
            }),
            ReferenceOr::Reference { .. } => None,
        })
        .collect()
}
