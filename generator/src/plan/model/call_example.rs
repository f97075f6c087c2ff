//! Examples of calls, in the documentation of their methods.

/// An example of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallExample {
    /// The name of the library.
    pub library: String,
    /// Types of the document that it names, sorted.
    pub types: Vec<String>,
    /// Whether it names the type of files.
    pub uploads: bool,
    /// The body, which has the variable `request`.
    pub request: Option<ExampleValue>,
    /// The methods that lead from the client to the group.
    pub group: Vec<String>,
    /// The variable of the group, if it has one.
    pub variable: Option<String>,
    /// The method that is called.
    pub method: String,
    /// The arguments of the method.
    pub arguments: Vec<ExampleValue>,
    /// The setters of the call, each with its argument.
    pub setters: Vec<(String, ExampleValue)>,
    /// What it does with the result.
    pub result: ExampleResult,
}

/// A value in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleValue {
    /// A string.
    String(String),
    /// A number, as it is written in Rust.
    Number(String),
    /// A boolean.
    Boolean(bool),
    /// A file of this name.
    Upload(String),
    /// JSON, as it is written in `json!`.
    Json(String),
    /// A variable.
    Variable(String),
    /// A variant of an enum: the enum and the variant.
    Variant(String, String),
    /// A call of a function of a type, followed by setters.
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
    Holding(String, String, Box<ExampleValue>),
    /// An array.
    Array(Vec<ExampleValue>),
    /// A `Vec`.
    Vec(Vec<ExampleValue>),
    /// A name and a value.
    Pair(String, Box<ExampleValue>),
    /// A value that is converted by `into`.
    Into(Box<ExampleValue>),
    /// `Some`.
    Some(Box<ExampleValue>),
    /// `None`.
    None,
}

/// What an example does with the result of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleResult {
    /// Nothing: the call returns no value.
    Nothing,
    /// It prints the value.
    Printed(Printed),
    /// It writes the bytes to a file of this name.
    Saved(String),
    /// It prints each item of a list.
    Items {
        /// The variable of the list.
        list: String,
        /// What is printed of an item.
        item: Printed,
    },
    /// It requests a stream and prints each event.
    Events,
    /// It prints each event of a connection.
    Connection,
}

/// A value that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its variable.
    pub name: String,
    /// The Rust code after the name, possibly none. The value itself is printed as debug output without it.
    pub part: Option<String>,
}
