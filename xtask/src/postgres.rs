//! A PostgreSQL for one run of the tests: made in a temporary folder, on loopback, stopped by its own process id.

use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{run, setup};

/// The folder with `initdb` and `postgres`.
pub fn tools() -> Result<PathBuf> {
    let mut places: Vec<PathBuf> = Vec::new();
    places.extend(run::output(Command::new("pg_config").arg("--bindir")).map(PathBuf::from));
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let mut found: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
        found.sort();
        places.extend(found.into_iter().rev());
    }
    places.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    places.into_iter().find(|dir| ["initdb", "postgres", "pg_isready"].iter().all(|tool| dir.join(tool).is_file())).context(
        "no PostgreSQL server tools found (initdb, postgres). Install them (Debian: apt install postgresql); nothing needs to run.",
    )
}

/// A running throw-away server; ends with this value.
pub struct Cluster {
    child: Child,
    dir: PathBuf,
    pub url: String,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        let bin = tools()?;
        let dir = std::env::temp_dir().join(format!("thidua-pg-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let result = Self::start_in(&bin, &dir);
        if result.is_err() {
            let _ = std::fs::remove_dir_all(&dir);
        }
        result
    }

    fn start_in(bin: &Path, dir: &Path) -> Result<Self> {
        let password = random_word()?;
        let secret = dir.join("password");
        std::fs::write(&secret, &password)?;
        own_by_postgres(dir)?;
        let data = dir.join("data");
        let mut initdb = as_postgres(&bin.join("initdb"));
        initdb.args(["-U", "postgres", "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        initdb.arg("--pwfile").arg(&secret).arg("-D").arg(&data).stdout(Stdio::null()).current_dir(dir);
        run::step(&mut initdb, "initdb", "The lines above say why.")?;
        let port = free_port()?;
        let log = std::fs::File::create(dir.join("log"))?;
        let mut server = as_postgres(&bin.join("postgres"));
        server.arg("-D").arg(&data).arg("-p").arg(port.to_string()).arg("-k").arg(dir).current_dir(dir);
        // fsync stays on: the tests count on what a commit means.
        for setting in ["listen_addresses=127.0.0.1", "fsync=on", "max_connections=200"] {
            server.args(["-c", setting]);
        }
        let child = server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres");
        let mut cluster = Self { child, dir: dir.to_owned(), url };
        cluster.wait_until_ready(bin, port)?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, bin: &Path, port: u16) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(30);
        let mut probe = Command::new(bin.join("pg_isready"));
        probe.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        while run::output(&mut probe).is_none() {
            let ended = self.child.try_wait()?;
            if ended.is_some() || Instant::now() > end {
                let log = std::fs::read_to_string(self.dir.join("log")).unwrap_or_default();
                bail!("the throw-away PostgreSQL did not come up:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; only then is the folder free.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// PostgreSQL refuses to run as root; then its own user runs it. `--pdeathsig`: it ends even if this process is killed.
fn as_postgres(program: &Path) -> Command {
    let root = setup::is_root();
    if run::which("setpriv").is_none() {
        let mut command = Command::new(if root { Path::new("runuser") } else { program });
        if root {
            command.args(["-u", "postgres", "--"]).arg(program);
        }
        return command;
    }
    let mut command = Command::new("setpriv");
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}

fn own_by_postgres(dir: &Path) -> Result<()> {
    if !setup::is_root() {
        return Ok(());
    }
    let next = "PostgreSQL cannot run as root and needs a user `postgres`; its package makes one.";
    run::step(Command::new("chown").args(["-R", "postgres"]).arg(dir), "giving the folder to the user postgres", next)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn random_word() -> Result<String> {
    let mut bytes = [0; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
