//! Properties that the document itself requires in requests, although an overlay makes them optional.
//!
//! Input: samples of the document with its overlays, and without them. Output: bodies that have both. An overlay makes
//! a property optional where responses lack it; the type of a response is often also the type of a request, and a
//! server may still reject a request without the property.

use serde_json::Value;

use super::{BodySample, Sample};

/// Adds to each body the properties that the same body has in `original`.
pub fn require(samples: &mut [Sample], original: &[Sample]) {
    for sample in samples {
        let same = |other: &&Sample| other.method == sample.method && other.path == sample.path;
        let Some(original) = original.iter().find(same) else {
            continue;
        };
        for body in &mut sample.bodies {
            let same = |other: &&BodySample| other.media_type == body.media_type;
            if let Some(original) = original.bodies.iter().find(same) {
                add_missing(&mut body.value, &original.value);
                let is_optional = |name: &String| original.value.get(name).is_none();
                body.optional.retain(is_optional);
            }
        }
    }
}

/// Adds the properties that an object lacks, also in the objects that both have.
fn add_missing(value: &mut Value, original: &Value) {
    let (Value::Object(value), Value::Object(original)) = (value, original) else {
        return;
    };
    for (name, original) in original {
        match value.get_mut(name) {
            Some(value) => add_missing(value, original),
            None => drop(value.insert(name.clone(), original.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BodySample, Sample, require};

    fn sample(method: &str, value: Value) -> Sample {
        Sample {
            method: method.to_owned(),
            path: "/pets".to_owned(),
            bodies: vec![BodySample {
                media_type: "application/json".to_owned(),
                value,
                optional: vec!["files".to_owned(), "name".to_owned()],
            }],
            ..Sample::default()
        }
    }

    #[test]
    fn properties_that_an_overlay_made_optional_are_sent() {
        let mut samples = [
            sample("POST", json!({"a": 1, "nested": {}})),
            sample("PUT", json!({})),
        ];
        let original = [sample(
            "POST",
            json!({"files": "f", "a": 2, "nested": {"b": 3}}),
        )];
        require(&mut samples, &original);
        let [post, put] = &samples;
        assert_eq!(
            post.bodies[0].value,
            json!({"files": "f", "a": 1, "nested": {"b": 3}})
        );
        assert_eq!(post.bodies[0].optional, ["name"]);
        assert_eq!(put.bodies[0].value, json!({}));
    }
}
