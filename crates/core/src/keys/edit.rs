//! What a person notes about a key: its name, what it is for, where it is used.

use latchkey_store::Transaction;
use latchkey_store::keys::KeyRow;
use latchkey_store::places::{self, PlaceRow};
use latchkey_store::workspaces::WorkspaceRow;

use super::{
    StoredState, Wanted, change_key, environment_name, key_row, let_latchkey_use, name_taken,
    refuse_taken_name, workspace_row,
};
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::obstacle::Obstacle;
use crate::service::Access;
use crate::views::{AddPlaceForm, EditKeyForm, KeyForm, KeysView, PlaceForm, TickPlaceForm};
use crate::{Core, checked, incident, new_id, rotation};

impl Core {
    /// Changes name, environment, purpose and rotation interval. The service is told the new name
    /// where it can be, now or later; the name here counts in any case.
    ///
    /// # Errors
    /// [`crate::Invalid`] says which field.
    pub async fn edit_key(&self, form: EditKeyForm) -> Result<KeysView, Error> {
        let wanted = Wanted::parse(
            &form.name,
            form.environment,
            &form.purpose,
            form.rotation_days,
        )?;
        let (workspace, before) = self.key(&form.key_id).await?;
        let (scribe, place, id) = (self.scribe(), workspace.clone(), form.key_id.clone());
        let (name, old_name) = (wanted.name.clone(), before.name.clone());
        let edited = self
            .store()
            .write(move |tx| {
                if super::holds_its_name(&key_row(tx, &id)?) {
                    refuse_taken_name(tx, &place.id, &wanted.name, Some(&id))?;
                }
                let row = change_key(tx, &id, |row| {
                    let renamed = row.name != wanted.name && row.remote_id.is_some();
                    if renamed && place.authority == "automatic" && row.name_at_service.is_none() {
                        row.name_at_service = Some(row.name.clone());
                    }
                    row.name = wanted.name;
                    row.environment = environment_name(wanted.environment).to_owned();
                    row.purpose = wanted.purpose;
                    row.rotation_days = wanted.rotation_days;
                })?;
                let event = scribe.event(Kind::KeyEdited).about(&place).key(&row);
                event.detail("name_before", old_name).append(tx)?;
                Ok(row)
            })
            .await
            .map_err(|error| name_taken(error, &name))?;
        if edited.name_at_service.is_some() {
            self.rename_at_service(&workspace, &edited).await?;
        }
        self.after_change(&workspace.id).await
    }

    /// Notes a place where a key is used.
    ///
    /// # Errors
    /// [`crate::Invalid`] for an empty or too long text.
    pub async fn add_place(&self, form: AddPlaceForm) -> Result<KeysView, Error> {
        let label = checked::place(&form.label)?;
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                let workspace = workspace_row(tx, &key.workspace_id)?;
                let position = places::list(tx, &key.id)?.len();
                places::insert(
                    tx,
                    &PlaceRow {
                        id: new_id(),
                        key_id: key.id.clone(),
                        label: label.clone(),
                        kind: "noted".to_owned(),
                        note: String::new(),
                        confirmed_at: Some(scribe.at),
                        position: u32::try_from(position).unwrap_or(u32::MAX),
                    },
                )?;
                let event = scribe.event(Kind::PlaceAdded).about(&workspace).key(&key);
                event.detail("place", label).append(tx)?;
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_change(&workspace_id).await
    }

    /// Strikes a place out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone already.
    pub async fn remove_place(&self, form: PlaceForm) -> Result<KeysView, Error> {
        self.change_place(form.place_id, Kind::PlaceRemoved, |tx, place, _| {
            Ok(places::delete(tx, &place.id)?)
        })
        .await
    }

    /// Ticks a place as holding the key it belongs to, or takes the tick back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn tick_place(&self, form: TickPlaceForm) -> Result<KeysView, Error> {
        let kind = if form.ticked {
            Kind::PlaceTicked
        } else {
            Kind::PlaceUnticked
        };
        let ticked = form.ticked;
        self.change_place(form.place_id, kind, move |tx, place, now| {
            Ok(places::confirm(tx, &place.id, ticked.then_some(now))?)
        })
        .await
    }

    /// Lets Latchkey itself use another key.
    ///
    /// # Errors
    /// [`NotNow::KeyNotWorking`] unless the key is known to work.
    pub async fn use_key_for_latchkey(&self, form: KeyForm) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                if !StoredState::of(&key).works() {
                    return Err(NotNow::KeyNotWorking.into());
                }
                let workspace = workspace_row(tx, &key.workspace_id)?;
                let_latchkey_use(tx, &workspace.id, &key.id)?;
                scribe
                    .event(Kind::KeyUsedByLatchkey)
                    .about(&workspace)
                    .key(&key)
                    .append(tx)?;
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_change(&workspace_id).await
    }

    /// Takes a key off the list when nothing is left to end or to prove. Its events stay.
    ///
    /// # Errors
    /// [`NotNow::KeyStillNeeded`] otherwise.
    pub async fn forget_key(&self, form: KeyForm) -> Result<KeysView, Error> {
        let (workspace, key) = self.key(&form.key_id).await?;
        if !can_forget(&key) {
            return Err(NotNow::KeyStillNeeded.into());
        }
        self.drop_secret(&workspace, &key.id).await?;
        let (scribe, place) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| {
                let row = change_key(tx, &key.id, |row| row.hidden_at = Some(scribe.at))?;
                incident::stop_watching(tx, &place.id, &row.id)?;
                scribe
                    .event(Kind::KeyForgotten)
                    .about(&place)
                    .key(&row)
                    .append(tx)
            })
            .await?;
        self.after_change(&workspace.id).await
    }

    /// Tells the service the name a key has here. That it does not know it yet stays written down
    /// until it does; `refresh.rs` tries again.
    pub(super) async fn rename_at_service(
        &self,
        workspace: &WorkspaceRow,
        key: &KeyRow,
    ) -> Result<(), Error> {
        let access = self.access(workspace).await;
        let (
            Ok(Access {
                owner: Some(owner), ..
            }),
            Some(remote_id),
        ) = (access, &key.remote_id)
        else {
            return Ok(());
        };
        let answer = owner
            .client
            .rename_key(&owner.session, remote_id, &key.name)
            .await;
        self.note_contact(&workspace.id, &answer);
        if answer.is_err() {
            return Ok(());
        }
        let (id, told) = (key.id.clone(), key.name.clone());
        self.store()
            .write(move |tx| {
                change_key(tx, &id, |row| {
                    if row.name == told {
                        row.name_at_service = None;
                    }
                })
                .map(|_| ())
            })
            .await
    }

    async fn change_place(
        &self,
        id: String,
        kind: Kind,
        change: impl FnOnce(&Transaction<'_>, &PlaceRow, crate::Moment) -> Result<(), Error>
        + Send
        + 'static,
    ) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let place = places::get(tx, &id)?.ok_or(Error::NotFound)?;
                let key = key_row(tx, &place.key_id)?;
                let workspace = workspace_row(tx, &key.workspace_id)?;
                change(tx, &place, scribe.at)?;
                let event = scribe.event(kind).about(&workspace).key(&key);
                event.detail("place", place.label).append(tx)?;
                rotation::places_changed(tx, &scribe, &key.id)?;
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_change(&workspace_id).await
    }
}

/// Nothing is left to end or to prove: it is dead, or it was ended and nobody can ever ask.
pub(crate) fn can_forget(key: &KeyRow) -> bool {
    match StoredState::of(key) {
        StoredState::Revoked => true,
        StoredState::Ending => {
            Obstacle::read(key.problem.as_deref()) == Some(Obstacle::CannotBeProven)
        }
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Missing => false,
    }
}
