//! The root and all files that references reach.

use super::loader::{LoadError, Loader, Location, MemoryLoader};
use super::refs::{FileReference, file_references};
use super::tree::small;
use super::{Budgets, Kind, Sources, decode, read};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, NodeId, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the root document and every file that its references reach.
///
/// `None` if the root has no text to read. If it has one that does not parse, the result
/// [is broken](Sources::is_broken) and serves to draw the diagnostics. Other files that cannot
/// be read are reported at the reference, and [`Sources::linked`] does not know them.
pub fn load(
    loader: &mut dyn Loader,
    root: &str,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) -> Option<Sources> {
    load_with(loader, root, Vec::new(), budgets, diagnostics)
}

/// An overlay that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayText {
    /// Its path, as diagnostics show it.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the root document, applies overlays to it, and reads every file that references reach
/// then.
pub fn load_with(
    loader: &mut dyn Loader,
    root: &str,
    overlays: Vec<OverlayText>,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) -> Option<Sources> {
    let budgets = budgets.clamped();
    let location = match loader.find(None, root) {
        Ok(location) => location,
        Err(error) => {
            diagnostics.report(unread_root(root, &error, &budgets));
            return None;
        }
    };
    let text = match text(loader, &location, &budgets) {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.report(*diagnostic);
            return None;
        }
    };
    let mut loading = Loading {
        loader,
        budgets,
        sources: Sources::default(),
        known: BTreeMap::new(),
        failed: 0,
        names: BTreeSet::new(),
        scanned: 0,
        diagnostics,
    };
    for finding in loading.add(location, text) {
        loading.diagnostics.report(finding);
    }
    if loading.sources.files[0].parsed {
        for overlay in overlays {
            loading.overlay(overlay);
        }
    }
    loading.follow();
    Some(loading.sources)
}

/// Reads a document that is a text, without other files.
pub fn from_text(
    name: &str,
    text: &str,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) -> Option<Sources> {
    load(&mut MemoryLoader::new().with(name, text), name, budgets, diagnostics)
}

/// Reads a document that is a JSON value, as if it stood in `openapi.json`.
pub fn from_json(
    value: &serde_json::Value,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) -> Option<Sources> {
    from_text("openapi.json", &format!("{value:#}"), budgets, diagnostics)
}

/// Reads a document that a program has made with openapiv3, as if it stood in
/// `openapi.json`.
pub fn from_openapiv3(
    document: &openapiv3::OpenAPI,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) -> Option<Sources> {
    match serde_json::to_string_pretty(document) {
        Ok(text) => from_text("openapi.json", &text, budgets, diagnostics),
        Err(error) => {
            let message = format!("the document cannot be written as JSON: {error}");
            diagnostics.report(Diagnostic::new(
                Code::Unreadable,
                Place::Nowhere,
                message,
            ));
            None
        }
    }
}

/// The text of a file, or what is to be said at its own place.
fn text(
    loader: &mut dyn Loader,
    location: &Location,
    budgets: &Budgets,
) -> Result<String, Box<Diagnostic>> {
    match loader.read(location, budgets.size) {
        Ok(bytes) => decode::decode(&location.path, bytes),
        Err(error) => Err(Box::new(unread_root(&location.path, &error, budgets))),
    }
}

fn unread_root(path: &str, error: &LoadError, budgets: &Budgets) -> Diagnostic {
    let place = Place::File(path.to_owned());
    match error {
        LoadError::Unreadable(why) | LoadError::Mapped(_, why) => Diagnostic::new(
            Code::Unreadable,
            place,
            format!("cannot read the file: {why}"),
        )
        .remedy("check the name and the permissions"),
        LoadError::Forbidden { reason, remedy } => {
            let message = format!("the file is not read: {reason}");
            Diagnostic::new(Code::Unreadable, place, message).remedy(remedy)
        }
        LoadError::TooBig => {
            let message = format!("the file has more than {} bytes", budgets.size);
            Diagnostic::new(Code::OverBudget, place, message)
                .remedy("raise the limit with `--max-size` if you trust the document")
        }
    }
}

struct Loading<'a> {
    loader: &'a mut dyn Loader,
    budgets: Budgets,
    sources: Sources,
    /// The files by the keys of their locations; `None` for one without a usable text.
    known: BTreeMap<String, Option<FileId>>,
    /// References that led to no file.
    failed: usize,
    /// The names that schemas give themselves, as written and as absolute addresses, in the nodes
    /// before `scanned`.
    names: BTreeSet<String>,
    scanned: u32,
    diagnostics: &'a mut Diagnostics,
}

impl Loading<'_> {
    /// Adds a file; gives what was found in it.
    fn add(&mut self, location: Location, text: String) -> Vec<Diagnostic> {
        let id = FileId(small(self.sources.files.len()));
        self.known.insert(location.key.clone(), Some(id));
        let Self { sources: Sources { tree, files, .. }, budgets, .. } = self;
        let (file, found) = read::read(tree, id, location, text, budgets);
        files.push(file);
        found
    }

    /// Reads an overlay and applies it to the root.
    fn overlay(&mut self, overlay: OverlayText) {
        let OverlayText { path, bytes } = overlay;
        let text = match decode::decode(&path, bytes) {
            Ok(text) => text,
            Err(diagnostic) => return self.diagnostics.report(*diagnostic),
        };
        let name = path.rsplit(['/', '\\']).next().unwrap_or(&path).to_owned();
        let key = format!("overlay {} {path}", self.sources.files.len());
        let found = self.add(Location { key, path, name }, text);
        let id = FileId(small(self.sources.files.len() - 1));
        for finding in found {
            self.diagnostics.report(finding);
        }
        if self.sources.files[id.0 as usize].parsed {
            super::overlay::apply(
                &mut self.sources,
                id,
                &self.budgets,
                self.diagnostics,
            );
        }
        self.sources.files[id.0 as usize].base = Some(FileId(0));
    }

    /// Reads what the files refer to, file after file.
    fn follow(&mut self) {
        let mut at = 0;
        while at < self.sources.files.len() {
            let from = FileId(small(at));
            if self.sources.files[at].base.is_some() {
                at += 1;
                continue;
            }
            self.learn_names();
            let Self { sources, names, .. } = self;
            let is_name = |node: NodeId, path: &str| {
                !names.is_empty()
                    && sources
                        .absolute(node, path)
                        .is_some_and(|uri| names.contains(&uri))
            };
            for reference in file_references(sources, from, &is_name) {
                if let Some(target) = self.target(from, &reference) {
                    let links = &mut self.sources.files[at].links;
                    links.insert(reference.path, target);
                } else {
                    self.failed += 1;
                }
            }
            at += 1;
        }
    }

    /// Takes note of the names that schemas of the files so far give themselves.
    fn learn_names(&mut self) {
        let end = small(self.sources.tree.nodes.len());
        for node in (self.scanned..end).map(NodeId) {
            if let Some((owner, "$id" | "$self", text)) = self.sources.name_at(node) {
                self.names.insert(text.to_owned());
                self.names.extend(self.sources.own_address(owner));
            }
        }
        self.scanned = end;
    }

    /// The file of a reference, read if it is new; otherwise the reason is reported.
    fn target(&mut self, from: FileId, reference: &FileReference) -> Option<FileId> {
        if self.failed > self.budgets.files {
            return None;
        }
        if self.failed == self.budgets.files {
            self.too_many_files(reference);
            return None;
        }
        let location = self.sources.files[from.0 as usize].location.clone();
        let location = match self.loader.find(Some(&location), &reference.path) {
            Ok(location) => location,
            Err(error) => {
                self.learn_names();
                if !self.names.contains(&reference.path) {
                    self.report(reference, &error);
                }
                return None;
            }
        };
        match self.known.get(&location.key) {
            Some(&known) => {
                let usable = known.filter(|id| self.sources.files[id.0 as usize].parsed);
                if usable.is_none() {
                    let message = format!("`{}` cannot be read", reference.path);
                    self.diagnostics.report(unresolved(reference, message));
                }
                usable
            }
            None => self.read_new(location, reference),
        }
    }

    fn read_new(
        &mut self,
        location: Location,
        reference: &FileReference,
    ) -> Option<FileId> {
        if self.sources.files.len() >= self.budgets.files {
            self.too_many_files(reference);
            return None;
        }
        let key = location.key.clone();
        let text = match self.loader.read(&location, self.budgets.size) {
            Ok(bytes) => decode::decode(&location.path, bytes),
            Err(error) => {
                self.known.insert(key, None);
                self.report(reference, &error);
                return None;
            }
        };
        let id = FileId(small(self.sources.files.len()));
        let found = match text {
            Ok(text) => self.add(location, text),
            Err(diagnostic) => {
                self.known.insert(key, None);
                self.report_broken(reference, &[*diagnostic]);
                return None;
            }
        };
        if !self.sources.files[id.0 as usize].parsed {
            self.report_broken(reference, &found);
            return None;
        }
        for finding in found {
            self.diagnostics.report(finding);
        }
        Some(id)
    }

    fn report(&mut self, reference: &FileReference, error: &LoadError) {
        let path = &reference.path;
        let diagnostic = match error {
            LoadError::Unreadable(why) => {
                unresolved(reference, format!("cannot read `{path}`: {why}"))
                    .remedy("check the path: it starts from the folder of this file")
            }
            LoadError::Mapped(file, why) => {
                let message = format!("cannot read `{file}` for `{path}`: {why}");
                let remedy =
                    "correct `--map`: its path starts where the generator is run";
                unresolved(reference, message).remedy(remedy)
            }
            LoadError::Forbidden { reason, remedy } => {
                let message = format!("`{path}` is not read: {reason}");
                let mut diagnostic = unresolved(reference, message).remedy(remedy);
                diagnostic.code = Code::ForbiddenReference;
                diagnostic
            }
            LoadError::TooBig => {
                let limit = self.budgets.size;
                unresolved(reference, format!("`{path}` has more than {limit} bytes"))
                    .remedy("raise the limit with `--max-size` if you trust the file")
            }
        };
        self.diagnostics.report(self.or_component(reference, diagnostic));
    }

    /// Somebody may have meant a component of this document.
    fn or_component(&self, reference: &FileReference, found: Diagnostic) -> Diagnostic {
        let Kind::String(text) = self.sources.kind(reference.node) else { return found };
        let here = self.sources.pointer(reference.node);
        match self.sources.component_like(text) {
            // A component that is kept in a file has its name, and is not meant.
            Some(near) if here == format!("{near}/$ref") => found,
            Some(near) => {
                let meant = format!("did you mean `{near}`?");
                let remedy = match &found.remedy {
                    Some(otherwise) => format!("{meant} If not, {otherwise}"),
                    None => meant,
                };
                found.remedy(remedy).patch(Place::Node(reference.node), near)
            }
            None => found,
        }
    }

    /// A file that is not YAML or JSON: the finding in it is shown beside the reference.
    fn report_broken(&mut self, reference: &FileReference, found: &[Diagnostic]) {
        let message = format!("`{}` cannot be read", reference.path);
        let mut diagnostic = unresolved(reference, message);
        for finding in found.iter().take(3) {
            diagnostic = diagnostic.related(finding.place.clone(), &finding.message);
            diagnostic.remedy = diagnostic.remedy.or_else(|| finding.remedy.clone());
        }
        self.diagnostics.report(diagnostic);
    }

    fn too_many_files(&mut self, reference: &FileReference) {
        let message =
            format!("the document names more than {} files", self.budgets.files);
        let mut diagnostic = unresolved(reference, message)
            .remedy("raise the limit with `--max-files` if you trust the document");
        diagnostic.code = Code::OverBudget;
        self.diagnostics.report(diagnostic);
    }
}

fn unresolved(reference: &FileReference, message: String) -> Diagnostic {
    let place = Place::Node(reference.node);
    let diagnostic = Diagnostic::new(Code::UnreadableReference, place, message);
    match reference.count {
        1 => diagnostic.consequence("what it refers to is missing"),
        2 => diagnostic
            .consequence("what it refers to is missing, here and at one further place"),
        count => diagnostic.consequence(format!(
            "what it refers to is missing, here and at {} further places",
            count - 1
        )),
    }
}
