//! How far an upload has come, in a form that can be saved.
//!
//! In: the length of a file and of its parts, and the ids of parts that arrived. Out: which part is to be sent next.
//! Must not know: how parts are sent.

use crate::runtime::codec::*;

/// How far an upload has come. It serializes, so that it can be saved and resumed from.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UploadState {
    /// The id of the upload.
    pub upload_id: String,
    /// The length of the file, in bytes.
    pub bytes: i64,
    /// The length of each part but the last, in bytes.
    pub part_bytes: i64,
    /// The ids of the parts in their order; empty where a part is still to be sent.
    pub parts: Vec<String>,
    /// What an earlier or later version saved beside it.
    pub extra: Extra,
}
record_table! {
    UploadState {
        required 0 upload_id "upload_id";
        required 1 bytes "bytes";
        required 2 part_bytes "part_bytes";
        required 3 parts "parts";
    }
}

impl UploadState {
    #[inline]
    pub(super) fn new(upload_id: String, bytes: u64, part_bytes: u64) -> Self {
        let count = bytes.div_ceil(part_bytes.max(1));
        Self {
            upload_id,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            part_bytes: i64::try_from(part_bytes).unwrap_or(i64::MAX),
            parts: vec![String::new(); usize::try_from(count).unwrap_or(usize::MAX)],
            extra: Extra::default(),
        }
    }

    /// How many bytes have arrived.
    #[inline]
    pub fn sent(&self) -> u64 {
        let arrived = self.parts.iter().enumerate();
        arrived
            .filter(|(_, id)| !id.is_empty())
            .map(|(part, _)| self.range(part).1)
            .sum()
    }

    /// Where a part begins, and how long it is.
    #[inline]
    pub(super) fn range(&self, part: usize) -> (u64, u64) {
        let (bytes, length) = (self.bytes.max(0) as u64, self.part_bytes.max(1) as u64);
        let start = (part as u64).saturating_mul(length).min(bytes);
        (start, length.min(bytes - start))
    }

    /// The first part from this one on that is still to be sent.
    #[inline]
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let rest = self.parts.get(from..)?;
        Some(from + rest.iter().position(String::is_empty)?)
    }

    /// Whether the parts make up the file.
    #[inline]
    pub(super) fn is_sound(&self) -> bool {
        let count = (self.bytes.max(0) as u64).div_ceil(self.part_bytes.max(1) as u64);
        self.part_bytes > 0 && count == self.parts.len() as u64
    }
}
