//! Answers of a model as types of the program, and why there may be none.
//!
//! In: what holds an answer. Out: the value, or an error that carries what came instead.
//! Must not know: which operation was called. See the guide to
//! [structured outputs](https://platform.openai.com/docs/guides/structured-outputs).

use std::error::Error as StdError;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::parse_partial_json;

/// What holds an answer in text: a chat completion, one of its choices, a response.
pub trait StructuredAnswer {
    /// The text of the answer as far as it came, whatever became of it.
    fn text_so_far(&self) -> String;

    /// The text of the whole answer.
    ///
    /// # Errors
    /// There is no whole answer.
    fn answer(&self) -> Result<String, AnswerError>;

    /// The answer as a value.
    ///
    /// # Errors
    /// There is no whole answer, or it is not of this type; with what came.
    #[inline]
    fn parse<T: DeserializeOwned>(&self) -> Result<T, AnswerError> {
        let text = self.answer()?;
        serde_json::from_str(&text).map_err(|error| AnswerError::Invalid { text, error })
    }
}

/// Why there is no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnswerError {
    /// The model refuses, in these words.
    Refusal(String),
    /// The answer was cut off: it is as long as it may be.
    Length {
        /// What came.
        text: String,
    },
    /// The answer was cut off by the content filter.
    ContentFilter {
        /// What came.
        text: String,
    },
    /// The answer failed, was given up, or is not finished.
    Unfinished {
        /// Its status.
        status: String,
        /// What the service says about that; often nothing.
        message: String,
        /// What came.
        text: String,
    },
    /// There is no text: the model called a tool, or there is no choice.
    Nothing,
    /// The text is not JSON of the type.
    Invalid {
        /// The text.
        text: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// The stream failed or was cut short.
    #[cfg(feature = "client")]
    Interrupted {
        /// What came.
        text: String,
        /// What happened.
        error: crate::runtime::Error,
    },
}

impl AnswerError {
    /// What came: the text or its beginning, or the words of the refusal.
    #[inline]
    pub fn text(&self) -> &str {
        match self {
            Self::Refusal(text)
            | Self::Length { text }
            | Self::ContentFilter { text }
            | Self::Unfinished { text, .. }
            | Self::Invalid { text, .. } => text,
            #[cfg(feature = "client")]
            Self::Interrupted { text, .. } => text,
            Self::Nothing => "",
        }
    }

    /// What came as JSON, as far as it is certain.
    #[inline]
    pub fn partial(&self) -> Option<Value> {
        match self {
            Self::Refusal(_) => None,
            _ => parse_partial_json(self.text()),
        }
    }
}

#[cfg(feature = "client")]
impl<A, S> crate::runtime::Accumulating<A, S>
where
    A: crate::runtime::Accumulator,
    A::Whole: StructuredAnswer,
    S: futures_core::Stream<Item = Result<A::Event, crate::runtime::Error>> + Unpin,
{
    /// Reads to the end, and the answer as a value.
    ///
    /// # Errors
    /// There is no whole answer, or it is not of this type; with what came.
    #[inline]
    pub async fn finish_parsed<T: DeserializeOwned>(self) -> Result<T, AnswerError> {
        match self.finish().await {
            Ok(whole) => whole.parse(),
            Err(interrupted) => {
                let (partial, error) = interrupted.into_parts();
                let text = partial.text_so_far();
                Err(AnswerError::Interrupted { text, error })
            }
        }
    }
}

impl fmt::Display for AnswerError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(text) => write!(f, "the model refuses: {text}"),
            Self::Length { .. } => f.write_str("the answer was cut off at its greatest length"),
            Self::ContentFilter { .. } => f.write_str("the answer was cut off by the filter"),
            Self::Unfinished {
                status, message, ..
            } => {
                write!(f, "the answer is {status}")?;
                match message.as_str() {
                    "" => Ok(()),
                    message => write!(f, ": {message}"),
                }
            }
            Self::Nothing => f.write_str("there is no answer in text"),
            Self::Invalid { error, .. } => write!(f, "the answer is not of the type: {error}"),
            #[cfg(feature = "client")]
            Self::Interrupted { error, .. } => error.fmt(f),
        }
    }
}

impl StdError for AnswerError {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid { error, .. } => Some(error),
            #[cfg(feature = "client")]
            Self::Interrupted { error, .. } => error.source(),
            _ => None,
        }
    }
}

#[cfg(feature = "client")]
impl From<AnswerError> for crate::runtime::Error {
    #[inline]
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Interrupted { error, .. } => error,
            error => {
                Self::new(crate::runtime::ErrorKind::Decode, error.to_string()).with_source(error)
            }
        }
    }
}
