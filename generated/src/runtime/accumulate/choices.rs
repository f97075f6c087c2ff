//! The choices of a value that is built from chunks.

/// The state of each choice, and the rule that places chunks into choices.
///
/// Choices are identified by their index and sorted by it. A chunk without an index continues the previous one.
#[derive(Clone, Debug, Default)]
pub struct ChoiceStates<S> {
    states: Vec<S>,
    /// The index of the choice that was changed last.
    last: i64,
    /// How many choices were moved by others that arrived out of order.
    moved: usize,
}

/// How many choices may be moved by others that arrive out of order. A service has no reason to send so many.
const MAX_MOVED: usize = 1 << 20;

impl<S: Default> ChoiceStates<S> {
    /// Returns the position of the choice with an index. A new choice is created by `start`. Returns `None` if too many
    /// arrived out of order.
    pub fn place<C>(
        &mut self,
        choices: &mut Vec<C>,
        index: Option<i64>,
        index_of: fn(&C) -> i64,
        start: fn(i64) -> C,
    ) -> Option<(&mut S, usize)> {
        self.last = index.unwrap_or(self.last);
        let index = self.last;
        let position = choices.partition_point(|choice| index_of(choice) < index);
        if choices
            .get(position)
            .is_none_or(|choice| index_of(choice) != index)
        {
            self.moved += choices.len() - position;
            if self.moved > MAX_MOVED {
                return None;
            }
            choices.insert(position, start(index));
            self.states.insert(position, S::default());
        }
        Some((self.states.get_mut(position)?, position))
    }

    /// Returns the states in the order of the choices.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut S> {
        self.states.iter_mut()
    }

    /// Returns whether there is a choice and all choices have a property.
    pub fn are_all(&self, has_property: impl Fn(&S) -> bool) -> bool {
        !self.states.is_empty() && self.states.iter().all(has_property)
    }
}
