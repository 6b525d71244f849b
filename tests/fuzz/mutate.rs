//! Inputs from other inputs: bytes, words and lines changed, repeated, moved and joined.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// Numbers at which code breaks.
const NUMBERS: [&str; 32] = [
    "0",
    "-0",
    "0.0",
    "-0.0",
    "1",
    "-1",
    "100",
    "100.00000000000001",
    "99.99999999999999",
    "1e-9",
    "5e-324",
    "2.2e-308",
    "1e308",
    "-1e308",
    "1.7976931348623157e308",
    "1e309",
    "nan",
    "inf",
    "-inf",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "4294967296",
    "0x7fffffffffffffff",
    "1_000",
    "0.1",
    "1e17",
    "9007199254740993",
    "1e-300",
    "50",
    "25",
    "0.30000000000000004",
];

/// Characters at which code breaks.
const TEXTS: [&str; 24] = [
    "é",
    "冰",
    "\u{1f4a9}",
    "\u{feff}",
    "\0",
    "\r",
    "\r\n",
    "\u{202e}",
    "e\u{301}",
    "\u{1b}[31m",
    "\u{85}",
    "\u{2028}",
    "ﬁ",
    "İ",
    "ß",
    "\t",
    "'",
    "\"",
    "\"\"\"",
    "\\",
    "\\u0000",
    "#",
    "`",
    "\u{200d}",
];

/// Dates at which code breaks.
const DATES: [&str; 12] = [
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "1970-01-01",
    "2024-02-29",
    "2023-02-29",
    "2025-12-31",
    "2026-01-01",
    "1582-10-10",
    "2025-12-31T00:00:00Z",
    "2025-13-01",
    "12:00:00",
];

pub(crate) struct Mutator<'a> {
    random: ChaCha8Rng,
    words: &'a [&'a str],
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(seed: u64, input: u64, words: &'a [&'a str]) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(input);
        Mutator { random, words }
    }

    fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.random.random_range(0..n) }
    }

    fn one<'b, T: ?Sized>(&mut self, of: &[&'b T]) -> &'b T {
        of[self.below(of.len())]
    }

    /// One of the inputs, changed once or a few times.
    pub(crate) fn changed(mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        // The latest finds are tried more often.
        let from = if self.below(2) == 0 { inputs.len() / 2 } else { 0 };
        let mut input = inputs[from + self.below(inputs.len() - from)].clone();
        let times = 1 << self.below(5);
        for _ in 0..=self.below(times) {
            let other = self.below(inputs.len());
            self.change(&mut input, &inputs[other]);
            input.truncate(256 * 1024);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        match self.below(16) {
            0 => {
                let at = self.below(input.len());
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.random.random_range(0..8u8);
                }
            }
            1 => {
                let (from, to) = self.range(input.len());
                input.drain(from..to.min(from + 40));
            }
            2 => {
                let (from, to) = self.range(input.len());
                let piece = input[from..to.min(from + 200)].to_vec();
                let times = 1 << self.below(8);
                let at = self.below(input.len() + 1);
                insert(input, at, &piece.repeat(times));
            }
            3 => self.number(input),
            4 => {
                let text = self.one(&TEXTS);
                let at = self.below(input.len() + 1);
                insert(input, at, text.as_bytes());
            }
            5 | 6 => {
                let word = self.one(self.words);
                self.in_place_of_a_word(input, word);
            }
            7 => {
                let word = self.one(self.words);
                let at = self.below(input.len() + 1);
                insert(input, at, word.as_bytes());
            }
            8 => {
                let (from, to) = self.range(other.len());
                let at = self.below(input.len() + 1);
                insert(input, at, &other[from..to.min(from + 400)]);
            }
            9 => {
                let at = self.below(input.len());
                input.truncate(at);
            }
            10 => {
                let date = self.one(&DATES);
                self.in_place_of_a_word(input, date);
            }
            11 => {
                // Around a piece of it.
                let (from, to) = self.range(input.len());
                let (open, close) = [("[", "]"), ("{ a = ", " }"), ("(", ")"), ("\"", "\""), ("'", "'")][self.below(5)];
                let times = 1 << self.below(8);
                insert(input, to, close.repeat(times).as_bytes());
                insert(input, from, open.repeat(times).as_bytes());
            }
            _ => self.lines(input, other),
        }
    }

    fn range(&mut self, length: usize) -> (usize, usize) {
        let (a, b) = (self.below(length + 1), self.below(length + 1));
        (a.min(b), a.max(b))
    }

    /// Puts another number where one stands.
    fn number(&mut self, input: &mut Vec<u8>) {
        let number = self.one(&NUMBERS);
        let part_of = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-');
        let starts: Vec<usize> = (0..input.len())
            .filter(|i| {
                input[*i].is_ascii_digit()
                    && (*i == 0 || !input[*i - 1].is_ascii_alphanumeric() && input[*i - 1] != b'_')
            })
            .collect();
        if starts.is_empty() {
            return;
        }
        let start = starts[self.below(starts.len())];
        let end = start + input[start..].iter().take_while(|b| part_of(b)).count();
        input.splice(start..end, number.bytes());
    }

    /// Puts a word where another one stands.
    fn in_place_of_a_word(&mut self, input: &mut Vec<u8>, word: &str) {
        let part_of = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let starts: Vec<usize> =
            (0..input.len()).filter(|i| part_of(input[*i]) && (*i == 0 || !part_of(input[*i - 1]))).collect();
        if starts.is_empty() {
            return;
        }
        let start = starts[self.below(starts.len())];
        let end = start + input[start..].iter().take_while(|b| part_of(**b)).count();
        input.splice(start..end, word.bytes());
    }

    /// Lines left out, doubled, swapped, or taken from elsewhere.
    fn lines(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let mut lines: Vec<&[u8]> = input.split(|b| *b == b'\n').collect();
        let others: Vec<&[u8]> = other.split(|b| *b == b'\n').collect();
        let (a, b) = (self.below(lines.len()), self.below(lines.len()));
        match self.below(6) {
            0 => {
                lines.remove(a);
            }
            1 => lines.insert(b, lines[a]),
            2 => lines.swap(a, b),
            3 => lines[a] = others[self.below(others.len())],
            4 => lines.insert(a, others[self.below(others.len())]),
            _ => {
                let from = self.below(others.len());
                let to = others.len().min(from + 1 + self.below(8));
                lines.splice(a..a, others[from..to].iter().copied());
            }
        }
        *input = lines.join(&b'\n');
    }
}

fn insert(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    let at = at.min(input.len());
    input.splice(at..at, piece.iter().copied());
}
