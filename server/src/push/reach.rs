//! Which addresses a push may go to. Endpoints come from devices: none may lead this server into its own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Longest endpoint, in bytes.
const ENDPOINT: usize = 2_000;
/// A name that is not found in this time is not found.
const PATIENCE: Duration = Duration::from_secs(5);

/// How far pushes may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, over TLS.
    Public,
    /// Also this machine, without TLS: for tests.
    Anywhere,
}

/// Why an endpoint is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No address of a push service at all.
    Malformed,
    /// Somewhere inside.
    Private,
    /// Its name is not known here, perhaps for now.
    Unknown,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refused::Malformed => "no https address",
            Refused::Private => "an address inside",
            Refused::Unknown => "an unknown name",
        })
    }
}

impl std::error::Error for Refused {}

impl Reach {
    /// Reads an endpoint. What its name stands for is not looked at.
    pub fn url(self, endpoint: &str) -> Result<Url, Refused> {
        let url = Some(endpoint).filter(|text| text.len() <= ENDPOINT).and_then(|text| Url::parse(text).ok());
        let url = url.filter(|url| url.username().is_empty() && url.password().is_none()).ok_or(Refused::Malformed)?;
        let host = url.host_str().ok_or(Refused::Malformed)?;
        let address = address(host);
        let is_here = host == "localhost" || address.is_some_and(|address| address.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if self == Reach::Anywhere && is_here => {}
            _ => return Err(Refused::Malformed),
        }
        match address {
            Some(address) if !self.allows(address) => Err(Refused::Private),
            _ => Ok(url),
        }
    }

    /// Whether an endpoint's name stands for addresses that may be called.
    pub async fn look(self, endpoint: &str) -> Result<(), Refused> {
        let url = self.url(endpoint)?;
        match url.host_str() {
            Some(host) if address(host).is_none() => self.addresses(host).await.map(drop),
            _ => Ok(()),
        }
    }

    /// The addresses that a name stands for. One that is refused refuses them all.
    async fn addresses(self, host: &str) -> Result<Vec<SocketAddr>, Refused> {
        let found = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, 0))).await;
        let Ok(Ok(found)) = found else { return Err(Refused::Unknown) };
        let found: Vec<SocketAddr> = found.collect();
        match found.iter().all(|address| self.allows(address.ip())) {
            true if found.is_empty() => Err(Refused::Unknown),
            true => Ok(found),
            false => Err(Refused::Private),
        }
    }

    fn allows(self, address: IpAddr) -> bool {
        self == Reach::Anywhere || is_public(address)
    }
}

/// The address that a host is, when it is no name.
fn address(host: &str) -> Option<IpAddr> {
    host.trim_matches(['[', ']']).parse().ok()
}

/// Looks names up for the client, at every connection anew: a name that was public may stand for something else today.
impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = *self;
        Box::pin(async move {
            let found = reach.addresses(name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the whole internet, by the registries of special addresses (RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18..=19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Only 2000::/3 is given out, and in it some blocks are special or carry addresses of version 4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_told_from_public_ones() {
        for inside in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["142.250.1.1", "172.32.0.1", "100.128.0.1", "9.9.9.9", "2a00:1450:4001::a", "2001:4860::8888"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn only_addresses_of_push_services_are_taken() {
        let code = |reach: Reach, endpoint: &str| reach.url(endpoint).err();
        let long = format!("https://push.example/{}", "x".repeat(ENDPOINT));
        for bad in
            ["", "x", "http://push.example/1", "ftp://push.example/1", "https://a:b@push.example/", "https:///", &long]
        {
            assert_eq!(code(Reach::Public, bad), Some(Refused::Malformed), "{bad}");
        }
        // The many ways to write an address of this machine.
        for inside in [
            "https://127.0.0.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://[::1]/",
            "https://10.0.0.8:99/",
        ] {
            assert_eq!(code(Reach::Public, inside), Some(Refused::Private), "{inside}");
        }
        assert_eq!(code(Reach::Public, "https://fcm.googleapis.com/fcm/send/abc"), None);
        assert_eq!(code(Reach::Public, "http://127.0.0.1:9/p"), Some(Refused::Malformed));
        assert_eq!(code(Reach::Anywhere, "http://127.0.0.1:9/p"), None);
        assert_eq!(code(Reach::Anywhere, "http://push.example/p"), Some(Refused::Malformed));
    }

    #[tokio::test]
    async fn a_name_for_this_machine_is_refused() {
        assert_eq!(Reach::Public.addresses("localhost").await, Err(Refused::Private));
        assert!(Reach::Anywhere.addresses("localhost").await.is_ok());
    }
}
