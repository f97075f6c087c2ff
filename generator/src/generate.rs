//! Runs the stages in order.

mod files;
mod inputs;

pub use files::referenced_files;

pub use crate::plan::FRONT_PAGE;

use std::collections::BTreeMap;
use std::mem;

use crate::catalog::{self, Catalog};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Strictness};
use crate::document::{self, Node};
use crate::inspect::{Inspection, inspect};
use crate::ir::Api;
use crate::plan::{self, Config, Plan, Settings, Signatures, TemplateFile};
use crate::sample::{Sample, require, samples};
use crate::source::{SourceFile, SourceMap};
use crate::{describe, dialect, emit, lower, openapi, overlay, render, select, supplement, unify};

/// The input of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The OpenAPI document.
    pub document: SourceFile,
    /// Other files that the document refers to, by their path relative to the document.
    pub files: BTreeMap<String, SourceFile>,
    /// The supplement: what the document lacks. It is merged before the overlays are applied.
    pub supplement: Option<SourceFile>,
    /// Overlays, in the order in which they apply.
    pub overlays: Vec<SourceFile>,
    /// Documentation files: sentences about the items of the document.
    pub docs: Vec<SourceFile>,
    /// The catalog of models, prices and rate limits.
    pub catalog: Option<SourceFile>,
    /// The configuration, `oasmith.toml`.
    pub config: Option<SourceFile>,
    /// The recorded signatures, `signatures.toml`.
    pub signatures: Option<SourceFile>,
    /// The hand-written part of the client: text by path below `templates/`.
    pub templates: Templates,
    /// Files of the package that are written unchanged, by path in the package. `README.md` is its readme, and
    /// [`FRONT_PAGE`] the documentation of the crate.
    pub package: BTreeMap<String, String>,
}

/// Text by path below `templates/`.
type Templates = BTreeMap<String, String>;

/// Options of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the generated package.
    pub crate_name: String,
    /// Whether ineffective overlay actions, unmatched pins and name clashes are errors, as they are for a repository's own
    /// document.
    pub strictness: Strictness,
}

/// The result of a run.
#[derive(Clone, Debug)]
pub struct Run<T> {
    /// The output, or `None` if there are errors.
    pub output: Option<T>,
    /// All diagnostics.
    pub diagnostics: Diagnostics,
    /// The files that diagnostics refer to.
    pub sources: SourceMap,
}

/// The generated crate, and the generator's understanding of the document.
#[derive(Clone, Debug)]
pub struct Output {
    /// Text by path in the crate.
    pub files: BTreeMap<String, String>,
    /// The content of `signatures.toml` for the next run.
    pub signatures: String,
    /// The generator's understanding of the document.
    pub inspection: Inspection,
}

/// The meaning of a document, and the crate that is planned for it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The meaning.
    pub api: Api,
    /// The crate.
    pub plan: Plan,
}

/// Called with the name of each stage before the stage runs.
type OnStage<'a> = &'a mut dyn FnMut(&'static str);

/// Generates the crate. Calls `on_stage` with the name of each stage before the stage runs.
pub fn generate(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Output> {
    analyze(sources, options, on_stage, write)
}

/// Returns the generator's understanding of a document.
pub fn inspect_document(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Inspection> {
    analyze(sources, options, on_stage, |analysis, _, _, _| {
        Some(inspect(&analysis.api, &analysis.plan))
    })
}

/// Analyzes a document for a comparison by [`diff`](crate::diff::diff).
pub fn analyze_document(
    sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Analysis> {
    analyze(sources, options, on_stage, |analysis, _, _, _| {
        Some(analysis)
    })
}

/// Creates sample requests and responses for the operations of a document.
pub fn sample_document(
    mut sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
) -> Run<Vec<Sample>> {
    let original = (!sources.overlays.is_empty()).then(|| {
        let overlays = Vec::new();
        original_samples(
            Sources {
                overlays,
                ..sources.clone()
            },
            options,
        )
    });
    let mut stages = Stages::new(options, on_stage);
    let root = stages.document(&mut sources);
    let root = root.and_then(|root| stages.normalized(root));
    (stages.on_stage)("sample");
    stages.finish(root.map(|root| {
        let mut samples = samples(&root);
        require(&mut samples, &original.flatten().unwrap_or_default());
        samples
    }))
}

/// Creates samples of a document without its overlays. Mistakes in it are reported when the overlays are applied,
/// because overlays correct some of them.
fn original_samples(mut sources: Sources, options: &Options) -> Option<Vec<Sample>> {
    let ignore = &mut |_: &'static str| {};
    let mut stages = Stages::new(options, ignore);
    let root = stages.document(&mut sources)?;
    let root = stages.normalized(root)?;
    Some(samples(&root))
}

/// Runs all stages up to the plan, then `finish`.
fn analyze<T>(
    mut sources: Sources,
    options: &Options,
    on_stage: &mut dyn FnMut(&'static str),
    finish: impl FnOnce(Analysis, &Templates, OnStage, &mut Diagnostics) -> Option<T>,
) -> Run<T> {
    let templates = mem::take(&mut sources.templates);
    let mut stages = Stages::new(options, on_stage);
    let analysis = stages.analysis(sources, &templates);
    let output = analysis.and_then(|analysis| {
        finish(
            analysis,
            &templates,
            stages.on_stage,
            &mut stages.diagnostics,
        )
    });
    stages.finish(output)
}

/// Writes the files of the crate.
fn write(
    analysis: Analysis,
    templates: &Templates,
    on_stage: OnStage,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    let Analysis { api, plan } = &analysis;
    let inspection = inspect(api, plan);
    on_stage("emit and render");
    let header = match plan.package.standalone {
        true => render::HEADER,
        false => render::WORKSPACE_HEADER,
    };
    let rendered = render::render(&emit::units(plan), header, |unit| emit::emit(plan, unit));
    let mut files = match rendered {
        Ok(files) => files,
        Err(fault) => {
            let code = Code::InternalFault;
            diagnostics.push(Diagnostic::without_origin(code, Severity::Error, fault));
            return None;
        }
    };
    let library = plan.package.library();
    let programs: Vec<&str> = plan.programs.iter().map(|program| program.name).collect();
    let parts = plan.decided_parts();
    files.extend(render::verbatim(templates, &programs, &library, &parts));
    let helpers = plan.helpers.iter().flat_map(|helper| &helper.files);
    files.extend(render::chosen(templates, helpers.map(paths), &library));
    let examples = plan.examples.iter().map(|example| paths(&example.file));
    files.extend(render::chosen(templates, examples, &library));
    Some(Output {
        files,
        signatures: Signatures::of(plan).to_toml(),
        inspection,
    })
}

fn paths(file: &TemplateFile) -> (&str, &str) {
    (&file.template, &file.path)
}

/// The state of a run. Each stage reports all its diagnostics. After a stage with errors, no other stage runs.
struct Stages<'a> {
    options: &'a Options,
    on_stage: OnStage<'a>,
    map: SourceMap,
    diagnostics: Diagnostics,
}

impl<'a> Stages<'a> {
    fn new(options: &'a Options, on_stage: OnStage<'a>) -> Self {
        Self {
            options,
            on_stage,
            map: SourceMap::default(),
            diagnostics: Diagnostics::default(),
        }
    }

    fn finish<T>(self, output: Option<T>) -> Run<T> {
        Run {
            output,
            diagnostics: self.diagnostics,
            sources: self.map,
        }
    }

    /// All stages up to the plan.
    fn analysis(&mut self, mut sources: Sources, templates: &Templates) -> Option<Analysis> {
        let diagnostics = &mut self.diagnostics;
        let mut config = inputs::toml(
            sources.config.take(),
            Config::read,
            &mut self.map,
            diagnostics,
        );
        let manifest = inputs::runtime_manifest(templates, diagnostics);
        let signatures = inputs::toml(
            sources.signatures.take(),
            Signatures::read,
            &mut self.map,
            diagnostics,
        );
        let mut extension = inputs::extension(config.as_ref(), templates, diagnostics);
        let book = self.book(mem::take(&mut sources.docs));
        let catalog = self.catalog(sources.catalog.take());
        let package_files = mem::take(&mut sources.package);
        let mut root = self.document(&mut sources)?;
        let strictness = self.options.strictness;
        if let Some(config) = &mut config {
            let severity = strictness.severity(Severity::Warning);
            select::select(&mut root, config, severity, &mut self.diagnostics);
            inputs::apply_conditional_pins(config, &root, strictness, &mut self.diagnostics);
            if let Some(extension) = &mut extension {
                inputs::retain_applicable(
                    extension,
                    config,
                    &root,
                    strictness,
                    &mut self.diagnostics,
                );
            }
        }
        let root = self.normalized(root)?;
        (self.on_stage)("openapi");
        let document = openapi::build(root, strictness, &mut self.diagnostics)?;
        self.stop()?;
        (self.on_stage)("lower");
        let before = self.diagnostics.len();
        let formats = config.iter().flat_map(|it| it.formats.keys().cloned());
        let formats: Vec<String> = formats.collect();
        let mut api = lower::lower(&document, &formats, &mut self.diagnostics);
        drop(document);
        self.relax(before);
        self.stop()?;
        (self.on_stage)("describe");
        describe::describe(&mut api, &book, strictness, &mut self.diagnostics);
        self.stop()?;
        let config = config?;
        unify::unify(&mut api, &config.schemas_with_pinned_members());
        (self.on_stage)("plan");
        let settings = Settings {
            crate_name: &self.options.crate_name,
            package_files: &package_files,
            config: &config,
            signatures: &signatures?,
            runtime_manifest: &manifest?,
            extension: extension.as_ref(),
            catalog: catalog.as_ref(),
            strictness,
        };
        let plan = plan::plan(&api, &settings, &mut self.diagnostics);
        self.stop()?;
        Some(Analysis { api, plan })
    }

    /// The document with its supplement merged, its overlays applied, and other files attached.
    fn document(&mut self, sources: &mut Sources) -> Option<Node> {
        (self.on_stage)("document");
        let document = mem::take(&mut sources.document);
        let name = document.name.clone();
        let before = self.diagnostics.len();
        let mut root = self.read(document);
        self.relax(before);
        let supplement = sources.supplement.take().and_then(|it| self.read(it));
        let overlays = mem::take(&mut sources.overlays);
        let overlays: Vec<Option<Node>> = overlays.into_iter().map(|it| self.read(it)).collect();
        self.stop()?;
        if let (Some(root), Some(supplement)) = (&mut root, &supplement) {
            (self.on_stage)("supplement");
            supplement::merge(root, supplement, &mut self.diagnostics);
            self.stop()?;
        }
        (self.on_stage)("overlay");
        let overlays: Vec<overlay::Overlay> = overlays
            .iter()
            .flatten()
            .filter_map(|overlay| overlay::read(overlay, &mut self.diagnostics))
            .collect();
        self.stop()?;
        let strictness = self.options.strictness;
        let mut root = root?;
        overlay::apply(&mut root, &overlays, strictness, &mut self.diagnostics);
        let before = self.diagnostics.len();
        files::attach(
            &mut root,
            &name,
            mem::take(&mut sources.files),
            &mut self.map,
            &mut self.diagnostics,
        );
        dialect::upgrade(&mut root, &mut self.diagnostics);
        self.relax(before);
        self.stop()?;
        Some(root)
    }

    /// The sentences of all documentation files.
    fn book(&mut self, files: Vec<SourceFile>) -> describe::Book {
        let files: Vec<Option<Node>> = files.into_iter().map(|it| self.read(it)).collect();
        let files: Vec<Node> = files.into_iter().flatten().collect();
        describe::read(&files, &mut self.diagnostics)
    }

    /// The catalog, if there is one.
    fn catalog(&mut self, file: Option<SourceFile>) -> Option<Catalog> {
        let file = self.read(file?)?;
        Some(catalog::read(&file, &mut self.diagnostics))
    }

    fn read(&mut self, file: SourceFile) -> Option<Node> {
        let id = self.map.add(file);
        document::read(&self.map, id, &mut self.diagnostics)
    }

    /// The document in the generator's dialect.
    fn normalized(&mut self, root: Node) -> Option<Node> {
        self.stop()?;
        (self.on_stage)("dialect");
        let before = self.diagnostics.len();
        let root = dialect::normalize(root, &mut self.diagnostics);
        self.relax(before);
        self.stop()?;
        Some(root)
    }

    /// Outside strict mode, turns the errors since a position into warnings where there is a fallback.
    fn relax(&mut self, before: usize) {
        if !self.options.strictness.is_strict() {
            self.diagnostics.relax(before);
        }
    }

    /// Returns `None` if there are errors.
    fn stop(&self) -> Option<()> {
        (!self.diagnostics.has_errors()).then_some(())
    }
}
