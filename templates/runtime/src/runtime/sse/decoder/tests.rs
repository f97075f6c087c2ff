//! Decoding of event streams that are split at every possible position.

use super::*;

/// Decodes a stream that arrives in chunks of the given size.
fn decode(stream: &[u8], size: usize) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut decoder = Decoder::new();
    let mut all = Vec::new();
    for bytes in stream.chunks(size) {
        decoder.push(bytes);
        while let Some(event) = decoder.next_event() {
            all.push((text(event.name), text(event.data)));
        }
    }
    if let Some(event) = decoder.finish() {
        all.push((text(event.name), text(event.data)));
    }
    all
}

#[track_caller]
fn check(stream: &[u8], expected: &[(&str, &str)]) {
    for size in 1..=stream.len().max(1) {
        let events = decode(stream, size);
        let events: Vec<_> = events
            .iter()
            .map(|(n, d)| (n.as_str(), d.as_str()))
            .collect();
        assert_eq!(events, expected, "in chunks of {size} bytes");
    }
}

#[test]
fn lines_end_with_lf_cr_or_crlf() {
    check(b"data: a\n\ndata: b\n\n", &[("", "a"), ("", "b")]);
    check(b"data: a\r\rdata: b\r\r", &[("", "a"), ("", "b")]);
    check(b"data: a\r\n\r\ndata: b\r\n\r\n", &[("", "a"), ("", "b")]);
    check(b"data: a\r\n\ndata: b\n\r\n", &[("", "a"), ("", "b")]);
}

#[test]
fn a_byte_order_mark_at_the_start_is_skipped() {
    check(b"\xEF\xBB\xBFdata: a\n\n", &[("", "a")]);
    check(b"\xEF\xBBdata: a\n\ndata: b\n\n", &[("", "b")]);
}

#[test]
fn bytes_without_content_before_a_field_are_ignored() {
    check(
        b"\0\0\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n\0data: b\n\n  event: x\n\tdata: c\n\n",
        &[("", "a"), ("", "b"), ("x", "c")],
    );
    check(b"\0\n\n\r\r\0\0\ndata: a\n\n", &[("", "a")]);
    check(b"data: a\n\0\n \ndata: b\n\n", &[("", "a\nb")]);
}

#[test]
fn an_object_after_other_bytes_is_data() {
    check(
        b"1a3\r\nOKdata: {\"a\":1}\n\nData: {\"b\":2}\n\ndata : [DONE]\n\n",
        &[("", r#"{"a":1}"#), ("", r#"{"b":2}"#), ("", "[DONE]")],
    );
    check(b"metadata: text\n: data: {}\nid: data: {}\n\n", &[]);
}

#[test]
fn json_may_have_unescaped_line_feeds() {
    check(
        b"data: {\n  \"a\": [\n    1\n  ]\n}\nfoo: 1\n\ndata: b\nc\n\n",
        &[("", "{\n\"a\": [\n1\n]\n}"), ("", "b")],
    );
}

#[test]
fn comments_and_unknown_fields_are_ignored() {
    check(
        b": hi\n\nkind: 7\nretry 3\ndata: a\n:\nfoo\n\n",
        &[("", "a")],
    );
}

#[test]
fn an_event_has_its_id_and_its_reconnection_time() {
    let stream = b"id: 7\nretry: 30\ndata: a\n\nid\nretry: soon\ndata: b\n\nid: x\0\ndata: c\n\n";
    for size in 1..=stream.len() {
        let (mut decoder, mut events) = (Decoder::new(), Vec::new());
        for bytes in stream.chunks(size) {
            decoder.push(bytes);
            while let Some(event) = decoder.next_event() {
                events.push((event.id.map(<[u8]>::to_vec), event.retry.to_vec()));
            }
        }
        let expected = [
            (Some(b"7".to_vec()), b"30".to_vec()),
            (Some(Vec::new()), Vec::new()),
            (None, Vec::new()),
        ];
        assert_eq!(events, expected, "in chunks of {size} bytes");
    }
}

#[test]
fn data_lines_are_joined() {
    check(
        b"data: a\ndata\ndata:b\ndata:  c\n\n",
        &[("", "a\n\nb\n c")],
    );
}

#[test]
fn objects_are_separate_events_without_an_empty_line_between_them() {
    check(
        b"data: {\"a\":1}\ndata: {\"b\":2}\ndata:{\"c\":3}\n\ndata: x\n\n",
        &[
            ("", r#"{"a":1}"#),
            ("", r#"{"b":2}"#),
            ("", r#"{"c":3}"#),
            ("", "x"),
        ],
    );
    check(b"data: {\"a\":\ndata: {}}\n\n", &[("", "{\"a\":\n{}}")]);
}

#[test]
fn a_repeated_field_name_before_json_is_removed() {
    check(
        b"data: data: {\"a\":1}\n\n\n\ndata:data:{\"b\":2}\ndata: data: {\"c\":3}\n\ndata: data: [DONE]\n\n",
        &[
            ("", r#"{"a":1}"#),
            ("", r#"{"b":2}"#),
            ("", r#"{"c":3}"#),
            ("", "[DONE]"),
        ],
    );
    check(b"data: data: text\n\n", &[("", "data: text")]);
    check(b"data:  {}\n\n", &[("", " {}")]);
}

#[test]
fn an_object_without_a_field_name_is_data() {
    check(
        b"data: a\n\n{\"error\":{\"message\":\"m\"}}\n\n",
        &[("", "a"), ("", r#"{"error":{"message":"m"}}"#)],
    );
    check(
        b"data: a\n\n{\"error\":1}",
        &[("", "a"), ("", r#"{"error":1}"#)],
    );
}

#[test]
fn a_name_applies_to_one_event() {
    check(
        b"event: x\ndata: a\n\ndata: b\n\nevent: y\n\ndata: c\nevent: z\n\n",
        &[("x", "a"), ("", "b"), ("z", "c")],
    );
}

#[test]
fn an_event_without_data_is_dropped() {
    check(b"event: x\n\n\n\ndata: a\n\n", &[("", "a")]);
}

#[test]
fn data_may_be_empty() {
    check(b"data\n\ndata:\n\n", &[("", ""), ("", "")]);
}

#[test]
fn an_unterminated_event_is_returned_at_the_end() {
    check(b"data: a\n\ndata: b", &[("", "a"), ("", "b")]);
    check(b"data: a\n\nevent: x\ndata: b\n", &[("", "a"), ("x", "b")]);
    check(b"", &[]);
}

#[test]
fn invalid_utf8_is_passed_through() {
    let mut decoder = Decoder::new();
    decoder.push(b"data: \xFF\xFE\n\n");
    assert_eq!(
        decoder.next_event().map(|event| event.data),
        Some(&b"\xFF\xFE"[..])
    );
}

#[test]
fn memory_use_does_not_grow_with_the_number_of_events() {
    let mut decoder = Decoder::new();
    for _ in 0..100_000 {
        decoder.push(b"event: x\ndata: 0123456789\n\ndata: 01");
        while decoder.next_event().is_some() {}
        decoder.push(b"23\n\n");
        while decoder.next_event().is_some() {}
    }
    assert!(
        decoder.lines.capacity() < 4096,
        "{}",
        decoder.lines.capacity()
    );
}
