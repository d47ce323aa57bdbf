//! A decision that is prepared: empty until it is published. Who signs for the unit gives its number and day, and publishes.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::Decision;
use thidua_domain::format;
use thidua_domain::org::Role;

use super::holds;
use super::signing::{Signing, SigningFields, signers};
use crate::browser::time;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::number_field::NumberField;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::council::acts::{Acts, Trouble};
use crate::pages::council::known;
use crate::pages::moments;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::text::{said, t};

#[component]
pub fn Staged(id: String, decision: Decision) -> impl IntoView {
    let acts = Acts::new();
    let app = acts.app;
    let (own, queued) = (id.clone(), id.clone());
    let waits = Memo::new(move |_| known::waiting(app).iter().any(|command| command.entity == queued));
    let unit = decision.unit.clone();
    let may = Memo::new(move |_| holds(app, &unit, &[Role::Signer, Role::UnitHead]));
    let session = decision.session.clone();
    let takes_part = Memo::new(move |_| known::session(app, &session).is_some());
    let there = format!("/phien-hop/{}", decision.session);
    let staged = t!(
        "sign-staged",
        name = person_name(app, &decision.staged.by),
        at = moments::moment(decision.staged.at, time::now())
    );
    let office = unit_name(app, &decision.unit);
    let (title, unit) = (decision.title, decision.unit);
    view! {
        <div class="page narrow council">
            <PageHead title=Signal::stored(title) note=Signal::stored(office) back="/de-nghi".to_owned() back_label=said("nomination-back")/>
            <p class="row wrap"><Pill label=said("sign-prepared")/><Show when=move || waits.get()><StatusPill state=ItemState::Waiting/></Show></p>
            <Trouble acts of=Signal::stored(own)/>
            <Card title=said("sign-what")>
                <p>{staged}</p>
                <p>{said("sign-empty")}</p>
                <p class="muted">{said("sign-quota")}</p>
                <Show when=move || takes_part.get()>
                    <LinkButton kind=Press::Line href=there.clone() label=said("sign-session")/>
                </Show>
            </Card>
            <Show when=move || may.get() && !waits.get()>
                <Form acts id=id.clone() unit=unit.clone()/>
            </Show>
        </div>
    }
}

#[component]
fn Form(acts: Acts, id: String, unit: String) -> impl IntoView {
    let app = acts.app;
    let (me, is_signer) = untrack(|| (app.my_id(), signers(app, &unit).contains(&app.my_id())));
    let (signing, salary) = (Signing::new(app, unit, &id), RwSignal::new(String::new()));
    if is_signer {
        signing.pick(me);
    }
    let dong = move || format::typed(&salary.read()).filter(|dong| (1..=1_000_000_000).contains(dong));
    let is_odd = move || !salary.read().trim().is_empty() && dong().is_none();
    let odd_salary = signing.error(is_odd, "error-count-out-of-range");
    let id = StoredValue::new(id);
    let send = move |()| {
        signing.tried.set(true);
        if untrack(|| signing.is_wrong() || is_odd()) {
            return;
        }
        let mut args = signing.args();
        args["base_salary"] = json!(untrack(dong));
        acts.send_then(acts::PUBLISH, id.get_value(), args, signing.spent());
    };
    view! {
        <Card title=said("sign-title")>
            <SigningFields signing/>
            <NumberField label=said("council-publish-salary") hint=said("council-publish-salary-hint") unit=said("unit-dong") value=salary on_input=move |text| salary.set(text) error=odd_salary/>
            <Notice tone=Tone::Wait title=said("council-publish-warning") words=said("sign-warning")/>
            <div class="row wrap end"><Button kind=Press::Main label=said("sign-send") on_press=send/></div>
        </Card>
    }
}
