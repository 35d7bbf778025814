//! Files that hold no text, known by their first bytes, and what to do with them.

/// What a file begins with, what it is, and what makes a report of it.
const KINDS: [(&[u8], &str, &str); 14] = [
    (b"%PDF-", "a PDF", "make it text first, for example with `pdftotext`"),
    (b"\xD0\xCF\x11\xE0", "an old or protected Word or Excel file", "save it as .docx without a password, or as text"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it; a Word file is read as .docx"),
    (b"PK\x05\x06", "an empty ZIP archive", "there is nothing in it"),
    (b"{\\rtf", "a rich text file", "save it as .docx or as text"),
    (b"\x89PNG", "an image", "recognise its text first"),
    (b"\xFF\xD8\xFF", "an image", "recognise its text first"),
    (b"GIF8", "an image", "recognise its text first"),
    (b"Rar!\x1A", "a RAR archive", "unpack it"),
    (b"7z\xBC\xAF", "a 7z archive", "unpack it"),
    (b"BZh9", "a bzip2 file", "unpack it, or pack it with gzip or zstd"),
    (b"\xFD7zXZ", "an xz file", "unpack it, or pack it with gzip or zstd"),
    (b"PAR1", "a Parquet file", "give it a name that ends in .parquet"),
    (b"\x7FELF", "a program", "name the reports"),
];

/// What bytes are if not a text: a few words each for what that is and what to do.
pub(super) fn known(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    KINDS.iter().find(|(begins, ..)| bytes.starts_with(begins)).map(|&(_, what, advice)| (what, advice))
}

/// Whether more than one byte in a hundred is zero, as in no text of single bytes.
pub(super) fn has_zeros(bytes: &[u8]) -> bool {
    bytes.iter().filter(|&&byte| byte == 0).count().saturating_mul(100) > bytes.len()
}
