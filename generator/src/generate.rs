//! The stages in order.

mod inputs;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{self, Node};
use crate::inspect::{Inspection, inspect};
use crate::ir::Api;
use crate::plan::{Plan, Settings, plan};
use crate::sample::{Sample, samples};
use crate::source::{SourceFile, SourceMap};
use crate::{dialect, emit, lower, openapi, overlay, render};

/// All that a run reads.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The OpenAPI document.
    pub document: SourceFile,
    /// Overlays, in the order they apply.
    pub overlays: Vec<SourceFile>,
    /// Pins and choices (`oasmith.toml`).
    pub config: Option<SourceFile>,
    /// The hand-written half of the client: text by path below `templates/`.
    pub templates: Templates,
}

/// Text by path below `templates/`.
type Templates = BTreeMap<String, String>;

/// How a run is done.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the package that is written.
    pub crate_name: String,
    /// Whether stale overlay actions, stale pins and name clashes are errors: so for a repository's own document.
    pub strict: bool,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Run<T> {
    /// The result; none if an error was found.
    pub output: Option<T>,
    /// Everything found.
    pub found: Diagnostics,
    /// The texts that findings point into.
    pub sources: SourceMap,
}

/// The crate, and what was understood on the way.
#[derive(Clone, Debug)]
pub struct Output {
    /// Text by path in the crate.
    pub files: BTreeMap<String, String>,
    /// What was understood.
    pub inspection: Inspection,
}

/// What a document means, and what becomes of it in Rust.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The meaning.
    pub api: Api,
    /// The Rust.
    pub plan: Plan,
}

/// Generates the crate. `on_stage` is called at the beginning of each stage with its name.
pub fn generate(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Output> {
    understand(
        sources,
        options,
        on_stage,
        |understood, templates, on_stage, found| {
            let Understood { api, plan } = &understood;
            let inspection = inspect(api, plan);
            on_stage("emit and render");
            match render::render(&emit::units(plan), |unit| emit::emit(plan, unit)) {
                Ok(mut files) => {
                    files.extend(render::verbatim(templates));
                    let helpers = plan.helpers.iter().flat_map(|helper| &helper.files);
                    files.extend(render::chosen(templates, helpers));
                    let examples = plan.examples.iter().map(|example| &example.file);
                    files.extend(render::chosen_examples(
                        templates,
                        examples,
                        &plan.krate.library(),
                    ));
                    Some(Output { files, inspection })
                }
                Err(fault) => {
                    found.push(Diagnostic::placeless(
                        Code::InternalFault,
                        Severity::Error,
                        fault,
                    ));
                    None
                }
            }
        },
    )
}

/// Reads and understands, but writes nothing.
pub fn inspect_document(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Inspection> {
    understand(sources, options, on_stage, |understood, _, _, _| {
        Some(inspect(&understood.api, &understood.plan))
    })
}

/// Reads and understands, and gives all of it: what [`diff`](crate::diff::diff) compares.
pub fn understand_document(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Understood> {
    understand(sources, options, on_stage, |understood, _, _, _| {
        Some(understood)
    })
}

/// Reads, and makes values of what the document says about its operations.
pub fn sample_document(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Vec<Sample>> {
    let mut map = SourceMap::default();
    let mut found = Diagnostics::default();
    let (document, overlays) = (sources.document, sources.overlays);
    let root = overlaid(document, overlays, options, on_stage, &mut map, &mut found);
    let root = root.and_then(|root| normalized(root, on_stage, &mut found));
    on_stage("sample");
    Run {
        output: root.map(|root| samples(&root)),
        found,
        sources: map,
    }
}

/// Runs all stages up to the plan, and then what is to be made of it with the templates.
fn understand<T>(
    mut sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
    finish: impl FnOnce(
        Understood,
        &Templates,
        &mut dyn FnMut(&'static str),
        &mut Diagnostics,
    ) -> Option<T>,
) -> Run<T> {
    let mut map = SourceMap::default();
    let mut found = Diagnostics::default();
    let templates = std::mem::take(&mut sources.templates);
    let understood = stages(sources, &templates, options, on_stage, &mut map, &mut found);
    let output = understood.and_then(|it| finish(it, &templates, on_stage, &mut found));
    Run {
        output,
        found,
        sources: map,
    }
}

/// Everything up to the plan. Each stage reports all it finds; after one with errors nothing goes on.
fn stages(
    sources: Sources,
    templates: &Templates,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
    map: &mut SourceMap,
    found: &mut Diagnostics,
) -> Option<Understood> {
    let mut config = inputs::config(sources.config, map, found);
    let manifest = inputs::runtime_manifest(templates, found);
    let mut extension = inputs::extension(config.as_ref(), templates, found);
    let (document, overlays) = (sources.document, sources.overlays);
    let root = overlaid(document, overlays, options, on_stage, map, found)?;
    if let Some(config) = &mut config {
        inputs::take_conditional_pins(config, &root, found);
        if let Some(extension) = &mut extension {
            inputs::drop_helpers_of_other_documents(extension, config, &root, found);
        }
    }
    let root = normalized(root, on_stage, found)?;
    on_stage("openapi");
    let document = openapi::build(root, found)?;
    stop(found)?;
    on_stage("lower");
    let api = lower::lower(&document, found);
    drop(document);
    stop(found)?;
    on_stage("plan");
    let settings = Settings {
        crate_name: &options.crate_name,
        config: &config?,
        runtime_manifest: &manifest?,
        extension: extension.as_ref(),
        strict: options.strict,
    };
    let plan = plan(&api, &settings, found);
    stop(found)?;
    Some(Understood { api, plan })
}

/// The document with its overlays.
fn overlaid(
    document: SourceFile,
    overlays: Vec<SourceFile>,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
    map: &mut SourceMap,
    found: &mut Diagnostics,
) -> Option<Node> {
    on_stage("document");
    let id = map.add(document);
    let mut root = document::read(map, id, found);
    let overlays: Vec<Node> = overlays
        .into_iter()
        .filter_map(|file| {
            let id = map.add(file);
            document::read(map, id, found)
        })
        .collect();
    stop(found)?;
    on_stage("overlay");
    let overlays: Vec<overlay::Overlay> = overlays
        .iter()
        .filter_map(|overlay| overlay::read(overlay, found))
        .collect();
    stop(found)?;
    let strictness = if options.strict {
        overlay::Strictness::Strict
    } else {
        overlay::Strictness::Lenient
    };
    if let Some(root) = &mut root {
        overlay::apply(root, &overlays, strictness, found);
    }
    root
}

/// The document in the one dialect.
fn normalized(
    root: Node,
    on_stage: &mut dyn FnMut(&'static str),
    found: &mut Diagnostics,
) -> Option<Node> {
    stop(found)?;
    on_stage("dialect");
    let root = dialect::normalize(root, found);
    stop(found)?;
    Some(root)
}

fn stop(found: &Diagnostics) -> Option<()> {
    (!found.has_errors()).then_some(())
}
