//! `cargo xtask demo`.

use std::env;

use crate::command::{cargo, run};
use crate::{desktop, set_up, windows_content};

/// Builds Passerelle and runs its demo: the app where there is a screen, two nights in the terminal with `--console` or
/// where there is none.
pub(crate) fn run_demo(arguments: &[String]) -> anyhow::Result<()> {
    let (in_terminal, arguments) = sorted(arguments);
    let in_terminal = in_terminal || !has_screen();
    println!("Building Passerelle (the first time takes a few minutes)...");
    let mut demo = cargo(&["run", "--quiet", "--package", "passerelle-cli", "--", "demo"]);
    if in_terminal {
        set_up::compiler()?;
        run(cargo(&["build", "--package", "passerelle-cli"]))?;
    } else {
        set_up::windows()?;
        windows_content::make()?;
        run(cargo(&["build", "--package", "passerelle-cli", "--package", "passerelle-desktop"]))?;
        demo.arg("--app").arg(desktop::program());
    }
    demo.args(arguments);
    run(demo)
}

/// Whether the demo stays in the terminal whatever there is, and what goes to the program. `--console` may stand before or
/// behind a "--", which is this task's, not the program's.
fn sorted(arguments: &[String]) -> (bool, Vec<&String>) {
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    let for_program = arguments.iter().filter(|argument| !["--console", "--"].contains(&argument.as_str())).collect();
    (has("--console") || has("--json"), for_program)
}

fn has_screen() -> bool {
    let named = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn the_terminal_may_be_asked_for_before_and_behind_the_two_dashes() {
        let sort = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            let (in_terminal, rest) = sorted(&words);
            (in_terminal, rest.into_iter().cloned().collect::<Vec<_>>().join(" "))
        };
        let dutch = || "--language nl".to_owned();
        for asked in ["--console -- --language nl", "--console --language nl", "--language nl --console"] {
            assert_eq!(sort(asked), (true, dutch()), "{asked}");
        }
        assert_eq!(sort("--language nl"), (false, dutch()));
        assert_eq!(sort("--json"), (true, "--json".to_owned()));
    }
}
