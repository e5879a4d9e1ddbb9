//! Texts of which some lines are written anew.

/// Goes through the lines of a text. From each, `anew` may give what stands in the place of some
/// lines, and the place behind them; where it gives nothing, the line stays.
pub(super) fn rewritten(
    text: &str,
    mut anew: impl FnMut(&[&str], usize) -> Option<(String, usize)>,
) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((text, next)) = anew(&lines, at) {
            out.push_str(&text);
            at = next;
        } else {
            out.push_str(line);
            at += 1;
        }
        out.push('\n');
    }
    out
}
