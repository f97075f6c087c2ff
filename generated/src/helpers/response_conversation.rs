//! A conversation of several responses.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::tools::ResponsesConversation;
use crate::types::{
    CreateResponse, IncludeEnum, InputItem, InputParam, OutputItem, Response, ResponseStatus,
};
use crate::{Call, Client, Error};

/// A conversation that consists of
/// [responses](https://platform.openai.com/docs/api-reference/responses/create).
///
/// It represents the next request: its settings apply to every turn, and its input is what the service has not received
/// yet. A conversation can be serialized, and continued in another process. Its JSON is that of the request.
///
/// A request refers to the previous response by its ID, which requires that the service has stored it. With
/// [`stateless`](Self::stateless), each request contains all items instead. If the request names a `conversation`, the
/// service keeps the history.
///
/// ```no_run
/// # async fn example(client: openai_typed::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use openai_typed::conversation::Conversation;
/// use openai_typed::types::CreateResponse;
///
/// let settings = CreateResponse::new().with_model("gpt-5").with_instructions("Be brief.");
/// let mut conversation = Conversation::new(settings);
/// println!("{}", conversation.send(&client, "Name a river.").await?.message_text());
///
/// let saved = serde_json::to_string(&conversation)?;
/// let mut conversation: Conversation = serde_json::from_str(&saved)?;
/// println!("{}", conversation.send(&client, "How long is it?").await?.message_text());
/// # Ok(())
/// # }
/// ```
///
/// Streams and tool runs are started by [`call`](Self::call):
///
/// ```no_run
/// # async fn example(
/// #     client: openai_typed::Client,
/// #     tools: openai_typed::tools::Toolbox,
/// #     mut conversation: openai_typed::conversation::Conversation,
/// # ) -> Result<(), openai_typed::Error> {
/// conversation.push("Name a river.");
/// let stream = conversation.call(&client).stream().await?;
/// let response = stream.accumulate().finish().await?;
/// conversation.push_response(&response);
///
/// conversation.push("What is the weather there?");
/// let run = conversation.call(&client).run_tools(&tools).await?;
/// conversation = run.conversation.into();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Conversation {
    request: CreateResponse,
    /// The number of tokens in the history, if the last response reported it.
    tokens: Option<u64>,
}

impl Conversation {
    /// Starts a conversation with these settings, and with the input of the request, if it has any.
    ///
    /// The history is sent with each request if `store` is `false`. Otherwise the service keeps it.
    #[inline]
    pub fn new(settings: CreateResponse) -> Self {
        Self {
            request: settings,
            tokens: None,
        }
    }

    /// Starts a conversation of which the service stores nothing: each request contains all items.
    ///
    /// It sets `store` to `false`, and requests the encrypted content of reasoning items, without which they cannot be
    /// sent again.
    #[inline]
    pub fn stateless(mut settings: CreateResponse) -> Self {
        settings.store = Some(false);
        let include = settings.include.get_or_insert_default();
        if !include.contains(&IncludeEnum::ReasoningEncryptedContent) {
            include.push(IncludeEnum::ReasoningEncryptedContent);
        }
        Self::new(settings)
    }

    /// Returns the next request.
    #[inline]
    pub fn request(&self) -> &CreateResponse {
        &self.request
    }

    /// Returns the next request, so that its settings can be changed.
    #[inline]
    pub fn request_mut(&mut self) -> &mut CreateResponse {
        &mut self.request
    }

    /// Adds input to the next request: a string as a message of the user, or items.
    #[inline]
    pub fn push(&mut self, input: impl Into<InputParam>) {
        let input = items(Some(input.into()));
        self.extend(input);
    }

    /// Adds a response to the history. Input that it responded to becomes part of the history as well.
    ///
    /// A response that failed or was cancelled is not added, so that its input can be sent again.
    #[inline]
    pub fn push_response(&mut self, response: &Response) {
        if !belongs_to_history(response) {
            return;
        }
        if self.request.conversation.is_some() {
            self.request.input = None;
        } else if self.request.store == Some(false) {
            let output = response.output.iter().filter(|item| can_be_sent(item));
            self.extend(output.map(InputItem::from).collect());
        } else {
            self.request.previous_response_id = Some(response.id.clone());
            self.request.input = None;
        }
        let usage = response.usage.as_ref();
        let tokens = usage.and_then(|usage| u64::try_from(usage.total_tokens).ok());
        self.tokens = tokens.filter(|tokens| *tokens > 0);
    }

    /// Returns the number of tokens in the history, if it is known.
    #[inline]
    pub(super) fn tokens(&self) -> Option<u64> {
        self.tokens
    }

    /// Replaces the history and the input with these items. `tokens` is their number of tokens, if it is known.
    #[inline]
    pub(super) fn replace_history(&mut self, items: Vec<InputItem>, tokens: Option<u64>) {
        self.request.previous_response_id = None;
        self.request.input = Some(items.into());
        self.tokens = tokens;
    }

    /// Returns a call of the next request. Pass its response to [`push_response`](Self::push_response).
    #[inline]
    pub fn call(&self, client: &Client) -> Call<CreateResponseCall> {
        client.responses().create(self.request.clone())
    }

    /// Sends input, and adds it and the response to the history.
    ///
    /// # Errors
    /// Returns the error of the call. The conversation is unchanged then.
    #[inline]
    pub async fn send(
        &mut self,
        client: &Client,
        input: impl Into<InputParam>,
    ) -> Result<Response, Error> {
        let mut next = self.clone();
        next.push(input);
        let response = next.call(client).await?;
        if belongs_to_history(&response) {
            next.push_response(&response);
            *self = next;
        }
        Ok(response)
    }

    #[inline]
    fn extend(&mut self, added: Vec<InputItem>) {
        let mut input = items(self.request.input.take());
        input.extend(added);
        self.request.input = Some(input.into());
    }
}

/// Returns the items of an input.
#[inline]
fn items(input: Option<InputParam>) -> Vec<InputItem> {
    match input {
        Some(InputParam::InputItemList(items)) => items,
        Some(InputParam::Text(text)) => vec![InputItem::user(text)],
        Some(InputParam::Unknown(unknown)) => vec![InputItem::Unknown(unknown)],
        None => Vec::new(),
    }
}

/// Returns whether a response is part of the history: it neither failed nor was cancelled.
#[inline]
fn belongs_to_history(response: &Response) -> bool {
    !matches!(
        response.status,
        Some(ResponseStatus::Failed | ResponseStatus::Cancelled)
    )
}

/// Returns whether the service accepts an item that it has not stored. It rejects a reasoning item without content.
#[inline]
fn can_be_sent(item: &OutputItem) -> bool {
    match item {
        OutputItem::Reasoning(item) => {
            let has_content = item
                .content
                .as_ref()
                .is_some_and(|content| !content.is_empty());
            item.encrypted_content.is_some() || has_content
        }
        _ => true,
    }
}

/// Conversations are equal if their next requests are equal.
impl PartialEq for Conversation {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.request == other.request
    }
}

impl From<CreateResponse> for Conversation {
    #[inline]
    fn from(settings: CreateResponse) -> Self {
        Self::new(settings)
    }
}

/// The conversation of a finished tool run.
impl From<ResponsesConversation> for Conversation {
    #[inline]
    fn from(run: ResponsesConversation) -> Self {
        let mut request = run.request().clone();
        if matches!(&request.input, Some(InputParam::InputItemList(items)) if items.is_empty()) {
            request.input = None;
        }
        Self::new(request)
    }
}

impl Serialize for Conversation {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.request.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Conversation {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        CreateResponse::deserialize(deserializer).map(Self::new)
    }
}

impl fmt::Debug for Conversation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Conversation").field(&self.request).finish()
    }
}
