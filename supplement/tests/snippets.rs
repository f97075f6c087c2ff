//! A small SDK, written for this test, against a small document.

use std::collections::{BTreeMap, BTreeSet};

use oasmith_core::diagnostic::Diagnostics;
use oasmith_core::document::{self, Node, write_yaml};
use oasmith_core::source::{SourceFile, SourceMap};
use supplement::config::Config;
use supplement::difference::{Settings, difference};
use supplement::document::Document;
use supplement::item::{Item, items};
use supplement::omissions::Omissions;
use supplement::sdk::{Package, Type, Types, operations, record};

const RESOURCE: &str = r#"
from ..types import parcel_create_params, parcel_list_params
from ..types.parcel import Parcel
from ..types.parcel_event import ParcelEvent
from .._streaming import Stream
from ..pagination import SyncCursorPage

class Parcels(SyncAPIResource):
    @overload
    def create(self, *, label: str, stream: Literal[True]) -> Stream[ParcelEvent]: ...

    @required_args(["label"], ["label", "stream"])
    def create(self, *, label: str, stream: Literal[False] | Literal[True] | Omit = omit) -> Parcel | Stream[ParcelEvent]:
        """Words that are dropped."""
        extra_headers = {"Parcel-Beta": "v2", **(extra_headers or {})}
        return self._post(
            "/parcels",
            body=maybe_transform(
                {"label": label, "stream": stream},
                parcel_create_params.ParcelCreateParamsStreaming
                if stream
                else parcel_create_params.ParcelCreateParamsNonStreaming,
            ),
            options=make_request_options(security={"token_auth": True}),
            cast_to=Parcel,
            stream=stream or False,
            stream_cls=Stream[ParcelEvent],
        )

    def list(self, *, after: str | Omit = omit) -> SyncCursorPage[Parcel]:
        return self._get_api_list(
            "/parcels",
            page=SyncCursorPage[Parcel],
            options=make_request_options(
                query=maybe_transform({"after": after}, parcel_list_params.ParcelListParams),
                security={"token_auth": True},
            ),
            model=Parcel,
        )

    def scan(self, parcel_id: str, *, file: FileTypes, trace: str | Omit = omit) -> None:
        extra_headers = {"Accept": "*/*", **(extra_headers or {})}
        extra_headers = {**strip_not_given({"Trace-Id": trace}), **(extra_headers or {})}
        body = deepcopy_with_paths({"file": file}, [["file"]])
        files = extract_files(cast(Mapping[str, object], body), paths=[["file"]])
        extra_headers = {"Content-Type": "multipart/form-data", **(extra_headers or {})}
        return self._post(
            path_template("/parcels/{parcel_id}/scan", parcel_id=parcel_id),
            body=maybe_transform(body, parcel_scan_params.ParcelScanParams),
            files=files,
            options=make_request_options(security={"token_auth": True}),
            cast_to=NoneType,
        )
"#;

const CREATE: &str = r#"
_Reserved = TypedDict("_Reserved", {"async": bool}, total=False)

class ParcelCreateParamsBase(_Reserved, TypedDict, total=False):
    label: Required[str]
    weight_unit: Annotated[Optional[Literal["g", "kg"]], PropertyInfo(alias="weightUnit")]

class ParcelCreateParamsNonStreaming(ParcelCreateParamsBase, total=False):
    stream: Literal[False]

class ParcelCreateParamsStreaming(ParcelCreateParamsBase):
    stream: Required[Literal[True]]

ParcelCreateParams = Union[ParcelCreateParamsNonStreaming, ParcelCreateParamsStreaming]
"#;

const PARCEL: &str = r#"
from .parcel_state import ParcelState

class Sender(BaseModel):
    name: str

class Parcel(BaseModel):
    id: str
    """Words that are dropped."""

    state: ParcelState
    sender: Optional[Sender] = None
    parent: Optional["Parcel"] = None
    async_: Optional[bool] = FieldInfo(alias="async", default=None)
"#;

const EVENT: &str = r#"
class Sent(BaseModel):
    type: Literal["parcel.sent"]

class Lost(BaseModel):
    type: Literal["parcel.lost"]
    last_seen: Union[str, float, None] = None

ParcelEvent: TypeAlias = Annotated[Union[Sent, Lost], PropertyInfo(discriminator="type")]
"#;

const FILES: &[(&str, &str)] = &[
    ("resources/parcels", RESOURCE),
    ("types/__init__", "from .parcel import Parcel as Parcel\n"),
    ("types/parcel_create_params", CREATE),
    ("types/parcel", PARCEL),
    ("types/parcel_event", EVENT),
    (
        "types/parcel_state",
        "ParcelState: TypeAlias = Literal[\"sent\", \"lost\", \"found\"]\n",
    ),
    (
        "types/parcel_list_params",
        "class ParcelListParams(TypedDict, total=False):\n    after: str\n",
    ),
    (
        "types/parcel_scan_params",
        "class ParcelScanParams(TypedDict, total=False):\n    file: Required[FileTypes]\n",
    ),
];

const DOCUMENT: &str = "
openapi: 3.1.0
paths:
  /parcels:
    get:
      operationId: listParcels
      parameters: []
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/Parcel'}}
components:
  schemas:
    Parcel:
      type: object
      required: [id, state]
      properties:
        id: {type: string}
        state: {type: string, enum: [sent, lost]}
        sender: {type: [object, 'null'], properties: {name: {type: string}}}
        parent: {$ref: '#/components/schemas/Parcel'}
";

fn package() -> Package {
    let mut package = Package::default();
    package.name = "parcels".to_owned();
    package.version = "1.0.0".to_owned();
    package.root = "parcels".to_owned();
    let resource = RESOURCE.replace(
        "from ..types import parcel_create_params, parcel_list_params",
        "from ..types import parcel_create_params, parcel_list_params, parcel_scan_params",
    );
    for (path, text) in FILES {
        let text = match *path {
            "resources/parcels" => resource.as_str(),
            _ => text,
        };
        package.add(path, text).expect("it parses");
    }
    package
}

fn tree(text: &str) -> Node {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::new("document.yaml", text));
    document::read(&sources, id, &mut Diagnostics::default()).expect("a tree")
}

fn config() -> Config {
    Config {
        security: BTreeMap::from([("token_auth".to_owned(), "Token".to_owned())]),
        ..Config::default()
    }
}

#[test]
fn operations_have_their_parts() {
    let package = package();
    let types = Types::new(&package);
    let found = operations(&types);
    let keys: Vec<String> = found
        .iter()
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    assert_eq!(
        keys,
        [
            "get /parcels",
            "post /parcels",
            "post /parcels/{parcel_id}/scan"
        ]
    );
    let [list, create, scan] = found.as_slice() else {
        unreachable!()
    };
    assert_eq!(list.response.page.as_deref(), Some("CursorPage"));
    assert_eq!(list.query[0].wire, "after");
    assert_eq!(
        create.fixed_headers,
        [("Parcel-Beta".to_owned(), "v2".to_owned())]
    );
    assert_eq!(create.security, ["token_auth"]);
    assert!(create.response.switched && create.response.event.is_some());
    let body = create.body.as_ref().expect("a body");
    let stream = body
        .fields
        .iter()
        .find(|it| it.wire == "stream")
        .expect("a switch");
    assert_eq!((&stream.ty, stream.required), (&Type::Boolean, false));
    assert!(scan.body.as_ref().is_some_and(|it| it.multipart));
    assert_eq!(scan.headers[0].wire, "Trace-Id");
    assert_eq!(scan.path_parameters[0].0, "parcel_id");
    assert!(scan.response.json.is_none());
    assert!(
        types.problems.all().is_empty(),
        "{:?}",
        types.problems.all()
    );
}

#[test]
fn records_have_aliases_and_presence() {
    let package = package();
    let types = Types::new(&package);
    let id = |module: &str, name: &str| supplement::sdk::Id {
        module: module.to_owned(),
        name: name.to_owned(),
    };
    let presence = |id| -> Vec<(String, bool)> {
        let fields = record(&types, &id).expect("a record").fields;
        fields
            .into_iter()
            .map(|it| (it.wire, it.required))
            .collect()
    };
    let expected = |fields: &[(&str, bool)]| -> Vec<(String, bool)> {
        fields
            .iter()
            .map(|(name, required)| ((*name).to_owned(), *required))
            .collect()
    };
    assert_eq!(
        presence(id(
            "types/parcel_create_params",
            "ParcelCreateParamsStreaming"
        )),
        expected(&[
            ("async", false),
            ("label", true),
            ("weightUnit", false),
            ("stream", true)
        ])
    );
    assert_eq!(
        presence(id("types/parcel", "Parcel")),
        expected(&[
            ("id", true),
            ("state", true),
            ("sender", false),
            ("parent", false),
            ("async", false)
        ])
    );
}

#[test]
fn what_the_document_lacks_is_listed() {
    let (package, config, root) = (package(), config(), tree(DOCUMENT));
    let types = Types::new(&package);
    let settings = Settings {
        config: &config,
        ignored: &[],
        regions: &BTreeSet::new(),
    };
    let document = Document { root: &root };
    let found = difference(&types, &document, settings);
    let texts: Vec<String> = items(&found).iter().map(Item::text).collect();
    assert_eq!(
        texts,
        [
            "operation POST /parcels",
            "operation POST /parcels/{}/scan",
            "parameter /paths/~1parcels/get query after",
            "property /components/schemas/Parcel async",
            "value /components/schemas/Parcel/properties/state found",
        ]
    );
}

#[test]
fn the_supplement_fills_the_difference() {
    let (package, config, mut root) = (package(), config(), tree(DOCUMENT));
    let types = Types::new(&package);
    let settings = Settings {
        config: &config,
        ignored: &[],
        regions: &BTreeSet::new(),
    };
    let mut problems = Vec::new();
    let written = {
        let document = Document { root: &root };
        let found = difference(&types, &document, settings);
        let omissions = Omissions::default();
        supplement::supplement::supplement(&found, &types, &config, &omissions, &mut problems)
    };
    assert!(problems.is_empty(), "{problems:?}");
    let text = write_yaml(&written);
    assert!(!text.contains("Words that are dropped"), "{text}");
    let value = |pointer: &str| {
        written
            .at_pointer(pointer)
            .map(write_yaml)
            .unwrap_or_default()
    };
    assert_eq!(
        value("/paths/~1parcels/post/x-headers"),
        "Parcel-Beta: v2\n"
    );
    assert_eq!(value("/paths/~1parcels/post/security"), "- Token: []\n");
    assert_eq!(
        value("/paths/~1parcels/post/responses/200/content"),
        "application/json:\n  schema:\n    $ref: '#/components/schemas/Parcel'\n\
         text/event-stream:\n  schema:\n    $ref: '#/components/schemas/ParcelEvent'\n"
    );
    assert!(value("/components/schemas/ParcelEvent/anyOf/1").contains("parcel.lost"));
    let media = "/paths/~1parcels~1{parcel_id}~1scan/post/requestBody/content";
    assert!(value(media).starts_with("multipart/form-data:"), "{text}");
    oasmith_core::supplement::merge(&mut root, &written, &mut Diagnostics::default());
    let document = Document { root: &root };
    let left = difference(&types, &document, settings);
    assert_eq!(items(&left), []);
}
