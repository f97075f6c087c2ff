//! Azure OpenAI: the URLs and keys of requests, as configured by `spec/oasmith.toml` and the overlays.

use openai_typed::api::audio::speech::CreateSpeech;
use openai_typed::api::audio::transcriptions::CreateTranscription;
use openai_typed::api::audio::translations::CreateTranslation;
use openai_typed::api::chat::completions::CreateChatCompletion;
use openai_typed::api::completions::CreateCompletion;
use openai_typed::api::embeddings::CreateEmbedding;
use openai_typed::api::images::{CreateImage, CreateImageEdit};
use openai_typed::api::responses::CreateResponse;
use openai_typed::request::Operation;
use openai_typed::types::{
    CreateEmbeddingRequest, CreateEmbeddingRequestModel, CreateTranscriptionRequest,
    CreateTranscriptionRequestModel,
};
use openai_typed::{Client, ClientBuilder, Upload};
use serde_json::json;

use crate::support::{MockResponse, Part, Server};

/// Returns the endpoint of a server.
fn endpoint(server: &Server) -> String {
    let client = server.client();
    let mut url = client.base_url().expect("a URL").clone();
    url.set_path("");
    url.into()
}

fn dated_api(server: &Server) -> ClientBuilder {
    Client::azure()
        .endpoint(endpoint(server))
        .api_version("2025-04-01-preview")
}

#[tokio::test]
async fn a_dated_version_sends_json_to_the_deployment() {
    let body = json!({"object": "list", "data": [], "model": "m", "usage": {}});
    let server = Server::with_responses([MockResponse::json(body)]).await;
    let client = dated_api(&server)
        .api_key("azure-key")
        .build()
        .expect("a client");
    let model = CreateEmbeddingRequestModel::from("my embeddings");
    let call = client
        .embeddings()
        .create(CreateEmbeddingRequest::new(model, "one"));
    call.await.expect("embeddings");
    let request = server.single_request();
    assert_eq!(
        request.method_and_target(),
        "POST /openai/deployments/my%20embeddings/embeddings?api-version=2025-04-01-preview"
    );
    assert_eq!(request.header("api-key"), Some("azure-key"));
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_dated_version_sends_forms_to_the_deployment() {
    let server = Server::with_responses([MockResponse::json(json!({ "text": "Hello!" }))]).await;
    let client = dated_api(&server)
        .token("entra-token")
        .build()
        .expect("a client");
    let file = Upload::from_bytes("hello.wav", "RIFF");
    let form = CreateTranscriptionRequest::new(CreateTranscriptionRequestModel::Whisper1, file);
    let call = client.audio().transcriptions().create(form);
    call.await.expect("a transcription");
    let request = server.single_request();
    assert_eq!(
        request.path(),
        "/openai/deployments/whisper-1/audio/transcriptions"
    );
    assert_eq!(request.header("authorization"), Some("Bearer entra-token"));
    assert_eq!(request.header("api-key"), None);
    assert!(request.form().contains(&Part::text("model", "whisper-1")));
}

#[tokio::test]
async fn the_v1_api_keeps_every_path() {
    let server =
        Server::with_responses([MockResponse::json(json!({ "object": "list", "data": [] }))]).await;
    let client = Client::azure_v1()
        .endpoint(endpoint(&server))
        .api_key("azure-key")
        .build()
        .expect("a client");
    client.models().list().await.expect("models");
    assert_eq!(
        server.single_request().method_and_target(),
        "GET /openai/v1/models"
    );
    assert_eq!(server.single_request().header("api-key"), Some("azure-key"));
}

#[test]
fn only_these_operations_are_sent_to_a_deployment() {
    fn deployment<O: Operation>() -> (&'static str, Option<&'static str>) {
        (O::SPEC.path, O::SPEC.deployment)
    }
    let sent = [
        deployment::<CreateCompletion>(),
        deployment::<CreateChatCompletion>(),
        deployment::<CreateEmbedding>(),
        deployment::<CreateTranscription>(),
        deployment::<CreateTranslation>(),
        deployment::<CreateSpeech>(),
        deployment::<CreateImage>(),
        deployment::<CreateImageEdit>(),
    ];
    for (path, property) in sent {
        assert_eq!(property, Some("model"), "{path}");
    }
    assert_eq!(deployment::<CreateResponse>().1, None);
    let folder = oasmith_tests::repository::path("generated/src/api");
    let texts = oasmith_tests::repository::texts(&folder);
    let marked = texts
        .values()
        .map(|text| text.matches("deployment \"model\";").count());
    // One channel has the deployment in its query.
    assert_eq!(marked.sum::<usize>(), sent.len() + 1);
}

#[test]
fn environment_variables_of_openai_are_ignored() {
    let find = |name: &str| {
        let value = match name {
            "OPENAI_API_KEY" | "OPENAI_ADMIN_KEY" => "openai-key",
            "OPENAI_BASE_URL" => "https://openai.invalid/v1",
            "OPENAI_ORG_ID" | "OPENAI_PROJECT_ID" => "org",
            "AZURE_OPENAI_ENDPOINT" => "https://mine.invalid",
            "AZURE_OPENAI_API_KEY" => "azure-key",
            "OPENAI_API_VERSION" => "2025-04-01-preview",
            _ => return None,
        };
        Some(value.to_owned())
    };
    let builder = Client::azure().load_env_from(find).expect("settings");
    let client = builder.build().expect("a client");
    let request = client.models().list().build().expect("a request");
    assert_eq!(
        request.url().as_str(),
        "https://mine.invalid/openai/models?api-version=2025-04-01-preview"
    );
    assert!(!request.headers().contains_key("openai-organization"));
}

#[test]
fn a_region_selects_its_host() {
    let client = Client::builder().api_key("k").region("eu").build();
    let client = client.expect("a client");
    assert_eq!(
        client.base_url().expect("a URL").as_str(),
        "https://eu.api.openai.com/v1"
    );
}

#[test]
fn other_hosts_are_selected_by_region_or_certificate() {
    let bedrock = Client::bedrock().region("us-east-1").token("t").build();
    assert_eq!(
        bedrock
            .expect("a client")
            .base_url()
            .expect("a URL")
            .as_str(),
        "https://bedrock-mantle.us-east-1.api.aws/openai/v1"
    );
    let mtls = Client::mtls().api_key("k").build();
    assert_eq!(
        mtls.expect("a client").base_url().expect("a URL").as_str(),
        "https://mtls.api.openai.com/v1"
    );
}
