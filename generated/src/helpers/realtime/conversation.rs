//! Conversation items, responses and interruptions.

use super::playback::Playback;
use crate::Error;
use crate::api::realtime::RealtimeChannel;
use crate::types::{
    RealtimeClientEventConversationItemCreate, RealtimeClientEventConversationItemTruncate,
    RealtimeClientEventResponseCancel, RealtimeClientEventResponseCreate, RealtimeConversationItem,
    RealtimeConversationItemFunctionCallOutput, RealtimeConversationItemMessageUser,
    RealtimeConversationItemMessageUserContentItem,
    RealtimeConversationItemMessageUserContentItemType,
};
use crate::websocket::{Connection, Sender};

/// Implements the methods for a connection and for its sending end.
macro_rules! impl_conversation {
    ($($sender:ident)+) => {$(
        impl $sender<RealtimeChannel> {
            /// [Adds an item][1] to the conversation.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/conversation/item/create
            #[inline]
            pub async fn create_item(
                &mut self,
                item: impl Into<RealtimeConversationItem>,
            ) -> Result<(), Error> {
                self.send(RealtimeClientEventConversationItemCreate::new(item)).await
            }

            /// Adds a user message with text content to the conversation.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            #[inline]
            pub async fn create_user_message(
                &mut self,
                text: impl Into<String>,
            ) -> Result<(), Error> {
                let content = RealtimeConversationItemMessageUserContentItem::new()
                    .with_type(RealtimeConversationItemMessageUserContentItemType::InputText)
                    .with_text(text);
                self.create_item(RealtimeConversationItemMessageUser::new(vec![content])).await
            }

            /// Adds the output of a function call to the conversation, and requests the response that continues it.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            #[inline]
            pub async fn submit_function_output(
                &mut self,
                call_id: impl Into<String>,
                output: impl Into<String>,
            ) -> Result<(), Error> {
                let item = RealtimeConversationItemFunctionCallOutput::new(call_id, output);
                self.create_item(item).await?;
                self.create_response().await
            }

            /// [Requests a response][1] with the settings of the session.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/response/create
            #[inline]
            pub async fn create_response(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventResponseCreate::new()).await
            }

            /// [Cancels][1] the response in progress.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/response/cancel
            #[inline]
            pub async fn cancel_response(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventResponseCancel::new()).await
            }

            /// Interrupts the response in progress: cancels it, and [truncates][1] its item to the audio that was
            /// played.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/conversation/item/truncate
            #[inline]
            pub async fn interrupt(&mut self, playback: &Playback) -> Result<(), Error> {
                self.cancel_response().await?;
                let Some(position) = playback.position() else { return Ok(()) };
                let millis = i64::try_from(position.audio_end.as_millis()).unwrap_or(i64::MAX);
                self.send(RealtimeClientEventConversationItemTruncate::new(
                    position.item_id,
                    position.content_index,
                    millis,
                ))
                .await
            }
        }
    )+};
}

impl_conversation! { Connection Sender }
