//! The catalog: models, prices, tiers, costs and budgets.

use openai_typed::catalog::{self, Budget, Modality, Price, ServiceTier, Status, Usd, set_price};
use openai_typed::types;
use openai_typed::types::{CreateChatCompletionResponse, CreateEmbeddingResponse, Response};
use openai_typed::usage::TokenUsage;
use serde_json::{Value, json};

/// Input, cached input and output in US dollars per million tokens, as the reference states them.
const PRICES: &[(&str, &str, Option<&str>, Option<&str>)] = &[
    ("gpt-5", "5.00", Some("2.50"), Some("25.00")),
    ("gpt-5-mini", "0.50", Some("0.25"), Some("2.50")),
    ("gpt-5-nano", "0.10", Some("0.05"), Some("0.40")),
    ("o3", "15.00", Some("7.50"), Some("60.00")),
    ("o4-mini", "1.50", Some("0.75"), Some("6.00")),
    ("gpt-4o", "2.50", Some("1.25"), Some("10.00")),
    ("gpt-4o-mini", "0.15", Some("0.075"), Some("0.60")),
    ("text-embedding-3-large", "0.13", None, None),
    ("text-embedding-3-small", "0.02", None, None),
    ("text-embedding-ada-002", "0.10", None, None),
];

/// A model with its context window, longest output and dimensions.
type Sizes = (&'static str, Option<u32>, Option<u32>, Option<u32>);

const SIZES: &[Sizes] = &[
    ("gpt-5", Some(256_000), Some(32_000), None),
    ("gpt-5-mini", Some(256_000), Some(32_000), None),
    ("gpt-5-nano", Some(128_000), Some(16_000), None),
    ("o3", Some(200_000), None, None),
    ("o4-mini", Some(200_000), None, None),
    ("gpt-4o", Some(128_000), None, None),
    ("gpt-4o-mini", Some(128_000), None, None),
    ("gpt-4o-realtime-preview", Some(128_000), None, None),
    ("gpt-4o-audio-preview", Some(128_000), None, None),
    ("gpt-4-turbo", Some(128_000), None, None),
    ("gpt-4", Some(8_000), None, None),
    ("gpt-3.5-turbo", Some(16_000), None, None),
    ("o1", Some(200_000), None, None),
    ("o1-mini", Some(128_000), None, None),
    ("text-embedding-3-large", None, None, Some(3_072)),
    ("text-embedding-3-small", None, None, Some(1_536)),
    ("text-embedding-ada-002", None, None, Some(1_536)),
];

fn show(amount: Option<Usd>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

#[test]
fn every_price_and_size_of_the_reference_is_known() {
    for (id, input, cached, output) in PRICES {
        let price = catalog::model(id)
            .and_then(|model| model.price())
            .expect(id);
        assert_eq!(price.input.to_string(), *input, "{id}");
        assert_eq!(show(price.cached_input).as_deref(), *cached, "{id}");
        assert_eq!(show(price.output).as_deref(), *output, "{id}");
        assert_eq!(price.date, "2026", "{id}");
        assert!(!price.source.is_empty(), "{id}");
    }
    for id in ["gpt-4o-realtime-preview", "gpt-4o-audio-preview"] {
        let price = catalog::model(id)
            .and_then(|model| model.price())
            .expect(id);
        let rates = [
            Some(price.input),
            price.audio_input,
            price.audio_output,
            price.output,
        ];
        let shown = rates.map(show);
        let shown: Vec<_> = shown.iter().map(Option::as_deref).collect();
        assert_eq!(
            shown,
            [Some("5.00"), Some("100.00"), Some("200.00"), None],
            "{id}"
        );
    }
    for (id, window, output, dimensions) in SIZES {
        let model = catalog::model(id).expect(id);
        let sizes = (
            model.context_window,
            model.max_output_tokens,
            model.embedding_dimensions,
        );
        assert_eq!(sizes, (*window, *output, *dimensions), "{id}");
    }
    for (id, modality) in [
        ("gpt-image-1", Modality::Image),
        ("dall-e-3", Modality::Image),
        ("dall-e-2", Modality::Image),
        ("whisper-1", Modality::Text),
        ("tts-1", Modality::Audio),
        ("tts-1-hd", Modality::Audio),
    ] {
        assert_eq!(catalog::model(id).expect(id).output, [modality], "{id}");
    }
}

#[test]
fn every_tier_of_the_reference_is_known() {
    let tiers = catalog::tiers().iter().map(|tier| {
        let spend = tier.monthly_spend.to_string();
        (
            tier.number,
            spend,
            tier.requests_per_minute,
            tier.tokens_per_minute,
        )
    });
    let expected = [
        (0, "0.00", 3, 200_000),
        (1, "5.00", 500, 30_000),
        (2, "50.00", 5_000, 450_000),
        (3, "100.00", 5_000, 1_000_000),
        (4, "250.00", 10_000, 2_000_000),
        (5, "1000.00", 30_000, 8_000_000),
    ];
    let expected = expected.map(|(number, spend, rpm, tpm)| (number, spend.to_owned(), rpm, tpm));
    assert_eq!(tiers.collect::<Vec<_>>(), expected);
    assert_eq!(catalog::tier(3).map(|tier| tier.name), Some("3"));
    assert_eq!(catalog::tier(6), None);
    for tier in [ServiceTier::Batch, ServiceTier::Flex] {
        let discount = tier.discount().expect("a discount");
        assert_eq!((discount.percent, discount.date), (50, "2026"));
    }
}

#[test]
fn the_newest_source_decides_and_the_others_are_listed() {
    let model = catalog::model("gpt-3.5-turbo").expect("a model");
    assert_eq!(model.status, Status::ShutDown { date: "2026-10-23" });
    assert_eq!(model.replacement, Some("gpt-4.1-mini"));
    let replacements = model
        .facts
        .iter()
        .filter(|fact| fact.property == "replacement");
    let replacements: Vec<_> = replacements.map(|fact| (fact.value, fact.date)).collect();
    assert_eq!(
        replacements,
        [("gpt-4.1-mini", "2026-04-22"), ("gpt-4o-mini", "2026")]
    );
    let ada = catalog::model("text-embedding-ada-002").expect("a model");
    assert_eq!(ada.status, Status::Legacy);
    assert_eq!(
        catalog::model("o1").expect("a model").replacement,
        Some("o3")
    );
    assert_eq!(
        catalog::model("gpt-5").expect("a model").status,
        Status::Current
    );
}

#[test]
fn dated_and_fine_tuned_models_resolve_to_their_base() {
    for (id, base) in [
        ("gpt-5", "gpt-5"),
        ("gpt-5-2025-08-07", "gpt-5"),
        ("gpt-5-2031-01-02", "gpt-5"),
        ("gpt-4-0613", "gpt-4"),
        ("gpt-4-0125-preview", "gpt-4-turbo-preview"),
        ("ft:gpt-4o-mini:acme::abc123", "gpt-4o-mini"),
        ("ft:gpt-4o-mini-2024-07-18:acme:name:abc", "gpt-4o-mini"),
    ] {
        assert_eq!(catalog::model(id).map(|model| model.id), Some(base), "{id}");
    }
    for id in [
        "",
        "gpt",
        "gpt-5-2025",
        "ft:",
        "ft:unknown:a",
        "2025-08-07",
        "é-0613",
    ] {
        assert!(catalog::model(id).is_none(), "{id}");
    }
}

#[test]
fn every_model_of_the_document_is_in_the_catalog() {
    let text = std::fs::read_to_string(oasmith_tests::repository::path("spec/openai.yaml"));
    let text = text.expect("the document");
    let (_, rest) = text
        .split_once("\n    ModelIdsResponses:\n")
        .expect("the models");
    let (list, _) = rest
        .split_once("\n    ModelResponseProperties:\n")
        .expect("the end");
    let ids: Vec<&str> = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "))
        .filter(|id| !id.contains([':', ' ', '$']))
        .collect();
    assert!(ids.len() > 70, "only {} models", ids.len());
    let unknown: Vec<_> = ids
        .iter()
        .filter(|id| catalog::model(id).is_none())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

fn usage(json: Value) -> TokenUsage {
    TokenUsage::of(&json).expect("a usage")
}

#[test]
fn costs_are_exact_for_cached_and_audio_tokens_and_all_service_tiers() {
    let text = usage(json!({
        "prompt_tokens": 1_001, "completion_tokens": 7, "total_tokens": 1_008,
        "prompt_tokens_details": { "cached_tokens": 1_000 },
    }));
    let cost = text
        .cost("gpt-4o-mini", ServiceTier::Default)
        .expect("a price");
    assert_eq!(cost.input.to_string(), "0.00000015");
    assert_eq!(cost.cached_input.to_string(), "0.000075");
    assert_eq!(cost.output.to_string(), "0.0000042");
    assert_eq!(cost.to_string(), "0.00007935");
    for tier in [ServiceTier::Batch, ServiceTier::Flex] {
        let cost = text.cost("gpt-4o-mini", tier).expect("a price");
        assert_eq!(cost.to_string(), "0.000039675");
    }
    for tier in [ServiceTier::Priority, ServiceTier::Other] {
        assert_eq!(text.cost("gpt-4o-mini", tier), None);
    }
    assert_eq!(
        text.cost("gpt-4o-mini", types::ServiceTier::Auto),
        Some(cost)
    );
    assert_eq!(text.cost("unknown", ServiceTier::Default), None);
    assert_eq!(text.cost("whisper-1", ServiceTier::Default), None);

    let audio = usage(json!({
        "input_tokens": 1_000, "output_tokens": 100,
        "input_token_details": {
            "cached_tokens": 300, "audio_tokens": 500,
            "cached_tokens_details": { "audio_tokens": 200, "text_tokens": 100 },
        },
        "output_token_details": { "audio_tokens": 100 },
    }));
    let cost = audio
        .cost("gpt-4o-realtime-preview", ServiceTier::Default)
        .expect("a price");
    // Input other than audio: 400 tokens, and 100 cached tokens without a separate price.
    assert_eq!(
        (cost.input.to_string(), cost.cached_input.to_string()),
        ("0.002".into(), "0.0005".into())
    );
    assert_eq!(
        (cost.audio_input.to_string(), cost.audio_output.to_string()),
        ("0.05".into(), "0.02".into())
    );
    assert_eq!(
        audio.cost("gpt-4o", ServiceTier::Default),
        None,
        "the price of audio is unknown"
    );
}

#[test]
fn completions_responses_and_embeddings_have_a_cost() {
    let tokens =
        json!({ "prompt_tokens": 1_000_000, "completion_tokens": 0, "total_tokens": 1_000_000 });
    let completion = |tier: &str| -> Option<String> {
        let json = json!({ "id": "c", "model": "gpt-5-2025-08-07", "usage": tokens, "service_tier": tier });
        let completion: CreateChatCompletionResponse =
            serde_json::from_value(json).expect("a completion");
        completion.cost().map(|cost| cost.to_string())
    };
    assert_eq!(completion("default").as_deref(), Some("5.00"));
    assert_eq!(completion("flex").as_deref(), Some("2.50"));
    assert_eq!(completion("priority"), None);
    let response = json!({ "id": "r", "model": "o4-mini", "usage": { "input_tokens": 0, "output_tokens": 500_000 } });
    let response: Response = serde_json::from_value(response).expect("a response");
    assert_eq!(
        response.cost().map(|cost| cost.to_string()).as_deref(),
        Some("3.00")
    );
    let response: Response =
        serde_json::from_value(json!({ "id": "r", "model": "o4-mini" })).expect("a response");
    assert_eq!(response.cost(), None);
    let embedding = json!({
        "data": [], "model": "text-embedding-3-small", "usage": { "prompt_tokens": 1_000, "total_tokens": 1_000 },
    });
    let embedding: CreateEmbeddingResponse = serde_json::from_value(embedding).expect("embeddings");
    assert_eq!(
        embedding.cost().map(|cost| cost.to_string()).as_deref(),
        Some("0.00002")
    );
}

#[test]
fn prices_can_be_set_at_run_time() {
    let tokens = usage(json!({ "input_tokens": 1_000_000, "output_tokens": 1_000_000 }));
    let cost = |model: &str| {
        tokens
            .cost(model, ServiceTier::Default)
            .map(|cost| cost.to_string())
    };
    let dollars = |text: &str| text.parse::<Usd>().expect("an amount");
    assert_eq!(cost("model-of-a-test"), None);
    set_price("model-of-a-test", Price::new(dollars("1"), dollars("2")));
    for id in [
        "model-of-a-test",
        "model-of-a-test-2026-01-02",
        "ft:model-of-a-test:acme::1",
    ] {
        assert_eq!(cost(id).as_deref(), Some("3.00"), "{id}");
    }
    set_price("model-of-a-test", None);
    assert_eq!(cost("model-of-a-test"), None);
    let known = "gpt-6.1-terra";
    assert_eq!(cost(known), None);
    set_price(known, Price::new(dollars("0.5"), None));
    let price = catalog::model(known).and_then(|model| model.price());
    assert_eq!(price.map(|price| price.source), Some("set at run time"));
    assert_eq!(cost(known), None, "the price of output is unknown");
    set_price(known, None);
}

#[test]
fn tasks_share_a_budget_that_is_never_exceeded() {
    let dollars = |text: &str| text.parse::<Usd>().expect("an amount");
    let budget = Budget::new(dollars("10"));
    let accepted: usize = std::thread::scope(|scope| {
        let tasks = (0..8).map(|_| {
            let budget = budget.clone();
            scope.spawn(move || {
                let mut accepted = 0;
                while let Ok(reserved) = budget.reserve(dollars("0.30")) {
                    reserved.settle(dollars("0.25"));
                    accepted += 1;
                }
                accepted
            })
        });
        let tasks: Vec<_> = tasks.collect();
        tasks
            .into_iter()
            .map(|task| task.join().expect("a task"))
            .sum()
    });
    assert_eq!(budget.spent(), (0..accepted).map(|_| dollars("0.25")).sum());
    assert!(budget.spent() <= budget.limit());
    let refused = budget.reserve(dollars("9")).expect_err("too much");
    assert_eq!(refused.requested, dollars("9"));
    assert_eq!(refused.available, budget.remaining());
    budget
        .reserve(dollars("0.02"))
        .expect("a reservation")
        .spend();
    assert_eq!(budget.remaining() + dollars("0.02"), refused.available);
    let before = budget.remaining();
    drop(budget.reserve(dollars("0.01")).expect("a reservation"));
    assert_eq!(
        budget.remaining(),
        before,
        "a dropped reservation is returned"
    );
}

#[test]
fn amounts_are_exact_and_show_at_least_cents() {
    for (text, shown) in [
        ("2.50", "2.50"),
        ("25", "25.00"),
        ("0.075", "0.075"),
        ("0", "0.00"),
        ("0.000000000000001", "0.000000000000001"),
    ] {
        let amount: Usd = text.parse().expect("an amount");
        assert_eq!(amount.to_string(), shown);
    }
    for text in [
        "",
        "1,5",
        "-1",
        "1.",
        ".5",
        "1e3",
        "0.0000000000000001",
        "99999999999999999999999999",
    ] {
        assert!(text.parse::<Usd>().is_err(), "{text}");
    }
    let tenth: Usd = "0.1".parse().expect("an amount");
    assert_eq!((0..3).map(|_| tenth).sum::<Usd>().to_string(), "0.30");
}
