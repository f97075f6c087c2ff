//! How an upload passes through a serializer.
//!
//! A serializer sees strings and numbers only. One that can send files announces this in a thread-local variable, and an
//! upload places itself there when it is serialized.

use std::cell::RefCell;

use super::Upload;

/// The name of the newtype struct as which an upload is serialized.
pub(crate) const UPLOAD_MARKER: &str = "$upload";

thread_local! {
    static HANDOFF: RefCell<Handoff> = const { RefCell::new(Handoff::Closed) };
}

/// What the current serializer does with uploads.
enum Handoff {
    /// It writes them as strings.
    Closed,
    /// It takes the upload itself.
    #[cfg(feature = "client")]
    Open,
    /// The upload that it takes.
    #[cfg(feature = "client")]
    Filled(Upload),
    /// It only accepts plain strings.
    #[cfg(feature = "client")]
    StringsOnly,
}

/// Hands an upload to the current serializer. Returns `false` if the serializer does not take it.
#[cfg(feature = "client")]
pub(super) fn offer(upload: &Upload) -> bool {
    HANDOFF.with_borrow_mut(|handoff| match handoff {
        Handoff::Open => {
            *handoff = Handoff::Filled(upload.clone());
            true
        }
        _ => false,
    })
}

/// Without the client no serializer takes uploads.
#[cfg(not(feature = "client"))]
pub(super) fn offer(_: &Upload) -> bool {
    HANDOFF.with_borrow(|handoff| match handoff {
        Handoff::Closed => false,
    })
}

/// Returns whether the serializer only accepts plain strings.
pub(super) fn accepts_strings_only() -> bool {
    HANDOFF.with_borrow(|handoff| match handoff {
        #[cfg(feature = "client")]
        Handoff::StringsOnly => true,
        _ => false,
    })
}

/// Takes the upload out of a value that is serialized under [`UPLOAD_MARKER`].
#[cfg(feature = "client")]
pub(crate) fn take_upload<T: serde::Serialize + ?Sized>(value: &T) -> Option<Upload> {
    HANDOFF.set(Handoff::Open);
    // An upload is handed over and writes nothing.
    let _ = serde_json::to_writer(std::io::sink(), value);
    match HANDOFF.replace(Handoff::Closed) {
        Handoff::Filled(upload) => Some(upload),
        _ => None,
    }
}

/// Runs a JSON serializer. JSON has no files: an upload other than a plain string is an error.
#[cfg(feature = "client")]
pub(crate) fn reject_files<T>(serialize: impl FnOnce() -> T) -> T {
    struct Close;
    impl Drop for Close {
        fn drop(&mut self) {
            HANDOFF.set(Handoff::Closed);
        }
    }
    HANDOFF.set(Handoff::StringsOnly);
    let _close = Close;
    serialize()
}
