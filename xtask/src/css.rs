//! One stylesheet out of several: local `@import`s are put in place, comments and idle spaces go. No other change.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The text of a stylesheet with everything it imports. `packages` is where `@import "open-props/…"` is looked up.
pub fn bundle(entry: &Path, packages: &Path) -> Result<String> {
    bundle_at(entry, packages, 0)
}

fn bundle_at(file: &Path, packages: &Path, depth: usize) -> Result<String> {
    if depth > 8 {
        bail!("{} imports itself, perhaps through another file", file.display());
    }
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read the stylesheet {}", file.display()))?;
    let mut out = String::new();
    for statement in split_imports(&without_comments(&text)) {
        let Some(import) = parse_import(&statement) else {
            out.push_str(&statement);
            continue;
        };
        let inner = bundle_at(&locate(file, &import.from, packages)?, packages, depth + 1)?;
        let inner = import.layer.iter().fold(inner, |css, layer| format!("@layer {layer} {{ {css} }}"));
        out.push_str(&import.media.iter().fold(inner, |css, media| format!("@media {media} {{ {css} }}")));
    }
    Ok(out)
}

struct Import {
    from: String,
    layer: Option<String>,
    media: Option<String>,
}

fn locate(file: &Path, from: &str, packages: &Path) -> Result<PathBuf> {
    let near = file.parent().unwrap_or(Path::new(".")).join(from);
    let found = [near, packages.join(from)].into_iter().find(|path| path.is_file());
    found.with_context(|| {
        format!(
            "{} imports \"{from}\", which is not there. If it is an npm package, run `cargo xtask setup`.",
            file.display()
        )
    })
}

/// Cuts the text so that each `@import …;` is a piece of its own.
fn split_imports(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("@import") {
        let Some(length) = rest[start..].find(';') else { break };
        pieces.push(rest[..start].to_owned());
        pieces.push(rest[start..=start + length].to_owned());
        rest = &rest[start + length + 1..];
    }
    pieces.push(rest.to_owned());
    pieces
}

fn parse_import(statement: &str) -> Option<Import> {
    let rest = statement.strip_prefix("@import")?.trim().trim_end_matches(';').trim();
    let rest = rest.strip_prefix("url(").map_or(rest.to_owned(), |inner| inner.replacen(')', "", 1));
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (from, tail) = rest[1..].split_once(quote)?;
    let tail = tail.trim();
    let (layer, media) = match tail.strip_prefix("layer(").and_then(|inner| inner.split_once(')')) {
        Some((layer, media)) => (Some(layer.trim().to_owned()), media.trim()),
        None => (None, tail),
    };
    Some(Import { from: from.to_owned(), layer, media: (!media.is_empty()).then(|| media.to_owned()) })
}

/// Takes comments out; leaves text in quotes as it is.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => copy_string(c, &mut chars, &mut out),
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for next in chars.by_ref() {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    out.push(quote);
    let mut escaped = false;
    for c in chars {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

/// Makes runs of space one, and none beside `{ } ; ,`. Spaces that carry meaning (`a b`, `1px + 2px`) stay.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = without_comments(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => copy_string(c, &mut chars, &mut out),
            c if c.is_whitespace() => {
                let next = chars.peek().copied();
                let idle = |c: char| matches!(c, '{' | '}' | ';' | ',') || c.is_whitespace();
                if !out.chars().next_back().is_none_or(idle) && !next.is_none_or(idle) {
                    out.push(' ');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_with_a_meaning_stay() {
        let css = "/* x */ a  b ,\n c { width: calc(1px + 2px) ; content: \"a  /* b */\" }\n@media (x) and (y) { }";
        assert_eq!(squeeze(css), "a b,c{width: calc(1px + 2px);content: \"a  /* b */\"}@media (x) and (y){}");
    }

    #[test]
    fn imports_are_put_in_place_in_their_layer() {
        let dir = std::env::temp_dir().join(format!("xtask-css-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("packages/open")).unwrap();
        std::fs::write(dir.join("packages/open/a.css"), ":root{--a:1}").unwrap();
        std::fs::write(dir.join("b.css"), "b{}").unwrap();
        std::fs::write(
            dir.join("main.css"),
            "@layer t;\n@import \"open/a.css\" layer(t);\n@import url('./b.css') print;\nc{}",
        )
        .unwrap();
        let css = squeeze(&bundle(&dir.join("main.css"), &dir.join("packages")).unwrap());
        assert_eq!(css, "@layer t;@layer t{:root{--a:1}}@media print{b{}}c{}");
        assert!(bundle(&dir.join("missing.css"), &dir).is_err());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
