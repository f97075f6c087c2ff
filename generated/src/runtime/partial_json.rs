//! Parsing incomplete JSON, such as the arguments of a tool call that is still being streamed.

use serde_json::Value;

/// Parses the beginning of a JSON text and returns the value as far as it is certain.
///
/// An unterminated string is closed at its current end. Whatever could still change is left out: a number at the end,
/// a partial literal, a property name without a value. Returns `None` if no value has started yet, or if the text is
/// not the beginning of a JSON text.
pub fn parse_partial_json(json: &str) -> Option<Value> {
    serde_json::from_str(&complete(json)?).ok()
}

/// The shortest JSON text that starts with the certain part of the input.
fn complete(json: &str) -> Option<String> {
    let mut scanner = Scanner::new(json);
    scanner.scan();
    let mut completed = json[..scanner.certain].to_owned();
    if scanner.in_string {
        completed.push('"');
    }
    if completed.trim_start().is_empty() {
        return None;
    }
    completed.extend(scanner.closers.iter().rev());
    Some(completed)
}

/// Finds the part of an incomplete JSON text that no continuation can change.
struct Scanner<'a> {
    json: &'a [u8],
    position: usize,
    /// The end of the certain part.
    certain: usize,
    /// Whether the certain part ends inside a string.
    in_string: bool,
    /// The closing brackets of the open containers, outermost first.
    closers: Vec<char>,
    /// Whether the next string is a property name.
    expects_name: bool,
}

impl<'a> Scanner<'a> {
    fn new(json: &'a str) -> Self {
        Self {
            json: json.as_bytes(),
            position: 0,
            certain: 0,
            in_string: false,
            closers: Vec::new(),
            expects_name: false,
        }
    }

    fn scan(&mut self) {
        while let Some(&byte) = self.json.get(self.position) {
            match byte {
                b'{' => self.open('}'),
                b'[' => self.open(']'),
                b'}' | b']' => {
                    self.closers.pop();
                    self.position += 1;
                    self.certain = self.position;
                    self.expects_name = false;
                }
                b',' => {
                    self.expects_name = self.closers.last() == Some(&'}');
                    self.position += 1;
                }
                b':' => {
                    self.expects_name = false;
                    self.position += 1;
                }
                b'"' => self.string(),
                byte if byte.is_ascii_whitespace() => self.position += 1,
                _ => self.scalar(),
            }
        }
    }

    fn open(&mut self, closer: char) {
        self.closers.push(closer);
        self.expects_name = closer == '}';
        self.position += 1;
        self.certain = self.position;
    }

    /// Scans a string. Everything before an incomplete escape is certain, unless the string is a property name.
    fn string(&mut self) {
        let is_name = self.expects_name;
        self.position += 1;
        let mut complete_chars = self.position;
        while let Some(&byte) = self.json.get(self.position) {
            match byte {
                b'"' => {
                    self.position += 1;
                    if !is_name {
                        self.certain = self.position;
                    }
                    return;
                }
                b'\\' => self.position += escape_length(&self.json[self.position..]),
                _ => self.position += 1,
            }
            if self.position <= self.json.len() {
                complete_chars = self.position;
            }
        }
        self.position = self.json.len();
        if !is_name {
            self.certain = complete_chars;
            self.in_string = true;
        }
    }

    /// Scans a literal or a number. At the end of the input only a complete literal is certain, or a number at the top
    /// level.
    fn scalar(&mut self) {
        let start = self.position;
        let is_part = |byte: &u8| !byte.is_ascii_whitespace() && !b",:{}[]\"".contains(byte);
        self.position += self.json[start..]
            .iter()
            .take_while(|byte| is_part(byte))
            .count();
        let scalar = &self.json[start..self.position];
        let ended = self.position < self.json.len() || self.closers.is_empty();
        if ended || [&b"true"[..], b"false", b"null"].contains(&scalar) {
            self.certain = self.position;
        }
    }
}

/// The length of the escape sequence at the start, which exceeds the input if the sequence is incomplete. A surrogate
/// pair counts as one sequence.
fn escape_length(json: &[u8]) -> usize {
    if json.get(1) != Some(&b'u') {
        return 2;
    }
    let is_high_surrogate = json
        .get(2)
        .is_some_and(|digit| digit.eq_ignore_ascii_case(&b'd'))
        && json
            .get(3)
            .is_some_and(|digit| matches!(digit, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'));
    let low_surrogate_may_follow = json.get(6).is_none_or(|byte| *byte == b'\\')
        && json.get(7).is_none_or(|byte| *byte == b'u');
    if is_high_surrogate && low_surrogate_may_follow {
        12
    } else {
        6
    }
}
