//! Splitting of requests at the limits of the API.

use crate::types::{CreateEmbeddingRequest, CreateEmbeddingRequestInput as Input};

/// The maximum number of inputs of a request.
const MAX_INPUTS: usize = 2048;

/// The maximum number of tokens of all inputs of a request.
const MAX_TOKENS: usize = 300_000;

/// Splits a request. One with a single input is returned unchanged.
#[inline]
pub(super) fn split(
    mut request: CreateEmbeddingRequest,
) -> std::vec::IntoIter<CreateEmbeddingRequest> {
    let blank = Input::TextList(Vec::new());
    let inputs: Vec<Input> = match std::mem::replace(&mut request.input, blank) {
        Input::TextList(texts) => groups(texts, String::len).map(Input::TextList).collect(),
        Input::IntegerListList(lists) => groups(lists, Vec::len)
            .map(Input::IntegerListList)
            .collect(),
        single => vec![single],
    };
    let requests = inputs.into_iter().map(|input| CreateEmbeddingRequest {
        input,
        ..request.clone()
    });
    requests.collect::<Vec<_>>().into_iter()
}

/// The number of vectors expected for an input, if it is known.
#[inline]
pub(super) fn length(input: &Input) -> Option<usize> {
    match input {
        Input::Text(_) | Input::IntegerList(_) => Some(1),
        Input::TextList(texts) => Some(texts.len()),
        Input::IntegerListList(lists) => Some(lists.len()),
        Input::Unknown(_) => None,
    }
}

/// Groups consecutive items within the limits.
#[inline]
fn groups<T>(items: Vec<T>, tokens: impl Fn(&T) -> usize) -> impl Iterator<Item = Vec<T>> {
    let mut groups = Vec::new();
    let (mut group, mut total) = (Vec::new(), 0_usize);
    for item in items {
        let count = tokens(&item);
        let is_full = group.len() == MAX_INPUTS || total.saturating_add(count) > MAX_TOKENS;
        if is_full && !group.is_empty() {
            groups.push(std::mem::take(&mut group));
            total = 0;
        }
        total = total.saturating_add(count);
        group.push(item);
    }
    if !group.is_empty() {
        groups.push(group);
    }
    groups.into_iter()
}
