//! Cases that no tag tells apart.

use crate::check::{round, writes};
use crate::sample::{Input, Item, Tree};

#[test]
fn by_required_properties() {
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
fn by_what_is_explained_best() {
    let full = r#"{"type":"message","role":"assistant","content":[{"type":"text","text":"a","annotations":[]}],"id":"m"}"#;
    assert!(
        matches!(round(full), Item::Full(_)),
        "`id` is declared there only"
    );
    let easy = r#"{"type":"message","role":"user","content":[{"type":"text","text":"a","annotations":[]}],"id":"m"}"#;
    assert!(
        matches!(round(easy), Item::Easy(_)),
        "`role` cannot be `user` in the other"
    );
}

#[test]
fn the_first_on_a_tie() {
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
fn by_what_is_deep_inside() {
    let Tree::Left(outer) =
        round(r#"{"children":[{"children":[],"right":1},{"children":[],"left":1}],"left":1}"#)
    else {
        panic!("left")
    };
    assert!(matches!(
        outer.children[..],
        [Tree::Right(_), Tree::Left(_)]
    ));
}

#[test]
fn what_is_unknown_explains_nothing() {
    // Two undeclared properties are less than an item that is unknown with all it has.
    let json = r#"{"children":[{"left":1,"a":1,"b":2,"children":[]}]}"#;
    let Tree::Left(outer) = round(json) else {
        panic!("left")
    };
    assert!(matches!(outer.children[..], [Tree::Left(_)]));
    let full = r#"{"type":"message","role":"assistant","id":"m","x":1,"y":2,
        "content":[{"type":"text","text":"a","annotations":[]}]}"#;
    assert!(matches!(round(full), Item::Full(_)));
}

#[test]
fn none_fits() {
    for json in [
        r#"{"type":"message"}"#,
        r#"{"type":"message","role":1,"content":"x"}"#,
        "{}",
    ] {
        let item: Item = round(json);
        let Item::Unknown(unknown) = &item else {
            panic!("unknown: {json}")
        };
        assert!(unknown.reason().is_some());
        writes(&item, json);
    }
}

#[test]
fn damage_further_in_stays_there() {
    let json =
        r#"{"type":"message","role":"user","content":[{"type":"text","text":5,"annotations":[]}]}"#;
    let Item::Easy(message) = round(json) else {
        panic!("a message")
    };
    let crate::sample::Content::Parts(parts) = message.content else {
        panic!("parts")
    };
    assert!(
        matches!(&parts[..], [crate::sample::Part::Unknown(unknown)] if unknown.reason().is_some())
    );
}

#[test]
fn lists() {
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
