//! Settings of the service on the client: regions, hosts, token exchange and usage.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::rust_type::ident;
use crate::plan::{self, Plan, config};

/// Returns the remaining fields of the service's data.
pub fn fields(plan: &Plan) -> TokenStream {
    let settings = &plan.package.service.settings;
    let regions = settings
        .regions
        .iter()
        .map(|(name, url)| quote!((#name, #url)));
    let hosts = settings.hosts.iter().map(|(name, host)| spec(name, host));
    let exchange = match &settings.token_exchange {
        None => quote!(None),
        Some(exchange) => {
            let (url, json, seconds) = (&exchange.url, exchange.json, exchange.early);
            let parameters = &exchange.parameters;
            let (by_url, by_type) = (&exchange.certificate_url, &exchange.certificate_type);
            quote!(Some(ExchangeSpec {
                url: #url,
                certificate_url: #by_url,
                certificate_type: #by_type,
                json: #json,
                parameters: &[#(#parameters),*],
                refresh_before: Duration::from_secs(#seconds),
            }))
        }
    };
    let usage = plan.has_part("token-usage").then(|| {
        let (tracing, usage) = (tracing(&settings.tracing), usage(&settings.usage));
        quote!(tracing: #tracing, usage: #usage,)
    });
    let path_roots = &plan.package.service.path_roots;
    let hosts = plan.has_part("hosts").then(|| {
        quote! {
            regions: &[#(#regions),*],
            path_roots: &[#(#path_roots),*],
            hosts: &[#(#hosts),*],
        }
    });
    let exchange = plan
        .has_part("token-exchange")
        .then(|| quote!(exchange: #exchange,));
    quote!(#usage #hosts #exchange)
}

fn usage(rules: &config::Usage) -> TokenStream {
    let (objects, input) = (&rules.objects, &rules.input);
    let (output, total) = (&rules.output, &rules.total);
    quote!(UsageRules {
        objects: &[#(#objects),*],
        input: &[#(#input),*],
        output: &[#(#output),*],
        total: &[#(#total),*],
    })
}

fn tracing(rules: &config::Tracing) -> TokenStream {
    let provider = &rules.provider;
    let hosts = rules.host_providers.iter();
    let hosts = hosts.map(|(host, provider)| quote!((#host, #provider)));
    let operations = rules.operations.iter().flat_map(|(name, ids)| {
        let ids = ids.iter();
        ids.map(move |id| quote!((#id, #name)))
    });
    let (max_tokens, cached, reasoning) = (&rules.max_tokens, &rules.cached, &rules.reasoning);
    quote!(TracingRules {
        provider: #provider,
        host_providers: &[#(#hosts),*],
        operations: &[#(#operations),*],
        max_tokens: &[#(#max_tokens),*],
        cached: &[#(#cached),*],
        reasoning: &[#(#reasoning),*],
    })
}

fn spec(name: &str, host: &config::Host) -> TokenStream {
    let (path, deployments, version) = (&host.path, &host.deployments, &host.version_query);
    let deployment_query = &host.deployment_query;
    let key = match &host.key_header {
        Some(header) => quote!(CredentialLocation::Header(#header)),
        None => quote!(CredentialLocation::Bearer),
    };
    let (endpoint, endpoint_env) = (&host.endpoint, &host.endpoint_env);
    let (region_env, version_env) = (&host.region_env, &host.version_env);
    let (key_env, token_env) = (&host.key_env, &host.token_env);
    let signing = match &host.signing {
        None => quote!(None),
        Some(signing) => {
            let (name, id) = (&signing.name, &signing.id_env);
            let (secret, session) = (&signing.secret_env, &signing.session_env);
            quote!(Some(SigningSpec {
                name: #name,
                id_env: &[#(#id),*],
                secret_env: &[#(#secret),*],
                session_env: &[#(#session),*],
            }))
        }
    };
    quote!(HostSpec {
        name: #name,
        endpoint: #endpoint,
        endpoint_env: &[#(#endpoint_env),*],
        region_env: &[#(#region_env),*],
        path: #path,
        deployments: #deployments,
        deployment_query: #deployment_query,
        version_query: #version,
        version_env: &[#(#version_env),*],
        key: #key,
        key_env: &[#(#key_env),*],
        token_env: &[#(#token_env),*],
        signing: #signing,
    })
}

/// Returns a builder constructor for each host.
pub fn constructors(service: &plan::Service) -> TokenStream {
    let hosts = service.settings.hosts.keys().zip(&service.host_methods);
    let constructors = hosts.map(|(name, method)| {
        let (doc, method) = (doc::lines(&method.doc), ident(&method.ident));
        quote! {
            #doc
            pub fn #method() -> ClientBuilder { Self::builder().host(#name) }
        }
    });
    quote!(#(#constructors)*)
}
