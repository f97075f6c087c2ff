//! Reads security schemes and security requirements.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};

use super::Reader;
use crate::document::{Map, Node};

impl Reader<'_> {
    /// Reads security requirements. Returns `None` without `security`. An empty list means that no security is
    /// required.
    pub(super) fn security(&mut self, map: &Map) -> Option<Vec<SecurityRequirement>> {
        map.contains_key("security")
            .then(|| self.items(map, "security", Self::requirement))
    }

    fn requirement(&mut self, node: &Node) -> SecurityRequirement {
        let Some(map) = self.object(node, "a security requirement") else {
            return SecurityRequirement::default();
        };
        map.keys()
            .map(|key| (key.text.to_string(), self.strings(map, &key.text)))
            .collect()
    }

    pub(super) fn scheme_or_reference(
        &mut self,
        node: &Node,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        match self.reference(node, "securitySchemes") {
            Some(reference) => Some(ReferenceOr::Reference { reference }),
            None => self.scheme(node).map(ReferenceOr::Item),
        }
    }

    fn scheme(&mut self, node: &Node) -> Option<SecurityScheme> {
        const NAME: &str = "a security scheme";
        let map = self.object(node, NAME)?;
        let kinds = [
            ("apiKey", 'k'),
            ("http", 'h'),
            ("oauth2", 'o'),
            ("openIdConnect", 'c'),
        ];
        if !map.contains_key("type") {
            self.invalid("a security scheme needs `type`", node.origin);
        }
        let kind = self.one_of(map, "type", &kinds)?;
        let description = self.string(map, "description");
        let extensions = Self::extensions(map);
        Some(match kind {
            'k' => SecurityScheme::APIKey {
                location: self.key_location(map, node)?,
                name: Some(self.required_string(map, node.origin, NAME, "name"))
                    .filter(|name| !name.is_empty())?,
                description,
                extensions,
            },
            'h' => SecurityScheme::HTTP {
                scheme: self.required_string(map, node.origin, NAME, "scheme"),
                bearer_format: self.string(map, "bearerFormat"),
                description,
                extensions,
            },
            'o' => SecurityScheme::OAuth2 {
                flows: self.flows(map),
                description,
                extensions,
            },
            _ => SecurityScheme::OpenIDConnect {
                open_id_connect_url: self.required_string(
                    map,
                    node.origin,
                    NAME,
                    "openIdConnectUrl",
                ),
                description,
                extensions,
            },
        })
    }

    fn key_location(&mut self, map: &Map, node: &Node) -> Option<APIKeyLocation> {
        if !map.contains_key("in") {
            self.invalid(
                "a security scheme of `type: apiKey` needs `in`",
                node.origin,
            );
        }
        let locations = [
            ("query", APIKeyLocation::Query),
            ("header", APIKeyLocation::Header),
            ("cookie", APIKeyLocation::Cookie),
        ];
        self.one_of(map, "in", &locations)
    }

    fn flows(&mut self, map: &Map) -> OAuth2Flows {
        let Some(map) = map
            .get("flows")
            .and_then(|node| self.object(node, "`flows`"))
        else {
            return OAuth2Flows::default();
        };
        OAuth2Flows {
            implicit: self.flow(map, "implicit", |flow| ImplicitOAuth2Flow {
                authorization_url: flow.authorization_url,
                refresh_url: flow.refresh_url,
                scopes: flow.scopes,
                extensions: flow.extensions,
            }),
            password: self.flow(map, "password", |flow| PasswordOAuth2Flow {
                refresh_url: flow.refresh_url,
                token_url: flow.token_url,
                scopes: flow.scopes,
                extensions: flow.extensions,
            }),
            client_credentials: self.flow(map, "clientCredentials", |flow| {
                ClientCredentialsOAuth2Flow {
                    refresh_url: flow.refresh_url,
                    token_url: flow.token_url,
                    scopes: flow.scopes,
                    extensions: flow.extensions,
                }
            }),
            authorization_code: self.flow(map, "authorizationCode", |flow| {
                AuthorizationCodeOAuth2Flow {
                    authorization_url: flow.authorization_url,
                    token_url: flow.token_url,
                    refresh_url: flow.refresh_url,
                    scopes: flow.scopes,
                    extensions: flow.extensions,
                }
            }),
            extensions: Self::extensions(map),
        }
    }

    fn flow<T>(&mut self, map: &Map, name: &str, make: fn(Flow) -> T) -> Option<T> {
        let node = map.get(name)?;
        let map = self.object(node, &format!("`{name}`"))?;
        Some(make(Flow {
            authorization_url: self.string(map, "authorizationUrl").unwrap_or_default(),
            token_url: self.string(map, "tokenUrl").unwrap_or_default(),
            refresh_url: self.string(map, "refreshUrl"),
            scopes: self
                .map_field(map, "scopes", |reader, node| {
                    reader.as_string(node, "scopes")
                })
                .into_iter()
                .map(|(name, description)| (name, description.unwrap_or_default()))
                .collect(),
            extensions: Self::extensions(map),
        }))
    }
}

/// The fields of all kinds of OAuth flows; each kind has some of them.
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: IndexMap<String, serde_json::Value>,
}
