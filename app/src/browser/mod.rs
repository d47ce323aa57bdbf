//! The web platform beyond storage and network: clock, chance, locks, channels, visibility, storage permission.

pub mod address;
pub mod camera;
pub mod device;
pub mod dom;
pub mod picture;
pub mod place;
pub mod program;
pub mod push;
pub mod shared;
pub mod tabs;
pub mod time;
