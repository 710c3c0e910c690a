//! What is refused before anything of it runs.

mod front_ends;

use front_ends::{GOOD, LIMITS, check};
use sprout_halo2_sandbox::{FrontEnd, Limits, Refused};

fn refused(text: &str) -> Refused {
    check(text).err().expect("it is refused")
}

#[test]
fn what_is_no_module_is_refused() {
    let mut good = wat::parse_str(GOOD).expect("text");
    let component = b"\0asm\x0d\0\x01\0".to_vec();
    let cut = good[..good.len() - 3].to_vec();
    good[4] = 9;
    for bytes in [Vec::new(), b"no module".to_vec(), component, cut, good, vec![0x7f; 100]] {
        let refused = FrontEnd::check(&bytes, &LIMITS).err().expect("it is refused");
        assert!(matches!(refused, Refused::NotWasm { .. }), "{refused:?}");
    }
}

#[test]
fn code_that_does_not_validate_is_refused() {
    let odd = GOOD.replace("(result i32) (i32.const 1))", "(result i32) (i64.const 1))");
    let refused = refused(&odd);
    assert!(
        matches!(&refused, Refused::NotWasm { reason } if reason.contains("type mismatch")),
        "{refused:?}"
    );
}

#[test]
fn unknown_imports_are_named() {
    let imports = [
        ("env", "system"),
        ("sprout_halo2", "prove"),
        ("wasi_snapshot_preview1", "path_open"),
        ("wasi_snapshot_preview1", "sock_send"),
        ("wasi_unstable", "fd_write"),
    ];
    for (module, name) in imports {
        let odd =
            GOOD.replace("(memory", &format!("(import \"{module}\" \"{name}\" (func))\n(memory"));
        let refused = refused(&odd);
        assert_eq!(refused, Refused::UnknownImport { module: module.into(), name: name.into() });
        assert_eq!(refused.to_string(), format!("imports unknown function {module}.{name}"));
    }
    let memory = GOOD.replace("(memory", "(import \"env\" \"memory\" (memory 1))\n(memory");
    assert!(matches!(refused(&memory), Refused::UnknownImport { .. }));
}

#[test]
fn imports_of_another_type_are_refused() {
    let odd = GOOD
        .replace("\"emit\" (func $emit (param i32 i32))", "\"emit\" (func $emit (param i32 i64))");
    let odd =
        odd.replace("(i32.const 10)", "(i64.const 10)").replace("(i32.const 9)", "(i64.const 9)");
    let odd = odd.replace("(i32.const 48) (i32.const 1)", "(i32.const 48) (i64.const 1)");
    let odd = odd.replace("(local.get 1) (local.get 2)", "(local.get 1) (i64.const 0)");
    let refused = refused(&odd);
    assert!(
        matches!(&refused, Refused::WrongImport { reason } if reason.contains("emit")),
        "{refused:?}"
    );
}

#[test]
fn missing_exports_are_named() {
    for name in [
        "memory",
        "sprout_halo2_abi",
        "sprout_halo2_alloc",
        "sprout_halo2_configure",
        "sprout_halo2_structure",
        "sprout_halo2_witness",
    ] {
        let odd = GOOD.replace(&format!("(export \"{name}\")"), "");
        assert_eq!(refused(&odd), Refused::MissingExport { name: name.into() });
    }
}

#[test]
fn exports_of_another_type_are_refused() {
    let odd = GOOD.replace(
        "(export \"sprout_halo2_alloc\") (param i32)",
        "(export \"sprout_halo2_alloc\") (param i64)",
    );
    assert!(
        matches!(refused(&odd), Refused::WrongExport { name, .. } if name == "sprout_halo2_alloc")
    );
    let odd = GOOD
        .replace("(export \"memory\")", "")
        .replace(";; items", "(global (export \"memory\") i32 (i32.const 0))");
    assert!(matches!(refused(&odd), Refused::WrongExport { name, .. } if name == "memory"));
    let odd = GOOD.replace(";; items", "(func (export \"_initialize\") (param i32))");
    assert!(matches!(refused(&odd), Refused::WrongExport { name, .. } if name == "_initialize"));
}

#[test]
fn another_version_of_the_interface_is_refused() {
    let odd = GOOD.replace("(result i32) (i32.const 1))", "(result i32) (i32.const 2))");
    let odd = check(&odd).expect("its version is asked for when it runs");
    assert_eq!(odd.configure(|_| Ok(())), Err(Refused::WrongVersion { found: 2, expected: 1 }));
}

#[test]
fn huge_modules_are_refused_before_they_are_compiled() {
    let wasm = wat::parse_str(GOOD).expect("text");
    let limits = Limits { module_bytes: wasm.len() - 1, ..LIMITS };
    let refused = FrontEnd::check(&wasm, &limits).err().expect("it is refused");
    let (size, limit) = (wasm.len() as u64, wasm.len() as u64 - 1);
    assert_eq!(refused, Refused::TooLarge { what: "module bytes", size, limit });

    let limits = Limits { functions: 4, ..LIMITS };
    let refused = FrontEnd::check(&wasm, &limits).err().expect("it is refused");
    assert_eq!(refused, Refused::TooLarge { what: "functions", size: 5, limit: 4 });

    let tables = GOOD.replace(";; items", &"(table 0 funcref)".repeat(9));
    let refused = check(&tables).err().expect("it is refused");
    assert_eq!(refused, Refused::TooLarge { what: "tables", size: 9, limit: 8 });

    let long = GOOD.replace(";; items", &format!("(func {})", "(nop)".repeat(3 << 19)));
    let refused = check(&long).err().expect("it is refused");
    assert!(
        matches!(refused, Refused::TooLarge { what: "bytes of one function", .. }),
        "{refused:?}"
    );
}

#[test]
fn features_whose_results_differ_between_machines_are_refused() {
    let threads =
        GOOD.replace("(memory (export \"memory\") 2)", "(memory (export \"memory\") 2 4 shared)");
    assert!(matches!(refused(&threads), Refused::NotWasm { .. }));
    let relaxed = "(func (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 1)))";
    let relaxed = GOOD.replace(";; items", relaxed);
    assert!(matches!(refused(&relaxed), Refused::NotWasm { .. }));
    let second = GOOD.replace(";; items", "(memory 1)");
    assert!(matches!(refused(&second), Refused::NotWasm { .. }));
}
