//! Examples of calls, for the documentation of their methods.

/// An example of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallExample {
    /// The name of the library crate.
    pub library: String,
    /// The types of the document that it uses, sorted.
    pub types: Vec<String>,
    /// Whether it uses `Upload`, the type of files.
    pub uploads: bool,
    /// The body, if it is stored in the variable `request`.
    pub request: Option<ExampleValue>,
    /// The accessors from the client to the group.
    pub group: Vec<String>,
    /// The variable of the group, if it has one.
    pub variable: Option<String>,
    /// The method that is called.
    pub method: String,
    /// The arguments of the method.
    pub arguments: Vec<ExampleValue>,
    /// The setters of the call, each with its argument.
    pub setters: Vec<(String, ExampleValue)>,
    /// How it uses the result.
    pub result: ExampleResult,
}

/// A value in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleValue {
    /// A string.
    String(String),
    /// A number, as a Rust literal.
    Number(String),
    /// A boolean.
    Boolean(bool),
    /// An `Upload` of the file with this name.
    Upload(String),
    /// JSON, as the argument of `json!`.
    Json(String),
    /// A variable.
    Variable(String),
    /// A variant of an enum: the enum and the variant.
    Variant(String, String),
    /// A call of an associated function of a type, followed by setters.
    Call {
        /// The type.
        ty: String,
        /// The function.
        function: String,
        /// Its arguments.
        arguments: Vec<ExampleValue>,
        /// Setters, each with its argument.
        setters: Vec<(String, ExampleValue)>,
    },
    /// A variant of an enum with a value.
    TupleVariant(String, String, Box<ExampleValue>),
    /// An array.
    Array(Vec<ExampleValue>),
    /// A `Vec`.
    Vec(Vec<ExampleValue>),
    /// A tuple of a name and a value.
    Pair(String, Box<ExampleValue>),
    /// A value that is converted by `into`.
    Into(Box<ExampleValue>),
    /// `Some`.
    Some(Box<ExampleValue>),
    /// `None`.
    None,
}

/// How an example uses the result of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleResult {
    /// Nothing: the call returns no value.
    Nothing,
    /// It uses the value.
    Value(ResultValue),
    /// It writes the bytes to the file with this name.
    Saved(String),
    /// It uses each item of a list.
    Items {
        /// The variable of the list.
        list: String,
        /// The item.
        item: ResultValue,
    },
    /// It opens a stream and prints each event.
    Events,
    /// It prints each event of a connection.
    Connection,
}

/// A result, or an item of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultValue {
    /// Its variable.
    pub name: String,
    /// How the example uses it.
    pub used: ResultUse,
}

/// How an example uses a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultUse {
    /// It prints the value with `Debug`.
    Debug,
    /// It prints a part of the value with `Display`. The Rust code, possibly empty, follows the variable.
    Part(String),
    /// These statements use the variable.
    Statements(String),
}
