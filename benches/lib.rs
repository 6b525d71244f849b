//! Benches of froth: `cargo bench -p froth-benches`.
