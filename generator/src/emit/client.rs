//! The crate's root, and what the client knows of this service.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use super::{File, api, hosts};
use crate::plan::{Plan, SchemeItem, SchemePlace, ServiceItem};

/// `lib.rs`.
pub fn root(plan: &Plan) -> File {
    let mut doc = vec![format!(
        "A typed client of the {}.",
        plan.krate.title.trim_end_matches('.')
    )];
    if !plan.krate.doc.is_empty() {
        doc.push(String::new());
        doc.extend(plan.krate.doc.iter().cloned());
    }
    let helpers = (!plan.helpers.is_empty()).then(|| {
        quote!(
            pub mod helpers;
        )
    });
    let blocking = super::doc::features(&["blocking".to_owned()]);
    // Deprecation is for users: what the document deprecates is still part of it, and refers to itself.
    File::Rust {
        doc,
        items: quote! {
            #![allow(deprecated)]

            #[cfg(feature = "client")]
            pub mod api;
            #[cfg(feature = "client")]
            mod client;
            #helpers
            #[allow(dead_code, unused_imports)]
            pub mod runtime;
            pub mod types;

            #[cfg(feature = "client")]
            pub use runtime::{Call, Client, ClientBuilder, Error, ErrorKind, testing};
            #blocking
            pub use runtime::blocking;
            pub use runtime::Upload;
        },
    }
}

/// `client.rs`: the service's data, and ways into the groups of operations.
pub fn client(plan: &Plan) -> File {
    let service = service(plan);
    let accessors = plan
        .resources
        .iter()
        .filter(|resource| resource.path.len() == 1)
        .map(api::accessor);
    let constructors = constructors();
    let hosts = hosts::constructors(&plan.krate.service);
    let settings = &plan.krate.service.setting_methods;
    let settings = plan.krate.service.settings.headers.keys().zip(settings).map(|(name, method)| {
        let method = ident(method);
        let doc = format!(" Sets the {name}.");
        quote! {
            #[doc = #doc]
            pub fn #method(self, value: impl Into<String>) -> Self { self.setting(#name, value) }
        }
    });
    let schemes = plan.krate.service.schemes.iter().skip(1).map(|SchemeItem { name, method, .. }| {
        let method = ident(method);
        let doc = format!(" Sets the credential `{name}`.");
        quote! {
            #[doc = #doc]
            pub fn #method(self, credential: impl Into<Credential>) -> Self { self.credential(#name, credential) }
        }
    });
    File::Rust {
        doc: vec!["The client of this service.".to_owned()],
        items: quote! {
            use crate::runtime::*;
            #service
            impl Client {
                #constructors
                #hosts
                #(#accessors)*
            }
            impl ClientBuilder {
                #(#schemes)*
                #(#settings)*
            }
        },
    }
}

fn constructors() -> TokenStream {
    quote! {
        #[doc = " A client with this key."]
        pub fn new(api_key: impl Into<Credential>) -> Self { Self::for_service(&SERVICE, api_key) }
        #[doc = " A client with the keys and settings of the environment."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " A variable that is no valid URL or header."]
        pub fn from_env() -> Result<Self, Error> { Self::builder().environment()?.build() }
        #[doc = " Everything about the client, adjustable."]
        pub fn builder() -> ClientBuilder { ClientBuilder::new(&SERVICE) }
        #[doc = " A client that is given these answers instead of a network, for tests, and what keeps its requests."]
        pub fn mocked(answers: impl IntoIterator<Item = testing::Answer>) -> (Self, testing::Mock) {
            testing::Mock::with_client(&SERVICE, answers)
        }
    }
}

fn service(plan: &Plan) -> TokenStream {
    let service = &plan.krate.service;
    let settings = &service.settings;
    let name = &service.name;
    let agent = format!("{}/{}", plan.krate.name, plan.krate.version);
    let base_url = &service.base_url;
    let base_url_env = &settings.base_url_env;
    let schemes = schemes(service);
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
    let (retry_after_ms, should_retry) = (wire("retry-after-ms"), wire("should-retry"));
    let (retry_count, idempotency_key) = (wire("retry-count"), wire("idempotency-key"));
    let final_codes = &settings.final_codes;
    let kinds = settings.error_kinds.iter().map(|(code, kind)| {
        let kind = ident(kind);
        quote!((#code, ErrorKind::#kind))
    });
    let (end, skip, errors) = (
        &settings.stream_end,
        &settings.stream_skip,
        &settings.stream_errors,
    );
    let hosts = hosts::fields(settings);
    quote! {
        #[doc = " What the runtime knows of this service."]
        pub static SERVICE: ServiceSpec = ServiceSpec {
            name: #name,
            user_agent: #agent,
            base_url: #base_url,
            base_url_env: &[#(#base_url_env),*],
            schemes: &[#(#schemes),*],
            settings: &[#(#headers),*],
            custom_headers_env: #custom,
            headers: &[],
            wire: WireNames {
                request_id: #request_id,
                processing_ms: #processing_ms,
                rate_limit_prefix: #rate_limit_prefix,
                poll_after_ms: #poll_after_ms,
                retry_after_ms: #retry_after_ms,
                should_retry: #should_retry,
                retry_count: #retry_count,
                idempotency_key: #idempotency_key,
            },
            errors: ErrorRules { final_codes: &[#(#final_codes),*], kinds: &[#(#kinds),*] },
            events: EventRules { end: #end, skip: &[#(#skip),*], errors: &[#(#errors),*] },
            #hosts
        };
    }
}

fn schemes(service: &ServiceItem) -> Vec<TokenStream> {
    let scheme = |SchemeItem {
                      name, place, env, ..
                  }: &SchemeItem| {
        let place = match place {
            SchemePlace::Bearer => quote!(Place::Bearer),
            SchemePlace::Basic => quote!(Place::Basic),
            SchemePlace::Header(name) => quote!(Place::Header(#name)),
            SchemePlace::Query(name) => quote!(Place::Query(#name)),
        };
        quote!(SchemeSpec { name: #name, place: #place, env: &[#(#env),*] })
    };
    service.schemes.iter().map(scheme).collect()
}
