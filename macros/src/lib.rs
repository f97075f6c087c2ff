//! The attribute [`macro@tool`] for `openai-typed`.

mod arguments;
mod expand;
mod options;

use proc_macro::TokenStream;

/// Declares a type with the name of the function, for `Toolbox::with::<name>()`. The function itself is unchanged.
///
/// - The name of the tool is that of the function, or `name = "…"`.
/// - The description is the documentation of the function, or `description = "…"`.
/// - The properties of the arguments are the parameters. Their documentation describes them, and they may have the
///   attributes `serde` and `schemars`. A parameter of type `Option` may be absent.
/// - The service enforces the schema if the types of the parameters have a strict one.
/// - The function is async or not. It returns a `Result`, whose error is reported to the model, or the output itself.
/// - `crate = path` names another generated crate than `openai_typed`.
///
/// ```ignore
/// /// Returns the current weather.
/// #[tool]
/// async fn get_weather(
///     /// The name of the city.
///     city: String,
/// ) -> Result<String, Error> {
///     Ok(format!("21 degrees in {city}"))
/// }
///
/// let tools = Toolbox::new().with::<get_weather>();
/// ```
#[proc_macro_attribute]
pub fn tool(options: TokenStream, function: TokenStream) -> TokenStream {
    expand::tool(options.into(), function.into())
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
