//! The test vectors published by AWS.

use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, Method};
use reqwest::Url;

use super::canonical::{self, add, signed_headers};
use super::signature::{Scope, authorization, digest};
use super::{AwsCredentials, SigV4};
use crate::runtime::auth::UnsignedRequest;

const ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const ALPHABET: &str = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Signs a request of the form `METHOD PATH` with additional headers and returns the `Authorization` header.
fn authorization_header(line: &str, headers: &[(&str, &str)], body: &str) -> String {
    let (method, path) = line.split_once(' ').expect("a method");
    let url = Url::parse(&format!("https://example.amazonaws.com{path}")).expect("a URL");
    let unsigned = UnsignedRequest {
        method: &Method::from_bytes(method.as_bytes()).expect("a method"),
        url: &url,
        headers: &HeaderMap::new(),
        body: body.as_bytes(),
        region: None,
        host_name: None,
    };
    let time = UNIX_EPOCH + Duration::from_secs(1_440_938_160);
    let scope = Scope::new(time, "us-east-1", "service");
    let mut signed = signed_headers(&unsigned, &HeaderMap::new());
    for (name, value) in [("X-Amz-Date", scope.time.as_str())].iter().chain(headers) {
        add(&mut signed, name, value.as_bytes());
    }
    let canonical = canonical::request(&unsigned, &signed);
    authorization(&AwsCredentials::new(ID, SECRET), &scope, &canonical).expect("a header")
}

fn signature(line: &str, headers: &[(&str, &str)], body: &str) -> String {
    let header = authorization_header(line, headers, body);
    header.rsplit('=').next().expect("a signature").to_owned()
}

#[test]
fn signatures_match_the_published_vectors() {
    let alphabet = format!("GET /?{ALPHABET}={ALPHABET}");
    let unreserved = format!("GET /{ALPHABET}");
    let token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfp\
        SPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp\
        75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvK\
        Tr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
    #[rustfmt::skip]
    let vectors = [
        ("GET /", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET /example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET /./example", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
        ("GET //", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET //example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        (&unreserved, "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        ("GET /?Param1=value1", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
        ("GET /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
        ("GET /?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        (&alphabet, "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        ("GET /?\u{1234}=bar", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        ("POST /", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("POST /?Param1=value1", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
    ];
    for (line, expected) in vectors {
        assert_eq!(signature(line, &[], ""), expected, "{line}");
    }
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let body = "Param1=value1";
    let hash = digest(body.as_bytes());
    #[rustfmt::skip]
    let vectors: &[(&str, &[_], _, _)] = &[
        ("GET /", &[("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")], "", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        ("GET /", &[("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")], "", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        ("GET /", &[("My-Header1", "value4"), ("My-Header1", "value1"), ("My-Header1", "value3"), ("My-Header1", "value2")], "", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
        ("POST /", &[("My-Header1", "VALUE1")], "", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
        ("POST /", &[("X-Amz-Security-Token", token)], "", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"),
        ("POST /", &[form], body, "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
        ("POST /", &[form, ("Content-Length", "13"), ("x-amz-content-sha256", &hash)], body, "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"),
    ];
    for (line, headers, body, expected) in vectors {
        assert_eq!(signature(line, headers, body), *expected, "{headers:?}");
    }
}

#[test]
fn the_header_contains_scope_and_signed_headers() {
    assert_eq!(
        authorization_header("GET /", &[], ""),
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
         SignedHeaders=host;x-amz-date, \
         Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

#[test]
fn a_path_is_encoded_twice_and_an_explicit_port_is_part_of_the_host() {
    let url = Url::parse("https://example.test:8443/a%3Ab/@c/d?x=1%2B2&y&x=%31+").expect("a URL");
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "a/b".parse().expect("a header value"));
    headers.insert("user-agent", "any".parse().expect("a header value"));
    headers.insert("x-amz-date", "old".parse().expect("a header value"));
    headers.insert("x-amz-meta", "kept".parse().expect("a header value"));
    let mut added = HeaderMap::new();
    added.insert("x-amz-date", "new".parse().expect("a header value"));
    let request = UnsignedRequest {
        method: &Method::GET,
        url: &url,
        headers: &headers,
        body: &[],
        region: None,
        host_name: None,
    };
    let text = canonical::request(&request, &signed_headers(&request, &added)).text;
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[..7],
        [
            "GET",
            "/a%253Ab/%40c/d",
            "x=1%20&x=1%2B2&y=",
            "content-type:a/b",
            "host:example.test:8443",
            "x-amz-date:new",
            "x-amz-meta:kept",
        ]
    );
}

#[test]
fn times_are_formatted_in_utc() {
    let at = |seconds| Scope::new(UNIX_EPOCH + Duration::from_secs(seconds), "r", "s").time;
    assert_eq!(at(0), "19700101T000000Z");
    assert_eq!(at(951_782_400), "20000229T000000Z");
    assert_eq!(at(1_440_938_160), "20150830T123600Z");
    assert_eq!(at(253_402_300_799), "99991231T235959Z");
    assert_eq!(at(u64::from(u32::MAX) << 8), "99991231T235959Z");
    let before = Scope::new(UNIX_EPOCH - Duration::from_secs(1), "r", "s");
    assert_eq!(before.time, "19700101T000000Z");
}

#[test]
fn debug_prints_neither_key_nor_token() {
    let credentials = AwsCredentials::new("id", "se-cret").session_token("to-ken");
    let printed = format!("{credentials:?} {:?}", SigV4::new(credentials.clone()));
    assert!(
        !printed.contains("se-cret") && !printed.contains("to-ken"),
        "{printed}"
    );
}
