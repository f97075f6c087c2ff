//! What the client knows of other places where its service is: regions, hosts, token endpoints; and of usage.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use crate::plan::{Host, Service, ServiceItem};

/// The last fields of the service's data.
pub fn fields(settings: &Service) -> TokenStream {
    let regions = settings
        .regions
        .iter()
        .map(|(name, url)| quote!((#name, #url)));
    let hosts = settings.hosts.iter().map(|(name, host)| spec(name, host));
    let exchange = match &settings.token_exchange {
        None => quote!(None),
        Some(exchange) => {
            let (url, json, early) = (&exchange.url, exchange.json, exchange.early);
            let parameters = &exchange.parameters;
            let (by_url, by_type) = (&exchange.certificate_url, &exchange.certificate_type);
            quote!(Some(ExchangeSpec {
                url: #url,
                certificate_url: #by_url,
                certificate_type: #by_type,
                json: #json,
                parameters: &[#(#parameters),*],
                early: #early,
            }))
        }
    };
    let usage = &settings.usage;
    let (objects, input) = (&usage.objects, &usage.input);
    let (output, total) = (&usage.output, &usage.total);
    quote! {
        usage: UsageRules {
            objects: &[#(#objects),*],
            input: &[#(#input),*],
            output: &[#(#output),*],
            total: &[#(#total),*],
        },
        regions: &[#(#regions),*],
        hosts: &[#(#hosts),*],
        exchange: #exchange,
    }
}

fn spec(name: &str, host: &Host) -> TokenStream {
    let (path, deployments, version) = (&host.path, &host.deployments, &host.version_query);
    let deployment_query = &host.deployment_query;
    let key = match &host.key_header {
        Some(header) => quote!(Place::Header(#header)),
        None => quote!(Place::Bearer),
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

/// A builder for each host.
pub fn constructors(service: &ServiceItem) -> TokenStream {
    let hosts = service.settings.hosts.iter().zip(&service.host_methods);
    let constructors = hosts.map(|((name, host), method)| {
        let method = ident(method);
        let proof = match &host.signing {
            Some(_) => "a key, a token or credentials to sign with",
            None => "a key or a token",
        };
        let doc = format!(
            " A builder for clients of `{name}`, which serves the same API: give it an endpoint and {proof}, or take \
             them from its environment."
        );
        quote! {
            #[doc = #doc]
            pub fn #method() -> ClientBuilder { Self::builder().host(#name) }
        }
    });
    quote!(#(#constructors)*)
}
