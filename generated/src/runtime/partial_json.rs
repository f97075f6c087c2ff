//! JSON that has not come to its end yet, as the arguments of a call that is still being streamed.
//!
//! In: the beginning of a JSON text. Out: the value as far as it is certain.
//! Must not know: what the value is for.

use serde_json::Value;

/// The value that a JSON text has been so far.
///
/// Text that has not ended is taken as it is. What might still become something else is left out: a number at the end,
/// half a literal, a name without its value. `None` if no value has begun, or the text cannot become JSON.
pub fn parse_partial_json(text: &str) -> Option<Value> {
    serde_json::from_str(&complete(text)?).ok()
}

/// The shortest JSON text that begins as this one does, without what is uncertain at its end.
fn complete(text: &str) -> Option<String> {
    let mut reader = Reader::new(text);
    reader.read();
    let mut whole = text[..reader.certain].to_owned();
    if reader.open_string {
        whole.push('"');
    }
    if whole.trim_start().is_empty() {
        return None;
    }
    whole.extend(reader.closers.iter().rev());
    Some(whole)
}

/// How far a text has been read.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// The end of what stays whatever follows.
    certain: usize,
    /// Whether that end is inside a text.
    open_string: bool,
    /// What closes the containers that are open.
    closers: Vec<char>,
    /// Whether the next text is the name of a member.
    name_next: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            certain: 0,
            open_string: false,
            closers: Vec::new(),
            name_next: false,
        }
    }

    fn read(&mut self) {
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'{' => self.open('}'),
                b'[' => self.open(']'),
                b'}' | b']' => {
                    self.closers.pop();
                    self.at += 1;
                    self.certain = self.at;
                    self.name_next = false;
                }
                b',' => {
                    self.name_next = self.closers.last() == Some(&'}');
                    self.at += 1;
                }
                b':' => {
                    self.name_next = false;
                    self.at += 1;
                }
                b'"' => self.string(),
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => self.word(),
            }
        }
    }

    fn open(&mut self, closer: char) {
        self.closers.push(closer);
        self.name_next = closer == '}';
        self.at += 1;
        self.certain = self.at;
    }

    /// A text. Of one that has not ended all but half an escape is certain, unless it is a name.
    fn string(&mut self) {
        let is_name = self.name_next;
        self.at += 1;
        let mut whole = self.at;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    if !is_name {
                        self.certain = self.at;
                    }
                    return;
                }
                b'\\' => self.at += escape(&self.text[self.at..]),
                _ => self.at += 1,
            }
            if self.at <= self.text.len() {
                whole = self.at;
            }
        }
        self.at = self.text.len();
        if !is_name {
            self.certain = whole;
            self.open_string = true;
        }
    }

    /// A literal or a number; at the end of the text only a whole literal is certain, or a number that is all there is.
    fn word(&mut self) {
        let start = self.at;
        let is_part = |byte: &u8| !byte.is_ascii_whitespace() && !b",:{}[]\"".contains(byte);
        self.at += self.text[start..]
            .iter()
            .take_while(|byte| is_part(byte))
            .count();
        let word = &self.text[start..self.at];
        let ended = self.at < self.text.len() || self.closers.is_empty();
        if ended || [&b"true"[..], b"false", b"null"].contains(&word) {
            self.certain = self.at;
        }
    }
}

/// The length of the escape at the start, longer than what is there if it has not ended. Two halves of a character
/// are one.
fn escape(text: &[u8]) -> usize {
    if text.get(1) != Some(&b'u') {
        return 2;
    }
    let is_first_half = text
        .get(2)
        .is_some_and(|digit| digit.eq_ignore_ascii_case(&b'd'))
        && text
            .get(3)
            .is_some_and(|digit| matches!(digit, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'));
    let second_may_follow = text.get(6).is_none_or(|byte| *byte == b'\\')
        && text.get(7).is_none_or(|byte| *byte == b'u');
    if is_first_half && second_may_follow {
        12
    } else {
        6
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_come_is_read_at_any_cut() {
        let whole =
            r#"{"a": "x\n\u00e9 \ud83d\ude00", "b": [1, -2.5e3, true, null], "c": {"d": {}}}"#;
        for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let begun = whole[..end].trim_start().starts_with('{');
            assert_eq!(
                parse_partial_json(&whole[..end]).is_some(),
                begun,
                "{}",
                &whole[..end]
            );
        }
        let value: Value = serde_json::from_str(whole).expect("JSON");
        assert_eq!(parse_partial_json(whole), Some(value));
    }

    #[test]
    fn what_may_become_something_else_is_left_out() {
        for (text, value) in [
            (r#"{"a": 12"#, json!({})),
            (r#"{"a": 12,"#, json!({ "a": 12 })),
            (r#"{"a": tr"#, json!({})),
            (r#"{"a": true"#, json!({ "a": true })),
            (r#"{"a": "x", "b"#, json!({ "a": "x" })),
            (r#"{"a": "x", "b":"#, json!({ "a": "x" })),
            (r#"{"a": "x\"#, json!({ "a": "x" })),
            (r#"{"a": "x\u00"#, json!({ "a": "x" })),
            (r#"{"a": "x\ud83d"#, json!({ "a": "x" })),
            (r#"{"a": "x\ud83d\ude"#, json!({ "a": "x" })),
            (r#"["a", "b"#, json!(["a", "b"])),
            (r#"[{"a": []"#, json!([{ "a": [] }])),
            ("12", json!(12)),
        ] {
            assert_eq!(parse_partial_json(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in ["", "  ", "nul", "}", "{]", r#"{"a" "b"}"#, "hello"] {
            assert_eq!(parse_partial_json(text), None, "{text}");
        }
    }
}
