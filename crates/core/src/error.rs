//! Why something did not work. Each variant is one the person, or the page, can act on.
//!
//! No variant carries a key, a response body or a header. The words a person reads are in
//! [`crate::wording`].

use latchkey_store::StoreError;
use latchkey_vault::VaultError;

use crate::bulk::NotATable;
use crate::desktop::DesktopFailed;
use crate::obstacle::{Obstacle, VaultTrouble};
use crate::paste::WrongPaste;

/// Why something did not work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A form was filled in wrongly.
    #[error("invalid input: {0:?}")]
    Invalid(Invalid),
    /// The thing named is not there (any more).
    #[error("there is no such thing (any more)")]
    NotFound,
    /// What is on the clipboard cannot be used.
    #[error("the clipboard does not hold a usable key: {0:?}")]
    Paste(WrongPaste),
    /// The key's secret is not in the keychain.
    #[error("the secret of this key is not in the keychain")]
    SecretMissing,
    /// The service, the network or the keychain stands in the way.
    #[error("{0:?}")]
    Obstacle(Obstacle),
    /// It would end the last key known to work.
    #[error("this is the last key known to work")]
    LastWorkingKey,
    /// It does not fit the state the thing is in.
    #[error("not possible now: {0:?}")]
    NotNow(NotNow),
    /// The workspace is connected already, under this name.
    #[error("this workspace is connected already")]
    AlreadyConnected(String),
    /// The clipboard or the browser did not answer.
    #[error("the desktop did not answer")]
    Desktop,
    /// The demo workspace did not start.
    #[error("the demo workspace did not start")]
    Demo,
    /// The disk is full; nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] StoreError),
    /// HTTP could not be set up.
    #[error("HTTP could not be set up")]
    Http,
    /// A file could not be written.
    #[error("a file could not be written")]
    File(#[source] std::io::Error),
}

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// No name.
    NameEmpty,
    /// Over 64 characters.
    NameTooLong,
    /// Characters nobody can see.
    NameHasHiddenCharacters,
    /// Another live key has it.
    NameTaken(String),
    /// Over 500 characters.
    PurposeTooLong,
    /// Not 1 to 730.
    RotationDays,
    /// No text.
    PlaceEmpty,
    /// Over 120 characters, or hidden ones.
    PlaceTooLong,
    /// Not 5 to 120 seconds.
    ClipboardSeconds,
    /// Not 0 to 60.
    HoldSeconds,
    /// The name typed is not the key's.
    TypedName,
    /// Not an address.
    AddressNotUnderstood,
    /// A key where the address belongs.
    AddressIsAKey,
    /// Plain HTTP to another computer.
    AddressNotSecure,
    /// Over 10 000 posts at once.
    TooManyPosts,
    /// Over 500 characters.
    SearchTooLong,
    /// Not a time.
    TimeNotUnderstood,
    /// What could be a whole key, typed where only a hint belongs.
    TypedAKey,
    /// Neither a hint nor a fingerprint.
    NotAHint,
    /// Not a moment.
    SinceNotUnderstood,
    /// A leak that is still to come.
    SinceInFuture,
    /// A platform would refuse the draft.
    DraftNotReady,
    /// No profile, no platform or not all files.
    DraftIncomplete,
    /// More than any platform takes, by far.
    DraftTooLarge,
    /// No platform of this name, or twice the same.
    UnknownPlatform(String),
    /// No field of this name, or twice the same.
    UnknownField(String),
    /// The post's own time has passed.
    NewTimeNeeded,
    /// The new time has passed.
    TimePassed,
    /// A file that cannot be used as a table.
    NotATable(NotATable),
    /// Two columns of a table have this meaning.
    MeaningTwice(String),
    /// No zone of this name.
    NoSuchZone,
    /// No days, or over 62.
    CalendarSpan,
    /// No time of day, over 48 of them, or one that is none.
    QueueSlots,
    /// No day of the week.
    QueueDays,
    /// Not 1 to 100.
    QueueMost,
}

/// Why a step does not fit now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// The key is revoked.
    KeyRevoked,
    /// The key is being ended.
    KeyEnding,
    /// The key takes part in a rotation.
    KeyRotating,
    /// Something of the key is left to end or to prove.
    KeyStillNeeded,
    /// The creation is past the point where it could be called off, or has another way.
    CreationMovedOn,
    /// The rotation is past that point.
    RotationMovedOn,
    /// The workspace has no page for keys that could be opened.
    NoDashboard,
    /// The key is not known to work.
    KeyNotWorking,
    /// Nothing was said, or all of it was taken back.
    NothingToUndo,
    /// The draft is on its way to the service.
    DraftOnItsWay,
    /// Nothing was moved, or all of it was taken back.
    NothingMoved,
    /// The draft is not what was sent any more.
    DraftChanged,
    /// The draft was changed by something else than the page that has it open.
    DraftChangedElsewhere,
    /// The service has the draft: it is none any more.
    DraftSent,
    /// The send is past the point where that could be done.
    SendMovedOn,
    /// The post did not fail on some platforms only.
    NothingFailed,
    /// The incident is closed.
    IncidentClosed,
    /// The post is not here to be put back.
    PostNotHeld,
    /// One like the post may be there already.
    PostUnclear,
    /// The person has not said that the post is not theirs.
    PostNotForeign,
    /// The keychain is the one that is used already.
    KeychainIsKnown,
    /// The keychain misses nothing in the history, or a new anchor would not mend it.
    NothingMissed,
    /// So many posts of the workspace exist here only.
    PostsHeld(usize),
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Error {
        Error::Invalid(invalid)
    }
}

impl From<NotNow> for Error {
    fn from(not_now: NotNow) -> Error {
        Error::NotNow(not_now)
    }
}

impl From<Obstacle> for Error {
    fn from(obstacle: Obstacle) -> Error {
        Error::Obstacle(obstacle)
    }
}

impl From<DesktopFailed> for Error {
    fn from(_: DesktopFailed) -> Error {
        Error::Desktop
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        if matches!(error, StoreError::DiskFull(_)) {
            return Error::DiskFull;
        }
        Error::Database(error)
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Error {
        match VaultTrouble::of(&error) {
            Some(trouble) => Error::Obstacle(Obstacle::Keychain(trouble)),
            None => Error::SecretMissing,
        }
    }
}
