//! Languages of what people read, and tables of words in each of them.

/// A language of charts and reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Traditional Chinese.
    TraditionalChinese,
}

impl Language {
    /// Its tag in model and scenario files; none for English, which the files are written in.
    pub fn tag(self) -> Option<&'static str> {
        match self {
            Language::English => None,
            Language::TraditionalChinese => Some("zh-Hant"),
        }
    }
}

/// Fills a pattern: `{}` takes the next text, `{2}` the text with that number (from 0).
pub(crate) fn fill(pattern: &str, with: &[&str]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut next = with.iter();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        let number = &rest[open + 1..open + length];
        let text = if number.is_empty() { next.next() } else { number.parse().ok().and_then(|n: usize| with.get(n)) };
        out.push_str(text.copied().unwrap_or_default());
        rest = &rest[open + length + 1..];
    }
    out + rest
}

/// A table of words and patterns: `name: "English", "Chinese";` a line. Makes a struct `Words` with a field a name,
/// `words(language)`, and a test that each pattern has as many gaps in every language.
macro_rules! words {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        /// Words and patterns; `{}` and `{0}` stand for what is filled in.
        #[derive(Debug)]
        pub(super) struct Words {
            $(pub(super) $name: &'static str,)*
        }

        /// The words of a language.
        pub(super) fn words(language: $crate::language::Language) -> &'static Words {
            static ENGLISH: Words = Words { $($name: $english,)* };
            static CHINESE: Words = Words { $($name: $chinese,)* };
            match language {
                $crate::language::Language::English => &ENGLISH,
                $crate::language::Language::TraditionalChinese => &CHINESE,
            }
        }

        #[test]
        fn every_language_fills_the_same_gaps() {
            $(assert_eq!($english.matches('{').count(), $chinese.matches('{').count(), "{}", stringify!($name));)*
        }
    };
}
pub(crate) use words;
