//! **template**: the template engine, what templates call, and what reading their text finds out.

pub(super) mod dependencies;
pub(super) mod engine;
pub(super) mod filter;
mod fold;
pub(super) mod fragment;
pub(super) mod fragments;
pub(super) mod function;
pub(super) mod scene;
pub(super) mod scope;
pub(super) mod site_value;
