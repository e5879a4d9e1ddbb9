use generator::*;
fn main() {
    let mut totals = (0usize, 0usize);
    for path in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        let h = std::thread::Builder::new()
            .stack_size(256 << 20)
            .spawn({
                let path = path.clone();
                move || {
                    let mut d = diagnostics::Diagnostics::new();
                    let s = source::load(
                        &mut source::FileLoader::new(),
                        &path,
                        &source::Budgets::default(),
                        &mut d,
                    );
                    let t1 = std::time::Instant::now();
                    let api = s.as_ref().filter(|s| !s.is_broken()).and_then(|s| {
                        let doc = document::read(s, &mut d)?;
                        Some(lower::lower(&doc, &config::Config::default(), &mut d))
                    });
                    if std::env::var("OUT").is_ok() {
                        if let (Some(api), Some(s)) = (&api, &s) {
                            println!("{}", model::outline(api, &|n| s.pointer(n)));
                        }
                    }
                    let mut by: std::collections::BTreeMap<&str, usize> =
                        Default::default();
                    for x in d.iter() {
                        *by.entry(x.code.as_str()).or_default() += 1;
                    }
                    if std::env::var("DIAG").is_ok() {
                        for x in d.iter() {
                            let p = match &x.place {
                                diagnostics::Place::Node(n)
                                | diagnostics::Place::Key(n) => {
                                    s.as_ref().unwrap().pointer(*n)
                                }
                                p => format!("{p:?}"),
                            };
                            println!("{} {} {} ", x.code.as_str(), x.message, p);
                        }
                    }
                    (
                        api.map(|a| (a.operations.len(), a.types.len())),
                        by.into_iter()
                            .map(|(a, b)| format!("{a}:{b}"))
                            .collect::<Vec<_>>(),
                        t1.elapsed(),
                    )
                }
            })
            .unwrap();
        match h.join() {
            Ok((Some((o, t2)), by, el)) => {
                totals.0 += o;
                totals.1 += t2;
                println!(
                    "{path}\t{o}\t{t2}\t{:.0?} lower {:.0?}\t{by:?}",
                    t.elapsed(),
                    el
                );
            }
            Ok((None, by, _)) => println!("{path}\tREFUSED\t{by:?}"),
            Err(_) => println!("{path}\tPANIC"),
        }
    }
    eprintln!("{totals:?}");
}
