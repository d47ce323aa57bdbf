//! Settings (cài đặt): language, theme, this device, the devices signed in, the password, and leaving.

mod calls;
pub mod language;
mod leaving;
mod machine;
mod password;
mod sessions;
mod theme;

use leptos::prelude::*;
use thidua_domain::org::{self, Grant, Role, Unit};

use crate::components::card::{Card, PageHead};
use crate::state::{App, app};
use crate::text::{said, t};

pub use calls::look_after as look_after_calls;

#[component]
pub fn Settings() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=said("settings-title")/>
            <div class="cols">
                <div class="stack column">
                    <Card title=said("settings-language")><language::LanguageSwitch/></Card>
                    <Card title=said("settings-theme")><theme::ThemeSwitch/></Card>
                    <machine::ThisMachine/>
                    <calls::Calls/>
                </div>
                <div class="stack column">
                    <Account/>
                    <sessions::Sessions/>
                    <password::Password/>
                    <leaving::Leaving/>
                </div>
            </div>
        </div>
    }
}

/// Who is signed in, and with what roles.
#[component]
fn Account() -> impl IntoView {
    let app = app();
    let login = move || app.who.get().map(|who| who.login).unwrap_or_default();
    let post = move || app.me().map(|me| me.post).unwrap_or_default();
    let roles = Memo::new(move |_| app.my_grants().iter().map(|grant| role(app, grant)).collect::<Vec<_>>());
    view! {
        <Card title=said("settings-account")>
            <div>
                <b>{move || app.name_of(&app.my_id())}</b>
                <p class="muted">{post}</p>
                <p><a href="/de-nghi/cua-toi">{said("merits-mine")}</a></p>
            </div>
            <dl class="facts">
                <dt>{said("sign-in-login")}</dt>
                <dd>{login}</dd>
                <dt>{said("settings-roles")}</dt>
                <dd><ul>{move || roles.get().into_iter().map(|role| view! { <li>{role}</li> }).collect_view()}</ul></dd>
            </dl>
        </Card>
    }
}

fn role(app: App, grant: &Grant) -> String {
    let role = match grant.role {
        Role::Staff => t!("role-staff"),
        Role::UnitHead => t!("role-unit-head"),
        Role::EmulationOfficer => t!("role-emulation-officer"),
        Role::CouncilMember => t!("role-council-member"),
        Role::CouncilSecretary => t!("role-council-secretary"),
        Role::CouncilChair => t!("role-council-chair"),
        Role::Inspector => t!("role-inspector"),
        Role::Signer => t!("role-signer"),
        Role::Auditor => t!("role-auditor"),
        Role::Admin => t!("role-admin"),
    };
    let unit = app.row::<Unit>(org::UNIT, &grant.unit).map_or_else(|| grant.unit.clone(), |unit| unit.short);
    t!("role-at", role = role, unit = unit)
}
