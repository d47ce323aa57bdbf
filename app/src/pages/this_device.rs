//! What this browser grants the program, as several screens show it. Asked at the rim, followed as signals.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::device::{self, Setting, Space};
use crate::browser::program::{self, Install};
use crate::browser::time;
use crate::state::{App, NotTaken};

/// Found in the context below the frame. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ThisDevice {
    app: App,
    pub space: RwSignal<Option<Space>>,
    /// The whole program lies in this browser.
    pub program: RwSignal<bool>,
    pub install: RwSignal<Install>,
    /// The browser was asked to keep this site's data, and did not promise it.
    pub refused: RwSignal<bool>,
    /// How a test save went.
    pub test: RwSignal<Option<Result<(), NotTaken>>>,
    /// The list for work without a network was put away.
    pub ready_seen: RwSignal<bool>,
}

pub fn this_device() -> ThisDevice {
    expect_context::<ThisDevice>()
}

impl ThisDevice {
    pub fn new(app: App) -> ThisDevice {
        let here = ThisDevice {
            app,
            space: RwSignal::new(None),
            program: RwSignal::new(false),
            install: RwSignal::new(program::install_way()),
            refused: RwSignal::new(false),
            test: RwSignal::new(None),
            ready_seen: RwSignal::new(Setting::ReadySeen.get().is_some()),
        };
        let offer = move || here.install.set(program::install_way());
        device::on_window("thidua:install", offer);
        spawn_local(async move {
            time::turn().await;
            here.look();
            // The first start stores the program while the person is already at work.
            here.program.set(device::offline_ready().await);
        });
        here
    }

    /// Looks again at what the browser says about room.
    pub fn look(self) {
        spawn_local(async move { self.space.set(device::space().await) });
    }

    /// Asks the browser to keep this site's data. Some browsers show a question of their own.
    pub fn ask_to_persist(self) {
        Setting::PersistAsked.set("1");
        spawn_local(async move {
            let promised = device::ask_to_persist().await;
            self.refused.set(!promised);
            self.space.set(device::space().await);
        });
    }

    pub fn promised(self) -> Option<bool> {
        self.space.get().map(|space| space.persisted)
    }

    /// Writes something that means nothing, durably, and remembers how it went.
    pub fn test_save(self) {
        self.test.set(None);
        spawn_local(async move { self.test.set(Some(self.app.test_save().await)) });
    }

    /// Shows the browser's own question whether to install.
    pub fn install(self) {
        spawn_local(async move {
            program::install().await;
            self.install.set(program::install_way());
            self.look();
        });
    }
}
