//! Reads the code of tags as Tera's parser does (`src/parsing/parser.rs` there).
//!
//! The precedence of operators makes no difference to what code mentions, so an expression is read
//! as a flat list of operands. Whether tags match is left to Tera.

use std::collections::BTreeSet;

use super::mentions::Mentions;
use super::token::{Tag, Token, TokenKind, Unreadable, tags};

/// Filters that may show fields that no template names.
const WHOLE: [&str; 5] = ["json", "get", "keys", "values", "pairs"];

/// Whether an operator stands between two operands.
fn is_binary(sign: &str) -> bool {
    matches!(sign, "*" | "/" | "//" | "%" | "+" | "-" | "**" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "~")
}

/// Tera reads no deeper than 40.
const DEEPEST: usize = 64;

/// Reads a template.
///
/// # Errors
/// Code that Tera can't read either.
pub(crate) fn mentions(text: &str) -> Result<Mentions, Unreadable> {
    let mut found = Mentions::default();
    for tag in tags(text) {
        let tag = tag?;
        for token in &tag.tokens {
            match &token.kind {
                TokenKind::Name(name) => found.mention_word(name),
                TokenKind::Text(text) => found.mention_text(text),
                TokenKind::Number | TokenKind::Sign(_) => {}
            }
        }
        Reader { tokens: &tag.tokens, found: &mut found, depth: 0 }.tag(tag.is_expression)?;
    }
    Ok(found)
}

/// Whether a template defines components.
pub(crate) fn defines_components(text: &str) -> bool {
    let defines = |tag: Tag<'_>| {
        let first = tag.tokens.first().map(|token| &token.kind);
        !tag.is_expression && first == Some(&TokenKind::Name("component"))
    };
    // Few templates contain the word.
    text.contains("component") && tags(text).any(|tag| tag.is_ok_and(defines))
}

/// A place in the tokens of a tag, and what was found before it.
struct Reader<'r, 't> {
    tokens: &'r [Token<'t>],
    found: &'r mut Mentions,
    depth: usize,
}

impl<'t> Reader<'_, 't> {
    /// Reads the code of a whole tag.
    fn tag(mut self, is_expression: bool) -> Result<(), Unreadable> {
        if is_expression {
            self.expression(true)?;
        } else {
            self.statement()?;
        }
        if self.tokens.is_empty() { Ok(()) } else { Err(Unreadable) }
    }

    fn statement(&mut self) -> Result<(), Unreadable> {
        if self.skip("<") {
            self.component_call()?;
            return self.expect(">");
        }
        if self.skip("</") {
            self.dotted_name()?;
            return self.expect(">");
        }
        match self.name()? {
            "set" | "set_global" => {
                self.name()?;
                if self.skip("=") { self.expression(true) } else { self.filters() }
            }
            "include" => {
                let name = self.text()?;
                self.found.includes.insert(name);
                Ok(())
            }
            "extends" => {
                self.found.extends = Some(self.text()?);
                Ok(())
            }
            "for" => {
                self.loop_head()?;
                self.expression(true)
            }
            "if" | "elif" => self.expression(true),
            "filter" => {
                self.filter()?;
                self.filters()
            }
            "component" => self.definition(),
            "block" => self.name().map(drop),
            "endblock" => {
                let _ = self.name();
                Ok(())
            }
            "endcomponent" => {
                if self.is_name() {
                    self.dotted_name().map(drop)
                } else {
                    Ok(())
                }
            }
            "else" | "endif" | "endfor" | "endset" | "endfilter" | "break" | "continue" => Ok(()),
            _ => Err(Unreadable),
        }
    }

    /// `value in`, `key, value in` of a loop or a list comprehension.
    fn loop_head(&mut self) -> Result<(), Unreadable> {
        self.name()?;
        if self.skip(",") {
            self.name()?;
            // Keys and values are all fields of a map.
            self.mention_all();
        }
        if self.name()? != "in" {
            return Err(Unreadable);
        }
        // The values of the page are all its fields. Parentheses change nothing.
        let kinds = self.tokens.iter().map(|token| &token.kind);
        let mut target = kinds.skip_while(|kind| **kind == TokenKind::Sign("("));
        let (first, second) = (target.next(), target.next());
        let goes_on = matches!(second, Some(TokenKind::Sign("." | "?." | "[" | "?[")));
        if first == Some(&TokenKind::Name("page")) && !goes_on {
            self.mention_all();
        }
        Ok(())
    }

    /// Reads an expression. In a list comprehension, `if` begins its condition instead of a choice:
    /// `[x for x in list if x.shown]`.
    fn expression(&mut self, may_choose: bool) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable);
        }
        self.operand()?;
        while let Some((token, rest)) = self.tokens.split_first() {
            let before = self.tokens;
            self.tokens = rest;
            match token.kind {
                TokenKind::Sign("|") => self.filter()?,
                TokenKind::Sign("[") => self.index()?,
                TokenKind::Sign(sign) if is_binary(sign) => self.operand()?,
                TokenKind::Name("in" | "and" | "or") => self.operand()?,
                TokenKind::Name("not") => {
                    if !self.skip_name("in") {
                        return Err(Unreadable);
                    }
                    self.operand()?;
                }
                TokenKind::Name("is") => {
                    self.skip_name("not");
                    let name = self.name()?;
                    keep(&mut self.found.tests, name);
                    self.arguments_if_any()?;
                }
                TokenKind::Name("if") if may_choose => {
                    self.expression(true)?;
                    if !self.skip_name("else") {
                        return Err(Unreadable);
                    }
                    self.expression(true)?;
                }
                _ => {
                    self.tokens = before;
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn operand(&mut self) -> Result<(), Unreadable> {
        while self.skip("-") || self.skip_name("not") {}
        let (token, rest) = self.tokens.split_first().ok_or(Unreadable)?;
        self.tokens = rest;
        match &token.kind {
            TokenKind::Number | TokenKind::Text(_) => Ok(()),
            TokenKind::Name("true" | "True" | "false" | "False" | "none" | "None" | "null") => Ok(()),
            TokenKind::Name(name) => self.named(name),
            TokenKind::Sign("<") => {
                self.component_call()?;
                self.expect("/")?;
                self.expect(">")
            }
            TokenKind::Sign("{") => self.map(),
            TokenKind::Sign("[") => self.array(),
            TokenKind::Sign("(") => {
                self.expression(true)?;
                self.expect(")")
            }
            TokenKind::Sign(_) => Err(Unreadable),
        }
    }

    /// Reads what begins with a name: a call, or a variable with its fields.
    fn named(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.is_next("(") {
            keep(&mut self.found.functions, name);
            let before = self.tokens;
            self.arguments()?;
            if name == "fields" {
                let arguments = before.get(..before.len() - self.tokens.len()).unwrap_or_default();
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
            if self.skip(".") || self.skip("?.") {
                let field = self.name()?;
                if is_first && let Some(data) = &mut data {
                    *data = Some(field.to_owned());
                }
            } else if self.skip("[") || self.skip("?[") {
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
        let before = self.tokens;
        let mut is_slice = self.is_next(":");
        if !is_slice {
            self.expression(true)?;
        }
        let index = before.get(..before.len() - self.tokens.len()).unwrap_or_default();
        if self.skip(":") {
            is_slice = true;
            if !self.is_next(":") && !self.is_next("]") {
                self.expression(true)?;
            }
            if self.skip(":") {
                self.expression(true)?;
            }
        }
        if !is_slice && !is_fixed(index) {
            self.mention_all();
        }
        self.expect("]")
    }

    fn filters(&mut self) -> Result<(), Unreadable> {
        while self.skip("|") {
            self.filter()?;
        }
        Ok(())
    }

    fn filter(&mut self) -> Result<(), Unreadable> {
        let name = self.name()?;
        if WHOLE.contains(&name) {
            self.mention_all();
        }
        keep(&mut self.found.filters, name);
        self.arguments_if_any()
    }

    fn arguments_if_any(&mut self) -> Result<(), Unreadable> {
        if self.is_next("(") { self.arguments() } else { Ok(()) }
    }

    /// `(a=1, b="x")`.
    fn arguments(&mut self) -> Result<(), Unreadable> {
        self.expect("(")?;
        self.list(")", |reader| {
            let key = reader.name()?;
            reader.expect("=")?;
            let before = reader.tokens;
            reader.expression(true)?;
            let value = before.get(..before.len() - reader.tokens.len()).unwrap_or_default();
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
    fn list(
        &mut self,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        while !self.skip(close) {
            item(self)?;
            if !self.is_next(close) {
                self.expect(",")?;
            }
        }
        Ok(())
    }

    fn array(&mut self) -> Result<(), Unreadable> {
        self.list("]", |reader| {
            reader.skip("...");
            reader.expression(true)?;
            if reader.skip_name("for") {
                reader.loop_head()?;
                reader.expression(false)?;
                if reader.skip_name("if") {
                    reader.expression(false)?;
                }
            }
            Ok(())
        })
    }

    fn map(&mut self) -> Result<(), Unreadable> {
        self.list("}", |reader| {
            if !reader.skip("...") {
                let (_, rest) = reader.tokens.split_first().ok_or(Unreadable)?;
                reader.tokens = rest;
                reader.expect(":")?;
            }
            reader.expression(true)
        })
    }

    /// `ui.card a="1" b={x} c {...more}` of a call, after `<`.
    fn component_call(&mut self) -> Result<(), Unreadable> {
        let name = self.dotted_name()?;
        self.found.components.insert(name);
        loop {
            if self.is_name() {
                let name = self.name()?;
                if !self.skip("=") {
                    // The variable of that name.
                    self.found.data.is_all |= name == "data";
                } else if self.skip("{") {
                    self.expression(true)?;
                    self.expect("}")?;
                } else {
                    self.text()?;
                }
            } else if self.skip("{") {
                self.expect("...")?;
                self.expression(true)?;
                self.expect("}")?;
            } else {
                return Ok(());
            }
        }
    }

    /// `ui.card(a: String = "x", @page, ...rest) {"name": …}` of a definition.
    fn definition(&mut self) -> Result<(), Unreadable> {
        let name = self.dotted_name()?;
        self.found.defined.insert(name);
        self.expect("(")?;
        self.list(")", |reader| {
            if reader.skip("...") {
                return reader.name().map(drop);
            }
            // `@data` is the variable of that name, whoever calls; what the body uses of it counts.
            reader.skip("@");
            reader.name()?;
            if reader.skip(":") {
                reader.name()?;
            }
            if reader.skip("=") { reader.operand() } else { Ok(()) }
        })?;
        if self.skip("{") { self.map() } else { Ok(()) }
    }

    fn dotted_name(&mut self) -> Result<String, Unreadable> {
        let mut name = self.name()?.to_owned();
        while self.skip(".") {
            name.push('.');
            name.push_str(self.name()?);
        }
        Ok(name)
    }

    fn mention_all(&mut self) {
        self.found.is_whole = true;
        self.found.shows_all = true;
    }

    fn is_name(&self) -> bool {
        matches!(self.tokens.first(), Some(Token { kind: TokenKind::Name(_), .. }))
    }

    fn is_next(&self, sign: &str) -> bool {
        matches!(self.tokens.first(), Some(Token { kind: TokenKind::Sign(next), .. }) if *next == sign)
    }

    fn skip(&mut self, sign: &str) -> bool {
        let is_next = self.is_next(sign);
        self.tokens = self.tokens.get(usize::from(is_next)..).unwrap_or_default();
        is_next
    }

    fn skip_name(&mut self, name: &str) -> bool {
        let is_next =
            matches!(self.tokens.first(), Some(Token { kind: TokenKind::Name(next), .. }) if *next == name);
        self.tokens = self.tokens.get(usize::from(is_next)..).unwrap_or_default();
        is_next
    }

    fn expect(&mut self, sign: &str) -> Result<(), Unreadable> {
        if self.skip(sign) { Ok(()) } else { Err(Unreadable) }
    }

    fn name(&mut self) -> Result<&'t str, Unreadable> {
        let Some((Token { kind: TokenKind::Name(name), .. }, rest)) = self.tokens.split_first() else {
            return Err(Unreadable);
        };
        self.tokens = rest;
        Ok(name)
    }

    fn text(&mut self) -> Result<String, Unreadable> {
        let Some((Token { kind: TokenKind::Text(text), .. }, rest)) = self.tokens.split_first() else {
            return Err(Unreadable);
        };
        self.tokens = rest;
        Ok(text.clone().into_owned())
    }
}

/// Whether the arguments of `fields` ask for those alone that a site adds: `(of=page, added=true)`.
/// What is not written so plainly may be all of them.
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
