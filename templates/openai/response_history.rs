//! Output of a response as input of the next one. Both have the same JSON.

use crate::types::{InputItem, OutputItem};
use crate::unknown::{Unknown, decode, encode};

/// The item as input of another request.
///
/// ```no_run
/// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
/// use crate_name::types::{CreateResponse, InputItem};
///
/// let mut input = vec![InputItem::user("Name a river.")];
/// let request = CreateResponse::new().with_model("gpt-5").with_store(false);
/// let response = client.responses().create(request.clone().with_input(input.clone())).await?;
/// input.extend(response.output.into_iter().map(InputItem::from));
/// input.push(InputItem::user("How long is it?"));
/// client.responses().create(request.with_input(input)).await?;
/// # Ok(())
/// # }
/// ```
impl From<OutputItem> for InputItem {
    #[inline]
    fn from(item: OutputItem) -> Self {
        Self::from(&item)
    }
}

/// The item as input of another request.
impl From<&OutputItem> for InputItem {
    #[inline]
    fn from(item: &OutputItem) -> Self {
        let decoded = encode(item).ok().and_then(|json| decode(&json).ok());
        decoded.unwrap_or_else(|| {
            let json = serde_json::to_value(item).unwrap_or_default();
            Self::Unknown(Unknown::from(json))
        })
    }
}
