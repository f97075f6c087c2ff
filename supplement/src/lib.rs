//! Uses an SDK to derive the parts that an OpenAPI document lacks.
//!
//! Input: the folder of an unpacked SDK package and an OpenAPI document. Output: an OpenAPI document with the
//! difference. Only facts are extracted: paths, parameters, types and constants. The reader drops docstrings and
//! comments.

pub mod python;
pub mod sdk;

pub mod commands;
pub mod compare;
pub mod config;
pub mod difference;
pub mod document;
pub mod item;
pub mod lag;
pub mod omissions;
pub mod openapi;
pub mod pairing;
pub mod supplement;
