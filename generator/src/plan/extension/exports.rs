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
    let gates: Vec<FeatureGate> = match of_runtime {
        Some(module) => module
            .feature
            .map(FeatureGate::feature)
            .into_iter()
            .collect(),
        None => shared(helpers),
    };
    let helpers = helpers.iter().map(|helper| ExportedHelper {
        name: helper.name.clone(),
        gates: without(&helper.gates, &gates),
    });
    let helpers = helpers.collect();
    ExportModule {
        name: name.to_owned(),
        doc,
        gates,
        extends_runtime: of_runtime.is_some(),
        helpers,
    }
}

/// The gates that all helpers have.
fn shared(helpers: &[&Helper]) -> Vec<FeatureGate> {
    let (first, others) = match helpers {
        [first, others @ ..] => (first, others),
        [] => return Vec::new(),
    };
    let gates = first.gates.iter();
    let gates = gates.filter(|gate| others.iter().all(|other| other.gates.contains(gate)));
    gates.cloned().collect()
}

/// The gates of a helper, except those of its module.
fn without(gates: &[FeatureGate], of_module: &[FeatureGate]) -> Vec<FeatureGate> {
    let gates = gates.iter().filter(|gate| !of_module.contains(gate));
    gates.cloned().collect()
}
