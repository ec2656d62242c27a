//! Who walks along and judges what is seen: in each size, by axe, and by what is cut off.

use anyhow::{Result, ensure};

use crate::desktop::{Desktop, Look};
use crate::page::Page;
use crate::sizes::Size;
use crate::tour::Visitor;

/// Judges each place in each of its sizes, and takes its picture.
pub struct Judge {
    name: String,
    sizes: &'static [Size],
    places: usize,
    faults: Vec<String>,
}

impl Judge {
    /// One whose pictures say language and look.
    pub fn of(language: &str, look: Look) -> Self {
        Self::in_sizes(language, look, &Size::ALL)
    }

    /// One that looks in these sizes alone.
    pub fn in_sizes(language: &str, look: Look, sizes: &'static [Size]) -> Self {
        let name = format!("{language}-{}", if look == Look::Dark { "dark" } else { "light" });
        Self { name, sizes, places: 0, faults: Vec::new() }
    }

    /// Says what was looked at; an error with everything that was wrong.
    pub fn verdict(self) -> Result<()> {
        println!("{}: {} places in {} sizes", self.name, self.places, self.sizes.len());
        ensure!(self.places > 0, "nothing was looked at");
        ensure!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        Ok(())
    }
}

impl Visitor for Judge {
    async fn visit(&mut self, desktop: &Desktop, page: &Page, place: &str) -> Result<()> {
        self.places += 1;
        for size in self.sizes {
            page.resize(*size).await?;
            let name = format!("{place}-{}-{}", self.name, size.name);
            desktop.photograph_page(page, &name).await?;
            let at = |fault| format!("{name}: {fault}");
            self.faults.extend(page.cut_off().await?.into_iter().map(at));
            self.faults.extend(page.broken_rules().await?.into_iter().map(at));
            if page.scroll_to_the_end().await? {
                desktop.photograph_page(page, &format!("{name}-end")).await?;
                page.scroll_to_the_start().await?;
            }
        }
        page.resize(Size::ALL[0]).await
    }
}
