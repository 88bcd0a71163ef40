//! What is on its way is thought of when the next draft is checked.

use latchkey_core::views::{DraftContentForm, SendState, When};

use super::desk::{Desk, later};

impl Desk {
    /// What the check says of the time of a draft with this text.
    async fn warned(&self, text: &str, when: When) -> Vec<String> {
        let draft = self.draft(text, when).await;
        let form = DraftContentForm {
            draft_id: draft.draft_id,
            content: draft.content,
        };
        let check = self.world.core.check_draft(form).await.unwrap();
        assert!(check.can_send, "{check:#?}");
        let problems = check.problems.into_iter();
        problems.map(|problem| problem.message).collect()
    }
}

#[tokio::test]
async fn two_for_now_in_their_wait_clash() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let before = desk.warned("Cake", When::Now).await;
    assert_eq!(before, Vec::<String>::new());
    desk.sends("Cake", When::Now).await;
    let same = desk.warned("Cake", When::Now).await;
    assert!(same[0].contains("says the same"), "{same:?}");
    let near = desk.warned("Bread", When::Now).await;
    assert!(near[0].contains("Another post"), "{near:?}");
    assert_eq!(desk.warned("Bread", later()).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_accepted_and_not_read_yet_clashes_and_does_not_clash_twice_when_it_was() {
    let desk = Desk::new().await;
    let send = desk.sends("Cake", When::Now).await;
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    let unread = desk.warned("Cake", When::Now).await;
    assert_eq!(unread.len(), 1, "{unread:?}");
    assert!(unread[0].contains("says the same"));
    assert!(desk.world.core.catch_up(&desk.demo, 200).await.unwrap());
    let read = desk.warned("Cake", When::Now).await;
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].contains("says the same"));
}

#[tokio::test]
async fn the_queue_is_compared_with_what_goes_out_and_what_goes_out_with_the_queue() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    desk.sends("Cake", When::Queue).await;
    for when in [When::Queue, When::Now, later()] {
        let said = desk.warned("Cake", when).await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("through the queue"), "{said:?}");
    }
    assert_eq!(
        desk.warned("Bread", When::Queue).await,
        Vec::<String>::new()
    );
    desk.sends("Soup", When::Now).await;
    let said = desk.warned("Soup", When::Queue).await;
    assert!(said[0].contains("through the queue"), "{said:?}");
}
