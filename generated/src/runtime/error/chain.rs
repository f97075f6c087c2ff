//! The message of an error with those of its sources.

/// Returns the message of an error and of its sources, without those that a message contains already.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let cause = source.to_string();
        if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
        next = source.source();
    }
    message
}
