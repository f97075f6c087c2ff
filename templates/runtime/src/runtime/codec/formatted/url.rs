//! The type of the crate `url`.

use url::Url;

super::format! {
    Url: "a URL", blank(), Url::parse, |value| value.as_str().to_owned();
}

fn blank() -> Url {
    Url::parse("about:blank").expect("a valid URL")
}
