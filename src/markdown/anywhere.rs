//! Defines a host that accepts every link and picture, for output whose links are not followed.

use std::ops::Range;

use super::{Directive, Host, Link, ResolvedImage};
use crate::problem::Finding;

/// Leaves every link and picture as written, and replaces a directive by its content.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anywhere;

impl Host for Anywhere {
    fn link(&self, destination: &str, _: Range<usize>) -> Result<Link, Finding> {
        Ok(Link::to(destination.to_owned()))
    }

    fn image(&self, source: &str, _: Range<usize>) -> Result<ResolvedImage, Finding> {
        Ok(ResolvedImage::at(source))
    }

    fn request(&self, _: &str, _: Range<usize>) {}

    fn is_published(&self, _: &str) -> bool {
        true
    }

    fn directive(&self, _: &Directive, body: &str) -> Result<String, Vec<Finding>> {
        Ok(body.to_owned())
    }
}
