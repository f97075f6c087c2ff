//! The type of the crate `rust_decimal`.

use rust_decimal::Decimal;

super::format! {
    Decimal: "a decimal number", Decimal::ZERO, str::parse, Decimal::to_string;
}
