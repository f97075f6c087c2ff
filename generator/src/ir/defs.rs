//! The collection of all definitions of a document.

use std::ops::{Index, IndexMut};

use super::{Def, DefId};

/// All definitions, component schemas first, addressed by [`DefId`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defs(Vec<Def>);

impl Defs {
    /// Adds a definition.
    pub fn push(&mut self, def: Def) -> DefId {
        self.0.push(def);
        DefId::from_index(self.0.len() - 1)
    }

    /// Returns the number of definitions.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no definitions.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the definitions in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Def> {
        self.0.iter()
    }

    /// Iterates mutably over the definitions in order.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Def> {
        self.0.iter_mut()
    }

    /// Iterates over the definitions in order, each with its id.
    pub fn with_ids(&self) -> impl Iterator<Item = (DefId, &Def)> {
        let ids = (0..).map(DefId::from_index);
        ids.zip(&self.0)
    }
}

impl Index<DefId> for Defs {
    type Output = Def;

    fn index(&self, id: DefId) -> &Def {
        &self.0[id.index()]
    }
}

impl IndexMut<DefId> for Defs {
    fn index_mut(&mut self, id: DefId) -> &mut Def {
        &mut self.0[id.index()]
    }
}

impl<'a> IntoIterator for &'a Defs {
    type Item = &'a Def;
    type IntoIter = std::slice::Iter<'a, Def>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Def> for Defs {
    fn from_iter<I: IntoIterator<Item = Def>>(defs: I) -> Self {
        Self(defs.into_iter().collect())
    }
}
