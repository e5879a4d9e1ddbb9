//! What reading costs; run by hand, in release:
//! `MEASURE=FILE cargo test --release -p generator --lib cost -- --ignored --nocapture`.

use super::ODD_PIECES;
use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, FileLoader, load};
use std::{env, fs, time::Instant};

/// The most memory that the process has had, in KiB, where the system tells.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.and_then(|line| line.trim().split(' ').next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

#[test]
#[ignore = "measures"]
fn cost_of_reading() {
    let Ok(path) = env::var("MEASURE") else { return };
    let before = peak();
    for round in 0..5 {
        let start = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let mut loader = FileLoader::new();
        let sources =
            load(&mut loader, &path, &Budgets::default(), &mut diagnostics).unwrap();
        let took = start.elapsed();
        let text: usize = sources.files().map(|file| sources.text(file).len()).sum();
        if round == 0 {
            println!(
                "above the text, at most: {} KiB",
                peak().saturating_sub(before + text / 1024)
            );
            println!("nodes: {}", sources.tree.nodes.len());
        }
        let speed = u128::try_from(text).unwrap() / took.as_micros().max(1);
        println!("{took:?}, {speed} MB/s");
    }
}

#[test]
#[ignore = "measures"]
fn cost_of_odd_repetitions() {
    for piece in ODD_PIECES {
        for before in
            ["", "[", "{", "a: \"", "a: '", "a: |\n  ", "a: &a [b]\nc: [", "- "]
        {
            let times = (1 << 20) / piece.len();
            let text = format!("{before}{}", piece.repeat(times));
            let start = Instant::now();
            super::read(&text);
            let took = start.elapsed();
            if took.as_millis() > 300 {
                println!("{before:?} {piece:?}: {took:?}");
            }
        }
    }
}
