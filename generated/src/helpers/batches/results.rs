//! The results of the requests in batches.

use std::collections::{BTreeMap, btree_map};

use crate::Error;
use crate::types::Batch;

/// The results of the requests in batches, by the IDs of the requests.
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchResults<T> {
    /// The final states of the batches.
    pub batches: Vec<Batch>,
    /// Lines of result files from which no ID of a request could be read.
    pub unmatched_lines: Vec<String>,
    results: BTreeMap<String, Result<T, Error>>,
}

impl<T> BatchResults<T> {
    #[inline]
    pub(super) fn insert(&mut self, custom_id: String, result: Result<T, Error>) {
        self.results.insert(custom_id, result);
    }

    /// Returns the result of a request. `None` if the batch ended before the request was processed.
    #[inline]
    pub fn get(&self, custom_id: &str) -> Option<Result<&T, &Error>> {
        self.results.get(custom_id).map(Result::as_ref)
    }

    /// Returns the number of results, including errors.
    #[inline]
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Returns whether there is no result.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// Returns the requests that succeeded with their responses, sorted by ID.
    #[inline]
    pub fn responses(&self) -> impl Iterator<Item = (&str, &T)> {
        let results = self.results.iter();
        results.filter_map(|(id, result)| Some((id.as_str(), result.as_ref().ok()?)))
    }

    /// Returns the requests that failed with their errors, sorted by ID.
    #[inline]
    pub fn errors(&self) -> impl Iterator<Item = (&str, &Error)> {
        let results = self.results.iter();
        results.filter_map(|(id, result)| Some((id.as_str(), result.as_ref().err()?)))
    }
}

impl<T> Default for BatchResults<T> {
    #[inline]
    fn default() -> Self {
        Self {
            batches: Vec::new(),
            unmatched_lines: Vec::new(),
            results: BTreeMap::new(),
        }
    }
}

/// All results, sorted by ID.
impl<T> IntoIterator for BatchResults<T> {
    type Item = (String, Result<T, Error>);
    type IntoIter = btree_map::IntoIter<String, Result<T, Error>>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.results.into_iter()
    }
}
