//! The parts of an item: its content and its summary.

use super::MAX_MOVED;

/// The index of each part in a list. Services may leave gaps.
#[derive(Clone, Debug, Default)]
pub(super) struct PartIndexes {
    list: Vec<Option<i64>>,
    /// The smallest and the largest index. A part outside of them is new, which most parts are when they start.
    range: Option<(i64, i64)>,
    /// How many parts were moved by others that arrived out of order.
    moved: usize,
}

impl PartIndexes {
    /// Returns the position of the part with this index for which `fits` returns `true`. Without an index, it is the
    /// last such part. The part is created if it does not exist.
    #[inline]
    pub(super) fn position<T>(
        &mut self,
        parts: &mut Vec<T>,
        index: Option<i64>,
        fits: impl Fn(&T) -> bool,
        create: impl FnOnce() -> T,
    ) -> usize {
        if self.list.len() != parts.len() {
            self.list = (0..).map(Some).take(parts.len()).collect();
            self.range = match self.list.last() {
                Some(Some(last)) => Some((0, *last)),
                _ => None,
            };
        }
        let is_new = index.is_some_and(|index| {
            self.range
                .is_none_or(|(first, last)| index < first || index > last)
        });
        let existing = (!is_new).then(|| {
            parts
                .iter()
                .zip(&self.list)
                .rposition(|(part, existing)| (index.is_none() || *existing == index) && fits(part))
        });
        existing.flatten().unwrap_or_else(|| {
            let position = self.insert(index);
            parts.insert(position, create());
            position
        })
    }

    /// Inserts an index before the larger ones, or at the end if too many parts arrived out of order.
    #[inline]
    fn insert(&mut self, index: Option<i64>) -> usize {
        let end = self.list.len();
        let Some(number) = index else {
            self.list.push(None);
            return end;
        };
        let is_last = self.range.is_none_or(|(_, last)| number >= last);
        let is_later = |existing: &Option<i64>| existing.is_some_and(|it| it > number);
        let later = match is_last {
            true => None,
            false => self.list.iter().position(is_later),
        };
        let mut position = later.unwrap_or(end);
        if self.moved + (end - position) > MAX_MOVED {
            position = end;
        }
        self.moved += end - position;
        self.list.insert(position, index);
        let (first, last) = self.range.unwrap_or((number, number));
        self.range = Some((first.min(number), last.max(number)));
        position
    }
}
