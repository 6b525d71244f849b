//! CSV files: their encoding, what separates their fields, their comment lines.

use super::layout::Layout;
use super::text::Rows;
use ::csv::{ByteRecord, ReaderBuilder, StringRecord};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use froth_core::diag::{Code, Diagnostic, shortened};
use std::cell::Cell;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The longest row: a quotation mark that is never closed makes the rest of a file one field.
const LONGEST_ROW: usize = 16 << 20;

/// What may separate fields. The comma comes last: it also stands within numbers and texts.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// So few bytes of letters do not say which script they are.
const FEW: usize = 30;

/// A CSV file whose separator and encoding are known.
#[derive(Debug, Clone)]
pub(crate) struct CsvFile {
    path: PathBuf,
    /// What messages call it.
    name: String,
    separator: u8,
    /// How its bytes are letters, where they are not UTF-8.
    encoding: Option<&'static Encoding>,
    /// Lines before the table.
    skip: usize,
}

impl CsvFile {
    /// Finds out what separates fields; `start` is how the file begins.
    pub(crate) fn open(path: &Path, name: &str, start: &[u8], layout: &Layout) -> Result<Self, Diagnostic> {
        let encoding = match &layout.encoding {
            Some(label) => Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                let message = format!("`{}` is no encoding that the web knows", shortened(label));
                let help =
                    "`options.encoding` is a name such as utf-8, utf-16le, windows-1252 (Latin-1), big5 or shift_jis";
                Diagnostic::error(Code::Encoding, message).help(help)
            })?),
            None => Encoding::for_bom(start).map(|(encoding, _)| encoding),
        };
        let encoding = encoding.filter(|e| *e != UTF_8);
        if encoding.is_none() && start.contains(&0) {
            let pairs = start.chunks(2).filter(|pair| pair.contains(&0)).count();
            if pairs < start.len() / 4 {
                let message = format!("{name} holds zero bytes: it is no table of text");
                return Err(Diagnostic::error(Code::Encoding, message).help("it may be damaged: download it again"));
            }
            let of = match start.iter().position(|b| *b == 0) {
                Some(at) if at % 2 == 0 => UTF_16BE,
                _ => UTF_16LE,
            };
            return Err(not_utf8(&format!("{name} holds zero bytes"), &[of]));
        }
        let mut file =
            CsvFile { path: path.to_owned(), name: name.to_owned(), separator: b',', encoding, skip: layout.skip_rows };
        let text = file.lines(start);
        let (said, text) = match excel_says(&text) {
            Some((separator, rest)) => {
                file.skip += 1;
                (Some(separator), rest)
            }
            None => (None, text.as_str()),
        };
        file.separator = match (layout.separator, said) {
            (Some(separator), _) => {
                u8::try_from(separator).ok().filter(|s| s.is_ascii() && *s != b'"').ok_or_else(|| {
                    Diagnostic::error(
                        Code::Data,
                        format!("`{separator}` cannot separate fields: give one plain character"),
                    )
                })?
            }
            (None, Some(separator)) => separator,
            (None, None) => separator(text, start.len() as u64 >= super::Start::TEXT),
        };
        Ok(file)
    }

    /// How the file begins, as text, after the lines that are skipped.
    fn lines(&self, start: &[u8]) -> String {
        let text = match self.encoding {
            Some(encoding) => encoding.decode(start).0.into_owned(),
            None => String::from_utf8_lossy(start).into_owned(),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        text.split_inclusive('\n').skip(self.skip).collect()
    }

    /// The rows, from the first line that is not skipped on.
    pub(crate) fn rows(&self) -> Result<CsvRows<'_>, Diagnostic> {
        let unreadable = |e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", self.name));
        let since = Rc::<Cell<usize>>::default();
        let file = File::open(&self.path).map_err(unreadable)?;
        let mut decoder = DecodeReaderBytesBuilder::new();
        decoder.encoding(self.encoding).utf8_passthru(true).strip_bom(true).bom_override(true);
        let bytes = Bounded { text: decoder.build(file), since: Rc::clone(&since) };
        let mut lines = BufReader::with_capacity(1 << 20, bytes);
        let mut skipped = 0;
        for _ in 0..self.skip {
            let line = lines.skip_until(b'\n').map_err(unreadable)?;
            if line == 0 {
                break;
            }
            skipped += line as u64;
            since.set(0);
        }
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.separator).has_headers(false).flexible(true).buffer_capacity(1 << 20);
        let csv = builder.from_reader(lines);
        Ok(CsvRows { file: self, csv, since, skipped, bytes: ByteRecord::new() })
    }

    /// What is wrong with bytes that are no letters.
    fn no_letters(&self, line: u64, bytes: &ByteRecord) -> Diagnostic {
        let place = format!("{}: line {line}", self.name);
        if let Some(encoding) = self.encoding {
            let message = format!("{place} holds bytes that are no letters in {}", encoding.name());
            return Diagnostic::error(Code::Encoding, message).help("name another one with `options.encoding`");
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut start = Vec::new();
        if File::open(&self.path).and_then(|f| f.take(1 << 20).read_to_end(&mut start)).is_ok() {
            detector.feed(&start, false);
        }
        detector.feed(bytes.as_slice(), true);
        let mut likely = vec![detector.guess(None, Utf8Detection::Deny)];
        // A few letters can be those of several scripts.
        let letters = start.iter().filter(|b| !b.is_ascii()).count();
        if letters < FEW && !likely[0].is_single_byte() {
            let fits = |e: &&'static Encoding| e.decode_without_bom_handling_and_without_replacement(&start).is_some();
            let first = likely[0];
            likely.extend([BIG5, GBK, SHIFT_JIS, EUC_JP, EUC_KR].into_iter().filter(|e| *e != first).filter(fits));
        }
        not_utf8(&format!("{place} is not UTF-8"), &likely)
    }
}

/// `likely` are the encodings that it may be in, the likeliest first.
fn not_utf8(message: &str, likely: &[&'static Encoding]) -> Diagnostic {
    let known = |encoding: &&'static Encoding| match encoding.name() {
        "windows-1252" => "windows-1252 (Latin-1)",
        name => name,
    };
    let names: Vec<&str> = likely.iter().map(known).collect();
    let help = match likely {
        [one] => {
            format!("read it with `options.encoding` {}, or save the file as UTF-8", one.name().to_ascii_lowercase())
        }
        _ => "say which with `options.encoding`, or save the file as UTF-8".to_owned(),
    };
    Diagnostic::error(Code::Encoding, format!("{message}: it looks like {}", names.join(" or "))).help(help)
}

/// A first line `sep=;`, as spreadsheets write and heed it, and what follows it.
fn excel_says(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?.as_bytes() {
        [separator] => Some((*separator, rest)),
        _ => None,
    }
}

/// What splits lines into the same number of fields, quotes respected: of several, what splits most lines alike, then what
/// makes most fields. The last line of a text that is cut is not looked at.
fn separator(text: &str, cut: bool) -> u8 {
    let alike = |separator: u8| {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator).comment(Some(b'#')).has_headers(false).flexible(true);
        let rows = builder.from_reader(text.as_bytes()).into_byte_records().map_while(Result::ok);
        let mut lengths: Vec<usize> =
            rows.filter(|row| !row.iter().all(<[u8]>::is_empty)).map(|row| row.len()).collect();
        if cut {
            lengths.pop();
        }
        let count = |length: usize| lengths.iter().filter(|l| **l == length).count();
        let usual = lengths.iter().copied().filter(|l| *l > 1).max_by_key(|length| (count(*length), *length));
        usual.map(|length| (count(length) as f64 / lengths.len() as f64, length))
    };
    let found = SEPARATORS.into_iter().filter_map(|separator| Some((alike(separator)?, separator)));
    // Of equals, the last one in the comparison is taken: the first of the list.
    let best = found.rev().max_by(|((a, m), _), ((b, n), _)| a.total_cmp(b).then(m.cmp(n)));
    best.map_or(b',', |(_, separator)| separator)
}

/// The bytes of a file, which end before a row fills the memory.
struct Bounded {
    text: DecodeReaderBytes<File, Vec<u8>>,
    /// Bytes read since the last row was whole.
    since: Rc<Cell<usize>>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.since.get() > LONGEST_ROW {
            return Err(std::io::Error::other("a row of more than 16 MiB: is a quotation mark never closed?"));
        }
        let read = self.text.read(buffer)?;
        self.since.set(self.since.get() + read);
        Ok(read)
    }
}

/// The rows of a CSV file.
pub(crate) struct CsvRows<'a> {
    file: &'a CsvFile,
    csv: ::csv::Reader<BufReader<Bounded>>,
    since: Rc<Cell<usize>>,
    /// Bytes of the lines that were skipped.
    skipped: u64,
    bytes: ByteRecord,
}

impl Rows for CsvRows<'_> {
    fn next(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Diagnostic> {
        let mut bytes = std::mem::take(&mut self.bytes);
        let more = self.csv.read_byte_record(&mut bytes).map_err(|e| {
            let line = self.csv.position().line() + self.file.skip as u64;
            Diagnostic::error(Code::Data, format!("{}: line {line}: {e}", self.file.name))
        })?;
        if !more {
            return Ok(None);
        }
        self.since.set(0);
        let line = bytes.position().map_or(0, ::csv::Position::line) + self.file.skip as u64;
        let text = StringRecord::from_byte_record(bytes).map_err(|e| {
            let bytes = e.into_byte_record();
            self.file.no_letters(line, &bytes)
        })?;
        self.bytes = std::mem::replace(row, text).into_byte_record();
        if self.file.encoding.is_some() && row.as_slice().contains('\u{fffd}') {
            return Err(self.file.no_letters(line, row.as_byte_record()));
        }
        Ok(Some(line))
    }

    fn reached(&self) -> u64 {
        self.skipped + self.csv.position().byte()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_splits_every_line_alike() {
        for (text, wanted) in [
            ("date,cape\n2020-01-31,30\n", b','),
            ("date;\"Close, adjusted, USD\"\n2020-01-31;30\n", b';'),
            ("date;cape;note, remark, flag\n2020-01-31;30;a\n", b';'),
            ("Datum;CAPE\n2020-01-31;30,5\n2020-02-29;31,2\n", b';'),
            ("Datum;Preis, EUR\n2020-01-31;30,5\n", b';'),
            ("date\tcape, x\n2020-01-31\t30\n", b'\t'),
            ("date|cape\n2020-01-31|30\n", b'|'),
            ("# a; b; c\ndate,cape\n2020-01,1\n", b','),
            ("date,note\n2020-01,a;b;c\n2020-02,d;e;f\n2020-03,\n", b','),
            ("date,note\n2020-01,\"a;b\nc;d\"\n", b','),
            ("date\n2020\n", b','),
        ] {
            assert_eq!(separator(text, false) as char, wanted as char, "{text}");
        }
    }

    #[test]
    fn excel_names_its_separator() {
        assert_eq!(excel_says("sep=;\ndate;cape\n"), Some((b';', "date;cape\n")));
        assert_eq!(excel_says("\"sep=;\"\r\nx\n"), Some((b';', "x\n")));
        assert_eq!(excel_says("date,sep=\nx\n"), None);
    }
}
