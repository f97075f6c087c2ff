//! Reads Python source files.
//!
//! Input: the text of a file. Output: a [`Module`] with its imports, classes, functions and assignments. Docstrings and
//! comments are dropped here, so that no prose of a package is copied.

mod expression;
mod module;
mod syntax;

pub use module::parse;
pub use syntax::{Assignment, Class, Expr, Field, Function, Import, Module, Parameter, Scalar};
