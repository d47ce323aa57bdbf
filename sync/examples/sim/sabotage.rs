//! Each invariant broken on purpose, in what stands around the subject: its store, its transport, its server's loop.
//! A checker that does not notice is no checker.

/// Breaks one invariant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    /// "Saved" is said although the storage refused.
    I1,
    /// A group's rows are committed after those of the next one, with the lower seq.
    I2,
    /// Outcomes are not stored with their effects.
    I3,
    /// A page of several says that it is the last.
    I4,
    /// The cursor is stored, its rows are not.
    I5,
    /// A reset clears what people wrote.
    I6,
    /// A command that cannot be decided is never set aside.
    I7,
    /// A row is left out of a page.
    I8,
    /// The device's clock is taken for the server's.
    I9,
    /// A lost scope is not reported.
    I10,
    /// A restore is not noticed.
    I11,
}

impl Sabotage {
    pub const ALL: [Sabotage; 11] = [
        Sabotage::I1,
        Sabotage::I2,
        Sabotage::I3,
        Sabotage::I4,
        Sabotage::I5,
        Sabotage::I6,
        Sabotage::I7,
        Sabotage::I8,
        Sabotage::I9,
        Sabotage::I10,
        Sabotage::I11,
    ];

    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// Where to begin looking: faults that some sabotages need are rare.
    pub fn first_seed(self) -> u64 {
        match self {
            Sabotage::I4 => 12,
            Sabotage::I7 => 24,
            Sabotage::I10 => 14,
            _ => 0,
        }
    }
}
