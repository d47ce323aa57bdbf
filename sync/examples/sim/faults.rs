//! What goes wrong, how often in this seed, and how often it did in the whole run.

use std::collections::BTreeMap;

use crate::rng::Rng;

macro_rules! faults {
    ($($name:ident = $words:literal, $mille:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault { $($name),* }

        impl Fault {
            pub const ALL: &'static [Fault] = &[$(Fault::$name),*];

            pub fn words(self) -> &'static str {
                match self { $(Fault::$name => $words),* }
            }

            /// How often, in a thousand chances, in a seed that has it.
            fn mille(self) -> u64 {
                match self { $(Fault::$name => $mille),* }
            }
        }
    };
}

faults! {
    RequestLost = "request lost", 60;
    ResponseLost = "response lost", 60;
    Duplicated = "request doubled at once", 60;
    DuplicatedLate = "request doubled hours later", 60;
    Slow = "messages overtake each other", 120;
    Cut = "answer cut off", 50;
    Portal = "captive portal's page", 40;
    OtherJson = "another service's JSON", 20;
    WrongPerson = "another person's answer", 20;
    Offline = "device offline for a while", 150;
    ServerBeforeCommit = "server dies before the commit", 30;
    ServerAfterCommit = "server dies after the commit", 30;
    Unavailable = "server says 503", 40;
    DeviceBefore = "device dies before its commit", 15;
    DeviceAfter = "device dies after its commit", 15;
    DiedSilent = "tab dies before it tells the others", 15;
    Quota = "storage full", 25;
    Clone = "cloned device", 30;
    RestoreEpoch = "restored, new epoch", 120;
    RestoreSilent = "restored unnoticed", 120;
    Grants = "grant given or taken", 350;
    ClockYears = "clock off by years", 500;
    ClockJump = "clock jumps", 40;
    TwoTabs = "two tabs exchange at once", 400;
    Stale = "second tab's step refused as stale", 0;
    ScreensMerge = "two screens write in one draft", 0;
    ScreensClash = "two screens write the same place", 0;
    OldBuild = "build too old to read", 40;
    OldKind = "command kind of an old build", 0;
    Unknown = "fields unknown to the reader", 200;
    Expired = "tombstones pruned", 150;
    SmallPages = "small pages", 600;
    LargePages = "large pages", 0;
    Poison = "command that panics", 8;
    Parked = "command parked", 0;
    Refused = "command refused", 0;
    DepRejected = "fell with the command it presumed", 0;
    Merged = "two edits merged", 0;
    Clash = "two edits clashed", 0;
    DraftCopy = "draft kept as a copy", 0;
    Forked = "client id found to be shared", 0;
    ResetEpoch = "reset: epoch", 0;
    ResetFork = "reset: fork", 0;
    ResetExpired = "reset: cursor expired", 0;
    ScopeAdded = "scope added and filled", 0;
    ScopeRemoved = "scope removed and purged", 0;
    Pages = "read in several pages", 0;
    Cached = "stored outcome repeated", 0;
    JournalPruned = "journal entry let go", 0;
    WeekAway = "a week passes", 25;
}

pub type Hits = BTreeMap<Fault, u64>;

/// Which faults this seed has: each seed leaves some out, so that they cannot hide each other.
pub struct Faults {
    rates: BTreeMap<Fault, u64>,
    pub hits: Hits,
    pub calm: bool,
}

impl Faults {
    pub fn new(rng: &mut Rng) -> Faults {
        let quiet = rng.mille(30);
        let rate = |fault: &Fault, rng: &mut Rng| match rng.below(4) {
            _ if quiet => 0,
            0 | 1 => 0,
            2 => fault.mille() / 3,
            _ => fault.mille(),
        };
        let rates = Fault::ALL.iter().map(|fault| (*fault, rate(fault, rng))).collect();
        Faults { rates, hits: Hits::new(), calm: false }
    }

    /// Rolls for a fault, and counts it when it strikes.
    pub fn strikes(&mut self, fault: Fault, rng: &mut Rng) -> bool {
        let strikes = !self.calm && rng.mille(self.rates[&fault]);
        if strikes {
            self.note(fault);
        }
        strikes
    }

    /// Counts something that came about by itself.
    pub fn note(&mut self, fault: Fault) {
        *self.hits.entry(fault).or_default() += 1;
    }
}
