//! Reads the bytes of one file to publish: from memory, or from a file that is copied in pieces.

use super::disk::{Operation, refused};
use crate::problem::Problem;
use crate::source::open_plain;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Number of bytes of two files to compare at once.
const PIECE: usize = 64 * 1024;

pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    File { file: File, length: u64 },
}

impl Content<'_> {
    /// Opens the file at `from`. Links are followed: they are the site's own.
    pub(super) fn of_file(from: &Path) -> Result<Self, Problem> {
        let open = || {
            let file = open_plain(from)?;
            let length = file.metadata()?.len();
            Ok(Self::File { file, length })
        };
        open().map_err(|error| refused(Operation::Read, from, &error))
    }

    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { length, .. } => *length,
        }
    }

    /// Returns whether the file at `published`, `length` bytes long, has the same bytes.
    pub(super) fn equals(&mut self, published: &Path, length: u64) -> io::Result<bool> {
        match self {
            _ if length != self.length() => Ok(false),
            Self::Bytes(bytes) => equal_bytes(bytes, &mut open_plain(published)?),
            Self::File { file, .. } => {
                let same = equal_files(file, &mut open_plain(published)?);
                file.rewind()?;
                same
            }
        }
    }

    /// Writes the content to the new file `to`; returns the number of bytes.
    pub(super) fn put(&mut self, to: &mut File) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => to.write_all(bytes).map(|()| bytes.len() as u64),
            // Not `fs::copy`, which copies permissions: a photo readable only by its owner must be
            // readable once published.
            Self::File { file, .. } => io::copy(file, to),
        }
    }
}

/// Returns whether `file` contains exactly `bytes`. Stops reading at the first difference.
fn equal_bytes(mut bytes: &[u8], file: &mut File) -> io::Result<bool> {
    let mut piece = [0; PIECE / 4];
    loop {
        let read = match file.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let found = piece.get(..read).unwrap_or_default();
        match bytes.split_at_checked(read) {
            _ if read == 0 => return Ok(bytes.is_empty()),
            Some((equal, rest)) if equal == found => bytes = rest,
            _ => return Ok(false),
        }
    }
}

fn equal_files(a: &mut impl Read, b: &mut impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (Vec::with_capacity(PIECE), Vec::with_capacity(PIECE));
    loop {
        left.clear();
        right.clear();
        a.by_ref().take(PIECE as u64).read_to_end(&mut left)?;
        b.by_ref().take(PIECE as u64).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}
