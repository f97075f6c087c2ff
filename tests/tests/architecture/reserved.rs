//! The reserved names of the generator, compared with the runtime and with generated code.
//!
//! A generated method, field, module or type whose name is missing from a list would not compile.

use std::collections::BTreeSet;

use oasmith_core::plan::{config, reserved_names};
use oasmith_core::source::SourceFile;
use oasmith_core::{Output, Sources};
use oasmith_tests::fixture::{Fixture, diagnostics, run_as};
use proc_macro2::TokenTree;
use syn::visit::{self, Visit};

use crate::{files, setters};

type Names = BTreeSet<String>;

/// A document with one operation, one record and one channel.
const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /things:
    post:
      operationId: createThing
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: ''}}
components:
  schemas:
    Thing: {type: object, additionalProperties: {type: integer}, properties: {size: {type: integer}}}
";

#[test]
fn reserved_methods_are_those_of_the_runtime_and_of_every_client() {
    let client = generated("src/client.rs", "Client", &["things"]);
    let cases = [
        ("Client", reserved_names::CLIENT, client, &["clone"][..]),
        (
            "ClientBuilder",
            reserved_names::CLIENT_BUILDER,
            Names::new(),
            &[],
        ),
        ("Call", reserved_names::CALL, Names::new(), &[]),
        (
            "Connect",
            reserved_names::CONNECT,
            Names::new(),
            &["into_future"],
        ),
    ];
    for (name, reserved, generated, of_traits) in cases {
        let mut expected = runtime_methods(name);
        assert!(!expected.is_empty(), "the runtime has no `{name}`");
        expected.extend(generated);
        expected.extend(of_traits.iter().map(|name| (*name).to_owned()));
        assert_eq!(names(reserved), expected, "methods of `{name}`");
    }
}

#[test]
fn reserved_methods_are_those_of_every_record_and_group() {
    let file = "src/types/thing.rs";
    let mut record = generated(file, "Thing", &["with_size"]);
    record.extend(setters_of_the_record_trait());
    assert_eq!(names(reserved_names::RECORD), record);
    let mut fields = fields(&parse(file, &output().files[file]), "Thing");
    fields.remove("size");
    assert_eq!(names(reserved_names::FIELDS), fields);
    let group = generated("src/api/things.rs", "Things", &["create"]);
    assert!(group.is_subset(&names(reserved_names::GROUP)));
}

#[test]
fn files_of_types_name_reserved_types_only() {
    let (used, defined) = used_in("src/types/");
    assert_reserved(&used.types, reserved_names::TYPES, &defined);
}

#[test]
fn files_of_operations_name_reserved_types_and_modules_only() {
    let (used, defined) = used_in("src/api/");
    assert_reserved(&used.types, reserved_names::CALL_TYPES, &defined);
    assert_reserved(&used.modules, reserved_names::GROUPS, &Names::new());
}

/// Asserts that each used name is reserved, unless a generated file defines it.
fn assert_reserved(used: &Names, reserved: &[&str], defined: &Names) {
    let missing = used - &names(reserved);
    let missing = &missing - defined;
    assert!(missing.is_empty(), "not reserved: {missing:?}");
}

fn names(list: &[&str]) -> Names {
    let names: Names = list.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names.len(), list.len(), "a name is listed twice");
    names
}

#[test]
fn the_kinds_of_errors_of_the_configuration_are_those_of_the_runtime() {
    let mut kinds = Names::new();
    for file in files::under("templates/runtime/src", &[".rs"]) {
        for item in parse(&file.path, &file.text).items {
            if let syn::Item::Enum(item) = item
                && item.ident == "ErrorKind"
            {
                let variants = item.variants.iter();
                kinds.extend(variants.map(|variant| variant.ident.to_string()));
            }
        }
    }
    assert_eq!(names(config::ERROR_KINDS), kinds);
}

/// Returns the inherent methods of a runtime type, including private methods, which clash with generated methods as
/// well.
fn runtime_methods(name: &str) -> Names {
    let mut methods = Names::new();
    for file in files::under("templates/runtime/src", &[".rs"]) {
        let syntax = parse(&file.path, &file.text);
        methods.extend(methods_of(&syntax, name));
        let mut macros = Macros(Vec::new());
        macros.visit_file(&syntax);
        for text in macros.0 {
            let written = [format!("impl {name} "), format!("> {name} ")];
            let hidden = written.iter().any(|impls| text.contains(impls.as_str()));
            assert!(!hidden, "{}: a macro adds methods to `{name}`", file.path);
        }
    }
    methods
}

/// The methods of a type in a generated file, except those for the items of the document.
fn generated(file: &str, name: &str, of_document: &[&str]) -> Names {
    let output = output();
    let mut methods = methods_of(&parse(file, &output.files[file]), name);
    for method in of_document {
        assert!(methods.remove(*method), "{file}: no method `{method}`");
    }
    methods
}

fn output() -> Output {
    let sources = Sources {
        document: SourceFile::new("input.yaml".to_owned(), DOCUMENT.to_owned()),
        ..Sources::default()
    };
    let run = run_as("things", sources, true);
    let text = diagnostics(&run);
    run.output.unwrap_or_else(|| panic!("{text}"))
}

/// The setters of the trait that every record implements. A field's setter of that name would replace it.
fn setters_of_the_record_trait() -> Names {
    let mut setters = Names::new();
    for file in files::under("templates/runtime/src/runtime/codec", &[".rs"]) {
        for item in parse(&file.path, &file.text).items {
            let syn::Item::Trait(item) = item else {
                continue;
            };
            if item.ident != "Record" {
                continue;
            }
            let functions = item.items.iter().filter_map(|item| match item {
                syn::TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            setters.extend(functions.filter(|name| name.starts_with("with_")));
        }
    }
    assert!(!setters.is_empty(), "the trait has no setters");
    setters
}

fn parse(path: &str, text: &str) -> syn::File {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The methods in the `impl Name { … }` blocks of a file.
fn methods_of(file: &syn::File, name: &str) -> Names {
    let mut methods = Methods {
        of: name,
        names: Names::new(),
    };
    methods.visit_file(file);
    methods.names
}

struct Methods<'a> {
    of: &'a str,
    names: Names,
}

impl<'ast> Visit<'ast> for Methods<'_> {
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let methods = setters::methods(item).filter(|(name, _)| name == self.of);
        self.names
            .extend(methods.into_iter().flat_map(|(_, methods)| methods));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let syn::Type::Path(ty) = &*item.self_ty else {
            return;
        };
        let is_type = ty
            .path
            .segments
            .last()
            .is_some_and(|it| it.ident == self.of);
        if item.trait_.is_some() || !is_type {
            return;
        }
        self.names
            .extend(item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            }));
    }
}

/// The text of the macros that a file defines.
struct Macros(Vec<String>);

impl<'ast> Visit<'ast> for Macros {
    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        self.0.push(item.mac.tokens.to_string());
    }
}

fn fields(file: &syn::File, name: &str) -> Names {
    let record = file.items.iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident == name => Some(item),
        _ => None,
    });
    let fields = record.expect("the record").fields.iter();
    let idents = fields.filter_map(|field| field.ident.as_ref());
    idents.map(ToString::to_string).collect()
}

/// Names of other items in a file.
#[derive(Default)]
struct Used {
    /// First segments of paths that are types, variants or traits.
    types: Names,
    /// First segments of paths that are modules or crates.
    modules: Names,
}

/// The names that the generated files of a folder use, and the types that they define.
fn used_in(folder: &str) -> (Used, Names) {
    let (mut used, mut defined) = (Used::default(), Names::new());
    let run = Fixture::of("obstacle").run(false);
    let obstacle = run.output.expect("the obstacle document is accepted").files;
    let obstacle = obstacle
        .into_iter()
        .filter(|(path, _)| path.starts_with(folder));
    let committed = files::under(&format!("generated/{folder}"), &[".rs"]).into_iter();
    for (path, text) in committed.map(|file| (file.path, file.text)).chain(obstacle) {
        let syntax = parse(&path, &text);
        let mut own = Used::default();
        own.visit_file(&syntax);
        for item in &syntax.items {
            match item {
                syn::Item::Struct(item) => drop(defined.insert(item.ident.to_string())),
                syn::Item::Enum(item) => drop(defined.insert(item.ident.to_string())),
                syn::Item::Type(item) => drop(defined.insert(item.ident.to_string())),
                syn::Item::Macro(item) => defined.extend(operation(item)),
                syn::Item::Mod(item) => drop(own.modules.remove(&item.ident.to_string())),
                _ => {}
            }
        }
        used.types.extend(own.types);
        used.modules.extend(own.modules);
    }
    (used, defined)
}

/// The type that a table of an operation or a channel defines: its first word after documentation.
fn operation(item: &syn::ItemMacro) -> Option<String> {
    let is_table = item
        .mac
        .path
        .segments
        .last()?
        .ident
        .to_string()
        .ends_with("_table");
    let mut tokens = item.mac.tokens.clone().into_iter();
    let first = tokens.find_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    })?;
    is_table.then_some(first)
}

impl<'ast> Visit<'ast> for Used {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let first = path.segments.first().map(|it| it.ident.to_string());
        if let Some(first) = first.filter(|_| path.leading_colon.is_none()) {
            if first.starts_with(char::is_uppercase) {
                self.types.insert(first);
            } else if path.segments.len() > 1
                && !["crate", "self", "super"].contains(&first.as_str())
            {
                self.modules.insert(first);
            }
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    /// Arguments of setters are types, as they are in code.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        if item.path.is_ident("setters") {
            let text = item.tokens.to_string();
            let tokens: Vec<&str> = text.split_whitespace().collect();
            let first = tokens.windows(2).filter(|pair| pair[0] != "::");
            let words = first.filter(|pair| !pair[1].starts_with('"'));
            let words = words.map(|pair| pair[1].trim_matches(|it: char| !it.is_alphanumeric()));
            let types = words.filter(|word| word.starts_with(char::is_uppercase));
            self.types.extend(types.map(str::to_owned));
        }
    }
}
