//! A sketch in bytes, to be kept or sent to another machine, and the keys under which those meet that may be alike.

use super::{
    near::BAND,
    sketch::{Bins, PARAGRAPHS, Sketch},
};

/// The form of the bytes. Another one is not read: its sketches would be compared with what they are not like.
const FORM: u8 = 1;

impl Sketch {
    /// What is kept of a report as bytes: some 300, and 12 for each paragraph.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORM];
        bytes.extend(self.body.to_le_bytes());
        bytes.extend(self.characters.to_le_bytes());
        bytes.extend(self.text.bits);
        bytes.push(self.text.filled);
        bytes.extend(self.figures.bits);
        bytes.push(self.figures.filled);
        bytes.extend(self.series.to_le_bytes());
        bytes.extend(self.year.to_le_bytes());
        for (hash, line) in &self.paragraphs {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(line.to_le_bytes());
        }
        bytes
    }

    /// The sketch of such bytes; `None` where they are none, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = &mut &*bytes;
        if take::<1>(rest)? != [FORM] {
            return None;
        }
        let mut sketch = Self {
            body: u64::from_le_bytes(take(rest)?),
            characters: u32::from_le_bytes(take(rest)?),
            text: bins(rest)?,
            figures: bins(rest)?,
            series: u64::from_le_bytes(take(rest)?),
            year: u16::from_le_bytes(take(rest)?),
            paragraphs: Vec::new(),
        };
        while !rest.is_empty() && sketch.paragraphs.len() < PARAGRAPHS {
            sketch.paragraphs.push((u64::from_le_bytes(take(rest)?), u32::from_le_bytes(take(rest)?)));
        }
        rest.is_empty().then_some(sketch)
    }

    /// Keys of which two reports that may be copies have at least one in common, nearly always: one a band. A report without a letter has
    /// none.
    pub fn keys(&self) -> Vec<String> {
        let bands = self.text.bits.chunks(BAND).filter(|_| self.text.filled > 0).enumerate();
        let key =
            |(number, band): (usize, &[u8])| band.iter().fold(format!("{number:02}"), |key, byte| format!("{key}{byte:02x}"));
        bands.map(key).collect()
    }
}

fn bins<const N: usize>(rest: &mut &[u8]) -> Option<Bins<N>> {
    let bits = take(rest)?;
    let [filled] = take(rest)?;
    Some(Bins { bits, filled })
}

/// The next bytes, which are taken off.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, others) = rest.split_first_chunk()?;
    *rest = others;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use proptest::prelude::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Document::new("a.txt", text))
    }

    #[test]
    fn reports_that_are_alike_have_keys_in_common_and_others_have_none() {
        let report =
            |name: &str| (0..40).map(|at| format!("{name}{at}组修渠{}米,栽树{}棵。", at * 37 + 11, at * 91 + 17)).collect();
        let (one, other): (String, String) = (report("柳溪村"), report("石门寨"));
        let shared = |a: &str, b: &str| sketch(a).keys().iter().filter(|key| sketch(b).keys().contains(key)).count();
        assert_eq!(sketch(&one).keys().len(), 32);
        assert_eq!(shared(&one, &one), 32);
        assert!(shared(&one, &one.replace("修渠48米", "修渠49米")) > 8);
        assert_eq!(shared(&one, &other.chars().rev().collect::<String>()), 0);
        assert_eq!(sketch("").keys(), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn a_sketch_is_read_as_it_is_written(text in "([甲乙丙丁戊己庚辛]{5,30}[0-9]{1,4}人。?\n?){0,60}") {
            let bytes = sketch(&text).to_bytes();
            prop_assert_eq!(Sketch::from_bytes(&bytes), Some(sketch(&text)));
            let cut = bytes.get(..bytes.len() - 1).unwrap();
            prop_assert_eq!(Sketch::from_bytes(cut), None);
        }

        #[test]
        fn any_bytes_are_a_sketch_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400), form in prop::bool::ANY) {
            let mut bytes = bytes;
            if form {
                bytes.insert(0, FORM);
            }
            if let Some(sketch) = Sketch::from_bytes(&bytes) {
                prop_assert_eq!(sketch.to_bytes(), bytes);
            }
        }
    }
}
