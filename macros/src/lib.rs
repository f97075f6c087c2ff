//! The [`macro@tool`] attribute for `openai-typed`.

mod arguments;
mod expand;
mod options;

use proc_macro::TokenStream;

/// Turns a function into a tool that a model can call.
///
/// Declares a type with the name of the function, for `Toolbox::with::<name>()`. The function itself is unchanged.
///
/// - The name of the tool is that of the function, or `name = "…"`.
/// - The description is the documentation of the function, or `description = "…"`.
/// - The parameters are the properties of the arguments. Their documentation describes them, and they may have `serde`
///   and `schemars` attributes. A parameter of type `Option` may be absent.
/// - The service enforces the schema if the types of the parameters have a strict schema.
/// - The function may be async. It returns a `Result`, whose error is reported to the model, or the output itself.
/// - `crate = path` names a generated crate other than `openai_typed`.
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
