//! Pass: the examples of an extension whose needs are met.

use super::manifest::Extension;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::{Example, Feature, Helper, Settings, TemplateFile};

/// Selects examples, sorted by name. An example whose helper is left out is left out as well; only the helper is
/// reported.
pub fn examples(
    settings: &Settings,
    helpers: &[Helper],
    features: &[Feature],
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let Some(extension) = settings.extension else {
        return Vec::new();
    };
    let of_runtime = settings.runtime_manifest.get("features");
    let of_runtime = of_runtime.and_then(toml::Value::as_table);
    let mut examples = Vec::new();
    for (name, needs) in &extension.examples {
        let has_helper = |needed: &String| helpers.iter().any(|helper| helper.name == *needed);
        let has_feature = |needed: &String| {
            features.iter().any(|feature| feature.name == *needed)
                || of_runtime.is_some_and(|table| table.contains_key(needed))
        };
        if (needs.only_strict && !settings.strictness.is_strict())
            || !needs.helpers.iter().all(has_helper)
        {
            continue;
        }
        if let Some(missing) = needs.features.iter().find(|needed| !has_feature(needed)) {
            let message = format!(
                "the example `{name}` is left out because the crate has no feature `{missing}`"
            );
            let diagnostic =
                Diagnostic::without_origin(Code::HelperLeftOut, settings.severity(), message);
            diagnostics.push(diagnostic);
            continue;
        }
        let path = Extension::example(name);
        examples.push(Example {
            name: name.clone(),
            file: TemplateFile {
                template: format!("{}/{path}", extension.folder),
                path,
            },
            features: needs.features.clone(),
        });
    }
    examples
}
