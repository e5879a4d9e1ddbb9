//! Completions and manual pages.

use super::{Args, Exit, print};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::path::Path;

/// Prints a completion script.
pub(super) fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "generator", &mut script);
    print::out(String::from_utf8_lossy(&script).trim_end());
    Exit::Done
}

/// Prints the manual page, or writes those of all commands into a folder.
pub(super) fn manual(folder: Option<&Path>) -> Exit {
    let mut command = Args::command();
    command.build();
    let Some(folder) = folder else {
        return match page(command) {
            Ok(page) => {
                print::out(page.trim_end());
                Exit::Done
            }
            Err(error) => print::error(&error.to_string()),
        };
    };
    match write_pages(folder, command) {
        Ok(()) => Exit::Done,
        Err(error) => print::no_folder(folder, &error),
    }
}

fn write_pages(folder: &Path, command: Command) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let visible = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    for sub in visible.cloned().collect::<Vec<_>>() {
        let name = format!("generator-{}", sub.get_name());
        let named = sub.name(name.clone());
        std::fs::write(folder.join(format!("{name}.1")), page(named)?)?;
    }
    std::fs::write(folder.join("generator.1"), page(command)?)
}

fn page(command: Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
