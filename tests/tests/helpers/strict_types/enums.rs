//! Enums in all representations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::accepts;
use super::structs::{Plain, plain, types};

types! {
    enum Units { First, Second, Third }
    /// Documented units.
    #[serde(rename_all = "snake_case")]
    enum DocumentedUnits {
        /// The first one.
        FirstOne,
        SecondOne,
    }
    enum External { Unit, Newtype(Plain), Struct { zeta: u8, alpha: String }, Text(String) }
    #[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
    enum ExternalRenamed { TheUnit, TheStruct { the_field: u8 }, #[serde(rename = "X")] Other { a_b: Option<u8> } }
    #[serde(tag = "kind")]
    enum Internal { Unit, Struct { zeta: u8, alpha: Option<String> }, Newtype(Plain), Again(Plain) }
    #[serde(tag = "type", rename_all = "lowercase")]
    enum InternalDocumented {
        /// A plain one.
        One(Plain),
        /// A nested one.
        Two { plain: Plain },
    }
    #[serde(tag = "t", deny_unknown_fields)]
    enum InternalClosed { One(Closed), Two { a: u8 } }
    #[serde(deny_unknown_fields)]
    struct Closed { b: u8 }
    #[serde(tag = "outer")]
    enum InternalNested { Inner(Internal), Other }
    #[serde(tag = "op")]
    enum Expression { Add(Binary), Negate(Unary), Literal { value: f64 } }
    struct Binary {
        /// The first operand.
        left: Box<Expression>,
        /// The second operand.
        right: Box<Expression>,
    }
    struct Unary { operand: Box<Expression>, comment: Option<String> }
    #[serde(tag = "kind")]
    enum Linked { Node(Link), End }
    struct Link { value: u8, #[serde(skip_serializing_if = "Option::is_none")] next: Option<Box<Linked>> }
    #[serde(tag = "t", content = "c")]
    enum Adjacent { Unit, Newtype(Plain), Struct { a: u8 }, List(Vec<u8>) }
    #[serde(tag = "t", content = "c", rename_all = "UPPERCASE")]
    enum AdjacentRecursive { Leaf(u8), Branch(Vec<AdjacentRecursive>) }
    #[serde(untagged)]
    enum Untagged { Number(i64), Text(String), Struct { a: u8 }, Plain(Plain), List(Vec<Untagged>) }
    enum ExternalRecursive { Leaf, Not(Box<ExternalRecursive>), All(Vec<ExternalRecursive>) }
    enum Mixed { Internal(Internal), Adjacent(Adjacent), Units(Units), Optional(Option<Units>) }
    #[serde(tag = "k")]
    enum WithOther { Known { a: u8 }, #[serde(other)] Other }
    #[serde(tag = "k")]
    enum Defaulted { A { #[serde(default)] a: u8, #[serde(skip_serializing_if = "Option::is_none")] b: Option<u8> } }
    #[serde(tag = "k")]
    enum EmptyStruct { A {}, B(Empty), C(Unit) }
    struct Empty {}
}

#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
pub struct Unit;

fn literal(value: f64) -> Box<Expression> {
    Box::new(Expression::Literal { value })
}

pub fn check() {
    let text = || "text".to_owned();
    accepts(&[Units::First, Units::Second, Units::Third]);
    accepts(&[DocumentedUnits::FirstOne, DocumentedUnits::SecondOne]);
    accepts(&[
        External::Unit,
        External::Newtype(plain()),
        External::Struct {
            zeta: 1,
            alpha: text(),
        },
        External::Text(text()),
    ]);
    accepts(&[
        ExternalRenamed::TheUnit,
        ExternalRenamed::TheStruct { the_field: 1 },
        ExternalRenamed::Other { a_b: None },
    ]);
    accepts(&[
        Internal::Unit,
        Internal::Struct {
            zeta: 1,
            alpha: None,
        },
        Internal::Newtype(plain()),
        Internal::Again(plain()),
    ]);
    accepts(&[
        InternalDocumented::One(plain()),
        InternalDocumented::Two { plain: plain() },
    ]);
    accepts(&[
        InternalClosed::One(Closed { b: 1 }),
        InternalClosed::Two { a: 2 },
    ]);
    accepts(&[
        InternalNested::Inner(Internal::Newtype(plain())),
        InternalNested::Inner(Internal::Unit),
        InternalNested::Other,
    ]);
    let sum = Expression::Add(Binary {
        left: literal(1.5),
        right: literal(-2.0),
    });
    let unary = |operand, comment| Expression::Negate(Unary { operand, comment });
    let negated = unary(Box::new(sum.clone()), Some(text()));
    let nested = Expression::Add(Binary {
        left: Box::new(negated.clone()),
        right: Box::new(sum.clone()),
    });
    accepts(&[sum, negated, nested]);
    let link = |next| Linked::Node(Link { value: 1, next });
    accepts(&[
        Linked::End,
        link(None),
        link(Some(Box::new(link(Some(Box::new(Linked::End)))))),
    ]);
    accepts(&[
        Adjacent::Unit,
        Adjacent::Newtype(plain()),
        Adjacent::Struct { a: 1 },
        Adjacent::List(vec![1, 2]),
    ]);
    let leaf = AdjacentRecursive::Leaf(1);
    accepts(&[AdjacentRecursive::Branch(vec![
        leaf.clone(),
        AdjacentRecursive::Branch(vec![leaf]),
    ])]);
    accepts(&[
        Untagged::Number(1),
        Untagged::Text(text()),
        Untagged::Struct { a: 1 },
        Untagged::Plain(plain()),
        Untagged::List(vec![Untagged::Number(1), Untagged::List(vec![])]),
    ]);
    let not = ExternalRecursive::Not(Box::new(ExternalRecursive::Leaf));
    accepts(&[
        not.clone(),
        ExternalRecursive::All(vec![ExternalRecursive::Leaf, not]),
    ]);
    accepts(&[
        Mixed::Internal(Internal::Newtype(plain())),
        Mixed::Adjacent(Adjacent::Unit),
        Mixed::Units(Units::First),
        Mixed::Optional(None),
        Mixed::Optional(Some(Units::Second)),
    ]);
    accepts(&[WithOther::Known { a: 1 }, WithOther::Other]);
    accepts(&[
        Defaulted::A { a: 1, b: None },
        Defaulted::A { a: 1, b: Some(2) },
    ]);
    accepts(&[
        EmptyStruct::A {},
        EmptyStruct::B(Empty {}),
        EmptyStruct::C(Unit),
    ]);
}
