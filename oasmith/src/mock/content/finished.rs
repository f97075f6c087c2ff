//! Objects in their final state, so that a program that waits for them does not wait forever.

use serde_json::Value;

/// The final state of each kind of object, by its property `object`.
const FINAL: &[(&str, &str)] = &[
    ("batch", "completed"),
    ("eval.run", "completed"),
    ("file", "processed"),
    ("fine_tuning.job", "succeeded"),
    ("thread.run", "completed"),
    ("upload", "completed"),
    ("vector_store", "completed"),
    ("vector_store.file", "completed"),
    ("vector_store.file_batch", "completed"),
    ("vector_store.files_batch", "completed"),
    ("video", "completed"),
];
/// Properties that are `null` in an object that has not failed.
const OF_FAILURES: &[&str] = &[
    "cancelled_at",
    "error",
    "failed_at",
    "incomplete_details",
    "last_error",
    "required_action",
];

/// Sets the state of an object, and of each object in a list.
pub fn finish(value: &mut Value) {
    if let Some(Value::Array(items)) = value.get_mut("data") {
        items.iter_mut().for_each(finish_object);
    }
    finish_object(value);
}

fn finish_object(value: &mut Value) {
    let kind = value["object"].as_str().unwrap_or_default().to_owned();
    let state = FINAL.iter().find(|(name, _)| *name == kind);
    let (Some((_, state)), Some(object)) = (state, value.as_object_mut()) else {
        return;
    };
    for (name, value) in object {
        match name.as_str() {
            "status" => *value = Value::from(*state),
            "progress" if value.is_number() => *value = Value::from(100),
            // The error of an evaluation is always an object.
            name if OF_FAILURES.contains(&name) && kind != "eval.run" => *value = Value::Null,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::finish;

    #[test]
    fn known_objects_are_finished_and_others_are_not_changed() {
        let mut batch = json!({"object": "batch", "status": "validating", "error": {}, "id": "b"});
        finish(&mut batch);
        assert_eq!(
            batch,
            json!({"object": "batch", "status": "completed", "error": null, "id": "b"})
        );
        let mut list = json!({"object": "list", "data": [{"object": "video", "status": "queued", "progress": 1}]});
        finish(&mut list);
        assert_eq!(
            list["data"][0],
            json!({"object": "video", "status": "completed", "progress": 100})
        );
        let mut other = json!({"object": "pet", "status": "asleep"});
        finish(&mut other);
        assert_eq!(other["status"], "asleep");
    }
}
