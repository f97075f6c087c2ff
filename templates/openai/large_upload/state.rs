//! The progress of an upload, which can be saved.

use std::ops::Range;

use crate::runtime::codec::*;

/// The progress of an upload. It can be serialized, and the upload can be resumed from it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UploadState {
    /// The ID of the upload.
    pub upload_id: String,
    /// The size of the file in bytes.
    pub bytes: i64,
    /// The size of each part except the last one, in bytes.
    pub part_bytes: i64,
    /// The IDs of the parts in order. The ID of a part that was not received yet is empty.
    pub parts: Vec<String>,
    /// Properties saved by another version.
    pub extra: Extra,
}
record_table! {
    UploadState {
        required upload_id "upload_id";
        required bytes "bytes";
        required part_bytes "part_bytes";
        required parts "parts";
    }
}

/// A callback that is called with the progress of an upload.
pub(super) type OnProgress = Box<dyn FnMut(&UploadState) + Send>;

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

    /// Returns how many bytes the service has received.
    #[inline]
    pub fn sent_bytes(&self) -> u64 {
        let parts = self.parts.iter().enumerate();
        parts
            .filter(|(_, id)| !id.is_empty())
            .map(|(index, _)| self.part_range(index))
            .map(|range| range.end - range.start)
            .sum()
    }

    /// Returns the range of a part in the file, in bytes.
    #[inline]
    pub(super) fn part_range(&self, index: usize) -> Range<u64> {
        let (bytes, size) = (self.bytes.max(0) as u64, self.part_bytes.max(1) as u64);
        let start = (index as u64).saturating_mul(size).min(bytes);
        start..start.saturating_add(size).min(bytes)
    }

    /// Returns the index of the first part, starting at `index`, that was not received yet.
    #[inline]
    pub(super) fn next_missing(&self, index: usize) -> Option<usize> {
        let rest = self.parts.get(index..)?;
        Some(index + rest.iter().position(String::is_empty)?)
    }

    /// Returns whether the number of parts matches the sizes.
    #[inline]
    pub(super) fn is_valid(&self) -> bool {
        let count = (self.bytes.max(0) as u64).div_ceil(self.part_bytes.max(1) as u64);
        self.part_bytes > 0 && count == self.parts.len() as u64
    }
}
