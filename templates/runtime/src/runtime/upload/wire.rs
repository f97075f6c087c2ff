//! Uploads as fields of generated types.

use serde::{Deserialize, Deserializer};

use super::Upload;
use crate::runtime::codec::{Kind, Wire};

/// The codec kind of uploads.
pub struct Uploads;

impl Wire for Upload {
    type Kind = Uploads;
}

impl Kind<Upload> for Uploads {
    fn blank() -> Upload {
        Upload::default()
    }

    fn is_blank(value: &Upload) -> bool {
        *value == Upload::default()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Upload, D::Error> {
        Upload::deserialize(from)
    }
}
