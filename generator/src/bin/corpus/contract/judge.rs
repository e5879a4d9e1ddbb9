//! What a line of a report means.

use serde_json::Value;

/// What became of a call.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// Made, accepted, understood.
    Well,
    /// The client has refused to make it.
    Unsent(String),
    /// The request is not what the document says.
    Violation(String),
    /// The answer was not understood.
    Undecoded(String),
    /// Prism could not answer, or its answer is not what the document says either.
    Apart(String),
}

/// How many there are of each.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) called: usize,
    pub(super) violations: usize,
    pub(super) undecoded: usize,
}

impl Counts {
    pub(super) fn add(&mut self, verdict: &Verdict) {
        self.called += usize::from(!matches!(verdict, Verdict::Unsent(_)));
        self.violations += usize::from(matches!(verdict, Verdict::Violation(_)));
        self.undecoded += usize::from(matches!(verdict, Verdict::Undecoded(_)));
    }
}

/// The operation of a line, and what became of its call.
pub(super) fn verdict(line: &str) -> (&str, Verdict) {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, sent, accepted, decoded, status, said, remark] = cells[..] else {
        return (line, Verdict::Unsent("a line of another form".to_owned()));
    };
    (id, judged([sent, accepted, decoded], status, said, remark))
}

fn judged(words: [&str; 3], status: &str, said: &str, remark: &str) -> Verdict {
    let [sent, accepted, decoded] = words.map(|word| word == "yes");
    if !sent {
        return Verdict::Unsent(remark.to_owned());
    }
    if status.is_empty() {
        return Verdict::Apart(remark.to_owned());
    }
    let (request, answer) = violations(said);
    if !request.is_empty() {
        return Verdict::Violation(request);
    }
    match error_of_prism(remark) {
        Some(REQUEST_ERRORS) => return Verdict::Violation(remark.to_owned()),
        Some(_) => return Verdict::Apart(format!("{status}: {remark}")),
        None => {}
    }
    match (accepted && decoded, answer.is_empty()) {
        (true, _) => Verdict::Well,
        (false, false) => Verdict::Apart(format!("{status}: {remark}; Prism: {answer}")),
        (false, true) => Verdict::Undecoded(format!("{status}: {remark}")),
    }
}

/// What Prism says about the request and about its own answer.
fn violations(said: &str) -> (String, String) {
    let all = listed(said);
    let of = |side: &str| {
        let is_error = |found: &&Value| found["severity"] == "Error";
        let found = all.iter().filter(is_error);
        let found = found.filter(|found| found["location"][0] == *side);
        let shown = found.map(|found| {
            let place = found["location"].to_string();
            format!("{place} {}", found["message"].as_str().unwrap_or_default())
        });
        shown.collect::<Vec<String>>().join("; ")
    };
    (of("request"), of("response"))
}

/// The findings in Prism's header: where there are too many, it says so and breaks off somewhere.
fn listed(said: &str) -> Vec<Value> {
    let said = said.trim_start_matches("Too many violations!").trim_start();
    let whole = serde_json::from_str(said).ok();
    let begun = || {
        let (known, _) = said.rsplit_once("},{")?;
        serde_json::from_str(&format!("{known}}}]")).ok()
    };
    whole.or_else(begun).unwrap_or_default()
}

/// Stands for the errors that speak about the request.
const REQUEST_ERRORS: &str = "request";

/// Which error of Prism's own a body is, if it is one.
fn error_of_prism(remark: &str) -> Option<&str> {
    let (_, rest) = remark.split_once("stoplight.io/prism/errors#")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let name = &rest[..end.unwrap_or(rest.len())];
    let about_request = [
        "UNPROCESSABLE_ENTITY",
        "UNAUTHORIZED",
        "INVALID_CONTENT_TYPE",
        "NO_PATH_MATCHED_ERROR",
        "NO_METHOD_MATCHED_ERROR",
        "NO_SERVER_MATCHED_ERROR",
    ];
    Some(if about_request.contains(&name) { REQUEST_ERRORS } else { name })
}

#[cfg(test)]
mod tests {
    use super::{Counts, Verdict, verdict};

    const REQUEST: &str = r#"[{"location":["request","query","limit"],"severity":"Error","message":"must be integer"}]"#;
    const ANSWER: &str = r#"[{"location":["response","body"],"severity":"Error","message":"must be object"}]"#;
    const WARNING: &str = r#"[{"location":["request","path"],"severity":"Warning","message":"deprecated"}]"#;

    fn of(cells: [&str; 6]) -> Verdict {
        let line = format!("op\t{}", cells.join("\t"));
        let (id, verdict) = verdict(&line);
        assert_eq!(id, "op");
        verdict
    }

    #[test]
    fn verdicts() {
        assert_eq!(of(["yes", "yes", "yes", "200", "", ""]), Verdict::Well);
        assert_eq!(of(["yes", "yes", "yes", "200", ANSWER, ""]), Verdict::Well);
        assert_eq!(of(["yes", "yes", "yes", "200", WARNING, ""]), Verdict::Well);
        let found = of(["yes", "yes", "yes", "200", REQUEST, ""]);
        let said = "[\"request\",\"query\",\"limit\"] must be integer".to_owned();
        assert_eq!(found, Verdict::Violation(said));
        assert!(matches!(of(["no", "no", "no", "", "", "x"]), Verdict::Unsent(_)));
        assert!(matches!(
            of(["yes", "yes", "no", "200", "", "x"]),
            Verdict::Undecoded(_)
        ));
        let found = of(["yes", "yes", "no", "200", ANSWER, "x"]);
        assert!(matches!(found, Verdict::Apart(_)), "{found:?}");
        let many = format!("Too many violations! {ANSWER}").replace("}]", "},{\"locat");
        let found = of(["yes", "yes", "no", "200", &many, "x"]);
        assert!(matches!(found, Verdict::Apart(_)), "{found:?}");
        let body = r#"{"type":"https://stoplight.io/prism/errors#UNAUTHORIZED"}"#;
        let found = of(["yes", "no", "no", "401", "", body]);
        assert!(matches!(found, Verdict::Violation(_)), "{found:?}");
        let body = r#"{"type":"https://stoplight.io/prism/errors#NOT_ACCEPTABLE"}"#;
        let found = of(["yes", "no", "no", "406", "", body]);
        assert!(matches!(found, Verdict::Apart(_)), "{found:?}");
    }

    #[test]
    fn counts() {
        let mut counts = Counts::default();
        counts.add(&Verdict::Well);
        counts.add(&Verdict::Unsent(String::new()));
        counts.add(&Verdict::Violation(String::new()));
        counts.add(&Verdict::Undecoded(String::new()));
        counts.add(&Verdict::Apart(String::new()));
        assert_eq!(counts, Counts { called: 4, violations: 1, undecoded: 1 });
    }
}
