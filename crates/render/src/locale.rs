//! Languages of what people read, and tables of words in each of them.

mod names;

pub use names::{Locale, model_title, scenario_title};

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

/// A share of so many draws: never 0 % or 100 % of them for what some draws may do, "<1 of 1,000" where it is that rare.
///
/// ```
/// use froth_render::locale::{Language, share_of_draws};
/// assert_eq!(share_of_draws(0.636, 10_000, Language::English), "64 % of draws");
/// assert_eq!(share_of_draws(0.0004, 10_000, Language::English), "<1 of 1,000 draws");
/// assert_eq!(share_of_draws(1.0, 10_000, Language::English), ">999 of 1,000 draws");
/// assert_eq!(share_of_draws(0.0, 5, Language::English), "0 of 5 draws");
/// ```
pub fn share_of_draws(share: f64, draws: u64, language: Language) -> String {
    let chinese = language == Language::TraditionalChinese;
    if draws < 1000 {
        let n = (share * draws as f64 * 2.0).round() / 2.0;
        return if chinese { format!("{draws} 次抽樣中的 {n} 次") } else { format!("{n} of {draws} draws") };
    }
    match (share, chinese) {
        (x, false) if x < 0.001 => "<1 of 1,000 draws".to_owned(),
        (x, false) if x > 0.999 => ">999 of 1,000 draws".to_owned(),
        (x, true) if x < 0.001 => "不到千分之一的抽樣".to_owned(),
        (x, true) if x > 0.999 => "超過千分之九百九十九的抽樣".to_owned(),
        (x, _) => {
            // Close to the ends a decimal more, so that no rounding says all or none.
            let percent =
                if (0.01..=0.99).contains(&x) { format!("{:.0}", 100.0 * x) } else { format!("{:.1}", 100.0 * x) };
            if chinese { format!("{percent} % 的抽樣") } else { format!("{percent} % of draws") }
        }
    }
}

/// Fills a pattern: `{}` takes the next text, `{2}` the text with that number (from 0).
pub fn fill(pattern: &str, with: &[&str]) -> String {
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

/// Makes a type `Words` with a method for each text of people's languages, and `words(language)`, which gives one.
///
/// `name: "English", "Chinese";` is a text, `name(first, score): "{first} scores {score}", "{first} 得 {score} 分";` a sentence with
/// named arguments, each anything that displays. Every language must use every argument: the compiler sees to it, and to it that
/// no sentence is left that nothing says. After `more Words;` the methods join a type that stands elsewhere.
#[macro_export]
macro_rules! sentences {
    (more $words:ident; $($name:ident $(($($argument:ident),+))?: $english:literal, $chinese:literal;)*) => {
        impl $words {
            $($crate::sentences!(@ $name $(($($argument),+))?: $english, $chinese);)*
        }
    };
    (@ $name:ident: $english:literal, $chinese:literal) => {
        pub(crate) fn $name(self) -> &'static str {
            match self.0 {
                $crate::locale::Language::English => $english,
                $crate::locale::Language::TraditionalChinese => $chinese,
            }
        }
    };
    (@ $name:ident($($argument:ident),+): $english:literal, $chinese:literal) => {
        pub(crate) fn $name(self, $($argument: impl std::fmt::Display),+) -> String {
            match self.0 {
                $crate::locale::Language::English => format!($english, $($argument = $argument),+),
                $crate::locale::Language::TraditionalChinese => format!($chinese, $($argument = $argument),+),
            }
        }
    };
    ($($name:ident $(($($argument:ident),+))?: $english:literal, $chinese:literal;)*) => {
        /// What is said, in a language.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Words($crate::locale::Language);

        /// What is said, in this language.
        pub(crate) fn words(language: $crate::locale::Language) -> Words {
            Words(language)
        }

        $crate::sentences! { more Words; $($name $(($($argument),+))?: $english, $chinese;)* }
    };
}

#[macro_export]
macro_rules! words {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        /// Words and patterns; `{}` and `{0}` stand for what is filled in.
        #[derive(Debug)]
        pub(super) struct Words {
            $(pub(super) $name: &'static str,)*
        }

        /// The words of a language.
        pub(super) fn words(language: $crate::locale::Language) -> &'static Words {
            static ENGLISH: Words = Words { $($name: $english,)* };
            static CHINESE: Words = Words { $($name: $chinese,)* };
            match language {
                $crate::locale::Language::English => &ENGLISH,
                $crate::locale::Language::TraditionalChinese => &CHINESE,
            }
        }

        #[test]
        fn every_language_fills_the_same_gaps() {
            $(assert_eq!($english.matches('{').count(), $chinese.matches('{').count(), "{}", stringify!($name));)*
        }
    };
}
pub use crate::words;
