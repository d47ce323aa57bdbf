//! The operator's commands, run as the real program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use common::web::{Server, exchange};
use common::{Database, Pen};
use serde_json::{Value, json};

/// Runs the program. Answers whether it succeeded, and what it said.
fn thidua(arguments: &[&str]) -> (bool, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_thidua")).args(arguments).output().unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8(said).unwrap())
}

fn good(arguments: &[&str]) -> String {
    let (done, said) = thidua(arguments);
    assert!(done, "{arguments:?}: {said}");
    said
}

fn bad(arguments: &[&str]) -> String {
    let (done, said) = thidua(arguments);
    assert!(!done, "{arguments:?}: {said}");
    said
}

fn init(data: &str) -> String {
    let names = ["--name", "Trần Thị Bích Ngọc", "--unit-name", "Cục Quản lý THADS"];
    good(&[&["admin", "init", "--data", data, "--login", "quan.tri"], &names[..]].concat())
}

#[test]
fn the_first_administrator_signs_in_with_the_password_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let said = init(data);
    let password = said.lines().find_map(|line| line.strip_prefix("Mật khẩu: ")).unwrap();
    assert!(password.len() >= 16);
    assert!(
        bad(&["admin", "init", "--data", data, "--login", "x", "--name", "A B", "--unit-name", "C"])
            .contains("đã có dữ liệu")
    );
    let server = Server::start(&["--data", data]);
    let sign_in = |login: &str, password: &str| {
        server.post("/api/v1/session", "", &json!({ "login": login, "password": password }))
    };
    let answer = sign_in("Quan.Tri", password);
    assert_eq!((answer.status, answer.json()["name"].as_str()), (200, Some("Trần Thị Bích Ngọc")));
    // Commands run beside the server, and end the account's sessions.
    let file = folder.path().join("mk.csv");
    let path = file.to_str().unwrap();
    good(&["admin", "password", "--data", data, "--login", "quan.tri", "--passwords-to", path]);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    let fresh = text.trim().split_once(',').unwrap().1;
    assert_eq!(server.call("GET", "/api/v1/session", &[("cookie", &answer.cookie())], b"").status, 401);
    assert_eq!((sign_in("quan.tri", password).status, sign_in("quan.tri", fresh).status), (401, 200));
    assert!(bad(&["admin", "password", "--data", data, "--login", "ai-do"]).contains("Không có tài khoản"));
}

#[test]
fn people_from_the_command_line_and_from_files_get_in_and_bad_files_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    init(data);
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_string()
    };
    let import = |file: &str, what: &str, more: &[&str]| {
        thidua(&[&["admin", "import", file, "--what", what, "--data", data], more].concat())
    };
    let head = || good(&["verify", "--data", data]);
    let before = head();

    let units = file(
        "units.csv",
        "\u{feff}Mã;Tên;Đơn vị cấp trên;Loại;Từ ngày\nna;THADS tỉnh Nghệ An;tw;tỉnh;1/10/2021\n\
        na-kv1;Khu vực 1;na;khu vực;\nna-kv1;Hai lần;na;khu vực;\nx;Lạ;khong-co;tỉnh;30/2/2022\nY;Hoa;na;làng;\n",
    );
    let (done, said) = import(&units, "units", &[]);
    assert!(!done);
    for part in [
        "Dòng 4, cột “mã”, giá trị “na-kv1”: mã này đã có",
        "Dòng 5, cột “từ ngày”, giá trị “30/2/2022”",
        "Dòng 6, cột “loại”, giá trị “làng”: dùng một trong: trung ương, tỉnh, khu vực",
        "Chưa ghi gì",
    ] {
        assert!(said.contains(part), "{part} in: {said}");
    }
    assert_eq!(head(), before, "a bad file was half applied");

    let units = file(
        "units2.csv",
        "id,name,parent,kind\nna,THADS tỉnh Nghệ An,tw,province\nna-kv1,\"Khu vực 1, Vinh\",na,area\n",
    );
    assert!(import(&units, "units", &["--dry-run"]).0);
    assert_eq!(head(), before, "a dry run wrote");
    assert!(import(&units, "units", &[]).0);

    let people = file(
        "people.csv",
        "mã,họ tên,chức vụ,đơn vị,trực tiếp,tên đăng nhập\nan-nv,Nguyễn Văn An,Chấp hành viên,na-kv1,có,an\n\
        binh,Bình,Thư ký,na-kv1,,an\nha,Lê Thị Hà,,mat-tich,,quan.tri\n",
    );
    let said = import(&people, "people", &[]).1;
    for part in [
        "Dòng 3, cột “họ tên”",
        "Dòng 2, cột “tên đăng nhập”",
        "có hai lần",
        "Dòng 4, cột “chức vụ”",
        "đã có tài khoản",
        "không có đơn vị này",
    ] {
        assert!(said.contains(part), "{part} in: {said}");
    }
    let people = file(
        "people2.csv",
        "mã,họ tên,chức vụ,đơn vị,trực tiếp,tên đăng nhập\nan-nv,Nguyễn Văn An,Chấp hành viên,na-kv1,có,an\n",
    );
    let secrets = folder.path().join("secrets.csv");
    assert!(import(&people, "people", &["--passwords-to", secrets.to_str().unwrap()]).0);
    let grants = file("grants.csv", "cán bộ,vai,đơn vị,từ ngày,đến ngày\nan-nv,cán bộ,na-kv1,2021-10-01,\n");
    assert!(import(&grants, "grants", &[]).0);
    assert!(import(&grants, "grants", &[]).1.contains("mã này đã có"));
    good(&[
        "admin",
        "unit",
        "add",
        "--data",
        data,
        "--id",
        "na-kv2",
        "--name",
        "Khu vực 2",
        "--parent",
        "na",
        "--kind",
        "area",
    ]);
    let said = good(&[
        "admin",
        "grant",
        "give",
        "--data",
        data,
        "--person",
        "an-nv",
        "--role",
        "unit_head",
        "--unit",
        "na-kv2",
    ]);
    let id = said.lines().next().unwrap().rsplit(' ').next().unwrap();
    good(&["admin", "grant", "withdraw", "--data", data, "--id", id]);

    let server = Server::start(&["--data", data]);
    let text = std::fs::read_to_string(secrets).unwrap();
    let (login, password) = text.trim().split_once(',').unwrap();
    let answer = server.post("/api/v1/session", "", &json!({ "login": login, "password": password }));
    let read = server.post("/api/v1/exchange", &answer.cookie(), &exchange("an-nv", &[])).json();
    assert_eq!(read["read"]["page"]["next"]["held"], json!(["person:an-nv", "public", "unit:na-kv1"]));
}

#[test]
fn broken_files_are_reported_and_never_panic() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    init(data);
    let file = folder.path().join("x.csv");
    for bytes in [b"".as_slice(), b"\xff\xfe", b"\"", b"id\n\"x", b"id,id\n1,2\n", b"\0\0\0", b"id;name,kind\n,,,,,\n"]
    {
        std::fs::write(&file, bytes).unwrap();
        for what in ["units", "people", "grants", "plan"] {
            let said = bad(&["admin", "import", file.to_str().unwrap(), "--what", what, "--data", data]);
            assert!(!said.contains("panicked") && !said.is_empty());
        }
    }
    assert!(bad(&["admin", "import", "/nowhere", "--what", "units", "--data", data]).contains("/nowhere"));
}

fn drafts(server: &Server, cookie: &str, person: &str, count: usize) -> Value {
    let mut pen = Pen::default();
    let mut last = Value::Null;
    for part in 0..count.div_ceil(250) {
        let args = json!({ "form": "activity@1", "fields": { "title": "Nháp" } });
        let command = |n: usize| (part * 250 + n, args.clone());
        let batch: Vec<_> = (0..250.min(count - part * 250))
            .map(command)
            .map(|(n, args)| pen.write("draft.save", &format!("d{n}"), args))
            .collect();
        last = server.post("/api/v1/exchange", cookie, &exchange(person, &batch)).json();
    }
    last
}

#[test]
fn a_rule_set_is_imported_in_place_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    init(data);
    let text = include_str!("../../public/rules/r3-152-2025.json");
    let import = |id: &str, more: &[&str]| {
        let file = folder.path().join(format!("{id}.json"));
        std::fs::write(&file, text.replacen("r3-152-2025", id, 1)).unwrap();
        let file = file.to_str().unwrap().to_owned();
        thidua(&[&["admin", "import", &file, "--what", "rules", "--data", data], more].concat())
    };
    assert!(import("a", &[]).0);
    assert!(!import("b", &["--replaces", "x"]).0, "a set that is not there");
    assert!(import("b", &["--replaces", "a"]).0);
    assert!(!import("c", &["--replaces", "a"]).0, "one that was replaced");
    assert!(
        bad(&["admin", "import", "x.csv", "--what", "units", "--data", data, "--replaces", "a"]).contains("--replaces")
    );
}

/// Backup, 1,000 more commands, restore: the history has another name, and holds what the backup held.
fn backed_up_and_restored(place: &[&str], folder: &Path) {
    let file = folder.join("sao-luu");
    let file = file.to_str().unwrap();
    let with = |words: &[&'static str], more: &[&str]| {
        let words: Vec<&str> = words.iter().map(|word| if *word == "FILE" { file } else { word }).collect();
        thidua(&[&words[..], more, place].concat())
    };
    let demo = [&["--demo"], place].concat();
    let server = Server::start(&demo);
    let (cookie, person) = server.sign_in("hanh");
    drafts(&server, &cookie, &person, 50);
    let read = |server: &Server, position: &Value| {
        let mut asked = exchange(&person, &[]);
        if !position.is_null() {
            asked["position"] = position.clone();
        }
        server.post("/api/v1/exchange", &cookie, &asked).json()["read"].clone()
    };
    let (done, said) = with(&["backup", "FILE"], &[]);
    assert!(done, "{said}");
    let early = read(&server, &Value::Null)["page"].clone();
    assert_eq!(early["backed_up"], early["next"]["cursor"]["seq"], "devices hear of the backup");
    assert!(!with(&["backup", "FILE"], &[]).0, "a backup is never overwritten");
    drafts(&server, &cookie, &person, 1_000);
    let late = read(&server, &early["next"])["page"].clone();
    assert!(with(&["verify"], &[]).0);
    if place[0] == "--data" {
        assert!(with(&["restore", "FILE", "--force"], &[]).1.contains("in use"), "a running server is not replaced");
    }
    assert!(server.stop());
    assert!(!with(&["restore", "FILE"], &[]).0, "a database is not replaced unasked");
    let (done, said) = with(&["restore", "FILE", "--force"], &[]);
    assert!(done, "{said}");
    assert!(said.contains("Dữ liệu cũ ở"));
    assert!(with(&["verify"], &[]).0);

    let server = Server::start(&demo);
    for position in [&early["next"], &late["next"]] {
        assert_eq!(read(&server, position), json!({ "reset": "epoch" }));
    }
    let now = read(&server, &Value::Null)["page"].clone();
    assert_eq!(now["puts"], early["puts"]);
    assert_eq!(now["next"]["cursor"]["seq"], early["next"]["cursor"]["seq"]);
    let again = drafts(&server, &cookie, &person, 10);
    assert!(again["outcomes"][9]["outcome"]["applied"].is_object());
}

#[test]
fn a_restored_sqlite_server_is_another_history() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    backed_up_and_restored(&["--data", data.to_str().unwrap()], folder.path());
}

#[test]
fn a_restored_postgres_server_is_another_history() {
    let Some(database) = Database::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    backed_up_and_restored(&["--database-url", &database.url], folder.path());
}

#[test]
fn verify_names_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    drop(Server::demo(folder.path()));
    assert!(good(&["verify", "--data", data]).starts_with("Đúng"));
    let database = folder.path().join("thidua.db");
    let harms = [
        ("UPDATE row SET seq = seq + 100000 WHERE tbl = 'unit' AND id = 'na'", "row unit/na: its seq"),
        ("UPDATE row SET seq = seq + 1 WHERE tbl = 'unit' AND id = 'na'", "scope public: count or checksum"),
        ("UPDATE scope_sum SET count = count + 1 WHERE scope = 'unit:na'", "scope unit:na: count or checksum"),
        (
            "DELETE FROM row_scope WHERE scope = 'unit:na' AND seq = (SELECT max(seq) FROM row_scope WHERE scope = 'unit:na')",
            "scope unit:na: the feed",
        ),
        ("DELETE FROM row_index WHERE idx = 'unit.parent' AND id = 'na'", "row unit/na: not found by unit.parent"),
        ("INSERT INTO row_index VALUES ('unit.parent', 'x', 'unit', 'na')", "index entries"),
        ("UPDATE outcome SET outcome = '{\"applied\":{\"seq\":9999999}}' WHERE cseq = 1", "beyond the history"),
        ("UPDATE head SET seq = seq - 1", "its seq"),
        ("UPDATE row SET body = '{' WHERE tbl = 'unit' AND id = 'na'", "not JSON"),
    ];
    for (harm, told) in harms {
        let whole = std::fs::read(&database).unwrap();
        rusqlite::Connection::open(&database).unwrap().execute_batch(harm).unwrap();
        let said = bad(&["verify", "--data", data]);
        assert!(said.contains(told), "{harm}: {said}");
        std::fs::write(&database, whole).unwrap();
    }
}

#[test]
fn synthetic_devices_report_what_the_server_carries() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let said = good(&["load", "--url", &format!("http://{}", server.address), "--clients", "3", "--commands", "150"]);
    assert!(said.starts_with("450 commands in "), "{said}");
}
