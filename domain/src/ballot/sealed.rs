//! What a voter casts: a choice and a nonce, as a text of one length whatever the choice. Only this file knows what is
//! inside, so that another kind of seal can take its place. The server reads it only to see that it can be read, and to count.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::checkin::token;

/// Length of a sealed vote, in bytes.
pub const LENGTH: usize = 72;
/// Letters of a receipt.
pub const RECEIPT: usize = 10;
const PAD: usize = 7;

/// By chance, on the voter's device.
pub type Nonce = [u8; 16];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Yes,
    No,
    Abstain,
}

impl Choice {
    pub const ALL: [Choice; 3] = [Choice::Yes, Choice::No, Choice::Abstain];

    fn word(self) -> &'static str {
        match self {
            Choice::Yes => "yes",
            Choice::No => "no",
            Choice::Abstain => "abstain",
        }
    }
}

/// What is under the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    pub choice: Choice,
    pub nonce: Nonce,
}

/// The text is no sealed vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// What is cast.
pub fn seal(choice: Choice, nonce: &Nonce) -> String {
    let word = choice.word();
    let pad = " ".repeat(PAD - word.len());
    format!(r#"{{"choice":"{word}","nonce":"{}","pad":"{pad}"}}"#, hex(nonce))
}

/// Reads what was cast; nothing but what [`seal`] writes.
pub fn unseal(text: &str) -> Result<Vote, Unreadable> {
    #[derive(Deserialize)]
    struct Inside {
        choice: Choice,
        nonce: String,
    }
    if text.len() != LENGTH {
        return Err(Unreadable);
    }
    let inside: Inside = serde_json::from_str(text).map_err(|_| Unreadable)?;
    let vote = Vote { choice: inside.choice, nonce: unhex(&inside.nonce).ok_or(Unreadable)? };
    if seal(vote.choice, &vote.nonce) == text { Ok(vote) } else { Err(Unreadable) }
}

/// By what a voter finds their vote on the board. `ballot` is [`crate::council::rows::Ballot::frozen`].
pub fn receipt(ballot: &str, nonce: &Nonce) -> String {
    let hash = Sha256::digest(format!("{ballot}|{}", hex(nonce)));
    token::base32(&hash[..7]).chars().take(RECEIPT).collect()
}

/// Bytes as small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

fn unhex(text: &str) -> Option<Nonce> {
    let mut nonce = Nonce::default();
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    for (at, pair) in digits.chunks(2).enumerate() {
        *nonce.get_mut(at)? = u8::try_from(pair.first()? << 4 | pair.get(1)?).ok()?;
    }
    (digits.len() == 32).then_some(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vote_is_as_long_and_reads_back() {
        for choice in Choice::ALL {
            let nonce = [0xa5; 16];
            let text = seal(choice, &nonce);
            assert_eq!(text.len(), LENGTH);
            assert_eq!(unseal(&text), Ok(Vote { choice, nonce }));
            assert_eq!(unseal(&text.replace('a', "A")), Err(Unreadable));
        }
        for text in ["", "{}", &" ".repeat(LENGTH)] {
            assert_eq!(unseal(text), Err(Unreadable));
        }
    }

    #[test]
    fn a_receipt_is_ten_letters_of_this_ballot_and_nonce() {
        let one = receipt("b", &[1; 16]);
        assert_eq!(one.len(), RECEIPT);
        assert!(one != receipt("b", &[2; 16]) && one != receipt("c", &[1; 16]));
    }
}
