//! The root of the crate, and the client with the data of its service.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use super::{File, api, credentials, doc, helpers, hosts, servers};
use crate::plan::{FRONT_PAGE, Plan};

/// Returns `lib.rs`.
pub fn root(plan: &Plan) -> File {
    let helpers = (!plan.helpers.is_empty()).then(|| {
        // Helpers may share code whose only users belong to disabled features.
        quote!(
            #[allow(dead_code)]
            mod helpers;
        )
    });
    let modules = helpers::root_modules(plan);
    let front_page = plan.package.files.contains_key(FRONT_PAGE).then(|| {
        let file = FRONT_PAGE.trim_start_matches("src/");
        let include = ident("include_str");
        quote!(#![doc = #include!(#file)])
    });
    let mut doc = plan.package.doc.clone();
    if front_page.is_some() {
        // The front page starts another paragraph.
        doc.push(String::new());
    }
    // Deprecation warnings are for users. The generated code itself still refers to deprecated items. A variant that is
    // recorded without a box remains unboxed when its type grows, because boxing it would be a breaking change.
    File::Rust {
        doc,
        items: quote! {
            #front_page
            #![cfg_attr(docsrs, feature(doc_cfg))]
            #![allow(deprecated)]
            #![allow(clippy::large_enum_variant)]
            #![allow(rustdoc::redundant_explicit_links)]

            #[allow(dead_code, unused_imports)]
            mod runtime;
            pub use runtime::public::*;

            #[cfg(feature = "client")]
            pub mod api;
            #[cfg(feature = "client")]
            mod client;
            #helpers
            pub mod types;
            #modules
        },
    }
}

/// Returns `client.rs`: the data of the service and the accessors of the groups.
pub fn client(plan: &Plan) -> File {
    let data = service(plan);
    let accessors = plan
        .groups
        .iter()
        .filter(|group| group.path.len() == 1)
        .map(api::accessor);
    let constructors = credentials::constructors(plan);
    let hosts = hosts::constructors(&plan.package.service);
    let service = &plan.package.service;
    let settings = service
        .settings
        .headers
        .keys()
        .zip(&service.setting_methods);
    let settings = settings.map(|(name, method)| {
        let (doc, method) = (doc::lines(&method.doc), ident(&method.ident));
        quote! {
            #doc
            pub fn #method(self, value: impl Into<String>) -> Self { self.setting(#name, value) }
        }
    });
    let credentials = credentials::setters(service);
    let variables = service.variable_methods.iter().map(|(name, method)| {
        let (doc, method) = (doc::lines(&method.doc), ident(&method.ident));
        quote! {
            #doc
            pub fn #method(self, value: impl Into<String>) -> Self { self.server_variable(#name, value) }
        }
    });
    File::Rust {
        doc: vec!["The client for this service.".to_owned()],
        items: quote! {
            use crate::runtime::generated::*;
            #data
            impl Client {
                #constructors
                #hosts
                #(#accessors)*
            }
            impl ClientBuilder {
                #credentials
                #(#settings)*
                #(#variables)*
            }
        },
    }
}

fn service(plan: &Plan) -> TokenStream {
    let service = &plan.package.service;
    let settings = &service.settings;
    let name = &service.name;
    let agent = format!("{}/{}", plan.package.name, plan.package.version);
    let base_url = &service.base_url;
    let base_url_env = &settings.base_url_env;
    let schemes = credentials::schemes(service);
    let security = credentials::requirements(&service.security);
    let requires_credential = service.requires_credential;
    let servers = servers::fields(service);
    let headers = settings.headers.iter().map(|(name, setting)| {
        let (header, env) = (&setting.header, &setting.env);
        quote!(HeaderSetting { name: #name, header: #header, env: &[#(#env),*] })
    });
    let custom = match &settings.custom_headers_env {
        Some(name) => quote!(Some(#name)),
        None => quote!(None),
    };
    let wire = |role: &str| settings.wire.get(role).cloned().unwrap_or_default();
    let (request_id, processing_ms) = (wire("request-id"), wire("processing-ms"));
    let (rate_limit_prefix, poll_after_ms) = (wire("rate-limit-prefix"), wire("poll-after-ms"));
    let retry_after_ms = &service.retry_after_ms;
    let should_retry = wire("should-retry");
    let (retry_count, idempotency_key) = (wire("retry-count"), wire("idempotency-key"));
    let final_codes = &settings.final_codes;
    let items = service.item_errors.iter();
    let items = items.map(|(path, value)| quote!((#path, #value)));
    let content = &settings.content;
    let kinds = error_kinds(&settings.error_kinds);
    let kinds_in_success = error_kinds(&settings.error_kinds_in_success);
    let (end, skip, errors) = (
        &settings.stream_end,
        &settings.stream_skip,
        &settings.stream_errors,
    );
    let operation_paths = &service.operation_paths;
    let hosts = hosts::fields(plan);
    let in_success = plan.has_part("reported-errors").then(|| {
        quote! {
            kinds_in_success: &[#(#kinds_in_success),*],
            items: &[#(#items),*],
            content: &[#(#content),*],
        }
    });
    let events = plan.has_part("event-streams").then(
        || quote!(events: EventRules { end: #end, skip: &[#(#skip),*], errors: &[#(#errors),*] },),
    );
    let style = |has_brackets: bool| match has_brackets {
        true => quote!(Style::BRACKETS),
        false => quote!(Style::FORM.exploded()),
    };
    let styles = plan.has_part("parameter-styles").then(|| {
        let query_style = style(service.query_brackets);
        let form_style = style(settings.form_brackets);
        quote!(query_style: #query_style, form_style: #form_style,)
    });
    quote! {
        #[doc = " The constants of the service."]
        pub static SERVICE: ServiceSpec = ServiceSpec {
            name: #name,
            user_agent: #agent,
            base_url: #base_url,
            base_url_env: &[#(#base_url_env),*],
            #servers
            operation_paths: &[#(#operation_paths),*],
            schemes: &[#(#schemes),*],
            security: #security,
            requires_credential: #requires_credential,
            settings: &[#(#headers),*],
            custom_headers_env: #custom,
            headers: &[],
            #styles
            wire: WireNames {
                request_id: #request_id,
                processing_ms: #processing_ms,
                rate_limit_prefix: #rate_limit_prefix,
                poll_after_ms: #poll_after_ms,
                retry_after_ms: &[#(#retry_after_ms),*],
                should_retry: #should_retry,
                retry_count: #retry_count,
                idempotency_key: #idempotency_key,
            },
            errors: ErrorRules {
                final_codes: &[#(#final_codes),*],
                kinds: &[#(#kinds),*],
                #in_success
            },
            #events
            #hosts
        };
    }
}

fn error_kinds(kinds: &BTreeMap<String, String>) -> impl Iterator<Item = TokenStream> {
    kinds.iter().map(|(code, kind)| {
        let kind = ident(kind);
        quote!((#code, ErrorKind::#kind))
    })
}
