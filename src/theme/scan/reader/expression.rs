//! Reads expressions: operands with operators, filters, calls and literals between them.

use std::collections::BTreeSet;

use super::super::token::{Token, TokenKind, Unreadable};
use super::Reader;

/// Filters that may show fields that no template names.
const WHOLE: [&str; 5] = ["json", "get", "keys", "values", "pairs"];

/// Whether an operator stands between two operands.
fn is_binary(sign: &str) -> bool {
    matches!(sign, "*" | "/" | "//" | "%" | "+" | "-" | "**" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "~")
}

/// Tera reads no deeper than 40.
const DEEPEST: usize = 64;

impl Reader<'_, '_> {
    /// Reads an expression. In a list comprehension, `if` begins its condition instead of a choice:
    /// `[x for x in list if x.shown]`.
    pub(super) fn expression(&mut self, may_choose: bool) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable);
        }
        self.operand()?;
        while let Some((token, rest)) = self.cursor.tokens.split_first() {
            let before = self.cursor.tokens;
            self.cursor.tokens = rest;
            match token.kind {
                TokenKind::Sign("|") => self.filter()?,
                TokenKind::Sign("[") => self.index()?,
                TokenKind::Sign(sign) if is_binary(sign) => self.operand()?,
                TokenKind::Name("in" | "and" | "or") => self.operand()?,
                TokenKind::Name("not") => {
                    if !self.cursor.skip_name("in") {
                        return Err(Unreadable);
                    }
                    self.operand()?;
                }
                TokenKind::Name("is") => {
                    self.cursor.skip_name("not");
                    let name = self.cursor.name()?;
                    keep(&mut self.found.tests, name);
                    self.arguments_if_any()?;
                }
                TokenKind::Name("if") if may_choose => {
                    self.expression(true)?;
                    if !self.cursor.skip_name("else") {
                        return Err(Unreadable);
                    }
                    self.expression(true)?;
                }
                _ => {
                    self.cursor.tokens = before;
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    pub(super) fn operand(&mut self) -> Result<(), Unreadable> {
        while self.cursor.skip("-") || self.cursor.skip_name("not") {}
        let (token, rest) = self.cursor.tokens.split_first().ok_or(Unreadable)?;
        self.cursor.tokens = rest;
        match &token.kind {
            TokenKind::Number | TokenKind::Text(_) => Ok(()),
            TokenKind::Name("true" | "True" | "false" | "False" | "none" | "None" | "null") => Ok(()),
            TokenKind::Name(name) => self.named(name),
            TokenKind::Sign("<") => {
                self.component_call()?;
                self.cursor.require("/")?;
                self.cursor.require(">")
            }
            TokenKind::Sign("{") => self.map(),
            TokenKind::Sign("[") => self.array(),
            TokenKind::Sign("(") => {
                self.expression(true)?;
                self.cursor.require(")")
            }
            TokenKind::Sign(_) => Err(Unreadable),
        }
    }

    /// Reads what begins with a name: a call, or a variable with its fields.
    fn named(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.cursor.is_next("(") {
            keep(&mut self.found.functions, name);
            let before = self.cursor.tokens;
            self.arguments()?;
            if name == "fields" {
                let arguments = before.get(..before.len() - self.cursor.tokens.len()).unwrap_or_default();
                let is_of_added = asks_for_added(arguments);
                self.found.lists_added |= is_of_added;
                self.found.lists_own |= !is_of_added;
            }
            return Ok(());
        }
        if name == "__tera_context" {
            self.mention_all();
            self.found.data.is_all = true;
        }
        let mut is_first = true;
        let mut data = (name == "data").then_some(None);
        loop {
            if self.cursor.skip(".") || self.cursor.skip("?.") {
                let field = self.cursor.name()?;
                if is_first && let Some(data) = &mut data {
                    *data = Some(field.to_owned());
                }
            } else if self.cursor.skip("[") || self.cursor.skip("?[") {
                self.index()?;
            } else {
                break;
            }
            is_first = false;
        }
        match data {
            Some(Some(field)) => drop(self.found.data.fields.insert(field)),
            Some(None) => self.found.data.is_all = true,
            None => {}
        }
        Ok(())
    }

    /// `name]`, `1]`, `a:b]` after the bracket. A field whose name is computed may be any field.
    fn index(&mut self) -> Result<(), Unreadable> {
        let before = self.cursor.tokens;
        let mut is_slice = self.cursor.is_next(":");
        if !is_slice {
            self.expression(true)?;
        }
        let index = before.get(..before.len() - self.cursor.tokens.len()).unwrap_or_default();
        if self.cursor.skip(":") {
            is_slice = true;
            if !self.cursor.is_next(":") && !self.cursor.is_next("]") {
                self.expression(true)?;
            }
            if self.cursor.skip(":") {
                self.expression(true)?;
            }
        }
        if !is_slice && !is_fixed(index) {
            self.mention_all();
        }
        self.cursor.require("]")
    }

    pub(super) fn filters(&mut self) -> Result<(), Unreadable> {
        while self.cursor.skip("|") {
            self.filter()?;
        }
        Ok(())
    }

    pub(super) fn filter(&mut self) -> Result<(), Unreadable> {
        let name = self.cursor.name()?;
        if WHOLE.contains(&name) {
            self.mention_all();
        }
        keep(&mut self.found.filters, name);
        self.arguments_if_any()
    }

    fn arguments_if_any(&mut self) -> Result<(), Unreadable> {
        if self.cursor.is_next("(") { self.arguments() } else { Ok(()) }
    }

    /// `(a=1, b="x")`.
    fn arguments(&mut self) -> Result<(), Unreadable> {
        self.cursor.require("(")?;
        self.list(")", |reader| {
            let key = reader.cursor.name()?;
            reader.cursor.require("=")?;
            let before = reader.cursor.tokens;
            reader.expression(true)?;
            let value = before.get(..before.len() - reader.cursor.tokens.len()).unwrap_or_default();
            // `map(attribute="toc")` names a field and `map(filter="json")` a filter; what is
            // computed may be any.
            let text = match value {
                [Token { kind: TokenKind::Text(text), .. }] => Some(&**text),
                _ => None,
            };
            match (key, text) {
                ("attribute", None) | ("filter", None) => reader.mention_all(),
                ("filter", Some(filter)) if WHOLE.contains(&filter) => reader.mention_all(),
                _ => {}
            }
            Ok(())
        })
    }

    /// Items with commas between them, perhaps also after the last one, until `close`.
    pub(super) fn list(
        &mut self,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        while !self.cursor.skip(close) {
            item(self)?;
            if !self.cursor.is_next(close) {
                self.cursor.require(",")?;
            }
        }
        Ok(())
    }

    fn array(&mut self) -> Result<(), Unreadable> {
        self.list("]", |reader| {
            reader.cursor.skip("...");
            reader.expression(true)?;
            if reader.cursor.skip_name("for") {
                reader.loop_head()?;
                reader.expression(false)?;
                if reader.cursor.skip_name("if") {
                    reader.expression(false)?;
                }
            }
            Ok(())
        })
    }

    pub(super) fn map(&mut self) -> Result<(), Unreadable> {
        self.list("}", |reader| {
            if !reader.cursor.skip("...") {
                let (_, rest) = reader.cursor.tokens.split_first().ok_or(Unreadable)?;
                reader.cursor.tokens = rest;
                reader.cursor.require(":")?;
            }
            reader.expression(true)
        })
    }

    pub(super) fn mention_all(&mut self) {
        self.found.is_whole = true;
        self.found.shows_all = true;
    }
}

/// Whether the arguments of `fields` ask for those alone that a site adds: `(of=page, added=true)`.
/// Where it is written otherwise, the arguments may ask for all fields.
fn asks_for_added(arguments: &[Token<'_>]) -> bool {
    let is_plain = arguments.iter().filter(|token| token.kind == TokenKind::Sign("(")).count() == 1;
    let is_added = |part: &[Token<'_>]| {
        let kinds: Vec<&TokenKind<'_>> = part.iter().map(|token| &token.kind).collect();
        matches!(
            kinds[..],
            [
                TokenKind::Name("added"),
                TokenKind::Sign("="),
                TokenKind::Name("true" | "True"),
                TokenKind::Sign("," | ")")
            ]
        )
    };
    is_plain && arguments.windows(4).any(is_added)
}

/// Adds a name to a set. Most names are there already and cost no allocation.
fn keep(names: &mut BTreeSet<String>, name: &str) {
    if !names.contains(name) {
        names.insert(name.to_owned());
    }
}

/// Whether an index is known without rendering: a number, a text, or the number of a loop's turn,
/// `loop.index0 - 1`. None of them is any field.
fn is_fixed(index: &[Token<'_>]) -> bool {
    match index {
        [Token { kind: TokenKind::Text(_) | TokenKind::Number, .. }] => true,
        [Token { kind: TokenKind::Sign("-"), .. }, Token { kind: TokenKind::Number, .. }] => true,
        [Token { kind: TokenKind::Name("loop"), .. }, rest @ ..] => rest.iter().all(|token| {
            matches!(
                token.kind,
                TokenKind::Number
                    | TokenKind::Sign("." | "+" | "-" | "*" | "/" | "//" | "%")
                    | TokenKind::Name("index" | "index0" | "length")
            )
        }),
        _ => false,
    }
}
