//! The rules that classify changes, in one table: name, class, title and reason.
//!
//! Input: none. Output: [`Rule`]. The classes follow from the generated Rust API: structs and enums are
//! `#[non_exhaustive]`, arguments are positional, and optional values have setters.

use serde::Serialize;

use super::class::Class;

/// Defines the enum and its lists from one table.
macro_rules! rules {
    ($($variant:ident $class:ident $name:literal $title:literal: $reason:literal;)+) => {
        /// The rule that classifies a change. Its name in reports is the variant in kebab case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $reason] $variant,)+
        }

        impl Rule {
            /// All rules, in the order of the table.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// Returns the name used in reports, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self { $(Rule::$variant => $name,)+ }
            }

            /// Returns a short description of the change.
            pub fn title(self) -> &'static str {
                match self { $(Rule::$variant => $title,)+ }
            }

            /// Returns the effect of the change on users.
            pub fn class(self) -> Class {
                match self { $(Rule::$variant => Class::$class,)+ }
            }

            /// Returns the reason for the class.
            pub fn reason(self) -> &'static str {
                match self { $(Rule::$variant => $reason,)+ }
            }
        }
    };
}

rules! {
    OperationAdded Additive "operation-added" "Operation added":
        "Adds a method; existing methods do not change.";
    OperationRemoved Breaking "operation-removed" "Operation removed":
        "Calls of the method no longer compile.";
    OperationMoved Breaking "operation-moved" "Operation moved":
        "The method belongs to a different group or has a different name.";
    OperationRenamed Breaking "operation-renamed" "Operation renamed":
        "The same HTTP method and path have a different operationId, from which the Rust names are derived.";
    OperationIdChanged Docs "operation-id-changed" "Operation ID changed":
        "The operationId changes, but the Rust names derived from it do not.";
    OperationTypeRenamed Breaking "operation-type-renamed" "Operation type renamed":
        "The type parameter of `Call<…>` has a different name.";
    EndpointChanged Additive "endpoint-changed" "HTTP method or path changed":
        "The Rust method does not change, but sends its request to a different endpoint.";
    ArgumentAdded Breaking "argument-added" "Argument added":
        "Arguments are positional: every call needs an additional one.";
    ArgumentRemoved Breaking "argument-removed" "Argument removed":
        "Arguments are positional: every call has one too many.";
    ArgumentTypeChanged Breaking "argument-type-changed" "Argument type changed":
        "Existing calls pass values of the former type.";
    ArgumentsReordered Breaking "arguments-reordered" "Arguments reordered":
        "Arguments are positional: two of the same type are swapped without a compiler error.";
    ArgumentRenamed Docs "argument-renamed" "Argument renamed":
        "Arguments are positional: their names are documentation.";
    ArgumentOptional Breaking "argument-optional" "Argument became optional":
        "The argument is now set by a method of the call.";
    OptionRequired Breaking "option-required" "Option became required":
        "The option is now an argument.";
    OptionAdded Additive "option-added" "Option added":
        "Adds a method to the call; existing calls do not change.";
    OptionRemoved Breaking "option-removed" "Option removed":
        "The method of the call is removed.";
    OptionTypeChanged Breaking "option-type-changed" "Option type changed":
        "Existing calls set values of the former type.";
    BodyTypeAdded Additive "body-type-added" "Second body type added":
        "Adds a method that sends the other type of body.";
    BodyTypeRemoved Breaking "body-type-removed" "Second body type removed":
        "The method that sends the other type of body is removed.";
    ResponseChanged Breaking "response-changed" "Response type changed":
        "Awaiting the call returns a different type.";
    StreamAdded Additive "stream-added" "Stream added":
        "Adds `stream`; awaiting the call returns the same type.";
    StreamRemoved Breaking "stream-removed" "Stream removed":
        "`stream` is removed.";
    EventTypeChanged Breaking "event-type-changed" "Event type changed":
        "The stream yields a different type.";
    PagesAdded Additive "pages-added" "Pagination added":
        "Adds `items` and `pages`; awaiting the call returns the same type.";
    PagesRemoved Breaking "pages-removed" "Pagination removed":
        "`items` and `pages` are removed.";
    RequestEncodingChanged Additive "request-encoding-changed" "Request encoding changed":
        "Code compiles as before; the same call sends different bytes.";
    SecurityChanged Additive "security-changed" "Credentials changed":
        "Code compiles as before; the call requires a different credential.";
    CredentialAdded Additive "credential-added" "Credential added":
        "Adds a method to the client builder.";
    CredentialRemoved Breaking "credential-removed" "Credential removed":
        "The method of the client builder is removed.";
    ServerChanged Additive "server-changed" "Server changed":
        "Code compiles as before; calls are sent to a different address.";
    FeatureAdded Additive "feature-added" "Feature added":
        "Adds a Cargo feature for a new area of the API.";
    FeatureRemoved Breaking "feature-removed" "Feature removed":
        "Cargo rejects a dependency that enables the feature.";
    HelperAdded Additive "helper-added" "Helper added":
        "Adds a module: the document now has everything that the hand-written helper requires.";
    HelperRemoved Breaking "helper-removed" "Helper removed":
        "The module is omitted: the document lacks something that the hand-written helper requires.";
    ChannelAdded Additive "channel-added" "Channel added":
        "Adds a WebSocket channel.";
    ChannelRemoved Breaking "channel-removed" "Channel removed":
        "The WebSocket channel is removed.";
    ChannelArgumentsChanged Breaking "channel-arguments-changed" "Channel arguments changed":
        "The method that connects takes the parameters of a different path.";
    ChannelEventsChanged Breaking "channel-events-changed" "Channel events changed":
        "The events of one side of the channel have a different type.";
    TypeAdded Additive "type-added" "Type added":
        "Adds a type.";
    TypeRemoved Breaking "type-removed" "Type removed":
        "Code that uses the type no longer compiles.";
    TypeRenamed Breaking "type-renamed" "Type renamed":
        "Code must use the new name.";
    TypeKindChanged Breaking "type-kind-changed" "Type kind changed":
        "A struct, a string enum, a union and an alias are used differently.";
    AliasChanged Breaking "alias-changed" "Alias changed":
        "The alias refers to a different type.";
    TypeFeatureAdded Additive "type-feature-added" "Type added to a feature":
        "The type is available with an additional feature.";
    TypeFeatureRemoved Breaking "type-feature-removed" "Type removed from a feature":
        "The type is no longer available if only that feature is enabled.";
    ConstructorAdded Additive "constructor-added" "Constructor added":
        "Requests now use the type: `new` and setters, or conversions, are added.";
    ConstructorRemoved Breaking "constructor-removed" "Constructor removed":
        "Requests no longer use the type: `new` and setters, or conversions, are removed.";
    ConstructorReordered Breaking "constructor-reordered" "Arguments of `new` reordered":
        "Arguments are positional: two of the same type are swapped without a compiler error.";
    ConstructorArgumentAdded Breaking "constructor-argument-added" "Argument of `new` added":
        "`new` takes a value as an argument that it used to set itself.";
    ConstructorArgumentRemoved Breaking "constructor-argument-removed" "Argument of `new` removed":
        "`new` sets a value itself that it used to take as an argument.";
    ConstructorValueChanged Additive "constructor-value-changed" "Value set by `new` changed":
        "Code compiles as before; `new` sets a different value.";
    DefaultAdded Additive "default-added" "`Default` added":
        "The struct no longer has required fields.";
    DefaultRemoved Breaking "default-removed" "`Default` removed":
        "There is now a required field, so an empty value is not valid.";
    FormAdded Additive "form-added" "Form added":
        "The type can be sent as a multipart form.";
    FormRemoved Breaking "form-removed" "Form removed":
        "The type can no longer be sent as a multipart form.";
    PageItemChanged Breaking "page-item-changed" "Page item type changed":
        "`items` yields a different type.";
    FieldAdded Additive "field-added" "Field added":
        "Structs are `#[non_exhaustive]`, so existing code has neither literals nor exhaustive patterns.";
    RequiredFieldAdded Breaking "required-field-added" "Required field added to a request":
        "`new` takes an additional argument.";
    FieldRemoved Breaking "field-removed" "Field removed":
        "Code that reads or sets the field no longer compiles.";
    FieldRenamed Breaking "field-renamed" "Field renamed":
        "Code that reads or sets the field no longer compiles.";
    FieldTypeChanged Breaking "field-type-changed" "Field type changed":
        "Code that reads or sets the field uses a different type.";
    FieldOptional Breaking "field-optional" "Field became optional":
        "`T` became `Option<T>`: the field may be absent.";
    FieldRequired Breaking "field-required" "Field became required":
        "`Option<T>` became `T`; in a request, the field is also an argument of `new`.";
    FieldNullable Breaking "field-nullable" "Field became nullable":
        "`T` became `Option<T>`: the field may be `null`.";
    ItemSetterAdded Additive "item-setter-added" "Item setter added":
        "Adds a setter that appends one item to the list.";
    ItemSetterRemoved Breaking "item-setter-removed" "Item setter removed":
        "The setter that appends one item to the list is removed.";
    PresenceChanged Additive "presence-changed" "Field presence changed":
        "`Option<T>` remains, but `None` is sent as `null` instead of being omitted, or vice versa.";
    NullSetterAdded Additive "null-setter-added" "`null` setter added":
        "Adds a setter that sends an explicit `null`.";
    NullSetterRemoved Breaking "null-setter-removed" "`null` setter removed":
        "The setter that sends an explicit `null` is removed.";
    ConstantChanged Additive "constant-changed" "Constant changed":
        "Constants have no field: code compiles as before, and the crate sends a different value.";
    AdditionalPropertiesAdded Additive "additional-properties-added" "Additional properties typed":
        "Adds the field `additional`.";
    AdditionalPropertiesRemoved Breaking "additional-properties-removed" "Additional properties no longer typed":
        "The field `additional` is removed.";
    AdditionalPropertiesChanged Breaking "additional-properties-changed" "Type of additional properties changed":
        "The field `additional` has values of a different type.";
    ValueAdded Additive "value-added" "Enum value added":
        "Enums are `#[non_exhaustive]`, and the value used to be `Unknown`, for which every match has an arm.";
    ValueRemoved Breaking "value-removed" "Enum value removed":
        "The variant is removed.";
    ValueRenamed Breaking "value-renamed" "Enum value renamed":
        "The variant for the same value has a different name.";
    EnumClosed Breaking "enum-closed" "Enum no longer accepts other values":
        "The variant `Unknown` and the conversions of other values are removed.";
    EnumOpened Breaking "enum-opened" "Enum accepts other values":
        "The variant `Unknown` is added, and an enum of strings no longer implements `Copy`.";
    VariantAdded Additive "variant-added" "Union variant added":
        "Enums are `#[non_exhaustive]`, and the variant used to be `Unknown`, for which every match has an arm.";
    VariantRemoved Breaking "variant-removed" "Union variant removed":
        "The variant is removed.";
    VariantRenamed Breaking "variant-renamed" "Union variant renamed":
        "The variant with the same content has a different name.";
    VariantTypeChanged Breaking "variant-type-changed" "Union variant type changed":
        "The variant contains a different type, or its type is newly boxed or no longer boxed.";
    VariantConstructorAdded Additive "variant-constructor-added" "Variant constructor added":
        "Adds a function that creates the variant.";
    VariantConstructorRemoved Breaking "variant-constructor-removed" "Variant constructor removed":
        "The function that creates the variant is removed.";
    VariantConstructorChanged Breaking "variant-constructor-changed" "Variant constructor changed":
        "The function that creates the variant has a different signature.";
    ConversionAdded Additive "conversion-added" "Conversion added":
        "Adds a `From` implementation.";
    ConversionRemoved Breaking "conversion-removed" "Conversion removed":
        "A `From` implementation is removed, for example because two variants contain the type.";
    DiscriminatorChanged Additive "discriminator-changed" "Discriminator changed":
        "Code compiles as before; the same JSON may be decoded as a different variant.";
    Deprecated Additive "deprecated" "Deprecated":
        "Code compiles as before, but with a warning; Cargo's SemVer rules treat this as a minor change.";
    Undeprecated Docs "undeprecated" "No longer deprecated":
        "A compiler warning disappears.";
    DefaultChanged Docs "default-changed" "Default changed":
        "Defaults are documentation: the server applies them, and the crate does not send them.";
    LimitChanged Docs "limit-changed" "Limit changed":
        "Limits are documentation: the crate leaves validation to the server.";
    FormatChanged Docs "format-changed" "Format changed":
        "The Rust type does not change; formats are documentation.";
    DocumentationChanged Docs "documentation-changed" "Documentation changed":
        "Titles and descriptions are documentation.";
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn names_are_the_variants_in_kebab_case() {
        for rule in Rule::ALL {
            let mut kebab = String::new();
            for character in format!("{rule:?}").chars() {
                if character.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(character.to_ascii_lowercase());
            }
            assert_eq!(rule.as_str(), kebab);
            assert!(rule.reason().ends_with('.'), "{kebab}");
        }
    }
}
