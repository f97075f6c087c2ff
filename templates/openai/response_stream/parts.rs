//! The parts of an item: its content and its summary.

/// The index of each part in a list. Services may leave gaps.
#[derive(Clone, Debug, Default)]
pub(super) struct PartIndexes(Vec<Option<i64>>);

impl PartIndexes {
    /// Returns the position of the part with this index that `fits`, or without an index of the last one that does. It
    /// is created if it does not exist.
    #[inline]
    pub(super) fn position<T>(
        &mut self,
        parts: &mut Vec<T>,
        index: Option<i64>,
        fits: impl Fn(&T) -> bool,
        create: impl FnOnce() -> T,
    ) -> usize {
        if self.0.len() != parts.len() {
            self.0 = (0..).map(Some).take(parts.len()).collect();
        }
        let existing = parts
            .iter()
            .zip(&self.0)
            .rposition(|(part, existing)| (index.is_none() || *existing == index) && fits(part));
        existing.unwrap_or_else(|| {
            let is_later = |existing: &Option<i64>| index.is_some() && *existing > index;
            let position = self.0.iter().position(is_later).unwrap_or(parts.len());
            self.0.insert(position, index);
            parts.insert(position, create());
            position
        })
    }
}
