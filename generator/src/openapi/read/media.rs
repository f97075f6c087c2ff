//! Bodies by media type.

use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};

use super::Reader;
use crate::document::{Map, Node};

impl Reader<'_> {
    pub(super) fn body_or_reference(&mut self, node: &Node) -> ReferenceOr<RequestBody> {
        self.referable(node, "requestBodies", Self::request_body)
    }

    fn request_body(&mut self, node: &Node) -> RequestBody {
        let Some(map) = self.object(node, "a request body") else {
            return RequestBody::default();
        };
        RequestBody {
            description: self.text(map, "description"),
            content: self.content(map),
            required: self.flag(map, "required").unwrap_or_default(),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn content(&mut self, map: &Map) -> Content {
        self.named(map, "content", Self::media_type)
    }

    fn media_type(&mut self, node: &Node) -> MediaType {
        let Some(map) = self.object(node, "a media type") else {
            return MediaType::default();
        };
        MediaType {
            schema: map.get("schema").map(|node| self.schema(node)),
            encoding: self.named(map, "encoding", Self::encoding),
            extensions: Self::extensions(map),
            ..MediaType::default()
        }
    }

    fn encoding(&mut self, node: &Node) -> Encoding {
        let Some(map) = self.object(node, "an encoding") else {
            return Encoding::default();
        };
        let style = self.query_style(map);
        let form = matches!(style, Some(QueryStyle::Form));
        Encoding {
            content_type: self.text(map, "contentType"),
            headers: self.named(map, "headers", Self::header_or_reference),
            style,
            explode: self.flag(map, "explode").unwrap_or(form),
            allow_reserved: self.flag(map, "allowReserved").unwrap_or_default(),
            extensions: Self::extensions(map),
        }
    }
}
