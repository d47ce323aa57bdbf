//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Thi đua: emulation and awards work for civil judgment enforcement, offline first.
#[derive(Parser)]
#[command(name = "thidua", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the app and its exchange.
    Serve(Serve),
    /// Make people, units, roles and passwords from the console.
    #[command(subcommand)]
    Admin(Admin),
    /// Write a verified copy of the database to a new file. Photos and papers are copied apart, after it.
    Backup {
        file: PathBuf,
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        place: Place,
    },
    /// Put a backup in the place of the database. The replaced database is kept aside.
    Restore {
        file: PathBuf,
        /// Replace a database that is there.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Check everything that the database holds against itself, and the files that it names.
    Verify {
        /// Read every file, too, and compare its SHA-256 with its name.
        #[arg(long)]
        deep: bool,
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        place: Place,
    },
    /// Run synthetic devices against a server, to see what it carries.
    Load(Load),
}

/// Where the data lies.
#[derive(Args, Clone)]
pub struct Place {
    /// Folder of the SQLite database, and of photos and papers.
    #[arg(long, env = "THIDUA_DATA", default_value = "data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// Where photos and papers lie, if not in the data folder.
#[derive(Args, Clone)]
pub struct Files {
    /// A bucket of an S3-compatible store instead of the folder `blobs` beside the database.
    #[arg(long, env = "THIDUA_S3_BUCKET", hide_env_values = true)]
    pub s3_bucket: Option<String>,
    /// Address of the store; that of AWS if not given.
    #[arg(long, env = "THIDUA_S3_ENDPOINT", hide_env_values = true)]
    pub s3_endpoint: Option<String>,
    #[arg(long, env = "THIDUA_S3_REGION", hide_env_values = true, default_value = "us-east-1")]
    pub s3_region: String,
    #[arg(long, env = "THIDUA_S3_KEY", hide_env_values = true, requires = "s3_secret")]
    pub s3_key: Option<String>,
    #[arg(long, env = "THIDUA_S3_SECRET", hide_env_values = true, requires = "s3_key")]
    pub s3_secret: Option<String>,
}

/// Calls to devices that are asleep, by the push services of their browsers.
#[derive(Args, Clone)]
pub struct Push {
    /// Call no devices: they learn of news when the app is opened.
    #[arg(long, env = "THIDUA_NO_PUSH")]
    pub no_push: bool,
    /// Private key by which push services know this server: P-256, PKCS#8 PEM. Made if it is not there; `push-key.pem` in
    /// the data folder if not given.
    #[arg(long, env = "THIDUA_PUSH_KEY")]
    pub push_key: Option<PathBuf>,
    /// Where push services reach the operator, as `mailto:` or `https:` address. Some call no devices without it.
    #[arg(long, env = "THIDUA_PUSH_CONTACT", value_parser = contact)]
    pub push_contact: Option<String>,
    /// Least time between two pushes to one person, in milliseconds.
    #[arg(long, hide = true, default_value_t = 60_000)]
    pub push_gap_ms: u64,
    /// Also to addresses inside, and to this machine without TLS. For tests.
    #[arg(long, hide = true)]
    pub push_anywhere: bool,
}

fn contact(text: &str) -> Result<String, String> {
    match ["mailto:", "https:"].iter().any(|scheme| text.starts_with(scheme)) && text.len() <= 200 {
        true => Ok(text.into()),
        false => Err("must be a mailto: or https: address".into()),
    }
}

#[derive(Args)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, env = "THIDUA_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub push: Push,
    /// Photos and papers that one person may hand in, in MB (1,000,000 bytes).
    #[arg(long, env = "THIDUA_PHOTO_QUOTA_MB", default_value_t = 2_000)]
    pub photo_quota_mb: u32,
    /// Load the 2022 plan and the demonstration organisation into an empty database, and show its passwords.
    #[arg(long)]
    pub demo: bool,
    /// Certificate chain, PEM. Read again when the file changes.
    #[arg(long, env = "THIDUA_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, env = "THIDUA_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// The proxy in front names the client's address in X-Forwarded-For.
    #[arg(long, env = "THIDUA_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Serve the app from a folder instead of the embedded one.
    #[arg(long, hide = true)]
    pub dist: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum Admin {
    /// The first administrator and the first unit.
    Init {
        #[arg(long)]
        login: String,
        /// Full name, family name first.
        #[arg(long)]
        name: String,
        #[arg(long)]
        unit_name: String,
        #[arg(long, default_value = "tw")]
        unit_id: String,
        #[command(flatten)]
        secret: Secret,
        #[command(flatten)]
        place: Place,
    },
    #[command(subcommand)]
    Unit(Unit),
    #[command(subcommand)]
    Person(Person),
    #[command(subcommand)]
    Grant(Grant),
    /// Give an account a new password and end its sessions.
    Password {
        #[arg(long)]
        login: String,
        #[command(flatten)]
        secret: Secret,
        #[command(flatten)]
        place: Place,
    },
    /// Close an account: its sessions end, and nobody signs in with it. What its person handed in stays.
    Close {
        #[arg(long)]
        login: String,
        #[command(flatten)]
        place: Place,
    },
    /// Read units, people or roles from a CSV file: all of it, or nothing.
    Import {
        file: PathBuf,
        #[arg(long, value_enum)]
        what: What,
        /// Check only.
        #[arg(long)]
        dry_run: bool,
        /// Of rules: the id of the set that this one replaces. That one stays for what is pinned to it.
        #[arg(long)]
        replaces: Option<String>,
        #[command(flatten)]
        secret: Secret,
        #[command(flatten)]
        place: Place,
    },
    /// Commands that the server could not decide.
    Troubles {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    Units,
    People,
    Grants,
    /// A plan document, JSON.
    Plan,
    /// Holidays and moved working days, JSON: a list of years.
    Calendar,
    /// What the law of a time asks for each award, JSON.
    Rules,
}

/// Where generated passwords go.
#[derive(Args, Clone)]
pub struct Secret {
    /// Write passwords to a new file that only its owner may read, instead of to the screen.
    #[arg(long)]
    pub passwords_to: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum Unit {
    Add {
        #[arg(long)]
        id: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        short: Option<String>,
        #[arg(long)]
        parent: Option<String>,
        /// central, province or area.
        #[arg(long)]
        kind: String,
        /// First day, YYYY-MM-DD; today if not given.
        #[arg(long)]
        from: Option<String>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
pub enum Person {
    Add {
        #[arg(long)]
        id: String,
        /// Full name, family name first.
        #[arg(long)]
        name: String,
        #[arg(long)]
        post: String,
        #[arg(long)]
        unit: String,
        /// Works directly, not as a leader.
        #[arg(long)]
        direct: bool,
        /// Also make an account with a generated password.
        #[arg(long)]
        login: Option<String>,
        #[command(flatten)]
        secret: Secret,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
pub enum Grant {
    Give {
        #[arg(long)]
        person: String,
        #[arg(long)]
        role: String,
        #[arg(long)]
        unit: String,
        /// First day, YYYY-MM-DD; today if not given.
        #[arg(long)]
        from: Option<String>,
        #[arg(long)]
        to: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    Withdraw {
        #[arg(long)]
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub struct Load {
    #[arg(long)]
    pub url: String,
    #[arg(long, default_value_t = 50)]
    pub clients: usize,
    /// Commands of each device.
    #[arg(long, default_value_t = 100)]
    pub commands: usize,
    #[arg(long)]
    pub login: Option<String>,
    #[arg(long, env = "THIDUA_LOAD_PASSWORD", hide_env_values = true)]
    pub password: Option<String>,
}
