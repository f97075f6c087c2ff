//! [`Wire`] for numbers, strings, booleans and free-form JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_json::{Number, Value};

use crate::runtime::codec::json::contain;
use crate::runtime::codec::{Kind, Wire, numbers};

/// Numbers, strings, booleans and free-form JSON.
pub struct Scalar;

/// Integers. Also accepts `1.0` and `1e3` if no digit is lost.
macro_rules! integers {
    ($($int:ident $name:literal;)*) => {$(
        impl Wire for $int {
    type Kind = Scalar;
}

impl Kind<$int> for Scalar {
            #[inline]
            fn blank() -> $int {
                0
            }

            #[inline]
            fn is_blank(value: &$int) -> bool {
                *value == 0
            }

            #[inline]
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<$int, D::Error> {
                struct Integer;

                impl<'de> Visitor<'de> for Integer {
                    type Value = $int;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($name)
                    }

                    #[inline]
                    fn visit_i64<E: Error>(self, value: i64) -> Result<$int, E> {
                        value.try_into().map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
                    }

                    #[inline]
                    fn visit_u64<E: Error>(self, value: u64) -> Result<$int, E> {
                        value.try_into().map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
                    }

                    fn visit_f64<E: Error>(self, value: f64) -> Result<$int, E> {
                        whole(value)
                            .and_then(|value| value.try_into().ok())
                            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<$int, A::Error> {
                        let number = numbers::from_map(access, &self)?;
                        match (number.as_u64(), number.as_i64(), number.as_f64()) {
                            (Some(number), ..) => self.visit_u64(number),
                            (_, Some(number), _) => self.visit_i64(number),
                            (.., number) => self.visit_f64(number.unwrap_or(f64::INFINITY)),
                        }
                    }
                }

                // Not `deserialize_i64`: serde's own buffers reject floats for it.
                from.deserialize_any(Integer)
            }
        }
    )*};
}

integers! {
    i32 "a 32-bit integer";
    i64 "a 64-bit integer";
    u32 "a non-negative 32-bit integer";
    u64 "a non-negative 64-bit integer";
}

/// The integer that `value` represents exactly. Above 2^53 a float represents several integers, so none is chosen.
#[allow(clippy::cast_possible_truncation)] // the bounds are checked first
fn whole(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() <= LIMIT).then_some(value as i64)
}

/// Whether a float equals an integer and is written with the same digits. Beyond the precision of floats, only the
/// shortest digits that identify a float are written.
macro_rules! is_exact {
    ($float:ident, $value:ident, $integer:ident) => {
        $value as i128 == i128::from($integer)
            && (i128::from($integer).unsigned_abs() <= 1 << $float::MANTISSA_DIGITS
                || $value.to_string() == $integer.to_string())
    };
}

/// Floats: any number, rounded to the nearest float, except integers that a float cannot represent.
macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Wire for $float {
            type Kind = Scalar;
        }

        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_lossless)]
        impl Kind<$float> for Scalar {
            #[inline]
            fn blank() -> $float {
                0.0
            }

            #[inline]
            fn is_blank(value: &$float) -> bool {
                *value == 0.0
            }

            #[inline]
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<$float, D::Error> {
                struct Float;

                impl<'de> Visitor<'de> for Float {
                    type Value = $float;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a number that a float can represent")
                    }

                    #[inline]
                    fn visit_i64<E: Error>(self, value: i64) -> Result<$float, E> {
                        match value as $float {
                            float if is_exact!($float, float, value) => Ok(float),
                            _ => Err(E::invalid_value(Unexpected::Signed(value), &self)),
                        }
                    }

                    #[inline]
                    fn visit_u64<E: Error>(self, value: u64) -> Result<$float, E> {
                        match value as $float {
                            float if is_exact!($float, float, value) => Ok(float),
                            _ => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
                        }
                    }

                    #[inline]
                    fn visit_f64<E: Error>(self, value: f64) -> Result<$float, E> {
                        Ok(value as $float)
                    }

                    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<$float, A::Error> {
                        match numbers::from_map(access, &self)?.as_f64() {
                            Some(value) => Ok(value as $float),
                            None => Err(A::Error::custom("a number beyond the range of floats")),
                        }
                    }
                }

                // Not `deserialize_f64`: serde's own buffers do not support numbers that are kept as strings.
                from.deserialize_any(Float)
            }
        }
    )*};
}

floats! { f32 f64 }

/// Types whose own serde impls are sufficient.
macro_rules! by_serde {
    ($($ty:ty: $blank:expr, $is_blank:expr ; )*) => {$(
        impl Wire for $ty {
            type Kind = Scalar;
        }

        impl Kind<$ty> for Scalar {
            #[inline]
            fn blank() -> $ty {
                $blank
            }

            #[inline]
            fn is_blank(value: &$ty) -> bool {
                let is_blank: fn(&$ty) -> bool = $is_blank;
                is_blank(value)
            }

            #[inline]
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<$ty, D::Error> {
                <$ty as Deserialize>::deserialize(from)
            }
        }
    )*};
}

by_serde! {
    bool: false, |value| !value;
    String: String::new(), String::is_empty;
    Number: Number::from(0), |value| value.as_u64() == Some(0);
}

impl Wire for Value {
    type Kind = Scalar;
}

impl Kind<Value> for Scalar {
    const TAKES_NULL: bool = true;

    #[inline]
    fn blank() -> Value {
        Value::Null
    }

    #[inline]
    fn is_blank(value: &Value) -> bool {
        value.is_null()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        let mut value = Value::deserialize(from)?;
        contain::simplify(&mut value);
        Ok(value)
    }
}
