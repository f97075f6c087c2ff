//! Endpoints of Azure as users paste them.

use openai_typed::{Client, ClientBuilder};

use super::{file, question};

const RESOURCE: &str = "https://mine.openai.azure.com";

fn url(builder: ClientBuilder) -> String {
    let client = builder.api_key("k").build().expect("a client");
    let mut request = question();
    request.model = "dep-1".into();
    let call = client.chat().completions().create(request);
    call.build().expect("a request").url().to_string()
}

#[test]
fn each_form_of_an_endpoint_has_the_same_meaning() {
    let Some(bytes) = file("21-azure-endpoints/endpoints.json") else {
        return;
    };
    let forms: Vec<String> = serde_json::from_slice(&bytes).expect("strings");
    for form in forms {
        let endpoint = form.replace("{s}", RESOURCE);
        // A gateway in front of a resource has a path of its own.
        let gateway = form.strip_prefix("{s}/gateway").unwrap_or_default();
        let prefix = match gateway {
            "" => RESOURCE.to_owned(),
            _ => endpoint.clone(),
        };
        let dated = Client::azure()
            .endpoint(&endpoint)
            .api_version("2025-04-01-preview");
        let expected = "/openai/deployments/dep-1/chat/completions?api-version=2025-04-01-preview";
        assert_eq!(url(dated), format!("{prefix}{expected}"), "{form}");
        let undated = Client::azure_v1().endpoint(&endpoint);
        let expected = format!("{prefix}/openai/v1/chat/completions");
        assert_eq!(url(undated), expected, "{form}");
    }
}

#[test]
fn a_url_that_cannot_be_an_endpoint_is_an_error() {
    for endpoint in ["", "mine.openai.azure.com", "ftp://mine.openai.azure.com"] {
        let builder = Client::azure_v1().endpoint(endpoint).api_key("k");
        let error = builder.build().expect_err(endpoint);
        assert!(error.message().contains("expected a URL"), "{error}");
    }
}
