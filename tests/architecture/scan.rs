//! Reads the paths that a Rust file imports or names: a small scanner, not a compiler.
//!
//! It knows comments, strings, characters and lifetimes; it leaves out items under `#[cfg(test)]`.
//! It finds `use` trees, paths in the text that begin with `crate::`, `super::` or `self::`, and
//! paths that begin with a module that the file declares. It sees neither the output of macros nor
//! which methods of a type are in which file.

use unicode_width::UnicodeWidthStr;

/// One token of Rust, as far as paths need it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Mark(char),
}

/// A path of a `use` or in the text, such as `crate::site::Page`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// Its segments as written; a glob ends in `*`.
    pub segments: Vec<String>,
    /// The name by which it is known in the file; `None` in the text and for a glob.
    pub name: Option<String>,
    /// Whether it is `pub use`: a name that the module re-exports and need not use itself.
    pub is_passed_on: bool,
}

/// The references of a file to other modules.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// The paths in it, sorted, each once.
    pub paths: Vec<Path>,
    /// The modules that it declares for tests only.
    pub test_modules: Vec<String>,
}

/// Reads a file.
pub fn scan(source: &str) -> Scanned {
    let (tokens, test_modules) = without_tests(&tokens(source));
    if tokens.starts_with(&words(&["#", "!", "[", "cfg", "(", "test", ")", "]"])) {
        return Scanned { paths: Vec::new(), test_modules };
    }
    let modules = modules(&tokens);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // `use<'a>` lists the lifetimes that an `impl Trait` captures.
        if is_word(&tokens, at, "use") && !is_mark(&tokens, at + 1, '<') {
            let is_passed_on = at > 0 && (is_word(&tokens, at - 1, "pub") || is_mark(&tokens, at - 1, ')'));
            let mut tree = Tree { tokens: &tokens, at: at + 1, is_passed_on, paths: &mut paths };
            tree.branch(&mut Vec::new());
            at = tree.at;
        } else {
            at = inline(&tokens, at, &modules, &mut paths);
        }
    }
    paths.sort();
    paths.dedup();
    Scanned { paths, test_modules }
}

/// The lines of comments that are wider than `most` columns, from 1. A Chinese character has two.
pub fn long_comments(source: &str, most: usize) -> Vec<usize> {
    let is_long = |line: &str| {
        let begin = line.trim_start();
        (begin.starts_with("//") || line.contains(" // ")) && line.width() > most
    };
    source.lines().zip(1..).filter(|(line, _)| is_long(line)).map(|(_, number)| number).collect()
}

/// A path that begins at `at` and isn't imported, and the position after it.
fn inline(tokens: &[Token], at: usize, modules: &[String], paths: &mut Vec<Path>) -> usize {
    let Some(Token::Word(first)) = tokens.get(at) else { return at + 1 };
    let is_begin = matches!(first.as_str(), "crate" | "super" | "self") || modules.contains(first);
    // In `a::b`, `b` begins no path; in `a: b::C` it does.
    let before = |back: usize, mark: char| at >= back && is_mark(tokens, at - back, mark);
    let is_inside = before(1, '.') || (before(1, ':') && before(2, ':'));
    // `pub(in crate::markdown)` is a visibility.
    let is_visibility = at > 0 && is_word(tokens, at - 1, "in") && before(2, '(');
    let mut segments = vec![first.clone()];
    let mut next = at + 1;
    while is_mark(tokens, next, ':')
        && is_mark(tokens, next + 1, ':')
        && let Some(Token::Word(word)) = tokens.get(next + 2)
    {
        segments.push(word.clone());
        next += 3;
    }
    if !is_begin || is_inside || segments.len() < 2 {
        return at + 1;
    }
    if !is_visibility {
        paths.push(Path { segments, name: None, is_passed_on: false });
    }
    next
}

/// The tree of a `use`: `crate::{a::B, c::{self, D as E}}`.
struct Tree<'t> {
    tokens: &'t [Token],
    at: usize,
    is_passed_on: bool,
    paths: &'t mut Vec<Path>,
}

impl Tree<'_> {
    /// Reads a branch below `stem`, up to the `,`, `}` or `;` after it.
    fn branch(&mut self, stem: &mut Vec<String>) {
        let depth = stem.len();
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                Token::Word(word) if word == "as" => {
                    self.at += 1;
                    if let Some(Token::Word(alias)) = self.tokens.get(self.at) {
                        self.leaf(stem, alias);
                        self.at += 1;
                    }
                    stem.truncate(depth);
                    return;
                }
                Token::Word(word) => {
                    stem.push(word.clone());
                    self.at += 1;
                }
                Token::Mark(':') => self.at += 1,
                Token::Mark('*') => {
                    stem.push("*".to_owned());
                    self.at += 1;
                }
                Token::Mark('{') => {
                    self.at += 1;
                    while !is_mark(self.tokens, self.at, '}') && self.at < self.tokens.len() {
                        self.branch(stem);
                        if is_mark(self.tokens, self.at, ',') {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    stem.truncate(depth);
                    return;
                }
                Token::Mark(_) => break,
            }
        }
        if let Some(last) = stem.last().cloned().filter(|_| stem.len() > depth) {
            self.leaf(stem, &last);
        }
        stem.truncate(depth);
    }

    fn leaf(&mut self, stem: &[String], name: &str) {
        let mut segments = stem.to_vec();
        let is_module = segments.len() > 1 && segments.last().is_some_and(|last| last == "self");
        if is_module {
            segments.pop();
        }
        let own = if name == "self" { segments.last().cloned().unwrap_or_default() } else { name.to_owned() };
        let name = Some(own).filter(|name| name != "*");
        self.paths.push(Path { segments, name, is_passed_on: self.is_passed_on });
    }
}

/// The modules that are declared in a file of their own: `mod a;`.
fn modules(tokens: &[Token]) -> Vec<String> {
    let declared = tokens.windows(3).filter_map(|three| match three {
        [Token::Word(word), Token::Word(name), Token::Mark(';')] if word == "mod" => Some(name.clone()),
        _ => None,
    });
    declared.collect()
}

/// The tokens without items under `#[cfg(test)]`, and the modules in files of their own that are
/// among these.
fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let attribute = words(&["#", "[", "cfg", "(", "test", ")", "]"]);
    let (mut kept, mut modules) = (Vec::with_capacity(tokens.len()), Vec::new());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        if !rest.starts_with(&attribute) {
            kept.push(token.clone());
            at += 1;
            continue;
        }
        let item = at + attribute.len();
        at = item_end(tokens, item);
        modules.extend(self::modules(tokens.get(item..at).unwrap_or_default()));
    }
    (kept, modules)
}

/// The end of an item that begins at `at`: after its `;`, or after the `}` of its block.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            Token::Mark('{' | '(' | '[') => depth += 1,
            Token::Mark(')' | ']') => depth = depth.saturating_sub(1),
            Token::Mark('}') => {
                depth = depth.saturating_sub(1);
                // `use a::{b, c};` continues after the brace.
                if depth == 0 && !is_mark(tokens, at, ';') {
                    return at;
                }
            }
            Token::Mark(';') if depth == 0 => return at,
            _ => {}
        }
    }
    at
}

fn is_word(tokens: &[Token], at: usize, word: &str) -> bool {
    matches!(tokens.get(at), Some(Token::Word(found)) if found == word)
}

fn is_mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at) == Some(&Token::Mark(mark))
}

/// Tokens, each as a text.
fn words(texts: &[&str]) -> Vec<Token> {
    texts.iter().flat_map(|text| tokens(text)).collect()
}

/// The tokens of a text; comments, strings, characters and lifetimes are none.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let get = |at: usize| chars.get(at).copied();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = get(at) {
        match c {
            '/' if get(at + 1) == Some('/') => at = find(&chars, at, '\n'),
            '/' if get(at + 1) == Some('*') => at = comment_end(&chars, at),
            '"' => at = string_end(&chars, at + 1),
            '\'' => at = quote_end(&chars, at),
            _ if c == '_' || c.is_alphabetic() => {
                let end = (at..).find(|at| !get(*at).is_some_and(|c| c == '_' || c.is_alphanumeric()));
                let end = end.unwrap_or(chars.len());
                let word: String = chars.get(at..end).unwrap_or_default().iter().collect();
                match raw_string_end(&chars, &word, end) {
                    Some(after) => at = after,
                    None => {
                        tokens.push(Token::Word(word));
                        at = end;
                    }
                }
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push(Token::Mark(c));
                }
                at += 1;
            }
        }
    }
    tokens
}

/// The position of `wanted` from `at` on, else the end.
fn find(chars: &[char], at: usize, wanted: char) -> usize {
    (at..chars.len()).find(|at| chars.get(*at) == Some(&wanted)).unwrap_or(chars.len())
}

/// The position after a comment that begins at `at` and may contain others: `/* a /* b */ c */`.
fn comment_end(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match (chars.get(at), chars.get(at + 1)) {
            (Some('/'), Some('*')) => (depth, at) = (depth + 1, at + 2),
            (Some('*'), Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The position after the `"` that closes a string whose text begins at `at`.
fn string_end(chars: &[char], mut at: usize) -> usize {
    while let Some(c) = chars.get(at) {
        match c {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// The position after a character (`'a'`, `'\''`, `'\u{4e2d}'`), or after the `'` of a lifetime.
fn quote_end(chars: &[char], at: usize) -> usize {
    if chars.get(at + 1) == Some(&'\\') {
        return find(chars, at + 3, '\'') + 1;
    }
    if chars.get(at + 2) == Some(&'\'') { at + 3 } else { at + 1 }
}

/// The position after a raw string (`r#"…"#`, also with `b` or `c` before it), if `word` is its
/// prefix and ends at `at`.
fn raw_string_end(chars: &[char], word: &str, at: usize) -> Option<usize> {
    if !matches!(word, "r" | "br" | "cr") {
        return None;
    }
    let marks = chars.get(at..)?.iter().take_while(|c| **c == '#').count();
    let mut end = at + marks;
    if chars.get(end) != Some(&'"') {
        return None;
    }
    loop {
        end = find(chars, end + 1, '"');
        let after = chars.get(end + 1..)?;
        if after.iter().take_while(|c| **c == '#').count() >= marks {
            return Some(end + 1 + marks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each path as `a::b`, with `=name` if it is imported and `^` if it is re-exported.
    fn found(source: &str) -> Vec<String> {
        let show = |path: Path| {
            let name = path.name.map(|name| format!("={name}")).unwrap_or_default();
            format!("{}{}{name}", if path.is_passed_on { "^" } else { "" }, path.segments.join("::"))
        };
        scan(source).paths.into_iter().map(show).collect()
    }

    #[test]
    fn trees_of_use_are_read_leaf_by_leaf() {
        assert_eq!(
            found("use crate::{a::B, c::{self, D as E}};\npub(crate) use super::f::*;\nuse std::fmt;"),
            ["crate::a::B=B", "crate::c=c", "crate::c::D=E", "std::fmt=fmt", "^super::f::*"]
        );
        assert_eq!(found("pub use x::{Y};\nuse {a::b, c};"), ["a::b=b", "c=c", "^x::Y=Y"]);
    }

    #[test]
    fn paths_in_the_text_are_found_once() {
        assert_eq!(
            found("fn f(a: crate::b::C) -> super::D { self.x; a.super_; crate::b::C::new::<u8>() }"),
            ["crate::b::C", "crate::b::C::new", "super::D"]
        );
        assert_eq!(found("mod a;\nfn f() { a::run(); b::run(); x.a::<u8>(); c::a::d(); }"), ["a::run"]);
        assert_eq!(found("pub(in crate::x) fn f() -> impl A + use<'_> {}"), Vec::<String>::new());
    }

    #[test]
    fn comments_strings_and_characters_say_nothing() {
        let source = r####"
            // use crate::a;
            /* use crate::b; /* crate::c::d */ crate::e::f */
            /// [`crate::g::H`]
            const A: &str = "use crate::i; \" crate::j::k";
            const B: &[u8] = br#"crate::l::m " crate::n::o"#;
            const C: (char, char, char) = ('"', '\'', '\u{22}');
            fn f<'a>(x: &'a str) -> crate::p::Q<'a> {}
        "####;
        assert_eq!(found(source), ["crate::p::Q"]);
    }

    #[test]
    fn what_is_for_tests_alone_is_left_out() {
        let source = "
            #[cfg(test)]
            mod tests { use crate::a::B; fn f() { { crate::c::d() } } }
            #[cfg(test)]
            use crate::{e, f};
            #[cfg(test)]
            #[derive(Debug)]
            pub struct G([crate::h::I; 2]);
            #[cfg(test)]
            mod apart;
            #[cfg(unix)]
            use crate::kept;
        ";
        assert_eq!(found(source), ["crate::kept=kept"]);
        assert_eq!(scan(source).test_modules, ["apart"]);
        assert_eq!(found("#![cfg(test)]\nuse crate::a;"), Vec::<String>::new());
    }

    #[test]
    fn a_long_comment_is_found_by_its_line() {
        let long = "长".repeat(98);
        let text = format!("/// {}\n//! {long}\n    // {long}", "a".repeat(96));
        assert_eq!(long_comments(&text, 100), [2, 3]);
        assert_eq!(long_comments(&format!("//{}\n", "字".repeat(50)), 100), [1]);
        assert_eq!(long_comments(&format!("let a = \"{long}{long}\";\n"), 100), Vec::<usize>::new());
    }
}
