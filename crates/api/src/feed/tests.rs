use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use url::Url;

use super::Feed;
use crate::surface::{FileWish, LoginWindow, Surface, SurfaceError};
use crate::view::{AskedPage, Autostart, Changed, Event, Happening, Page};

/// A desktop that only writes down what windows are told.
#[derive(Default)]
struct Told(Mutex<Vec<Event>>);

#[async_trait]
impl Surface for Told {
    fn emit(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }

    fn open_address(&self, _: &Url) -> Result<(), SurfaceError> {
        Ok(())
    }

    fn copy(&self, _: &str) -> Result<(), SurfaceError> {
        Ok(())
    }

    fn open_login_window(&self, _: LoginWindow) -> Result<(), SurfaceError> {
        Ok(())
    }

    fn name_login_window(&self, _: &str) {}

    fn close_login_window(&self) {}

    fn close_link_window(&self) {}

    fn autostart(&self) -> Autostart {
        Autostart::Off
    }

    fn set_autostart(&self, _: bool) -> Result<(), SurfaceError> {
        Ok(())
    }

    async fn choose(&self, _: FileWish) -> Option<PathBuf> {
        None
    }

    fn can_move_clock(&self) -> bool {
        false
    }

    async fn move_clock(&self, _: DateTime<Utc>) -> Result<(), SurfaceError> {
        Ok(())
    }
}

#[test]
fn a_page_that_was_asked_for_is_kept_after_later_events() {
    let told = Arc::new(Told::default());
    let feed = Feed::new(Arc::clone(&told) as Arc<dyn Surface>);
    assert_eq!(feed.asked_page(), None, "nobody asked yet");
    feed.changed(Changed::Day);
    feed.flush();
    feed.ask_for(Page::Help);
    feed.changed(Changed::Dossiers);
    feed.flush();
    // A window that reads now passes the event by, since it is older than what it reads.
    assert_eq!(feed.number(), 3);
    assert_eq!(feed.asked_page(), Some(AskedPage { number: 2, page: Page::Help }));
    let told = told.0.lock().unwrap();
    let numbers: Vec<u32> = told.iter().map(|event| event.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(told[1].happening, Happening::Page { page: Page::Help });
    drop(told);

    feed.ask_for(Page::Activity);
    assert_eq!(feed.asked_page(), Some(AskedPage { number: 4, page: Page::Activity }), "the last wish counts");
}
