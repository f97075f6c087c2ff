//! Measures the documentation of the generated crate: every operation, type and variant, and nearly every field, must
//! have its own sentence.
//!
//! Input: the source text of `generated/src/types` and `generated/src/api`. Limits, defaults, links, wire names, the name
//! of the item itself and sentences about its uses do not count.

use std::path::Path;

use oasmith_tests::repository;
use syn::visit::Visit;
use syn::{Attribute, Expr, ExprLit, Fields, Lit, Meta, ReturnType, Type};

/// Sentences that state a fact about the values, the uses or the JSON form of an item.
const FACTS: &[&str] = &[
    "Default:",
    "Between ",
    "At least ",
    "At most ",
    "Exactly ",
    "More than ",
    "Less than ",
    "A multiple of ",
    "Matches `",
    "Format: `",
    "One of ",
    "A URL.",
    "A date and time (RFC 3339).",
    "Unix time in seconds.",
    "Base64.",
    "Payload of ",
    "Request body of ",
    "Returned by ",
    "Event of the stream of ",
    "Item of ",
    "Client event of the channel ",
    "Server event of the channel ",
    "Parameter `",
    "Field `",
    "Value in ",
    "Variant of ",
    "Additional property of ",
    "Also named ",
    "A schema that no operation uses.",
    "Discriminated by ",
    "Serialized with ",
    "The operation `",
    "Returns ",
    "The response has no body.",
    "`.stream()` ",
    "`.items()` ",
    "See the [API reference](",
];

/// Items of one kind: how many there are, and which ones have no sentence.
#[derive(Default)]
struct Count {
    all: usize,
    undocumented: Vec<String>,
}

impl Count {
    fn add(&mut self, name: String, attributes: &[Attribute]) {
        self.all += 1;
        let own = name.rsplit('.').next().unwrap_or_default();
        if !has_sentence(&doc(attributes), own) {
            self.undocumented.push(name);
        }
    }

    /// Asserts that at least this percentage of the items has a sentence.
    fn assert_documented(&self, what: &str, percent: usize, at_least: usize) {
        assert!(self.all >= at_least, "only {} {what} found", self.all);
        let documented = self.all - self.undocumented.len();
        let shown: Vec<&String> = self.undocumented.iter().take(50).collect();
        assert!(
            documented * 100 >= self.all * percent,
            "{documented} of {} {what} have a sentence, less than {percent}%; without: {shown:#?}",
            self.all
        );
    }
}

#[derive(Default)]
struct Counts {
    fields: Count,
    types: Count,
    variants: Count,
    operations: Count,
    /// The documentation of each method that makes a call or connects to a channel.
    calls: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Counts {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.types.add(item.ident.to_string(), &item.attrs);
        let Fields::Named(fields) = &item.fields else {
            return;
        };
        for field in &fields.named {
            let name = field.ident.as_ref().map(ToString::to_string);
            let name = name.unwrap_or_default();
            // The generator documents these two fields, which are part of every record of their kind.
            let is_general = matches!(name.as_str(), "extra" | "additional");
            if matches!(field.vis, syn::Visibility::Public(_)) && !is_general {
                self.fields
                    .add(format!("{}.{name}", item.ident), &field.attrs);
            }
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.types.add(item.ident.to_string(), &item.attrs);
        for variant in item.variants.iter().filter(|it| it.ident != "Unknown") {
            let name = format!("{}.{}", item.ident, variant.ident);
            self.variants.add(name, &variant.attrs);
        }
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.types.add(item.ident.to_string(), &item.attrs);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if let ReturnType::Type(_, ty) = &method.sig.output
            && let Type::Path(ty) = &**ty
            && let Some(last) = ty.path.segments.last()
        {
            let name = method.sig.ident.to_string();
            if last.ident == "Call" {
                self.operations.add(name.clone(), &method.attrs);
            }
            if last.ident == "Call" || last.ident == "Connect" {
                self.calls.push((name, lines(&method.attrs).join("\n")));
            }
        }
    }
}

/// Returns the lines of the doc comments of an item.
fn lines(attributes: &[Attribute]) -> Vec<String> {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else {
            return None;
        };
        match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) if pair.path.is_ident("doc") => Some(text.value().trim().to_owned()),
            _ => None,
        }
    });
    lines.collect()
}

/// Returns the doc comments of an item, with a line break after each paragraph.
fn doc(attributes: &[Attribute]) -> String {
    let lines = lines(attributes).into_iter();
    // An empty line ends a paragraph, and with it a sentence.
    let lines = lines.map(|line| match line.is_empty() {
        true => "\n".to_owned(),
        false => line,
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Returns whether a doc comment says something other than facts and names.
fn has_sentence(doc: &str, name: &str) -> bool {
    let paragraphs = doc.split('\n').map(str::trim);
    let paragraphs = paragraphs.take_while(|paragraph| !paragraph.starts_with("# "));
    let mut sentences = paragraphs.flat_map(|paragraph| paragraph.split_inclusive(". "));
    sentences.any(|sentence| is_own(sentence.trim(), name))
}

fn is_own(sentence: &str, name: &str) -> bool {
    let is_fact = FACTS.iter().any(|fact| sentence.starts_with(fact));
    // The title of an operation with its method and path, and a chain of accessors.
    let is_location = [
        "`GET ", "`POST ", "`DELETE ", "`PUT ", "`PATCH ", "`client.",
    ]
    .iter()
    .any(|start| sentence.contains(start));
    if is_fact || is_location {
        return false;
    }
    let mut words = without_code(sentence);
    words.retain(|word| {
        !name.to_lowercase().contains(word) && !matches!(word.as_str(), "the" | "a" | "an" | "of")
    });
    !words.is_empty()
}

/// Returns the words of a sentence that are not code, in lower case.
fn without_code(sentence: &str) -> Vec<String> {
    let prose = sentence.split('`').step_by(2).collect::<String>();
    let words = prose.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn count(folder: &str) -> Counts {
    let mut counts = Counts::default();
    let texts = repository::texts(&repository::path(folder));
    let texts = texts.iter().filter(|(path, _)| {
        Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    });
    for (path, text) in texts {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{folder}/{path}: {error}"));
        counts.visit_file(&file);
    }
    counts
}

#[test]
fn types_variants_and_fields_have_a_sentence() {
    let counts = count("generated/src/types");
    counts.types.assert_documented("types", 100, 2000);
    counts.variants.assert_documented("variants", 100, 3000);
    counts.fields.assert_documented("fields", 95, 5000);
}

#[test]
fn operations_and_groups_have_a_sentence() {
    let counts = count("generated/src/api");
    counts.types.assert_documented("groups", 100, 50);
    counts.operations.assert_documented("operations", 100, 288);
}

/// That the examples compile is checked by the doctests of this crate, which are named after the methods.
#[test]
fn calls_have_an_example_and_a_link() {
    let calls = count("generated/src/api").calls;
    assert!(calls.len() > 388, "only {} calls found", calls.len());
    for (name, doc) in &calls {
        assert!(
            doc.contains("See the [API reference](https://"),
            "{name} has no link: {doc}"
        );
        let example = doc.split("```no_run\n").nth(1);
        let example = example.and_then(|rest| rest.split("```").next());
        // Methods for other kinds of bodies have the documentation of the main one without its example.
        let is_other = ["_json", "_form", "_raw", "_url_encoded"]
            .iter()
            .any(|suffix| name.ends_with(suffix));
        let Some(example) = example else {
            assert!(is_other, "{name} has no example: {doc}");
            continue;
        };
        let method = name.trim_start_matches("r#");
        assert!(
            example.contains(&format!(".{method}(")),
            "{name}: {example}"
        );
        let shown = example.lines().filter(|line| !line.starts_with("# "));
        let length = shown.filter(|line| !line.is_empty()).count();
        assert!((1..=16).contains(&length), "{name}: {example}");
        assert!(!example.contains("\"example\""), "{name}: {example}");
    }
}

#[test]
fn facts_and_names_are_not_sentences() {
    for doc in [
        "",
        "Between 0 and 2. Default: `1`.",
        "Request body of `client.files().create(…)`.",
        "Field `size` of [`Image`](crate::types::Image).",
        "`gpt-4o`",
        "The name.",
        "Create chat completion: `POST /chat/completions`. \n Returns [`A`](crate::types::A).",
    ] {
        assert!(!has_sentence(doc, "name"), "{doc}");
    }
    for doc in [
        "Who owns the file. At most 64 characters.",
        "`1024x1024`: 1024 by 1024 pixels, square.",
        "List: `GET /files`. \n Lists the files of the project. \n Returns a page.",
    ] {
        assert!(has_sentence(doc, "name"), "{doc}");
    }
}
