//! The sizes that windows are looked at in.

use anyhow::Result;
use serde_json::{Value, json};

use crate::page::Page;
use crate::patience::until;

/// What is cut off, or lies over something else.
const CUT: &str = include_str!("scripts/cut.js");

/// Each press makes everything larger by a fifth of its first size.
const PRESSES_TO_DOUBLE: usize = 5;

/// A size of a window, with how large everything in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its name in pictures.
    pub name: &'static str,
    width: u32,
    height: u32,
    is_doubled: bool,
}

impl Size {
    /// As wide as it opens, as small as it may be made, and at 200 %.
    pub const ALL: [Self; 3] = [
        Self { name: "960", width: 960, height: 680, is_doubled: false },
        Self { name: "720", width: 720, height: 520, is_doubled: false },
        Self { name: "200", width: 960, height: 680, is_doubled: true },
    ];
}

impl Page {
    /// Makes the window so large, and everything in it too, as a person does: with Control and plus.
    pub async fn resize(&self, size: Size) -> Result<()> {
        self.zoom_out().await?;
        let rect = json!({ "width": size.width, "height": size.height });
        self.set_window(rect).await?;
        until(&format!("the window is {} px wide", size.width), async || {
            Ok((self.width().await? == u64::from(size.width)).then_some(()))
        })
        .await?;
        if size.is_doubled {
            for _ in 0..PRESSES_TO_DOUBLE {
                self.press_with_control("+").await?;
            }
            until("everything is twice as large", async || {
                Ok((self.width().await? <= u64::from(size.width) / 2 + 1).then_some(()))
            })
            .await?;
        }
        self.still().await
    }

    /// Everything as large as at first.
    async fn zoom_out(&self) -> Result<()> {
        self.press_with_control("0").await?;
        until("everything is as large as at first", async || {
            let ratio = self.run("return outerWidth / innerWidth", json!([])).await?;
            Ok(ratio.as_f64().is_some_and(|ratio| ratio < 1.1).then_some(()))
        })
        .await
    }

    /// What is cut off, or lies over something else.
    pub async fn cut_off(&self) -> Result<Vec<String>> {
        let found = self.run(CUT, json!([])).await?;
        Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Scrolls whatever scrolls to its end. False where nothing does.
    pub async fn scroll_to_the_end(&self) -> Result<bool> {
        let script = "const longest = [...document.querySelectorAll('*')].filter((element) => \
             element.scrollHeight > element.clientHeight + 8 && \
             ['auto', 'scroll'].includes(getComputedStyle(element).overflowY)); \
             longest.forEach((element) => { element.scrollTop = element.scrollHeight; }); \
             return longest.length > 0";
        Ok(self.run(script, json!([])).await? == json!(true))
    }

    /// Scrolls everything back to its start.
    pub async fn scroll_to_the_start(&self) -> Result<()> {
        let script = "document.querySelectorAll('*').forEach((element) => { element.scrollTop = 0; })";
        self.run(script, json!([])).await.map(drop)
    }

    async fn width(&self) -> Result<u64> {
        Ok(self.run("return innerWidth", json!([])).await?.as_u64().unwrap_or_default())
    }
}
