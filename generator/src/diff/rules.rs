//! The rules by which a change is classed, in one table: its name, its class, its words and its reason.
//!
//! In: nothing. Out: [`Rule`] and [`Class`]. The classes are those of the generated Rust API: structs and enums are
//! `#[non_exhaustive]`, arguments stand by position, optional things have setters.

use serde::Serialize;

/// What a change means to code that was written against the older crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Code may no longer compile, or compile into something else.
    Breaking,
    /// Code compiles as before; there is more to use, or a call does something else.
    Additive,
    /// What code can do is the same; what is written about it differs.
    Docs,
}

impl Class {
    /// All classes, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];

    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}

/// Makes the enum and its lists out of one table.
macro_rules! rules {
    ($($variant:ident $class:ident $name:literal $title:literal: $reason:literal;)+) => {
        /// Which rule a change falls under. The name in reports is the variant's in kebab case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $reason] $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// The name in reports, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self { $(Rule::$variant => $name,)+ }
            }

            /// What happened, in words.
            pub fn title(self) -> &'static str {
                match self { $(Rule::$variant => $title,)+ }
            }

            /// What that means to users.
            pub fn class(self) -> Class {
                match self { $(Rule::$variant => Class::$class,)+ }
            }

            /// Why it is of that class.
            pub fn reason(self) -> &'static str {
                match self { $(Rule::$variant => $reason,)+ }
            }
        }
    };
}

rules! {
    OperationAdded Additive "operation-added" "Operation added":
        "A method more; no method changes.";
    OperationRemoved Breaking "operation-removed" "Operation removed":
        "Calls of the method no longer compile.";
    OperationMoved Breaking "operation-moved" "Operation moved":
        "The method is reached by another group or has another name.";
    OperationRenamed Breaking "operation-renamed" "Operation renamed":
        "The document has the same HTTP method and path under another operationId, and names in Rust come from it.";
    OperationIdChanged Docs "operation-id-changed" "Operation id changed":
        "Only the document's name differs; the names in Rust stay.";
    OperationTypeRenamed Breaking "operation-type-renamed" "Type of the call renamed":
        "The type in `Call<…>` has another name.";
    EndpointChanged Additive "endpoint-changed" "HTTP method or path changed":
        "The method in Rust stays as it is and sends its request elsewhere.";
    ArgumentAdded Breaking "argument-added" "Argument added":
        "Arguments stand by position: every call needs one more.";
    ArgumentRemoved Breaking "argument-removed" "Argument removed":
        "Arguments stand by position: every call has one too many.";
    ArgumentTypeChanged Breaking "argument-type-changed" "Type of an argument changed":
        "What calls pass is no longer accepted.";
    ArgumentsReordered Breaking "arguments-reordered" "Arguments reordered":
        "Arguments stand by position: those of one type would be mistaken for each other without a word.";
    ArgumentRenamed Docs "argument-renamed" "Argument renamed":
        "Arguments stand by position: their names are documentation.";
    ArgumentOptional Breaking "argument-optional" "Argument became optional":
        "It is no argument any more but set by a method of the call.";
    OptionRequired Breaking "option-required" "Option became required":
        "It is no method of the call any more but an argument.";
    OptionAdded Additive "option-added" "Option added":
        "A method of the call more; what does not use it stays as it is.";
    OptionRemoved Breaking "option-removed" "Option removed":
        "The method of the call is gone.";
    OptionTypeChanged Breaking "option-type-changed" "Type of an option changed":
        "What the method of the call is given is no longer accepted.";
    BodyKindAdded Additive "body-kind-added" "Second kind of body added":
        "One more method for the same operation.";
    BodyKindRemoved Breaking "body-kind-removed" "Second kind of body removed":
        "The method for it is gone.";
    ReplyChanged Breaking "reply-changed" "Answer changed":
        "Awaiting the call gives another type.";
    StreamAdded Additive "stream-added" "Stream added":
        "`stream` more; awaiting the call gives what it gave.";
    StreamRemoved Breaking "stream-removed" "Stream removed":
        "`stream` is gone.";
    EventTypeChanged Breaking "event-type-changed" "Events changed":
        "The stream gives another type.";
    PagesAdded Additive "pages-added" "Pages added":
        "`items` and `pages` more; awaiting the call gives what it gave.";
    PagesRemoved Breaking "pages-removed" "Pages removed":
        "`items` and `pages` are gone.";
    SentOtherwise Additive "sent-otherwise" "Sent otherwise":
        "Code compiles as before; the same call writes other bytes.";
    SecurityChanged Additive "security-changed" "Credentials changed":
        "Code compiles as before; the call wants another credential.";
    CredentialAdded Additive "credential-added" "Credential added":
        "A method of the client's builder more.";
    CredentialRemoved Breaking "credential-removed" "Credential removed":
        "The method of the client's builder is gone.";
    ServerChanged Additive "server-changed" "Server changed":
        "Code compiles as before; calls go to another address.";
    FeatureAdded Additive "feature-added" "Feature added":
        "A cargo feature more, for an area more.";
    FeatureRemoved Breaking "feature-removed" "Feature removed":
        "A dependency that asks for the feature is refused.";
    HelperAdded Additive "helper-added" "Helper added":
        "The document has all that a hand-written helper needs: a module more.";
    HelperRemoved Breaking "helper-removed" "Helper removed":
        "The document lacks what a hand-written helper needs: its module is left out.";
    ChannelAdded Additive "channel-added" "Channel added":
        "A WebSocket channel more.";
    ChannelRemoved Breaking "channel-removed" "Channel removed":
        "The WebSocket channel is gone.";
    ChannelEventsChanged Breaking "channel-events-changed" "Events of a channel changed":
        "What one side of the channel sends has another type.";
    TypeAdded Additive "type-added" "Type added":
        "A type more.";
    TypeRemoved Breaking "type-removed" "Type removed":
        "Code that names the type no longer compiles.";
    TypeRenamed Breaking "type-renamed" "Type renamed":
        "Code that names the type no longer compiles.";
    TypeKindChanged Breaking "type-kind-changed" "Kind of a type changed":
        "A struct, an enum of strings, an enum of types and an alias are used differently.";
    AliasChanged Breaking "alias-changed" "Alias changed":
        "The name stands for another type.";
    TypeFeatureAdded Additive "type-feature-added" "Type in one more feature":
        "The type is compiled with one more area.";
    TypeFeatureRemoved Breaking "type-feature-removed" "Type in one feature less":
        "Who enables only that area has the type no longer.";
    ConstructorAdded Additive "constructor-added" "Constructor added":
        "A request carries the type now: there are `new` and setters, or conversions.";
    ConstructorRemoved Breaking "constructor-removed" "Constructor removed":
        "No request carries the type any more: `new` and setters, or conversions, are gone.";
    ConstructorReordered Breaking "constructor-reordered" "Arguments of `new` reordered":
        "Arguments stand by position: those of one type would be mistaken for each other without a word.";
    ConstructorArgumentAdded Breaking "constructor-argument-added" "Argument of `new` added":
        "`new` had a value for it of its own, and takes it as an argument now.";
    ConstructorArgumentRemoved Breaking "constructor-argument-removed" "Argument of `new` removed":
        "The document has a value for it now, so `new` takes one argument less.";
    ConstructorValueChanged Additive "constructor-value-changed" "Value of `new` changed":
        "Code compiles as before; what `new` makes is sent with another value.";
    DefaultAdded Additive "default-added" "`Default` added":
        "Nothing is required any more.";
    DefaultRemoved Breaking "default-removed" "`Default` removed":
        "Something is required now, so an empty value has no meaning.";
    FormAdded Additive "form-added" "Form added":
        "The type can be sent as a multipart form.";
    FormRemoved Breaking "form-removed" "Form removed":
        "The type can no longer be sent as a multipart form.";
    PageItemChanged Breaking "page-item-changed" "Items of a page changed":
        "Going through the pages gives another type.";
    FieldAdded Additive "field-added" "Field added":
        "Structs are `#[non_exhaustive]`: a field more breaks neither literals nor patterns, for there are none.";
    RequiredFieldAdded Breaking "required-field-added" "Required field added to a request":
        "`new` takes one more argument.";
    FieldRemoved Breaking "field-removed" "Field removed":
        "Code that reads or sets the field no longer compiles.";
    FieldRenamed Breaking "field-renamed" "Field renamed":
        "Code that reads or sets the field no longer compiles.";
    FieldTypeChanged Breaking "field-type-changed" "Type of a field changed":
        "What is read is of another type, and so is what is set.";
    FieldOptional Breaking "field-optional" "Field became optional":
        "`T` became `Option<T>`: the value may be left out.";
    FieldRequired Breaking "field-required" "Field became required":
        "`Option<T>` became `T`; in a request it is an argument of `new` as well.";
    FieldNullable Breaking "field-nullable" "Field became nullable":
        "`T` became `Option<T>`: the value may be `null`.";
    AdderAdded Additive "adder-added" "Setter of one item added":
        "A setter more, which adds one item to the list.";
    AdderRemoved Breaking "adder-removed" "Setter of one item removed":
        "The setter that adds one item to the list is gone.";
    BareSettersAdded Additive "bare-setters-added" "Setters under the names of the fields added":
        "A constructor of a union gives the struct now, so its setters also go by the bare names of the fields.";
    BareSettersRemoved Breaking "bare-setters-removed" "Setters under the names of the fields removed":
        "No constructor of a union gives the struct any more: only the setters with `with_` stay.";
    PresenceChanged Additive "presence-changed" "Presence of a field changed":
        "`Option<T>` stays: only whether `null` is written or nothing, when there is no value, differs.";
    NullSetterAdded Additive "null-setter-added" "`null` told apart from nothing":
        "A setter more, which sends `null`.";
    NullSetterRemoved Breaking "null-setter-removed" "`null` no longer told apart from nothing":
        "The setter that sends `null` is gone.";
    ConstantChanged Additive "constant-changed" "Constant changed":
        "A constant is written by the crate and has no field: code compiles as before and sends another value.";
    FurtherMembersAdded Additive "further-members-added" "Further members typed":
        "The field `additional` more.";
    FurtherMembersRemoved Breaking "further-members-removed" "Further members no longer typed":
        "The field `additional` is gone.";
    FurtherMembersChanged Breaking "further-members-changed" "Type of further members changed":
        "`additional` holds another type.";
    ValueAdded Additive "value-added" "Enum value added":
        "Enums are `#[non_exhaustive]`, and the value came as `Unknown` before: matches have an arm for it.";
    ValueRemoved Breaking "value-removed" "Enum value removed":
        "The variant is gone.";
    ValueRenamed Breaking "value-renamed" "Enum variant renamed":
        "The same value has another variant.";
    CaseAdded Additive "case-added" "Union case added":
        "Enums are `#[non_exhaustive]`, and the case came as `Unknown` before: matches have an arm for it.";
    CaseRemoved Breaking "case-removed" "Union case removed":
        "The variant is gone.";
    CaseRenamed Breaking "case-renamed" "Union case renamed":
        "A variant with the same content has another name.";
    CaseTypeChanged Breaking "case-type-changed" "Content of a union case changed":
        "The variant holds another type, or the same one in a box.";
    CaseConstructorAdded Additive "case-constructor-added" "Constructor of a union case added":
        "A function more, which makes the case.";
    CaseConstructorRemoved Breaking "case-constructor-removed" "Constructor of a union case removed":
        "The function that makes the case is gone.";
    CaseConstructorChanged Breaking "case-constructor-changed" "Constructor of a union case changed":
        "The function that makes the case takes or gives something else.";
    ConversionAdded Additive "conversion-added" "Conversion added":
        "A `From` more.";
    ConversionRemoved Breaking "conversion-removed" "Conversion removed":
        "A `From` less: two cases hold the type now, so it does not say which of them is meant.";
    TaggingChanged Additive "tagging-changed" "Cases told apart otherwise":
        "Code compiles as before; the same JSON may be read as another case.";
    Deprecated Additive "deprecated" "Deprecated":
        "Code compiles as before with a warning, which cargo's rules count as a minor change.";
    Undeprecated Docs "undeprecated" "No longer deprecated":
        "A warning less.";
    DefaultChanged Docs "default-changed" "Default changed":
        "What the server takes when the value is left out is documentation: the crate does not send it.";
    LimitChanged Docs "limit-changed" "Limit changed":
        "Limits are documentation: the crate leaves it to the server to check them.";
    FormatChanged Docs "format-changed" "Format changed":
        "The Rust type is the same; what the text or number means is documentation.";
    DocumentationChanged Docs "documentation-changed" "Documentation changed":
        "Titles and prose are documentation.";
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn names_are_the_variants_in_kebab_case() {
        for rule in Rule::ALL {
            let mut kebab = String::new();
            for letter in format!("{rule:?}").chars() {
                if letter.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(letter.to_ascii_lowercase());
            }
            assert_eq!(rule.as_str(), kebab);
            assert!(rule.reason().ends_with('.'), "{kebab}");
        }
    }
}
