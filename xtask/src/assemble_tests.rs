//! The front end put together from a small sample.

use std::path::PathBuf;

use super::*;

struct Sample(PathBuf);

impl Sample {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let sample = Self(dir);
        sample.write("public/index.html", "<meta name=\"thidua-build\" content=\"dev\"><meta name=\"thidua-assets\" content=\"{}\"><script src=\"/boot.js\">");
        sample.write("public/sw.js", "const BUILD = \"dev\";\nconst FILES = {};");
        sample.write("public/boot.js", "start()");
        sample.write("public/manifest.webmanifest", "{\"screenshots\":[{\"src\":\"/screenshots/none.png\"}]}");
        sample.write("public/vi.ftl", "a = A");
        sample.write("public/plans/2022.json", "{}");
        sample.write("public/demo/people.json", "{}");
        sample.write(
            "app/app.js",
            "import './snippets/x/inline0.js'; import * as a from \"./screens.js\"; ({ \"./screens.js\": a })",
        );
        sample.write("app/screens.js", "import \"./app.js\"; new URL(\"./split_plan.wasm\")");
        sample.write("app/split_plan.wasm", "plan");
        sample.write("app/app_bg.wasm", "wasm");
        sample.write("app/snippets/x/inline0.js", "1");
        sample
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn build(&self, tag: &str) -> FrontEnd {
        front_end(&self.0.join("public"), &self.0.join("app"), &Tools { packages: &self.0, terser: None }, tag).unwrap()
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn text(front: &FrontEnd, logical: &str) -> String {
    let file = front.files.iter().find(|file| file.logical == logical).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

fn path(front: &FrontEnd, logical: &str) -> String {
    front.files.iter().find(|file| file.logical == logical).unwrap().path.clone()
}

#[test]
fn every_reference_leads_to_a_file_of_the_build() {
    let front = Sample::new("references").build("");
    let page = text(&front, "index.html");
    assert!(page.contains(&format!("content=\"{}\"", front.build)) && !page.contains("\"/boot.js\""), "{page}");
    assert!(page.contains("&quot;vi-screens.json&quot;:&quot;/assets/vi-screens-"), "{page}");
    assert!(!page.contains("&quot;plan-2022.json"), "{page}");
    assert!(front.files.iter().any(|file| file.logical == "plan-2022.json"));
    let snippet = front.files.iter().find(|file| file.logical.starts_with("snippets/")).unwrap();
    assert!(text(&front, "app.js").contains(snippet.path.trim_start_matches("assets/")));
    let name = |logical: &str| path(&front, logical).replace("assets/", "./");
    assert!(text(&front, "app.js").contains(&format!("from \"{}\"; ({{ \"./screens.js\": a }})", name("screens.js"))));
    assert!(text(&front, "screens.js").contains(&name("app.js")));
    assert!(text(&front, "screens.js").contains(&name("screens/plan.wasm")));
    assert!(!text(&front, "manifest.webmanifest").contains("none.png"));
    assert!(!front.files.iter().any(|file| file.logical.starts_with("demo")));
}

#[test]
fn the_worker_holds_the_digest_of_each_file_as_served() {
    let front = Sample::new("worker").build("");
    let worker = text(&front, "sw.js");
    for file in front.files.iter().filter(|file| file.path != "sw.js") {
        let url = if file.path == "index.html" { "/".to_owned() } else { format!("/{}", file.path) };
        assert!(worker.contains(&format!("\"{url}\":\"{}\"", hex_digest(&file.bytes))), "{url} in {worker}");
    }
}

#[test]
fn another_tag_or_another_word_is_another_build() {
    let sample = Sample::new("tag");
    let first = sample.build("");
    assert_eq!(first.build, sample.build("").build);
    let tagged = sample.build("build2");
    assert_ne!(first.build, tagged.build);
    assert!(text(&tagged, "index.html").contains("data-tag=\"build2\""));
    sample.write("public/vi.ftl", "a = B");
    assert_ne!(first.build, sample.build("").build);
    let glue = path(&first, "app.js");
    assert_eq!(glue, path(&sample.build(""), "app.js"));
    sample.write("app/split_plan.wasm", "another plan");
    assert_ne!(glue, path(&sample.build(""), "app.js"));
}
