//! Flattened fields.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::structs::{Plain, plain, types};
use super::{accepts, accepts_struct};

types! {
    struct Flat { first: u8, #[serde(flatten)] plain: Plain, last: u8 }
    struct FlatOption { first: u8, #[serde(flatten)] address: Option<Address> }
    struct Address { street: String, number: Option<u8> }
    struct Twice { #[serde(flatten)] flat: Flat, #[serde(flatten)] address: Address }
    struct FlatUnion { first: u8, #[serde(flatten)] shape: Shape }
    #[serde(tag = "kind")]
    enum Shape { Circle { radius: f64 }, Square(Square), Point }
    struct Square { side: f64 }
    struct FlatOptionalUnion { first: u8, #[serde(flatten)] shape: Option<Shape> }
    struct FlatExternal { first: u8, #[serde(flatten)] choice: Choice }
    enum Choice { Small { a: u8 }, Large(Square) }
    struct FlatAdjacent { #[serde(flatten)] tagged: Tagged, last: u8 }
    #[serde(tag = "t", content = "c")]
    enum Tagged { One(u8), Two { a: u8 } }
    struct TwoUnions { #[serde(flatten)] shape: Shape, #[serde(flatten)] choice: Choice }
    struct FlatUntagged { id: u8, #[serde(flatten)] either: Either }
    #[serde(untagged)]
    enum Either { Left { left: u8 }, Right { right: String } }
    struct FlatRecursive { #[serde(flatten)] shape: Shape, children: Vec<FlatRecursive> }
    #[serde(tag = "level")]
    enum FlatInVariant { One(Flat), Two(FlatUnion), Three { #[serde(flatten)] address: Address } }
}

pub fn check() {
    let text = || "text".to_owned();
    let flat = || Flat {
        first: 1,
        plain: plain(),
        last: 2,
    };
    accepts_struct(&[flat()]);
    let address = |number| Address {
        street: text(),
        number,
    };
    let optional = |address| FlatOption { first: 1, address };
    accepts_struct(&[
        optional(None),
        optional(Some(address(None))),
        optional(Some(address(Some(1)))),
    ]);
    accepts_struct(&[Twice {
        flat: flat(),
        address: address(None),
    }]);
    let shapes = || {
        [
            Shape::Circle { radius: 1.5 },
            Shape::Square(Square { side: 2.5 }),
            Shape::Point,
        ]
    };
    let unions = || shapes().map(|shape| FlatUnion { first: 1, shape });
    accepts(&unions());
    let optional = |shape| FlatOptionalUnion { first: 1, shape };
    accepts(
        &[None]
            .into_iter()
            .chain(shapes().map(Some))
            .map(optional)
            .collect::<Vec<_>>(),
    );
    let choices = || [Choice::Small { a: 1 }, Choice::Large(Square { side: 0.5 })];
    accepts(&choices().map(|choice| FlatExternal { first: 1, choice }));
    accepts(&[Tagged::One(1), Tagged::Two { a: 2 }].map(|tagged| FlatAdjacent { tagged, last: 1 }));
    let pair = |shape: Shape| {
        choices().map(|choice| TwoUnions {
            shape: shape.clone(),
            choice,
        })
    };
    accepts(&shapes().into_iter().flat_map(pair).collect::<Vec<_>>());
    accepts(
        &[Either::Left { left: 1 }, Either::Right { right: text() }]
            .map(|either| FlatUntagged { id: 1, either }),
    );
    let leaf = FlatRecursive {
        shape: Shape::Point,
        children: vec![],
    };
    accepts(&[FlatRecursive {
        shape: Shape::Circle { radius: 0.5 },
        children: vec![leaf],
    }]);
    let [circle, square, _] = unions();
    accepts(&[
        FlatInVariant::One(flat()),
        FlatInVariant::Two(circle),
        FlatInVariant::Two(square),
        FlatInVariant::Three {
            address: address(Some(1)),
        },
    ]);
}
