//! Names of components that their keys do not give: `@fastify/swagger` numbers its schemas
//! (`def-0`), and leaves their names in `title`. Numbers change with every schema that is added.

use crate::diagnostics::NodeId;
use crate::lower::Lowerer;
use crate::model::letters;
use std::collections::BTreeMap;

/// Whether a key is a number and no name.
fn is_numbered(key: &str) -> bool {
    let number = key.strip_prefix("def-").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'s> Lowerer<'_, 's> {
    /// The titles of components that are only numbered, where no other has the name.
    pub(super) fn titles_for_numbers(&mut self) -> BTreeMap<NodeId, &'s str> {
        let document = self.document;
        let mut titled = Vec::new();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (key, node) in &document.schemas {
            let title = is_numbered(key).then(|| self.schema(*node).title).flatten();
            let title = title.filter(|title| !letters(title).is_empty());
            *taken.entry(letters(title.unwrap_or(key))).or_default() += 1;
            titled.extend(title.map(|title| (*node, title)));
        }
        titled.retain(|(_, title)| taken.get(&letters(title)) == Some(&1));
        titled.into_iter().collect()
    }
}
