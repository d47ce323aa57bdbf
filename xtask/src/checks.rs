//! `cargo xtask test`: runs the checks in order, shows their output, ends with a summary that hides nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail, ensure};

use crate::args::Args;
use crate::check_list::CHECKS;
use crate::place::Place;
use crate::postgres::Cluster;
use crate::run::Around;
use crate::{build, setup};

/// One named check.
pub struct Check {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&mut Shared) -> Result<Verdict>,
}

/// How a check that could be tried went; an error is a failure.
pub enum Verdict {
    Passed,
    /// Could not be tried, and why.
    Skipped(String),
}

/// What checks share during one run.
pub struct Shared {
    pub place: Place,
    pub postgres: Option<Cluster>,
    pub soffice: Option<PathBuf>,
    built: Option<Result<(), String>>,
    chrome: Option<Result<PathBuf, String>>,
}

impl Shared {
    /// Builds once a run, however many checks need it; a failed build is not tried again.
    pub fn build(&mut self) -> Result<(), String> {
        let place = &self.place;
        let build = || build::run(place, &build::Request::default()).map_err(|error| format!("{error:#}"));
        self.built.get_or_insert_with(build).clone()
    }

    /// What is there of what tests may need.
    pub fn around<'a>(&'a self, chrome: Option<&'a Path>) -> Around<'a> {
        let postgres = self.postgres.as_ref().map(|cluster| cluster.url.as_str());
        Around { chrome, soffice: self.soffice.as_deref(), postgres }
    }

    /// The browser, or why there is none. Looked for once a run.
    pub fn chrome(&mut self) -> Result<PathBuf, String> {
        let place = &self.place;
        self.chrome.get_or_insert_with(|| setup::for_browser(place).map_err(|error| format!("{error:#}"))).clone()
    }
}

/// What to run.
pub struct Request {
    strict: bool,
    list: bool,
    only: Vec<String>,
    skip: Vec<String>,
}

impl Request {
    pub fn from_args(args: &mut Args) -> Result<Self> {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1");
        let names = |words: Vec<String>| words.iter().flat_map(|w| w.split(',')).map(str::to_owned).collect::<Vec<_>>();
        let request = Self {
            strict: args.flag("--strict") || ci,
            list: args.flag("--list"),
            only: names(args.values("--only")?),
            skip: names(args.values("--skip")?),
        };
        for name in request.only.iter().chain(&request.skip) {
            let known: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
            ensure!(known.contains(&name.as_str()), "there is no check `{name}`; there are: {}", known.join(", "));
        }
        Ok(request)
    }

    fn wants(&self, check: &Check) -> bool {
        // What others need comes with them.
        let needed_by: &[&str] = match check.name {
            "postgres" => &["unit", "browser"],
            "office" => &["unit", "browser"],
            _ => &[],
        };
        let needed = self.only.iter().any(|name| needed_by.contains(&name.as_str()));
        self.only.is_empty() || needed || self.only.iter().any(|name| name == check.name)
    }
}

struct Line {
    name: &'static str,
    verdict: Result<Verdict>,
    seconds: f64,
}

pub fn run(place: Place, request: &Request) -> Result<ExitCode> {
    if request.list {
        CHECKS.iter().for_each(|check| println!("{:<10} {}", check.name, check.about));
        return Ok(ExitCode::SUCCESS);
    }
    // rust-embed wants the folder to exist even where only the server's sources are checked.
    std::fs::create_dir_all(place.dist())?;
    let mut shared = Shared { place, postgres: None, soffice: None, built: None, chrome: None };
    let mut lines = Vec::new();
    for check in CHECKS.iter().filter(|check| request.wants(check)) {
        println!("\n━━ {} ━━ {}", check.name, check.about);
        let start = Instant::now();
        let asked = request.skip.iter().any(|name| name == check.name);
        let verdict =
            if asked { Ok(Verdict::Skipped("asked for with --skip".into())) } else { (check.run)(&mut shared) };
        match &verdict {
            Err(error) => println!("✗ {}: {error:#}", check.name),
            Ok(Verdict::Skipped(why)) => println!("! {} SKIPPED: {why}", check.name),
            Ok(Verdict::Passed) => {}
        }
        lines.push(Line { name: check.name, verdict, seconds: start.elapsed().as_secs_f64() });
    }
    drop(shared);
    if lines.is_empty() {
        bail!("no check was asked for");
    }
    Ok(summary(&lines, request.strict))
}

fn summary(lines: &[Line], strict: bool) -> ExitCode {
    println!("\n{:<10} {:<8} {:>8}", "check", "result", "seconds");
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for line in lines {
        let (word, why) = match &line.verdict {
            Ok(Verdict::Passed) => ("ok", String::new()),
            Ok(Verdict::Skipped(why)) => ("SKIPPED", why.clone()),
            Err(error) => ("FAILED", format!("{error:#}")),
        };
        match line.verdict {
            Ok(Verdict::Passed) => passed += 1,
            Ok(Verdict::Skipped(_)) => skipped += 1,
            Err(_) => failed += 1,
        }
        let why = why.lines().next().unwrap_or_default();
        println!("{:<10} {:<8} {:>8.1}  {why}", line.name, word, line.seconds);
    }
    let bad = failed > 0 || (strict && skipped > 0);
    if strict && skipped > 0 {
        println!("\nStrict: what was skipped counts as a failure.");
    }
    println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
