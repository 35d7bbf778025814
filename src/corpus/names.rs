//! The names of very many documents, one text after another: the path of a file is kept once, however many documents it holds.

/// The names of documents, by their number.
#[derive(Debug, Default)]
pub(super) struct Names {
    paths: Texts,
    ids: Texts,
    /// The path of each document.
    of: Vec<u32>,
}

impl Names {
    /// Adds the name of the next document. An id that is empty is as good as none.
    pub(super) fn push(&mut self, path: &str, id: Option<&str>) {
        let last = self.paths.len().checked_sub(1);
        if last.is_none_or(|last| self.paths.get(last) != path) {
            self.paths.push(path);
        }
        push(&mut self.of, u32::try_from(self.paths.len().saturating_sub(1)).unwrap_or(u32::MAX));
        self.ids.push(id.unwrap_or(""));
    }

    /// Whether this is the name of a document.
    pub(super) fn is(&self, number: u32, path: &str, id: Option<&str>) -> bool {
        self.parts(number) == Some((path, id.unwrap_or("")))
    }

    /// What a person calls a document: its path, and its id where the file holds several; its id alone where it came from no file.
    pub(super) fn name(&self, number: u32) -> String {
        match self.parts(number) {
            Some((path, "")) => path.to_owned(),
            Some(("", id)) => id.to_owned(),
            Some((path, id)) => format!("{path}#{id}"),
            None => String::new(),
        }
    }

    fn parts(&self, number: u32) -> Option<(&str, &str)> {
        let number = usize::try_from(number).ok()?;
        let path = usize::try_from(*self.of.get(number)?).ok()?;
        Some((self.paths.get(path), self.ids.get(number)))
    }
}

/// Texts in one string.
#[derive(Debug, Default)]
struct Texts {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        if self.text.capacity().saturating_sub(self.text.len()) < text.len() {
            self.text.reserve_exact(text.len().saturating_add(more(self.text.len())));
        }
        self.text.push_str(text);
        push(&mut self.ends, u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).and_then(|&end| usize::try_from(end).ok());
        let start = at.checked_sub(1).map_or(Some(0), end);
        start.zip(end(at)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }
}

/// Adds to a list that grows by a sixteenth: doubling would waste up to half of what a report may take.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(more(list.len()));
    }
    list.push(item);
}

fn more(length: usize) -> usize {
    (length / 16).max(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_called_by_its_path_and_id() {
        let mut names = Names::default();
        for (path, id) in [("a.txt", None), ("b.jsonl", Some("1")), ("b.jsonl", Some("村")), ("c.txt", None), ("", Some("7"))] {
            names.push(path, id);
        }
        assert_eq!(
            (0..6).map(|number| names.name(number)).collect::<Vec<_>>(),
            ["a.txt", "b.jsonl#1", "b.jsonl#村", "c.txt", "7", ""]
        );
        assert!(names.is(2, "b.jsonl", Some("村")) && !names.is(1, "b.jsonl", Some("村")) && !names.is(9, "a.txt", None));
        assert_eq!(names.paths.len(), 4);
    }
}
