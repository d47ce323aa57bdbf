//! Just enough reading of Rust to tell code from comments and text in quotes. Not a parser.

/// A piece of a source file with the line it starts on.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub line: usize,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A string literal without its quotes.
    Text,
    /// One other character.
    Sign,
}

/// Splits a source into words, texts and signs; comments and spaces are dropped.
pub fn pieces(source: &str) -> Vec<Piece> {
    let chars: Vec<char> = source.chars().collect();
    let mut reader = Reader { chars: &chars, at: 0, line: 1 };
    let mut out = Vec::new();
    while let Some(c) = reader.peek(0) {
        let line = reader.line;
        let mut put = |kind, text: String| out.push(Piece { line, kind, text });
        if c == '/' && reader.peek(1) == Some('/') {
            reader.take_while(|c| c != '\n');
        } else if c == '/' && reader.peek(1) == Some('*') {
            reader.block_comment();
        } else if let Some(hashes) = reader.raw_string_ahead() {
            put(Kind::Text, reader.raw_string(hashes));
        } else if c == '"' {
            put(Kind::Text, reader.string());
        } else if c == '\'' {
            reader.char_or_lifetime();
        } else if c.is_alphanumeric() || c == '_' {
            put(Kind::Word, reader.take_while(|c| c.is_alphanumeric() || c == '_'));
        } else {
            reader.next();
            if !c.is_whitespace() {
                put(Kind::Sign, c.to_string());
            }
        }
    }
    out
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    line: usize,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek(0).filter(|c| keep(*c)) {
            self.next();
            out.push(c);
        }
        out
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.next() {
            match (c, self.peek(0)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                _ => continue,
            }
            self.next();
            if depth == 0 {
                return;
            }
        }
    }

    /// `r"`, `r#"`, `br"` …: how many `#`, if one starts here.
    fn raw_string_ahead(&self) -> Option<usize> {
        let start = match (self.peek(0)?, self.peek(1)) {
            ('r', _) => 1,
            ('b', Some('r')) => 2,
            _ => return None,
        };
        let hashes = (start..).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        (self.peek(start + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_string(&mut self, hashes: usize) -> String {
        self.take_while(|c| c != '"');
        self.next();
        let mut out = String::new();
        while let Some(c) = self.next() {
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += hashes;
                break;
            }
            out.push(c);
        }
        out
    }

    fn string(&mut self) -> String {
        self.next();
        let mut out = String::new();
        while let Some(c) = self.next() {
            match c {
                '"' => break,
                '\\' => out.extend(self.next()),
                c => out.push(c),
            }
        }
        out
    }

    fn char_or_lifetime(&mut self) {
        self.next();
        if self.peek(0) == Some('\\') {
            self.next();
            self.next();
            self.take_while(|c| c != '\'');
            self.next();
        } else if self.peek(1) == Some('\'') {
            self.next();
            self.next();
        } else {
            self.take_while(|c| c.is_alphanumeric() || c == '_');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        pieces(source).into_iter().filter(|p| p.kind != Kind::Sign).map(|p| p.text).collect()
    }

    #[test]
    fn comments_go_and_texts_stay_whole() {
        assert_eq!(
            words("a /* b /* c */ d */ e // f\n\"g // h\" r#\"i \" j\"# k"),
            ["a", "e", "g // h", "i \" j", "k"]
        );
        assert_eq!(words(r#"x("a\"b") y"#), ["x", "a\"b", "y"]);
    }

    #[test]
    fn a_quote_sign_does_not_open_a_text() {
        assert_eq!(
            words("fn f<'a>(x: &'a str) { '\"'; '\\''; b'x'; '\\u{41}'; end }"),
            ["fn", "f", "x", "str", "b", "end"]
        );
    }

    #[test]
    fn lines_are_counted_through_texts_and_comments() {
        let last = pieces("a\n/* \n */ \"\n\" z").pop().unwrap();
        assert_eq!((last.line, last.text.as_str()), (4, "z"));
    }
}
