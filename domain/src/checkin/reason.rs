//! What scans are worth, and the reasons that people are told.

use serde::{Deserialize, Serialize};

/// What a scan is worth, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Đã xác minh.
    Verified,
    /// Tự khai.
    Claimed,
    /// Cần xem lại.
    Disputed,
}

/// Why a scan is worth no more, and what else people are told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    // Disputed.
    Forged,
    OtherEvent,
    Unreadable,
    CodeWrong,
    OutsideHours,
    OutsideRadius,
    UsedAfterWindow,
    UsedBeforeWindow,
    ClockAhead,
    // Claimed.
    CameLate,
    NotSentYet,
    KeyUnknown,
    CodeWaits,
    PassOff,
    OwnWord,
    EnteredByHand,
    // Told, and changing nothing.
    SkewLarge,
    SkewUnknown,
    NotInvited,
    OverCapacity,
    Reentered,
    OutOnly,
    NumberTwice,
    AfterClosing,
    EventWithdrawn,
}

impl Reason {
    /// The stored name, which is also the key of its text.
    pub fn id(self) -> &'static str {
        match self {
            Reason::Forged => "forged",
            Reason::OtherEvent => "other_event",
            Reason::Unreadable => "unreadable",
            Reason::CodeWrong => "code_wrong",
            Reason::OutsideHours => "outside_hours",
            Reason::OutsideRadius => "outside_radius",
            Reason::UsedAfterWindow => "used_after_window",
            Reason::UsedBeforeWindow => "used_before_window",
            Reason::ClockAhead => "clock_ahead",
            Reason::CameLate => "came_late",
            Reason::NotSentYet => "not_sent_yet",
            Reason::KeyUnknown => "key_unknown",
            Reason::CodeWaits => "code_waits",
            Reason::PassOff => "pass_off",
            Reason::OwnWord => "own_word",
            Reason::EnteredByHand => "entered_by_hand",
            Reason::SkewLarge => "skew_large",
            Reason::SkewUnknown => "skew_unknown",
            Reason::NotInvited => "not_invited",
            Reason::OverCapacity => "over_capacity",
            Reason::Reentered => "reentered",
            Reason::OutOnly => "out_only",
            Reason::NumberTwice => "number_twice",
            Reason::AfterClosing => "after_closing",
            Reason::EventWithdrawn => "event_withdrawn",
        }
    }

    /// The best grade that the reason leaves possible.
    pub fn grade(self) -> Grade {
        match self {
            reason if reason <= Reason::ClockAhead => Grade::Disputed,
            reason if reason <= Reason::EnteredByHand => Grade::Claimed,
            _ => Grade::Verified,
        }
    }
}
