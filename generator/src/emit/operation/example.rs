//! A call that compiles, for the documentation of a method and for the crate's page.

use crate::emit::Values;
use crate::emit::calls::{body_argument, broken, call_lines, reading};
use crate::rust::{Crate, Group, Operation, Outcome, Ty};

/// So wide is a line at most.
const WIDTH: usize = 85;

/// An example that is longer says less than the documentation of its types.
const MOST_LINES: usize = 40;

/// A call that compiles, as a block of code that rustdoc compiles.
pub(super) fn example(
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Option<Vec<String>> {
    let lines = example_call(plan, group, item)?;
    Some(compiled(None, lines))
}

/// Lines of an asynchronous function as a block of code that rustdoc compiles, on a condition if there
/// is one.
pub(in crate::emit) fn compiled(
    condition: Option<&str>,
    lines: Vec<String>,
) -> Vec<String> {
    let mut block = vec!["```no_run".to_owned()];
    block.extend(condition.map(|condition| format!("# #[cfg({condition})]")));
    block.push(
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    );
    block.extend(lines);
    block.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    block
}

/// A call that compiles: with arguments of our own making, never with text of the document.
pub(in crate::emit) fn example_call(
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Option<Vec<String>> {
    let library = plan.package.library.as_str();
    let mut values = Values::new(plan);
    let (mut arguments, mut setup) = (Vec::new(), Vec::new());
    for param in item.params.iter().filter(|param| param.required) {
        let hint = param.ident.as_str();
        arguments.push(values.argument(&param.ty, param.converted, hint)?);
    }
    if let Some(body) = &item.body {
        arguments.push(body_argument(&mut values, group, body, &mut setup)?);
    }
    if values.deprecated {
        return None;
    }
    let mut lines = values.uses();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let reading = reading(item, printing(&values, &item.output));
    let method = format!("{}({})", item.method_ident.as_str(), arguments.join(", "));
    let call = call_lines(&reading, &format!("client{}", group.calls()), &method, WIDTH);
    lines.push(format!("let client = {library}::Client::from_env()?;"));
    lines.extend(setup.iter().chain(&call).flat_map(|line| broken(line, WIDTH)));
    lines.extend(reading.uses);
    (lines.len() <= MOST_LINES).then_some(lines)
}

/// What an example does with an answer: it shows what is in it, in the way in which callers get at it.
fn printing(values: &Values<'_>, output: &Outcome) -> String {
    let printed = match output {
        Outcome::None => return "println!(\"{}\", response.status());".to_owned(),
        Outcome::Several(..) => "*response".to_owned(),
        Outcome::One(ty) => match values.behind_aliases(ty) {
            Ty::Vec(_) => "response.first()".to_owned(),
            Ty::Bytes | Ty::Map(_) => "response.len()".to_owned(),
            ty => match values.telling_field(ty) {
                Some(field) => format!("response.{}", field.as_str()),
                None => "*response".to_owned(),
            },
        },
    };
    format!("println!(\"{{:?}}\", {printed});")
}
