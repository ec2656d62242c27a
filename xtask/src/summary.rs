//! The one line in which a test runner says how it went.

/// The runner's own closing line: nextest's as it stands, cargo's own added up over all test programs, in its words.
pub(crate) fn closing_line(lines: &[String]) -> Option<String> {
    let nextest = lines.iter().rev().find(|line| line.trim_start().starts_with("Summary ["));
    if let Some(line) = nextest {
        return Some(line.trim_start().to_owned());
    }
    let results: Vec<Counts> = lines.iter().filter_map(|line| Counts::read(line)).collect();
    if results.is_empty() {
        return None;
    }
    let sum = |part: fn(&Counts) -> u64| results.iter().map(part).sum::<u64>();
    let failed = sum(|counts| counts.failed);
    Some(format!(
        "test result: {}. {} passed; {failed} failed; {} ignored",
        if failed == 0 { "ok" } else { "FAILED" },
        sum(|counts| counts.passed),
        sum(|counts| counts.ignored),
    ))
}

struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Counts {
    /// Reads "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s".
    fn read(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |name: &str| {
            counts
                .split(';')
                .find_map(|part| part.trim().strip_suffix(name))
                .and_then(|number| number.trim().parse().ok())
        };
        Some(Self { passed: count("passed")?, failed: count("failed")?, ignored: count("ignored")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closing(text: &str) -> Option<String> {
        closing_line(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn nextests_line_is_taken_as_it_stands() {
        let line = "Summary [   1.204s] 31 tests run: 31 passed, 2 skipped";
        assert_eq!(closing(&format!("    PASS a::b\n------\n     {line}\n")), Some(line.to_owned()));
    }

    #[test]
    fn cargos_lines_are_added_up() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      noise\n\
                      test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s";
        assert_eq!(closing(output), Some("test result: FAILED. 7 passed; 1 failed; 1 ignored".to_owned()));
    }

    #[test]
    fn without_a_runners_line_there_is_none() {
        assert_eq!(closing("error: could not compile"), None);
    }
}
