//! **render**: the organised site and one route in; the bytes of that route out, with what they depended on.
//!
//! In: a [`Renderer`] (site, theme, assets; made once for a run, shared by all threads) and a
//! [`Route`](crate::site::Route). Out: [`Rendering`]. No file is written here and no clock is read; a body is read, rendered and let
//! go. Functions and filters that templates call are here and not in `theme`, because they answer for the page that is
//! being rendered (`frame.rs`).

mod argument;
mod article;
mod call;
mod card;
mod closure;
mod context;
mod date;
mod describe;
mod engines;
mod evaluate;
mod fact;
mod feed;
mod filter;
mod fold;
mod frame;
mod function;
mod host;
mod isolate;
mod lists;
mod metadata;
mod navigation;
mod overview;
mod part;
mod refused;
mod relative;
mod renderer;
mod trace;
mod units;
mod value;
mod verify;
mod world;

pub use fact::Fact;
pub use renderer::{Attempt, Engine, Renderer, Rendering};
pub use trace::{Asked, Rendered, Trace};
pub use verify::{Reason, Verified};
