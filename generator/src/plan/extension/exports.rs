//! Pass: the modules at the root of the crate that export items of helpers.

use std::collections::BTreeMap;

use crate::plan::{ExportModule, ExportedHelper, FeatureGate, Helper, Settings};

/// A module that the runtime has at the root of the crate.
pub struct RuntimeModule {
    /// Its name.
    pub name: &'static str,
    /// The feature that compiles it. `None` if it is always compiled.
    pub feature: Option<&'static str>,
}

/// All modules that the runtime has at the root of the crate.
pub const RUNTIME_MODULES: &[RuntimeModule] = &[
    runtime("auth", Some("client")),
    runtime("blocking", Some("blocking")),
    runtime("media", Some("client")),
    runtime("pagination", Some("client")),
    runtime("polling", Some("client")),
    runtime("reply", Some("client")),
    runtime("request", Some("client")),
    runtime("response", Some("client")),
    runtime("stream", None),
    runtime("structured", None),
    runtime("testing", Some("client")),
    runtime("tools", Some("client")),
    runtime("transport", Some("client")),
    runtime("unknown", None),
    runtime("webhooks", Some("webhook-signatures")),
    runtime("websocket", Some("websocket")),
];

const fn runtime(name: &'static str, feature: Option<&'static str>) -> RuntimeModule {
    RuntimeModule { name, feature }
}

/// Plans the modules, sorted by name.
pub fn exports(settings: &Settings, helpers: &[Helper]) -> Vec<ExportModule> {
    let mut modules: BTreeMap<&String, Vec<&Helper>> = BTreeMap::new();
    for helper in helpers {
        if let Some(module) = &helper.module {
            modules.entry(module).or_default().push(helper);
        }
    }
    let docs = settings.extension.map(|extension| &extension.modules);
    let modules = modules.into_iter().map(|(name, helpers)| {
        let doc = docs.and_then(|docs| docs.get(name)).cloned();
        export(name, doc.unwrap_or_default(), &helpers)
    });
    modules.collect()
}

fn export(name: &str, doc: String, helpers: &[&Helper]) -> ExportModule {
    let of_runtime = RUNTIME_MODULES.iter().find(|module| module.name == name);
    // A module of one helper has the gates of the helper.
    let sole = match (of_runtime, helpers) {
        (None, [helper]) => Some(helper),
        _ => None,
    };
    let gates = match (of_runtime, sole) {
        (Some(module), _) => module
            .feature
            .map(FeatureGate::feature)
            .into_iter()
            .collect(),
        (None, Some(helper)) => helper.gates.clone(),
        (None, None) => Vec::new(),
    };
    let helpers = helpers.iter().map(|helper| ExportedHelper {
        name: helper.name.clone(),
        gates: match sole {
            Some(_) => Vec::new(),
            None => helper.gates.clone(),
        },
    });
    ExportModule {
        name: name.to_owned(),
        doc,
        gates,
        extends_runtime: of_runtime.is_some(),
        helpers: helpers.collect(),
    }
}
