//! Names that generated items must not have, because the runtime or the generated file already uses them.
//!
//! A test compares these lists with the runtime and with generated files.

/// Keywords.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
pub const NON_RAW_KEYWORDS: &[&str] = &["self", "Self", "super", "crate", "_"];

/// File names that Windows reserves for devices.
pub const DEVICE_FILES: &[&str] = &["aux", "con", "nul", "prn"];

/// Methods of `Client`: those of the runtime, those of every generated client, and `clone`.
pub const CLIENT: &[&str] = &[
    "base_url",
    "builder",
    "call",
    "clone",
    "config",
    "delete",
    "for_service",
    "from_config",
    "from_env",
    "get",
    "mocked",
    "new",
    "patch",
    "post",
    "put",
    "request",
    "with_options",
];

/// Methods of `ClientBuilder`.
pub const CLIENT_BUILDER: &[&str] = &[
    "api_key",
    "api_version",
    "apply_connection",
    "apply_server",
    "base_url",
    "build",
    "build_unchecked",
    "certificate_exchange",
    "connect_timeout",
    "credential",
    "custom_headers",
    "deployment",
    "endpoint",
    "exchange",
    "fail",
    "from_config",
    "has_header",
    "header",
    "host",
    "host_region",
    "http",
    "http_client",
    "interceptor",
    "layer",
    "load_env",
    "load_env_from",
    "load_host_env",
    "max_compression_ratio",
    "max_event_size",
    "max_response_size",
    "max_retries",
    "middleware",
    "new",
    "oauth2",
    "query",
    "rate_limiter",
    "record_to",
    "region",
    "replay_from",
    "replay_or_record",
    "retry_budget",
    "retry_policy",
    "server",
    "server_variable",
    "service",
    "set_base_url",
    "set_endpoint",
    "setting",
    "sign",
    "strict_decoding",
    "timeout",
    "token",
    "token_exchange",
    "transport",
    "with_host_location",
    "without_credentials",
    "wrap",
];

/// Methods of `Call`.
pub const CALL: &[&str] = &[
    "body_field",
    "build",
    "bytes",
    "cookie",
    "cookie_param",
    "field_style",
    "form",
    "header",
    "header_param",
    "hedge_after",
    "idempotency_key",
    "into_draft",
    "items",
    "items_rev",
    "json",
    "json_body",
    "json_with_type",
    "max_compression_ratio",
    "max_event_size",
    "max_response_size",
    "max_retries",
    "new",
    "optional_form",
    "optional_json",
    "optional_url_encoded",
    "pages",
    "pages_rev",
    "path",
    "path_param",
    "query",
    "query_param",
    "replace_json_body",
    "security",
    "send_as",
    "send_binary",
    "send_reply",
    "send_text",
    "send_with_response",
    "stream",
    "stream_as",
    "timeout",
    "tracing_provider",
    "url_encoded",
    "wait_until_done",
    "without_body_field",
    "without_header",
];

/// Methods of `Connect`, and `into_future`.
pub const CONNECT: &[&str] = &[
    "connector",
    "handshake_timeout",
    "header",
    "into_future",
    "keep_alive",
    "key_as_subprotocol",
    "max_message_size",
    "max_write_buffer_size",
    "new",
    "path",
    "query",
    "queue_limit",
    "reconnect",
    "security",
    "subprotocol",
    "tls",
    "without_header",
    "without_keep_alive",
];

/// Methods of every record: those of the runtime's trait `Record` and those that generated code adds.
pub const RECORD: &[&str] = &["new", "with_additional", "with_json", "with_null"];

/// Fields of records in addition to those of the document.
pub const FIELDS: &[&str] = &["additional", "extra"];

/// Fields of records and variants of enums in addition to those of the document.
pub const MEMBERS: &[&str] = &["additional", "extra", "Unknown"];

/// Names that methods of groups and constructors of unions must not have: `new` is expected to return `Self`.
pub const GROUP: &[&str] = &["new"];

/// Groups are modules: the files of groups use these names for other modules and crates.
pub const GROUPS: &[&str] = &["new", "reply", "serde", "serde_json", "std", "types"];

/// Types, variants and traits that the files of types name without a path.
pub const TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Err",
    "Extra",
    "Into",
    "IntoIterator",
    "JsonObject",
    "None",
    "Number",
    "Ok",
    "Option",
    "Record",
    "Result",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Unknown",
    "Value",
    "Vec",
];

/// Types, variants and traits that the files of operations name without a path.
pub const CALL_TYPES: &[&str] = &[
    "AsRef",
    "Call",
    "Client",
    "Connect",
    "EventMode",
    "Into",
    "IntoIterator",
    "Method",
    "Operation",
    "OperationSpec",
    "Option",
    "Self",
    "Some",
    "StreamSwitch",
    "String",
    "Style",
    "ToString",
    "Vec",
];

/// Cargo features of every package, in addition to those of the runtime.
pub const FEATURES: &[&str] = &["client", "default", "full", "types"];

/// Headers that the client sets itself.
pub const HEADERS: &[&str] = &["accept", "authorization", "content-type"];
