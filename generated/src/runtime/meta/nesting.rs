//! The position in JSON that arrives in pieces.

/// What encloses a position in JSON. Each byte is read once.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    has_ended: bool,
}

impl Nesting {
    /// Reads the bytes at the position.
    pub(crate) fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.in_string {
                let is_escaped = std::mem::take(&mut self.is_escaped);
                match byte {
                    b'"' if !is_escaped => {
                        self.in_string = false;
                        self.has_ended |= self.depth == 0;
                    }
                    b'\\' => self.is_escaped = !is_escaped,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.has_ended |= self.depth == 0;
                }
                _ => {}
            }
        }
    }

    /// Returns whether the position is inside an object, a list or a string.
    pub(crate) fn is_open(&self) -> bool {
        self.in_string || self.depth > 0
    }

    /// Returns whether an object, a list or a string at the outermost level has ended.
    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended
    }
}
