//! Somebody who writes drafts and sends them, in a workspace with one profile to write as, and
//! somebody who sees what is at the service.

use image::RgbImage;
use latchkey_core::Error;
use latchkey_core::views::{
    ChangeSettingsForm, DecideSendForm, DraftContent, DraftFile, DraftForm, HistoryForm,
    NewDraftForm, SaveDraftForm, SendDecision, SendForm, SendState, SendView, SendsView, WallTime,
    When, WorkspaceForm,
};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::made_posts;

use crate::incident::strangers::{PROFILE, Stranger};
use crate::world::World;

/// The desk.
pub struct Desk {
    pub world: World,
    pub demo: String,
    pub profile: String,
    pub stranger: Stranger,
}

impl Desk {
    pub async fn new() -> Desk {
        Desk::in_world(World::quick().await).await
    }

    pub async fn in_world(world: World) -> Desk {
        let demo = world.demo().await;
        world.create(&demo, "app-production").await;
        let stranger = Stranger::with_a_key_to(&world).await;
        let view = world.core.compose_state(form(&demo)).await.unwrap();
        let mut profiles = view.profiles.into_iter();
        let profile = profiles.find(|profile| profile.name == PROFILE).unwrap().id;
        let desk = Desk {
            world,
            demo,
            profile,
            stranger,
        };
        desk.hold(0).await;
        desk
    }

    /// How many seconds a send can be taken back.
    pub async fn hold(&self, seconds: u32) {
        let form = ChangeSettingsForm {
            clear_clipboard_after: None,
            rotation_days: None,
            hold_seconds: Some(seconds),
            remove_metadata: None,
        };
        self.world.core.change_settings(form).await.unwrap();
    }

    /// A draft with this text.
    pub async fn draft(&self, text: &str, when: When) -> SaveDraftForm {
        let new = NewDraftForm {
            workspace_id: self.demo.clone(),
            at: None,
            profile: Some(self.profile.clone()),
        };
        let draft = self.world.core.new_draft(new).await.unwrap();
        let content = DraftContent {
            profile: Some(self.profile.clone()),
            platforms: vec!["facebook".to_owned(), "threads".to_owned()],
            text: text.to_owned(),
            when,
            ..draft.content
        };
        SaveDraftForm {
            draft_id: draft.id,
            content,
            saved_at: draft.saved_at,
        }
    }

    /// A draft with this text and a picture.
    pub async fn draft_with_picture(&self, text: &str, when: When) -> SaveDraftForm {
        let mut draft = self.draft(text, when).await;
        let path = self.world.files.path().join("cake.png");
        RgbImage::new(8, 8).save(&path).unwrap();
        let added = self.world.core.add_files(&draft.draft_id, vec![path]).await;
        let files = added.unwrap().files.into_iter();
        draft.content.files = files
            .map(|file| DraftFile {
                file_id: file.id,
                alt_text: String::new(),
            })
            .collect();
        draft
    }

    /// Writes a draft and sends it; what becomes of it is not waited for.
    pub async fn sends(&self, text: &str, when: When) -> SendView {
        let form = self.draft(text, when).await;
        let view = self.world.core.send_draft(form.clone()).await.unwrap();
        newest(view, &form.draft_id)
    }

    /// The send as it is now.
    pub async fn now(&self, send: &SendView) -> SendView {
        let all = self.all().await;
        let mut sends = all.sends.into_iter();
        sends.find(|one| one.id == send.id).expect("it is not lost")
    }

    pub async fn all(&self) -> SendsView {
        self.world.core.list_sends(form(&self.demo)).await.unwrap()
    }

    /// Lets everything come to its end and says what became of it.
    pub async fn settles(&self, send: &SendView) -> SendView {
        self.world.settle().await;
        self.now(send).await
    }

    pub async fn decide(&self, send: &SendView, decision: SendDecision) -> Result<(), Error> {
        let form = DecideSendForm {
            send_id: send.id.clone(),
            decision,
        };
        self.world.core.decide_send(form).await.map(|_| ())
    }

    /// A send whose one request or answer got lost, after all looks.
    pub async fn unclear(&self, text: &str, when: When, how: FaultKind) -> SendView {
        self.loses(how, "POST", 1);
        let send = self.sends(text, when).await;
        let send = self.settles(&send).await;
        assert_eq!(send.state, SendState::Unclear, "{send:#?}");
        send
    }

    /// A send the service refused, because Facebook takes 25 posts a day.
    pub async fn refused(&self, text: &str) -> SendView {
        self.world
            .sandbox
            .controls()
            .update(|settings| settings.publishing_ms = 0);
        for number in 0..25 {
            self.stranger.makes(&format!("Number {number}"), None).await;
        }
        let send = self.sends(text, When::Now).await;
        let send = self.settles(&send).await;
        assert_eq!(send.state, SendState::Refused, "{send:#?}");
        send
    }

    /// So many of the next requests about posts meet this.
    pub fn loses(&self, how: FaultKind, method: &str, times: u32) {
        let fault = Fault {
            times,
            ..Fault::on(how, method, "/v1/posts")
        };
        self.world.sandbox.faults().add(fault);
    }

    /// Whether the draft is on the list of drafts.
    pub async fn is_draft(&self, draft_id: &str) -> bool {
        let drafts = self.world.core.list_drafts(form(&self.demo)).await.unwrap();
        drafts.drafts.iter().any(|draft| draft.id == draft_id)
    }

    /// Whether an event of ours says that the post was made here.
    pub async fn is_made_here(&self, post_id: &str) -> bool {
        let demo = self.demo.clone();
        let read = self.world.store.read(move |tx| made_posts::all(tx, &demo));
        read.await.unwrap().contains_key(post_id)
    }

    /// The kinds of events about sends, oldest first.
    pub async fn history(&self) -> Vec<String> {
        let form = HistoryForm::default();
        let page = self.world.core.list_history(form).await.unwrap();
        let kinds = page.events.into_iter().rev().map(|event| event.kind);
        kinds.filter(|kind| kind.starts_with("post.")).collect()
    }
}

/// The newest send of a draft.
pub fn newest(view: SendsView, draft_id: &str) -> SendView {
    let mut of_draft = view.sends.into_iter();
    of_draft
        .find(|send| send.draft_id == draft_id)
        .expect("it was written down")
}

pub fn form(demo: &str) -> WorkspaceForm {
    WorkspaceForm {
        workspace_id: demo.to_owned(),
    }
}

pub fn of(send: &SendView) -> SendForm {
    SendForm {
        send_id: send.id.clone(),
    }
}

pub fn draft_of(send: &SendView) -> DraftForm {
    DraftForm {
        draft_id: send.draft_id.clone(),
    }
}

/// Nine in the morning of the day after tomorrow.
pub fn later() -> When {
    let day = chrono::Utc::now() + chrono::TimeDelta::days(2);
    When::At(WallTime {
        date: day.format("%Y-%m-%d").to_string(),
        time: "09:00".to_owned(),
        later: false,
    })
}
