//! What a target would cost, estimated from its text before it is read. The reader of `JSONPath`
//! and what evaluates it have no limits: neither of nesting, nor of how often a place is
//! selected, nor of what a regular expression takes.

/// So many bytes a target may have.
const LENGTH: usize = 4_096;
/// So deep its brackets may be nested.
const DEPTH: usize = 32;
/// So many steps evaluating it may take, a step being about a nanosecond.
const STEPS: u64 = 2_000_000_000;
/// How often a place is reached by one more `..`: once from each place above it.
const ABOVE: u64 = 64;
/// What each byte of a regular expression costs wherever it is tried, since it is read anew.
const EXPRESSION: u64 = 1_000;

/// Why a target is not evaluated over so many values, if it is not.
pub(super) fn refusal(target: &str, values: usize) -> Option<String> {
    if target.len() > LENGTH {
        return Some(format!("`target` has more than {LENGTH} bytes"));
    }
    let shape = Shape::of(target);
    if shape.depth > DEPTH {
        return Some(format!(
            "the brackets of `target` are nested more than {DEPTH} deep"
        ));
    }
    if shape.expressions && shape.counted {
        let what = "repetitions with a count in regular expressions are not evaluated";
        return Some(what.to_owned());
    }
    if shape.expressions && shape.computed {
        let what = "a regular expression must stand in the target itself, in quotes";
        return Some(what.to_owned());
    }
    let values = u64::try_from(values).unwrap_or(u64::MAX).max(1);
    (shape.steps(values) > STEPS)
        .then(|| "evaluating `target` would take too many steps".to_owned())
}

/// What of a target decides about its cost.
#[derive(Default)]
struct Shape {
    depth: usize,
    /// How often one place can be selected: the product of the selectors in brackets.
    choices: u64,
    descents: u32,
    /// Queries inside of filters that begin at the root.
    roots: u32,
    /// Whether regular expressions are tried.
    expressions: bool,
    /// Whether a quoted text could be one with counted repetitions.
    counted: bool,
    /// Whether an expression is something else than a quoted text.
    computed: bool,
    /// Bytes of quoted texts.
    quoted: u64,
}

impl Shape {
    fn of(target: &str) -> Self {
        let mut shape = Self { choices: 1, ..Self::default() };
        let bytes = target.as_bytes();
        // The brackets that are open, each with the number of its selectors.
        let mut open: Vec<(u8, u64)> = Vec::new();
        // How many brackets are open in the arguments of a function with an expression.
        let mut arguments: Option<usize> = None;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            match byte {
                b'"' | b'\'' => {
                    let length = quoted(rest, byte);
                    let text = rest.get(..length).unwrap_or_default();
                    shape.quoted += u64::try_from(length).unwrap_or(u64::MAX);
                    let escaped = |two: &[u8]| two == b"\\u";
                    shape.counted |=
                        text.contains(&b'{') || text.windows(2).any(escaped);
                    at += length + 1;
                }
                b'[' | b'(' => {
                    let before = bytes.get(..at).unwrap_or_default();
                    if byte == b'('
                        && [&b"match"[..], b"search"]
                            .iter()
                            .any(|name| before.ends_with(name))
                    {
                        shape.expressions = true;
                        arguments = Some(open.len() + 1);
                    }
                    open.push((byte, 1));
                    shape.depth = shape.depth.max(open.len());
                }
                b']' | b')' => {
                    let (_, count) = open.pop().unwrap_or((b'[', 1));
                    shape.choices = shape.choices.saturating_mul(count);
                }
                b',' => {
                    if arguments == Some(open.len()) {
                        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
                        shape.computed |= !matches!(next, Some(b'"' | b'\''));
                    }
                    if let Some((b'[', count)) = open.last_mut() {
                        *count += 1;
                    }
                }
                b'.' if rest.first() == Some(&b'.') => shape.descents += 1,
                b'$' if !open.is_empty() => shape.roots += 1,
                _ => {}
            }
            at += 1;
        }
        shape
    }

    fn steps(&self, values: u64) -> u64 {
        let again = ABOVE.saturating_pow(self.descents.saturating_sub(1));
        let roots = values.saturating_pow(self.roots);
        let expressions =
            if self.expressions { self.quoted.saturating_mul(EXPRESSION) } else { 1 };
        [self.choices, again, roots, expressions.max(1)]
            .iter()
            .fold(values, |product, factor| product.saturating_mul(*factor))
    }
}

/// How many bytes there are up to the quote that ends a text.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut escaped = false;
    text.iter()
        .position(|&byte| {
            let ends = byte == quote && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_evaluated() {
        for target in [
            "$",
            "$.info",
            "$.paths['/pets'].get",
            "$.paths[*][?@.deprecated == true]",
            "$..[?@.type == 'string' && @.format == 'date']",
            "$.paths.*.*[?match(@.operationId, 'get.*')].responses..schema",
            "$.components.schemas['a','b','c'].properties[0:3]",
            "$.paths[?count(@..deprecated) > 1 || length(@.tags) == 0]",
            "$..['$ref', \"it's [\"]",
        ] {
            assert_eq!(refusal(target, 100_000), None, "{target}");
        }
    }

    #[test]
    fn what_would_not_end_is_not() {
        let deep = |open: &str, close: &str, count: usize| {
            format!("$[?{}@.a{}]", open.repeat(count), close.repeat(count))
        };
        let stars = format!("$[{}*]", "*,".repeat(19)).replace("$[", "[");
        for target in [
            deep("(", ")", 40),
            deep("!(", ")", 40),
            deep("length(", ")", 40),
            format!("${}{}", "[?@".repeat(40), "]".repeat(40)),
            format!("${}", ".a".repeat(3_000)),
            format!("${}", stars.repeat(4)),
            "$..*..*..*..*..*".to_owned(),
            "$[?count($..*) > count($..*)]".to_owned(),
            "$..[?match(@.a, '((a{99}){99}){99}')]".to_owned(),
            "$..[?search(@.a, \"a\\u007b99}\")]".to_owned(),
            "$..[?search(@.a, @.b)]".to_owned(),
            format!("$..[?match(@.a, '{}')]", "(a+)+".repeat(100)),
        ] {
            assert!(refusal(&target, 40_000).is_some(), "{target}");
        }
    }
}
