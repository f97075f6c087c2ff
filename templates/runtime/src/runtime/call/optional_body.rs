//! Bodies that a call may leave out. Generated methods set them.

use serde::Serialize;

use super::Call;
#[cfg(feature = "multipart")]
use crate::runtime::form::IntoForm;

#[doc(hidden)]
impl<O> Call<O> {
    /// Sets the body to JSON of a media type, if there is a body.
    pub fn optional_json<T: Serialize>(self, media_type: &str, body: Option<T>) -> Self {
        match body {
            Some(body) => self.json_with_type(media_type, &body),
            None => self,
        }
    }

    /// Sets the body to a multipart form of a media type, if there is a form.
    #[cfg(feature = "multipart")]
    pub fn optional_form<T: IntoForm>(self, media_type: &str, form: Option<T>) -> Self {
        match form {
            Some(form) => self.form(form.into_form().with_media_type(media_type)),
            None => self,
        }
    }

    /// Sets the body to a URL-encoded form, if there is a form.
    #[cfg(feature = "url-encoded")]
    pub fn optional_url_encoded<T: Serialize>(self, form: Option<T>) -> Self {
        match form {
            Some(form) => self.url_encoded(&form),
            None => self,
        }
    }
}
