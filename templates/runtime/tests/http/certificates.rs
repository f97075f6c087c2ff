//! Certificate exchange: workloads that authenticate by their TLS certificate.

use std::sync::Arc;

use oasmith_runtime::{ClientBuilder, ErrorKind};
use rcgen::{CertificateParams, CertifiedKey, KeyPair};
use rustls::RootCertStore;
use rustls::server::WebPkiClientVerifier;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::support::*;

const AUTH: &str = "mtls.testing.invalid";
const HOST: &str = "strict.testing.invalid";

/// Received requests: host, path, key and body.
type Seen = Shared<Vec<(String, String, Option<String>, Value)>>;

fn certificate(names: &[&str]) -> CertifiedKey<KeyPair> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let signing_key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(names).unwrap();
    let cert = params.self_signed(&signing_key).unwrap();
    CertifiedKey { cert, signing_key }
}

/// Creates a TLS acceptor that requires this client certificate.
fn acceptor(own: &CertifiedKey<KeyPair>, workload: &CertifiedKey<KeyPair>) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(workload.cert.der().clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
    let key = own.signing_key.serialize_der().try_into().unwrap();
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

/// Responds with a key at the token endpoint, and with `{}` elsewhere.
async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, seen: Seen) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    let mut reading = Vec::new();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let path = request.uri().path().to_owned();
        let given = match path.as_str() {
            "/token" => json!({"access_token": "of-the-certificate", "expires_in": 3600}),
            _ => json!({}),
        };
        let response = http::Response::new(());
        let mut send = respond.send_response(response, false).unwrap();
        send.send_data(given.to_string().into(), true).unwrap();
        let seen = seen.clone();
        // The connection has to be polled while the body is read.
        reading.push(tokio::spawn(async move {
            let (parts, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(Ok(chunk)) = body.data().await {
                bytes.extend_from_slice(&chunk);
            }
            let host = parts.uri.host().unwrap_or_default().to_owned();
            let key = parts.headers.get("authorization");
            let key = key.map(|key| key.to_str().unwrap().to_owned());
            let body = serde_json::from_slice(&bytes).unwrap_or_default();
            seen.lock().unwrap().push((host, path, key, body));
        }));
    }
}

#[tokio::test]
async fn a_client_certificate_is_exchanged_for_a_key_over_mutual_tls() {
    let (own, workload) = (certificate(&[AUTH, HOST]), certificate(&["workload"]));
    let tls = acceptor(&own, &workload);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let noted = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (tls, noted) = (tls.clone(), noted.clone());
            tokio::spawn(async move {
                if let Ok(stream) = tls.accept(stream).await {
                    assert!(stream.get_ref().1.peer_certificates().is_some());
                    serve(stream, noted).await;
                }
            });
        }
    });
    let root = reqwest::Certificate::from_der(own.cert.der()).unwrap();
    let pem = workload.cert.pem() + &workload.signing_key.serialize_pem();
    let client = |identity: Option<reqwest::Identity>| {
        let root = root.clone();
        let configure = move |http: reqwest::ClientBuilder| {
            let http = http.tls_certs_only([root.clone()]);
            let http = http.resolve(AUTH, address).resolve(HOST, address);
            match identity.clone() {
                Some(identity) => http.identity(identity),
                None => http,
            }
        };
        ClientBuilder::new(&SERVICE)
            .host("strict")
            .max_retries(0)
            .http(configure)
            .certificate_exchange(&[("provider_id", "p1")])
            .build()
            .unwrap()
    };
    let error = client(None).call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(seen.lock().unwrap().is_empty());

    let identity = reqwest::Identity::from_pem(pem.as_bytes()).unwrap();
    let client = client(Some(identity));
    for _ in 0..2 {
        let body = json!({"a": 1});
        client.call::<PostThing>().json(&body).await.unwrap();
    }
    while seen.lock().unwrap().len() < 3 {
        tokio::task::yield_now().await;
    }
    let received = seen.lock().unwrap().clone();
    let exchange_body = json!({
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token_type": "urn:testing:x509",
        "provider_id": "p1",
    });
    let key = Some("Bearer of-the-certificate".to_owned());
    let call = (HOST.into(), "/v1/things".into(), key, json!({"a": 1}));
    let exchange = (AUTH.into(), "/token".into(), None, exchange_body);
    assert_eq!(received, [exchange, call.clone(), call]);
}
