//! Credentials of the service: their constants, and the methods that set them.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::rust_type::ident;
use crate::plan::{self, CredentialLocation, Grant, Plan};

/// Returns the constants of the security schemes.
pub fn schemes(service: &plan::Service) -> Vec<TokenStream> {
    let schemes = service.schemes.iter();
    schemes
        .map(|scheme| {
            let (name, env) = (&scheme.name, &scheme.env);
            let location = location(&scheme.location);
            quote!(SchemeSpec { name: #name, location: #location, env: &[#(#env),*] })
        })
        .collect()
}

fn location(location: &CredentialLocation) -> TokenStream {
    match location {
        CredentialLocation::Bearer => quote!(CredentialLocation::Bearer),
        CredentialLocation::Basic => quote!(CredentialLocation::Basic),
        CredentialLocation::Header(name) => quote!(CredentialLocation::Header(#name)),
        CredentialLocation::Query(name) => quote!(CredentialLocation::Query(#name)),
        CredentialLocation::Cookie(name) => quote!(CredentialLocation::Cookie(#name)),
        CredentialLocation::Signer => quote!(CredentialLocation::Signer),
    }
}

/// Returns a constant list of requirements.
pub fn requirements(requirements: &[Vec<String>]) -> TokenStream {
    let sets = requirements.iter().map(|names| quote!(&[#(#names),*]));
    quote!(&[#(#sets),*])
}

/// Returns the constructors of the client.
pub fn constructors(plan: &Plan) -> TokenStream {
    let service = &plan.package.service;
    let new = new(service);
    let mocked = plan.has_part("testing").then(|| quote! {
        #[doc = " Creates a client for tests that returns these responses, and the transport that records its requests."]
        pub fn mocked(responses: impl IntoIterator<Item = MockResponse>) -> (Self, MockTransport) {
            MockTransport::with_client(&SERVICE, responses)
        }
    });
    let environment = doc::lines(&service.environment_doc);
    quote! {
        #new
        #environment
        pub fn from_env() -> Result<Self, Error> { Self::builder().load_env()?.build() }
        #[doc = " Starts configuring a client."]
        pub fn builder() -> ClientBuilder { ClientBuilder::new(&SERVICE) }
        #mocked
    }
}

fn new(service: &plan::Service) -> TokenStream {
    match service.schemes.first().map(|scheme| &scheme.location) {
        None => quote! {
            #[doc = " Creates a client."]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self { Self::builder().build_unchecked() }
        },
        Some(CredentialLocation::Basic) => quote! {
            #[doc = " Creates a client with this user name and password."]
            pub fn new(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
                Self::for_service(&SERVICE, Credential::basic(user, password))
            }
        },
        Some(_) => quote! {
            #[doc = " Creates a client with this API key."]
            pub fn new(api_key: impl Into<Credential>) -> Self { Self::for_service(&SERVICE, api_key) }
        },
    }
}

/// Returns the methods of the builder that set credentials.
pub fn setters(service: &plan::Service) -> TokenStream {
    let setters = service.scheme_methods().map(|scheme| {
        let (name, method) = (&scheme.name, ident(&scheme.setter.ident));
        let doc = doc::lines(&scheme.setter.doc);
        match scheme.location {
            CredentialLocation::Basic => quote! {
                #doc
                pub fn #method(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
                    self.credential(#name, Credential::basic(user, password))
                }
            },
            CredentialLocation::Signer => quote! {
                #doc
                pub fn #method(self, signer: impl Signer) -> Self {
                    self.credential(#name, Credential::signer(signer))
                }
            },
            _ => quote! {
                #doc
                pub fn #method(self, credential: impl Into<Credential>) -> Self { self.credential(#name, credential) }
            },
        }
    });
    let grants = service.schemes.iter().flat_map(|scheme| {
        let methods = scheme.grants.iter();
        methods.map(|method| grant(&scheme.name, method))
    });
    quote!(#(#setters)* #(#grants)*)
}

fn grant(scheme: &str, method: &plan::GrantMethod) -> TokenStream {
    let (doc, ident) = (doc::lines(&method.method.doc), ident(&method.method.ident));
    let url = &method.url;
    match method.grant {
        Grant::ClientCredentials => quote! {
            #doc
            pub fn #ident(self, client_id: impl Into<String>, client_secret: impl Into<SecretString>, scopes: &[&str]) -> Self {
                self.oauth2(#scheme, OAuth2::client_credentials(#url, client_id, client_secret).scopes(scopes))
            }
        },
        Grant::RefreshToken => quote! {
            #doc
            pub fn #ident(self, client_id: impl Into<String>, client_secret: Option<&str>, refresh_token: impl Into<SecretString>, scopes: &[&str]) -> Self {
                self.oauth2(#scheme, OAuth2::refresh_token(#url, client_id, refresh_token).secret(client_secret).scopes(scopes))
            }
        },
    }
}
