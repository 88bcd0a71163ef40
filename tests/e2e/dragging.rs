//! Files dragged out of another program and let go over a window, as a file browser does it (the XDND
//! protocol, version 5).

use std::fmt::Write as _;
use std::path::Path;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::desktop::windows_called;
use crate::window::until;

const VERSION: u32 = 5;
/// Of a status: the window would take it.
const ACCEPTED: u32 = 1;

/// Drags files over the window with this title and lets them go in its middle.
pub(crate) async fn drop_files(title: &str, files: &[&Path]) {
    let drag = until("a window that files can be dropped on", async || {
        let mut windows = windows_called(title).into_iter();
        windows.find_map(|window| Drag::begin(window.parse().ok()?, files))
    })
    .await;
    drag.send("XdndEnter", [VERSION << 24, drag.uri_list, 0, 0]);
    until("the window to take files", async || {
        drag.send("XdndPosition", drag.middle());
        let status = drag.answer("XdndStatus")?;
        (status & ACCEPTED != 0).then_some(())
    })
    .await;
    drag.send("XdndDrop", [0, x11rb::CURRENT_TIME, 0, 0]);
    until("the window to have taken them", async || {
        drag.answer("XdndFinished").map(drop)
    })
    .await;
}

/// A drag under way: the program the files come from.
struct Drag {
    desktop: RustConnection,
    source: Window,
    target: Window,
    /// The kind of what is dragged: addresses, a line each.
    uri_list: Atom,
    uris: String,
}

impl Drag {
    /// Begins one, if the window says that it takes what is dragged.
    fn begin(target: Window, files: &[&Path]) -> Option<Drag> {
        let (desktop, screen) = x11rb::connect(None).unwrap();
        let aware = atom(&desktop, "XdndAware");
        let property = desktop.get_property(false, target, aware, AtomEnum::ATOM, 0, 1);
        if property.unwrap().reply().ok()?.value_len == 0 {
            return None;
        }
        let root = desktop.setup().roots[screen].root;
        let source = desktop.generate_id().unwrap();
        let look = CreateWindowAux::new();
        desktop
            .create_window(
                0,
                source,
                root,
                0,
                0,
                1,
                1,
                0,
                WindowClass::INPUT_ONLY,
                0,
                &look,
            )
            .unwrap();
        let mut uris = String::new();
        for file in files {
            write!(uris, "file://{}\r\n", file.display()).unwrap();
        }
        let uri_list = atom(&desktop, "text/uri-list");
        let drag = Drag {
            desktop,
            source,
            target,
            uri_list,
            uris,
        };
        let selection = atom(&drag.desktop, "XdndSelection");
        drag.desktop
            .set_selection_owner(source, selection, x11rb::CURRENT_TIME)
            .unwrap();
        Some(drag)
    }

    /// Tells the window something of the drag.
    fn send(&self, message: &str, [a, b, c, d]: [u32; 4]) {
        let words = [self.source, a, b, c, d];
        let kind = atom(&self.desktop, message);
        let message = ClientMessageEvent::new(32, self.target, kind, words);
        self.desktop
            .send_event(false, self.target, EventMask::NO_EVENT, message)
            .unwrap();
        self.desktop.flush().unwrap();
    }

    /// Gives out the addresses as often as they are asked for, and returns the second word of the
    /// window's answer of this kind, if there is one by now.
    fn answer(&self, message: &str) -> Option<u32> {
        let kind = atom(&self.desktop, message);
        while let Some(event) = self.desktop.poll_for_event().unwrap() {
            if let Event::SelectionRequest(request) = event {
                self.give(&request);
            } else if let Event::ClientMessage(answer) = event
                && answer.type_ == kind
            {
                return Some(answer.data.as_data32()[1]);
            }
        }
        None
    }

    fn give(&self, request: &SelectionRequestEvent) {
        let (property, kind) = (request.property, self.uri_list);
        self.desktop
            .change_property8(
                PropMode::REPLACE,
                request.requestor,
                property,
                kind,
                self.uris.as_bytes(),
            )
            .unwrap();
        let given = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: if request.target == kind {
                property
            } else {
                AtomEnum::NONE.into()
            },
        };
        self.desktop
            .send_event(false, request.requestor, EventMask::NO_EVENT, given)
            .unwrap();
        self.desktop.flush().unwrap();
    }

    /// Where on the screen the middle of the window is, and that it would be a copy.
    fn middle(&self) -> [u32; 4] {
        let root = self.desktop.setup().roots[0].root;
        let size = self.desktop.get_geometry(self.target).unwrap();
        let size = size.reply().unwrap();
        let (x, y) = (size.width / 2, size.height / 2);
        let (x, y) = (x.cast_signed(), y.cast_signed());
        let place = self
            .desktop
            .translate_coordinates(self.target, root, x, y)
            .unwrap()
            .reply()
            .unwrap();
        let (x, y) = (place.dst_x.cast_unsigned(), place.dst_y.cast_unsigned());
        let copy = atom(&self.desktop, "XdndActionCopy");
        [
            0,
            u32::from(x) << 16 | u32::from(y),
            x11rb::CURRENT_TIME,
            copy,
        ]
    }
}

fn atom(desktop: &RustConnection, name: &str) -> Atom {
    let asked = desktop.intern_atom(false, name.as_bytes()).unwrap();
    asked.reply().unwrap().atom
}
