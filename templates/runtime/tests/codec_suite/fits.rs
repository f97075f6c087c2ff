//! Union variants that no tag discriminates.

use crate::check::{round, writes};
use crate::sample::{Holder, Input, Item, Tree};

#[test]
fn required_properties_select_the_variant() {
    assert!(matches!(
        round(r#"{"role":"user","content":"hi"}"#),
        Item::Easy(_)
    ));
    assert!(matches!(
        round(r#"{"name":"n","strict":true,"version":2}"#),
        Item::Labels(_)
    ));
}

#[test]
fn the_variant_that_models_the_most_wins() {
    let full = r#"{"type":"message","role":"assistant","content":[{"type":"text","text":"a","annotations":[]}],"id":"m"}"#;
    assert!(
        matches!(round(full), Item::Full(_)),
        "only that variant declares `id`"
    );
    let easy = r#"{"type":"message","role":"user","content":[{"type":"text","text":"a","annotations":[]}],"id":"m"}"#;
    assert!(
        matches!(round(easy), Item::Easy(_)),
        "the other variant rejects the role `user`"
    );
}

#[test]
fn the_first_variant_wins_a_tie() {
    assert!(matches!(round(r#"{"children":[]}"#), Tree::Left(_)));
    assert!(matches!(
        round(r#"{"children":[],"right":1}"#),
        Tree::Right(_)
    ));
    assert!(matches!(
        round(r#"{"children":[],"neither":1}"#),
        Tree::Left(_)
    ));
}

#[test]
fn nested_values_select_the_variant() {
    let Tree::Left(outer) =
        round(r#"{"children":[{"children":[],"right":1},{"children":[],"left":1}],"left":1}"#)
    else {
        panic!("not `Left`")
    };
    assert!(matches!(
        outer.children[..],
        [Tree::Right(_), Tree::Left(_)]
    ));
}

#[test]
fn unknown_values_count_as_unmodeled() {
    // Two undeclared properties leave less unmodeled than an unknown item with all its content.
    let json = r#"{"children":[{"left":1,"a":1,"b":2,"children":[]}]}"#;
    let Tree::Left(outer) = round(json) else {
        panic!("not `Left`")
    };
    assert!(matches!(outer.children[..], [Tree::Left(_)]));
    let full = r#"{"type":"message","role":"assistant","id":"m","x":1,"y":2,
        "content":[{"type":"text","text":"a","annotations":[]}]}"#;
    assert!(matches!(round(full), Item::Full(_)));
}

#[test]
fn json_without_a_matching_variant_is_unknown() {
    for json in [
        r#"{"type":"message"}"#,
        r#"{"type":"message","role":1,"content":"x"}"#,
        "{}",
    ] {
        let item: Item = round(json);
        let Item::Unknown(unknown) = &item else {
            panic!("not unknown: {json}")
        };
        assert!(unknown.reason().is_some());
        writes(&item, json);
    }
}

#[test]
fn a_nested_mismatch_is_contained() {
    let json =
        r#"{"type":"message","role":"user","content":[{"type":"text","text":5,"annotations":[]}]}"#;
    let Item::Easy(message) = round(json) else {
        panic!("not a message")
    };
    let crate::sample::Content::Parts(parts) = message.content else {
        panic!("not parts")
    };
    assert!(
        matches!(&parts[..], [crate::sample::Part::Unknown(unknown)] if unknown.reason().is_some())
    );
}

#[test]
fn a_list_of_a_union_within_a_union_keeps_its_levels() {
    for json in ["[1]", "[1,2]", "[[1]]", "[[1],[2]]", r#"["a"]"#] {
        let Holder::Input(input) = round(json) else {
            panic!("{json}")
        };
        assert_eq!(input, round(json));
    }
}

#[test]
fn item_types_select_the_list_variant() {
    assert!(matches!(round(r#""a""#), Input::Text(_)));
    assert!(matches!(round(r#"["a","b"]"#), Input::Texts(_)));
    assert!(matches!(round("[1,2]"), Input::Tokens(_)));
    assert!(matches!(round("[[1],[2]]"), Input::TokenLists(_)));
    assert!(matches!(
        round(r#"[{"input_tokens":1,"details":{},"note":null,"object":"usage"}]"#),
        Input::Items(_)
    ));
    assert!(matches!(round("[]"), Input::Texts(_)));
    for json in [r#"["a",1]"#, "[true]", "[[1],2]", "[null]"] {
        assert!(
            matches!(round(json), Input::Unknown(unknown) if unknown.reason().is_some()),
            "{json}"
        );
    }
}
