//! Codes that are shown, scanned and typed: what is read, what is not, and that nothing makes the reader stumble.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::hall::*;
use common::{NOW, command};
use serde_json::{Value, json};
use thidua_domain::Emulation;
use thidua_domain::checkin::scan::Scan;
use thidua_domain::checkin::short;
use thidua_domain::checkin::token::{self, Code, EventCode, Fault, Pass};
use thidua_sync::command::Base;
use thidua_sync::domain::Domain as _;
use uuid::Uuid;

const OTHER: &str = "01980000-0000-7000-8000-0000000000e2";

#[test]
fn base32_is_that_of_the_standard() {
    for (bytes, text) in
        [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
    {
        assert_eq!(token::base32(bytes.as_bytes()), text);
        assert_eq!(token::unbase32(&text.to_lowercase()), Some(bytes.as_bytes().to_vec()));
    }
    for text in ["M", "MY=", "MZX1", "MZXé", "MZXR"] {
        assert_eq!(token::unbase32(text), None, "{text}");
    }
}

#[test]
fn a_code_is_read_bare_or_in_a_link_in_any_case() {
    let code = shown(NOW);
    let expected =
        Code::Event(EventCode { event: event_id(), public: token::public(&HALL), window: token::window_of(NOW) });
    assert_eq!(code.len(), 188);
    let link = token::link("https://thidua.example", &code);
    for text in [code.clone(), code.to_lowercase(), format!("  {code}\n"), link.clone(), link.to_lowercase()] {
        assert_eq!(token::read(&text), Ok(expected), "{text}");
    }
    let pass = pass("an-hs", NOW);
    assert_eq!(pass.len(), 162);
    let public = token::public(&seed("an-hs"));
    assert_eq!(token::read(&pass), Ok(Code::Pass(Pass { public, window: token::window_of(NOW) })));
    assert_eq!(token::pass_key(&pass), Some(token::key_id(&public)));
}

#[test]
fn each_fault_has_its_name() {
    let code = shown(NOW);
    let fault = |text: &str| token::read_event(text, EVENT).unwrap_err();
    for text in
        ["", "   ", "xin chào", "https://example.com/", "HTTPS://X/#/KH/AEAQ", "00000", "12345678", &"A".repeat(1_000)]
    {
        assert_eq!(fault(text), Fault::NotOurs, "{text}");
    }
    for end in [4, 20, 100, 187] {
        assert_eq!(fault(&code[..end]), Fault::Truncated, "{end}");
    }
    assert_eq!(fault(&format!("{code}A7777777")), Fault::NotOurs);
    let mut bytes = token::unbase32(&code).unwrap();
    bytes[0] = 3;
    assert_eq!(fault(&token::base32(&bytes)), Fault::UnknownVersion);
    // Any byte that is not as it was signed.
    for at in 1..117 {
        let mut bytes = token::unbase32(&code).unwrap();
        bytes[at] ^= 1;
        assert_eq!(fault(&token::base32(&bytes)), Fault::Forged, "{at}");
    }
    assert_eq!(token::read_event(&code, OTHER), Err(Fault::OtherEvent));
    assert_eq!(token::read_event(&code, "e-1"), Err(Fault::OtherEvent));
    assert_eq!(fault(&pass("an-hs", NOW)), Fault::OtherEvent);
    assert_eq!(token::read_pass(&code), Err(Fault::OtherEvent));
    // A signature of one kind serves for no other.
    let claim = token::claim(&HALL, "an-hs");
    assert!(token::is_claimed(&token::public(&HALL), "an-hs", &claim));
    assert!(!token::is_claimed(&token::public(&HALL), "an-hx", &claim));
    assert!(!token::is_claimed(&token::public(&[8; 32]), "an-hs", &claim));
}

#[test]
fn windows_have_ends() {
    for (at, window) in [(i64::MIN, 0), (-1, 0), (0, 0), (29_999, 0), (30_000, 1), (i64::MAX, u32::MAX)] {
        assert_eq!(token::window_of(at), window, "{at}");
    }
    assert_eq!(token::begins(token::window_of(NOW)), NOW);
}

#[test]
fn a_typed_code_is_read_as_people_write_it() {
    let code = typed(NOW);
    assert_eq!((code.len(), &code[4..5]), (9, "-"));
    let plain = short::plain(&SECRET, event_id(), token::window_of(NOW));
    let spoken = code.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
    for text in [code.as_str(), &plain, &spoken, &format!(" {} ", plain.replace('1', "I"))] {
        assert_eq!(short::read(text).as_ref(), Some(&plain), "{text}");
    }
    for text in ["", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFGU", "ABCD-EFGé", "١٢٣٤٥٦٧٨"] {
        assert_eq!(short::read(text), None, "{text}");
    }
    assert_ne!(plain, short::plain(&SECRET, event_id(), token::window_of(NOW) + 1));
    assert_ne!(plain, short::plain(&SECRET, Uuid::parse_str(OTHER).unwrap(), token::window_of(NOW)));
    assert_ne!(plain, short::plain(&[8; 16], event_id(), token::window_of(NOW)));
}

#[test]
fn codes_of_this_version_stay_what_they_are() {
    assert_eq!(
        shown(NOW),
        "AEAZQAAAAAAHAAEAAAAAAAAAADQ6USTMMPRJYUQKX32VA6YTF3C7TFKHO2XL5PT3SJBB52TJCRDNELADSEYGRGQRFA3EHJBXJ7DITWYDSYZAWSMRBUFIFFMEKV2KLUK44PS5EVH4LPZUC2YV4Y6CBD7MFHSJFVAFZZPXRGQ7JKI74YAOIBG37R36FUCA"
    );
    assert_eq!(
        token::pass(&[1; 32], 59_846_760),
        "AKFIRY65OQE7DFP5KLNS2PF2LVZMUZYJX4OZIEQ36N2IQANUB5XVYA4RGBUCYIVMZALARS47DQKASIEDEQVVGWM7HDGYV2PKNPGUTO4Q6HUNNCWVOH6GHYAJYEYHU2SQJCTXTZDGHA7OYDXVY6RS4BZULIQQP3WTAY"
    );
    assert_eq!(token::key_id(&token::public(&HALL)), "fe812c12f3ab4ce6ac5db69ac352f906");
    assert_eq!(typed(NOW), "3ZHR-QJJZ");
    assert_eq!(
        token::claim(&[1; 32], "an-hs"),
        "5GDPGOO6L75ZL3FQMD67TAF27H4RCC2VP7S4TXOQ6UOBOLH2266C3KDUFI4VHIPZH6OD57QIDKUBGPKBFYGVUQWZEQ5SYJGRVKEJUBY"
    );
}

#[test]
fn a_scan_may_come_out_of_a_rescue_file_and_a_decision_may_not() {
    let may = |kind: &str| Emulation.may_come_from_file(kind);
    assert!(may("scan.add@1") && may("event.submit@1"));
    assert!(!may("attendance.resolve@1") && !may("event.key@1") && !may("pass.set@1") && !may("event.close@1"));
}

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: u64) -> usize {
        (self.next() % bound) as usize
    }

    /// Text of any bytes, also such as no code has.
    fn text(&mut self, most: u64) -> String {
        let length = self.below(most);
        let bytes: Vec<u8> = (0..length).map(|_| self.next() as u8).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn mutated(&mut self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len() as u64);
            match self.below(5) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = self.next() as u8,
                2 => bytes.insert(at, b'A' + self.below(26) as u8),
                3 => drop(bytes.remove(at)),
                _ => bytes[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[self.below(32)],
            }
            if bytes.is_empty() {
                bytes.push(b'A');
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Args as somebody may send them who wrote their own program.
fn args(dice: &mut Dice, code: &str) -> Value {
    let mut args = json!({ "event": EVENT, "way": "shown", "going": "in", "device": "d", "n": 1, "token": code,
                           "spot": { "lat": 1, "lon": 2, "acc": 3 }, "skew": -5, "guest": { "name": "A" } });
    let names = ["event", "way", "going", "device", "n", "token", "spot", "skew", "guest", "code", "person"];
    for _ in 0..=dice.below(3) {
        let value = match dice.below(9) {
            0 => Value::Null,
            1 => json!(dice.next() as i64),
            2 => json!(u64::MAX),
            3 => json!(dice.text(80)),
            4 => json!([dice.next()]),
            5 => json!({ "lat": dice.next() as i64, "lon": i64::MIN, "acc": 3 }),
            6 => json!(["code", "pass", "name", "guest"][dice.below(4)]),
            7 => json!(i64::MIN),
            _ => json!({ "name": dice.text(400), "unit": dice.text(9) }),
        };
        args[names[dice.below(11)]] = value;
    }
    args
}

#[test]
fn a_million_inputs_are_read_without_a_panic() {
    let seed = 0x5eed_2026_1123;
    println!("seed {seed:#x}");
    let mut dice = Dice(seed);
    let codes = [shown(NOW), pass("an-hs", NOW), token::link("https://thidua.example", &shown(NOW)), typed(NOW)];
    let (mut read, mut held) = (0_u32, 0_u32);
    for round in 0..1_000_000_u32 {
        let code = &codes[dice.below(4)];
        let text = match round % 16 {
            0 => dice.mutated(code),
            1..8 => dice.text(260),
            _ => {
                let word: Vec<u8> =
                    (0..dice.below(200)).map(|_| b"ABCDEFGHabcdefgh234567- /#D0"[dice.below(28)]).collect();
                String::from_utf8(word).unwrap()
            }
        };
        held += u32::from(token::read(&text).is_ok());
        let _ = (token::read_event(&text, &text), token::pass_key(&text), token::unbase32(&text));
        read += u32::from(short::read(&text).is_some());
        if round % 32 == 0 {
            let mut command = command(1, "scan.add@1", EVENT, Base::default(), args(&mut dice, &text));
            command.made_at = dice.next() as i64;
            if let Some(scan) = Scan::read("an-hs", &command, Some(dice.next() as i64)) {
                let fact = scan.fact(EVENT, &[SECRET]);
                let event = thidua_domain::event::Event::read(
                    json!({ "opens": "2026-11-23T09:30", "closes": "2026-11-23T11:30",
                    "spot": { "lat": 1, "lon": 2, "acc": 3 } })
                    .as_object()
                    .unwrap(),
                )
                .unwrap();
                thidua_domain::checkin::verdict::judge((&event, &Default::default()), None, &fact);
            }
        }
    }
    println!("{held} codes held, {read} were codes to type");
    assert!(read > 0);
}
