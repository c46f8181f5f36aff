//! Turns a file of the portal into an HTTP response.

use super::{Answer, content_type};
use crate::source::{open_plain, read_at_most};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::time::SystemTime;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Bytes of a file to read at once.
const PIECE: usize = 128 * 1024;

/// An answer that is ready to be sent: opened, hashed, and with the script in a page.
pub(super) enum Ready {
    Page(Vec<u8>),
    Memory { bytes: Vec<u8>, tag: String },
    Disk { file: File, length: u64, tag: String },
}

/// Maximum bytes of a page on the disk: it is read into memory, since the preview adds a script.
pub(super) const LARGEST_PAGE: u64 = 64 << 20;

/// Makes an answer ready. Blocks, so call it only where that is allowed. `script` makes the script
/// element from the page's hash.
pub(super) fn ready(path: &str, answer: Answer, script: impl Fn(&str) -> String) -> io::Result<Ready> {
    let page = |html: Vec<u8>| {
        let script = script(&hash(&html));
        Ready::Page(with_script(html, &script))
    };
    match answer {
        Answer::Bytes(bytes) if content_type::is_html(path) => Ok(page(bytes)),
        Answer::Faulty { html, .. } => Ok(page(html)),
        Answer::Bytes(bytes) => {
            let tag = format!("\"{}\"", blake3::hash(&bytes).to_hex());
            Ok(Ready::Memory { bytes, tag })
        }
        Answer::File(place) if content_type::is_html(path) => {
            let read = read_at_most(&place, LARGEST_PAGE)?;
            Ok(page(read.ok_or(io::ErrorKind::FileTooLarge)?))
        }
        Answer::File(place) => {
            let file = open_plain(&place)?;
            let data = file.metadata()?;
            let changed =
                data.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
            let tag = format!("\"{:x}-{:x}\"", changed.unwrap_or_default().as_nanos(), data.len());
            Ok(Ready::Disk { file, length: data.len(), tag })
        }
    }
}

/// Hashes a page; a browser names the version that it shows by this.
pub(super) fn hash(page: &[u8]) -> String {
    blake3::hash(page).to_hex().chars().take(16).collect()
}

/// Inserts the script at the end of a page's body, or of the page if it has no `</body>`.
pub(super) fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    let end = memchr::memmem::rfind(&page, b"</body>").or_else(|| memchr::memmem::rfind(&page, b"</BODY>"));
    let end = end.unwrap_or(page.len());
    page.splice(end..end, script.bytes());
    page
}

/// Builds the response to a request with the headers `asked`.
pub(super) fn respond(path: &str, ready: Ready, status: StatusCode, asked: &HeaderMap) -> Response {
    let kind = content_type::of(path);
    let (length, tag) = match &ready {
        Ready::Page(page) => return text(status, kind, Bytes::copy_from_slice(page)),
        Ready::Memory { bytes, tag } => (bytes.len() as u64, tag.clone()),
        Ready::Disk { length, tag, .. } => (*length, tag.clone()),
    };
    let mut headers = vec![
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag.clone()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let asked_for = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if status == StatusCode::OK && asked_for(header::IF_NONE_MATCH).is_some_and(|known| is_known(known, &tag))
    {
        return build(StatusCode::NOT_MODIFIED, headers, Body::empty());
    }
    // A part of the old file must not be combined with a part of the new one.
    let is_same = asked_for(header::IF_RANGE).is_none_or(|known| known == tag);
    let part = asked_for(header::RANGE).filter(|_| is_same && status == StatusCode::OK);
    let (status, part) = match part.map_or(RangeAnswer::Whole, |range| part_of(range, length)) {
        RangeAnswer::Whole => (status, 0..length),
        RangeAnswer::Some(part) => {
            headers.push((header::CONTENT_RANGE, format!("bytes {}-{}/{length}", part.start, part.end - 1)));
            (StatusCode::PARTIAL_CONTENT, part)
        }
        RangeAnswer::Outside => {
            headers.push((header::CONTENT_RANGE, format!("bytes */{length}")));
            return build(StatusCode::RANGE_NOT_SATISFIABLE, headers, Body::empty());
        }
    };
    headers.push((header::CONTENT_LENGTH, (part.end - part.start).to_string()));
    build(status, headers, body(ready, part))
}

/// Builds a response from text made for this request: a page or a message.
pub(super) fn text(status: StatusCode, kind: &str, text: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CACHE_CONTROL, "no-store".to_owned())];
    build(status, headers, text.into())
}

/// Media type of JSON.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// Builds a response with a value for a script.
pub(super) fn json(status: StatusCode, value: &impl serde::Serialize) -> Response {
    // Strings, numbers and lists of them always serialise.
    text(status, JSON, serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()))
}

/// Redirects the browser to another path of this server.
pub(super) fn redirect(to: &str) -> Response {
    let headers = [(header::LOCATION, to.to_owned()), (header::CACHE_CONTROL, "no-store".to_owned())];
    build(StatusCode::TEMPORARY_REDIRECT, headers, Body::empty())
}

fn build(
    status: StatusCode,
    headers: impl IntoIterator<Item = (HeaderName, String)>,
    body: Body,
) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        // No other site may embed a draft's photos.
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let fixed = fixed.into_iter().map(|(name, value)| (name, value.to_owned()));
    for (name, value) in headers.into_iter().chain(fixed) {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn is_known(known: &str, tag: &str) -> bool {
    known.trim() == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// The part that a `Range` header requests.
#[derive(Debug, PartialEq, Eq)]
enum RangeAnswer {
    /// The entire file: the header is not a single range that we understand.
    Whole,
    Some(Range<u64>),
    Outside,
}

fn part_of(range: &str, length: u64) -> RangeAnswer {
    let Some((first, last)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return RangeAnswer::Whole;
    };
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    let part = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Some(first), None) if last.is_empty() => first..length,
        (None, Some(count)) if first.is_empty() => length.saturating_sub(count)..length,
        _ => return RangeAnswer::Whole,
    };
    if part.start < part.end { RangeAnswer::Some(part) } else { RangeAnswer::Outside }
}

fn body(ready: Ready, part: Range<u64>) -> Body {
    match ready {
        Ready::Page(bytes) => Body::from(bytes),
        Ready::Memory { bytes, .. } => {
            let (start, end) = (part.start as usize, part.end as usize);
            Body::from(Bytes::from(bytes).slice(start..end))
        }
        Ready::Disk { file, .. } => {
            let (pieces, stream) = mpsc::channel(2);
            tokio::task::spawn_blocking(move || send(file, part, &pieces));
            Body::from_stream(ReceiverStream::new(stream))
        }
    }
}

/// Sends a part of a file piece by piece, until its end or until the receiver is gone.
fn send(mut file: File, part: Range<u64>, pieces: &mpsc::Sender<io::Result<Bytes>>) {
    let mut left = part.end - part.start;
    if let Err(error) = file.seek(SeekFrom::Start(part.start)) {
        let _ = pieces.blocking_send(Err(error));
        return;
    }
    while left > 0 {
        let mut piece = Vec::with_capacity(PIECE);
        let read = file.by_ref().take(left.min(PIECE as u64)).read_to_end(&mut piece);
        let piece = match read {
            // The file has become shorter: break the connection, so that the client does not take
            // the part for a complete file.
            Ok(0) => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
            Ok(count) => {
                left -= count as u64;
                Ok(Bytes::from(piece))
            }
            Err(error) => Err(error),
        };
        let is_last = piece.is_err();
        if pieces.blocking_send(piece).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_one_part_of_the_file() {
        for (range, part) in [
            ("bytes=0-3", RangeAnswer::Some(0..4)),
            ("bytes=7-", RangeAnswer::Some(7..10)),
            ("bytes=-3", RangeAnswer::Some(7..10)),
            ("bytes=-99", RangeAnswer::Some(0..10)),
            ("bytes=5-99", RangeAnswer::Some(5..10)),
            ("bytes=9-18446744073709551615", RangeAnswer::Some(9..10)),
            ("bytes=10-", RangeAnswer::Outside),
            ("bytes=-0", RangeAnswer::Outside),
            ("bytes=3-1", RangeAnswer::Whole),
            ("bytes=0-1,4-5", RangeAnswer::Whole),
            ("bytes=99999999999999999999-", RangeAnswer::Whole),
            ("bytes=-", RangeAnswer::Whole),
            ("bytes=+1-2", RangeAnswer::Whole),
            ("lines=0-1", RangeAnswer::Whole),
            ("", RangeAnswer::Whole),
        ] {
            assert_eq!(part_of(range, 10), part, "{range}");
        }
        assert_eq!(part_of("bytes=0-", 0), RangeAnswer::Outside);
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = |text: &str| String::from_utf8(with_script(text.into(), "S")).unwrap();
        assert_eq!(page("<body>a</body></html>"), "<body>aS</body></html>");
        assert_eq!(page("<pre></body></pre></BODY>").matches('S').count(), 1);
        assert_eq!(page("<p>没有 body"), "<p>没有 bodyS");
        assert_eq!(page(""), "S");
    }
}
