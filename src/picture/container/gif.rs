//! GIF: blocks. Extensions have a label; their data come in pieces of at most 255 bytes.

use std::borrow::Cow;

use super::parts::{Keep, Parts, u16_at};
use crate::picture::format::Format;
use crate::picture::refusal::Refusal;

const CUT_OFF: Refusal = Refusal::CutOff(Format::Gif);
const XMP: &[u8] = b"XMP DataXMP";

/// A block: what it is, and where it begins and ends.
struct Block {
    kind: Kind,
    from: usize,
    end: usize,
}

#[derive(PartialEq, Eq)]
enum Kind {
    Image,
    Control { is_transparent: bool },
    Application,
    Other,
    End,
}

/// The length of a colour table, which three bits of a packed byte state.
fn table(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// The end of the header: signature, screen, colours.
fn header(bytes: &[u8]) -> Result<usize, Refusal> {
    let end = 13 + table(*bytes.get(10).ok_or(CUT_OFF)?);
    if bytes.len() < end { Err(CUT_OFF) } else { Ok(end) }
}

/// Skips pieces up to the empty one.
fn pieces(bytes: &[u8], mut at: usize) -> Result<usize, Refusal> {
    loop {
        let length = *bytes.get(at).ok_or(CUT_OFF)?;
        at += 1 + usize::from(length);
        if length == 0 {
            return Ok(at);
        }
    }
}

fn block(bytes: &[u8], from: usize) -> Result<Block, Refusal> {
    let byte = |at: usize| bytes.get(from + at).copied().ok_or(CUT_OFF);
    let (kind, end) = match byte(0)? {
        0x3B => (Kind::End, from + 1),
        0x2C => (Kind::Image, pieces(bytes, from + 11 + table(byte(9)?))?),
        0x21 => {
            let kind = match byte(1)? {
                0xF9 => Kind::Control { is_transparent: byte(3)? & 1 == 1 },
                0xFF => Kind::Application,
                _ => Kind::Other,
            };
            (kind, pieces(bytes, from + 2)?)
        }
        other => {
            return Err(Refusal::Damaged(Format::Gif, format!("block {other:#04x}")));
        }
    };
    Ok(Block { kind, from, end })
}

/// Reads the size, and whether there is more than one picture.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let size = u16_at(bytes, 6).zip(u16_at(bytes, 8)).ok_or(CUT_OFF)?;
    let mut parts = Parts { size: (size.0.into(), size.1.into()), ..Parts::default() };
    let mut at = header(bytes)?;
    let mut images = 0;
    loop {
        let Block { kind, from, end } = block(bytes, at)?;
        at = end;
        match kind {
            Kind::End => break,
            Kind::Image => images += 1,
            Kind::Control { is_transparent } => parts.has_alpha |= is_transparent,
            Kind::Application | Kind::Other => {
                let data = bytes.get(from + 3..end).unwrap_or_default();
                match data.strip_prefix(XMP) {
                    // XMP stands as it is, not in pieces, with a trailer of 257 bytes behind it.
                    Some(packet) => {
                        let length = memchr::memmem::find(packet, b"\x01\xFF\xFE").unwrap_or(packet.len());
                        parts.xmp.push(Cow::Borrowed(packet.get(..length).unwrap_or_default()));
                    }
                    None => parts.texts.push(Cow::Borrowed(data)),
                }
            }
        }
    }
    parts.is_animated = images > 1;
    Ok(parts)
}

/// Writes the pictures again with their times, and the number of rounds of an animation.
pub(super) fn cleaned(bytes: &[u8], keep: &Keep) -> Result<Vec<u8>, Refusal> {
    let mut at = header(bytes)?;
    let mut cleaned = bytes.get(..at).unwrap_or_default().to_vec();
    if let Some(packet) = &keep.packet {
        // Extensions are of the version of 1989.
        cleaned.splice(3..6, *b"89a");
        cleaned.extend([0x21, 0xFF, 11]);
        cleaned.extend(XMP);
        cleaned.extend(packet.as_bytes());
        // A reader of pieces lands in the trailer wherever it leaves the packet, and at its end.
        cleaned.push(1);
        cleaned.extend((0..=255).rev());
        cleaned.push(0);
    }
    loop {
        let Block { kind, from, end } = block(bytes, at)?;
        at = end;
        let all = bytes.get(from..end).unwrap_or_default();
        let is_loop = || all.get(3..).is_some_and(is_loop) && all.len() == 19;
        if kind == Kind::End {
            cleaned.push(0x3B);
            return Ok(cleaned);
        }
        let is_kept = match kind {
            Kind::Image | Kind::Control { .. } => true,
            Kind::Application => is_loop(),
            Kind::Other | Kind::End => false,
        };
        if is_kept {
            cleaned.extend(all);
        }
    }
}

fn is_loop(data: &[u8]) -> bool {
    data.starts_with(b"NETSCAPE2.0") || data.starts_with(b"ANIMEXTS1.0")
}
