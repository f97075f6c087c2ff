//! Reads request bodies and media types.

use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};

use super::Reader;
use crate::document::{Map, Node};

impl Reader<'_> {
    pub(super) fn body_or_reference(&mut self, node: &Node) -> ReferenceOr<RequestBody> {
        self.reference_or(node, "requestBodies", Self::request_body)
    }

    fn request_body(&mut self, node: &Node) -> RequestBody {
        let Some(map) = self.object(node, "a request body") else {
            return RequestBody::default();
        };
        RequestBody {
            description: self.string(map, "description"),
            content: self.content(map),
            required: self.flag(map, "required").unwrap_or_default(),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn content(&mut self, map: &Map) -> Content {
        self.map_field(map, "content", Self::media_type)
    }

    fn media_type(&mut self, node: &Node) -> MediaType {
        let Some(map) = self.object(node, "a media type") else {
            return MediaType::default();
        };
        MediaType {
            schema: map.get("schema").map(|node| self.schema(node)),
            encoding: self.map_field(map, "encoding", Self::encoding),
            extensions: Self::extensions(map),
            ..MediaType::default()
        }
    }

    fn encoding(&mut self, node: &Node) -> Encoding {
        let Some(map) = self.object(node, "an encoding") else {
            return Encoding::default();
        };
        let (explode, allow_reserved) =
            (self.flag(map, "explode"), self.flag(map, "allowReserved"));
        // Any of the three fields selects a style, and the default style is `form`.
        let is_styled = explode.is_some() || allow_reserved.is_some();
        let style = self.query_style(map);
        let style = style.or(is_styled.then_some(QueryStyle::Form));
        let is_form = matches!(style, Some(QueryStyle::Form));
        Encoding {
            content_type: self.string(map, "contentType"),
            headers: self.map_field(map, "headers", Self::header_or_reference),
            style,
            explode: explode.unwrap_or(is_form),
            allow_reserved: allow_reserved.unwrap_or_default(),
            extensions: Self::extensions(map),
        }
    }
}
