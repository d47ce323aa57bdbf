//! Names that change with content: hashed file names, and the rewriting of what points at them. Pure.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

/// Logical name (`icons/icon.svg`) → the URL it is served under (`/assets/icons-icon-0123456789ab.svg`).
pub type Urls = BTreeMap<String, String>;

/// The URL of a file whose name is bound to its content by a digest.
pub fn hashed_url(logical: &str, digest: &str) -> String {
    let flat = logical.replace('/', "-");
    let (stem, extension) = flat.rsplit_once('.').unwrap_or((&flat, "bin"));
    format!("/assets/{stem}-{}.{extension}", &digest[..12])
}

/// Makes every quoted or bracketed `/logical` point at its hashed URL.
pub fn rewrite(text: &str, urls: &Urls) -> String {
    urls.iter().fold(text.to_owned(), |text, (logical, url)| {
        text.replace(&format!("\"/{logical}\""), &format!("\"{url}\""))
            .replace(&format!("'/{logical}'"), &format!("'{url}'"))
            .replace(&format!("(/{logical})"), &format!("({url})"))
    })
}

/// Replaces a marker that must stand in the text exactly once.
pub fn fill(text: &str, file: &str, marker: &str, value: &str) -> Result<String> {
    let found = text.matches(marker).count();
    ensure!(found == 1, "{file} must contain `{marker}` exactly once (found {found}); the build puts a value there");
    Ok(text.replacen(marker, value, 1))
}

/// Escapes text for a double-quoted HTML attribute.
pub fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// Refuses a page or manifest that points at a file this build does not have.
pub fn check_no_dangling(text: &str, file: &str, fixed: &[&str]) -> Result<()> {
    for opening in ["href=\"/", "src=\"/", "\"src\": \"/", "\"src\":\"/"] {
        for (at, _) in text.match_indices(opening) {
            let path = text[at + opening.len() - 1..].split('"').next().unwrap_or_default();
            if !path.starts_with("/assets/") && !fixed.contains(&path) {
                bail!("{file} points at {path}, but there is no public{path}");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_plain_one_with_a_digest() {
        assert_eq!(hashed_url("icons/icon.svg", "0123456789abcdef"), "/assets/icons-icon-0123456789ab.svg");
    }

    #[test]
    fn every_form_of_reference_is_rewritten_and_nothing_else() {
        let urls = Urls::from([("a.js".into(), "/assets/a-1.js".into())]);
        let text = r#"<script src="/a.js"> url(/a.js) '/a.js' "/aa.js" "x/a.js""#;
        assert_eq!(
            rewrite(text, &urls),
            r#"<script src="/assets/a-1.js"> url(/assets/a-1.js) '/assets/a-1.js' "/aa.js" "x/a.js""#
        );
    }

    #[test]
    fn a_marker_must_be_there_once() {
        assert_eq!(fill("a @ b", "f", "@", "x").unwrap(), "a x b");
        assert!(fill("a b", "f", "@", "x").is_err());
        assert!(fill("@ @", "f", "@", "x").is_err());
    }

    #[test]
    fn a_reference_to_nothing_is_refused() {
        let fixed = ["/manifest.webmanifest"];
        check_no_dangling(r#"<link href="/manifest.webmanifest"><img src="/assets/x-1.png">"#, "f", &fixed).unwrap();
        assert!(check_no_dangling(r#"<img src="/missing.png">"#, "f", &fixed).is_err());
    }

    #[test]
    fn json_survives_an_attribute() {
        assert_eq!(attribute(r#"{"a":"<&"}"#), "{&quot;a&quot;:&quot;&lt;&amp;&quot;}");
    }
}
