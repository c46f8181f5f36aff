//! Says which folders are built into the program, so that a new file in them is noticed.

fn main() {
    println!("cargo:rerun-if-changed=themes");
    // What a build of the example leaves there is none of it.
    for entry in std::fs::read_dir("content-example").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && name != "public" {
            println!("cargo:rerun-if-changed=content-example/{name}");
        }
    }
}
