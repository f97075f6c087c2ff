//! The macros that define enums of responses that differ by status.

#![allow(unused_macros, unused_imports)] // a crate may have no such operation

/// Defines the enum of the responses of a successful call. A row has a pattern of statuses, the variant, and how its content is
/// read: `json(T)`, `text(String)`, `bytes(Bytes)`, or nothing. The first row that matches is read.
#[cfg(feature = "outcomes")]
macro_rules! outcome_table {
    ($(#[$attribute:meta])* $name:ident {
        $($(#[$about:meta])* $statuses:pat => $variant:ident $($kind:ident($ty:ty))?;)+
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$about])* $variant $(($ty))?,)+
            /// A status that the document does not declare, with the body.
            Unknown(crate::StatusCode, crate::Bytes),
        }

        impl $crate::runtime::generated::Outcome for $name {
            fn read(
                response: $crate::runtime::generated::Response,
            ) -> Result<Self, $crate::runtime::generated::Error> {
                #[allow(unreachable_patterns)] // `_` may be declared
                match response.status().as_u16() {
                    $($statuses => {
                        Ok(Self::$variant $(($crate::runtime::generated::content::$kind::<$ty>(response)?))?)
                    })+
                    _ => Ok(Self::Unknown(
                        response.status(),
                        $crate::runtime::generated::content::bytes::<crate::Bytes>(response)?,
                    )),
                }
            }
        }
    };
}

/// Defines the enum of the declared errors of an operation. Its rows are like those of `outcome_table!`.
#[cfg(feature = "declared-errors")]
macro_rules! error_table {
    ($(#[$attribute:meta])* $name:ident {
        $($(#[$about:meta])* $statuses:pat => $variant:ident $kind:ident($ty:ty);)+
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$about])* $variant($ty),)+
        }

        impl $crate::runtime::generated::DeclaredError for $name {
            fn from_error(error: &$crate::runtime::generated::Error) -> Option<Self> {
                #[allow(unreachable_patterns)] // `_` may be declared
                match error.status()?.as_u16() {
                    $($statuses => {
                        let content = $crate::runtime::generated::error_content::$kind::<$ty>(error)?;
                        Some(Self::$variant(content))
                    })+
                    _ => None,
                }
            }
        }
    };
}

#[cfg(feature = "declared-errors")]
pub(crate) use error_table;
#[cfg(feature = "outcomes")]
pub(crate) use outcome_table;
