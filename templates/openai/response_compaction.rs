//! Conversations that are shortened when their history has too many tokens.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::conversation::Conversation;
use crate::types::{
    CompactResponseMethodPublicBody, InputItem, InputParam, Response, TokenCountsBody,
};
use crate::{BoxFuture, Client, Error};

/// A token budget for the history of a [`Conversation`], and how a longer history is shortened.
///
/// ```no_run
/// # async fn example(
/// #     client: crate_name::Client,
/// #     mut conversation: crate_name::conversation::Conversation,
/// # ) -> Result<(), crate_name::Error> {
/// use crate_name::conversation::Compaction;
/// use crate_name::types::InputItem;
///
/// // The service shortens the history.
/// let compaction = Compaction::above(100_000);
/// conversation.send_within(&client, "Name a river.", &compaction).await?;
///
/// // A model writes a summary.
/// let summarizer = client.clone();
/// let compaction = Compaction::above(100_000).by(move |mut conversation| {
///     let client = summarizer.clone();
///     async move {
///         let summary = conversation.send(&client, "Summarize our conversation.").await?;
///         Ok(vec![InputItem::user(summary.message_text())])
///     }
/// });
/// conversation.send_within(&client, "How long is it?", &compaction).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Compaction {
    tokens: u64,
    /// The callback. If it is `None`, the service shortens the history.
    shorten: Option<Arc<Shorten>>,
}

type Shorten =
    dyn Fn(Conversation) -> BoxFuture<'static, Result<Vec<InputItem>, Error>> + Send + Sync;

impl Compaction {
    /// Shortens a history of more than this number of tokens, with
    /// [`POST /responses/compact`](https://platform.openai.com/docs/api-reference/responses/compact).
    #[inline]
    pub fn above(tokens: u64) -> Self {
        Self {
            tokens,
            shorten: None,
        }
    }

    /// Shortens the history with a callback instead. The callback receives the conversation, for example to request a
    /// summary, and returns the items that replace the history.
    #[must_use]
    #[inline]
    pub fn by<F>(mut self, shorten: impl Fn(Conversation) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<InputItem>, Error>> + Send + 'static,
    {
        self.shorten = Some(Arc::new(move |conversation| {
            Box::pin(shorten(conversation))
        }));
        self
    }
}

impl Conversation {
    /// Shortens the history if it exceeds the budget, and then sends the input like [`send`](Self::send).
    ///
    /// The last response reports the number of tokens. If it is unknown, for example because the conversation was
    /// restored, the service [counts](https://platform.openai.com/docs/api-reference/responses/input-tokens) them.
    ///
    /// # Errors
    /// Returns the error of the call or of the compaction. In this case the input is not part of the conversation.
    #[inline]
    pub async fn send_within(
        &mut self,
        client: &Client,
        input: impl Into<InputParam>,
        compaction: &Compaction,
    ) -> Result<Response, Error> {
        self.compact_by(client, compaction).await?;
        self.send(client, input).await
    }

    /// Shortens the history if it exceeds the budget. Returns whether it did.
    ///
    /// # Errors
    /// Returns the error of the compaction. In this case the conversation is unchanged.
    #[inline]
    pub async fn compact_by(
        &mut self,
        client: &Client,
        compaction: &Compaction,
    ) -> Result<bool, Error> {
        if is_empty(self) || history_tokens(self, client).await? <= compaction.tokens {
            return Ok(false);
        }
        match &compaction.shorten {
            Some(shorten) => {
                check_own_history(self)?;
                let items = shorten(self.clone()).await?;
                self.replace_history(items, None);
            }
            None => self.compact(client).await?,
        }
        Ok(true)
    }

    /// Shortens the history, regardless of its length, with
    /// [`POST /responses/compact`](https://platform.openai.com/docs/api-reference/responses/compact).
    /// Input that was not sent yet becomes part of the history.
    ///
    /// # Errors
    /// Returns the error of the call. In this case the conversation is unchanged. The history of a request with a
    /// `conversation` cannot be replaced, since the service stores it: set `context_management` instead.
    #[inline]
    pub async fn compact(&mut self, client: &Client) -> Result<(), Error> {
        check_own_history(self)?;
        if is_empty(self) {
            return Ok(());
        }
        let names = ["model", "input", "previous_response_id", "instructions"];
        let body: CompactResponseMethodPublicBody = part(self, &names)?;
        let compacted = client.responses().compact(body).await?;
        let items = serde_json::to_value(&compacted.output).and_then(serde_json::from_value);
        let items = items.map_err(invalid)?;
        let tokens = u64::try_from(compacted.usage.output_tokens).ok();
        self.replace_history(items, tokens);
        Ok(())
    }
}

/// Returns the number of tokens of the history.
#[inline]
async fn history_tokens(conversation: &Conversation, client: &Client) -> Result<u64, Error> {
    if let Some(tokens) = conversation.tokens() {
        return Ok(tokens);
    }
    let names = [
        "model",
        "input",
        "previous_response_id",
        "conversation",
        "instructions",
        "tools",
    ];
    let body: TokenCountsBody = part(conversation, &names)?;
    let counted = client.responses().input_tokens().count(body).await?;
    Ok(u64::try_from(counted.input_tokens).unwrap_or_default())
}

/// Returns a body with some properties of the next request.
#[inline]
fn part<T: serde::de::DeserializeOwned>(
    conversation: &Conversation,
    names: &[&str],
) -> Result<T, Error> {
    let request = serde_json::to_value(conversation.request()).map_err(invalid)?;
    let mut properties = Map::new();
    for name in names {
        if let Some(value) = request.get(*name) {
            properties.insert((*name).to_owned(), value.clone());
        }
    }
    serde_json::from_value(Value::Object(properties)).map_err(invalid)
}

#[inline]
fn is_empty(conversation: &Conversation) -> bool {
    let request = conversation.request();
    let has_input = match &request.input {
        Some(InputParam::InputItemList(items)) => !items.is_empty(),
        input => input.is_some(),
    };
    !has_input && request.previous_response_id.is_none() && request.conversation.is_none()
}

#[inline]
fn check_own_history(conversation: &Conversation) -> Result<(), Error> {
    match conversation.request().conversation {
        None => Ok(()),
        Some(_) => Err(Error::request(
            "the service keeps the history of this conversation: set `context_management` instead of compacting it",
        )),
    }
}

#[inline]
fn invalid(error: serde_json::Error) -> Error {
    Error::request("the conversation cannot be compacted").with_source(error)
}

impl fmt::Debug for Compaction {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compaction")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}
