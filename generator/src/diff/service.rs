//! The client: credentials, the server, Cargo features and helpers.
//!
//! Input: both plans. Output: changes.

use super::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, CredentialLocation, Plan};

impl Comparison<'_> {
    pub(super) fn service(&mut self) {
        self.credentials();
        self.server();
        self.features();
        self.helpers();
        self.channels();
    }

    fn credentials(&mut self) {
        let (old, new) = (schemes(self.old.side.plan), schemes(self.new.side.plan));
        for scheme in new {
            let subject = scheme_subject(scheme);
            match old.iter().find(|other| other.name == scheme.name) {
                None => {
                    let difference = Difference::added(describe(&scheme.location));
                    self.push(Rule::CredentialAdded, &subject, difference);
                }
                Some(before) if before.setter.ident != scheme.setter.ident => {
                    let difference =
                        Difference::changed(&before.setter.ident, &scheme.setter.ident);
                    self.push(Rule::CredentialRemoved, &subject, difference);
                }
                Some(before) if before.location != scheme.location => {
                    let (before, after) = (describe(&before.location), describe(&scheme.location));
                    let difference = Difference::changed(before, after);
                    self.push(Rule::RequestEncodingChanged, &subject, difference);
                }
                Some(_) => {}
            }
        }
        for scheme in old {
            if !new.iter().any(|other| other.name == scheme.name) {
                let difference = Difference::removed(describe(&scheme.location));
                self.push(Rule::CredentialRemoved, &scheme_subject(scheme), difference);
            }
        }
    }

    fn server(&mut self) {
        let url = |plan: &Plan| plan.package.service.base_url.clone();
        let (old, new) = (url(self.old.side.plan), url(self.new.side.plan));
        if old != new {
            let subject = Subject {
                rust: "Client".to_owned(),
                pointer: "/servers".to_owned(),
                ..Subject::default()
            };
            self.push(Rule::ServerChanged, &subject, Difference::changed(old, new));
        }
    }

    fn features(&mut self) {
        let names = |plan: &Plan| -> Vec<String> {
            let features = plan.features.iter();
            features.map(|feature| feature.name.clone()).collect()
        };
        let (old, new) = (names(self.old.side.plan), names(self.new.side.plan));
        for name in only_in(&new, &old) {
            self.push(
                Rule::FeatureAdded,
                &feature_subject(name),
                Difference::default(),
            );
        }
        for name in only_in(&old, &new) {
            self.push(
                Rule::FeatureRemoved,
                &feature_subject(name),
                Difference::default(),
            );
        }
    }

    fn helpers(&mut self) {
        let names = |plan: &Plan| -> Vec<String> {
            let helpers = plan.helpers.iter();
            helpers.map(|helper| helper.name.clone()).collect()
        };
        let (old, new) = (names(self.old.side.plan), names(self.new.side.plan));
        for name in only_in(&new, &old) {
            self.push(
                Rule::HelperAdded,
                &helper_subject(name),
                Difference::default(),
            );
        }
        for name in only_in(&old, &new) {
            self.push(
                Rule::HelperRemoved,
                &helper_subject(name),
                Difference::default(),
            );
        }
    }
}

fn only_in<'n>(names: &'n [String], other: &[String]) -> Vec<&'n str> {
    let names = names.iter().filter(|name| !other.contains(name));
    names.map(String::as_str).collect()
}

fn schemes(plan: &Plan) -> &[plan::SecurityScheme] {
    &plan.package.service.schemes
}

fn scheme_subject(scheme: &plan::SecurityScheme) -> Subject {
    Subject {
        rust: format!("ClientBuilder::{}", scheme.setter.ident),
        pointer: format!("/components/securitySchemes/{}", scheme.name),
        ..Subject::default()
    }
}

fn describe(location: &CredentialLocation) -> String {
    match location {
        CredentialLocation::Bearer => "Authorization: Bearer".to_owned(),
        CredentialLocation::Basic => "Authorization: Basic".to_owned(),
        CredentialLocation::Header(name) => format!("header {name}"),
        CredentialLocation::Query(name) => format!("query parameter {name}"),
        CredentialLocation::Cookie(name) => format!("cookie {name}"),
        CredentialLocation::Signer => "signer".to_owned(),
    }
}

fn feature_subject(name: &str) -> Subject {
    Subject {
        rust: format!("feature {name}"),
        areas: vec![name.to_owned()],
        ..Subject::default()
    }
}

fn helper_subject(name: &str) -> Subject {
    Subject {
        rust: format!("helpers::{name}"),
        ..Subject::default()
    }
}
