//! No generated type has a field and a method of the same name.

use std::collections::BTreeMap;

use syn::{Fields, ImplItem, Item, Type, Visibility};

use crate::{assert_none, files, setters};

#[derive(Default)]
struct Members {
    fields: Vec<String>,
    methods: Vec<String>,
}

#[test]
fn no_type_has_a_field_and_a_method_of_the_same_name() {
    let mut types: BTreeMap<String, Members> = BTreeMap::new();
    for folder in ["generated/src/types", "generated/src/helpers"] {
        for file in files::under(folder, &[".rs"]) {
            let syntax = syn::parse_file(&file.text).expect("a generated file is valid Rust");
            syntax.items.iter().for_each(|item| add(item, &mut types));
        }
    }
    let fields: usize = types.values().map(|members| members.fields.len()).sum();
    let methods: usize = types.values().map(|members| members.methods.len()).sum();
    assert!(fields > 1000, "only {fields} public fields");
    assert!(methods > 3000, "only {methods} methods");
    let mut violations = Vec::new();
    for (name, members) in &types {
        let both = members.fields.iter();
        let both = both.filter(|field| members.methods.contains(field));
        violations.extend(both.map(|field| format!("`{name}::{field}`")));
    }
    assert_none("a field and a method have the same name", &violations);
}

fn add(item: &Item, types: &mut BTreeMap<String, Members>) {
    match item {
        Item::Struct(it) => {
            let Fields::Named(fields) = &it.fields else {
                return;
            };
            let public = fields.named.iter();
            let public = public.filter(|field| matches!(field.vis, Visibility::Public(_)));
            let names = public.filter_map(|field| field.ident.as_ref());
            let members = types.entry(it.ident.to_string()).or_default();
            members.fields.extend(names.map(ToString::to_string));
        }
        Item::Impl(it) if it.trait_.is_none() => {
            let Type::Path(path) = it.self_ty.as_ref() else {
                return;
            };
            let Some(name) = path.path.segments.last() else {
                return;
            };
            let methods = it.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            let members = types.entry(name.ident.to_string()).or_default();
            members.methods.extend(methods);
        }
        Item::Macro(it) => {
            if let Some((name, methods)) = setters::methods(&it.mac) {
                types.entry(name).or_default().methods.extend(methods);
            }
        }
        _ => {}
    }
}
