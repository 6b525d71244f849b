//! Rebuilds when a built-in file is added or removed; changes to their contents are seen without it.

fn main() {
    println!("cargo::rerun-if-changed=indicators");
    println!("cargo::rerun-if-changed=scenarios");
}
