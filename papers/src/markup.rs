//! What an officer writes in a template's line: words, `{name}` or `{name:form}`, `**bold**`, `*italic*`, and `\` before a
//! sign that shall stand for itself.

use crate::paper::Look;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub look: Look,
    pub part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Words(String),
    Field { name: String, form: Option<String> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclosed {
    /// A brace without its partner.
    Brace,
    /// A star without its partner, or one kind within the other.
    Star,
}

/// The pieces of a line.
pub fn pieces(line: &str) -> Result<Vec<Piece>, Unclosed> {
    let mut out = Vec::new();
    let mut look = Look::Plain;
    let mut words = String::new();
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => words.extend(rest.next()),
            '}' => return Err(Unclosed::Brace),
            '{' => {
                flush(&mut out, look, &mut words);
                let mut inner = String::new();
                loop {
                    match rest.next() {
                        Some('}') => break,
                        Some('{') | None => return Err(Unclosed::Brace),
                        Some(c) => inner.push(c),
                    }
                }
                let (name, form) = inner.split_once(':').map_or((&*inner, None), |(name, form)| (name, Some(form)));
                let form = form.map(|form| form.trim().to_owned());
                out.push(Piece { look, part: Part::Field { name: name.trim().to_owned(), form } });
            }
            '*' => {
                flush(&mut out, look, &mut words);
                let star = if rest.next_if_eq(&'*').is_some() { Look::Bold } else { Look::Italic };
                look = match look {
                    Look::Plain => star,
                    open if open == star => Look::Plain,
                    _ => return Err(Unclosed::Star),
                };
            }
            _ => words.push(c),
        }
    }
    flush(&mut out, look, &mut words);
    if look == Look::Plain { Ok(out) } else { Err(Unclosed::Star) }
}

fn flush(out: &mut Vec<Piece>, look: Look, words: &mut String) {
    if !words.is_empty() {
        out.push(Piece { look, part: Part::Words(std::mem::take(words)) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let show = |piece: Piece| {
            let text = match piece.part {
                Part::Words(words) => words,
                Part::Field { name, form } => format!("<{name}|{}>", form.unwrap_or_default()),
            };
            match piece.look {
                Look::Plain => text,
                Look::Bold => format!("B({text})"),
                Look::Italic => format!("I({text})"),
            }
        };
        pieces(line).map(|pieces| pieces.into_iter().map(show).collect()).unwrap_or_else(|wrong| format!("{wrong:?}"))
    }

    #[test]
    fn a_line_is_words_fields_and_looks() {
        let check = |line: &str, is: &str| assert_eq!(shown(line), is, "{line}");
        check("Căn cứ {text}", "Căn cứ <text|>");
        check("{ day : short } và", "<day|short> và");
        check("**Điều {stt:roman}** *nghiêng*", "B(Điều )B(<stt|roman>) I(nghiêng)");
        check("5 \\* 3 \\{x\\}", "5 * 3 {x}");
        check("", "");
        check("{open", "Brace");
        check("{a} {open", "Brace");
        check("{a {b}", "Brace");
        check("close}", "Brace");
        check("**open", "Star");
        check("**a *b* c**", "Star");
    }
}
