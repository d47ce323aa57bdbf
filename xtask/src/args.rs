//! The few words of the command line: `--flag`, `--name VALUE`, `--name=VALUE`. Nothing is understood here beyond their form.

use anyhow::{Result, bail};

/// What is left of the command line.
pub struct Args(Vec<String>);

impl Args {
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        Self(words.collect())
    }

    /// Takes `--name` out and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() != before
    }

    /// Takes every `--name VALUE` and `--name=VALUE` out.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut rest = Vec::new();
        let mut words = std::mem::take(&mut self.0).into_iter();
        while let Some(word) = words.next() {
            if word == name {
                let Some(value) = words.next() else { bail!("{name} needs a value after it") };
                found.push(value);
            } else if let Some(value) = word.strip_prefix(name).and_then(|tail| tail.strip_prefix('=')) {
                found.push(value.to_owned());
            } else {
                rest.push(word);
            }
        }
        self.0 = rest;
        Ok(found)
    }

    /// Every word that is left, for another program.
    pub fn rest(self) -> Vec<String> {
        self.0
    }

    /// Refuses words nobody asked for, so that a misspelt option is not silently ignored.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            Some(word) => bail!("`{word}` is not an option here; `cargo xtask help` lists them"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn both_forms_of_a_value_are_read() {
        let mut given = args("--only unit --strict --only=fmt");
        assert_eq!(given.values("--only").unwrap(), ["unit", "fmt"]);
        assert!(given.flag("--strict"));
        given.finish().unwrap();
    }

    #[test]
    fn a_misspelt_option_is_refused() {
        assert!(args("--stricct").finish().is_err());
        assert!(args("--only").values("--only").is_err());
    }
}
