//! Reads the code of tags as Tera's parser does (`src/parsing/parser.rs` there).
//!
//! The precedence of operators makes no difference to what code mentions, so an expression is read
//! as a flat list of operands. Whether tags match is left to Tera.

mod expression;

use super::cursor::Cursor;
use super::mentions::Mentions;
use super::template::TemplateScan;
use super::token::{Tag, TokenKind, Unreadable, tags};

/// Reads a template.
///
/// # Errors
/// Code that Tera can't read either.
pub(crate) fn mentions(text: &str) -> Result<Mentions, Unreadable> {
    mentions_of(&TemplateScan::new(text))
}

/// Reads a template that others read too.
///
/// # Errors
/// Code that Tera can't read either.
pub(crate) fn mentions_of(template: &TemplateScan<'_>) -> Result<Mentions, Unreadable> {
    let mut found = Mentions::default();
    for tag in template.tags()? {
        for token in &tag.tokens {
            match &token.kind {
                TokenKind::Name(name) => found.mention_word(name),
                TokenKind::Text(text) => found.mention_text(text),
                TokenKind::Number | TokenKind::Sign(_) => {}
            }
        }
        Reader { cursor: Cursor { tokens: &tag.tokens }, found: &mut found, depth: 0 }
            .tag(tag.is_expression)?;
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

/// Reads the tokens of a tag, and collects what they mention.
struct Reader<'r, 't> {
    cursor: Cursor<'r, 't>,
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
        if self.cursor.tokens.is_empty() { Ok(()) } else { Err(Unreadable) }
    }

    fn statement(&mut self) -> Result<(), Unreadable> {
        if self.cursor.skip("<") {
            self.component_call()?;
            return self.cursor.require(">");
        }
        if self.cursor.skip("</") {
            self.dotted_name()?;
            return self.cursor.require(">");
        }
        match self.cursor.name()? {
            "set" | "set_global" => {
                self.cursor.name()?;
                if self.cursor.skip("=") { self.expression(true) } else { self.filters() }
            }
            "include" => {
                let name = self.cursor.text()?;
                self.found.includes.insert(name);
                Ok(())
            }
            "extends" => {
                self.found.extends = Some(self.cursor.text()?);
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
            "block" => self.cursor.name().map(drop),
            "endblock" => {
                let _ = self.cursor.name();
                Ok(())
            }
            "endcomponent" => {
                if self.cursor.is_name() {
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
        self.cursor.name()?;
        if self.cursor.skip(",") {
            self.cursor.name()?;
            // Keys and values are all fields of a map.
            self.mention_all();
        }
        if self.cursor.name()? != "in" {
            return Err(Unreadable);
        }
        // The values of the page are all its fields. Parentheses change nothing.
        let kinds = self.cursor.tokens.iter().map(|token| &token.kind);
        let mut target = kinds.skip_while(|kind| **kind == TokenKind::Sign("("));
        let (first, second) = (target.next(), target.next());
        let goes_on = matches!(second, Some(TokenKind::Sign("." | "?." | "[" | "?[")));
        if first == Some(&TokenKind::Name("page")) && !goes_on {
            self.mention_all();
        }
        Ok(())
    }

    /// `ui.card a="1" b={x} c {...more}` of a call, after `<`.
    fn component_call(&mut self) -> Result<(), Unreadable> {
        let name = self.dotted_name()?;
        self.found.components.insert(name);
        loop {
            if self.cursor.is_name() {
                let name = self.cursor.name()?;
                if !self.cursor.skip("=") {
                    // The variable of that name.
                    self.found.data.is_all |= name == "data";
                } else if self.cursor.skip("{") {
                    self.expression(true)?;
                    self.cursor.require("}")?;
                } else {
                    self.cursor.text()?;
                }
            } else if self.cursor.skip("{") {
                self.cursor.require("...")?;
                self.expression(true)?;
                self.cursor.require("}")?;
            } else {
                return Ok(());
            }
        }
    }

    /// `ui.card(a: String = "x", @page, ...rest) {"name": …}` of a definition.
    fn definition(&mut self) -> Result<(), Unreadable> {
        let name = self.dotted_name()?;
        self.found.defined.insert(name);
        self.cursor.require("(")?;
        self.list(")", |reader| {
            if reader.cursor.skip("...") {
                return reader.cursor.name().map(drop);
            }
            // `@data` is the variable of that name, whoever calls; what the body uses of it counts.
            reader.cursor.skip("@");
            reader.cursor.name()?;
            if reader.cursor.skip(":") {
                reader.cursor.name()?;
            }
            if reader.cursor.skip("=") { reader.operand() } else { Ok(()) }
        })?;
        if self.cursor.skip("{") { self.map() } else { Ok(()) }
    }

    fn dotted_name(&mut self) -> Result<String, Unreadable> {
        let mut name = self.cursor.name()?.to_owned();
        while self.cursor.skip(".") {
            name.push('.');
            name.push_str(self.cursor.name()?);
        }
        Ok(name)
    }
}
