//! What an office program makes of the papers: LibreOffice lays them out, poppler tells what stands where. With SOFFICE given, as
//! the check `office` gives it, all of them must be there; without, on a machine that lacks one, the test says so and proves
//! nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use thidua_papers::docx::docx;
use thidua_papers::fill::fill;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// Where the text stands, in points from the upper left corner.
const LEFT: f64 = 30.0 * MM;
const RIGHT: f64 = (210.0 - 15.0) * MM;
const TOP: f64 = 20.0 * MM;
const BOTTOM: f64 = (297.0 - 20.0) * MM;
/// Where the column of the signature begins, and its middle.
const SIGN: f64 = LEFT + 67.0 * MM;
const SIGN_MIDDLE: f64 = SIGN + 98.0 / 2.0 * MM;
/// How wide the motto is in the font's bold at 13 points.
const MOTTO: f64 = 159.1;

struct Office {
    soffice: PathBuf,
    dir: PathBuf,
}

impl Office {
    fn find() -> Result<Office, String> {
        let soffice = match std::env::var_os("SOFFICE") {
            Some(given) => PathBuf::from(given),
            None => which("soffice").or_else(|| which("libreoffice")).ok_or("there is no LibreOffice")?,
        };
        for tool in ["pdftotext", "pdffonts", "pdftoppm"] {
            which(tool).ok_or(format!("there is no {tool} (poppler-utils)"))?;
        }
        let dir = std::env::temp_dir().join(format!("thidua-papers-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let office = Office { soffice, dir };
        std::fs::write(office.dir.join("probe.rtf"), "{\\rtf1 x}").unwrap();
        office.to_pdf(&["probe.rtf".into()]);
        let writes = office.dir.join("probe.pdf").is_file();
        if writes { Ok(office) } else { Err("LibreOffice has no Writer (libreoffice-writer-nogui)".into()) }
    }

    fn to_pdf(&self, names: &[String]) {
        let profile = format!("-env:UserInstallation=file://{}", self.dir.join("profile").display());
        let mut command = Command::new(&self.soffice);
        command.args(["--headless", "--norestore", &profile, "--convert-to", "pdf", "--outdir"]).arg(&self.dir);
        command.args(names.iter().map(|name| self.dir.join(name)));
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
        assert!(done.success(), "{done}");
    }

    fn pages(&self, name: &str) -> Vec<Page> {
        let pdf = self.dir.join(format!("{name}.pdf"));
        pages(&output(Command::new("pdftotext").args(["-bbox"]).arg(pdf).arg("-")))
    }

    /// A page as grey values at 300 dots an inch, row by row, and how long a row is.
    fn picture(&self, name: &str, page: usize) -> (Vec<u8>, usize) {
        let mut command = Command::new("pdftoppm");
        let page = page.to_string();
        command.args(["-gray", "-r", "300", "-f", &page, "-l", &page, "-singlefile"]);
        output(command.arg(self.dir.join(format!("{name}.pdf"))).arg(self.dir.join(name)));
        let file = std::fs::read(self.dir.join(format!("{name}.pgm"))).unwrap();
        // `P5`, width and height, the largest value, a line each; then a byte a pixel.
        let mut lines = file.splitn(4, |byte| *byte == b'\n').skip(1);
        let size = String::from_utf8(lines.next().unwrap().to_vec()).unwrap();
        let width = size.split_once(' ').unwrap().0.parse().unwrap();
        (lines.nth(1).unwrap().to_vec(), width)
    }

    fn fonts(&self, name: &str) -> Vec<String> {
        let text = output(Command::new("pdffonts").arg(self.dir.join(format!("{name}.pdf"))));
        text.lines().skip(2).filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.dir));
    }
}

fn which(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|file| file.is_file())
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

struct Page {
    width: f64,
    height: f64,
    words: Vec<Word>,
}

struct Word {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    text: String,
}

impl Page {
    /// What stands in the upper margin: the page's number.
    fn margin(&self) -> Vec<&Word> {
        self.words.iter().filter(|word| word.bottom < TOP).collect()
    }

    fn find(&self, text: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.text == text)
    }

    fn at(&self, text: &str) -> &Word {
        self.find(text).unwrap_or_else(|| panic!("{text} is not there"))
    }

    /// What stands in the signature's column from a height on, line by line.
    fn signed(&self, from: f64) -> Vec<Vec<&Word>> {
        let mut words: Vec<&Word> = self.words.iter().filter(|word| word.left > SIGN && word.top > from).collect();
        words.sort_by(|a, b| a.top.total_cmp(&b.top));
        let lines = words.chunk_by(|a, b| (a.top - b.top).abs() < 2.0).map(<[&Word]>::to_vec);
        lines.collect()
    }
}

impl Word {
    fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// The middle of words that stand in one line.
fn middle(line: &[&Word]) -> f64 {
    let left = line.iter().map(|word| word.left).fold(f64::MAX, f64::min);
    let right = line.iter().map(|word| word.right).fold(f64::MIN, f64::max);
    (left + right) / 2.0
}

fn pages(bbox: &str) -> Vec<Page> {
    let number = |tag: &str, name: &str| -> f64 {
        let (_, rest) = tag.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let word = |line: &str| {
        let (tag, rest) = line.split_once('>').unwrap();
        let text = rest.split_once("</word>").unwrap().0.to_owned();
        let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(tag, name));
        Word { left, top, right, bottom, text }
    };
    let page = |page: &str| Page {
        width: number(page, "width"),
        height: number(page, "height"),
        words: page.split("<word ").skip(1).map(word).collect(),
    };
    bbox.split("<page ").skip(1).map(page).collect()
}

fn near(value: f64, expected: f64, what: &str) {
    assert!((value - expected).abs() < 1.0, "{what}: {value:.1} instead of {expected:.1}");
}

/// Sixty who are proposed for one award.
fn long_list() -> Value {
    let mut data = common::sample("nominees");
    let item = |at: usize| json!({ "name": format!("Nguyễn Văn {at}"), "post": "Chấp hành viên", "votes": "10/11" });
    data["awards"][2]["items"] = (1..=60).map(item).collect();
    data
}

#[test]
fn an_office_program_lays_the_papers_out_as_the_decree_says() {
    let office = match Office::find() {
        Ok(office) => office,
        Err(why) if std::env::var_os("SOFFICE").is_some() => panic!("{why}"),
        Err(why) => return eprintln!("SKIPPED: {why}"),
    };
    let mut names: Vec<String> = Vec::new();
    for name in common::NAMES.into_iter().chain(["list"]) {
        let (template, data) = if name == "list" { ("nominees", long_list()) } else { (name, common::sample(name)) };
        let filled = fill(&common::template(template), &data);
        names.push(format!("{name}.docx"));
        std::fs::write(office.dir.join(format!("{name}.docx")), docx(&filled.paper)).unwrap();
    }
    office.to_pdf(&names);
    for name in common::NAMES {
        check_pages(name, &office.pages(name));
        let fonts = office.fonts(name);
        let allowed = |font: &String| font.contains("LiberationSerif") || font.contains("TimesNewRoman");
        assert!(!fonts.is_empty() && fonts.iter().all(allowed), "{name}: {fonts:?}");
    }
    for name in ["decision", "extract"] {
        check_code(name, &office);
    }
    for name in ["decision", "submission", "proposal", "achievements", "collective", "minutes", "revocation"] {
        check_prose(name, &office.pages(name));
    }
    check_list(&office.pages("list"));
    check_full("list", &office.pages("list"));
    check_full("minutes", &office.pages("minutes"));
    check_annex(&office.pages("decision"));
    check_head(&office.pages("decision"));
    check_sizes(&office.pages("decision"));
    check_foot(&office.pages("decision"));
    check_foot(&office.pages("submission"));
}

/// Justified text reaches both edges: what stands inside them only could have any margin.
fn check_prose(name: &str, pages: &[Page]) {
    let page = pages.first().unwrap();
    let left = page.words.iter().filter(|word| (word.left - LEFT).abs() < 1.0).count();
    let right = page.words.iter().filter(|word| (word.right - RIGHT).abs() < 2.0).count();
    assert!(left >= 5 && right >= 5, "{name}: {left} lines begin and {right} end at the edge");
}

/// A page that is followed by another is full, from the upper edge to the lower.
fn check_full(name: &str, pages: &[Page]) {
    for (at, page) in (1..).zip(pages.iter().take(2)) {
        let inner = page.words.iter().filter(|word| word.bottom > TOP);
        let (top, bottom) =
            inner.fold((f64::MAX, f64::MIN), |(top, bottom), word| (top.min(word.top), bottom.max(word.bottom)));
        assert!((TOP - 1.0..TOP + 12.0).contains(&top), "{name}, page {at} begins at {top:.1}");
        assert!((BOTTOM - 24.0..BOTTOM + 1.0).contains(&bottom), "{name}, page {at} ends at {bottom:.1}");
    }
}

fn check_pages(name: &str, pages: &[Page]) {
    for (at, page) in (1..).zip(pages) {
        near(page.width, 210.0 * MM, "page width");
        near(page.height, 297.0 * MM, "page height");
        for word in &page.words {
            let inside = word.left > LEFT - 1.0 && word.right < RIGHT + 1.0 && word.bottom < BOTTOM + 1.0;
            assert!(inside, "{name}, page {at}: {} at {:.0}–{:.0}", word.text, word.left, word.right);
        }
    }
    let first = pages.first().unwrap();
    assert!(first.margin().is_empty(), "{name}: the first page hides its number");
    let leftmost = first.words.iter().map(|word| word.left).fold(f64::MAX, f64::min);
    assert!(leftmost < LEFT + 6.0, "{name}: text begins at {leftmost:.1}");
}

/// The code is read from the page, stands in the recipients' column, and is as large as it should be.
fn check_code(name: &str, office: &Office) {
    let of_page = |page: usize| {
        let (luma, width) = office.picture(name, page);
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(width, luma.len() / width, |x, y| luma[y * width + x]);
        let grids = picture.detect_grids();
        let read: Vec<_> = grids.iter().map(|grid| (grid.bounds, grid.decode().unwrap())).collect();
        read
    };
    let found: Vec<_> = (1..=office.pages(name).len()).flat_map(of_page).collect();
    let [(bounds, (meta, said))] = &found[..] else { panic!("{name}: {} codes", found.len()) };
    assert_eq!(Some(said.as_str()), common::sample(name)["link"].as_str());
    let points = |pixels: i32| f64::from(pixels) * 72.0 / 300.0;
    let edges = bounds.map(|corner| (points(corner.x), points(corner.y)));
    let [left, right] = [f64::min, f64::max].map(|pick| edges.map(|edge| edge.0).into_iter().reduce(pick).unwrap());
    let modules = f64::from(u32::try_from(meta.version.to_size()).unwrap());
    let module = 25.0 * MM / (modules + 8.0);
    assert!((left - LEFT - 4.0 * module).abs() < 2.0, "{name}: the code begins at {left:.1}");
    assert!((right - left - modules * module).abs() < 3.0, "{name}: the code is {:.1} wide", right - left);
}

fn check_list(pages: &[Page]) {
    assert!(pages.len() > 2);
    for (at, page) in (1..).zip(pages).skip(1) {
        let [number] = page.margin()[..] else { panic!("page {at} has one number") };
        assert_eq!(number.text, at.to_string());
        near((number.left + number.right) / 2.0, (LEFT + RIGHT) / 2.0, "middle of the page number");
        assert!(number.top > 10.0 * MM - 1.0, "the number is at {:.1}", number.top);
    }
    let heading = pages.get(1).and_then(|page| page.find("TT")).unwrap();
    assert!(heading.top < TOP + 12.0, "the heading is at the top of the second page, not at {:.1}", heading.top);
}

fn check_annex(pages: &[Page]) {
    let annex = pages.iter().find(|page| page.find("DANH").is_some()).unwrap();
    assert!(annex.margin().is_empty(), "an annex counts its own pages");
}

/// The country on the right and number and place on one line.
fn check_head(pages: &[Page]) {
    let first = pages.first().unwrap();
    let at = |text: &str| first.at(text);
    let (country, last) = (at("CỘNG"), at("NAM"));
    near(country.top, at("CỤC").top, "first line");
    let (motto, end) = (at("Độc"), at("phúc"));
    near((motto.left + end.right) / 2.0, (country.left + last.right) / 2.0, "middle of the motto");
    assert!((at("Số:").top - at("An,").top).abs() < 1.0, "number and place are on one line");
}

/// Sizes in points, of which the motto's width gives the measure.
fn check_sizes(pages: &[Page]) {
    let first = pages.first().unwrap();
    let foot = pages.iter().find(|page| page.find("Nơi").is_some()).unwrap();
    let annex = pages.iter().find(|page| page.find("DANH").is_some()).unwrap();
    let motto = first.at("Độc");
    near(first.at("phúc").right - motto.left, MOTTO, "width of the motto");
    let point = motto.height() / 13.0;
    let check = |page: &Page, text: &str, points: f64| {
        let size = page.at(text).height() / point;
        assert!((size - points).abs() < 0.3, "{text} is of {size:.1} points instead of {points}");
    };
    for (text, points) in [("CỘNG", 12.0), ("CỤC", 12.0), ("THI", 12.0), ("Số:", 13.0), ("Nghệ", 13.0)] {
        check(first, text, points);
    }
    for (text, points) in [("QUYẾT", 14.0), ("Về", 14.0), ("Căn", 14.0)] {
        check(first, text, points);
    }
    for (text, points) in [("Nơi", 12.0), ("Như", 11.0), ("Lưu:", 11.0), ("TRƯỞNG", 14.0), ("Phạm", 14.0)] {
        check(foot, text, points);
    }
    check(annex, "Phạm", 13.0);
}

/// The recipients stand on the left, the signature beside them in the middle of its column, with room for the hand and the seal.
fn check_foot(pages: &[Page]) {
    let page = pages.iter().find(|page| page.find("nhận:").is_some()).unwrap();
    let title = page.at("nhận:");
    near(page.at("Nơi").left, LEFT, "recipients");
    let below = page.words.iter().filter(|word| word.top > title.top - 1.0 && word.left < SIGN);
    for word in below {
        assert!(word.right < SIGN, "{} reaches into the signature", word.text);
    }
    let lines = page.signed(title.top - 1.0);
    let [post @ .., name] = &lines[..] else { panic!("there is no signature") };
    let (first, last) = (post.first().unwrap(), post.last().unwrap());
    near(first[0].top, title.top, "the signature's first line beside the recipients");
    for line in &lines {
        near(middle(line), SIGN_MIDDLE, "middle of the signature");
    }
    let room = name[0].top - last[0].bottom;
    assert!((55.0..75.0).contains(&room), "{room:.1} points to sign in");
}

/// The widths that the rules are drawn by are the font's.
#[test]
fn rules_are_as_long_as_the_lines_that_they_stand_under() {
    let bytes = docx(&fill(&common::template("decision"), &common::sample("decision")).paper);
    let xml = common::part(&bytes, "word/document.xml");
    let (_, rest) = xml.split_once("Hạnh phúc").unwrap();
    let (_, rest) = rest.split_once("w:left=\"").unwrap();
    let side: f64 = rest.split_once('"').unwrap().0.parse().unwrap();
    // In a column of 97 mm.
    near(97.0 * MM - side / 10.0, MOTTO, "rule below the motto");
}
