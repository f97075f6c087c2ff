//! The constants of servers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan;

/// Returns the fields of the service's data with its servers. Empty if there is nothing to choose.
pub fn fields(service: &plan::Service) -> TokenStream {
    if service.servers.is_empty() && service.operation_servers.is_empty() {
        return TokenStream::new();
    }
    let servers = service.servers.iter().map(server);
    let of_operations = service.operation_servers.iter().map(server);
    quote! {
        servers: &[#(#servers),*],
        operation_servers: &[#(#of_operations),*],
    }
}

fn server(server: &plan::Server) -> TokenStream {
    let (name, url) = (&server.name, &server.url);
    let variables = server.variables.iter().map(|variable| {
        let (name, values) = (&variable.name, &variable.values);
        let default = match &variable.default {
            Some(default) => quote!(Some(#default)),
            None => quote!(None),
        };
        quote!(ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(ServerSpec { name: #name, url: #url, variables: &[#(#variables),*] })
}
