//! Finds the properties of a record by name.

/// A hash table of the names of properties, computed at compile time.
pub(crate) struct Lookup {
    /// The index of the property with a hash. Properties with equal hashes follow each other.
    slots: [u8; Self::SIZE],
}

impl Lookup {
    /// The index of a property without a field.
    pub(crate) const UNDECLARED: usize = usize::MAX;
    /// The number of slots, which is at least twice the number of properties that are found by their hashes.
    const SIZE: usize = 128;
    const EMPTY: u8 = u8::MAX;

    pub(crate) const fn new(properties: &[(&str, bool)]) -> Self {
        let mut slots = [Self::EMPTY; Self::SIZE];
        let mut index = 0;
        while index < properties.len() && index < Self::SIZE / 2 {
            let mut slot = Self::hash(properties[index].0);
            while slots[slot] != Self::EMPTY {
                slot = (slot + 1) % Self::SIZE;
            }
            #[allow(clippy::cast_possible_truncation)] // below the number of slots
            let number = index as u8;
            slots[slot] = number;
            index += 1;
        }
        Self { slots }
    }

    /// Returns the index of the property with this name.
    pub(crate) fn find(&self, properties: &[(&str, bool)], name: &str) -> usize {
        let mut slot = Self::hash(name);
        loop {
            let index = self.slots[slot % Self::SIZE];
            if index == Self::EMPTY {
                break;
            }
            let index = usize::from(index);
            match properties.get(index) {
                Some((property, _)) if *property == name => return index,
                _ => slot += 1,
            }
        }
        let more = properties.iter().enumerate().skip(Self::SIZE / 2);
        let mut found = more.filter(|(_, (property, _))| *property == name);
        found.next().map_or(Self::UNDECLARED, |(index, _)| index)
    }

    /// Returns the slot at which the search begins.
    const fn hash(name: &str) -> usize {
        let name = name.as_bytes();
        let length = name.len();
        if length == 0 {
            return 0;
        }
        let (first, middle, last) = (name[0], name[length / 2], name[length - 1]);
        let letters = first as usize * 29 + middle as usize * 61 + last as usize * 32;
        (letters + length * 36) % Self::SIZE
    }
}
